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

OTHER = "installeer het lettertype, of kies er een dat er wel is, zoals"
APT = "met: sudo apt-get install fonts-crosextra-carlito, of kies er een dat er wel is, zoals"


@pytest.mark.parametrize(
    ("asked", "installed", "advice"),
    [
        ("Calibri", {"carlito"}, None),
        ("CALIBRI", {"calibri"}, None),
        ("Carlito", {"calibri"}, f"installeer het lettertype {APT} Calibri"),
        ("Arial", {"arimo"}, None),
        ("Liberation Sans", {"arial"}, f"{OTHER} Arial"),
        ("Calibri", {"liberation serif"}, f"installeer het lettertype {APT} Times New Roman"),
        ("Palatino", {"p052"}, f"{OTHER} Palatino Linotype"),
        ("Palatino", {"dejavu sans"}, "installeer het lettertype"),
        ("Wingdings", set(), None),
        ("Papyrus", None, None),
    ],
)
def test_a_font_is_missed_and_another_that_is_there_is_named(
    tmp_path: Path, asked: str, installed: set[str] | None, advice: str | None
) -> None:
    path = tmp_path / "brief.docx"
    fonts = f'<w:rFonts w:ascii="{asked}" w:hAnsi="{asked}"/>'
    path.write_bytes(template(paragraph(run("tekst", fonts))))
    found = find_fonts(Sjabloonbestand.read(path), installed)
    told = [vondst.fault.advice for vondst in found if asked in vondst.fault.what]
    assert told == ([] if advice is None else [advice])
