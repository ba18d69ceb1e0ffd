"""Which fonts are missed: a replacement stands for its original, not the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hulp.sjabloonbouw import template
from hulp.wordbouw import paragraph, run
from overeenkomstgen.keuring.lettertypen import find_fonts
from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("asked", "installed", "missed"),
    [
        ("Calibri", {"carlito"}, 0),
        ("CALIBRI", {"calibri"}, 0),
        ("Carlito", {"calibri"}, 1),
        ("Arial", {"arimo"}, 0),
        ("Liberation Sans", {"arial"}, 1),
        ("Palatino", {"p052"}, 1),
        ("Wingdings", set(), 0),
        ("Papyrus", None, 0),
    ],
)
def test_a_font_is_missed(
    tmp_path: Path, asked: str, installed: set[str] | None, missed: int
) -> None:
    path = tmp_path / "brief.docx"
    fonts = f'<w:rFonts w:ascii="{asked}" w:hAnsi="{asked}"/>'
    path.write_bytes(template(paragraph(run("tekst", fonts))))
    found = find_fonts(Sjabloonbestand.read(path), installed)
    told = [vondst.fault.what for vondst in found if asked in vondst.fault.what]
    assert len(told) == missed
