"""The counter: the year's work in a browser, by what the library gives and nothing else.

Gives: loket, toegang.
Uses: no other room.
"""
