"""What is read is what was meant: told where it may not be, through the whole program."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from hulp.storing import make_scan
from hulp.uitvoeren import ONE_FAULT, call_program
from hulp.werkmappen import edit, files, keep_gemeenten
from overeenkomstgen.cli.afloop import ExitCode

pytestmark = [
    pytest.mark.traag,
    pytest.mark.ongemeten,
    pytest.mark.usefixtures("onthoudt"),
]

DRIE = ("Almelo", "Deventer", "'s-Hertogenbosch")


def told(out: str) -> list[str]:
    return [line.removeprefix("Let op: ") for line in out.splitlines() if line.startswith("Let op")]


def as_workbook(werkmap: Path, **sheets: Iterable[str]) -> Path:
    """Make a workbook of the table: sheets with the same columns, each with what was added."""
    table = werkmap / "gemeenten.csv"
    lines = table.read_text("utf-8-sig").splitlines()
    table.unlink()
    book = Workbook(write_only=True)
    for title, changes in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            text = line
            for change in changes:
                old, _, new = change.partition(">")
                text = text.replace(old, new)
            sheet.append([cell or None for cell in text.split(";")])
    book.save(werkmap / "gemeenten.xlsx")
    return werkmap / "gemeenten.xlsx"


def test_the_sheet_is_asked_for_and_always_told(werkmap: Path) -> None:
    keep_gemeenten(werkmap, *DRIE)
    path = as_workbook(werkmap, Leden=(), Oud=("101446>999",))
    refused = call_program("genereer", "--alleen-word", cwd=werkmap)
    assert (refused.code, refused.out) == (ExitCode.INPUT, "")
    assert refused.err == (
        f"{ONE_FAULT}gemeenten.xlsx: op 2 bladen kan de tabel staan; de bladen heten Leden en Oud; "
        "noem in convenant.toml, onder [tabel], bij de sleutel xlsx, het blad dat u bedoelt\n"
    )
    edit(werkmap, "[bijdrage]", '[tabel]\nxlsx = "Leden"\n\n[bijdrage]', "convenant.toml")
    ran = call_program("controleer", cwd=werkmap)
    assert (ran.code, told(ran.out)) == (
        ExitCode.OK,
        ["Gelezen is gemeenten.xlsx, blad Leden."],
    )
    edit(werkmap, '"Leden"', '"Oud"', "convenant.toml")
    ran = call_program("controleer", cwd=werkmap)
    look = "kijk na of er geen cijfer te veel of te weinig staat"
    assert told(ran.out) == [
        (
            "Rij 3, Deventer, kolom inwoners: 999 ligt ver onder de andere, van ten minste 73.155; "
            f"{look}."
        ),
        "Gelezen is gemeenten.xlsx, blad Oud.",
    ]
    book = load_workbook(path)
    book["Leden"].sheet_state = "hidden"
    book.save(path)
    edit(werkmap, '[tabel]\nxlsx = "Oud"\n', "", "convenant.toml")
    assert told(call_program("controleer", cwd=werkmap).out)[-1] == (
        "Gelezen is gemeenten.xlsx, blad Oud."
    )


def test_every_command_that_reads_the_table_tells_the_sheet(werkmap: Path) -> None:
    """Once, and on standard error where the answer is for a program."""
    keep_gemeenten(werkmap, *DRIE)
    make_scan(werkmap / "scan.pdf")
    as_workbook(werkmap, Leden=())
    sheet = "Let op: Gelezen is gemeenten.xlsx, blad Leden."
    for words in (
        ("controleer",),
        ("genereer", "Almelo", "Deventer"),
        ("status",),
        ("status", "--csv"),
        ("status", "--json"),
        ("overzicht",),
        ("verzend",),
        ("afdrukken", "Almelo", "--pakket", "pakket.pdf"),
        ("vergelijk", "Almelo"),
        ("onderteken", "Almelo", "--op", "2023-01-10"),
        ("corrigeer", "Almelo", "--bestand", "scan.pdf", "--reden", "later", "--ja"),
        ("zeg-op", "Almelo", "--op", "2023-02-01"),
        ("bijlage3",),
        ("facturen", "2023"),
        ("herstel",),
        ("onderteken", "Assen", "--op", "2023-01-10"),  # whom it does not know
    ):
        ran = call_program(*words, cwd=werkmap)
        assert (words, f"{ran.out}{ran.err}".splitlines().count(sheet)) == (words, 1), ran
        assert sheet not in ran.out or words[0] in {"controleer", "genereer", "facturen"}


@pytest.mark.parametrize("xlsx", ['"Ledn"', "3", '""'])
def test_a_key_that_names_no_sheet(werkmap: Path, xlsx: str) -> None:
    keep_gemeenten(werkmap, *DRIE)
    as_workbook(werkmap, Leden=())
    edit(werkmap, "[bijdrage]", f"[tabel]\nxlsx = {xlsx}\n\n[bijdrage]", "convenant.toml")
    ran = call_program("controleer", cwd=werkmap)
    said = {
        '"Ledn"': 'gemeenten.xlsx: er is geen zichtbaar, ingevuld blad "Ledn"; de bladen heten '
        "Leden; noem in convenant.toml, onder [tabel], bij de sleutel xlsx, het blad dat u bedoelt",
        "3": "convenant.toml, [tabel], sleutel xlsx: 3 past hier niet; vul hier tekst tussen "
        'aanhalingstekens in, zoals "Den Haag"',
    }
    assert ran.err == (f"{ONE_FAULT}{said[xlsx]}\n" if xlsx in said else "")


def test_codes_that_were_exchanged_since_are_told(werkmap: Path) -> None:
    keep_gemeenten(werkmap, *DRIE)
    assert call_program("genereer", "--alleen-word", cwd=werkmap).code == ExitCode.OK
    edit(werkmap, "GM0150", "GM0000")
    edit(werkmap, "GM0141", "GM0150")
    edit(werkmap, "GM0000", "GM0141")
    look = "kijk na of de code bij de naam hoort"
    assert told(call_program("controleer", cwd=werkmap).out) == [
        f"Rij {rij}, {naam}, kolom cbs_code: {code}, en in wat eerder is gemaakt was het {was}; "
        f"{look}."
        for rij, naam, code, was in (
            (2, "Almelo", "GM0150", "GM0141"),
            (3, "Deventer", "GM0141", "GM0150"),
        )
    ]


def test_inhabitants_of_before_are_remembered(werkmap: Path) -> None:
    keep_gemeenten(werkmap, "Deventer")
    assert call_program("genereer", "--alleen-word", cwd=werkmap).code == ExitCode.OK
    edit(werkmap, "101446", "1.014.460")
    assert told(call_program("controleer", cwd=werkmap).out) == [
        (
            "Rij 2, Deventer, kolom inwoners: 1.014.460, en eerder was het 101.446; "
            "kijk na of er geen cijfer te veel of te weinig staat."
        )
    ]


@pytest.mark.parametrize("sign", "\u2018\u2019\u00b4\u0060\u02bc")
def test_every_apostrophe_is_printed_as_one(werkmap: Path, sign: str) -> None:
    """The documents are the same to the byte, and so is the order."""
    keep_gemeenten(werkmap, *DRIE)
    assert call_program("genereer", "--alleen-word", cwd=werkmap).code == ExitCode.OK
    before = files(werkmap / "uitvoer")
    edit(werkmap, "'s-Hertogenbosch", f"{sign}s-Hertogenbosch")
    ran = call_program("genereer", "--alleen-word", "--alles", cwd=werkmap)
    assert (ran.code, told(ran.out)) == (ExitCode.OK, [])
    assert files(werkmap / "uitvoer") == before


@pytest.mark.parametrize("tarief", ["1e22", "1e300", "1000000.0", "1e-9"])
def test_a_tariff_out_of_all_reason_is_a_fault(werkmap: Path, tarief: str) -> None:
    """1e22 ended in a traceback, in the middle of the work."""
    edit(werkmap, "tarief = 0.15", f"tarief = {tarief}", "convenant.toml")
    ran = call_program("genereer", cwd=werkmap)
    assert ran.code == ExitCode.INPUT
    assert ran.err.startswith(f"{ONE_FAULT}convenant.toml, [bijdrage], sleutel tarief: ")


def test_a_tariff_of_a_next_period_out_of_all_reason(werkmap: Path) -> None:
    given = ("--ingang", "2028-01-01", "--einde", "2031-12-31", "--peildatum", "2027-01-01")
    for tarief, what in (
        (f"{'9' * 40}", "is meer dan een gemeente per inwoner kan betalen"),
        ("0,00001", "heeft meer dan vier cijfers achter de komma"),
    ):
        ran = call_program("nieuw", "../n", *given, "--tarief", tarief, cwd=werkmap)
        assert ran.code == ExitCode.INPUT
        assert f"{tarief} {what}" in ran.err.replace(",00 is", " is")
