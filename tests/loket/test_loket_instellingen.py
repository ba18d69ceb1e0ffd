"""The settings at the counter: what is open first, and a next period."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from hulp.loket import Bezoek, bezoek
from hulp.toonbank import Toonbank, open_counter
from hulp.uitvoeren import call_program
from hulp.werkmappen import edit, files
from overeenkomstgen.cli.afloop import ExitCode

if TYPE_CHECKING:
    from pathlib import Path


PERIODE = (
    *("--ingang=1-1-2028", "--einde=31-12-2031"),
    *("--tarief=0,16", "--peildatum=1-1-2027"),
)


def page_of(own: Bezoek, place: str) -> str:
    return own.get(place).get_data(as_text=True)


def boxes(page: str) -> dict[str, str]:
    """Return what stands in the boxes of a page, by the name that is sent."""
    found = re.findall(r'<input type="(?:text|hidden)"[^>]* name="([^"]*)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def name_of(page: str, label: str) -> str:
    """Return the name that is sent of the first box under a label."""
    found = re.search(rf'<label for="vak-([^"]*)">{label}', page)
    assert found
    return found[1]


def test_what_is_open_comes_first_and_is_filled_in(werkmap: Path) -> None:
    own = bezoek(werkmap)
    page = page_of(own, "/instellingen")
    assert page.count('class="vak') == 13
    assert "Rekeningnummer van de stichting" in page
    before = (werkmap / "convenant.toml").read_text("utf-8")
    sent = boxes(page) | {name_of(page, "IBAN"): "NL95BANK0000000000"}
    done = own.post("/instellingen/open", data=sent)
    assert (done.status_code, done.location) == (303, "/instellingen/open?gewijzigd=ja")
    after = (werkmap / "convenant.toml").read_text("utf-8")
    assert after == before.replace('# iban = ""', 'iban = "NL95BANK0000000000"')
    assert page_of(own, done.location).count('class="vak') == 12
    late = own.post("/instellingen/open", data=sent | {name_of(page, "IBAN"): "NL48BANK1111111111"})
    assert late.status_code == 409
    text = late.get_data(as_text=True)
    assert "convenant.toml is intussen gewijzigd" in html.unescape(text)
    now = "er stond niets, en nu NL95BANK0000000000; hier staat wat u typte."
    assert f"IBAN: intussen gewijzigd: {now}" in text
    assert boxes(text)[name_of(text, "IBAN")] == "NL48BANK1111111111"


def test_each_part_has_its_settings(werkmap: Path) -> None:
    own = bezoek(werkmap)
    page = page_of(own, "/instellingen/documentsoort.herinnering")
    assert '<option value="niet getekend" selected>Niet getekend</option>' in page
    assert "Een per regel." in page
    assert ">Beëindigingsbevestiging</a>" in page
    assert "Agenda 6" in page_of(own, "/instellingen/agenda")
    for place in ("/instellingen/weg", "/instellingen/documentsoort.weg"):
        assert own.get(place).status_code == 404
        assert own.post(place, data=boxes(page)).status_code == 404


def test_what_is_wrong_stands_at_its_box(werkmap: Path) -> None:
    own, before = bezoek(werkmap), files(werkmap)
    page = page_of(own, "/instellingen/bijdrage")
    tarief = name_of(page, "Tarief")
    done = own.post("/instellingen/bijdrage", data=boxes(page) | {tarief: "veel"})
    text = done.get_data(as_text=True)
    assert done.status_code == 422
    assert f'<a href="#vak-{tarief}">Tarief: veel is geen getal; vul een getal in' in text
    assert boxes(text)[tarief] == "veel"
    assert files(werkmap) == before


KVK = "KvK-nummer; schrijf alle 8 cijfers, ook nullen vooraan"
BTW = "btw-nummer van een stichting; kijk alle tekens na: NL, 9 cijfers, B en 2 cijfers"
IBAN = "rekeningnummer (IBAN); kijk het na op een afschrift, teken voor teken"
EMAIL = "e-mailadres; schrijf het als naam@voorbeeld.nl"


@pytest.mark.parametrize(
    ("box", "wrong", "right", "told"),
    [
        ("KvK-nummer", ("abc", "1234567", "12345678.", "1234..5678"), "1234.56 78", KVK),
        ("Btw-nummer", ("NL001234561B01", "001234560B01", "NL001234560"), "NL0012.34.560.B01", BTW),
        ("IBAN", ("NL00BANK0123456789", "NL12BANK012345678"), "nl12 bank 0123 4567 89", IBAN),
        ("E-mailadres", ("post", "a@b"), "post@voorbeeld.nl", EMAIL),
    ],
)
def test_a_number_of_the_foundation_is_one(
    werkmap: Path, box: str, wrong: tuple[str, ...], right: str, told: str
) -> None:
    own = bezoek(werkmap)
    page = page_of(own, "/instellingen/stichting")
    for text in (*wrong, right):
        done = own.post("/instellingen/stichting", data=boxes(page) | {name_of(page, box): text})
        assert done.status_code == (303 if text == right else 422)
        assert (f"{text} is geen {told}." in done.get_data(as_text=True)) is (text != right)


def test_settings_that_are_not_right_are_mended(werkmap: Path) -> None:
    own = bezoek(werkmap)
    edit(werkmap, "leden = 41", 'leden = "veel"', "convenant.toml")
    assert own.get("/").status_code == 409
    page = page_of(own, "/instellingen")
    assert "&#34;veel&#34; past hier niet" in page
    sent = boxes(page) | {name_of(page, "Leden"): "41"}
    assert own.post("/instellingen/open", data=sent).status_code == 303
    assert own.get("/").status_code == 200


def test_a_file_that_cannot_be_read_is_told_of(werkmap: Path) -> None:
    own = bezoek(werkmap)
    (werkmap / "convenant.toml").write_text("[convenant\n", "utf-8")
    page = page_of(own, "/instellingen")
    assert "de kop is niet afgesloten" in page


def test_a_next_period_is_begun_as_by_the_command(werkmap: Path) -> None:
    own, before = bezoek(werkmap), files(werkmap)
    page = page_of(own, "/instellingen")
    assert 'href="/doe/nieuw?ingang=01-01-2028"' in page
    asked = {"ingang": "1-1-2028", "einde": "31-12-2031", "tarief": "0,16"}
    done = own.doe("nieuw", map="2028-2031", peildatum="1-1-2027", **asked)
    text = done.get_data(as_text=True)
    assert "De nieuwe periode is begonnen" in text
    assert "de dag waarop het nieuwe convenant is getekend" in text
    assert files(werkmap) == before
    options = [f"--{name}={value}" for name, value in asked.items()]
    ran = call_program("nieuw", "../ander", *options, "--peildatum=1-1-2027", cwd=werkmap)
    assert ran.code == 0
    assert files(werkmap.parent / "2028-2031") == files(werkmap.parent / "ander")
    assert 'action="/periode/2028-2031"' in text
    assert 'action="/periode/2028-2031"' in page_of(own, "/instellingen")


def test_the_counter_of_another_period_is_one_by_itself(werkmap: Path) -> None:
    made = ("nieuw", "../volgende", *PERIODE)
    assert call_program(*made, cwd=werkmap).code == 0
    (werkmap.parent / "elders").symlink_to(werkmap.parent / "volgende")
    (werkmap.parent / "leeg").mkdir()
    with open_counter(werkmap) as counter:
        counter.enter()
        found = re.findall('action="/periode/([^"]*)"', counter.ask("GET", "/instellingen").text)
        assert found == ["volgende"]
        for name in ("elders", "leeg", werkmap.name, "..", "weg"):
            assert counter.ask("POST", f"/periode/{name}").code in {404, 405}
        opened = counter.ask("POST", "/periode/volgende").text
        (adres,) = re.findall(r'class="knop" href="(http://127[^"]*)"', opened)
        other = Toonbank(counter.process, adres)
        assert other.hier != counter.hier
        assert other.ask("GET", "/", headers={"Cookie": counter.koekje}).code == 403
        assert 'content="0;url=/instellingen"' in other.enter().text  # they are to be filled in
        for each, folder in ((other, "volgende"), (counter, werkmap.name)):
            place = f"in de map {werkmap.with_name(folder)} op deze computer"
            assert place in each.ask("GET", "/instellingen").text
        assert (
            other.ask("GET", adres.removeprefix(other.hier), headers={"Cookie": None}).code == 403
        )
        again = counter.ask("POST", "/periode/volgende").text
        assert f'href="{other.hier}/?sleutel=' in again
        assert adres not in again
    assert counter.process.returncode == ExitCode.INTERRUPTED


def test_behind_a_proxy_no_other_counter_is_opened(werkmap: Path) -> None:
    assert call_program("nieuw", "../volgende", *PERIODE, cwd=werkmap).code == 0
    own = bezoek(werkmap, let_in=False)
    own.loket.toegang.achter = own.hier
    assert own.get(f"/?sleutel={own.loket.toegang.sleutel}").status_code == 200
    assert "/periode/" not in page_of(own, "/instellingen")
    assert own.post("/periode/volgende").status_code == 404


def test_a_next_period_comes_beside_this_one(werkmap: Path) -> None:
    own, before = bezoek(werkmap), files(werkmap.parent)
    asked = {"ingang": "1-1-2028", "einde": "31-12-2031", "tarief": "0,16", "peildatum": "1-1-2027"}
    for name in ("../weg", "..", "/tmp/weg", werkmap.name):  # noqa: S108 - it is refused
        assert "Er is niets gemaakt" in own.doe("nieuw", map=name, **asked).get_data(as_text=True)
    late = own.doe("nieuw", map="x", **asked | {"einde": "1-1-2027"}).get_data(as_text=True)
    assert "ligt niet na de ingang" in late
    assert files(werkmap.parent) == before
