"""The safe: nothing in it is lost, and what stays is there at every moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overeenkomstgen.schijf.kluis import Kluis

if TYPE_CHECKING:
    from pathlib import Path

FIRST = {"brief.docx": b"Word", "brief.pdf": b"PDF", "brief.json": b"van twee"}


def kept(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_more_of_a_document_comes_to_what_there_is(tmp_path: Path) -> None:
    """What tells of it is written over; it is of no use beside what tells of more."""
    kluis = Kluis(tmp_path)
    kluis.keep("7", FIRST)
    more = {**FIRST, "brief.xml": b"XML", "brief.json": b"van drie"}
    kluis.keep("7", more)
    assert kept(tmp_path) == {f"7-{name}": data for name, data in more.items()}
    assert [file.name for file in kluis.find("7")] == [f"7-{name}" for name in sorted(more)]


def test_another_document_sets_aside_the_former_with_what_tells_of_it(tmp_path: Path) -> None:
    kluis = Kluis(tmp_path)
    kluis.keep("7", {**FIRST, "brief.xml": b"XML"})
    other = {"brief.docx": b"Word", "brief.pdf": b"andere", "brief.json": b"van andere"}
    kluis.keep("7", other)
    lapsed = {"brief.pdf": b"PDF", "brief.xml": b"XML", "brief.json": b"van twee"}
    assert kept(tmp_path) == {f"7-{name}": data for name, data in other.items()} | {
        f"vervallen/7-{name}": data for name, data in lapsed.items()
    }
