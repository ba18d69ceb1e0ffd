"""What the command line calls the boxes and actions that a text refers to."""

from __future__ import annotations

from collections.abc import Sequence

import click

from overeenkomstgen.verwijzing import ZELF, zeg

ACTIES = {"genereer", "facturen", "onderteken", "corrigeer", "bijlage3", "status"}
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


def say(text: str | bytes = "", *, nl: bool = True, err: bool = False) -> None:
    """Print, with the options and commands that a text from below refers to."""
    click.echo(zeg(text, in_words) if isinstance(text, str) else text, nl=nl, err=err)


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
