"""The folder of a period: its settings, its table, and the records that are kept in it.

Gives: factuurregister, geheugen, gemeenten, invoer, ondertekend, registerbestand, verantwoording,
werkmap.
Uses: office, sjabloon, schijf, kern.
"""
