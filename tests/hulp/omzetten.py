"""Word files made into PDFs by LibreOffice, with what a test seldom says."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from overeenkomstgen.office.installatie import Installatie, cores
from overeenkomstgen.office.omzetting import Omzetting, Werkers

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from overeenkomstgen.office.libreoffice import LibreOffice


def to_pdf(  # noqa: PLR0913 - what a run says, most of it seldom
    sources: Iterable[Path],
    out: Path,
    *,
    office: Installatie,
    workers: int | None = None,
    idle_limit: float = 60.0,
    early: deque[LibreOffice] | None = None,
) -> Generator[Omzetting]:
    """Make a PDF of each Word file; by default with a LibreOffice for each core."""
    werkers = Werkers(office, out, idle_limit, workers or cores(), early or deque())
    return werkers.convert(sources)
