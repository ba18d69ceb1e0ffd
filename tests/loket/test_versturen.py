"""Sending at the counter: drafts, ticking them off, and what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hulp.loket import Bezoek, bezoek
from hulp.uitvoeren import call_program
from hulp.werkmappen import fill_in, keep_gemeenten
from overeenkomstgen.werkmap.registers import read_zendingen

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("onthoudt")

DRAFTS = "uitvoer/verzenden/herinnering"


@pytest.fixture
def own(werkmap: Path) -> Bezoek:
    """Open a counter where reminders are made for two."""
    fill_in(keep_gemeenten(werkmap, "Deventer", "Zwolle"))
    for arguments in (("genereer",), ("genereer", "--soort", "herinnering")):
        assert call_program(*arguments, cwd=werkmap).code == 0
    return bezoek(werkmap)


def text_of(own: Bezoek, path: str) -> str:
    return own.get(path).get_data(as_text=True)


def test_what_was_ticked_off_is_recorded_and_the_rest_stays_ready(own: Bezoek) -> None:
    werkmap = own.loket.werkmap.folder
    assert 'href="/maken?soort=collegenota&amp;jaar="' in text_of(own, "/versturen/collegenota")
    page = text_of(own, "/versturen")
    assert 'href="/versturen/herinnering"' in page
    assert "Opzegbevestiging" in page.partition("Nu voor niemand")[2]
    made = own.doe("verzend", soort="herinnering", jaar="").get_data(as_text=True)
    assert "Herinnering: 2 concepten van een e-mail. Er is niets verstuurd." in made
    page = text_of(own, "/versturen/herinnering")
    for naam in ("deventer", "zwolle"):
        place = f"{DRAFTS}/herinnering-{naam}.eml"
        assert f'href="/bestand/{place}"' in page
        assert own.get(f"/bestand/{place}").data == (werkmap / place).read_bytes()
    none = own.doe("verzonden", soort="herinnering", jaar="").get_data(as_text=True)
    assert "er is geen gemeente gekozen; zeg wie het kreeg" in none
    assert not (werkmap / "verzonden.csv").exists()
    done = own.doe("verzonden", soort="herinnering", jaar="", gemeente="Deventer", op="10-02-2023")
    told = 'verzonden op 10 februari 2023: <a href="/gemeenten/2">Deventer</a>.'
    assert told in done.get_data(as_text=True)
    (sent, *along) = read_zendingen(werkmap / "verzonden.csv")
    assert (sent.gemeente, [each.gemeente for each in along]) == ("Deventer", ["Deventer"])
    page = text_of(own, "/versturen/herinnering")
    ready, _, had = page.partition("Wat is verzonden")
    assert 'value="Zwolle"' in ready
    assert 'value="Deventer"' not in ready
    assert f'href="/bekijk/{sent.bestand}"' in had


def test_what_is_open_is_told_with_where_and_nothing_is_drafted(werkmap: Path) -> None:
    keep_gemeenten(werkmap, "Deventer", "Zwolle")
    for arguments in (("genereer",), ("genereer", "--soort", "herinnering")):
        assert call_program(*arguments, cwd=werkmap).code == 0
    refused = bezoek(werkmap).doe("verzend", soort="herinnering").get_data(as_text=True)
    assert "Er is geen concept gemaakt, want wat u verstuurt is nog niet volledig." in refused
    assert "Nog niet bekend in de tekst van de e-mail" in refused
    assert "Nog niet bekend in een stuk dat meegaat: Herinnering" in refused
    assert '(<a href="/instellingen">de instellingen</a>, ' in refused
    back = '<a class="knop stil" href="/doe/verzend?soort=herinnering">Terug naar wat u invulde</a>'
    assert back in refused
    assert not (werkmap / DRAFTS).exists()


def test_a_kind_that_is_not_sent_has_no_page(own: Bezoek) -> None:
    for path in ("/versturen/samenwerkingsovereenkomst", "/versturen/herinnering?jaar=2024"):
        assert own.get(path).status_code == 404


def test_a_template_of_what_was_sent_is_tried(own: Bezoek) -> None:
    own.doe("verzend", soort="herinnering", jaar="")
    own.doe("verzonden", soort="herinnering", jaar="", gemeente="Deventer", op="10-02-2023")
    tried = own.doe("beproef", naam="herinnering.docx").get_data(as_text=True)
    assert "Dit ging niet" not in tried
    assert "Deventer" in tried
