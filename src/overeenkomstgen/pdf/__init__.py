"""PDF files: made fit for the archive, judged, and read as text. Knows nothing of Word.

Gives: archief, oordeel, opbouw, tekst, vreemd.
Uses: schijf.
"""
