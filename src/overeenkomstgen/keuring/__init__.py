"""Examining a template before anything is made with it.

Gives: keuring, lettertypen, sjabloonbestand, vondst.
Uses: werkmap, office, sjabloon, word, schijf, kern.
"""
