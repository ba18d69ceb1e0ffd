"""What OCR reads of a page that is laid out otherwise, and what it makes of what it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from hulp.bladen import ALMELO, DEVENTER, issued
from hulp.scannen import SCANNERS, print_page, scan, set_text, sign
from overeenkomstgen.errors import ToolError
from overeenkomstgen.inname import ocr
from overeenkomstgen.inname.beeld import find_ink
from overeenkomstgen.inname.gelezen import read_page, settled

INSTALL = (
    "Installeer het, of vraag uw beheerder dat te doen, "
    "met: sudo apt-get install tesseract-ocr tesseract-ocr-nld"
)


def words(text: str) -> list[str]:
    return text.split()


def test_a_paper_printed_otherwise_reads_as_issued_but_for_what_was_altered() -> None:
    blad = issued(ALMELO)[1]
    text = " ".join(woord.tekst for woord in blad.woorden)
    blank = "___________________"
    for old, new in (("0,15", "0,16"), (blank, "Almelo"), (blank, "14 maart 2023")):
        text = text.replace(old, new, 1)
    for old, new in ((" (plaats)", ""), (" (datum)", ""), ("zich niet met", "zich met")):
        text = text.replace(old, new)
    page = set_text(text.replace(" 4.", "\n4.").replace(" Artikel", "\nArtikel"))
    sign(page, (150, 600, 300, 680))
    gelezen = read_page(scan(page, SCANNERS["scheef"], seed=3), 200)
    (settled_text,) = settled([gelezen], [blad])
    assert words(settled_text) == words(text)
    (ink,) = find_ink(gelezen)
    assert ink.vak.right - ink.vak.left > 120


def test_a_page_upside_down_is_read() -> None:
    seen = scan(print_page(DEVENTER, 2), SCANNERS["ondersteboven"], seed=5)
    text = read_page(seen).tekst
    assert "bedraagt de bijdrage € 15.216,90 exclusief btw per jaar." in text
    assert "pagina 2 van 2" in text


def test_without_tesseract_or_its_dutch_it_is_told_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Image.new("L", (400, 400), 255)
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(ToolError) as no_dutch:
        ocr.read(page)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolError) as missing:
        ocr.read(page)
    assert (
        str(no_dutch.value) == f"tesseract kent geen Nederlands; daarin zijn de scans.\n{INSTALL}"
    )
    what = "tesseract is niet gevonden; daarmee wordt de tekst van scans gelezen."
    assert str(missing.value) == f"{what}\n{INSTALL}"


def test_what_cannot_be_read_or_not_in_time_has_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for size in ((400, 400), (1, 1), (33_000, 4)):
        assert ocr.read(Image.new("L", size, 255)) == ()
    monkeypatch.setattr(ocr, "TIME_LIMIT", 0.0)
    assert read_page(print_page(DEVENTER, 1), 300).tekst == ""
