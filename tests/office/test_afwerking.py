"""Finishing a document in one go gives what its steps give."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hulp.omzetten import to_pdf
from hulp.werkmappen import ROOT
from overeenkomstgen.errors import InputError
from overeenkomstgen.office.afwerking import finish
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.office.werkstuk import Uitslag, Werkstuk

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
    finished = finish(Werkstuk(WORD, ("Deventer",), (7, 8)), pdf)
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
    werkstuk = Werkstuk(WORD, (), (1, 9))
    assert finish(werkstuk, pdf) == Uitslag(werkstuk, pdf, 0, (reason,))
    assert pdf.read_bytes() == b"geen PDF"


def test_a_word_file_that_is_none(bare: Path, tmp_path: Path) -> None:
    (word := tmp_path / "brief.docx").write_bytes(b"geen Word")
    with pytest.raises(InputError):
        finish(Werkstuk(word, (), (1, 9)), bare)
