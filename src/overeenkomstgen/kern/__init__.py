"""What the users talk about: municipalities, convenant, documents, what happened to them.

All of it is pure: values and rules, without files, clock, processes or screen.

Gives: convenant, documentsoort, euro, factuur, gemeente, getuige, jaardag, naamvorm, namen,
notatie, opmerkingen, paginacode, partij, register, selectie, status, statusregel, tabel, waarden,
zending.
Uses: no other room.
"""
