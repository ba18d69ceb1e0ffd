"""Commands and their options, and what can be typed behind them."""

import math
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

import overeenkomstgen as lib

T = TypeVar("T")
Function = Callable[..., Any]  # Click gives it what its options declare
Decorator = Callable[[Function], Function]


class Getypt(click.ParamType[T]):
    """A value that the user types, called ``name`` in the explanation of a command, in capitals.

    What ``read`` refuses is told to the user, with its advice where ``advise`` says so.
    """

    def __init__(self, name: str, read: Callable[[str], T], *, advise: bool = False) -> None:
        self.name, self._read, self._advise = name, read, advise

    def convert(
        self, value: str | T, param: click.Parameter | None, ctx: click.Context | None
    ) -> T:
        """Return the value that was typed, or is there already."""
        if not isinstance(value, str):
            return value
        try:
            return self._read(value)
        except lib.WaardeError as error:
            self.fail(f"{error}; {error.advice}." if self._advise else f"{error}.", param, ctx)


def _read_seconds(text: str) -> float:
    try:
        seconds = float(text.replace(",", "."))
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < math.inf:
        raise lib.WaardeError(f"{text} is geen aantal seconden boven nul", "")
    return seconds


def bereik(least: int, most: int) -> Getypt[int]:
    """Return what reads a whole number between bounds, and is called by these."""
    name = f"{least} tot en met {most}"

    def read(text: str) -> int:
        if text[9:] or not text.isdecimal() or not least <= int(text) <= most:
            raise lib.WaardeError(f"{text} is geen getal van {name}", "")
        return int(text)

    return Getypt(name, read)


DATUM: Getypt[date] = Getypt("datum", lib.parse_datum)
BEDRAG: Getypt[Decimal] = Getypt("bedrag", lib.parse_euro, advise=True)
TARIEF = Getypt("bedrag", partial(lib.parse_euro, noun="tarief", example="0,15"), advise=True)
JAAR = bereik(1900, 2999)
PAD = click.Path(path_type=Path)
BESTAND = click.Path(dir_okay=False, path_type=Path)
MAP = click.Path(file_okay=False, path_type=Path)
_PADEN = {
    **dict.fromkeys(("PDF", "WERKMAP"), PAD),
    **dict.fromkeys(("BESTAND", "UIT.docx", "VERSCHIL.docx"), BESTAND),
    **dict.fromkeys(("MAP", "PAD"), MAP),
}
"""What is typed for a path, by what an option calls it."""


def opdracht(function: Function) -> click.Command:
    """Make a command of a function, called as it is; it is given Click's context first."""
    return click.command(options_metavar="[OPTIES]")(click.pass_context(function))


def optie(names: str, wat: str | Getypt[Any], uitleg: str, **more: Any) -> Decorator:
    """Give a command an option with a value: what it is called, or a type with a name for it.

    ``names`` has a space between two. Of a path its type goes without saying.
    """
    kind = {"metavar": wat, "type": _PADEN.get(wat)} if isinstance(wat, str) else {"type": wat}
    return click.option(*names.split(), help=uitleg, **{**kind, **more})


def vlag(names: str, uitleg: str) -> Decorator:
    """Give a command an option that is there or is not."""
    return click.option(*names.split(), is_flag=True, help=uitleg)


ja = vlag("--ja", "Vraag niets; alles is nagekeken.")
opmerking = optie("--opmerking", "TEKST", "Een opmerking voor het register.", default="")
uitvoer = optie(
    "--uitvoer", "PAD", "Een andere map voor de documenten, gerekend vanaf waar u bent."
)
jaar = optie(
    "--jaar",
    "JAAR",
    f"Het jaar, bij een documentsoort die er voor elk jaar is, zoals de factuur ({JAAR.name}).",
    type=JAAR,
)
tijdslimiet = optie(
    "--tijdslimiet",
    Getypt("seconden", _read_seconds),
    f"Zo lang mag LibreOffice over een document doen (standaard {lib.TIME_LIMIT:.0f}).",
    default=lib.TIME_LIMIT,
)
