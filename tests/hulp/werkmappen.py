"""A werkmap of its own for a test, and what is done with one."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook

ROOT = Path(__file__).parents[2]
OPEN = {
    "postcode": "2595 AA",
    "kvk_nummer": "00000000",
    "btw_nummer": "NL000000000B00",
    "iban": "NL95BANK0000000000",
    "naam": "N. Naam",
    "email": "naam@voorbeeld.nl",
    "telefoon": "070-0000000",
}
"""What stands open in the project's ``convenant.toml``, filled in."""
VOOR_FACTUREN = ("postcode", "kvk_nummer", "btw_nummer", "iban")
"""What of that an invoice cannot do without."""


def copy_werkmap(folder: Path) -> Path:
    """Copy the project's werkmap to a folder that does not exist yet."""
    folder.mkdir(parents=True)
    for name in ("convenant.toml", "gemeenten.csv"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "sjablonen", folder / "sjablonen")
    return folder


def keep_gemeenten(werkmap: Path, *gemeenten: str) -> Path:
    """Keep a few municipalities of a werkmap, so that it goes quickly; return the werkmap."""
    table = werkmap / "gemeenten.csv"
    heading, *rows = table.read_bytes().splitlines(keepends=True)
    chosen = [row for row in rows if row.decode().partition(";")[0] in gemeenten]
    assert len(chosen) == len(gemeenten)
    table.write_bytes(b"".join([heading, *chosen]))
    edit(werkmap, f"leden = {len(rows)}", f"leden = {len(gemeenten)}", "convenant.toml")
    return werkmap


def files(folder: Path) -> dict[str, bytes]:
    """Return everything that stands in a folder, locks left out."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.endswith(".slot")
    }


def make_workbook(table: Path, workbook: Path) -> Path:
    """Make a workbook that holds what a table of text does; return where it stands."""
    book = Workbook()
    rows = csv.reader(io.StringIO(table.read_text("utf-8-sig")), delimiter=";")
    for row in rows:
        book.worksheets[0].append(row)
    book.save(workbook)
    return workbook


def edit(werkmap: Path, old: str, new: str, name: str = "gemeenten.csv") -> None:
    """Change a text in a file of a werkmap."""
    file = werkmap / name
    text = file.read_bytes().decode("utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new).encode("utf-8"))


def add_columns(werkmap: Path, columns: Mapping[str, Mapping[str, str]]) -> None:
    """Add columns to the table of a werkmap: by their names, the value of each municipality."""
    table = werkmap / "gemeenten.csv"
    header, *rows = csv.reader(io.StringIO(table.read_text("utf-8-sig")), delimiter=";")
    made = io.StringIO()
    write = csv.writer(made, delimiter=";")
    write.writerow([*header, *columns])
    write.writerows([*row, *(of.get(row[0], "") for of in columns.values())] for row in rows)
    table.write_text(made.getvalue(), "utf-8")


def edit_word(werkmap: Path, old: str, new: str, name: str) -> None:
    """Change a text in the body of a template of a werkmap."""
    file = werkmap / "sjablonen" / name
    with zipfile.ZipFile(file) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    body = parts["word/document.xml"].decode("utf-8")
    assert old in body
    parts["word/document.xml"] = body.replace(old, new).encode("utf-8")
    with zipfile.ZipFile(file, "w") as package:
        for part, data in parts.items():
            package.writestr(part, data)


def fill_in(werkmap: Path, *keys: str) -> None:
    """Fill in what stands open in ``convenant.toml`` under these keys; all, where none is named."""
    for key in keys or OPEN:
        edit(werkmap, f'# {key} = ""', f'{key} = "{OPEN[key]}"', "convenant.toml")


def know_payers(werkmap: Path) -> None:
    """Give each municipality of the table an OIN and a reference, as its e-invoices need."""
    table = werkmap / "gemeenten.csv"
    heading, *rows = table.read_bytes().decode("utf-8").splitlines()
    known = [f"{row};{number:020};V-{number}" for number, row in enumerate(rows, 1)]
    text = "\r\n".join([f"{heading};oin;uw_referentie", *known, ""])
    table.write_bytes(text.encode("utf-8"))
