"""Making documents and issuing them: what is made, what stays, what was signed.

Gives: bevroren, controleer, genereer, getuigen, maken, overzicht, sjablooncontrole, sjabloonproef,
sjabloonwissel, uitgifte.
Uses: werkmap, keuring, office, sjabloon, proef, word, pdf, schijf, velden, kern.
"""
