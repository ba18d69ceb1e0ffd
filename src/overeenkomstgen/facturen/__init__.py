"""The invoices of a year, and the bookkeeper's workbook.

Gives: creditfacturen, facturen, uitgeven.
Uses: uitgifte, werkmap, office, schijf, velden, kern.
"""
