"""What comes back: the papers in it, what they say, and what is proposed to record of them.

Gives: nothing.
Uses: post, vergelijken, uitgifte, werkmap, word, pdf, schijf, velden, kern.
"""
