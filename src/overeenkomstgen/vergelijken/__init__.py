"""What differs between two documents, in words and as marked changes in Word.

Gives: vergelijk, verschil.
Uses: uitgifte, werkmap, proef, schijf, kern, word, pdf.
"""
