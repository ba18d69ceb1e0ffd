"""How documents are made on this machine: what of it counts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.office.installatie import Maakwijze, find_libreoffice, find_maakwijze
from overeenkomstgen.office.lettertypen import installed_fonts

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


def test_which_fonts_there_are_is_asked_again_when_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (fonts := tmp_path / ".fonts").mkdir()
    monkeypatch.setattr("overeenkomstgen.office.lettertypen._FOLDERS", (fonts,))
    before = installed_fonts()
    assert before
    (program := tmp_path / "fc-list").write_text("#!/bin/sh\necho 'Nieuw,Nieuw Vet'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert installed_fonts() == before
    (fonts / "Nieuw.ttf").write_bytes(b"x")
    assert installed_fonts() == frozenset({"nieuw", "nieuw vet"})
