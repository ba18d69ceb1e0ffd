"""The invoices of a year, and the bookkeeper's workbook.

Gives: creditfacturen, facturen, jaren, uitgeven.
Uses: uitgifte, werkmap, office, schijf, velden, kern.
"""
