"""The library under the fronts: what it gives, what it names, and how its work is stopped."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import click
import pytest

import overeenkomstgen
from hulp.werkmappen import copy_werkmap, fill_in, keep_gemeenten
from overeenkomstgen.cli.hoofd import program
from overeenkomstgen.cli.scherm import ACTIES, OPTIES, in_words
from overeenkomstgen.errors import AfgebrokenError
from overeenkomstgen.office.installatie import SETTING
from overeenkomstgen.progress import heed, pause, stoppable
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.verwijzing import ZELF, actie, vak, zeg

PACKAGE = Path(overeenkomstgen.__file__).parent
BELOW = [file for file in sorted(PACKAGE.rglob("*.py")) if file.parent.name != "cli"]
YEAR = Path(__file__).parent / "hulp" / "jaar.py"
WORD = re.compile(r"(?<![\w-])--[a-z]|(?<!\w)-o(?!\w)|overeenkomstgen [a-z]")
OF_OTHERS = ("office/", "schijf/process.py", "schijf/systeem.py", "afdrukken/", "inname/ocr.py")
"""Where the arguments of other programs stand."""


@cache
def nodes() -> tuple[tuple[str, ast.AST], ...]:
    return tuple(
        (file.relative_to(PACKAGE).as_posix(), node)
        for file in BELOW
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
    )


@pytest.mark.ongemeten
@pytest.mark.usefixtures("onthoudt")
def test_a_year_through_the_library(tmp_path: Path) -> None:
    assert len(YEAR.read_text("utf-8").splitlines()) < 40
    werkmap = keep_gemeenten(copy_werkmap(tmp_path / "werkmap"), "Almelo", "Deventer", "Zwolle")
    fill_in(werkmap)
    ran = subprocess.run(
        [sys.executable, str(YEAR), str(werkmap)], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_everything_that_it_gives_is_there() -> None:
    assert {"Werkmap", "genereer", "onderteken", "maak_facturen"} <= set(dir(overeenkomstgen))
    for name in dir(overeenkomstgen):
        assert getattr(overeenkomstgen, name) is not None
    with pytest.raises(AttributeError, match="gives no draaiorgel"):
        overeenkomstgen.draaiorgel  # type: ignore[attr-defined]  # noqa: B018 - looked up


@pytest.mark.ongemeten
def test_below_the_command_line_there_is_no_word_of_it() -> None:
    texts = [
        (place, node.value)
        for place, node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    texts += [(page.name, page.read_text("utf-8")) for page in PACKAGE.rglob("*.html")]
    own = [
        (place, text)
        for place, text in texts
        if WORD.search(text) and not (place.startswith(OF_OTHERS) and text.startswith("-"))
        if not place.endswith(".html") or "overeenkomstgen " in text
    ]
    assert len(texts) > 1000
    assert not own


@pytest.mark.ongemeten
def test_the_command_line_has_a_word_for_every_key() -> None:
    keys: dict[str, set[str]] = {"vak": set(), "actie": set()}
    for _, node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in keys:
            keys[node.func.id] |= {str(ast.literal_eval(key)) for key in node.args[:1]}
            if node.func.id == "actie":
                keys["vak"] |= {word.arg for word in node.keywords if word.arg}
    assert keys["vak"] >= set(OPTIES)
    assert keys["actie"] == ACTIES
    context = click.Context(program)
    assert set(program.list_commands(context)) >= ACTIES
    taken = [p for command in commands(program) for p in command.params]
    options = {name for p in taken for name in (*p.opts, p.metavar)}
    assert {in_words(key, ()) for key in keys["vak"]} <= options


def commands(group: click.Group) -> Iterator[click.Command]:
    """Yield a group and everything in it."""
    yield group
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield from commands(found) if isinstance(found, click.Group) else (found,)


@pytest.mark.parametrize(
    ("text", "plain", "said"),
    [
        (f"laat {vak('jaar')} weg", "laat «jaar» weg", "laat --jaar weg"),
        (vak("jaar", 2024), "«jaar 2024»", "--jaar 2024"),
        (f"geef {vak('uitvoer', ZELF)}.", "geef «uitvoer …».", "geef --uitvoer PAD."),
        (vak("kopie", ZELF), "«kopie …»", "-o UIT.docx"),
        (actie("facturen", ZELF), "«facturen …»", "overeenkomstgen facturen JAAR"),
        (actie("facturen", 2024), "«facturen 2024»", "overeenkomstgen facturen 2024"),
        (
            actie("genereer", "'s-Gravenhage"),
            "«genereer 's-Gravenhage»",
            'overeenkomstgen genereer "\'s-Gravenhage"',
        ),
        (
            actie("genereer", soort="brief", jaar=None),
            "«genereer soort=brief»",
            "overeenkomstgen genereer --soort brief",
        ),
        ("een «citaat» blijft", "een «citaat» blijft", "een «citaat» blijft"),
    ],
)
def test_a_front_says_a_reference_in_its_own_words(text: str, plain: str, said: str) -> None:
    assert text.replace("\u2063", "") == plain
    assert zeg(text, in_words) == said


def test_nothing_is_heeded_where_nobody_can_stop_it() -> None:
    heed()
    pause(0)


def test_work_stops_where_it_heeds() -> None:
    stop = threading.Event()
    with stoppable(stop):
        heed()
        stop.set()
        with pytest.raises(KeyboardInterrupt):
            heed()
    heed()
    with pytest.raises(AfgebrokenError, match="de rest is niet gemaakt"), stoppable(stop):
        pause(30)


def test_work_in_a_thread_stops_while_libreoffice_is_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    werkmap = overeenkomstgen.find_werkmap(copy_werkmap(tmp_path / "werkmap"), tmp_path)
    busy, stop, told = tmp_path / "bezig", threading.Event(), list[str]()
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\ntouch '{busy}'\nexec sleep 60\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv(SETTING, str(program))

    def work() -> None:
        try:
            with stoppable(stop):
                overeenkomstgen.genereer(werkmap, overeenkomstgen.Keuzes(("Deventer",)))
        except AfgebrokenError as error:
            told.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive() and not busy.exists():
        thread.join(0.01)
    stop.set()
    thread.join(30)
    assert "\n".join(told) == (
        "Afgebroken. Wat al klaar was is bewaard, de rest is niet gemaakt.\n"
        "Klaar: 0 van de 1. De volgende keer wordt alleen gemaakt wat er nog niet is."
    )


def test_another_interruption_goes_on() -> None:
    with pytest.raises(KeyboardInterrupt), stoppable(threading.Event()):
        raise KeyboardInterrupt


def test_waiting_for_a_lock_can_be_stopped(tmp_path: Path) -> None:
    stop = threading.Event()
    waiting = threading.Timer(0.05, stop.set)
    with locked(tmp_path / ".slot"), ExitStack() as stack:
        stack.enter_context(pytest.raises(AfgebrokenError))
        stack.enter_context(stoppable(stop))
        waiting.start()
        stack.enter_context(locked(tmp_path / ".slot", wait=30))
