"""Recognises the PDFs that LibreOffice makes of a text, of which nothing needs more judging.

pikepdf's validator judges any PDF on PDF/A-2 (ISO 19005-2). What LibreOffice 7.4 and 25.2
write, and :func:`~overeenkomstgen.pdf.archief.archive` leaves, is always of the same few
constructs. Here is a closed list of those, with each rule of PDF/A-2 that bears on them; a
PDF with nothing else in it is recognised. Anything else is not known, which is no judgement:
the validator judges it.

Recognising must imply that the validator finds nothing. So where the two could differ, the
list is the narrower one, and a test puts thousands of mutilated PDFs to both.

All of it is for speed, and can be taken out: this folder, and the line in
:mod:`~overeenkomstgen.pdf.oordeel` that calls it, with its import.
"""

from overeenkomstgen.pdf.herkenning.vertrouwd import is_recognised

__all__ = ["is_recognised"]
