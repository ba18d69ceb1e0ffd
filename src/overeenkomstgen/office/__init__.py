"""LibreOffice at work, here or on a cluster: from a filled Word file to a finished PDF.

Gives: lettertypen, maakwijze, motor, werkplaats.
Uses: proef, schijf, word, pdf.
"""
