"""What the command line calls the boxes and actions that a text refers to."""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Sequence

import click

from overeenkomstgen.verwijzing import ZELF, zeg

ACTIES = {"genereer", "facturen", "onderteken", "corrigeer", "bijlage3", "status", "herstel"}
OPTIES = {"doel": "-o", "kopie": "-o", "proefmap": "-o", "verslag": "-o"}
"""The boxes whose option is not called as they are."""
_ZELF = {
    "facturen": "JAAR",
    "jaar": "JAAR",
    "kopie": "UIT.docx",
    "ondertekenaar": "NAAM",
    "pakket": "BESTAND.pdf",
    "printer": "NAAM",
    "proefmap": "MAP",
    "uitvoer": "PAD",
    "werkmap": "PAD",
}
"""What stands for a value that the user is to choose."""

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
        return f"{_option(name)} {value}"
    return word if word.isdecimal() else f'"{word}"'
