"""The folder of a period: its settings, its table, and the records that are kept in it.

Gives: bestand, bevinding, gegeven, geheugen, gemeententabel, herstel, instelling, instelwijziging,
invoer, papieren, registers, sjablonen, stuk, tabelwijziging, verantwoording, werkmap, wijziging.
Uses: keuring, office, sjabloon, word, pdf, schijf, velden, kern.
"""
