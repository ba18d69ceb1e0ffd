"""A next period: a new folder out of an old one.

Gives: nieuw, nieuwe_periode.
Uses: werkmap, word, schijf, velden, kern.
"""
