"""What comes back: the papers in it, what they say, and what is proposed to record of them.

Gives: inkomend, inname, nazien, tonen, voorstel.
Uses: register, post, vergelijken, uitgifte, werkmap, proef, word, pdf, schijf, velden, kern.
"""
