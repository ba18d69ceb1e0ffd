"""What commands share on the screen: the werkmap, progress, lists of names."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill
from typing import TypeVar

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.woorden import say
from overeenkomstgen.errors import Vraag, VraagError
from overeenkomstgen.progress import Step

T = TypeVar("T")


def ask_first(record: Callable[[tuple[Vraag, ...]], T], *, yes: bool) -> T:
    """Record something, after what has to be asked first; with ``--ja`` everything is right."""
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
    """Return rows under a heading, in columns."""
    widths = [max(map(len, column)) for column in zip(heading, *rows, strict=True)]
    forms = [f"{'>' if at in right else '<'}{width}" for at, width in enumerate(widths)]
    lines = (heading, ["-" * width for width in widths], *rows)
    return "\n".join("  ".join(map(format, line, forms)).rstrip() for line in lines)


def chosen_werkmap(ctx: click.Context) -> lib.Werkmap:
    """Return the werkmap that the user chose, or the nearest one.

    Raises:
        WerkmapError: There is none.
    """
    return lib.find_werkmap(ctx.obj, Path.cwd())


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


def count(number: int, one: str, more: str) -> str:
    """Return how many there are: ``1 vel``, ``2 vellen``."""
    return f"{number} {one if number == 1 else more}"


def tell_names(heading: str, items: Sequence[str]) -> None:
    """Tell how many there are, and their names; nothing when there are none."""
    if items:
        say(f"{heading}: {len(items)}")
        say(names(items))


def remarks(sentences: Iterable[str], *, err: bool = False) -> None:
    """Print what deserves a look."""
    for sentence in sentences:
        say(f"Let op: {sentence}", err=err)


def near(path: Path) -> Path:
    """Return a path as seen from here, where that is shorter."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
