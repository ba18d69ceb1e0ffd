"""Witnesses in documents that others hold: printed, read back, and held against what was forged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hulp.uitvoeren import ONE_FAULT, Ran, call_program
from hulp.verapdf import assert_archival
from hulp.werkmappen import ROOT, VOOR_FACTUREN, copy_werkmap, edit, files, fill_in, keep_gemeenten
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.kern.getuige import find_getuigen
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.schijf.kettingregels import Schakel
from overeenkomstgen.werkmap.registers import boek, read_facturen, read_register

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

MARCH_2024 = {"SOURCE_DATE_EPOCH": "1709294400"}
ALLEN = ("Almelo", "Deventer", "Zwolle")
SLIP = (
    "deze rij of een latere klopt wel volgens een andere getuige, dus kijk of dit goed is "
    "overgetypt en van deze werkmap is"
)
EVIDENCE = {
    "ontvangst": "uitvoer/ontvangstbevestigingen/ontvangstbevestiging-deventer.pdf",
    "opzegging": "uitvoer/opzegbevestigingen/opzegbevestiging-zwolle.pdf",
    "lijst": "uitvoer/bijlage-3.pdf",
    "factuur": "uitvoer/facturen/2023/factuur-2023-zwolle.pdf",
}


def run(werkmap: Path, *arguments: str) -> Ran:
    """Run the program on 10 September 2023."""
    return call_program(*arguments, cwd=werkmap, environment={"SOURCE_DATE_EPOCH": "1694347200"})


def done(werkmap: Path, *arguments: str) -> str:
    ran = run(werkmap, *arguments)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    return ran.out


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a werkmap in which two signed and one gave notice, with all documents of it."""
    werkmap = keep_gemeenten(copy_werkmap(tmp_path_factory.mktemp("getuigen") / "werkmap"), *ALLEN)
    fill_in(werkmap, *VOOR_FACTUREN)
    done(werkmap, "genereer")
    done(werkmap, "onderteken", "Deventer", "--op", "2023-02-01")
    done(werkmap, "onderteken", "Zwolle", "--op", "2023-02-02")
    done(werkmap, "zeg-op", "Zwolle", "--op", "2023-08-15")
    done(werkmap, "facturen", "2023", "--ja")
    for soort in ("ontvangstbevestiging", "opzegbevestiging"):
        done(werkmap, "genereer", "--soort", soort)
    return werkmap


@pytest.fixture
def werkmap(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "werkmap"))


def printed(werkmap: Path, name: str) -> str:
    """Return the witness that stands in a document."""
    (found,) = find_getuigen("\n".join(read_pdf(werkmap / EVIDENCE[name])))
    return str(found)


@pytest.mark.ongemeten
def test_each_document_holds_the_row_that_it_rests_on(made: Path) -> None:
    entries, facturen = read_register(made / "register.csv"), read_facturen(made / "facturen.csv")
    rows = [entry.getuige for entry in entries]
    assert [row.partition(" · ")[0] for row in rows] == [f"register rij {n}" for n in (1, 2, 3)]
    lines = (made / "register.csv").read_text("utf-8").splitlines()[1:]
    assert [row.partition(" · ")[2] for row in rows] == [line[-64:-48] for line in lines]
    assert [factuur.gemeente for factuur in facturen] == ["Deventer", "Zwolle"]
    assert {name: printed(made, name) for name in EVIDENCE} == {
        "ontvangst": rows[0],
        "opzegging": rows[2],
        "lijst": rows[2],
        "factuur": facturen[1].getuige,
    }
    assert_archival([made / place for place in EVIDENCE.values()])


@pytest.mark.ongemeten
def test_they_hold(made: Path) -> None:
    rows = [entry.getuige for entry in read_register(made / "register.csv")]
    before = files(made)
    typed = f"2 {rows[1][-16:-8].upper()}-{rows[1][-8:]}"
    pdfs = [EVIDENCE["lijst"], EVIDENCE["factuur"]]
    options = [part for value in (*pdfs, typed) for part in ("--getuige", value)]
    assert done(made, "controleer", *options) == (
        f"bijlage-3.pdf ({rows[2]}): klopt tot rij 3.\n"
        f"factuur-2023-zwolle.pdf ({printed(made, 'factuur')}): klopt tot rij 2.\n"
        f"{rows[1]}: klopt tot rij 2.\n"
    )
    loose = printed(made, "factuur").removeprefix("facturen ")
    assert done(made, "controleer", "--getuige", loose) == f"facturen {loose}: klopt tot rij 2.\n"
    assert files(made) == before


@pytest.mark.ongemeten
def test_later_rows_change_no_document_but_the_list(werkmap: Path) -> None:
    before = {name: (werkmap / place).read_bytes() for name, place in EVIDENCE.items()}
    done(werkmap, "onderteken", "Almelo", "--op", "2023-03-01")
    said = done(werkmap, "genereer", "--soort", "ontvangstbevestiging")
    assert said.startswith(
        "2 ontvangstbevestigingen waren al gemaakt en zijn ongewijzigd.\n1 ontvangstbevestiging "
    )
    assert "Er is niets" in done(werkmap, "genereer", "--soort", "opzegbevestiging")
    assert "nieuw: 1" in done(werkmap, "facturen", "2023", "--ja")
    after = {name: (werkmap / place).read_bytes() for name, place in EVIDENCE.items()}
    assert [name for name in EVIDENCE if after[name] != before[name]] == ["lijst"]
    assert printed(werkmap, "lijst") == read_register(werkmap / "register.csv")[3].getuige


@pytest.mark.ongemeten
def test_what_is_corrected_rests_on_the_correction(werkmap: Path) -> None:
    fix = ("corrigeer", "Deventer", "--op", "2023-01-31", "--reden", "tikfout")
    done(werkmap, *fix)
    done(werkmap, "genereer", "--soort", "ontvangstbevestiging")
    assert printed(werkmap, "ontvangst") == read_register(werkmap / "register.csv")[3].getuige


def forge(werkmap: Path, name: str, change: Callable[[list[Schakel[Any]]], list[Any]]) -> None:
    """Change the rows of a file, and compute all that guards it anew."""
    bestand = boek(werkmap / name)
    rows = change(list(bestand.read()))
    numbered = [replace(row, nummer=number) for number, row in enumerate(rows, 1)]
    for place in (bestand.path, bestand.kopie):
        place.write_bytes(bestand.ketting.add(b"", numbered))
    kept = json.loads(bestand.beside.read_bytes())
    kept["rijen"][name] = len(rows)
    bestand.beside.write_text(json.dumps(kept))


def other_day(rows: list[Schakel[Any]]) -> list[Schakel[Any]]:
    second = replace(rows[1], waarde=replace(rows[1].waarde, datum=date(2023, 1, 5)))
    return [rows[0], second, *rows[2:]]


def contradicted(werkmap: Path, *names: str) -> tuple[str, str]:
    options = [part for name in names for part in ("--getuige", EVIDENCE.get(name, name))]
    ran = run(werkmap, "controleer", *options)
    assert ran.code == ExitCode.INPUT
    return ran.out, ran.err.removeprefix("Fout: ")


@pytest.mark.ongemeten
def test_a_register_that_was_computed_anew_is_contradicted(werkmap: Path) -> None:
    first, _, last = (entry.getuige for entry in read_register(werkmap / "register.csv"))
    assert "Fout" not in done(werkmap, "controleer")
    forge(werkmap, "register.csv", other_day)
    assert "Fout" not in done(werkmap, "controleer")
    now = read_register(werkmap / "register.csv")[2].getuige
    out, err = contradicted(werkmap, "lijst", "ontvangst")
    assert out == f"ontvangstbevestiging-deventer.pdf ({first}): klopt tot rij 1.\n"
    assert err == ONE_FAULT + (
        f"bijlage-3.pdf ({last}): klopt niet met register.csv: in rij 3 staat nu Zwolle, opgezegd "
        f"({now}); er is iets gewijzigd na rij 1, de laatste die klopt, en uiterlijk in rij 3, de "
        "eerste die niet klopt; zet een kopie terug die wel klopt\n"
    )


def test_it_tells_which_is_right_where_the_copy_says_something_else(werkmap: Path) -> None:
    *_, last = (entry.getuige for entry in read_register(werkmap / "register.csv"))
    good = (werkmap / "register.csv").read_bytes()
    forge(werkmap, "register.csv", other_day)
    (werkmap / "register.csv").write_bytes(good)
    ran = run(werkmap, "controleer")
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    assert "in de kopie ondertekend/register.csv.kopie staat iets anders" in ran.err
    assert done(werkmap, "controleer", "--getuige", last) == f"{last}: klopt tot rij 3.\n"
    shutil.copy(werkmap / "ondertekend/register.csv.kopie", werkmap / "register.csv")
    contradicted(werkmap, last)


def test_rows_that_are_gone_are_told(werkmap: Path) -> None:
    given = printed(werkmap, "factuur")
    forge(werkmap, "facturen.csv", lambda rows: rows[:1])
    out, err = contradicted(werkmap, "factuur")
    assert (out, err) == (
        "",
        (
            f"{ONE_FAULT}factuur-2023-zwolle.pdf ({given}): klopt niet met facturen.csv: in rij 2 "
            "staat nu niets; er is iets gewijzigd uiterlijk in rij 2, de eerste die niet klopt; "
            "zet een kopie terug die wel klopt\n"
        ),
    )


def test_a_mistake_in_typing_is_no_fault_of_the_register(werkmap: Path) -> None:
    first, *_, last = (entry.getuige for entry in read_register(werkmap / "register.csv"))
    wrong = f"register rij 1 · {last[-16:]}"
    out, err = contradicted(werkmap, wrong, last)
    assert out == f"{last}: klopt tot rij 3.\n"
    assert err == ONE_FAULT + (
        f"{wrong}: klopt niet met register.csv: in rij 1 staat nu Deventer, ondertekend ({first}); "
        f"{SLIP}\n"
    )


def test_of_two_witnesses_of_a_row_one_can_be_mistyped(werkmap: Path) -> None:
    """There is no later row that is right."""
    first, *_, last = (entry.getuige for entry in read_register(werkmap / "register.csv"))
    wrong = f"register rij 3 · {first[-16:]}"
    out, err = contradicted(werkmap, wrong, last)
    assert out == f"{last}: klopt tot rij 3.\n"
    assert err == ONE_FAULT + (
        f"{wrong}: klopt niet met register.csv: in rij 3 staat nu Zwolle, opgezegd ({last}); "
        f"{SLIP}\n"
    )


@pytest.mark.ongemeten
def test_invoices_that_were_given_before_stay_byte_for_byte(tmp_path: Path) -> None:
    """Also where the template, which was changed since, tells the row that they rest on."""
    werkmap = Path(shutil.copytree(ROOT / "tests/bewaard/werkmap-1", tmp_path / "werkmap"))
    shutil.copy(ROOT / "sjablonen/factuurbrief.docx", werkmap / "sjablonen")
    before = {name: data for name, data in files(werkmap).items() if "factuur-2024" in name}
    assert len(before) == 10
    said = call_program("facturen", "2024", cwd=werkmap, environment=MARCH_2024)
    assert (said.code, said.err) == (ExitCode.OK, "")
    assert {name: data for name, data in files(werkmap).items() if name in before} == before


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ("bestaat-niet.pdf", "deze PDF is er niet of is niet te lezen"),
        (
            "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.pdf",
            "in deze PDF is geen controlecode te lezen",
        ),
        ("register.csv", "dit is geen PDF en geen controlecode"),
        ("3f2a9c01b2d4e6f8", "dit is geen PDF en geen controlecode"),
    ],
)
def test_what_is_no_witness_is_refused(made: Path, given: str, what: str) -> None:
    assert contradicted(made, given) == (
        "",
        (
            f"{ONE_FAULT}--getuige {given}: {what}; geef een PDF van dit programma, of typ de "
            "controlecode over die daarop staat\n"
        ),
    )


@pytest.mark.ongemeten
def test_a_template_without_it_is_remarked(tmp_path: Path) -> None:
    werkmap = copy_werkmap(tmp_path / "werkmap")
    assert "register.getuige" not in done(werkmap, "controleer")
    kept = ROOT / "tests/bewaard/werkmap-1/sjablonen"
    for name in ("bijlage-3.docx", "factuurbrief.docx"):
        shutil.copy(kept / name, werkmap / "sjablonen")
    edit(werkmap, '"deelnemend", "geeindigd", "stand.versie"', '"deelnemers"', "convenant.toml")
    said = done(werkmap, "controleer")
    for name, what in (("bijlage-3.docx", "bijlage 3"), ("factuurbrief.docx", "factuur")):
        assert (
            f"Let op: sjablonen/{name}: het veld register.getuige komt niet voor, zodat een {what} "
            "later niet getuigt van wat er is vastgelegd; zet {{ register.getuige }} klein onder "
            "aan het document."
        ) in said
    told = done(werkmap, "sjabloon", "controleer", "sjablonen/factuurbrief.docx")
    assert "Let op: het veld register.getuige komt niet voor" in told
