"""Asks of a PDF whether it is recognised, and what pikepdf's validator finds in it."""

from __future__ import annotations

import io
import logging
from collections import Counter

import pikepdf
from pikepdf.pdfa import validate_written

from overeenkomstgen.pdf.herkenning import herkenner
from overeenkomstgen.pdf.voorwerpen import read_objects


def is_recognised(pdf: bytes) -> bool:
    """Tell whether a PDF is recognised; one that cannot be read is not."""
    try:
        with pikepdf.open(io.BytesIO(pdf), inherit_page_attributes=False) as document:
            objects = read_objects(document)
            pages = ["{} {} R".format(*page.objgen) for page in document.pages]
            return herkenner.is_recognised(document, objects, pages)
    except (pikepdf.PdfError, RecursionError):
        return False


def findings(pdf: bytes) -> Counter[tuple[str, str]]:
    """Return the rules that the validator finds broken, each with what it says."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    report = validate_written(io.BytesIO(pdf), "2b")
    return Counter((finding.rule, finding.message) for finding in report.findings)
