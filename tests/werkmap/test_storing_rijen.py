"""A table as long as it can be: in a file of its own, for it takes long by itself."""

from __future__ import annotations

import pytest

from hulp.storing import open_plek, small_werkmap
from overeenkomstgen.office.installatie import find_libreoffice

pytestmark = [pytest.mark.lang, pytest.mark.ongemeten]


def test_ten_thousand_rows() -> None:
    """As many as there are codes: all are checked, and one is made."""
    with open_plek(find_libreoffice().executable) as plek:
        werkmap = small_werkmap(plek.new_folder() / "werkmap")
        heading = (werkmap / "gemeenten.csv").read_text("utf-8-sig").splitlines()[0]
        rows = [
            f"Verzonnen {number};GM{number:04};{1000 + number};Dorpsstraat {number};1234 AB;"
            f"Plaats {number};de heer;A. Jansen;burgemeester;10-01-2023;;;"
            for number in range(10_000)
        ]
        (werkmap / "gemeenten.csv").write_text("\n".join([heading, *rows, ""]), "utf-8-sig")
        toml = werkmap / "convenant.toml"
        text = toml.read_text("utf-8").replace("leden = 3", "leden = 10000")
        toml.write_text(text.partition("[documentsoort.bijlage-3]")[0], "utf-8")  # the last one
        ended = plek.run(werkmap, "controleer")
        assert ended.out.startswith(
            "In orde: 10000 gemeenten, 1 sjabloon, convenant 2023 t/m 2027.\n"
        )
        plek.run(werkmap, "genereer", "GM9999")
        assert sorted(file.name for file in (werkmap / "uitvoer/overeenkomsten").iterdir()) == [
            "samenwerkingsovereenkomst-verzonnen-9999.docx",
            "samenwerkingsovereenkomst-verzonnen-9999.pdf",
        ]
