"""Proofreading: a finished document is read back and held against what it should say.

Gives: drukproef, proef, vergelijking.
Uses: word, pdf.
"""
