"""Many windows at one counter, and a counter that is killed or closed: nothing lost or double."""

from __future__ import annotations

import csv
import re
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest

from hulp.lengte import Lengte, count
from hulp.storing import wait_until_gone
from hulp.toonbank import NOW, Toonbank, open_counter
from hulp.uitvoeren import call_program
from hulp.wegen import BRIEF
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.office.installatie import SETTING, find_libreoffice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [pytest.mark.ongemeten, pytest.mark.traag]

PAGES = (
    *("/", "/gemeenten", "/maken", "/binnengekomen", "/versturen", "/facturen", "/register"),
    *("/sjablonen", f"/sjablonen/{BRIEF}", "/instellingen", "/vergelijken", "/hulp"),
)
WORK: tuple[tuple[str, dict[str, str]], ...] = (
    ("genereer", {"alles": "ja"}),
    ("bijlage3", {}),
    ("onderteken", {"gemeente": "Zwolle", "op": "10-01-2023", "namens": ""}),
    ("facturen", {"jaar": "2025"}),
    ("verzonden", {"soort": "aanbiedingsbrief", "alle": "ja"}),
)
FINE = {200, 303, 409, 422}
"""What a window is told: done, refused because another is at work, or because it was done."""


def rows(place: Path) -> list[dict[str, str]]:
    with place.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def fields(page: str) -> dict[str, str]:
    """Return what stands in the form of a row."""
    return {
        name: value
        for tag in re.findall(r"<input [^>]*>", page)
        for name in re.findall(r' name="([^"]*)"', tag)
        for value in re.findall(r' value="([^"]*)"', tag)
    }


def do(counter: Toonbank, key: str, values: dict[str, str]) -> int:
    """Do something, with yes to what is asked; return how the first answer was."""
    answer = counter.ask("POST", f"/doe/{key}", urlencode(values).encode())
    if answer.code != 303:
        return answer.code
    place, page = answer.headers["Location"], counter.end(answer)
    if asked := re.search(r'name="vraag" value="([^"]*)"', page.text):
        counter.ask("POST", f"{place}/ja", urlencode({"vraag": asked[1]}).encode())
    assert "niet had mogen gebeuren" not in page.text
    return answer.code


def look(counter: Toonbank, number: int, until: float) -> list[int]:
    """Look at page after page."""
    codes = list[int]()
    while not codes or time.monotonic() < until:
        codes.append(counter.ask("GET", PAGES[(number + len(codes)) % len(PAGES)]).code)
    return codes


def work(counter: Toonbank, number: int, until: float) -> list[int]:
    """Begin to do one thing after another."""
    codes = list[int]()
    while not codes or time.monotonic() < until:
        codes.append(do(counter, *WORK[(number + len(codes)) % len(WORK)]))
    return codes


def edit(counter: Toonbank, row: int, until: float) -> tuple[list[int], str]:
    """Write in one row again and again, see each time that it stays, and tell what was last."""
    codes, kept = list[int](), ""
    while not codes or time.monotonic() < until:
        form = fields(counter.ask("GET", f"/gemeenten/{row}").text)
        ((box, value),) = (
            (name, value)
            for name, value in form.items()
            if value.startswith("V-") and not name.startswith("was-")
        )
        assert value == (kept or value)
        new = f"V-{row}-{len(codes)}"
        sent = counter.ask("POST", f"/gemeenten/{row}", urlencode({**form, box: new}).encode())
        kept = new if sent.code == 303 else value
        codes.append(sent.code)
    return codes, kept


def assert_right(werkmap: Path) -> None:
    """See that the command line finds nothing wrong, nothing lost and nothing double."""
    for words in (("genereer",), ("controleer",), ("status",), ("facturen", "2025", "--ja")):
        ran = call_program(*words, cwd=werkmap, environment=NOW)
        assert (ran.code, ran.err) == (ExitCode.OK, ""), (words, ran)
    mended = call_program("herstel", cwd=werkmap, environment=NOW)
    assert mended.code == ExitCode.OK, mended
    assert "niets" in mended.out, mended
    register = rows(werkmap / "register.csv")
    signed = [row["gemeente"] for row in register if row["gebeurtenis"] == "ondertekend"]
    assert len(signed) == len(set(signed))
    given = rows(werkmap / "facturen.csv")
    over = [row["gemeente"] for row in given if row["jaar"] == "2025"]
    assert sorted(over) == sorted(signed)
    numbers = [row["nummer"] for row in given]
    assert len(numbers) == len(set(numbers))
    assert not list(werkmap.glob("uitvoer/.bezig-*"))


@pytest.mark.usefixtures("onthoudt")
def test_twenty_windows_do_different_things(full: Path) -> None:
    with open_counter(full) as counter, ThreadPoolExecutor(20) as pool, ExitStack() as stack:
        counter.enter()
        place = urlsplit(counter.hier)
        for _ in range(20):  # who say half of something, and then wait
            line = stack.enter_context(socket.create_connection((place.hostname, place.port)))
            line.sendall(b"POST /doe/inname HTTP/1.1\r\nHost: ")
        until = time.monotonic() + count(120, 3)
        others = [pool.submit(look, counter, number, until) for number in range(12)]
        others += [pool.submit(work, counter, number, until) for number in range(5)]
        edits = {row: pool.submit(edit, counter, row, until) for row in (2, 3, 4)}
        codes = {code for each in others for code in each.result()}
        kept = {row: each.result() for row, each in edits.items()}
    assert {*codes, *(code for each, _ in kept.values() for code in each)} <= FINE
    table = rows(full / "gemeenten.csv")
    assert {row: table[row - 2]["uw_referentie"] for row in kept} == {
        row: value for row, (_, value) in kept.items()
    }
    assert_right(full)


def at_work(counter: Toonbank) -> None:
    """Begin to make all anew, and wait until some of it is there."""
    body = urlencode({"alles": "ja"}).encode()
    place = counter.ask("POST", "/doe/genereer", body).headers["Location"]
    while '"gedaan":0' in (stand := counter.ask("GET", f"{place}/stand").text):
        assert '"klaar":false' in stand


def invoicing(counter: Toonbank) -> None:
    """Begin to give invoices, and wait for nothing."""
    counter.ask("POST", "/doe/facturen", urlencode({"jaar": "2025"}).encode())


def signing(counter: Toonbank) -> None:
    """Begin to record a signature, and wait for nothing."""
    body = urlencode({"gemeente": "Zwolle", "op": "10-01-2023"}).encode()
    counter.ask("POST", "/doe/onderteken", body)


ENDS = [
    (at_work, signal.SIGTERM),
    (invoicing, signal.SIGKILL),
    (at_work, signal.SIGKILL),
    (signing, signal.SIGKILL),
    (at_work, signal.SIGINT),
    (invoicing, signal.SIGINT),
    (signing, signal.SIGTERM),
]


@pytest.mark.parametrize(("begin", "number"), ENDS if Lengte.lang else ENDS[:2])
def test_a_counter_that_ends_at_work_leaves_nothing_half(
    full: Path, tmp_path: Path, begin: Callable[[Toonbank], None], number: signal.Signals
) -> None:
    own = tmp_path / "tijdelijk"
    own.mkdir()
    environment = {SETTING: str(find_libreoffice().executable), "TMPDIR": str(own)}
    with open_counter(full, environment=environment) as counter:
        counter.enter()
        begin(counter)
        counter.process.send_signal(number)
        _, said = counter.process.communicate(timeout=120)
    if number is signal.SIGKILL:
        assert counter.process.returncode == -number
    else:
        assert counter.process.returncode == ExitCode.INTERRUPTED
        assert said == "\nAfgebroken. Het loket is gesloten.\nWat al klaar was is bewaard.\n"
        assert not list(full.glob("uitvoer/.bezig-*"))
    wait_until_gone(own)
    assert_right(full)
