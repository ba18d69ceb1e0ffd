"""What commands share on the screen: the werkmap, progress, lists of names."""

from __future__ import annotations

import math
import sys
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, TypeVar

import click

from overeenkomstgen import WaardeError, Werkmap, find_werkmap, parse_datum, parse_euro
from overeenkomstgen.cli.woorden import say
from overeenkomstgen.errors import VraagError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from overeenkomstgen.errors import Vraag
    from overeenkomstgen.progress import Step

T = TypeVar("T")


class Seconden(click.ParamType[float]):
    """A number of seconds above zero; a part of a second is allowed."""

    name = "seconden"

    def convert(
        self, value: str | float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the seconds that were typed."""
        try:
            seconds = float(str(value).replace(",", "."))
        except ValueError:
            seconds = 0.0
        if not 0 < seconds < math.inf:
            self.fail(f"{value} is geen aantal seconden boven nul.", param, ctx)
        return seconds


class Datum(click.ParamType[date]):
    """A day, written as the table has it."""

    name = "datum"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day that was typed."""
        if isinstance(value, date):
            return value
        try:
            return parse_datum(value)
        except WaardeError as error:
            self.fail(f"{error}.", param, ctx)


DATE = Datum()


class Euro(click.ParamType[Decimal]):
    """An amount in euros, with a comma or a point.

    Args:
        noun: What the amount is called in a message.
        example: How it can be written.
    """

    name = "bedrag"

    def __init__(self, noun: str = "bedrag", example: str = "12500,00") -> None:
        self._noun, self._example = noun, example

    def convert(
        self, value: str | Decimal, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """Return the amount that was typed."""
        if isinstance(value, Decimal):
            return value
        try:
            return parse_euro(value, self._noun, self._example)
        except WaardeError as error:
            self.fail(f"{error}; {error.advice}.", param, ctx)


def ask_first(record: Callable[[tuple[Vraag, ...]], T], *, yes: bool) -> T:
    """Record something, after what has to be asked first; with ``--ja`` everything is right.

    Args:
        record: Records it, given the questions to which the user said yes.
        yes: Whether all is right.
    """
    confirmed: tuple[Vraag, ...] = ()
    while True:
        try:
            return record(confirmed)
        except VraagError as error:
            if not yes and not (sys.stdin.isatty() and _is_right(error.vraag)):
                raise
            confirmed = (*confirmed, error.vraag)


def _is_right(vraag: Vraag) -> bool:
    choice = click.Choice(["ja", "nee"], case_sensitive=False)
    return str(click.prompt(vraag.tekst, type=choice, default="nee")) == "ja"


def table(
    heading: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = ()
) -> str:
    """Return rows under a heading, in columns.

    Args:
        heading: The names of the columns.
        rows: The cells.
        right: The columns, counted from 0, that are aligned to the right.
    """
    lines = [heading, *rows]
    widths = [max(len(line[number]) for line in lines) for number in range(len(heading))]
    aligned = [
        [
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        for line in lines
    ]
    rule = ["-" * width for width in widths]
    return "\n".join("  ".join(line).rstrip() for line in (aligned[0], rule, *aligned[1:]))


def chosen_werkmap(ctx: click.Context) -> Werkmap:
    """Return the werkmap that the user chose, or the nearest one.

    Raises:
        WerkmapError: There is none.
    """
    return find_werkmap(ctx.obj, Path.cwd())


@contextmanager
def progress_bar(label: str, total: int) -> Iterator[Step]:
    """Show how far long work is, on a terminal; keep quiet in a pipe."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def names(items: Iterable[str], indent: int = 4) -> str:
    """Return names as an indented paragraph, separated by commas."""
    margin = " " * indent
    return fill(
        ", ".join(items),
        width=100,
        initial_indent=margin,
        subsequent_indent=margin,
        break_on_hyphens=False,
        break_long_words=False,
    )


def remarks(sentences: Iterable[str]) -> None:
    """Print what deserves a look."""
    for sentence in sentences:
        say(f"Let op: {sentence}")


def near(path: Path) -> Path:
    """Return a path as seen from here, where that is shorter."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
