"""A Word template: its tags, and filling it.

Gives: bericht, invulbaar, opdrachten.herstel, opdrachten.plaats, sjabloon.
Uses: kern, word.
"""
