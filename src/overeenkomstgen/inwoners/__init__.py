"""The figures of CBS, and the table that is held against them.

Gives: afwijkingen, cbs, inwoners.
Uses: werkmap, schijf, kern.
"""
