"""A run reads the werkmap once, hashes a file at most once, and does no work twice."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp.lengte import count
from hulp.telling import Telling, count_run
from hulp.uitvoeren import call_program
from hulp.werkmappen import VOOR_FACTUREN, copy_werkmap, files, fill_in, keep_gemeenten
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.facturen.facturering import Jaar
from overeenkomstgen.facturen.uitgeven import concepten_of
from overeenkomstgen.schijf.kluis import Kluis
from overeenkomstgen.schijf.uitvoer import open_uitvoer
from overeenkomstgen.uitgifte.bevroren import freeze
from overeenkomstgen.uitgifte.uitgifte import Concept, Gevuld, account, draw_up
from overeenkomstgen.werkmap.invoer import ALLE, read
from overeenkomstgen.werkmap.registers import record_facturen
from overeenkomstgen.werkmap.verantwoording import Regel, record
from overeenkomstgen.werkmap.werkmap import Werkmap

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten, pytest.mark.usefixtures("onthoudt")]

READERS = ("read_periode", "read_gemeenten", "read_register", "read_facturen")
ONCE = dict.fromkeys((*READERS, "make_status"), 1)
FEW = count(300, 5)
"""Municipalities, beside ten times as many."""


def on(day: str) -> dict[str, str]:
    """Return the environment in which it is noon on a day."""
    moment = datetime.fromisoformat(f"{day}T12:00Z")
    return {**os.environ, "SOURCE_DATE_EPOCH": str(int(moment.timestamp()))}


def run(werkmap: Path, *arguments: str) -> Telling:
    """Count a run, which must succeed."""
    telling = count_run(*arguments, cwd=werkmap, environment=on("2024-02-02"))
    assert telling.code == ExitCode.OK
    return telling


def codes(werkmap: Path) -> list[str]:
    lines = (werkmap / "gemeenten.csv").read_text("utf-8-sig").splitlines()
    return [line.split(";")[1] for line in lines[1:]]


def assert_one_reading(telling: Telling) -> None:
    """Expect one status, one reading of each file, and no file hashed twice."""
    assert telling.of(*ONCE) == ONCE
    assert telling.hashed
    assert {place: times for place, times in telling.hashed.items() if times > 1} == {}


@pytest.fixture(scope="module")
def signing(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Telling]:
    """Return a werkmap in which all have signed, and what that took."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("lezing") / "werkmap")
    keep_gemeenten(werkmap, "Almelo", "Deventer", "Zwolle")
    fill_in(werkmap, *VOOR_FACTUREN)
    assert call_program("genereer", cwd=werkmap).code == ExitCode.OK
    return werkmap, run(werkmap, "onderteken", *codes(werkmap), "--op", "2023-02-01")


@pytest.fixture
def signed(signing: tuple[Path, Telling], tmp_path: Path) -> Path:
    return Path(shutil.copytree(signing[0], tmp_path / "werkmap"))


def test_signing_all(signing: tuple[Path, Telling]) -> None:
    telling = signing[1]
    assert_one_reading(telling)
    assert telling.of("Kluis.keep", "read_verantwoording") == {
        "Kluis.keep": 3,
        "read_verantwoording": 3,  # the reading, what was published before, sorting it
    }


def test_making_what_is_all_signed(signed: Path) -> None:
    """Of what is signed and was made of the same, nothing is filled in to see what differs."""
    run(signed, "genereer")
    before = files(signed)
    telling = run(signed, "genereer")
    assert_one_reading(telling)
    assert telling.of("Sjabloon.fill", "Sjabloon.load", "Concept.fill") == {
        "Sjabloon.fill": 0,
        "Sjabloon.load": 0,
        "Concept.fill": 0,
    }
    assert files(signed) == before


def test_trying_a_template_out(signed: Path) -> None:
    assert_one_reading(run(signed, "sjabloon", "proef"))


def test_a_signed_paper_that_was_changed_is_seen_where_the_values_are_the_same(
    signed: Path,
) -> None:
    """The fingerprint of the Word file that was kept counts, not only what it was made of."""
    kept = next((signed / "ondertekend/uitgegeven").glob("GM0150-*.docx"))
    other = next((signed / "ondertekend/uitgegeven").glob("GM0141-*.docx"))
    shutil.copy(other, kept)
    telling = run(signed, "genereer")
    assert telling.of("Concept.fill") == {"Concept.fill": 1}


def test_invoices(signed: Path) -> None:
    first = run(signed, "facturen", "2024", "--ja")
    assert_one_reading(first)
    assert first.of("Concept.fill") == {"Concept.fill": 6}  # to know what stays open, to make
    before = files(signed)
    second = run(signed, "facturen", "2024", "--ja")
    assert_one_reading(second)
    assert second.of("Concept.fill") == {"Concept.fill": 0}
    assert files(signed) == before


def test_sending_to_several(signed: Path) -> None:
    """What all get, such as Bijlage 3, is examined once."""
    run(signed, "genereer", "--soort", "ontvangstbevestiging", "Almelo", "Zwolle")
    telling = run(signed, "verzend", "ontvangstbevestiging", "Almelo", "Zwolle", "--toch")
    assert_one_reading(telling)
    assert any(place.endswith("bijlage-3.pdf") for place in telling.hashed)


class Groot:
    """A werkmap with many municipalities, whose documents were put there without LibreOffice.

    What they are is of no account here: the program looks whether they are as they were, and
    at what they were made of.
    """

    def __init__(self, folder: Path, number: int) -> None:
        self.werkmap = copy_werkmap(folder)
        table = self.werkmap / "gemeenten.csv"
        head, row, *_ = table.read_text("utf-8-sig").splitlines()
        naam, _, rest = row.split(";", 2)
        rows = (f"{naam} {n};GM{n:04};{rest}" for n in range(1, number + 1))
        table.write_text("\n".join((head, *rows, "")), "utf-8")
        text = (self.werkmap / "convenant.toml").read_text("utf-8")
        start = text.index("[documentsoort.bijlage-3]")  # a list of all takes LibreOffice
        end = text.index("[documentsoort.", start + 1)
        text = (text[:start] + text[end:]).replace(', "bijlage-3"]', "]")
        (self.werkmap / "convenant.toml").write_text(text, "utf-8")

    def put_agreements(self) -> None:
        """Put an agreement there of each municipality, with the account of them."""
        invoer = read(Werkmap(self.werkmap), ALLE)
        soort = invoer.periode.overeenkomst
        concepten = draw_up(invoer.sjabloon, invoer.subjects(soort, invoer.gemeenten))
        self.put(concepten)
        invoer.remember()

    def put_invoices(self, jaar: int) -> None:
        """Give the invoices of a year, and put them there."""
        invoer = read(Werkmap(self.werkmap), ALLE)
        found = Jaar(invoer.periode, jaar, invoer.vandaag)
        new = found.nieuw(invoer.status, invoer.gemeenten, ())
        every = invoer.periode.factuurregels.genummerd(new, invoer.facturen)
        facturen = record_facturen(invoer.werkmap.factuurregister, every)
        rows = self.put(concepten_of(invoer, facturen, facturen))
        kluis = Kluis(invoer.werkmap.facturen)
        for factuur, regel in zip(facturen, rows, strict=True):
            freeze(kluis, factuur.nummer, regel, invoer.werkmap.uitvoer)

    def put(self, concepten: Iterable[Concept]) -> list[Regel]:
        """Put documents in the output folder; return their rows in the account."""
        rows = []
        with open_uitvoer(self.werkmap / "uitvoer") as uitvoer:
            for concept in concepten:
                word = uitvoer.folder / f"{concept.stem}.docx"
                pdf = word.with_suffix(".pdf")
                word.parent.mkdir(parents=True, exist_ok=True)
                for place in (word, pdf):
                    place.write_text(place.name, "utf-8")
                rows.append(account(Gevuld(concept, ()), word, pdf, 3))
            record(uitvoer, rows)
        return rows


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Telling]]:
    """Return what each command does with few municipalities and with ten times as many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", on("2024-02-02")["SOURCE_DATE_EPOCH"])
        patch.setattr(os, "fsync", lambda _: None)  # of a disk that can be thrown away
        return {n: _grown(tmp_path_factory.mktemp("groot") / "werkmap", n) for n in (FEW, 10 * FEW)}


def _grown(folder: Path, number: int) -> dict[str, Telling]:
    groot = Groot(folder, number)
    groot.put_agreements()
    told = {
        "onderteken": run(folder, "onderteken", *codes(folder), "--op", "2023-02-01"),
        "genereer": run(folder, "genereer"),
        "status": run(folder, "status"),
    }
    groot.put_invoices(2024)
    return {**told, "facturen": run(folder, "facturen", "2024", "--ja")}


@pytest.mark.parametrize("command", ["onderteken", "genereer", "status", "facturen"])
def test_ten_times_as_many_municipalities_are_ten_times_the_work(
    growing: dict[int, dict[str, Telling]], command: str
) -> None:
    few, many = growing[FEW][command], growing[10 * FEW][command]
    for telling in (few, many):
        assert telling.of(*ONCE) == ONCE
        assert set(telling.hashed.values()) <= {1}
    assert sum(many.calls.values()) <= 10 * sum(few.calls.values())
    assert len(many.hashed) <= 10 * len(few.hashed)
    more = {
        name: (few.calls.get(name, 0), calls)
        for name, calls in many.calls.items()
        if calls > 12 * max(1, few.calls.get(name, 0))
    }
    assert more == {}
