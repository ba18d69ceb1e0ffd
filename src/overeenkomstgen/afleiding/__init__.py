"""Deriving a template from an agreement that was filled in by hand.

Gives: afleiden, keuze, schrijfwijze.
Uses: werkmap, keuring, sjabloon, proef, word, schijf, velden, kern.
"""
