"""Examining a template before anything is made with it.

Gives: lettertypen, onderzoek, sjabloonbestand, vondst.
Uses: werkmap, office, sjabloon, word, schijf, kern.
"""
