"""The rows of the register: entries as text, chained so that damage shows.

A row per entry, as a Dutch Excel reads it: semicolons, CRLF, UTF-8 with a byte order
mark. The last two columns chain the rows together: ``vorige`` is the SHA-256 of the row
before, the heading for the first; ``controle`` that of the row itself up to there. Both
are taken over the bytes as they stand in the file, line endings left out. So a row that
is changed, added, moved or taken out shows, the last row included.

Two things the chain cannot see. Rows missing at the end: what is left is the register as
it once was; only a backup, or the papers under ``ondertekend/``, tell that there was more.
And someone who computes the chain anew: it guards against accidents, not against forgery.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import fields
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

from overeenkomstgen.domain.register import Gebeurtenis, Inschrijving
from overeenkomstgen.domain.tabel import guard, unguard
from overeenkomstgen.errors import ExitCode, OvereenkomstgenError

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = (*(field.name for field in fields(Inschrijving)), "vorige", "controle")

_END = b"\r\n"
_HEADING = ";".join(COLUMNS).encode("utf-8-sig")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class RegisterError(OvereenkomstgenError):
    """The register cannot be read, or is not as the program wrote it."""

    exit_code = ExitCode.INPUT


def add_rows(data: bytes, entries: Iterable[Inschrijving]) -> bytes:
    """Return the bytes of a register, empty for a new one, with rows added at the end.

    Line breaks and other control characters in a text become a space.
    """
    data = data or _HEADING + _END
    former = data.split(_END)[-2]
    for entry in entries:
        former = _row(entry, _hash(former))
        data += former + _END
    return data


def parse_rows(data: bytes, name: str) -> tuple[Inschrijving, ...]:
    """Return the entries in the bytes of a register.

    Args:
        data: What :func:`add_rows` returned.
        name: What the file is called, for the messages.

    Raises:
        RegisterError: They are not as the program wrote them; names the first such row, as
            Excel counts. Rows missing at the end cannot be seen; see the module.
    """
    heading, *rows = data.split(_END)
    if heading != _HEADING or not rows:
        raise _damaged(
            f"{name}, rij 1: hier staan niet de kolomnamen zoals het programma ze schreef; "
            "het bestand is afgebroken, gewijzigd of met een ander programma bewaard."
        )
    if rows == [b""]:
        raise _damaged(f"{name}, rij 2: hier houdt het bestand op; de gebeurtenissen zijn weg.")
    entries = []
    for nummer, (former, row) in enumerate(pairwise((heading, *rows[:-1])), 1):
        entry = _entry(row, former, nummer)
        if isinstance(entry, str):
            raise _damaged(f"{name}, rij {nummer + 1}: {entry}.")
        entries.append(entry)
    if rows[-1]:
        raise _damaged(f"{name}, rij {len(rows) + 1}: deze regel is niet volledig.")
    return tuple(entries)


def _entry(row: bytes, former: bytes, nummer: int) -> Inschrijving | str:
    """Return the entry in a row, or what is wrong with the row."""
    own, _, controle = row.rpartition(b";")
    if controle != _hash(own).encode():
        return (
            "deze regel is gewijzigd of toegevoegd nadat het programma het bestand schreef, "
            "misschien door het met Excel te bewaren"
        )
    if not own.endswith(b";" + _hash(former).encode()):
        return (
            "deze regel sluit niet aan op de regel erboven; er is een regel weggehaald, "
            "verplaatst of verdubbeld"
        )
    try:
        (cells,) = csv.reader([own.decode()], delimiter=";", strict=True)
        entry = _from_cells(dict(zip(COLUMNS[:-1], map(unguard, cells), strict=True)))
    except (ValueError, csv.Error):
        entry = None
    if not entry or entry.nummer != nummer or _row(entry, _hash(former)) != row:
        return "deze regel is niet door dit programma geschreven"
    return entry


def _from_cells(cells: dict[str, str]) -> Inschrijving:
    return Inschrijving(
        nummer=int(cells["nummer"]),
        moment=datetime.strptime(cells["moment"], _MOMENT).replace(tzinfo=UTC),
        cbs_code=cells["cbs_code"],
        gemeente=cells["gemeente"],
        gebeurtenis=Gebeurtenis(cells["gebeurtenis"]),
        datum=date.fromisoformat(cells["datum"]) if cells["datum"] else None,
        ondertekenaar=cells["ondertekenaar"],
        bestand=cells["bestand"],
        sha256=cells["sha256"],
        betreft=int(cells["betreft"]) if cells["betreft"] else None,
        opmerking=cells["opmerking"],
    )


def _row(entry: Inschrijving, vorige: str) -> bytes:
    """Return an entry as it is written; in one way only, so that any other shows."""
    text = io.StringIO()
    cells = [_cell(getattr(entry, column)) for column in COLUMNS[:-2]]
    csv.writer(text, delimiter=";", lineterminator="").writerow([*cells, vorige])
    own = text.getvalue().encode("utf-8", "replace")
    return own + b";" + _hash(own).encode()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return f"{value.astimezone(UTC):{_MOMENT}}"
        case date():
            return value.isoformat()
    text = _BREAKS.sub(" ", str(value))
    return guard(text)


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def _damaged(what: str) -> RegisterError:
    return RegisterError(
        what,
        "Zet de laatste goede kopie van het register terug, bijvoorbeeld uit een reservekopie, en "
        "leg opnieuw vast wat daar nog niet in staat. Wijzig het bestand nooit zelf: een "
        "vergissing herstelt u met overeenkomstgen corrigeer.",
    )
