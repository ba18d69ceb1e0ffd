"""From a saved table to municipalities: every variant equal, every fault in full."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from hulp import values
from overeenkomstgen.kern.gemeente import (
    Functie,
    Gemeente,
    Ondertekenaar,
    parse_aanhef,
    parse_functie,
    parse_ondertekenaar,
)
from overeenkomstgen.kern.tabel import Row, Table
from overeenkomstgen.kern.waarden import WaardeError
from overeenkomstgen.schijf.tables import read_table
from overeenkomstgen.velden.kolommen import KOLOMMEN, KOLOMVELDEN
from overeenkomstgen.werkmap.gemeenten import parse_gemeenten

ROOT = Path(__file__).parents[2]

DEVENTER = {
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
    "e-mail": "bestuur@deventer.nl",
}
FACTUREN = {
    "toetreding": "01-07-2025",
    "factuuradres": "Postbus 5000",
    "factuurpostcode": "7400gc",
    "factuurplaats": "Deventer",
    "factuur_tav": "Crediteuren\N{RIGHT SINGLE QUOTATION MARK} bus",
    "factuur_e-mail": "facturen@deventer.nl",
    "uw_referentie": "4500012345",
    "oin": "00000001002564440000",
    "kvk": "08215863",
    "cc": "Griffie <griffie@deventer.nl>, archief@deventer.nl",
}
"""What a table can say beside it."""
EDE = dict.fromkeys(DEVENTER, "") | {
    "gemeente": "Ede",
    "cbs_code": "GM0228",
    "inwoners": "119986",
    "adres": "Bergstraat 4",
    "postcode": "6711 DD",
    "plaats": "Ede",
}
GEMEENTE_DEVENTER = replace(values.DEVENTER, email="bestuur@deventer.nl", rij=2)
GEMEENTE_EDE = Gemeente(
    naam="Ede",
    cbs_code="GM0228",
    inwoners=119986,
    adres="Bergstraat 4",
    postcode="6711 DD",
    plaats="Ede",
    ondertekenaar=Ondertekenaar(None, None, None),
    collegebesluit=None,
    plaats_ondertekening=None,
    datum_ondertekening=None,
    email=None,
    rij=3,
)


def as_csv(*rows: dict[str, str], delimiter: str = ";") -> str:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def workbook(folder: Path, *rows: Mapping[str, object]) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Gemeenten")
    for cells in (rows[0], *(row.values() for row in rows)):
        sheet.append(list(cells))
    book.save(folder / "gemeenten.xlsx")
    return folder / "gemeenten.xlsx"


def parse(tmp_path: Path, text: str) -> tuple[tuple[Gemeente, ...], tuple[str, ...]]:
    path = tmp_path / "gemeenten.csv"
    path.write_text(text, encoding="utf-8", newline="")
    gemeenten, faults = parse_gemeenten(read_table(path, KOLOMMEN))
    return gemeenten, tuple(map(str, faults))


def test_known_and_unknown_facts(tmp_path: Path) -> None:
    assert parse(tmp_path, as_csv(DEVENTER, EDE)) == ((GEMEENTE_DEVENTER, GEMEENTE_EDE), ())


@pytest.mark.ongemeten
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("inwoners", ["101446", "101.446", "101 446", "101\N{NO-BREAK SPACE}446"])
@pytest.mark.parametrize("datum", ["10-1-2023", "10-01-2023", "10 januari 2023", "2023-01-10"])
def test_every_way_to_save_text_gives_equal_gemeenten(
    tmp_path: Path, delimiter: str, encoding: str, inwoners: str, datum: str
) -> None:
    deventer = DEVENTER | {
        "inwoners": inwoners,
        "collegebesluit": datum,
        "datum_ondertekening": datum,
    }
    path = tmp_path / "gemeenten.csv"
    path.write_bytes(as_csv(deventer, EDE, delimiter=delimiter).encode(encoding))
    assert parse_gemeenten(read_table(path, KOLOMMEN)) == ((GEMEENTE_DEVENTER, GEMEENTE_EDE), ())


@pytest.mark.ongemeten
@pytest.mark.parametrize("inwoners", [101446, 101446.0, "101446", "101.446", "101 446"])
@pytest.mark.parametrize(
    "datum",
    [
        date(2023, 1, 10),
        datetime(2023, 1, 10),  # noqa: DTZ001 - Excel knows no time zones
        "10-1-2023",
        "10-01-2023",
        "10 januari 2023",
        "2023-01-10",
    ],
)
def test_every_kind_of_workbook_cell_gives_equal_gemeenten(
    tmp_path: Path, inwoners: float | str, datum: date | str
) -> None:
    deventer: dict[str, object] = DEVENTER | {"inwoners": inwoners}
    deventer |= {"collegebesluit": datum, "datum_ondertekening": datum}
    ede = {name: value or None for name, value in EDE.items()}
    table = read_table(workbook(tmp_path, deventer, ede), KOLOMMEN)
    assert parse_gemeenten(table) == ((GEMEENTE_DEVENTER, GEMEENTE_EDE), ())


def test_columns_in_any_order_with_other_capitals_and_spaces(tmp_path: Path) -> None:
    deventer = {key.upper().replace("_", " "): DEVENTER[key] for key in reversed(DEVENTER)}
    assert parse(tmp_path, as_csv(deventer)) == ((GEMEENTE_DEVENTER,), ())


def test_columns_that_a_table_can_do_without(tmp_path: Path) -> None:
    ede = {veld.kolom: EDE[veld.kolom] for veld in KOLOMVELDEN if not veld.mag_ontbreken}
    assert parse(tmp_path, as_csv(ede)) == ((replace(GEMEENTE_EDE, rij=2),), ())


def test_what_an_invoice_needs(tmp_path: Path) -> None:
    rows = (DEVENTER | FACTUREN, EDE | dict.fromkeys(FACTUREN, ""))
    deventer = replace(
        GEMEENTE_DEVENTER,
        toetreding=date(2025, 7, 1),
        factuuradres="Postbus 5000",
        factuurpostcode="7400 GC",
        factuurplaats="Deventer",
        factuur_tav="Crediteuren' bus",
        factuur_email="facturen@deventer.nl",
        uw_referentie="4500012345",
        oin="00000001002564440000",
        kvk="08215863",
        cc='"Griffie" <griffie@deventer.nl>; archief@deventer.nl',
    )
    assert parse(tmp_path, as_csv(*rows)) == ((deventer, GEMEENTE_EDE), ())


@pytest.mark.parametrize(
    ("functie", "texts"),
    [
        (Functie.BURGEMEESTER, "burgemeester; Burgemeester"),
        (
            Functie.WAARNEMEND_BURGEMEESTER,
            "Waarnemend Burgemeester; wnd. burgemeester; Wnd burgemeester",
        ),
        (Functie.LOCOBURGEMEESTER, "loco-burgemeester; locoburgemeester"),
        (Functie.WETHOUDER, "wethouder"),
        (Functie.GEMEENTESECRETARIS, "Gemeentesecretaris"),
        ("de heer", "de heer; Heer; dhr.; Dhr"),
        ("mevrouw", "mevrouw; mevr.; mw.; MW"),
    ],
)
def test_ways_to_write_an_office_or_a_salutation(functie: str, texts: str) -> None:
    parse = parse_functie if isinstance(functie, Functie) else parse_aanhef
    assert {parse(text) for text in texts.split("; ")} == {functie}


@pytest.mark.parametrize("naam", ["P. de Heer", "H. Burgemeester", "Mw", "A. Hr-Dekker"])
def test_a_name_that_is_like_a_title(naam: str) -> None:
    assert parse_ondertekenaar(f"J. {naam}") == f"J. {naam}"


@pytest.mark.parametrize(
    ("column", "title", "naam"),
    [
        ("aanhef", "mevrouw", "mevrouw A. de Vries"),
        ("aanhef", "Mevr.", "Mevr. A. de Vries"),
        ("aanhef", "mw", "mw A. de Vries"),
        ("aanhef", "dhr.", "dhr. P.H. Snijders"),
        ("aanhef", "de heer", "de heer P.H. Snijders"),
        ("aanhef", "Heer", "Heer P.H. Snijders"),
        ("aanhef", "de heer", "P.H. Snijders (de heer)"),
        ("functie", "burgemeester", "burgemeester R.C. König"),
        ("functie", "burgemeester", "R.C. König, burgemeester"),
        ("functie", "wnd. burgemeester", "wnd. burgemeester R.C. König"),
        ("functie", "loco-burgemeester", "loco-burgemeester R.C. König"),
        ("functie", "Wethouder", "Wethouder J. Jansen"),
        ("functie", "gemeentesecretaris", "gemeentesecretaris"),
    ],
)
def test_a_name_with_what_belongs_in_another_column(column: str, title: str, naam: str) -> None:
    with pytest.raises(WaardeError) as caught:
        parse_ondertekenaar(naam)
    assert (caught.value.what, caught.value.advice) == (
        f"in {naam} staat niet alleen de naam",
        f"laat '{title}' weg (dat hoort in de kolom {column})",
    )


@pytest.mark.parametrize("naam", ["Moet nog komen", "wie het wordt volgt later", "j. de vries"])
def test_a_name_without_a_capital_for_it(naam: str) -> None:
    with pytest.raises(WaardeError) as caught:
        parse_ondertekenaar(naam)
    assert (caught.value.what, caught.value.advice) == (
        f"in {naam} is geen naam te herkennen",
        "schrijf voorletters en achternaam met hoofdletters, zoals J. de Vries",
    )


@pytest.mark.parametrize("naam", ["König", "S. van Haersma Buma", "de Vries", "J'Ä", "Jan-Piet"])
def test_a_name_as_short_as_they_come(naam: str) -> None:
    assert parse_ondertekenaar(naam) == naam


OR_EMPTY = ", of laat de cel leeg"
LEEG = "de cel is leeg; vul een waarde in, zoals"
POSTCODE = "x is geen postcode; schrijf de postcode als 1815 AG"
EERSTE = "laat één van de twee rijen weg of verbeter haar"
SCHRIJF_AANTAL = "vul het aantal inwoners in als 101446 of 101.446"
SCHRIJF_CODE = "schrijf de code als GM0150: GM en vier cijfers"
SCHRIJF_DATUM = f"schrijf de datum als 10-01-2023{OR_EMPTY}"
SCHRIJF_ADRES = "schrijf het als naam@gemeente.nl, en zet ; tussen twee adressen"
SCHRIJF_TEKST = "vul in wat de kolomnaam vraagt"
FUNCTIES = "burgemeester, waarnemend burgemeester, locoburgemeester, wethouder, gemeentesecretaris"
CIJFERS = f"cijfers, ook nullen vooraan; maak de kolom op als Tekst{OR_EMPTY}"
BAD_CELLS = {
    ("gemeente", ""): "de cel is leeg; vul een waarde in, zoals Deventer",
    ("gemeente", "-"): f"- is geen tekst; {SCHRIJF_TEKST}",
    ("gemeente", "Ωμέγα"): "van Ωμέγα is geen bestandsnaam te maken;"
    " schrijf de naam met ten minste één gewone letter",
    ("gemeente", "Aux"): "Aux kan geen bestandsnaam zijn: Windows houdt die naam voor zichzelf;"
    " schrijf er iets bij, zoals gemeente Aux",
    ("cbs_code", ""): "de cel is leeg; vul een waarde in, zoals GM0150",
    ("cbs_code", "GM15"): f"GM15 is geen CBS-code van een gemeente; {SCHRIJF_CODE}",
    ("inwoners", ""): "de cel is leeg; vul een waarde in, zoals 101446",
    ("inwoners", "0"): f"0 is minder dan 1; {SCHRIJF_AANTAL}",
    ("adres", ""): "de cel is leeg; vul een waarde in, zoals Grote Kerkhof 1",
    ("adres", "1"): f"1 is geen tekst; {SCHRIJF_TEKST}",
    ("postcode", ""): "de cel is leeg; vul een waarde in, zoals 7411 KT",
    ("postcode", "7411"): "7411 is geen postcode; schrijf de postcode als 1815 AG",
    ("plaats", ""): "de cel is leeg; vul een waarde in, zoals Deventer",
    ("plaats", "7411"): f"7411 is geen tekst; {SCHRIJF_TEKST}",
    ("aanhef", "de hee"): f"de hee is geen aanhef; bedoeld is misschien de heer{OR_EMPTY}",
    ("aanhef", "ir."): f"ir. is geen aanhef; kies uit de heer, mevrouw{OR_EMPTY}",
    ("ondertekenaar", "onbekend"): "onbekend zegt niet wat hier moet staan;"
    f" {SCHRIJF_TEKST}{OR_EMPTY}",
    ("ondertekenaar", "vacant"): f"vacant zegt niet wat hier moet staan; {SCHRIJF_TEKST}{OR_EMPTY}",
    ("ondertekenaar", "R.C.\x0bKönig"): "in R.C.\N{REPLACEMENT CHARACTER}König staat een"
    f" onzichtbaar teken (U+000B); typ de waarde opnieuw{OR_EMPTY}",
    ("ondertekenaar", "dhr. König"): "in dhr. König staat niet alleen de naam;"
    f" laat 'dhr.' weg (dat hoort in de kolom aanhef){OR_EMPTY}",
    ("functie", "burgermeester"): "burgermeester is geen functie van een ondertekenaar;"
    f" bedoeld is misschien burgemeester{OR_EMPTY}",
    ("functie", "griffier"): "griffier is geen functie van een ondertekenaar;"
    f" kies uit {FUNCTIES}{OR_EMPTY}",
    ("collegebesluit", "31-02-2023"): f"31-02-2023 bestaat niet; {SCHRIJF_DATUM}",
    ("collegebesluit", "#VERW!"): "#VERW! is een foutmelding van Excel;"
    f" herstel de formule of typ de waarde zelf{OR_EMPTY}",
    ("plaats_ondertekening", "10-01-2023"): "10-01-2023 is een datum en geen tekst;"
    f" {SCHRIJF_TEKST}{OR_EMPTY}",
    ("datum_ondertekening", "10-01-2023 14:30"): "10-01-2023 14:30 bevat een tijd;"
    f" {SCHRIJF_DATUM}",
    ("e-mail", "deventer.nl"): f"deventer.nl is geen e-mailadres; {SCHRIJF_ADRES}{OR_EMPTY}",
    ("toetreding", "2025"): f"2025 is een getal en geen datum; {SCHRIJF_DATUM}",
    ("vorige_inwoners", "-1"): f"-1 is minder dan 1; {SCHRIJF_AANTAL}{OR_EMPTY}",
    ("factuuradres", "5000"): f"5000 is geen tekst; {SCHRIJF_TEKST}{OR_EMPTY}",
    ("factuurpostcode", "x"): f"{POSTCODE}{OR_EMPTY}",
    ("factuurplaats", "volgt"): f"volgt zegt niet wat hier moet staan; {SCHRIJF_TEKST}{OR_EMPTY}",
    ("factuur_tav", "n.v.t."): f"n.v.t. zegt niet wat hier moet staan; {SCHRIJF_TEKST}{OR_EMPTY}",
    ("factuur_e-mail", "@"): f"@ is geen e-mailadres; {SCHRIJF_ADRES}{OR_EMPTY}",
    ("uw_referentie", "4,5E+12"): "4,5E+12 is een lang getal dat Excel heeft afgekort;"
    f" maak de kolom op als Tekst en typ de waarde opnieuw{OR_EMPTY}",
    ("oin", "1002564440000"): f"1002564440000 is geen OIN; schrijf alle 20 {CIJFERS}",
    ("kvk", "8215863"): f"8215863 is geen KvK-nummer; schrijf alle 8 {CIJFERS}",
    ("cc", "a@b.nl; x"): f"x is geen e-mailadres; {SCHRIJF_ADRES}{OR_EMPTY}",
}
"""What is said of a cell; what each kind of cell can hold and not, is tested with its parser."""
BAD_WORKBOOK_CELLS: dict[tuple[str, object], str] = {
    ("inwoners", date(2023, 1, 10)): f"10-01-2023 is een datum en geen aantal; {SCHRIJF_AANTAL}",
    ("inwoners", 101446.5): f"101446,5 is niet als heel getal geschreven; {SCHRIJF_AANTAL}",
    ("inwoners", "=A2*2"): "de formule =A2*2 heeft geen waarde;"
    " open het bestand in Excel en bewaar het opnieuw",
    ("inwoners", "#REF!"): "#REF! is een foutmelding van Excel;"
    " herstel de formule of typ de waarde zelf",
    ("cbs_code", 150): f"150 is geen CBS-code van een gemeente; {SCHRIJF_CODE}",
    ("plaats", True): f"WAAR zegt niet wat hier moet staan; {SCHRIJF_TEKST}",
    ("collegebesluit", 44936): f"44936 is een getal en geen datum; {SCHRIJF_DATUM}",
    (
        "collegebesluit",
        datetime(2023, 1, 10, 14, 30),  # noqa: DTZ001 - Excel knows no time zones
    ): f"10-01-2023 14:30:00 bevat een tijd; {SCHRIJF_DATUM}",
}


@pytest.mark.parametrize(("column", "value"), BAD_CELLS)
def test_fault_in_a_cell(tmp_path: Path, column: str, value: str) -> None:
    deventer = DEVENTER | {column: value}
    naam = f" ({deventer['gemeente']})" if deventer["gemeente"] else ""
    ede = dict.fromkeys(deventer, "") | EDE
    assert parse(tmp_path, as_csv(ede, deventer)) == (
        (replace(GEMEENTE_EDE, rij=2),),
        (f"gemeenten.csv, rij 3{naam}, kolom {column}: {BAD_CELLS[column, value]}",),
    )


def test_every_column_has_a_cell_that_it_refuses() -> None:
    assert {column for column, _ in BAD_CELLS} == set(KOLOMMEN)


@pytest.mark.parametrize(("column", "value"), BAD_WORKBOOK_CELLS)
def test_fault_in_a_cell_of_a_workbook(tmp_path: Path, column: str, value: object) -> None:
    deventer: dict[str, object] = DEVENTER | {column: value}
    gemeenten, faults = parse_gemeenten(read_table(workbook(tmp_path, deventer), KOLOMMEN))
    assert gemeenten == ()
    message = BAD_WORKBOOK_CELLS[column, value]
    place = f"gemeenten.xlsx, blad Gemeenten, rij 2 (Deventer), kolom {column}"
    assert [str(fault) for fault in faults] == [f"{place}: {message}"]


def test_two_rows_with_one_name_and_one_code(tmp_path: Path) -> None:
    again = EDE | {"gemeente": "EDE"}
    gemeenten, faults = parse(tmp_path, as_csv(EDE, DEVENTER, again))
    assert [gemeente.rij for gemeente in gemeenten] == [2, 3]
    assert faults == (
        f"gemeenten.csv, rij 4 (EDE), kolom gemeente: EDE staat ook in rij 2; {EERSTE}",
        f"gemeenten.csv, rij 4 (EDE), kolom cbs_code: GM0228 staat ook in rij 2; {EERSTE}",
    )


LOOSE = (
    "{} staat naast de kolommen die een naam hebben; haal het weg; staat er een scheidingsteken"
    " in een waarde, zet die waarde dan tussen dubbele aanhalingstekens"
)


def test_cells_beside_the_columns_that_have_a_name(tmp_path: Path) -> None:
    rows = ({"gemeente": "Ede", "": "oud"} | EDE, {"gemeente": "Deventer", "": ""} | DEVENTER)
    more = as_csv(EDE, DEVENTER).replace("deventer.nl", "deventer.nl;;kamer 12;bode")
    for table, good, where, loose in (
        (as_csv(*rows), "Deventer", "2 (Ede)", "oud"),
        (more, "Ede", "3 (Deventer)", "kamer 12, bode"),
    ):
        gemeenten, faults = parse(tmp_path, table)
        assert [gemeente.naam for gemeente in gemeenten] == [good]
        assert faults == (f"gemeenten.csv, rij {where}: {LOOSE.format(loose)}",)


MISSING = "ontbreekt; zet deze kolomnaam in de rij met kolomnamen en vul de kolom in"


def test_wrong_columns_and_what_is_wrong_in_the_others(tmp_path: Path) -> None:
    header = "Gemeente;CBS-code;inwonertal;adres;plaats;plaats;aanhef;ondertekenaar;functie;zzz"
    row = "Ede;GM0228;119986,5;;Ede;Arnhem;;;;"
    assert parse(tmp_path, f"\r\n{header}\r\n{row}\r\n") == (
        (),
        (
            "gemeenten.csv, rij 2: kolom inwonertal is onbekend; bedoeld is misschien inwoners",
            "gemeenten.csv, rij 2: kolom plaats staat er meer dan eens; laat er één staan",
            f"gemeenten.csv, rij 2: kolom postcode {MISSING}",
            f"gemeenten.csv, rij 2: kolom collegebesluit {MISSING}",
            (
                "gemeenten.csv, rij 3 (Ede), kolom adres: de cel is leeg; vul een waarde in, "
                "zoals Grote Kerkhof 1"
            ),
        ),
    )


@pytest.mark.parametrize(
    ("meant", "written"),
    [("collegebesluit", "colegebesluit"), ("inwoners", "Inwonertal"), ("cbs_code", "cbs.codes")],
)
def test_a_column_that_looks_like_one_that_must_be_there(
    tmp_path: Path, meant: str, written: str
) -> None:
    text = as_csv(DEVENTER).replace(meant, written)
    what = f"kolom {written} is onbekend; bedoeld is misschien {meant}"
    assert parse(tmp_path, text)[1] == (f"gemeenten.csv, rij 1: {what}",)


def test_a_fault_that_many_rows_have_is_told_once(tmp_path: Path) -> None:
    rows = [
        DEVENTER | {"gemeente": f"Plaats {number}", "cbs_code": f"GM{number:04}", "inwoners": ""}
        for number in range(2, 13)
    ]
    rows[2] |= {"inwoners": "101446", "postcode": "x"}
    rows[4] |= {"inwoners": "0"}
    rows[7]["collegebesluit"] = "31-02-2023"
    for row in rows[6:]:
        row["e-mail"] = "geen"
    gemeenten, faults = parse(tmp_path, as_csv(*rows))
    assert gemeenten == ()
    email = f"kolom e-mail: geen is geen e-mailadres; {SCHRIJF_ADRES}{OR_EMPTY}"
    assert faults == (
        f"gemeenten.csv, rij 2 t/m 3, 5 en 7 t/m 12, kolom inwoners: {LEEG} 101446",
        f"gemeenten.csv, rij 4 (Plaats 4), kolom postcode: {POSTCODE}",
        f"gemeenten.csv, rij 6 (Plaats 6), kolom inwoners: 0 is minder dan 1; {SCHRIJF_AANTAL}",
        f"gemeenten.csv, rij 8 (Plaats 8), {email}",
        (
            "gemeenten.csv, rij 9 (Plaats 9), kolom collegebesluit: 31-02-2023 bestaat niet;"
            f" {SCHRIJF_DATUM}"
        ),
        *(f"gemeenten.csv, rij {number} (Plaats {number}), {email}" for number in range(9, 13)),
    )


def test_one_mistake_with_another_value_in_each_row_is_told_once(tmp_path: Path) -> None:
    rows = [
        DEVENTER
        | {"gemeente": f"Plaats {number}", "cbs_code": f"GM{number:04}"}
        | {"postcode": f"74{number}-KT", "collegebesluit": f"{number}/1/2023"}
        | {"e-mail": f"p{number}.nl", "ondertekenaar": f"dhr. A. Naam{number}"}
        for number in range(10, 51)
    ]
    gemeenten, faults = parse(tmp_path, as_csv(*rows))
    assert gemeenten == ()
    every, first = "gemeenten.csv, rij 2 t/m 42, kolom", "zoals in rij 2 (Plaats 10)"
    slash = "schrijf de datum als dag-maand-jaar met streepjes, zoals 10-01-2023"
    assert faults == (
        f"{every} postcode: {first}: 7410-KT is geen postcode; schrijf de postcode als 1815 AG",
        (
            f"{every} ondertekenaar: {first}: in dhr. A. Naam10 staat niet alleen de naam;"
            f" laat 'dhr.' weg (dat hoort in de kolom aanhef){OR_EMPTY}"
        ),
        (
            f"{every} collegebesluit: {first}: 10/1/2023 is niet met zekerheid als datum te lezen;"
            f" {slash}{OR_EMPTY}"
        ),
        f"{every} e-mail: {first}: p10.nl is geen e-mailadres; {SCHRIJF_ADRES}{OR_EMPTY}",
    )


@pytest.mark.parametrize("number", [2, 3, 5])
def test_one_mistake_in_all_of_a_few_rows_is_told_once(tmp_path: Path, number: int) -> None:
    rows = [
        DEVENTER | {"gemeente": f"Plaats {at}", "cbs_code": f"GM{at:04}", "postcode": f"741{at}-KT"}
        for at in range(2, number + 2)
    ]
    what = "is geen postcode; schrijf de postcode als 1815 AG"
    assert parse(tmp_path, as_csv(*rows))[1] == (
        (
            f"gemeenten.csv, rij 2 t/m {number + 1}, kolom postcode: zoals in rij 2 (Plaats 2): "
            f"7412-KT {what}"
        ),
    )
    rows[-1]["postcode"] = "7411 KT"  # then it is not all rows
    assert parse(tmp_path, as_csv(*rows))[1] == tuple(
        f"gemeenten.csv, rij {at} (Plaats {at}), kolom postcode: 741{at}-KT {what}"
        for at in range(2, number + 1)
    )


def test_table_without_rows(tmp_path: Path) -> None:
    what = "er staat geen enkele gemeente in de tabel"
    advice = "vul onder de kolomnamen een rij in voor elke gemeente"
    text = ";".join(KOLOMMEN) + "\r\n;;\r\n"
    assert parse(tmp_path, text) == ((), (f"gemeenten.csv: {what}; {advice}",))


def test_all_faults_come_at_once_by_row_and_by_the_columns_of_the_table(tmp_path: Path) -> None:
    ede = EDE | {"inwoners": "", "collegebesluit": "31-02-2023", "postcode": "x"}
    again = DEVENTER | {"inwoners": "101446.5"}
    rows = [{key: row[key] for key in reversed(DEVENTER)} for row in (DEVENTER, ede, again)]
    gemeenten, faults = parse(tmp_path, as_csv(*rows).replace("\r\n", "\r\n;;\r\n", 2))
    assert gemeenten == (replace(GEMEENTE_DEVENTER, rij=3),)
    whole = f"101446.5 is niet als heel getal geschreven; {SCHRIJF_AANTAL}"
    assert faults == (
        (
            "gemeenten.csv, rij 5 (Ede), kolom collegebesluit: 31-02-2023 bestaat niet;"
            f" {SCHRIJF_DATUM}"
        ),
        f"gemeenten.csv, rij 5 (Ede), kolom postcode: {POSTCODE}",
        f"gemeenten.csv, rij 5 (Ede), kolom inwoners: {LEEG} 101446",
        f"gemeenten.csv, rij 6 (Deventer), kolom inwoners: {whole}",
        f"gemeenten.csv, rij 6 (Deventer), kolom cbs_code: GM0150 staat ook in rij 3; {EERSTE}",
        f"gemeenten.csv, rij 6 (Deventer), kolom gemeente: Deventer staat ook in rij 3; {EERSTE}",
    )


CELL = st.text(max_size=12) | st.sampled_from(["", *(DEVENTER | FACTUREN).values(), *EDE.values()])


@given(
    st.lists(st.sampled_from(KOLOMMEN) | st.text(max_size=8), max_size=15),
    st.lists(st.lists(CELL, max_size=16), max_size=4),
)
def test_any_table_gives_gemeenten_or_faults(columns: list[str], rows: list[list[str]]) -> None:
    numbered = tuple(Row(number, tuple(row)) for number, row in enumerate(rows, start=2))
    gemeenten, faults = parse_gemeenten(Table("t.csv", 1, tuple(columns), numbered))
    assert len(gemeenten) == len(rows) if not faults else len(gemeenten) <= len(rows)


def test_the_table_of_this_werkmap() -> None:
    gemeenten, faults = parse_gemeenten(read_table(ROOT / "gemeenten.csv", KOLOMMEN))
    assert faults == ()
    assert len(gemeenten) == 41
    assert sum(gemeente.inwoners for gemeente in gemeenten) == 5_230_954
    decided = [(gemeente.naam, gemeente.collegebesluit) for gemeente in gemeenten]
    assert [row for row in decided if row[1]] == [("Deventer", date(2023, 1, 10))]
    waarnemend = Functie.WAARNEMEND_BURGEMEESTER
    acting = [
        gemeente.naam for gemeente in gemeenten if gemeente.ondertekenaar.functie is waarnemend
    ]
    assert acting == ["Almere"]
