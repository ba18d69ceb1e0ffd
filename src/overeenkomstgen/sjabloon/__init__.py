"""A Word template: its tags, and filling it.

Gives: bericht, opdrachten.herstel, opdrachten.vindplaats, sjabloon.
Uses: word, schijf, kern.
"""
