"""The print file: each copy on sheets of its own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Name, Pdf
from pypdf import PdfReader

from hulp.cups import make_document
from overeenkomstgen.afdrukken.printpakket import Pakket, make_pakket
from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.errors import InputError
from overeenkomstgen.schijf.schijf import UitvoerError


def texts(path: Path) -> list[str]:
    return [page.extract_text().strip() for page in PdfReader(path).pages]


def test_each_copy_starts_on_a_new_sheet(tmp_path: Path) -> None:
    pdf = make_document(tmp_path / "deventer.pdf", 3)
    target = tmp_path / "pakket.pdf"
    pakket = make_pakket([pdf], target)
    assert pakket == Pakket(target, exemplaren=2, dubbelzijdig=True, vellen=4, papier="A4")
    assert texts(target) == ["blad 1", "blad 2", "blad 3", ""] * 2
    with Pdf.open(target) as made:
        assert made.Root.ViewerPreferences == {
            "/Duplex": Name.DuplexFlipLongEdge,
            "/PrintScaling": Name("/None"),
        }
        assert made.pdf_version == "1.7"


def test_the_copies_of_several_documents_follow_each_other(tmp_path: Path) -> None:
    pdfs = [make_document(tmp_path / f"{pages}.pdf", pages) for pages in (1, 2)]
    target = tmp_path / "pakket.pdf"
    pakket = make_pakket(pdfs, target)
    assert pakket.vellen == 4
    assert texts(target) == ["blad 1", "", "blad 1", "", "blad 1", "blad 2", "blad 1", "blad 2"]


@pytest.mark.parametrize(
    ("sizes", "papier"),
    [
        ([(595, 842), (842, 595)], "A4"),
        ([(595, 842), (842, 1191)], ""),
        ([(612, 792)], ""),
    ],
)
def test_the_paper_is_said_where_all_is_a4(
    tmp_path: Path, sizes: list[tuple[int, int]], papier: str
) -> None:
    pdfs = [make_document(tmp_path / f"{size[0]}.pdf", 1, size) for size in sizes]
    assert make_pakket(pdfs, tmp_path / "pakket.pdf").papier == papier


def test_the_blank_page_has_the_size_and_the_turn_of_the_last_one(tmp_path: Path) -> None:
    pdf = make_document(tmp_path / "deventer.pdf", 1, size=(1191, 842))
    with Pdf.open(pdf, allow_overwriting_input=True) as source:
        source.pages[0].Rotate = 90
        source.save()
    make_pakket([pdf], tmp_path / "pakket.pdf")
    with Pdf.open(tmp_path / "pakket.pdf") as made:
        assert [list(page.mediabox) for page in made.pages] == [[0, 0, 1191, 842]] * 4
        assert [page.Rotate for page in made.pages] == [90] * 4


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    pdf = make_document(tmp_path / "deventer.pdf", 3)
    first = make_pakket([pdf], tmp_path / "een.pdf").path.read_bytes()
    second = make_pakket([pdf], tmp_path / "twee.pdf").path.read_bytes()
    assert first == second


def test_copies_share_what_they_are_made_of(tmp_path: Path) -> None:
    pdf = make_document(tmp_path / "deventer.pdf", 3)
    with Pdf.open(pdf, allow_overwriting_input=True) as source:
        source.pages[0].Resources.Font.F1.Ballast = source.make_stream(os.urandom(50_000))
        source.save()
    pakket = make_pakket([pdf], tmp_path / "pakket.pdf", exemplaren=10)
    assert pakket.path.stat().st_size < 60_000


@given(st.integers(1, 9), st.integers(1, 5), st.booleans())
def test_any_copies_of_any_document(paginas: int, exemplaren: int, dubbelzijdig: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    with tempfile.TemporaryDirectory() as folder:
        pdf = make_document(Path(folder, "document.pdf"), paginas)
        pakket = make_pakket(
            [pdf], Path(folder, "pakket.pdf"), exemplaren=exemplaren, dubbelzijdig=dubbelzijdig
        )
        found = texts(pakket.path)
        with Pdf.open(pakket.path) as made:
            duplex = made.Root.ViewerPreferences.Duplex
    assert duplex == (Name.DuplexFlipLongEdge if dubbelzijdig else Name.Simplex)
    copy = [f"blad {number}" for number in range(1, paginas + 1)]
    assert [text for text in found if text] == copy * exemplaren
    starts = [place for place, text in enumerate(found) if text == "blad 1"]
    sides = 2 if dubbelzijdig else 1
    assert all(start % sides == 0 for start in starts)
    assert pakket.vellen * sides == len(found)


def test_an_existing_print_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "pakket.pdf"
    target.write_text("oud")
    make_pakket([make_document(tmp_path / "deventer.pdf", 1)], target)
    assert texts(target) == ["blad 1", ""] * 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deventer.pdf", "pakket.pdf"]


def refusal(pdf: Path, target: Path, exemplaren: int = 2) -> str:
    """Return the message with which a print file is refused; nothing may be left of it."""
    before = {path: path.read_bytes() for path in target.parent.iterdir() if path.is_file()}
    with pytest.raises(InputError) as caught:
        make_pakket([pdf], target, exemplaren=exemplaren)
    assert code_of(caught.value) == ExitCode.INPUT
    after = {path: path.read_bytes() for path in target.parent.iterdir() if path.is_file()}
    assert after == before
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "dit bestand bestaat niet; maak het document eerst"),
        *(
            (content, "dit is geen leesbare PDF; maak het document opnieuw")
            for content in (b"", b"Geachte heer", b"%PDF-1.7\n%%EOF\n")
        ),
    ],
)
def test_a_document_that_is_no_pdf(tmp_path: Path, content: bytes | None, message: str) -> None:
    pdf = tmp_path / "deventer.pdf"
    if content is not None:
        pdf.write_bytes(content)
    assert refusal(pdf, tmp_path / "pakket.pdf") == f"{pdf}: {message}"


def test_no_pages_and_no_copies(tmp_path: Path) -> None:
    pdf = make_document(tmp_path / "deventer.pdf", 0)
    assert refusal(pdf, tmp_path / "pakket.pdf") == (
        f"{pdf}: er staan geen pagina's in; maak het document opnieuw"
    )
    assert refusal(pdf, tmp_path / "pakket.pdf", exemplaren=0) == (
        "exemplaren: 0 kan niet; vraag er ten minste 1"
    )


def test_the_document_is_never_its_own_print_file(tmp_path: Path) -> None:
    pdf = make_document(tmp_path / "deventer.pdf", 1)
    target = tmp_path / "map" / ".." / "deventer.pdf"
    (tmp_path / "map").mkdir()
    assert refusal(pdf, target) == f"{target}: dit is het document zelf; kies een andere naam"


@pytest.mark.parametrize("name", ["register.csv", "gemeenten.csv", "pakket", "pakket.pdf.docx"])
def test_only_a_pdf_is_written(tmp_path: Path, name: str) -> None:
    pdf = make_document(tmp_path / "deventer.pdf", 1)
    target = tmp_path / name
    target.write_text("van de gebruiker", "utf-8")
    assert refusal(pdf, target) == (
        f"{target}: een afdrukbestand is een PDF; "
        "kies een naam die op .pdf eindigt, zoals afdrukken.pdf"
    )


def test_an_ending_in_capitals_is_one_too(tmp_path: Path) -> None:
    pdf = make_document(tmp_path / "deventer.pdf", 1)
    assert texts(make_pakket([pdf], tmp_path / "PAKKET.PDF").path) == ["blad 1", ""] * 2


@pytest.mark.parametrize(
    ("place", "reason"),
    [("nergens/pakket.pdf", "het bestaat niet"), ("map.pdf", "er staat een map met die naam")],
)
def test_a_place_that_cannot_be_written(tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "map.pdf").mkdir()
    pdf = make_document(tmp_path / "deventer.pdf", 1)
    with pytest.raises(UitvoerError) as caught:
        make_pakket([pdf], tmp_path / place)
    assert str(caught.value) == (
        f"{tmp_path / place} is niet te schrijven: {reason}.\n"
        "Kijk of de map bestaat en beschreven mag worden, en of er schijfruimte is, of kies een "
        "andere plaats."
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deventer.pdf", "map.pdf"]
