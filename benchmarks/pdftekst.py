"""Whether two programs made the same documents: the same pages, with the same text."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from pypdfium2 import PdfDocument


def read_texts(folder: Path, names: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the text of each page of each document, with single spaces.

    Raises:
        SystemExit: A document is not there.
    """
    missing = [name for name in names if not (folder / f"{name}.pdf").is_file()]
    if missing:
        raise SystemExit(f"{len(missing)} van {len(names)} PDF's zijn er niet, zoals {missing[0]}.")
    return {name: _pages(folder / f"{name}.pdf") for name in names}


def check_same(naam: str, ours: dict[str, tuple[str, ...]], folder: Path) -> None:
    """Compare documents with ours.

    Raises:
        SystemExit: They are not the same.
    """
    theirs = read_texts(folder, ours)
    if other := [name for name, pages in ours.items() if theirs[name] != pages]:
        raise SystemExit(f"{naam}: {len(other)} PDF's met een andere tekst, zoals {other[0]}.")


def _pages(path: Path) -> tuple[str, ...]:
    pdf = PdfDocument(path)
    try:
        return tuple(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)
    finally:
        pdf.close()
