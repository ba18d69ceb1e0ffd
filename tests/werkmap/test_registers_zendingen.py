"""What was sent, on disk: it stays as it was recorded, and is told of each municipality."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from hulp.ketting import GEWIJZIGD, assert_opens_as_text, check_damage, replaced
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.uitgifte.overzicht import status
from overeenkomstgen.verwijzing import actie
from overeenkomstgen.werkmap.registers import read_zendingen, record_zendingen
from overeenkomstgen.werkmap.werkmap import Werkmap

if TYPE_CHECKING:
    from pathlib import Path

HERINNERING = Zending(
    soort="herinnering",
    cbs_code="GM0150",
    gemeente="Deventer",
    datum=date(2023, 2, 10),
    exemplaar=2,
    bestand="verzonden/1a2b3c4d-herinnering-deventer-2.pdf",
    sha256="1a2b3c4d" * 8,
    kenmerk="2023-HER-GM0150-2",
)
FACTUUR = replace(
    HERINNERING,
    soort="factuurbrief",
    gemeente="=Deventer; e.o.",
    exemplaar=1,
    bestand="facturen/P31-2024-001-factuur-2024-deventer.pdf",
    jaar=2024,
    kenmerk="",
    factuurnummer="P31-2024-001",
    bij="herinnering",
)
GESCHREVEN = (
    "\ufeffnummer;moment;soort;cbs_code;gemeente;datum;exemplaar;bestand;sha256;jaar;kenmerk;"
    "factuurnummer;bij;vorige;controle"
)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1709294400")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    record_zendingen(tmp_path / "verzonden.csv", [HERINNERING])
    record_zendingen(tmp_path / "verzonden.csv", [FACTUUR])
    return tmp_path / "verzonden.csv"


def test_what_was_sent_comes_back(path: Path) -> None:
    assert read_zendingen(path) == (HERINNERING, FACTUUR) == record_zendingen(path, [])
    assert path.read_text("utf-8").split("\n")[0].strip() == GESCHREVEN
    assert_opens_as_text(path, 2)
    copy = path.parent / "verzonden/verzonden.csv.kopie"
    assert copy.read_bytes() == path.read_bytes()


def test_nothing_was_sent_where_there_is_no_file(tmp_path: Path) -> None:
    assert read_zendingen(tmp_path / "verzonden.csv") == ()
    assert not [*tmp_path.iterdir()]


def test_damage_is_told_with_the_row(path: Path) -> None:
    advice = f"\nKijk wat er terug te zetten is met: {actie('herstel')}. Wijzig het bestand nooit "
    check_damage(
        path,
        replaced(2, "2023-02-10", "2023-02-11"),
        f"verzonden.csv, rij 2: {GEWIJZIGD}{advice}zelf: wat is verzonden verandert niet meer.",
        read_zendingen,
        lambda path: record_zendingen(path, [FACTUUR]),
    )


def test_the_status_has_of_each_what_was_sent_to_it(werkmap: Path) -> None:
    other = replace(HERINNERING, cbs_code="GM0193", gemeente="Zwolle")
    record_zendingen(werkmap / "verzonden.csv", [HERINNERING, other, FACTUUR])
    regels = status(Werkmap(werkmap)).per_code
    assert regels["GM0150"].verzonden == (HERINNERING, FACTUUR)
    assert regels["GM0193"].verzonden == (other,)
    assert regels["GM0141"].verzonden == ()
