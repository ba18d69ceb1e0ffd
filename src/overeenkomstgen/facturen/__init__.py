"""The invoices of a year, and the bookkeeper's workbook."""
