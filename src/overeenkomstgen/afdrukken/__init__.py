"""Printing: packets of copies, and the printers of this computer.

Gives: afdrukken.
Uses: uitgifte, werkmap, schijf, kern.
"""
