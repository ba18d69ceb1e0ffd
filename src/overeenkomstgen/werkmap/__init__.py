"""The folder of a period: its settings, its table, and the records that are kept in it."""
