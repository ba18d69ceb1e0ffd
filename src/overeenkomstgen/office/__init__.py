"""LibreOffice at work, here or on a cluster: from a filled Word file to a finished PDF.

Gives: installatie, lettertypen, werkplaats, werkstuk.
Uses: proef, word, pdf, schijf, kern.
"""
