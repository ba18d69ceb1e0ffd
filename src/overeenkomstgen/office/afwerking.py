"""Finishing a document: its PDF made fit for the archive, judged, and proofread."""

from pathlib import Path

from overeenkomstgen.errors import ToolError
from overeenkomstgen.office.werkstuk import Uitslag, Werkstuk
from overeenkomstgen.pdf.archief import archive
from overeenkomstgen.pdf.oordeel import judge
from overeenkomstgen.proef.proef import proofread
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
        paginas = archive(pdf, *word.gegevens)
    except ToolError as error:
        return Uitslag(werkstuk, pdf, redenen=(str(error),))
    proof = proofread(word, pdf, values=werkstuk.values, pages=werkstuk.paginas)
    return Uitslag(werkstuk, pdf, paginas, judge(pdf) + proof)
