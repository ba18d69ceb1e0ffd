"""Recording and writing while the program is killed: no line is lost, none is there twice."""

from __future__ import annotations

import csv
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING

import pytest

from hulp.cbsserver import cbs_server
from hulp.storing import GEMEENTEN, Plek, make_scan, open_plek, prepare, small_werkmap, state
from hulp.werkmappen import ROOT, edit
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.kern.register import Gebeurtenis
from overeenkomstgen.werkmap.factuurregister import read_facturen
from overeenkomstgen.werkmap.registerbestand import read_register

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hulp.storing import Proefneming

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

LATER = {"SOURCE_DATE_EPOCH": "1735732800"}  # 1 January 2025


@pytest.fixture(scope="module")
def plek() -> Iterator[Plek]:
    with open_plek() as place:
        yield place


@pytest.fixture(scope="module")
def made(plek: Plek) -> Path:
    """Return a werkmap in which everything can be signed."""
    werkmap = small_werkmap(plek.new_folder() / "gemaakt", "factuurbrief")
    plek.run(werkmap, "genereer")
    make_scan(werkmap / "scan.pdf")
    return werkmap


@pytest.fixture(scope="module")
def signed(plek: Plek, made: Path) -> Path:
    """Return a werkmap in which all have signed."""
    proef = prepare(plek, made, "onderteken", *GEMEENTEN, "--op", "10-01-2023")
    werkmap = proef.copy()
    assert proef.run(werkmap).code == ExitCode.OK
    return werkmap


def events(werkmap: Path) -> list[tuple[str, Gebeurtenis]]:
    """Return what a sound register says; each line has its paper, and none is there twice."""
    entries = read_register(werkmap / "register.csv")
    assert [entry.nummer for entry in entries] == list(range(1, len(entries) + 1))
    for entry in filter(attrgetter("bestand"), entries):
        assert sha256((werkmap / entry.bestand).read_bytes()).hexdigest() == entry.sha256
    return [(entry.gemeente, entry.gebeurtenis) for entry in entries]


def record_while_killed(proef: Proefneming, name: str, refusal: str) -> None:
    """Kill a command that records one thing; the user then gives it once more.

    Args:
        proef: The experiment.
        name: Its entry of the numbers of rounds.
        refusal: What the program says when the thing was recorded already.
    """
    before = events(proef.begin)
    for werkmap, ended in proef.kill(name):
        present = events(werkmap)
        recorded = len(present) - len(before)
        assert recorded in {0, 1}
        assert recorded or ended.was_killed
        again = proef.run(werkmap)
        if recorded:
            assert (again.code, again.out) == (ExitCode.INPUT, "")
            assert refusal in again.err
            assert proef.run(werkmap, "bijlage3").code == ExitCode.OK
        else:
            assert (again.code, again.err) == (ExitCode.OK, "")
        assert len(events(werkmap)) == len(before) + 1
        proef.check_finished(werkmap)


def test_onderteken(plek: Plek, made: Path) -> None:
    arguments = ("onderteken", "Deventer", "--op", "10-01-2023", "--bestand", "scan.pdf")
    proef = prepare(plek, made, *arguments)
    record_while_killed(proef, "onderteken", "Deventer: deze gemeente heeft al getekend")


def test_zeg_op(plek: Plek, signed: Path) -> None:
    proef = prepare(plek, signed, "zeg-op", "Zwolle", "--op", "15-12-2024", environment=LATER)
    record_while_killed(proef, "zeg-op", "Zwolle: deze gemeente heeft al opgezegd")


def test_corrigeer(plek: Plek, signed: Path) -> None:
    """A correction can be given twice; the user looks in the register whether it is there."""
    arguments = ("corrigeer", "Almelo", "--op", "11-01-2023", "--reden", "tikfout")
    proef = prepare(plek, signed, *arguments)
    before = events(signed)
    for werkmap, ended in proef.kill("corrigeer"):
        recorded = len(events(werkmap)) - len(before)
        assert recorded in {0, 1}
        assert recorded or ended.was_killed
        again = proef.run(werkmap, *(["bijlage3"] if recorded else arguments))
        assert (again.code, again.err) == (ExitCode.OK, "")
        assert events(werkmap) == [*before, ("Almelo", Gebeurtenis.GECORRIGEERD)]
        proef.check_finished(werkmap)


def test_facturen(plek: Plek, signed: Path) -> None:
    """All numbers are given or none; the next run makes what is missing, with the same ones."""
    proef = prepare(plek, signed, "facturen", "2025", environment=LATER)
    for werkmap, _ in proef.kill("facturen", chain=3):
        given = read_facturen(werkmap / "facturen.csv")
        assert len(given) in {0, len(GEMEENTEN)}
        again = proef.run(werkmap)
        assert (again.code, again.err) == (ExitCode.OK, "")
        assert "met de hand" not in again.out
        assert read_facturen(werkmap / "facturen.csv")[: len(given)] == given
        assert sorted(f.gemeente for f in read_facturen(werkmap / "facturen.csv")) == list(
            GEMEENTEN
        )
        proef.check_finished(werkmap)


def test_verzend(plek: Plek) -> None:
    """All drafts appear together, and those of another day are replaced together."""
    werkmap = small_werkmap(plek.new_folder() / "verzenden", "aanbiedingsbrief")
    plek.run(werkmap, "genereer")
    plek.run(werkmap, "genereer", "--soort", "aanbiedingsbrief")
    plek.run(werkmap, "verzend")
    edit(werkmap, "Hebt u vragen", "Hebt u nog vragen", "sjablonen/aanbiedingsbrief.txt")
    proef = prepare(plek, werkmap, "verzend")
    for copy, _ in proef.kill("verzend", chain=4):
        assert proef.run(copy).code == ExitCode.OK
        proef.check_finished(copy)


def test_inwoners(plek: Plek) -> None:
    """The table is the old one or the new one, and the old one is kept before it goes."""
    werkmap = small_werkmap(plek.new_folder() / "inwoners")
    with (ROOT / "gemeenten.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    edit(werkmap, "73155", "73000")
    old = (werkmap / "gemeenten.csv").read_bytes()
    with cbs_server(
        figures={(row["cbs_code"], "2022JJ00"): int(row["inwoners"]) for row in rows},
        names={row["cbs_code"]: row["gemeente"] for row in rows},
    ) as cbs:
        environment = {"OVEREENKOMSTGEN_CBS": cbs.address}
        proef = prepare(plek, werkmap, "inwoners", "--schrijf", environment=environment)
        for copy, _ in proef.kill("inwoners", chain=4):
            again = proef.run(copy)
            assert (again.code, again.err) == (ExitCode.OK, "")
            found = state(copy)
            kept = [name for name in found if name.startswith("kopie/")]
            assert kept
            assert all(found[name] == old for name in kept)
            assert {name: found[name] for name in found.keys() - kept} == {
                name: proef.result[name] for name in proef.result if not name.startswith("kopie/")
            }


def test_afleiden(plek: Plek, made: Path) -> None:
    word = "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.docx"
    proef = prepare(plek, made, "sjabloon", "afleiden", word, "--gemeente", "Deventer")
    for werkmap, _ in proef.kill("afleiden"):
        if state(werkmap) != proef.result:
            assert proef.run(werkmap).code == ExitCode.OK
        proef.check_finished(werkmap)
