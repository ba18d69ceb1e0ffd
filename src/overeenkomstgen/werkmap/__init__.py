"""The folder of a period: its settings, its table, and the records that are kept in it.

Gives: factuurregister, gemeenten, invoer, maaklijst, ondertekend, registerbestand, sjablonen,
verantwoording, werkmap.
Uses: uitgifte, office, sjabloon, schijf, kern.
"""
