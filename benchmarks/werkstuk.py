"""What all candidates start from: the same template, and the values of each document as text."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

from jinja2 import Environment
from platsjabloon import Platsjabloon

from overeenkomstgen import Invulregel
from overeenkomstgen.kern import euro, notatie
from overeenkomstgen.velden.velden import merge_values
from overeenkomstgen.werkmap.invoer import read
from overeenkomstgen.werkmap.werkmap import Werkmap

ROOT = Path(__file__).parent.parent
INSTALLED = ROOT / ".gereedschap" / "bench"
HELPERS = ROOT / "benchmarks" / "hulp"
PYTHON = INSTALLED / "python" / "bin" / "python"
NODE = ROOT / ".venv" / "bin" / "node"
MODULES = INSTALLED / "node" / "node_modules"

_FILTERED = re.compile(r"\{\{ ([\w.]+) \| (\w+) \}\}")


@dataclass(frozen=True, slots=True)
class Werkstuk:
    """The agreements that are made over and over again, ready for each kind of program.

    Attributes:
        folder: Where everything stands that the candidates read.
        names: The file names of the documents, without extension.
    """

    folder: Path
    names: tuple[str, ...]

    @property
    def template(self) -> Path:
        """Our own template, as docxtpl reads it too."""
        return self.folder / "sjabloon.docx"

    @property
    def values(self) -> Path:
        """The values for docxtpl: of each document its name and its nested values."""
        return self.folder / "waarden.json"

    @property
    def flat_values(self) -> Path:
        """The texts of the fields of the flat templates: of each document its name and fields."""
        return self.folder / "velden.json"

    @property
    def table(self) -> Path:
        """The same texts as a table, for a mail merge."""
        return self.folder / "tabel" / "velden.csv"

    def flat_template(self, program: str) -> Path:
        """The template with the markers of a program."""
        return self.folder / f"sjabloon-{program}.docx"


def make_werkstuk(folder: Path) -> Werkstuk:
    """Work out the values of all agreements, and write the templates and tables for everyone."""
    invoer = read(Werkmap(ROOT))
    soort = invoer.periode.overeenkomst
    nested = {
        Path(soort.stem(onderwerp.gemeente.naam)).name: merge_values(onderwerp)
        for onderwerp in invoer.subjects(soort, invoer.gemeenten)
        if onderwerp.gemeente
    }
    werkstuk = Werkstuk(folder, tuple(nested))
    shutil.copy(ROOT / "sjablonen" / soort.sjabloon, werkstuk.template)
    plat = Platsjabloon.read(werkstuk.template)
    flat = {name: _texts(plat, values) for name, values in nested.items()}
    filters = dict(_FILTERED.findall("".join(plat.fields.values())))
    plat.drop(name for name in plat.fields if not any(texts[name] for texts in flat.values()))
    plat.write(werkstuk.flat_template("carbone"), "{{d.{}}}".format)
    plat.write(werkstuk.flat_template("docxtemplater"), "{{{}}}".format)
    plat.write_merge_fields(werkstuk.flat_template("mailmerge"))
    ready = {name: _ready(values, filters) for name, values in nested.items()}
    werkstuk.values.write_text(_as_json(ready), "utf-8")
    werkstuk.flat_values.write_text(_as_json(flat), "utf-8")
    werkstuk.table.parent.mkdir()
    with werkstuk.table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["bestand", *plat.fields])
        writer.writerows([name, *map(texts.get, plat.fields)] for name, texts in flat.items())
    return werkstuk


def copy_werkmap(folder: Path) -> Path:
    """Copy the project's werkmap, without anything that was made in it."""
    folder.mkdir()
    for name in ("convenant.toml", "gemeenten.csv"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "sjablonen", folder / "sjablonen")
    return folder


def _notations() -> dict[str, Callable[[Any], str]]:
    return {
        "bedrag": euro.format_bedrag,
        "datum": notatie.format_datum,
        "getal": notatie.format_getal,
    }


def _write(name: str, value: object) -> object:
    return value if isinstance(value, Invulregel) else _notations()[name](value)


def _texts(plat: Platsjabloon, values: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of each field of a flat template."""
    language = Environment(autoescape=False)  # noqa: S701 - plain text; each program escapes it
    for name in _notations():
        language.filters[name] = lambda value, name=name: _write(name, value)
    return {
        name: notatie.keep_together(language.from_string(source).render(values))
        for name, source in plat.fields.items()
    }


def _ready(values: Mapping[str, Any], filters: Mapping[str, str]) -> dict[str, Any]:
    """Return values with what the template's filters would make of them; filters are idle then."""
    ready: dict[str, Any] = _plain(values)
    for naam, name in filters.items():
        *path, last = naam.split(".")
        value = reduce(getitem, naam.split("."), values)
        reduce(getitem, path, ready)[last] = _plain(_write(name, value))
    return ready


def _plain(value: Any) -> Any:  # noqa: ANN401 - a tree of anything
    """Return a value as JSON has it, without lists; a fill-in line is a table with its text."""
    if isinstance(value, Invulregel):
        return {"invulregel": notatie.keep_together(str(value))}
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if not isinstance(each, tuple)}
    return value if isinstance(value, int | bool) else notatie.keep_together(str(value))


def _as_json(documents: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [{"naam": name, "velden": values} for name, values in documents.items()]
    return json.dumps(rows, ensure_ascii=False)
