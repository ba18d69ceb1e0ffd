"""Only what was made is printed, of whom and of what kind is asked: seen in the print file."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from hulp.cups import make_document
from hulp.uitgave import GEMEENTEN, invoice, issue, sign
from hulp.uitvoeren import ONE_FAULT, Ran, call_program
from hulp.werkmappen import files, keep_gemeenten
from overeenkomstgen.cli.afloop import ExitCode

PAGES = {"Almelo": 1, "Deventer": 2, "Zwolle": 3}
HERINNERING = ("Herinnering", "herinneringen/herinnering")
RESTORE = "is weg of is gewijzigd; zet die map terug uit een reservekopie\n"
AGAIN = 'maak dit stuk opnieuw met: overeenkomstgen genereer "Deventer"\n'


@pytest.fixture
def werkmap(werkmap: Path) -> Path:
    """Give a werkmap with three agreements, of one page, two and three."""
    for gemeente, pages in PAGES.items():
        issue(werkmap, gemeente, pages)
    return werkmap


def pack(werkmap: Path, *arguments: str) -> Ran:
    return call_program("afdrukken", *arguments, "--pakket", "pakket.pdf", cwd=werkmap)


def packed(werkmap: Path, *arguments: str) -> list[str]:
    """Return what the pages of a print file say; 1 stands for ``blad 1``."""
    ran = pack(werkmap, *arguments)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    pages = PdfReader(werkmap / "pakket.pdf").pages
    return [page.extract_text().strip().removeprefix("blad ") for page in pages]


def refused(werkmap: Path, *arguments: str) -> str:
    """Return why nothing is printed; no file may be there that was not."""
    before = files(werkmap)
    ran = pack(werkmap, *arguments)
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    assert files(werkmap) == before
    return ran.err.removeprefix(ONE_FAULT)


def agreement(werkmap: Path, gemeente: str, ending: str = ".pdf") -> Path:
    name = f"samenwerkingsovereenkomst-{gemeente.lower()}{ending}"
    return werkmap / "uitvoer/overeenkomsten" / name


@pytest.mark.ongemeten
def test_another_citys_agreement_is_not_printed(werkmap: Path) -> None:
    place = agreement(werkmap, "Deventer")
    place.write_bytes(agreement(werkmap, "Zwolle").read_bytes())
    changed = f"Deventer: {place.name} is gewijzigd nadat het was gemaakt; {AGAIN}"
    assert refused(werkmap, "Deventer") == changed
    assert packed(werkmap, "Zwolle") == ["1", "2", "3", ""] * 2


@pytest.mark.ongemeten
def test_neither_is_one_of_which_the_word_file_was_changed(werkmap: Path) -> None:
    word = agreement(werkmap, "Deventer", ".docx")
    word.write_text("met de hand")
    changed = f"Deventer: {word.name} is gewijzigd nadat het was gemaakt; {AGAIN}"
    assert refused(werkmap, "Deventer") == changed


@pytest.mark.ongemeten
def test_neither_is_one_that_is_older_than_its_word_file(werkmap: Path) -> None:
    account = werkmap / "uitvoer/verantwoording.csv"
    lines = account.read_bytes().decode("utf-8-sig").splitlines(keepends=True)
    cells = [line.split(";") for line in lines]
    pdf = cells[0].index("sha256_pdf")
    for row in cells[1:]:
        row[pdf] = ""
    account.write_text("".join(";".join(row) for row in cells), "utf-8-sig", newline="")
    name = agreement(werkmap, "Deventer").name
    assert refused(werkmap, "Deventer") == (
        f"Deventer: {name} is ouder dan het Word-bestand; {AGAIN}"
    )


@pytest.mark.ongemeten
def test_neither_is_one_that_nobody_accounts_for(werkmap: Path) -> None:
    (werkmap / "uitvoer/verantwoording.csv").unlink()
    name = agreement(werkmap, "Deventer").name
    assert refused(werkmap, "Deventer") == (
        f"Deventer: {name} staat niet in de verantwoording; gooi dit stuk weg en maak het opnieuw "
        'met: overeenkomstgen genereer "Deventer"\n'
    )


@pytest.mark.ongemeten
def test_all_that_is_wrong_is_told_together(werkmap: Path) -> None:
    agreement(werkmap, "Almelo").unlink()
    make_document(agreement(werkmap, "Zwolle"), 9)
    assert refused(werkmap, "Almelo", "Deventer", "Zwolle") == (
        "Er zijn 2 fouten gevonden. Er is niets gemaakt of gewijzigd.\n"
        "  Almelo: samenwerkingsovereenkomst-almelo.pdf is er nog niet; maak dit stuk eerst met: "
        'overeenkomstgen genereer "Almelo"\n'
        "  Zwolle: samenwerkingsovereenkomst-zwolle.pdf is gewijzigd nadat het was gemaakt; maak "
        'dit stuk opnieuw met: overeenkomstgen genereer "Zwolle"\n'
    )


@pytest.mark.ongemeten
def test_several_each_on_sheets_of_its_own(werkmap: Path) -> None:
    expected = [*["1", ""] * 2, *["1", "2"] * 2, *["1", "2", "3", ""] * 2]
    assert packed(werkmap, "zwolle", "GM0141", "Deventer") == expected
    one_sided = packed(werkmap, "Almelo", "Zwolle", "--enkelzijdig", "--exemplaren", "1")
    assert one_sided == ["1", "1", "2", "3"]


@pytest.mark.ongemeten
def test_what_is_signed_is_printed_as_it_was_kept(werkmap: Path) -> None:
    """Whatever lies in the output folder."""
    row = issue(werkmap, "Deventer", 2)
    sign(werkmap, "Deventer", row)
    issue(werkmap, "Deventer", 5)
    assert packed(werkmap, "Deventer") == ["1", "2"] * 2
    agreement(werkmap, "Deventer").unlink()
    assert packed(werkmap, "Deventer") == ["1", "2"] * 2


@pytest.mark.ongemeten
@pytest.mark.parametrize("damage", ["changed", "gone", "no row"])
def test_what_was_kept_and_is_no_longer_so_is_not_printed(werkmap: Path, damage: str) -> None:
    sign(werkmap, "Deventer", issue(werkmap, "Deventer", 2))
    ending = ".json" if damage == "no row" else ".pdf"
    (kept,) = (werkmap / "ondertekend/uitgegeven").glob(f"GM0150-*{ending}")
    if damage == "changed":
        make_document(kept, 3)
    else:
        kept.unlink()
    assert refused(werkmap, "Deventer") == (
        f"Deventer: de PDF die in de map ondertekend is bewaard, {RESTORE}"
    )


@pytest.mark.ongemeten
def test_letters_are_printed_once_and_for_who_gets_one(werkmap: Path) -> None:
    for gemeente, pages in PAGES.items():
        issue(werkmap, gemeente, pages, HERINNERING)
    letters = ("--soort", "herinnering")
    assert packed(werkmap, "Deventer", *letters) == ["1", "2"]
    assert packed(werkmap, "Deventer", *letters, "--exemplaren", "2") == ["1", "2"] * 2
    sign(werkmap, "Deventer", issue(werkmap, "Deventer", 2))
    assert refused(werkmap, "Deventer", *letters) == (
        "Deventer: deze gemeente krijgt geen herinnering: zij heeft getekend op 10 januari 2023; "
        "laat haar weg, of kijk wat er is vastgelegd met: overeenkomstgen status\n"
    )


@pytest.mark.ongemeten
def test_without_names_it_is_for_all_that_get_one(werkmap: Path) -> None:
    keep_gemeenten(werkmap, "Almelo", "Zwolle")
    assert packed(werkmap) == [*["1", ""] * 2, *["1", "2", "3", ""] * 2]


def test_a_document_that_there_is_one_of_for_all(werkmap: Path) -> None:
    issue(werkmap, "", 1, ("Bijlage 3", "bijlage-3"))
    assert packed(werkmap, "--soort", "bijlage-3") == ["1", ""]
    assert refused(werkmap, "Deventer", "--soort", "bijlage-3") == (
        "--soort bijlage-3: van Bijlage 3 is er één voor alle gemeenten samen; laat de namen van "
        "gemeenten weg\n"
    )


def test_invoices_are_printed_as_they_were_given(werkmap: Path) -> None:
    for gemeente in GEMEENTEN:
        sign(werkmap, gemeente, issue(werkmap, gemeente, 1))
    invoice(werkmap, "Deventer", 2)
    invoice(werkmap, "Zwolle", 3)
    make_document(werkmap / "uitvoer/facturen/2024/factuur-2024-zwolle.pdf", 9)
    year = ("--soort", "factuurbrief", "--jaar", "2024")
    assert packed(werkmap, *year) == ["1", "2", "1", "2", "3", ""]
    assert refused(werkmap, "Almelo", *year) == (
        "Almelo: factuur-2024-almelo.pdf is er nog niet; maak dit stuk eerst met: "
        "overeenkomstgen facturen 2024\n"
    )
    (kept,) = (werkmap / "facturen").glob("*GM0193*.pdf")
    make_document(kept, 9)
    assert refused(werkmap, *year) == (
        f"Zwolle: de PDF die in de map facturen is bewaard, {RESTORE}"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("--soort", "brief"),
            'documentsoort "brief": deze documentsoort staat niet in convenant.toml; kies uit: ',
        ),
        (
            ("--soort", "factuurbrief"),
            "--soort factuurbrief: van Factuur is er één voor elk jaar; zeg voor welk jaar, zoals ",
        ),
        (("--jaar", "2024"), "--jaar 2024: bij de overeenkomsten hoort geen jaar; laat --jaar weg"),
        (
            ("--soort", "opzegbevestiging"),
            "Opzegbevestiging: er is nu geen enkele gemeente die dit krijgt; kijk wat er is ",
        ),
    ],
)
def test_what_cannot_be_asked_for(werkmap: Path, arguments: tuple[str, ...], told: str) -> None:
    assert refused(werkmap, *arguments).startswith(told)
