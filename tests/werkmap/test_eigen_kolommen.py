"""Columns that the program does not know: kept, told once, and fields of a template."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from hulp import values
from hulp.uitvoeren import Ran, call_program
from hulp.werkmappen import add_columns, copy_werkmap, edit, edit_word, keep_gemeenten
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.tabel import Row, Table
from overeenkomstgen.nieuw.nieuwe_periode import clear_rows
from overeenkomstgen.schijf.tables import read_table
from overeenkomstgen.velden.kolommen import KOLOMMEN
from overeenkomstgen.werkmap.gemeenten import own_remarks, parse_gemeenten
from overeenkomstgen.werkmap.tabelwijziging import write_cells
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from collections.abc import Mapping

KNOWN = {
    "gemeente": "Deventer",
    "cbs_code": "GM0150",
    "inwoners": "101446",
    "adres": "Grote Kerkhof 1",
    "postcode": "7411 KT",
    "plaats": "Deventer",
    "aanhef": "de heer",
    "ondertekenaar": "R.C. König",
    "functie": "burgemeester",
    "collegebesluit": "10-01-2023",
    "plaats_ondertekening": "Deventer",
    "datum_ondertekening": "10-01-2023",
    "e-mail": "",
}


def table(*more: tuple[str, str]) -> Table:
    """Return a table of Deventer with more columns, each with its cell."""
    columns, cells = zip(*KNOWN.items(), *more, strict=True)
    return Table("gemeenten.csv", 1, columns, (Row(2, cells),))


def own(*more: tuple[str, str]) -> Mapping[str, str]:
    """Return what Deventer has in its own columns; all else is as it should be."""
    (found,), faults = parse_gemeenten(table(*more))
    assert faults == ()
    assert found == replace(values.DEVENTER, rij=2, eigen=found.eigen)
    return found.eigen


def faults(*more: tuple[str, str]) -> list[str]:
    return [str(fault) for fault in parse_gemeenten(table(*more))[1]]


def test_what_stands_in_them() -> None:
    assert own(
        ("Contact (privé)", " J. de\N{NO-BREAK SPACE}Wit "), ("zaak", ""), ("nr", "007")
    ) == {
        "contact_prive": "J. de Wit",
        "zaak": "",
        "nr": "007",
    }


@pytest.mark.parametrize("name", ["naam", "eigen", "Gemeente naam", "bijdrage", "__class__", "in"])
def test_one_that_is_called_like_something_else(name: str) -> None:
    assert [*own((name, "x")).values()] == ["x"]


def test_three_hundred() -> None:
    more = [(f"Kolom {number}", str(number)) for number in range(300)]
    assert own(*more) == {f"kolom_{number}": str(number) for number in range(300)}
    (told,) = own_remarks(table(*more))
    assert all(told.count(f"Kolom {number}{',' if number < 298 else ''}") for number in range(300))


def test_a_row_that_stops_before_them() -> None:
    short = Table("t", 1, (*KNOWN, "zaak"), (Row(2, (*KNOWN.values(),)),))
    (found,), wrong = parse_gemeenten(short)
    assert (found.eigen, wrong) == ({"zaak": ""}, ())


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("=A2&B2", ("de formule =A2&B2 heeft geen waarde; open het bestand in Excel en bewaar het "
         "opnieuw, of laat de cel leeg")),
        ("#N/B", ("#N/B is een foutmelding van Excel; herstel de formule of typ de waarde zelf, "
         "of laat de cel leeg")),
        ("a\x07", ("in a\N{REPLACEMENT CHARACTER} staat een onzichtbaar teken (U+0007); typ de "
         "waarde opnieuw, of laat de cel leeg")),
    ],
)  # fmt: skip
def test_a_cell_that_says_nothing(cell: str, what: str) -> None:
    assert faults(("Zaak nr", cell)) == [f"gemeenten.csv, rij 2 (Deventer), kolom Zaak nr: {what}"]


def test_two_with_one_name() -> None:
    place = "gemeenten.csv, rij 1"
    assert faults(("zaak", ""), ("zaak", "")) == [
        f"{place}: kolom zaak staat er meer dan eens; laat er één staan"
    ]
    assert faults(("Zaak nr.", ""), ("zaak-nr", "")) == [
        (
            f"{place}: de kolommen Zaak nr. en zaak-nr heten in een sjabloon zaak_nr; "
            "geef één van beide een andere naam"
        )
    ]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ((), []),
        (
            ("Contact (privé)",),
            [("De tabel heeft een eigen kolom: Contact (privé); in een sjabloon zoals "
             "{{ gemeente.eigen.contact_prive }}.")],
        ),
        (
            ("factuuradress", "opmerking", "inkoopnummer"),
            [("De tabel heeft eigen kolommen: factuuradress (bedoeld is misschien factuuradres), "
             "opmerking en inkoopnummer (bedoeld is misschien uw_referentie); in een sjabloon "
             "zoals {{ gemeente.eigen.factuuradress }}.")],
        ),
    ],
)  # fmt: skip
def test_they_are_told(names: tuple[str, ...], told: list[str]) -> None:
    assert [*own_remarks(table(*((name, "") for name in names)))] == told


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_filling_in_inhabitants_keeps_them(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"gemeenten{ending}"
    rows = [(*KNOWN, "Zaak nr."), (*KNOWN.values(), "007 \N{BULLET} x")]
    if ending == ".csv":
        path.write_text("".join(f"{';'.join(row)}\r\n" for row in rows), "utf-8")
    else:
        book = Workbook()
        sheet = book.worksheets[0]
        for row in rows:
            sheet.append(row)
        book.save(path)
    before = read_table(path, KOLOMMEN)
    write_cells(path, before, {2: {"inwoners": "7"}})
    (found,), wrong = parse_gemeenten(read_table(path, KOLOMMEN))
    assert (found.inwoners, found.eigen, wrong) == (7, {"zaak_nr": "007 \N{BULLET} x"}, ())


def test_a_next_period_keeps_them() -> None:
    one = table(("zaak", "007"), ("toetreding", "01-07-2025"))
    kept = clear_rows(one, {one.rows[0].number: 1000})
    assert kept[1][-3:] == ("007", "", "1000")


SENTENCE = "{% if gemeente.eigen.items %} Zaak {{ gemeente.eigen.items }}.{% endif %}"


@pytest.fixture
def werkmap(tmp_path: Path) -> Path:
    """Return a werkmap of two, with a letter and its e-mail that use columns of its own."""
    folder = keep_gemeenten(copy_werkmap(tmp_path / "werkmap"), "Deventer", "Zwolle")
    columns = {
        "Contact (privé)": {"Deventer": "J. de Wit", "Zwolle": "Zoë"},
        "items": {"Deventer": "007"},
        "opmerking": {"Zwolle": "belt terug"},
    }
    add_columns(folder, columns)
    tag = "{{ gemeente.adres }}"
    edit_word(folder, tag, f"{tag} {{{{ gemeente.eigen.contact_prive }}}}{SENTENCE}", LETTER)
    subject = "Onderwerp: "
    edit(
        folder,
        subject,
        f"{subject}{{{{ gemeente.eigen.contact_prive }}}} ",
        "sjablonen/herinnering.txt",
    )
    return folder


LETTER = "herinnering.docx"
MAKE = ("genereer", "--soort", "herinnering", "--alleen-word")


def run(werkmap: Path, *arguments: str) -> Ran:
    return call_program(*arguments, cwd=werkmap, environment={"SOURCE_DATE_EPOCH": "1678446000"})


def said(werkmap: Path, gemeente: str) -> str:
    place = werkmap / f"uitvoer/herinneringen/herinnering-{gemeente}.docx"
    return read_word(Woordbestand.read(place)).as_text().replace("\N{NO-BREAK SPACE}", " ")


def test_they_are_fields(werkmap: Path) -> None:
    ran = run(werkmap, *MAKE)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert ran.out.count("De tabel heeft eigen kolommen: Contact (privé), items en opmerking;") == 1
    assert "J. de Wit Zaak 007." in said(werkmap, "deventer")
    assert "Zoë" in said(werkmap, "zwolle")
    assert "Zaak" not in said(werkmap, "zwolle")
    shown = run(werkmap, "sjabloon", "velden", "herinnering", "--gemeente", "Zwolle", "--csv").out
    assert "gemeente.eigen.items;gegeven uit een eigen kolom;open (kolom items)\n" in shown
    assert "gemeente.eigen.opmerking;gegeven uit een eigen kolom;belt terug\n" in shown


def test_only_what_uses_a_cell_that_changed_is_made_again(werkmap: Path) -> None:
    run(werkmap, *MAKE)
    edit(werkmap, "belt terug", "belde terug")
    assert "Er is niets opnieuw gemaakt" in run(werkmap, *MAKE).out
    edit(werkmap, "Zoë", "Zoé")
    assert "1 herinnering gemaakt" in run(werkmap, *MAKE).out
    assert "Zoé" in said(werkmap, "zwolle")


def test_an_empty_one_is_open_and_told(werkmap: Path) -> None:
    edit(werkmap, "Zoë", "")
    ran = run(werkmap, *MAKE)
    assert "  gegeven uit een eigen kolom (kolom contact_prive): 1\n    Zwolle\n" in ran.out
    assert "____" in said(werkmap, "zwolle")


def test_one_that_is_not_there_is_a_fault_with_the_nearest(werkmap: Path) -> None:
    run(werkmap, *MAKE)  # so that the template was found right before
    edit(werkmap, "Contact (privé)", "Contact (prive 2)")
    ran = run(werkmap, *MAKE)
    what = (
        "het veld gemeente.eigen.contact_prive bestaat niet; bedoeld is misschien "
        "gemeente.eigen.contact_prive_2"
    )
    assert (ran.code, ran.err.count(what)) == (ExitCode.INPUT, 2)


def test_the_group_is_no_field(werkmap: Path) -> None:
    edit_word(werkmap, SENTENCE, "{% for x in gemeente.eigen.keys() %}{{ x }}{% endfor %}", LETTER)
    ran = run(werkmap, *MAKE)
    assert "gemeente.eigen is een groep velden en zelf geen veld" in ran.err


def test_there_are_none_in_a_document_for_all(werkmap: Path) -> None:
    edit_word(werkmap, "{{ convenant.naam }}", "{{ gemeente.eigen.items }}", "bijlage-3.docx")
    ran = run(werkmap, "controleer")
    assert "het veld gemeente.eigen.items bestaat niet" in ran.err


def test_a_mistake_in_the_table_is_not_told_as_one_of_the_template(werkmap: Path) -> None:
    edit(werkmap, "7411 KT", "7411")
    ran = run(werkmap, "controleer")
    assert (ran.code, "gemeente.eigen" in ran.err) == (ExitCode.INPUT, False)


def test_a_field_of_words_own_mail_merge_can_be_one(werkmap: Path) -> None:
    merged = (
        '<w:fldSimple w:instr=" MERGEFIELD Contact_privé "><w:r><w:t>x</w:t></w:r></w:fldSimple>'
    )
    edit_word(werkmap, "</w:p>", f"{merged}</w:p>", LETTER)
    ran = run(werkmap, "sjabloon", "controleer", f"sjablonen/{LETTER}")
    assert "zet in plaats daarvan {{ gemeente.eigen.contact_prive }}" in ran.out


def test_a_gemeente_can_still_be_hashed() -> None:
    found = replace(values.DEVENTER, eigen={"a": "b"})
    assert {found, replace(found)} == {found}
    assert isinstance(found, Gemeente)
