"""What needs someone, by date, and the file of it for a calendar.

Gives: agenda, agendaregels.
Uses: werkmap, schijf, kern.
"""
