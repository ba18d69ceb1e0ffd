"""Printing: packets of copies, and the printers of this computer.

Gives: afdrukken.
Uses: werkmap, schijf, kern.
"""
