"""The screen: what is said on it and how, and what commands share."""

import codecs
import io
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill, indent
from typing import TypeVar

import click

import overeenkomstgen as lib
from overeenkomstgen.errors import Vraag, VraagError
from overeenkomstgen.verwijzing import ZELF, zeg

T = TypeVar("T")

ACTIES = {
    *("genereer", "facturen", "crediteer", "onderteken", "corrigeer", "bijlage3", "status"),
    *("herstel", "zeg-op", "beeindig", "draag-over", "verzend", "verzonden", "verleng", "inname"),
    "begin",
}
OPTIES = {"doel": "-o", "kopie": "-o", "map": "MAP", "proefmap": "-o", "verslag": "-o"}
"""The boxes whose option, or argument, is not called as they are."""
_ZELF = {
    "begin": "MAP",
    "bestand": "PDF",
    "crediteer": "NUMMER",
    "facturen": "JAAR",
    "jaar": "JAAR",
    "kopie": "UIT.docx",
    "ondertekenaar": "NAAM",
    "pakket": "BESTAND.pdf",
    "printer": "NAAM",
    "proefmap": "MAP",
    "reden": "TEKST",
    "tot": "DATUM",
    "uitvoer": "PAD",
    "verzend": "SOORT",
    "verzonden": "SOORT",
    "werkmap": "PAD",
}
"""What stands for a value that the user is to choose."""

UNTOLD: dict[str, None] = {}
"""What was told during the work, and no command has printed yet."""
_PLAIN = str.maketrans("\u2013\u2014\u2018\u2019\u201c\u201d", "--''\"\"")


def say(text: str | bytes = "", *, nl: bool = True, err: bool = False) -> None:
    """Print, with the options and commands that a text from below refers to."""
    try:
        click.echo(zeg(text, in_words) if isinstance(text, str) else text, nl=nl, err=err)
    except OSError as error:
        error.filename = "het scherm, of het bestand waar het antwoord in komt,"
        raise


def spell() -> None:
    """Let all that is printed be spelt in signs that the screen knows: not every one has €."""
    codecs.register_error("spell", _spelt)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="spell")


def _spelt(error: UnicodeError) -> tuple[str, int]:
    """Return the same without accents, or a question mark for each sign that has no such form."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from unicodedata import normalize  # noqa: PLC0415 - seldom needed

    lost = error.object[error.start : error.end].translate(_PLAIN).replace("€", "EUR")
    plain = (normalize("NFKD", sign).encode("ascii", "ignore").decode() for sign in lost)
    return "".join(sign or "?" for sign in plain), error.end


def in_words(key: str, values: Sequence[str]) -> str:
    """Return an option or a command, with what it has."""
    is_actie = key in ACTIES
    words = [
        _ZELF[key] if value == ZELF else _argument(value) if is_actie else value for value in values
    ]
    return " ".join((f"overeenkomstgen {key}" if is_actie else _option(key), *words))


def _option(key: str) -> str:
    return OPTIES.get(key, f"--{key}")


def _argument(word: str) -> str:
    name, is_option, value = word.partition("=")
    if is_option:
        return f"{_option(name)} {_ZELF.get(name, value) if value == ZELF else value}".strip()
    return word if word.isdecimal() else f'"{word}"'


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
    return str(click.prompt(vraag, type=choice, default="nee")) == "ja"


def table(
    heading: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = ()
) -> str:
    """Return rows under a heading, in columns."""
    widths = [max(map(len, column)) for column in zip(heading, *rows, strict=True)]
    forms = [f"{'>' if at in right else '<'}{width}" for at, width in enumerate(widths)]
    lines = (heading, ["-" * width for width in widths], *rows)
    return "\n".join("  ".join(map(format, line, forms)).rstrip() for line in lines)


def werkmap_of(ctx: click.Context) -> "lib.Werkmap":
    """Return the werkmap that the user chose, or the nearest one; WerkmapError without one."""
    return lib.find_werkmap(ctx.obj, Path.cwd())


@contextmanager
def progress_bar(label: str, total: int) -> Iterator[Callable[[], None]]:
    """Show how far long work is, on a terminal; keep quiet in a pipe."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=total, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield lambda: bar.update(1)


def names(items: Iterable[str]) -> str:
    """Return names as an indented paragraph, separated by commas."""
    text = ", ".join(items)
    return indent(fill(text, 96, break_on_hyphens=False, break_long_words=False), "    ")


def tell_names(heading: str, items: Sequence[str]) -> None:
    """Tell how many there are, and their names; nothing when there are none."""
    if items:
        say(f"{heading}: {len(items)}")
        say(names(items))


def remarks(sentences: Iterable[str], *, err: bool = False) -> None:
    """Print what deserves a look."""
    for sentence in sentences:
        UNTOLD.pop(sentence, None)
        say(f"Let op: {sentence}", err=err)


def near(path: Path) -> Path:
    """Return a path as seen from here, where that is shorter."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
