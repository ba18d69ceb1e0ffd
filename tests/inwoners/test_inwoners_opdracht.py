"""``overeenkomstgen inwoners``, against a CBS on this computer."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from hulp import cbsserver
from hulp.cbsserver import CbsServer, cbs_server
from hulp.uitvoeren import Ran, call_program, run_program
from hulp.werkmappen import ROOT, edit, files
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.hoofd import run
from overeenkomstgen.inwoners import inwoners as pipeline
from overeenkomstgen.kern.register import Gebeurtenis, Melding
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.werkmap.registers import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hulp.cbsserver import Handler


KEY = "2022JJ00"
HEADING = "Inwoners op 1 januari 2022 volgens CBS (tabel 70072ned), naast gemeenten.csv.\n"
NOTHING = "Er is niets gewijzigd: er is niets over te nemen in gemeenten.csv.\n"
OFFER = (
    "Er is niets gewijzigd. Neem de aantallen over in gemeenten.csv met: overeenkomstgen inwoners "
    "--schrijf\n"
)


def project() -> list[dict[str, str]]:
    with (ROOT / "gemeenten.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture
def cbs() -> Iterator[CbsServer]:
    """Run a CBS that has the numbers of the project's own table."""
    rows = project()
    with cbs_server(
        figures={(row["cbs_code"], KEY): int(row["inwoners"]) for row in rows},
        names={row["cbs_code"]: row["gemeente"] for row in rows},
        periods={"2021JJ00": None, KEY: None},
        page_size=20,
    ) as server:
        yield server


def surroundings(cbs: CbsServer) -> dict[str, str]:
    return {"OVEREENKOMSTGEN_CBS": cbs.address, "SOURCE_DATE_EPOCH": "1675252800"}


def ask(werkmap: Path, cbs: CbsServer, *arguments: str) -> Ran:
    return call_program("inwoners", *arguments, cwd=werkmap, environment=surroundings(cbs))


def refused(werkmap: Path, cbs: CbsServer, *arguments: str, code: ExitCode) -> str:
    """Ask what must be refused; return what is told."""
    ran = ask(werkmap, cbs, *arguments)
    assert (ran.code, ran.out) == (code, "")
    return ran.err


def sign(werkmap: Path, code: str, naam: str) -> None:
    melding = Melding(code, naam, Gebeurtenis.ONDERTEKEND, date(2023, 1, 10), naam)
    record(werkmap / "register.csv", [melding])


def test_the_table_of_the_project_is_right(werkmap: Path, cbs: CbsServer) -> None:
    before = files(werkmap)
    counts = "Gelijk: 41. Anders: 0. Niet te vergelijken: 0.\n"
    expected = Ran(ExitCode.OK, HEADING + counts + NOTHING, "")
    assert run_program("inwoners", cwd=werkmap, environment=surroundings(cbs)) == expected
    assert ask(werkmap, cbs, "--peildatum", "1 januari 2022", "--schrijf") == expected
    assert files(werkmap) == before


@pytest.mark.ongemeten
def test_what_differs_is_shown_then_written(werkmap: Path, cbs: CbsServer) -> None:
    """One differs, one is empty, one has signed, and three cannot be compared."""
    original = files(werkmap)["gemeenten.csv"]
    edit(werkmap, ";GM0141;73155;", ";GM0141;73.107;")
    edit(werkmap, ";GM0307;158590;", ";GM0307;;")
    edit(werkmap, ";GM0150;101446;", ";GM0150;101447;")
    sign(werkmap, "GM0150", "Deventer")
    cbs.figures["GM0034", KEY] = None
    del cbs.figures["GM0484", KEY]
    cbs.figures["GM0484", "2021JJ00"] = 112587
    del cbs.figures["GM0362", KEY]
    del cbs.names["GM0362"]
    cbs.heeds_filter = False
    before = files(werkmap)
    report = (
        f"{HEADING}"
        "\n"
        "gemeente    in de tabel  volgens CBS  verschil\n"
        "----------  -----------  -----------  --------\n"
        "Almelo           73.107       73.155       +48\n"
        "Amersfoort                   158.590\n"
        "Deventer        101.447      101.446        -1\n"
        "\n"
        "Gelijk: 35. Anders: 3. Niet te vergelijken: 3.\n"
        "  Almere, rij 4: CBS heeft bij GM0034 (Almere) geen getal van 1 januari 2022; is de "
        "gemeente opgegaan in een andere (herindeling), of bestond zij toen nog niet onder deze "
        "code, zoek dan op welke code op die dag gold\n"
        "  Alphen aan den Rijn, rij 5: CBS gaf een getal van 1 januari 2021, niet van 1 januari "
        "2022; probeer het later opnieuw, of zoek het getal op bij CBS StatLine\n"
        "  Amstelveen, rij 7: CBS kent de code GM0362 niet; kijk na of de code in de tabel goed "
        "is\n"
        "  Deventer, rij 13: heeft al getekend, dus het aantal in de tabel blijft staan; is dat "
        "aantal fout, overleg dan met de gemeente\n"
    )
    assert ask(werkmap, cbs) == Ran(ExitCode.OK, report + OFFER, "")
    assert files(werkmap) == before
    ran = ask(werkmap, cbs, "--schrijf")
    (copy,) = (werkmap / "kopie").iterdir()
    assert re.fullmatch(r"gemeenten-20230201-1[0-9]0000\.csv", copy.name)
    assert ran == Ran(
        ExitCode.OK,
        (
            f"{report}Overgenomen in gemeenten.csv: de inwoners van 2 gemeenten.\n"
            f"De tabel zoals die was staat in kopie/{copy.name}.\n"
        ),
        "",
    )
    assert copy.read_bytes() == before["gemeenten.csv"]
    after = files(werkmap)
    assert after.pop(f"kopie/{copy.name}")
    assert after.pop("gemeenten.csv") == original.replace(b";101446;", b";101447;")
    before.pop("gemeenten.csv")
    assert after == before
    assert copy.name not in call_program("controleer", cwd=werkmap).out


def test_who_signed_according_to_the_papers_keeps_the_number_of_then(
    werkmap: Path, cbs: CbsServer
) -> None:
    """The register lost it, with all that goes with it but the agreement that was kept."""
    kept = werkmap / "ondertekend/uitgegeven"
    shutil.copytree(ROOT / "tests/bewaard/werkmap-1/ondertekend/uitgegeven", kept)
    edit(werkmap, "101446", "101447")
    said = ask(werkmap, cbs, "--schrijf").out
    assert "Deventer, rij 13: heeft al getekend, dus het aantal in de tabel blijft staan" in said
    assert "101447" in (werkmap / "gemeenten.csv").read_text("utf-8-sig")


def test_a_fresh_table_is_filled(werkmap: Path, cbs: CbsServer) -> None:
    """Of a table for a next period the column is empty, and more is not known yet."""
    table = werkmap / "gemeenten.csv"
    original = table.read_bytes()
    empty = re.sub(rb"(;GM[0-9]{4};)[0-9]+;", rb"\1;", original)
    table.write_bytes(empty)
    ran = ask(werkmap, cbs, "--schrijf")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert "\nGelijk: 0. Anders: 41. Niet te vergelijken: 0.\n" in ran.out
    assert "\nOvergenomen in gemeenten.csv: de inwoners van 41 gemeenten.\n" in ran.out
    assert table.read_bytes() == original


def test_one_municipality_and_remarks(werkmap: Path, cbs: CbsServer) -> None:
    edit(werkmap, "Ede;GM0228;119986;", "Eede;GM0228;7;")
    cbs.periods[KEY] = "Uitkomsten zijn voorlopig over: Bevolking."
    ran = ask(werkmap, cbs, "--schrijf")
    assert ran.out.splitlines()[7:10] == [
        (
            "Let op: CBS noemt GM0228 Ede; in de tabel staat Eede. Kijk na of dat dezelfde "
            "gemeente is."
        ),
        (
            "Let op: CBS schrijft bij 2022: Uitkomsten zijn voorlopig over: Bevolking. Een "
            "voorlopig aantal kan nog veranderen."
        ),
        "Overgenomen in gemeenten.csv: de inwoners van 1 gemeente.",
    ]


def test_another_day_is_only_looked_at(werkmap: Path, cbs: CbsServer) -> None:
    cbs.figures = {
        (code, "2021JJ00"): number - 1 for (code, _), number in list(cbs.figures.items())
    }
    before = files(werkmap)
    ran = ask(werkmap, cbs, "--peildatum", "2021-01-01")
    assert ran.out.endswith(
        "\n\nGelijk: 0. Anders: 41. Niet te vergelijken: 0.\n"
        "Let op: De peildatum van het convenant is 1 januari 2022.\n"
        "Er is niets gewijzigd.\n"
    )
    asked = len(cbs.asked)
    another = ("--peildatum", "2021-01-01", "--schrijf")
    assert refused(werkmap, cbs, *another, code=ExitCode.INPUT) == (
        "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n"
        "  --peildatum: de peildatum van het convenant is 1 januari 2022, niet 1 januari 2021; "
        "laat --peildatum of --schrijf weg, of verbeter eerst convenant.toml\n"
    )
    assert len(cbs.asked) == asked
    assert files(werkmap) == before


def test_a_day_on_which_nobody_counts(werkmap: Path, cbs: CbsServer) -> None:
    counts = "CBS telt de inwoners op 1 januari, en niet op"
    said = refused(werkmap, cbs, "--peildatum", "2022-07-01", code=ExitCode.INPUT)
    assert said.endswith(f"\n  --peildatum: {counts} 1 juli 2022; kies 01-01-2022\n")
    edit(werkmap, "peildatum = 2022-01-01", "peildatum = 2022-01-02", "convenant.toml")
    said = refused(werkmap, cbs, code=ExitCode.INPUT)
    where = "convenant.toml, bijdrage.peildatum"
    assert said.endswith(f"\n  {where}: {counts} 2 januari 2022; kies 01-01-2022\n")
    assert not cbs.asked


def test_cbs_fails(werkmap: Path, cbs: CbsServer) -> None:
    edit(werkmap, ";GM0141;73155;", ";GM0141;;")
    before = files(werkmap)
    cbs.faults = [cbsserver.status(503)]
    assert "Anders: 1." in ask(werkmap, cbs).out
    cbs.always = cbsserver.status(404)
    assert refused(werkmap, cbs, "--schrijf", code=ExitCode.TOOL) == (
        "Fout: CBS geeft geen cijfers: de vraag wordt geweigerd (foutcode 404).\n"
        "Er is niets gewijzigd. Vul de inwoners zelf in met de cijfers van CBS StatLine, en laat "
        "wie het programma onderhoudt dit nakijken.\n"
    )
    cbs.always, cbs.spelling = None, (b"73155", b"1e999999999")
    said = refused(werkmap, cbs, "--schrijf", code=ExitCode.TOOL)
    assert "in het veld Value staat geen heel getal, maar 1E+999999999.\n" in said
    cbs.figures = dict.fromkeys(cbs.figures)
    assert refused(werkmap, cbs, "--schrijf", code=ExitCode.INPUT) == (
        "Fout: CBS heeft nog geen aantallen inwoners van 1 januari 2022.\n"
        "Er is niets gewijzigd. Probeer het later opnieuw; de eerste cijfers van een jaar "
        "verschijnen in de loop van dat jaar.\n"
    )
    assert files(werkmap) == before


FILL_IN = "zet deze kolomnaam in de rij met kolomnamen en vul de kolom in"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "gemeente;cbs_code;inwoners;",
            "gemeente;cbs_code;zielen;",
            f"  gemeenten.csv, rij 1: kolom inwoners ontbreekt; {FILL_IN}",
        ),
        (
            "gemeente;cbs_code;inwoners;adres;",
            "gemeente;cbs_code;inwoners;inwoners;",
            "  gemeenten.csv, rij 1: kolom inwoners staat er meer dan eens; laat er één staan",
        ),
    ],
)
def test_a_table_without_the_columns(
    werkmap: Path, cbs: CbsServer, old: str, new: str, fault: str
) -> None:
    edit(werkmap, old, new)
    assert fault in refused(werkmap, cbs, code=ExitCode.INPUT).splitlines()
    assert not cbs.asked


def test_no_table_two_tables_no_rows_no_period(werkmap: Path, cbs: CbsServer) -> None:
    table = werkmap / "gemeenten.csv"
    data = table.read_bytes()
    (werkmap / "gemeenten.txt").write_bytes(data)
    assert "er is meer dan één tabel met gemeenten" in ask(werkmap, cbs).err
    (werkmap / "gemeenten.txt").unlink()
    table.write_bytes(data.splitlines()[0])
    assert "er staat geen enkele gemeente in de tabel" in ask(werkmap, cbs).err
    table.unlink()
    assert "geen van deze bestanden staat in de werkmap" in ask(werkmap, cbs).err
    edit(werkmap, "tarief = 0.15", "tarief = ", "convenant.toml")
    ran = ask(werkmap, cbs)
    assert ran.code == ExitCode.INPUT
    assert "convenant.toml" in ran.err
    assert not cbs.asked


def test_the_table_changes_while_cbs_answers(werkmap: Path, cbs: CbsServer) -> None:
    """What is written rests on the table, and the register, as they are when it is written."""
    edit(werkmap, ";GM0141;73155;", ";GM0141;1;")
    edit(werkmap, ";GM0307;158590;", ";GM0307;1;")

    def meanwhile(handler: Handler) -> None:
        sign(werkmap, "GM0307", "Amersfoort")
        edit(werkmap, ";GM0228;119986;", ";GM0228;2;")
        handler.reply(b"", 503)

    cbs.faults = [meanwhile]
    assert "de inwoners van 2 gemeenten" in ask(werkmap, cbs, "--schrijf").out
    text = (werkmap / "gemeenten.csv").read_text("utf-8")
    assert ";GM0141;73155;" in text
    assert ";GM0307;1;" in text
    assert ";GM0228;119986;" in text


def test_while_another_run_is_at_work(
    werkmap: Path,
    cbs: CbsServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("OVEREENKOMSTGEN_CBS", cbs.address)
    monkeypatch.setattr(pipeline, "LONG_WAIT", 0)
    with locked(werkmap / ".slot"):
        assert run(["--werkmap", str(werkmap), "inwoners"]) == ExitCode.OK
        capsys.readouterr()
        assert run(["--werkmap", str(werkmap), "inwoners", "--schrijf"]) == ExitCode.BUSY
    assert capsys.readouterr().err == (
        f"Fout: Er is al een run bezig in {werkmap}.\n"
        "Wacht tot die klaar is en probeer het dan opnieuw.\n"
    )
