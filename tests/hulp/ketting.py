"""Damaging a file that only grows, as Excel, a person or a disk could; and what is then said."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.schijf.kettingregels import RegisterError

KOLOMNAMEN = (
    "hier staan niet de kolomnamen zoals het programma ze schreef; het bestand is afgebroken, "
    "gewijzigd of met een ander programma bewaard."
)
GEWIJZIGD = (
    "deze regel is gewijzigd of toegevoegd nadat het programma het bestand schreef, misschien "
    "door het met Excel te bewaren."
)
SLUIT_NIET_AAN = (
    "deze regel sluit niet aan op de regel erboven; er is een regel weggehaald, verplaatst of "
    "verdubbeld."
)
ONVOLLEDIG = "deze regel is niet volledig."
VREEMD = "deze regel is niet door dit programma geschreven."
WEG = "hier houdt het bestand op; wat was vastgelegd is weg."


def rows(data: bytes) -> list[bytes]:
    """Return the rows with their line endings: the heading first, as row 1."""
    return data.splitlines(keepends=True)


def replaced(number: int, old: str, new: str) -> Callable[[bytes], bytes]:
    """Edit a row, as Excel counts it."""

    def edit(data: bytes) -> bytes:
        changed = rows(data)
        assert old.encode() in changed[number - 1]
        changed[number - 1] = changed[number - 1].replace(old.encode(), new.encode())
        return b"".join(changed)

    return edit


def order(*numbers: int) -> Callable[[bytes], bytes]:
    """Keep these rows, in this order."""
    return lambda data: b"".join(rows(data)[number - 1] for number in numbers)


def forged(number: int, old: str, new: str) -> Callable[[bytes], bytes]:
    """Edit a row, compute its own hash again as a program could, and leave out what follows."""

    def edit(data: bytes) -> bytes:
        *others, last = rows(replaced(number, old, new)(data))[:number]
        own = last[: last.rindex(b";")]
        return b"".join([*others, own, b";", sha256(own).hexdigest().encode(), b"\r\n"])

    return edit


def check_damage(
    path: Path,
    damage: Callable[[bytes], bytes],
    message: str,
    read: Callable[[Path], object],
    record: Callable[[Path], object],
) -> None:
    """See that damage is told, and that nothing is added to a file that is damaged."""
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    with pytest.raises(RegisterError) as caught:
        read(path)
    assert str(caught.value) == message
    assert code_of(caught.value) is ExitCode.INPUT
    with pytest.raises(RegisterError):
        record(path)
    assert path.read_bytes() == damaged


def assert_opens_as_text(path: Path, number: int) -> None:
    """See that a spreadsheet finds so many rows, and takes no cell for a formula."""
    text = path.read_text("utf-8-sig") if number else ""
    cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert len(cells) == (number + 1 if number else 0)
    assert not [cell for row in cells for cell in row if cell.startswith(tuple("=+-@\t\r"))]
