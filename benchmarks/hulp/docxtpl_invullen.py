"""Fills the template with docxtpl, as its own documentation does: a new DocxTemplate each time.

Runs in the environment of the alternatives.
Use: docxtpl_invullen.py TEMPLATE VALUES FOLDER
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from docxtpl import DocxTemplate
from jinja2 import Environment


class Invulregel:
    """What is not known: false in a condition, in the text underscores and what is known of it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return self._text


def read_values(file: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the name and the values of each document."""
    rows = json.loads(Path(file).read_text("utf-8"), object_hook=_line)
    return [(row["naam"], row["velden"]) for row in rows]


def make_language() -> Environment:
    """Return Jinja with the filters of the template, which have nothing left to do."""
    language = Environment(autoescape=True)
    for name in ("bedrag", "datum", "getal"):
        language.filters[name] = lambda value: value
    return language


def fill(
    template: str, values: dict[str, Any], language: Environment, target: str | IO[bytes]
) -> None:
    """Make one document."""
    document = DocxTemplate(template)
    document.render(values, language, autoescape=True)
    document.save(target)


def fill_all(template: str, values: str, folder: str) -> Iterator[Path]:
    """Make all documents, each when it is asked for."""
    language = make_language()
    for name, fields in read_values(values):
        path = Path(folder, f"{name}.docx")
        fill(template, fields, language, str(path))
        yield path


def _line(table: dict[str, Any]) -> object:
    return Invulregel(table["invulregel"]) if "invulregel" in table else table


if __name__ == "__main__":
    list(fill_all(*sys.argv[1:]))
