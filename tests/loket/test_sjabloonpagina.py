"""Templates at the counter: looked at, another one tried and put to use, and one derived."""

from __future__ import annotations

import html
import io
import re
from typing import TYPE_CHECKING

import pytest

from hulp.loket import bezoek
from hulp.storing import small_werkmap
from hulp.werkmappen import edit_word, files
from hulp.wordbouw import docx, paragraph
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug.test import TestResponse

    from hulp.loket import Bezoek

pytestmark = pytest.mark.usefixtures("onthoudt")

NAME = "samenwerkingsovereenkomst.docx"
DRAFT = f"uitvoer/proef/sjablonen/{NAME}"


@pytest.fixture
def werkmap(tmp_path: Path) -> Path:
    return small_werkmap(tmp_path / "werkmap", "opzegbevestiging")


def inner(page: TestResponse) -> str:
    assert page.status_code == 200, page.get_data(as_text=True)
    return " ".join(page.get_data(as_text=True).partition("<main")[2].split())


def changed(werkmap: Path, old: str, new: str) -> bytes:
    """Return the template of the agreement with another text; the werkmap is as it was."""
    place = werkmap / "sjablonen" / NAME
    before = place.read_bytes()
    edit_word(werkmap, old, new, NAME)
    content = place.read_bytes()
    place.write_bytes(before)
    return content


def lay_ready(own: Bezoek, content: bytes) -> str:
    return inner(own.doe("sjabloon", naam=NAME, bestand=(io.BytesIO(content), "nieuw.docx")))


def shown_fingerprint(page: str) -> str:
    found = re.search(r'name="vingerafdruk" value="([^"]+)"', page)
    assert found
    return found[1]


def test_what_is_found_is_shown_and_given_as_comments(werkmap: Path) -> None:
    edit_word(werkmap, "{{ gemeente.naam }}", "{{ gemeente.nam }}", NAME)
    own, before = bezoek(werkmap), files(werkmap)
    text = inner(own.get("/sjablonen"))
    assert f'href="/sjablonen/{NAME}">Samenwerkingsovereenkomst</a></th><td>2 fouten, ' in text
    text = inner(own.get(f"/sjablonen/{NAME}"))
    assert "Het veld gemeente.nam bestaat niet" in text
    given = own.get(f"/sjablonen/{NAME}/nagekeken")
    name = "samenwerkingsovereenkomst-nagekeken.docx"
    assert given.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert b"word/comments.xml" in given.data
    assert own.get("/sjablonen/convenant.toml").status_code == 404
    assert files(werkmap) == before


def test_another_is_tried_and_put_to_use(werkmap: Path) -> None:
    own, old = bezoek(werkmap), (werkmap / "sjablonen" / NAME).read_bytes()
    new = changed(werkmap, "Partijen", "De partijen")
    text = lay_ready(own, new)
    place = f"/doe/vergelijk?oud-plaats=sjablonen/{NAME}&amp;nieuw-plaats={DRAFT}"
    assert place in text
    tried = inner(own.doe("beproef", naam=NAME, klaar="ja"))
    assert tried.count('<tr><th scope="row"') == 3
    assert "/blad/2/uitvoer/proef/samenwerkingsovereenkomst/" in tried
    assert (werkmap / "sjablonen" / NAME).read_bytes() == old
    page = inner(own.get(f"/sjablonen/{NAME}"))
    assert shown_fingerprint(page) == shown_fingerprint(text)
    done = inner(own.doe("neem-sjabloon", naam=NAME, vingerafdruk=shown_fingerprint(page)))
    assert "In gebruik genomen" in done
    assert (werkmap / "sjablonen" / NAME).read_bytes() == new
    (kept,) = (werkmap / "kopie").iterdir()
    assert kept.read_bytes() == old
    assert f"/bestand/kopie/{kept.name}" in done
    assert "Klaargelegd" not in inner(own.get(f"/sjablonen/{NAME}"))


def test_one_that_another_window_changed_is_not_put_to_use(werkmap: Path) -> None:
    own = bezoek(werkmap)
    page = lay_ready(own, changed(werkmap, "Partijen", "De partijen"))
    lay_ready(own, changed(werkmap, "Partijen", "Alle partijen"))
    before = files(werkmap)
    done = own.doe("neem-sjabloon", naam=NAME, vingerafdruk=shown_fingerprint(page))
    assert "is intussen gewijzigd" in inner(done)
    assert files(werkmap) == before
    asked = own.post("/doe/neem-sjabloon", data={"naam": NAME})
    assert asked.status_code == 422


def test_one_with_faults_is_told_and_not_offered(werkmap: Path) -> None:
    own = bezoek(werkmap)
    text = lay_ready(own, changed(werkmap, "{{ gemeente.naam }}", "{{ gemeente.nam }}"))
    assert "Het veld gemeente.nam bestaat niet" in text
    assert "In gebruik nemen" not in text
    page = inner(own.get(f"/sjablonen/{NAME}"))
    done = inner(own.doe("neem-sjabloon", naam=NAME, vingerafdruk=shown_fingerprint(page)))
    assert "het veld gemeente.nam bestaat niet" in done


def test_what_others_miss_then_is_told(werkmap: Path) -> None:
    text = lay_ready(bezoek(werkmap), changed(werkmap, 'w:name="duur"', 'w:name="looptijd"'))
    assert "Dan klopt er elders iets niet meer" in text
    assert "artikel.duur" in text


def derive(own: Bezoek, *sentences: str, **more: object) -> str:
    """Give an example of Deventer; return the page with what was found in it."""
    given = io.BytesIO(docx("".join(map(paragraph, sentences))))
    vakken = {"soort": "samenwerkingsovereenkomst", "gemeente": "Deventer"}
    return inner(own.doe("afleiden", bestand=(given, "deventer.docx"), **vakken, **more))


def test_one_is_derived_as_was_decided_of_each_value(werkmap: Path) -> None:
    own = bezoek(werkmap)
    page = derive(own, "De gemeente Deventer heeft 101.446 inwoners.", "Wat Deventer doet.")
    options = re.findall(r'<option value="([^"]*)" selected>', page)
    assert options == ["gemeente.naam", "gemeente.inwoners"]
    names = re.findall(r'<select name="(v\d)"', page)
    assert names == ["v2", "v0", "v1"]  # what is unsure comes first
    chosen = {"v0": "", "v1": "gemeente.inwoners", "v2": "gemeente.plaats"}
    begun = own.post("/sjablonen/afleiding/1", data=chosen)
    text = html.unescape(inner(own.einde(begun.location)))
    assert "Het sjabloon ligt klaar" in text
    assert "Deventer: woord voor woord gelijk aan deventer.docx." in text
    assert "Het hele document</th><td>Het veld gemeente.adres komt niet voor" in text
    made = read_word((werkmap / DRAFT).read_bytes()).as_text().splitlines()
    assert made == [
        "De gemeente Deventer heeft {{ gemeente.inwoners | getal }} inwoners.",
        "Wat {{ gemeente.plaats }} doet.",
    ]
    assert own.get("/werk/2/bestand").data == (werkmap / DRAFT).read_bytes()


@pytest.mark.parametrize("number", [1, 99])
def test_of_other_work_nothing_is_derived(werkmap: Path, number: int) -> None:
    own = bezoek(werkmap)
    own.doe("bijlage3")
    assert own.post(f"/sjablonen/afleiding/{number}").status_code == 404


def test_a_second_example_needs_its_municipality(werkmap: Path) -> None:
    told = derive(bezoek(werkmap), "Deventer", gemeente2="Zwolle")
    assert "een tweede document en de gemeente daarvan horen bij elkaar" in told


def test_settings_that_cannot_be_read(werkmap: Path) -> None:
    (werkmap / "convenant.toml").write_text("= 3", "utf-8")
    assert bezoek(werkmap).get("/sjablonen").status_code == 409
