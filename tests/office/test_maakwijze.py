"""How documents are made on this machine: what of it counts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.office.hier import maakwijze_of
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.office.maakwijze import Maakwijze, find_maakwijze

if TYPE_CHECKING:
    import pytest


def test_fonts_count_for_the_pdf_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = find_libreoffice()
    fonts = tmp_path / ".fonts"
    fonts.mkdir()
    monkeypatch.setattr("overeenkomstgen.office.lettertypen._FOLDERS", (fonts,))
    before = maakwijze_of(office)
    assert maakwijze_of(office) == before
    (fonts / "Nieuw.ttf").write_bytes(b"x")
    after = maakwijze_of(office)
    assert after.word == before.word
    assert after.pdf != before.pdf
    os.utime(fonts / "Nieuw.ttf", (1, 1))
    assert maakwijze_of(office).pdf != after.pdf
    assert find_maakwijze() == Maakwijze(before.word, "")
