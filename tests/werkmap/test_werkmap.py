"""The werkmap: found, read, and every fault of it reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from hulp.values import periode
from hulp.werkmappen import edit
from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.verwijzing import ZELF, actie, vak
from overeenkomstgen.werkmap.werkmap import (
    Werkmap,
    WerkmapError,
    find_werkmap,
    read_gemeenten,
    read_periode,
    remarks_on,
)


def test_the_nearest_folder_upward_is_the_werkmap(werkmap: Path) -> None:
    deep = werkmap / "uitvoer" / "overeenkomsten"
    deep.mkdir(parents=True)
    assert find_werkmap(None, deep) == Werkmap(werkmap)
    assert find_werkmap(werkmap, Path("/")) == Werkmap(werkmap)


def test_no_werkmap(tmp_path: Path) -> None:
    for chosen, where in ((None, f"{tmp_path} of een map daarboven"), (tmp_path, tmp_path)):
        with pytest.raises(WerkmapError) as caught:
            find_werkmap(chosen, tmp_path)
        assert str(caught.value) == (
            f"Er is geen werkmap: convenant.toml staat niet in {where}.\n"
            f"Ga naar de map van de convenantperiode, of wijs hem aan met {vak('werkmap', ZELF)}. "
            f"Is er nog geen, maak hem dan met: {actie('begin', ZELF)}"
        )
        assert code_of(caught.value) is ExitCode.INPUT


def test_the_period_of_the_project() -> None:
    found = periode()
    assert found.convenant.periode == "2023 t/m 2027"
    assert found.convenant.leden == 41
    assert str(found.bijdrage.tarief) == "0.15"
    assert next(iter(found.documentsoort)) == "samenwerkingsovereenkomst"


def said(werkmap: Path) -> list[str]:
    """Return what is wrong with ``convenant.toml``."""
    found, faults = read_periode(Werkmap(werkmap))
    assert found is None
    assert {fault.where.partition(",")[0] for fault in faults} == {"convenant.toml"}
    return [str(fault).removeprefix("convenant.toml") for fault in faults]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    advice = "kijk of het bestaat en van u gelezen mag worden"
    assert said(tmp_path) == [f": het bestand is niet te lezen (het bestaat niet); {advice}"]
    (tmp_path / "convenant.toml").write_bytes(b"naam = 'K\xf6nig'")
    advice = "bewaar het opnieuw als UTF-8 (in Kladblok: Opslaan als, Codering UTF-8)"
    assert said(tmp_path) == [f": het bestand is geen UTF-8; {advice}"]


def test_a_line_that_cannot_be_read(werkmap: Path) -> None:
    file = werkmap / "convenant.toml"
    text = file.read_text("utf-8").replace("tarief = 0.15", "tarief = 0,15")
    file.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    line = text[: text.index("tarief")].count("\n") + 1
    assert said(werkmap) == [
        f", regel {line} (tarief = 0,15): 0,15 heeft een komma; schrijf 0.15, met een punt"
    ]


OVEREENKOMST = ", [documentsoort.samenwerkingsovereenkomst], sleutel"
JAREN = "ligt niet in de jaren 1900 t/m 2099; kijk het jaartal na"
TARIEF = "vul een bedrag in tussen 0 en 1000, met hooguit vier decimalen"
EINDE = "het einde ligt niet na de ingang; verbeter één van beide datums"
NAAM = 'schrijf een gewone naam, zoals "overeenkomsten"'
GEWOON = (
    "gewone bestandsnaam; gebruik letters, cijfers en streepjes; de map staat bij de sleutel map"
)
PRECIES = 'precies één keer {gemeente} te staan; schrijf bijvoorbeeld "brief-{gemeente}"'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "[bijdrage]",
            "[bijdrge]",
            ": de kop [bijdrge] is onbekend; bedoeld is misschien [bijdrage]",
        ),
        (
            "[stichting]",
            "[stihcting]",
            ": de kop [stihcting] is onbekend; bedoeld is misschien [stichting]",
        ),
        *(
            (
                "tarief = 0.15",
                f"tarief = {tarief}",
                f", [bijdrage], sleutel tarief: {tarief} is geen tarief; {TARIEF}",
            )
            for tarief in ("-0.15", "0.0", "0.00001", "1000.01", "1E+22", "1E-22", "1E+4000")
        ),
        (
            "vorig_tarief = 0.13",
            "vorig_tarief = 1E+22",
            (
                f", [bijdrage], sleutel vorig_tarief: 1E+22 is geen tarief; {TARIEF}, of haal de "
                "sleutel weg"
            ),
        ),
        (
            "vorige_peildatum = 2018-01-01",
            "vorige_peildatum = 2081-01-01",
            (
                ", [bijdrage], sleutel vorige_peildatum: 2081-01-01 ligt niet voor de ingang op "
                "2023-03-01; verbeter de dag, of haal de sleutel weg"
            ),
        ),
        *(
            (
                "peildatum = 2022-01-01",
                f"peildatum = {day}",
                (
                    f", [bijdrage], sleutel peildatum: {day} ligt te ver van de ingang op "
                    "2023-03-01; vul de dag in waarop de inwoners zijn geteld"
                ),
            )
            for day in ("2012-12-31", "1922-01-01", "2028-01-01")
        ),
        *(
            (old, f"{key} = {day}", f", [{kop}], sleutel {key}: {day} {JAREN}")
            for kop, key, old, days in (
                ("bijdrage", "peildatum", "peildatum = 2022-01-01", "0202-01-01 1022-01-01"),
                ("bijdrage", "peildatum", "peildatum = 2022-01-01", "2202-01-01"),
                ("convenant", "einde", "einde = 2027-12-31", "2207-12-31"),
                ("convenant", "retour_voor", "retour_voor = 2023-03-01", "2203-03-01"),
            )
            for day in days.split()
        ),
        (
            "einde = 2027-12-31",
            "einde = 2077-12-31",
            (
                ", [convenant], sleutel einde: het einde ligt 54 jaar na de ingang; "
                "verbeter één van beide datums"
            ),
        ),
        *(
            (
                "retour_voor = 2023-03-01",
                f"retour_voor = {day}",
                (
                    f", [convenant], sleutel retour_voor: {day} ligt niet tussen getekend_op en "
                    "einde; verbeter één van die datums"
                ),
            )
            for day in ("2022-12-18", "2028-01-01", "2013-03-01")
        ),
        ("einde = 2027-12-31", "einde = 2022-12-31", f", [convenant], sleutel einde: {EINDE}"),
        (
            "leden = 41",
            "leden = 0",
            ", [convenant], sleutel leden: 0 is geen aantal leden; vul het aantal leden in",
        ),
        (
            "leden = 41",
            "leden = 4141",
            ", [convenant], sleutel leden: 4141 is geen aantal leden; vul het aantal leden in",
        ),
        (
            'bestandsnaam = "samenwerkingsovereenkomst-{gemeente}"',
            'bestandsnaam = "samenwerkingsovereenkomst"',
            f'{OVEREENKOMST} bestandsnaam: in "samenwerkingsovereenkomst" hoort {PRECIES}',
        ),
        (
            'bestandsnaam = "samenwerkingsovereenkomst-{gemeente}"',
            'bestandsnaam = "../../x-{gemeente}"',
            f'{OVEREENKOMST} bestandsnaam: "../../x-{{gemeente}}" is geen {GEWOON}',
        ),
        (
            'map = "overeenkomsten"',
            'map = "../.."',
            f'{OVEREENKOMST} map: "../.." is geen map in de uitvoer; {NAAM}',
        ),
        (
            "paginas = [2, 3]",
            "paginas = [3, 2]",
            f"{OVEREENKOMST} paginas: 3 tot 2 bladzijden kan niet; schrijf bijvoorbeeld [2, 3]",
        ),
    ],
)
def test_values_that_cannot_be(werkmap: Path, old: str, new: str, message: str) -> None:
    edit(werkmap, old, new, "convenant.toml")
    assert said(werkmap) == [message]


@pytest.mark.ongemeten
@pytest.mark.parametrize("name", ["gemeenten.csv", "gemeenten.txt", "gemeenten.xlsx"])
def test_the_table_can_have_three_names(werkmap: Path, name: str) -> None:
    before = read_gemeenten(Werkmap(werkmap))[:2]
    csv = werkmap / "gemeenten.csv"
    if name.endswith(".xlsx"):
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Gemeenten")
        for line in csv.read_text("utf-8-sig").splitlines():
            sheet.append(line.split(";"))
        csv.unlink()
        book.save(werkmap / name)
    elif name.endswith(".txt"):  # as Excel saves Unicode-tekst
        text = csv.read_text("utf-8-sig").replace(";", "\t")
        csv.unlink()
        (werkmap / name).write_bytes(text.encode("utf-16"))
    *found, table = read_gemeenten(Werkmap(werkmap))
    assert (*found,) == before
    assert len(before[0]) == 41
    assert table is not None
    told = (f"Gelezen is {name}, blad Gemeenten.",) if name.endswith(".xlsx") else ()
    assert remarks_on(Werkmap(werkmap), table) == told


@pytest.mark.parametrize(
    ("others", "names"),
    [
        (["gemeenten.xlsx"], "gemeenten.csv en gemeenten.xlsx"),
        (["gemeenten.xlsx", "gemeenten.txt"], "gemeenten.csv, gemeenten.txt en gemeenten.xlsx"),
    ],
)
def test_more_tables_are_too_many(werkmap: Path, others: list[str], names: str) -> None:
    for other in others:
        (werkmap / other).touch()
    assert [str(fault) for fault in read_gemeenten(Werkmap(werkmap))[1]] == [
        f"{names}: er is meer dan één tabel met gemeenten; laat er één in de werkmap"
    ]
    assert remarks_on(Werkmap(werkmap), None) == ()


def no_table(folder: Path, *names: str) -> str:
    """Return what is said when only files with other names are there."""
    for name in names:
        (folder / name).touch()
    gemeenten, (fault,), _ = read_gemeenten(Werkmap(folder))
    assert gemeenten == ()
    assert fault.where == "gemeenten.csv, gemeenten.txt of gemeenten.xlsx"
    return f"{fault.what}; {fault.advice}"


def test_no_table(tmp_path: Path) -> None:
    (tmp_path / "gemeenten oud.xlsx").mkdir()
    others = ("gemeenten-bronnen.md", "leden.csv", "~$gemeenten.xlsx", ".gemeenten.csv")
    assert no_table(tmp_path, *others) == (
        "geen van deze bestanden staat in de werkmap; "
        "zet de tabel met gemeenten erin, onder één van deze namen"
    )
    assert remarks_on(Werkmap(tmp_path), None) == ()


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("Gemeenten.xlsx", "geef dat de naam gemeenten.xlsx"),
        ("GEMEENTEN.CSV", "geef dat de naam gemeenten.csv"),
        ("gemeenten (1).xlsx", "geef dat de naam gemeenten.xlsx"),
        ("gemeenten - kopie.csv", "geef dat de naam gemeenten.csv"),
        ("Kopie van gemeenten.xlsx", "geef dat de naam gemeenten.xlsx"),
        ("gemeente.csv", "geef dat de naam gemeenten.csv"),
        ("gemeenten_2023.txt", "geef dat de naam gemeenten.txt"),
        ("gemeenten.csv.txt", "geef dat de naam gemeenten.txt"),
        ("gemeenten.xls", "open dat in Excel en bewaar het als gemeenten.xlsx"),
        ("Gemeenten.ods", "open dat in Excel en bewaar het als gemeenten.xlsx"),
    ],
)
def test_no_table_but_one_that_looks_like_it(tmp_path: Path, name: str, advice: str) -> None:
    assert no_table(tmp_path, name) == (
        f"geen van deze bestanden staat in de werkmap; er staat wel {name}; {advice}"
    )


def test_no_table_but_several_that_look_like_it(tmp_path: Path) -> None:
    assert no_table(tmp_path, "gemeenten (1).xlsx", "gemeente.csv") == (
        "geen van deze bestanden staat in de werkmap; "
        "er staat wel gemeente.csv en gemeenten (1).xlsx; "
        "geef het bestand dat u bedoelt één van deze namen"
    )


def test_a_file_beside_the_table_that_looks_like_it(werkmap: Path) -> None:
    for name in ("gemeenten (1).xlsx", "Gemeenten.csv", "~$gemeenten.xlsx", "gemeenten-bronnen.md"):
        (werkmap / name).touch()
    assert remarks_on(Werkmap(werkmap), None) == (
        "Gelezen is gemeenten.csv; Gemeenten.csv staat er ook, maar wordt niet gelezen.",
        "Gelezen is gemeenten.csv; gemeenten (1).xlsx staat er ook, maar wordt niet gelezen.",
    )


def test_two_names_of_one_file_are_one_file(werkmap: Path) -> None:
    """As on a disk that makes no difference between capitals and small letters."""
    (werkmap / "Gemeenten.csv").hardlink_to(werkmap / "gemeenten.csv")
    assert remarks_on(Werkmap(werkmap), None) == ()


def test_a_table_that_cannot_be_read(werkmap: Path) -> None:
    (werkmap / "gemeenten.csv").write_bytes(b"")
    assert [str(fault) for fault in read_gemeenten(Werkmap(werkmap))[1]] == [
        (
            "gemeenten.csv: er staat niets in het bestand; "
            "bewaar de tabel in Excel als CSV UTF-8 (.csv) of als Excel-werkmap (.xlsx)"
        )
    ]
