"""A Word template: its tags, and filling it.

Gives: bericht, invulbaar, opdrachten.herstel, opdrachten.vindplaats, sjabloon.
Uses: word, schijf, kern.
"""
