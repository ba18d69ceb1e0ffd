"""What differs between two documents, in words and as marked changes in Word.

Gives: vergelijk, verschil.
Uses: uitgifte, werkmap, proef, word, pdf, schijf, kern.
"""
