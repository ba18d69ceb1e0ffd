"""Finishing a document in one go gives what its steps give."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from hulp.werkmappen import ROOT
from overeenkomstgen.errors import InputError
from overeenkomstgen.office.afwerking import Afgewerkt, finish
from overeenkomstgen.office.libreoffice import find_libreoffice, to_pdf

if TYPE_CHECKING:
    from pathlib import Path

WORD = ROOT / "sjablonen" / "samenwerkingsovereenkomst.docx"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what LibreOffice makes of a template, of which the tags then still stand there."""
    folder = tmp_path_factory.mktemp("kaal")
    (omzetting,) = to_pdf([WORD], folder, office=find_libreoffice())
    assert omzetting.pdf is not None
    return omzetting.pdf


def test_the_reasons_are_those_of_the_steps_in_their_order(bare: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "overeenkomst.pdf"
    shutil.copy(bare, pdf)
    finished = finish(WORD.read_bytes(), pdf, values=("Deventer",), pages=(7, 8))
    assert finished.paginas in {2, 3, 4}
    assert finished.redenen[0] == (
        f"De PDF telt {finished.paginas} bladzijden; dat moet 7 tot en met 8 zijn."
    )
    assert finished.redenen[1].startswith('In Word staat nog "{')
    assert finished.redenen[-1] == 'De waarde "Deventer" staat niet in de PDF.'
    assert pdf.read_bytes() != bare.read_bytes()


def test_a_pdf_that_is_none(tmp_path: Path) -> None:
    pdf = tmp_path / "overeenkomst.pdf"
    pdf.write_bytes(b"geen PDF")
    reason = (
        "LibreOffice heeft er geen leesbare PDF van gemaakt.\n"
        "Probeer het opnieuw; helpt dat niet, kijk dan of het Word-bestand heel is."
    )
    finished = finish(WORD.read_bytes(), pdf, values=(), pages=(1, 9))
    assert finished == Afgewerkt(0, (reason,))
    assert pdf.read_bytes() == b"geen PDF"


def test_a_word_file_that_is_none(bare: Path) -> None:
    with pytest.raises(InputError):
        finish(b"geen Word", bare, values=(), pages=(1, 9))
