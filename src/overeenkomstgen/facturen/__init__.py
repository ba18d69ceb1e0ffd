"""The invoices of a year, and the bookkeeper's workbook.

Gives: facturen.
Uses: uitgifte, werkmap, office, schijf, kern.
"""
