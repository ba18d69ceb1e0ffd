"""A next period: a new folder out of an old one.

Gives: begin, nieuw, nieuwe_periode.
Uses: werkmap, word, schijf, velden, kern.
"""
