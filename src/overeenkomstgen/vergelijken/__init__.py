"""What differs between two documents, in words and as marked changes in Word.

Gives: passage, vergelijk, vergelijken, verschil, versies, woordverschil.
Uses: uitgifte, werkmap, proef, word, pdf, schijf, kern.
"""
