"""The figures of CBS, and the table that is held against them.

Gives: afwijkingen, cbsdienst, inwoners.
Uses: werkmap, word, schijf, kern.
"""
