"""A Word template: its tags, and filling it.

Gives: artikelen, bericht, opdrachten.herstel, opdrachten.vindplaats, sjabloon.
Uses: word, schijf, velden, kern.
"""
