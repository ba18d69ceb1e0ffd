"""The folder of a period: its settings, its table, and the records that are kept in it.

Gives: bestand, bevinding, gegeven, geheugen, herstel, invoer, papieren, registers, sjablonen,
stuk, verantwoording, werkmap.
Uses: keuring, office, sjabloon, word, pdf, schijf, velden, kern.
"""
