"""How documents are made on this machine: what of it counts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.office.installatie import Maakwijze, find_libreoffice, find_maakwijze

if TYPE_CHECKING:
    import pytest


def test_fonts_count_for_the_pdf_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = find_libreoffice()
    fonts = tmp_path / ".fonts"
    fonts.mkdir()
    monkeypatch.setattr("overeenkomstgen.office.lettertypen._FOLDERS", (fonts,))
    before = office.maakwijze
    assert office.maakwijze == before
    (fonts / "Nieuw.ttf").write_bytes(b"x")
    after = office.maakwijze
    assert after.word == before.word
    assert after.pdf != before.pdf
    os.utime(fonts / "Nieuw.ttf", (1, 1))
    assert office.maakwijze.pdf != after.pdf
    assert find_maakwijze() == Maakwijze(before.word, "")
