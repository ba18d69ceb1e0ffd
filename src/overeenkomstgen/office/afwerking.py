"""Finishing a document: its PDF made fit for the archive, judged, and proofread."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from overeenkomstgen.errors import InputError, ToolError
from overeenkomstgen.kern.paginacode import Paginacode
from overeenkomstgen.office.werkstuk import Uitslag, Werkstuk
from overeenkomstgen.pdf.archief import archive
from overeenkomstgen.pdf.oordeel import judge
from overeenkomstgen.pdf.tekst import read_around, read_pdf
from overeenkomstgen.proef.proef import proofread
from overeenkomstgen.schijf import schijf
from overeenkomstgen.word.bestand import Woordbestand


def finish(werkstuk: Werkstuk, pdf: Path) -> Uitslag:
    """Make a PDF fit for the archive, in place, and judge and proofread what was written.

    The Word file is read once for all of it. Several documents can be finished at once, in
    threads.

    Raises:
        InputError: It is no Word file.
    """
    word = Woordbestand.read(werkstuk.word.read_bytes())
    try:
        sheets, without = _archive(word, pdf, werkstuk.code)
    except (ToolError, InputError) as error:
        return Uitslag(werkstuk, pdf, redenen=(str(error),))
    pages, values = werkstuk.paginas, werkstuk.values
    proof = proofread(word, pdf, values=values, pages=pages, sheets=sheets)
    return Uitslag(werkstuk, pdf, len(sheets), judge(pdf) + proof, without)


def _archive(
    word: Woordbestand, pdf: Path, first: Paginacode | None
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Make a PDF fit for the archive, with a code on each page in the first place that is free.

    Whether one is free, the PDF tells when it is read for its proof.

    Returns:
        The text of its pages, and the numbers of those without room for their code.
    """
    if first is None:
        archive(pdf, *word.gegevens)
        return read_pdf(pdf), ()
    made, tried = pdf.read_bytes(), Counter[int]()

    def code(number: int) -> tuple[str, int]:
        return str(replace(first, bladzijde=number)), tried[number]

    while True:
        boxes = archive(pdf, *word.gegevens, code)
        sheets, taken = read_around(pdf, boxes)
        if not taken:
            return sheets, tuple(number for number, box in enumerate(boxes, 1) if box is None)
        tried.update(taken)
        schijf.write(pdf, made)
