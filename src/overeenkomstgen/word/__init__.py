"""Word files: read, cleaned and packed again. Knows nothing of municipalities or of PDF.

Gives: bestand, gegevens, kolommen, slank, stijl, tekst, verhaal, vreemd.
Uses: no other room.
"""
