"""The evidence decides: a thousand damages of what was recorded, and none believed in silence.

A werkmap goes through a year. Then what was recorded is damaged: put back as it was earlier, all
of it or some of it; cut off, edited, put in another order, with and without a chain that is
computed anew. After each the commands are given that would do harm.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest

from hulp.lengte import sample
from hulp.storing import make_scan, small_werkmap
from hulp.uitvoeren import ONE_FAULT, Ran, call_program
from hulp.werkmappen import VOOR_FACTUREN, edit, files, fill_in
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.errors import RefusalError, VraagError
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.register import Gebeurtenis, Melding
from overeenkomstgen.schijf.kettingregels import Ketting, Schakel
from overeenkomstgen.werkmap import invoer, registers
from overeenkomstgen.werkmap.geheugen import Geheugen, remember
from overeenkomstgen.werkmap.herstel import herstel, herstelplan
from overeenkomstgen.werkmap.registers import (
    FACTUREN,
    KOPIE,
    REGISTER,
    herstelbestand,
    read_facturen,
)
from overeenkomstgen.werkmap.werkmap import Werkmap

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

FEW = 40
SIGNED = {"almelo": "GM0141", "deventer": "GM0150", "zwolle": "GM0193"}
NOW = {"SOURCE_DATE_EPOCH": "1709294400"}  # 1 March 2024, 12:00 UTC
STORY = (
    ("onderteken", "Almelo", "--op", "2023-02-01", "--bestand", "almelo.pdf", "--ja"),
    ("onderteken", "Deventer", "--op", "2023-02-02"),
    ("facturen", "2023", "--datum", "2023-03-01", "--ja"),
    ("corrigeer", "Almelo", "--ondertekenaar", "A. Ander", "--reden", "zie papier", "--ja"),
    ("onderteken", "Zwolle", "--op", "2023-05-01", "--bestand", "zwolle.pdf", "--ja"),
    ("facturen", "2024", "--datum", "2024-01-15"),
    ("zeg-op", "Deventer", "--op", "2024-02-01"),
)  # fmt: skip
PARTS = (
    "register.csv",
    "ondertekend/register.csv.kopie",
    "facturen.csv",
    "facturen/facturen.csv.kopie",
    ".ketting.json",
    "ondertekend",
    "facturen",
)
"""What can be put back by itself; of a folder, the papers in it."""

WITHOUT_TRACE = "what events without a paper are about, with all that tells of them"
"""What cannot be seen from within, as the README says; witnesses are for that. In the story it is
the notice that is put back, and whatever of an event stands on no paper that is computed anew."""

State = Mapping[str, bytes]
Damage = Callable[[dict[str, bytes]], None]


def part_of(name: str) -> str | None:
    """Return of which part a file is."""
    if name in PARTS:
        return name
    folder = name.partition("/")[0]
    return folder if folder in PARTS else None


def recorded(werkmap: Path) -> dict[str, bytes]:
    """Return all that was recorded, and the papers."""
    names = (
        place.relative_to(werkmap).as_posix() for place in werkmap.rglob("*") if place.is_file()
    )
    return {name: (werkmap / name).read_bytes() for name in sorted(names) if part_of(name)}


@dataclass(frozen=True)
class Verhaal:
    """A werkmap at the end of the story, and what was recorded after each chapter."""

    werkmap: Path
    chapters: tuple[State, ...]
    documents: State

    @property
    def end(self) -> State:
        return self.chapters[-1]


@pytest.fixture(scope="module")
def verhaal(tmp_path_factory: pytest.TempPathFactory, onthoudt: None) -> Verhaal:  # noqa: ARG001
    werkmap = small_werkmap(
        tmp_path_factory.mktemp("verhaal") / "werkmap",
        *("factuurbrief", "herinnering"),
        gemeenten=("Almelo", "Deventer", "Ede", "Zwolle"),
    )
    fill_in(werkmap, *VOOR_FACTUREN)
    for name in ("almelo", "zwolle"):
        make_scan(werkmap / f"{name}.pdf")
    with (werkmap / "zwolle.pdf").open("ab") as scan:
        scan.write(b"%%EOF\n")  # another one
    must(werkmap, "genereer")
    chapters = [recorded(werkmap)]
    for chapter in STORY:
        must(werkmap, *chapter)
        chapters.append(recorded(werkmap))
    must(werkmap, "genereer")
    for old in ("Haven Zuidzijde 30", "Grote Kerkplein 1", "Grote Kerkplein 15"):
        if old in (werkmap / "gemeenten.csv").read_text("utf-8-sig"):
            edit(werkmap, f"{old};", f"{old} a;")  # what is made again is not the same
    folder = werkmap / "uitvoer/overeenkomsten"
    documents = {place.name: place.read_bytes() for place in folder.iterdir()}
    return Verhaal(werkmap, tuple(chapters), documents)


def run(werkmap: Path, *arguments: str) -> Ran:
    return call_program(*arguments, cwd=werkmap, environment=NOW)


def must(werkmap: Path, *arguments: str) -> None:
    ran = run(werkmap, *arguments)
    assert (ran.code, ran.err) == (ExitCode.OK, ""), ran


# The damages


def put_back(verhaal: Verhaal) -> Iterator[tuple[str, Damage]]:
    """Put back every proper part of the files as they were at every earlier moment."""
    for number, chapter in enumerate(verhaal.chapters[:-1]):
        for size in range(1, len(PARTS)):
            for parts in combinations(PARTS, size):

                def damage(
                    state: dict[str, bytes], parts: tuple[str, ...] = parts, then: State = chapter
                ) -> None:
                    for name in [name for name in state if part_of(name) in parts]:
                        del state[name]
                    state.update({n: data for n, data in then.items() if part_of(n) in parts})

                yield f"{', '.join(parts)} as after chapter {number}", damage


CHAINS: Mapping[str, Ketting[Any]] = {"register.csv": REGISTER, "facturen.csv": FACTUREN}


def rows_of(name: str, data: bytes) -> tuple[Schakel[Any], ...]:
    return CHAINS[name].parse(data, name) if data else ()


def rewritten(ketting: Ketting[Any], rows: list[Schakel[Any]]) -> bytes:
    """Return a file with these rows, with its chain computed anew."""
    numbered = [replace(row, nummer=number) for number, row in enumerate(rows, 1)]
    return ketting.add(b"", numbered) if rows else b""


def edits(row: Schakel[Any]) -> Iterator[tuple[str, Any]]:
    """Yield what someone could make of a row."""
    waarde = row.waarde
    if isinstance(waarde, Melding):
        yield "municipality", replace(waarde, cbs_code="GM0228", gemeente="Ede")
        if waarde.bestand and not waarde.betreft:
            yield "day", replace(waarde, datum=date(2023, 2, 28))
    else:
        assert isinstance(waarde, Factuur)
        yield "day", replace(waarde, datum=date(2023, 12, 31))
        yield "VAT", replace(waarde, btw_tarief=Decimal("0.09"))
        yield "contribution", replace(waarde, bijdrage=waarde.bijdrage + 1)
        yield "surplus", replace(waarde, overschot=Decimal(1), overschot_totaal=Decimal(1))
        yield "term", replace(waarde, termijn=14)
        yield "number", replace(waarde, nummer=f"{waarde.nummer}-9")
        yield "year", replace(waarde, jaar=2025)
        yield "municipality", replace(waarde, cbs_code="GM0228", gemeente="Ede")


def forged(name: str, ketting: Ketting[Any], end: State) -> Iterator[tuple[str, bytes]]:
    """Yield the file with its rows edited, taken out or put in another order."""
    rows = list(ketting.parse(end[name], name))
    for at, row in enumerate(rows):
        for what, waarde in edits(row):
            other = replace(row, waarde=waarde)
            yield f"{what} of row {at}", rewritten(ketting, [*rows[:at], other, *rows[at + 1 :]])
        yield f"without row {at}", rewritten(ketting, rows[:at] + rows[at + 1 :])
    for one, two in combinations(range(len(rows)), 2):
        order = list(rows)
        order[one], order[two] = rows[two], rows[one]
        yield f"rows {one} and {two} changed places", rewritten(ketting, order)


def changed(verhaal: Verhaal) -> Iterator[tuple[str, Damage]]:
    """Edit the files: the file alone, with the number of rows, with the copy, or without it."""
    for name, ketting in CHAINS.items():
        copy = next(part for part in PARTS if part.endswith(f"/{name}.kopie"))
        for what, data in forged(name, ketting, verhaal.end):
            for also in ("file", "copy", "copy and number", "no copy", "no copy and no number"):

                def damage(
                    state: dict[str, bytes],
                    name: str = name,
                    copy: str = copy,
                    data: bytes = data,
                    also: str = also,
                ) -> None:
                    state[name] = data
                    if also == "copy":
                        state[copy] = data
                    elif also == "copy and number":
                        state[copy] = data
                        counts = json.loads(state[".ketting.json"])
                        counts["rijen"][name] = len(rows_of(name, data))
                        state[".ketting.json"] = json.dumps(counts, indent=1).encode()
                    elif also != "file":
                        del state[copy]
                    if also == "no copy and no number":
                        del state[".ketting.json"]

                yield f"{name}: {what}, {also}", damage


def broken(verhaal: Verhaal) -> Iterator[tuple[str, Damage]]:
    """Damage the files as a disk or a program would, the chain not computed anew."""
    for name in [part for part in PARTS if "." in part]:
        whole = verhaal.end[name]
        kinds: dict[str, bytes | None] = {"gone": None, "empty": b"", "zeros": bytes(len(whole))}
        for at in range(1, 20):
            place = len(whole) * at // 20
            kinds[f"cut off at {at}/20"] = whole[:place]
            kinds[f"a byte at {at}/20"] = whole[:place] + b"#" + whole[place + 1 :]
        for what, data in kinds.items():

            def damage(
                state: dict[str, bytes], name: str = name, data: bytes | None = data
            ) -> None:
                if data is None:
                    del state[name]
                else:
                    state[name] = data

            yield f"{name}: {what}", damage
    for name in [name for name in verhaal.end if part_of(name) in {"ondertekend", "facturen"}]:

        def gone(state: dict[str, bytes], name: str = name) -> None:
            del state[name]

        def torn(state: dict[str, bytes], name: str = name) -> None:
            state[name] = state[name][:-7]

        yield f"{name}: gone", gone
        yield f"{name}: cut off", torn


@pytest.mark.ongemeten
def test_nothing_given_is_made_again_and_nothing_is_silent(
    verhaal: Verhaal, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    damages = list(chain(put_back(verhaal), changed(verhaal), broken(verhaal)))
    tried, found = 0, []
    for what, damage in sample(damages, FEW):
        state = dict(verhaal.end)
        damage(state)
        if state == verhaal.end or leaves_no_trace(verhaal.end, state):
            continue
        werkmap = Path(shutil.copytree(verhaal.werkmap, tmp_path / str(tried)))
        tried += 1
        lay(werkmap, verhaal.end, state)
        found += [f"{what}: {why}" for why in harm(werkmap, verhaal, state)]
        shutil.rmtree(werkmap)
    record_property("schade", tried)
    assert found == []


NO_PAPERS = {"register.csv", "ondertekend/register.csv.kopie", ".ketting.json"}


def leaves_no_trace(end: State, state: State) -> bool:
    """Return whether all that tells of events that have no paper is changed alike.

    That is the register with its copy, and with a number of rows that goes with them: the notice
    put back, or the correction of who signed changed or taken out.
    """
    data = state.get("register.csv", b"")
    same = state.get("ondertekend/register.csv.kopie", b"") == data
    others = {name for name in state.keys() | end.keys() if state.get(name) != end.get(name)}
    if "register.csv" not in others or not same or not others <= NO_PAPERS:
        return False
    rows = rows_of("register.csv", data)
    numbers = json.loads(state.get(".ketting.json", b"{}")).get("rijen")
    return numbers == {"register.csv": len(rows), "facturen.csv": 5} and papers_of(
        rows
    ) == papers_of(rows_of("register.csv", end["register.csv"]))


def papers_of(rows: Iterable[Schakel[Melding]]) -> set[tuple[str, str, date | None]]:
    """Return what papers tell of a register: who signed, and when where there is a scan."""
    return {
        (row.waarde.cbs_code, row.waarde.bestand, row.waarde.datum if row.waarde.bestand else None)
        for row in rows
        if row.waarde.gebeurtenis is Gebeurtenis.ONDERTEKEND
    }


def lay(werkmap: Path, before: State, state: State) -> None:
    """Let the werkmap hold what it is to hold."""
    for name in before.keys() - state.keys():
        (werkmap / name).unlink()
    for name, data in state.items():
        if before.get(name) != data:
            (werkmap / name).parent.mkdir(parents=True, exist_ok=True)
            (werkmap / name).write_bytes(data)


def harm(werkmap: Path, verhaal: Verhaal, state: State) -> Iterator[str]:
    """Give the commands that would do harm, and yield the harm that was done."""
    told = run(werkmap, "status")
    if told.code == ExitCode.OK and "Let op: " not in told.out:
        yield "silent"
    for arguments in (
        ("genereer", "--alleen-word"),
        ("genereer", "--soort", "herinnering", "--alleen-word"),
        ("facturen", "2024"),
    ):
        ran = run(werkmap, *arguments)
        if ran.code not in {ExitCode.OK, ExitCode.INPUT}:
            yield f"{arguments}: {ran}"
    for name in SIGNED:
        file = f"samenwerkingsovereenkomst-{name}.docx"
        place = werkmap / "uitvoer/overeenkomsten" / file
        if place.read_bytes() != verhaal.documents[file]:
            yield f"the agreement of {name} was made again"
        if list((werkmap / "uitvoer").rglob(f"herinnering-{name}.docx")):
            yield f"a reminder to {name}"
    truth = {factuur.nummer: factuur for factuur in facturen_of(verhaal.end["facturen.csv"])}
    before = state.get("facturen.csv")
    now = werkmap / "facturen.csv"
    if now.exists() and now.read_bytes() != before:
        for factuur in facturen_of(now.read_bytes()):
            if factuur.nummer in truth and factuur != truth[factuur.nummer]:
                yield f"another invoice {factuur.nummer}"


def facturen_of(data: bytes) -> list[Factuur]:
    return [row.waarde for row in rows_of("facturen.csv", data)]


# Putting back


@pytest.fixture
def werkmap(verhaal: Verhaal, tmp_path: Path) -> Path:
    return Path(shutil.copytree(verhaal.werkmap, tmp_path / "werkmap"))


def back(werkmap: Path, verhaal: Verhaal, chapter: int, *parts: str) -> None:
    """Put parts back as they were after a chapter."""
    then = {
        name: data for name, data in verhaal.chapters[chapter].items() if part_of(name) in parts
    }
    rest = {name: data for name, data in verhaal.end.items() if part_of(name) not in parts}
    lay(werkmap, verhaal.end, rest | then)


def refused(werkmap: Path, *arguments: str) -> str:
    """Give a command that must be refused; return what is said. Nothing may change."""
    before = files(werkmap)
    ran = run(werkmap, *arguments)
    assert (ran.code, files(werkmap)) == (ExitCode.INPUT, before)
    return ran.out + ran.err


def test_an_older_register_is_refused_and_put_back(verhaal: Verhaal, werkmap: Path) -> None:
    back(werkmap, verhaal, 3, "register.csv", ".ketting.json")
    assert refused(werkmap, "genereer", "--soort", "herinnering", "--alleen-word") == (
        "Fout: register.csv heeft nog 2 rijen; de kopie ondertekend/register.csv.kopie heeft "
        "5 rijen.\nKijk wat er terug te zetten is met: overeenkomstgen herstel\n"
    )
    plan = (
        "Terug te zetten:\n"
        "  register.csv, uit de kopie: nummer 3 (Almelo), nummer 4 (Zwolle), nummer 5 (Deventer)\n"
        "  .ketting.json, het aantal rijen: 5 in register.csv, 5 in facturen.csv\n"
    )
    assert refused(werkmap, "herstel") == (
        f"{plan}Fout: Er is nog niets teruggezet.\nKijk of het klopt, en geef dan --ja.\n"
    )
    ran = run(werkmap, "herstel", "--ja")
    assert ran == Ran(
        ExitCode.OK,
        f"{plan}Teruggezet. Kijk nu hoe het ervoor staat met: overeenkomstgen status\n",
        "",
    )
    now = recorded(werkmap)
    assert {name: now[name] for name in verhaal.end} == verhaal.end
    assert now["ondertekend/vervallen/register.csv"] == verhaal.chapters[3]["register.csv"]
    (one, other) = herstelbestand(werkmap / "ondertekend").read()
    assert one.waarde.wat.startswith("register.csv, uit de kopie: nummer 3 (Almelo)")
    assert other.waarde.wat.startswith(".ketting.json")
    assert run(werkmap, "herstel") == Ran(ExitCode.OK, "Er is niets om terug te zetten.\n", "")
    assert "Let op" not in run(werkmap, "status").out


def test_who_confirms_another_plan_than_there_is_now_changes_nothing(
    verhaal: Verhaal, werkmap: Path
) -> None:
    back(werkmap, verhaal, 3, "register.csv", ".ketting.json")
    plan = herstelplan(Werkmap(werkmap))
    back(werkmap, verhaal, 1, "register.csv", ".ketting.json")
    with pytest.raises(VraagError) as asked:
        herstel(Werkmap(werkmap), plan)
    with pytest.raises(RefusalError, match="intussen gewijzigd"):
        herstel(Werkmap(werkmap), plan, (asked.value.vraag,))


def test_what_was_put_back_before_stops_no_putting_back(verhaal: Verhaal, werkmap: Path) -> None:
    """Whatever is wrong with the record of that; a backup mostly has no hidden files."""
    cut = (werkmap / "register.csv").read_bytes()[:-50]
    folder = werkmap / "ondertekend"
    log = folder / "herstel.csv"
    damages: tuple[Callable[[], object], ...] = (
        (folder / ".ketting.json").unlink,
        lambda: log.rename(folder / "vervallen/oud.csv"),
        lambda: log.write_bytes(log.read_bytes()[:-9]),
        lambda: (folder / "herstel.csv.kopie").write_bytes(log.read_bytes()[::-1]),
    )
    (werkmap / "register.csv").write_bytes(cut)
    must(werkmap, "herstel", "--ja")
    for damage in damages:
        (werkmap / "register.csv").write_bytes(cut)
        damage()
        ran = run(werkmap, "herstel", "--ja")
        assert (ran.code, ran.err) == (ExitCode.OK, "")
        assert "  herstel.csv klopt niet meer en begint opnieuw: " in ran.out
        rows = herstelbestand(folder).read()
        assert rows[0].waarde.wat.endswith(" gaat naar ondertekend/vervallen")
        assert rows[-1].waarde.wat == "register.csv, uit de kopie: nummer 5 (Deventer)"
        now = recorded(werkmap)
        assert {name: now[name] for name in verhaal.end} == verhaal.end


@pytest.mark.ongemeten
def test_a_record_of_what_was_put_back_that_is_damaged_is_offered_by_itself(werkmap: Path) -> None:
    """As the reading of all that is kept advises."""
    (werkmap / "register.csv").unlink()
    must(werkmap, "herstel", "--ja")
    log = werkmap / "ondertekend/herstel.csv"
    log.write_bytes(torn := log.read_bytes()[:-9])
    assert refused(werkmap, "controleer", "--diep") == (
        "Fout: herstel.csv, rij 2: deze regel is niet volledig.\n"
        "Kijk wat er terug te zetten is met: overeenkomstgen herstel\n"
    )
    begins = "  herstel.csv klopt niet meer en begint opnieuw: "
    assert run(werkmap, "herstel", "--ja").out == (
        f"Terug te zetten:\n{begins}herstel.csv gaat naar ondertekend/vervallen\n"
        f"{begins}herstel.csv.kopie gaat naar ondertekend/vervallen\n"
        f"{begins}.ketting.json gaat naar ondertekend/vervallen\n"
        "Teruggezet. Kijk nu hoe het ervoor staat met: overeenkomstgen status\n"
    )
    assert (werkmap / "ondertekend/vervallen/herstel.csv").read_bytes() == torn
    must(werkmap, "controleer", "--diep")


@pytest.mark.parametrize(
    "part", ["register.csv", "facturen.csv", ".ketting.json", "facturen/facturen.csv.kopie"]
)
def test_one_file_that_is_damaged_or_gone_comes_back(
    verhaal: Verhaal, werkmap: Path, part: str
) -> None:
    for damage in (lambda data: data[:-50], lambda data: data[:-50].replace(b"2", b"3"), None):
        if damage:
            (werkmap / part).write_bytes(damage(verhaal.end[part]))
        else:
            (werkmap / part).unlink()
        must(werkmap, "herstel", "--ja")
        now = recorded(werkmap)
        assert {name: now[name] for name in verhaal.end} == verhaal.end


def test_two_that_contradict_each_other_are_not_for_the_program_to_choose_from(
    verhaal: Verhaal, werkmap: Path
) -> None:
    (_, data), *_ = forged("facturen.csv", FACTUREN, verhaal.end)
    facturen = read_facturen(werkmap / "facturen.csv")
    (werkmap / "facturen.csv").write_bytes(data)
    kept = "is in de map facturen anders bewaard dan zij hier staat; zet allebei terug uit een"
    said = "".join(
        f"Niet terug te zetten: facturen.csv: factuur {factuur.nummer} {kept} reservekopie van "
        "voor de wijziging\n"
        for factuur in facturen
    )
    assert refused(werkmap, "herstel") == (
        "Niet terug te zetten: facturen.csv en de kopie spreken elkaar tegen; zet ze allebei terug "
        f"uit een reservekopie van voor de wijziging.\n{said}Er is niets om terug te zetten.\n"
    )


def test_rows_that_are_nowhere_are_told_and_then_let_go(verhaal: Verhaal, werkmap: Path) -> None:
    """Their papers are still there: nothing is made for these municipalities until they are."""
    back(werkmap, verhaal, 2, "register.csv", "ondertekend/register.csv.kopie")
    ran = run(werkmap, "herstel", "--ja")
    assert ran.out == (
        "Niet terug te zetten: 3 rijen van register.csv, zonder kopie; leg opnieuw vast wat "
        "ontbreekt.\n"
        "Niet terug te zetten: Zwolle: van haar zijn er papieren of facturen, en in register.csv "
        "staat geen ondertekening; zet register.csv terug uit een reservekopie van na haar "
        'ondertekening, of leg haar vast met: overeenkomstgen onderteken "Zwolle"\n'
        "Terug te zetten:\n"
        "  .ketting.json, het aantal rijen: 2 in register.csv, 5 in facturen.csv\n"
        "Teruggezet. Kijk nu hoe het ervoor staat met: overeenkomstgen status\n"
    )
    zwolle = (
        "Zwolle: van haar zijn er papieren of facturen, en in register.csv staat geen "
        "ondertekening; kijk wat er terug te zetten is met: overeenkomstgen herstel; is dat er "
        "niet bij, zet register.csv terug uit een reservekopie van na haar ondertekening, of leg "
        'haar vast met: overeenkomstgen onderteken "Zwolle"'
    )
    for command in (
        ("genereer", "--alleen-word"),
        ("genereer", "--soort", "herinnering", "--alleen-word"),
        ("facturen", "2024"),
        ("verzend", "herinnering"),
        ("bijlage3",),
        ("overzicht",),
        ("controleer",),
    ):
        assert refused(werkmap, *command) == f"{ONE_FAULT}{zwolle}\n", command
    told = run(werkmap, "status")
    assert told.code == ExitCode.OK
    assert told.out.startswith(f"Let op: {zwolle}.\n")
    assert run(werkmap, "status", "--json").err.startswith(f"Let op: {zwolle}.\n")

    again = run(
        werkmap, "onderteken", "Zwolle", "--op", "2023-05-01", "--bestand", "zwolle.pdf", "--ja"
    )
    assert (again.code, again.err) == (ExitCode.OK, "")
    must(werkmap, "genereer", "--alleen-word")


@pytest.mark.ongemeten
def test_a_signature_that_the_register_lost_is_recorded_again_with_the_papers_of_then(
    verhaal: Verhaal, werkmap: Path
) -> None:
    """Nothing is made for that: also when the output folder has gone."""
    parts = ("register.csv", "ondertekend/register.csv.kopie", ".ketting.json")
    back(werkmap, verhaal, 4, *parts, "facturen.csv", "facturen/facturen.csv.kopie", "facturen")
    shutil.rmtree(werkmap / "uitvoer")
    again = run(
        werkmap, "onderteken", "Zwolle", "--op", "2023-05-01", "--bestand", "zwolle.pdf", "--ja"
    )
    assert (again.code, again.err) == (ExitCode.OK, "")
    now = recorded(werkmap)
    for name, data in verhaal.end.items():
        if name.startswith("ondertekend/") and not name.endswith(KOPIE):
            assert now[name] == data
    assert not (werkmap / "ondertekend/vervallen").exists()
    assert "Let op" not in run(werkmap, "status").out


@pytest.mark.ongemeten
def test_nobody_else_is_recorded_in_the_place_of_who_was_lost(
    verhaal: Verhaal, werkmap: Path
) -> None:
    """They are recorded again one by one, and those that remain are told."""
    back(werkmap, verhaal, 0, "register.csv", "ondertekend/register.csv.kopie", ".ketting.json")
    back_too = ("facturen.csv", "facturen/facturen.csv.kopie", "facturen")
    for name in [name for name in verhaal.end if part_of(name) in back_too]:
        (werkmap / name).unlink()
    shutil.rmtree(werkmap / "uitvoer/facturen")
    account = werkmap / "uitvoer/verantwoording.csv"
    lines = account.read_bytes().splitlines(keepends=True)
    account.write_bytes(b"".join(line for line in lines if b"Factu" not in line))
    lost = (
        "van haar zijn er papieren of facturen, en in register.csv staat geen ondertekening; kijk "
        "wat er terug te zetten is met: overeenkomstgen herstel; is dat er niet bij, zet "
        "register.csv terug uit een reservekopie van na haar ondertekening, of leg haar vast met: "
        "overeenkomstgen onderteken"
    )
    said = refused(werkmap, "onderteken", "Ede", "--op", "2023-05-01")
    assert [line.strip() for line in said.splitlines()[1:]] == [
        f'{naam}: {lost} "{naam}"' for naam in ("Almelo", "Deventer", "Zwolle")
    ]
    ran = run(werkmap, "onderteken", "Deventer", "--op", "2023-02-02")
    assert (ran.code, [line for line in ran.out.splitlines() if "Let op" in line]) == (
        ExitCode.OK,
        [f'Let op: {naam}: {lost} "{naam}".' for naam in ("Almelo", "Zwolle")],
    )
    refused(werkmap, "onderteken", "Ede", "--op", "2023-05-01")
    for naam, day in (("Almelo", "2023-02-01"), ("Zwolle", "2023-05-01")):
        must(werkmap, "onderteken", naam, "--op", day)
    must(werkmap, "onderteken", "Ede", "--op", "2023-05-01")


REGISTERED = ("register.csv", "ondertekend/register.csv.kopie", ".ketting.json")


@pytest.mark.ongemeten
def test_a_scan_of_a_second_signature_that_the_register_lost_is_seen(werkmap: Path) -> None:
    """Also where the first was taken back: its row is still there."""
    must(werkmap, "corrigeer", "Almelo", "--vervalt", "--reden", "verkeerde gemeente")
    edit(werkmap, "Haven Zuidzijde 30 a", "Plein 1")
    must(werkmap, "genereer", "Almelo")
    before = {name: (werkmap / name).read_bytes() for name in REGISTERED}
    again = ("onderteken", "Almelo", "--op", "2023-06-01", "--bestand", "zwolle.pdf", "--ja")
    (werkmap / "zwolle.pdf").write_bytes((werkmap / "zwolle.pdf").read_bytes() + b"%%EOF\n")
    must(werkmap, *again)
    signed = recorded(werkmap)
    for name, data in before.items():
        (werkmap / name).write_bytes(data)
    lost = (
        "Almelo: volgens register.csv is haar ondertekening vervallen, en "
        "ondertekend/samenwerkingsovereenkomst-almelo-2023-06-01.pdf hoort daar niet bij; kijk wat "
        "er terug te zetten is met: overeenkomstgen herstel; is dat er niet bij, zet "
        "register.csv terug uit een reservekopie van na haar ondertekening, of leg haar "
        'opnieuw vast met: overeenkomstgen onderteken "Almelo"; hoort dit bestand hier niet, zet '
        "het dan ergens anders"
    )
    assert run(werkmap, "status").out.startswith(f"Let op: {lost}.\n")
    for command in (("genereer",), ("genereer", "--soort", "herinnering"), ("bijlage3",)):
        assert refused(werkmap, *command) == f"{ONE_FAULT}{lost}\n"
    must(werkmap, *again)
    assert recorded(werkmap).keys() == signed.keys()
    assert "Let op" not in run(werkmap, "status").out


def test_a_second_signature_that_was_killed_keeps_the_agreement_of_now(werkmap: Path) -> None:
    """What is kept is still of the signature that was taken back."""
    must(werkmap, "corrigeer", "Almelo", "--vervalt", "--reden", "verkeerde gemeente")
    edit(werkmap, "Haven Zuidzijde 30 a", "Plein 1")
    must(werkmap, "genereer", "Almelo")
    scan = "ondertekend/samenwerkingsovereenkomst-almelo-2023-06-01.pdf"
    (werkmap / scan).write_bytes((werkmap / "almelo.pdf").read_bytes())
    must(werkmap, "onderteken", "Almelo", "--op", "2023-06-01", "--bestand", scan, "--ja")
    name = "samenwerkingsovereenkomst-almelo.docx"
    kept = werkmap / f"ondertekend/uitgegeven/GM0141-{name}"
    assert kept.read_bytes() == (werkmap / "uitvoer/overeenkomsten" / name).read_bytes()


@pytest.mark.ongemeten
def test_a_scan_that_came_later_and_that_the_register_lost_is_told(werkmap: Path) -> None:
    before = {name: (werkmap / name).read_bytes() for name in REGISTERED}
    late = ("--bestand", "almelo.pdf", "--reden", "scan kwam later")
    must(werkmap, "corrigeer", "Deventer", *late)
    for name, data in before.items():
        (werkmap / name).write_bytes(data)
    told = (
        "Let op: ondertekend/samenwerkingsovereenkomst-deventer-2023-02-02.pdf hoort bij geen rij "
        "van register.csv; kijk wat er terug te zetten is met: overeenkomstgen herstel; is dat er "
        "niet bij, geef het dan met: overeenkomstgen corrigeer; hoort dit bestand hier niet, zet "
        "het dan ergens anders\n"
    )
    assert told in run(werkmap, "status").out
    assert told in run(werkmap, "genereer").out
    must(werkmap, "corrigeer", "Deventer", *late)
    assert "Let op" not in run(werkmap, "status").out


@pytest.mark.ongemeten
def test_who_reads_while_invoices_are_made_finds_none_that_was_not_recorded(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = {"SOURCE_DATE_EPOCH": "1735732800"}  # 1 January 2025

    def read_and_wait(path: Path, _: object) -> tuple[Factuur, ...]:
        found = read_facturen(path)
        patch.undo()
        ran = call_program("facturen", "2025", cwd=werkmap, environment=later)
        assert (ran.code, ran.err) == (ExitCode.OK, "")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(registers, "read_facturen", read_and_wait)
        found = invoer.read(Werkmap(werkmap), tonen=True)
    assert len(found.facturen) == 5
    assert found.bevinding.faults == ()
    assert len(read_facturen(werkmap / "facturen.csv")) > 5


@pytest.mark.ongemeten
def test_an_older_file_of_invoices_gives_no_invoice_anew(verhaal: Verhaal, werkmap: Path) -> None:
    """As the message advised: put the last good copy back, and give the command again."""
    back(werkmap, verhaal, 5, "facturen.csv", "facturen/facturen.csv.kopie", ".ketting.json")
    said = refused(werkmap, "facturen", "2024", "--datum", "2024-02-20")
    for name in SIGNED:
        assert f"-factuur-2024-{name}: deze factuur staat niet in facturen.csv; kijk wat" in said
        assert f"uitvoer/facturen/2024/factuur-2024-{name}: deze factuur staat niet" in said
    shutil.rmtree(werkmap / "uitvoer")
    assert "deze factuur staat niet in facturen.csv" in refused(werkmap, "facturen", "2024")


def test_a_lost_invoice_comes_back_with_a_file_of_after_it_or_is_set_aside(
    verhaal: Verhaal, werkmap: Path
) -> None:
    """Its row cannot be made again: putting back says what there is to do, and that works."""
    parts = ("facturen.csv", "facturen/facturen.csv.kopie", ".ketting.json")
    back(werkmap, verhaal, 5, *parts)
    (werkmap / "facturen/facturen.csv.kopie").unlink()  # beside steps that can be done
    places = [f"facturen/P31-2024-{n:03}-factuur-2024-{name}" for n, name in enumerate(SIGNED, 1)]
    places += [f"uitvoer/facturen/2024/factuur-2024-{name}" for name in SIGNED]
    way = (
        "deze factuur staat niet in facturen.csv; zet facturen.csv terug uit een reservekopie van "
        "na deze factuur; is zij nooit gegeven, zet dan alle bestanden die zo heten ergens anders: "
        "haar nummer is dan weer vrij"
    )
    told = "".join(f"Niet terug te zetten: {place}: {way}\n" for place in places)
    ran = run(werkmap, "herstel", "--ja")
    assert (ran.code, ran.out.partition("Terug te zetten:\n")[0]) == (ExitCode.OK, told)
    nothing = f"{told}Er is niets om terug te zetten.\n"
    assert run(werkmap, "herstel") == Ran(ExitCode.INPUT, nothing, "")

    aside = werkmap.with_name("opzij")
    shutil.copytree(werkmap, aside)
    (werkmap / "facturen.csv").write_bytes(verhaal.end["facturen.csv"])
    must(werkmap, "facturen", "2024")
    now = recorded(werkmap)
    assert {name: now[name] for name in verhaal.end} == verhaal.end
    must(werkmap, "controleer", "--diep")

    for place in places:
        for file in aside.glob(f"{place}.*"):
            file.rename(aside.parent / f"{file.parent.name}-{file.name}")
    trace = (
        "Van de factuur 2024 van Deventer, die in verantwoording.csv staat, zijn rij en documenten "
        "weg; is zij gegeven, zet facturen.csv dan terug uit een reservekopie van na deze factuur."
    )
    assert trace in run(aside, "status").out
    must(aside, "facturen", "2024", "--datum", "2024-02-20")
    assert trace not in run(aside, "status").out
    new = read_facturen(aside / "facturen.csv")
    assert [each.nummer for each in new] == [
        each.nummer for each in read_facturen(werkmap / "facturen.csv")
    ]
    assert {each.datum for each in new if each.jaar == 2024} == {date(2024, 2, 20)}
    must(aside, "controleer", "--diep")


def test_a_document_that_is_damaged_comes_back_from_the_output_folder(
    verhaal: Verhaal, werkmap: Path
) -> None:
    names = [
        "ondertekend/uitgegeven/GM0150-samenwerkingsovereenkomst-deventer.pdf",
        "facturen/P31-2023-002-factuur-2023-deventer.docx",
    ]
    (werkmap / names[0]).unlink()
    (werkmap / names[1]).write_bytes(verhaal.end[names[1]][:-9])
    told = run(werkmap, "status").out
    for name in names:
        assert f"Let op: {name} is weg of is gewijzigd; kijk wat er terug te zetten" in told
    must(werkmap, "herstel", "--ja")
    now = recorded(werkmap)
    assert {name: now[name] for name in verhaal.end} == verhaal.end
    assert len(now["facturen/vervallen/P31-2023-002-factuur-2023-deventer.docx"]) > 0


def test_an_invoice_whose_row_of_the_account_has_gone_is_kept_as_it_was_published(
    verhaal: Verhaal, werkmap: Path
) -> None:
    """It is what a run leaves that is killed when it keeps an invoice; it is not made again."""
    name = "facturen/P31-2024-003-factuur-2024-zwolle.json"
    (werkmap / name).unlink()
    assert (
        "Let op: Factuur P31-2024-003 van Zwolle staat niet volledig in de map facturen; maak "
        "dat af met: overeenkomstgen facturen 2024\n"
    ) in run(werkmap, "status").out
    must(werkmap, "facturen", "2024")
    assert recorded(werkmap) == verhaal.end


def test_an_invoice_is_kept_by_its_hash_whatever_is_remembered_of_it(
    verhaal: Verhaal, werkmap: Path
) -> None:
    kept = "facturen/P31-2024-003-factuur-2024-zwolle"
    published = "uitvoer/facturen/2024/factuur-2024-zwolle.docx"
    (werkmap / f"{kept}.json").unlink()
    place, right = werkmap / published, verhaal.end[f"{kept}.docx"]
    place.write_bytes(other := right[:-1] + b"!")
    found = place.stat()
    seen = {published: (found.st_size, found.st_mtime_ns, sha256(right).hexdigest())}
    remember(werkmap / "uitvoer", Geheugen(goed={}, gezien=seen))
    must(werkmap, "facturen", "2024")
    assert recorded(werkmap)[f"{kept}.docx"] != other


def test_everything_that_is_kept_is_read(verhaal: Verhaal, werkmap: Path) -> None:
    ran = run(werkmap, "controleer", "--diep")
    assert ran.code == ExitCode.OK
    assert "\nNagelezen: 28 bewaarde bestanden, en wat daarvan is vastgelegd.\n" in ran.out
    must(werkmap, "genereer")  # what was seen is remembered, and then not read again
    agreement = "ondertekend/uitgegeven/GM0141-samenwerkingsovereenkomst-almelo.docx"
    scan = "ondertekend/samenwerkingsovereenkomst-zwolle-2023-05-01.pdf"
    place, data = werkmap / agreement, verhaal.end[agreement]
    before = place.stat()
    place.write_bytes(data[:-1] + b"!")
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert agreement not in run(werkmap, "status").out  # size and time are as they were
    (werkmap / scan).unlink()
    (werkmap / "facturen/aantekening.txt").write_text("iets")
    said = refused(werkmap, "controleer", "--diep")
    advice = "kijk wat er terug te zetten is met: overeenkomstgen herstel"
    assert said == (
        "Er zijn 3 fouten gevonden. Er is niets gemaakt of gewijzigd.\n"
        f"  facturen/aantekening.txt: dit bestand hoort hier niet; {advice}; hoort dit "
        "bestand hier niet, zet het dan ergens anders\n"
        f"  {scan}: dit bestand is weg; {advice}\n"
        f"  {agreement}: dit bestand is gewijzigd; {advice}\n"
    )
    (werkmap / "facturen/aantekening.txt").unlink()
    assert agreement in refused(werkmap, "controleer", "--diep")


def test_what_is_put_back_in_the_output_folder_is_as_it_was_issued(
    verhaal: Verhaal, werkmap: Path
) -> None:
    """What was kept is hashed before anything rests on it, whatever its size and time say."""
    kept = werkmap / "ondertekend/uitgegeven/GM0141-samenwerkingsovereenkomst-almelo.docx"
    must(werkmap, "genereer", "--alleen-word")
    before = kept.stat()
    kept.write_bytes(verhaal.documents["samenwerkingsovereenkomst-deventer.docx"])
    os.truncate(kept, before.st_size)
    os.utime(kept, ns=(before.st_atime_ns, before.st_mtime_ns))
    shutil.rmtree(werkmap / "uitvoer/overeenkomsten")
    run(werkmap, "genereer", "Almelo", "--alleen-word")
    made = werkmap / "uitvoer/overeenkomsten"
    assert not (made / "samenwerkingsovereenkomst-almelo.docx").exists()


def test_what_is_no_paper_of_the_program_stops_nothing_but_a_document_among_the_invoices(
    werkmap: Path,
) -> None:
    for name in ("ondertekend/uitgegeven/notitie.docx", "ondertekend/brief-2023-01-01.pdf"):
        (werkmap / name).write_bytes(b"x")
    for name in ("ondertekend/uitgegeven/._GM0228-a.docx", "facturen/~$factuur.docx"):
        (werkmap / name).write_bytes(b"x")
    must(werkmap, "genereer", "--alleen-word")
    (werkmap / "facturen/creditfactuur.pdf").write_bytes(b"x")
    assert refused(werkmap, "genereer", "--alleen-word") == (
        f"{ONE_FAULT}facturen/creditfactuur: deze factuur staat niet in facturen.csv; kijk wat er "
        "terug te zetten is met: overeenkomstgen herstel; is dat er niet bij, zet facturen.csv "
        "terug uit een reservekopie van na deze factuur; is zij nooit gegeven, zet dan alle "
        "bestanden die zo heten ergens anders: haar nummer is dan weer vrij\n"
    )
