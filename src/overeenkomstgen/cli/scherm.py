"""What commands share on the screen: the werkmap, progress, lists of names."""

from __future__ import annotations

import math
import sys
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import click

from overeenkomstgen.werkmap import Werkmap, find_werkmap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from overeenkomstgen.progress import Step


class Seconden(click.ParamType[float]):
    """A number of seconds above zero; a part of a second is allowed."""

    name = "seconden"

    def convert(
        self, value: str | float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the seconds that were typed."""
        try:
            seconds = float(value)
        except ValueError:
            seconds = 0.0
        if not 0 < seconds < math.inf:
            self.fail(f"{value} is geen aantal seconden boven nul.", param, ctx)
        return seconds


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
        click.echo(f"Let op: {sentence}")
