"""The werkmap: the folder of one convenant period, and what stands in it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from overeenkomstgen.adapters.tables import read_table
from overeenkomstgen.domain.convenant import Periode
from overeenkomstgen.domain.gemeenten import KOLOMMEN, parse_gemeenten
from overeenkomstgen.domain.instellingen import parse_settings
from overeenkomstgen.errors import Fault, InputError, OvereenkomstgenError, os_reason

if TYPE_CHECKING:
    from pathlib import Path

    from overeenkomstgen.domain.gemeente import Gemeente

INSTELLINGEN = "convenant.toml"


@dataclass(frozen=True, slots=True)
class Werkmap:
    """The folder, and where things stand in it.

    Attributes:
        folder: The folder that holds ``convenant.toml``.
    """

    folder: Path

    @property
    def instellingen(self) -> Path:
        """The file with the convenant, its parties and the documentsoorten."""
        return self.folder / INSTELLINGEN

    @property
    def gemeenten(self) -> tuple[Path, ...]:
        """The files that can hold the table of municipalities; one of them should exist."""
        return tuple(self.folder / f"gemeenten{ending}" for ending in (".csv", ".xlsx"))

    @property
    def sjablonen(self) -> Path:
        """The folder of Word templates."""
        return self.folder / "sjablonen"

    @property
    def uitvoer(self) -> Path:
        """The folder of finished documents, unless another is asked for."""
        return self.folder / "uitvoer"


def find_werkmap(chosen: Path | None, start: Path) -> Werkmap:
    """Return the werkmap that was chosen, or the nearest one upward from a folder.

    Raises:
        OvereenkomstgenError: There is none.
    """
    for folder in (chosen,) if chosen else (start, *start.parents):
        if (folder / INSTELLINGEN).is_file():
            return Werkmap(folder)
    where = f"in {chosen}" if chosen else f"in {start} of een map daarboven"
    raise WerkmapError(
        f"Er is geen werkmap: {INSTELLINGEN} staat niet {where}.",
        "Ga naar de map van de convenantperiode, of wijs hem aan met --werkmap PAD.",
    )


class WerkmapError(OvereenkomstgenError):
    """There is no werkmap, or it cannot be read."""

    exit_code = InputError.exit_code


def read_periode(werkmap: Werkmap) -> tuple[Periode | None, tuple[Fault, ...]]:
    """Return what ``convenant.toml`` says, or None and everything that is wrong with it."""
    name = werkmap.instellingen.name
    try:
        data = tomllib.loads(werkmap.instellingen.read_text("utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        what = f"het bestand is niet te lezen ({os_reason(error)})"
        return None, (Fault(name, what, "kijk of het bestaat en van u gelezen mag worden"),)
    except UnicodeDecodeError:
        return None, (Fault(name, "het bestand is geen UTF-8", "bewaar het opnieuw als UTF-8"),)
    except tomllib.TOMLDecodeError as error:
        where, what = _toml_problem(name, str(error))
        return None, (Fault(where, what, "vergelijk de regel met de andere regels"),)
    return parse_settings(Periode, data, name)


def _toml_problem(name: str, problem: str) -> tuple[str, str]:
    """Return where and what, from an English message such as ``… (at line 3, column 7)``."""
    found = re.search(r"line (\d+), column (\d+)", problem)
    where = f"{name}, regel {found[1]}, teken {found[2]}" if found else f"{name}, aan het einde"
    if "overwrite" in problem or "twice" in problem:
        return where, "een sleutel of tabel staat er twee keer"
    return where, "hier staat iets dat geen instelling is"


def read_gemeenten(werkmap: Werkmap) -> tuple[tuple[Gemeente, ...], tuple[Fault, ...]]:
    """Return the municipalities in the table's order, and everything that is wrong with it."""
    present = [table for table in werkmap.gemeenten if table.exists()]
    if len(present) > 1:
        names = " en ".join(table.name for table in present)
        fault = Fault(names, "er zijn twee tabellen met gemeenten", "laat er een in de werkmap")
        return (), (fault,)
    try:
        table = read_table((present or werkmap.gemeenten)[0], KOLOMMEN)
    except InputError as error:
        return (), error.faults
    return parse_gemeenten(table)
