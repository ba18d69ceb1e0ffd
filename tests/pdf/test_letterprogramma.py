"""Font programs, read as fontTools reads them."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import pikepdf
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has no types
from pikepdf import Dictionary

from overeenkomstgen.pdf.herkenning.letterprogramma import read_widths

if TYPE_CHECKING:
    from hulp.uitvoeren import Made


@pytest.fixture(scope="module")
def programs(made: Made) -> list[bytes]:
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    found = []
    for pdf in made.pdfs()[:3]:
        with pikepdf.open(pdf) as document:
            found += [
                each.FontFile2.read_bytes()
                for each in document.objects
                if isinstance(each, Dictionary) and "/FontFile2" in each
            ]
    return found


def test_all_widths_are_those_of_fonttools(programs: list[bytes]) -> None:
    for data in programs:
        widths, font = read_widths(data, range(256)), TTFont(io.BytesIO(data), lazy=True)
        assert widths is not None
        em, (table,) = font["head"].unitsPerEm, font["cmap"].tables
        assert len(table.cmap) > 10
        for code in range(256):
            name = table.cmap.get(code)
            known = None if name is None else font["hmtx"][name][0] * 1000 / em
            assert (code, widths[code]) == (code, known)


@pytest.mark.parametrize("size", [0, 3, 12, 100, 204])
def test_half_a_program_is_none(programs: list[bytes], size: int) -> None:
    assert read_widths(programs[0][:size], [65]) is None


def test_another_font_is_not_known() -> None:
    assert read_widths(b"OTTO" + bytes(500), [65]) is None
    assert read_widths(b"true\xff\xff" + bytes(500), [65]) is None
