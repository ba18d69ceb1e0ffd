"""The folder of a period: its settings, its table, and the records that are kept in it.

Gives: bewijs, geheugen, herstel, invoer, ondertekend, papieren, registers, stuk, verantwoording,
werkmap.
Uses: office, sjabloon, schijf, kern.
"""
