"""Examining a template before anything is made with it.

Gives: lettertypen, onderzoek, stuk, vondst.
Uses: werkmap, office, sjabloon, kern, word.
"""
