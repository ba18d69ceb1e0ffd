"""Every PDF that is published, judged by veraPDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verapdf import broken_rules

if TYPE_CHECKING:
    from conftest import Made


def test_verapdf_passes_every_pdf(made: Made) -> None:
    passed: dict[str, list[str]] = {pdf.name: [] for pdf in made.pdfs()}
    assert broken_rules("2a", made.pdfs()) == passed
    assert broken_rules("ua1", made.pdfs()) == passed
