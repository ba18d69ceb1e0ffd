"""Reading the text of a PDF that LibreOffice made."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hulp import wordbouw
from overeenkomstgen.errors import InputError
from overeenkomstgen.pdf.tekst import read_pdf

pytestmark = pytest.mark.ongemeten


@pytest.fixture(scope="session")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    return wordbouw.pdfs(tmp_path_factory)


def test_each_page_has_its_own_text(pdfs: Mapping[str, Path]) -> None:
    assert read_pdf(pdfs["secties"]) == (
        "Kop van het titelblad\nBlad een",
        "Kop van een even bladzijde\nBlad twee",
        "Gewone kop\nBlad drie",
        "Gewone kop\nBlad vier\nblad iii",
        "Kop van een even bladzijde\nBlad vijf",
    )


def test_a_hyphen_at_the_end_of_a_line_is_a_soft_one(pdfs: Mapping[str, Path]) -> None:
    first, *_ = read_pdf(pdfs["opmaak"])
    assert "van Noord\u00ad\nHolland, de" in first
    assert "van Noord-Holland, de" in first


def test_ligatures_accents_and_signs_come_out_as_letters(pdfs: Mapping[str, Path]) -> None:
    first, *_ = read_pdf(pdfs["overeenkomst"])
    assert "De gemeente Bergen & Terblijt <b> {{ x }}, gevestigd aan Grote Kerkhof 1\n" in first
    assert "efficiënt vastgelegd" in first


def test_several_threads_can_read_at_once(pdfs: Mapping[str, Path]) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(read_pdf, [pdfs["secties"]] * 12))
    assert found == [read_pdf(pdfs["secties"])] * 12


@pytest.mark.parametrize("content", [None, b"", b"geen pdf"])
def test_a_file_that_is_no_pdf(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "deventer.pdf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_pdf(path)
    assert str(caught.value) == (
        "deventer.pdf: deze PDF is niet te lezen; laat het document opnieuw maken"
    )
