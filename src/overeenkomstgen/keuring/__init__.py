"""Examining a template before anything is made with it.

Gives: keuring, leesvorm, letterlijk, lettertypen, sjabloonbestand, sporen, vondst, waarden.
Uses: office, sjabloon, word, pdf, schijf, velden, kern.
"""
