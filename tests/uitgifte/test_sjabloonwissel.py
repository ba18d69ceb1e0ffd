"""A template of the user's own: examined where it is to stand, tried, and only then put to use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import overeenkomstgen as lib
from hulp.storing import small_werkmap
from hulp.werkmappen import edit_word, files
from overeenkomstgen.uitgifte import sjabloonwissel

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten, pytest.mark.usefixtures("onthoudt")]

NAME, LETTER = "samenwerkingsovereenkomst.docx", "herinnering.docx"
DRAFT = "uitvoer/proef/sjablonen"


@pytest.fixture
def werkmap(tmp_path: Path) -> lib.Werkmap:
    return lib.Werkmap(small_werkmap(tmp_path / "werkmap", "herinnering"))


def changed(werkmap: lib.Werkmap, old: str, new: str, name: str = NAME) -> bytes:
    """Return a template of a werkmap in which a text is another."""
    other = lib.Werkmap(Path(shutil.copytree(werkmap.folder, werkmap.folder.with_name("anders"))))
    edit_word(other.folder, old, new, name)
    content = (other.sjablonen / name).read_bytes()
    shutil.rmtree(other.folder)
    return content


def test_it_is_tried_and_put_to_use_and_the_former_is_kept(werkmap: lib.Werkmap) -> None:
    new = changed(werkmap, "Partijen", "De partijen")
    before, shown = files(werkmap.folder), lib.sjabloon_van(werkmap, NAME).vingerafdruk
    tried = lib.leg_klaar(werkmap, NAME, new)
    assert (tried.keuring.fouten, tried.gevolgen, tried.kopie) == ((), (), None)
    assert tried.keuring.soorten == ("Samenwerkingsovereenkomst",)
    assert files(werkmap.folder) == before | {f"{DRAFT}/{NAME}": new}
    soort, made = lib.beproef(werkmap, str(tried.bestand), None)
    assert (soort.naam, {each.redenen for each in made}) == ("Samenwerkingsovereenkomst", {()})
    stand = lib.sjabloon_van(werkmap, NAME)
    assert (stand.gebruik, stand.klaar) == (werkmap.sjablonen / NAME, tried.bestand)
    with pytest.raises(lib.VerouderdError):
        lib.neem_sjabloon(werkmap, NAME, None, shown)  # before there was another to be tried
    taken = lib.neem_sjabloon(werkmap, NAME, None, stand.vingerafdruk)
    assert lib.sjabloon_van(werkmap, NAME).klaar is None
    assert (werkmap.sjablonen / NAME).read_bytes() == new
    assert taken.kopie
    assert taken.kopie.parent == werkmap.kopie
    assert taken.kopie.read_bytes() == before[f"sjablonen/{NAME}"]
    again = lib.neem_sjabloon(werkmap, NAME, new)
    assert again.kopie is None
    assert len(list(werkmap.kopie.iterdir())) == 1


def test_one_with_faults_is_not_put_to_use(werkmap: lib.Werkmap) -> None:
    new = changed(werkmap, "{{ gemeente.naam }}", "{{ gemeente.nam }}")
    before = files(werkmap.folder)
    with pytest.raises(lib.InputError, match=r"gemeente\.nam") as caught:
        lib.neem_sjabloon(werkmap, NAME, new, lib.sjabloon_van(werkmap, NAME).vingerafdruk)
    assert files(werkmap.folder) == before
    tried = lib.leg_klaar(werkmap, NAME, new)
    assert tried.keuring.fouten == caught.value.faults
    told = [each.fault for each in tried.keuring.vondsten]
    assert all(fault.plek for fault in told if "gemeente.nam" in str(fault))


def test_what_is_no_word_file_is_told(werkmap: lib.Werkmap) -> None:
    before = files(werkmap.folder)
    with pytest.raises(lib.InputError, match=f"sjablonen/{NAME}"):
        lib.neem_sjabloon(werkmap, NAME, b"%PDF-1.7")
    assert files(werkmap.folder) == before
    assert lib.leg_klaar(werkmap, NAME, b"%PDF-1.7").keuring.bestand is None


def test_one_that_was_changed_meanwhile_is_not_overwritten(werkmap: lib.Werkmap) -> None:
    new = changed(werkmap, "Partijen", "Beide partijen")
    shown = lib.sjabloon_van(werkmap, NAME).vingerafdruk
    edit_word(werkmap.folder, "Partijen", "Alle partijen", NAME)
    before = files(werkmap.folder)
    with pytest.raises(lib.VerouderdError, match=f"{NAME} is intussen gewijzigd"):
        lib.neem_sjabloon(werkmap, NAME, new, shown)
    assert files(werkmap.folder) == before


def test_the_first_of_a_documentsoort(werkmap: lib.Werkmap) -> None:
    content = (werkmap.sjablonen / LETTER).read_bytes()
    (werkmap.sjablonen / LETTER).unlink()
    assert lib.sjabloon_van(werkmap, LETTER) == lib.Sjabloonstand(None, None, "")
    taken = lib.neem_sjabloon(werkmap, LETTER, content, "")
    assert (taken.kopie, (werkmap.sjablonen / LETTER).read_bytes()) == (None, content)


def test_nothing_was_kept_to_be_tried(werkmap: lib.Werkmap) -> None:
    with pytest.raises(lib.InputError, match="er ligt geen sjabloon met deze naam klaar"):
        lib.neem_sjabloon(werkmap, NAME)


@pytest.mark.parametrize("name", ["vreemd.docx", "herinnering.txt", "", "sub/x.docx"])
def test_a_name_that_no_documentsoort_has(werkmap: lib.Werkmap, name: str) -> None:
    what = "geen enkele documentsoort heeft een sjabloon met deze naam"
    for does in (lib.leg_klaar, lib.neem_sjabloon):
        with pytest.raises(lib.InputError, match=what):
            does(werkmap, name, b"")


@pytest.mark.parametrize("name", ["../convenant.toml", "/etc/passwd"])
def test_a_name_that_leads_away(werkmap: lib.Werkmap, name: str) -> None:
    for does in (lib.leg_klaar, lib.neem_sjabloon):
        with pytest.raises(lib.OvereenkomstgenError):
            does(werkmap, name, b"")


def test_one_that_is_too_big(werkmap: lib.Werkmap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sjabloonwissel, "MOST_BYTES", 3)
    with pytest.raises(lib.InputError, match="dit bestand is te groot voor een sjabloon"):
        lib.leg_klaar(werkmap, NAME, b"1234")


def test_settings_that_cannot_be_read(werkmap: lib.Werkmap) -> None:
    werkmap.instellingen.write_text("= 3", "utf-8")
    with pytest.raises(lib.InputError, match=r"convenant\.toml"):
        lib.leg_klaar(werkmap, NAME, b"")


def test_who_joins_later_is_found_in_it_too(werkmap: lib.Werkmap) -> None:
    """Not by the examination, but by what is read before anything is made."""
    table = werkmap.folder / "gemeenten.csv"
    heading, first, *rest = table.read_text("utf-8-sig").splitlines()
    lines = [f"{heading};toetreding", f"{first};01-01-2025", *(f"{each};" for each in rest)]
    table.write_text("\n".join(lines), "utf-8")
    new = changed(werkmap, "{{ overeenkomst.ingang | datum }}", "1 januari 2023")
    faults = lib.leg_klaar(werkmap, NAME, new).keuring.fouten
    assert [each.what for each in faults if "treedt later toe" in each.what]


def test_what_others_miss_then_is_told(tmp_path: Path) -> None:
    """A letter refers to an article that the new agreement does not have."""
    werkmap = lib.Werkmap(small_werkmap(tmp_path / "werkmap", "opzegbevestiging"))
    new = changed(werkmap, 'w:name="duur"', 'w:name="looptijd"')
    (told,) = lib.leg_klaar(werkmap, NAME, new).gevolgen
    assert told.where.startswith("sjablonen/opzegbevestiging.docx, alinea ")
    assert "artikel.duur" in told.what
    taken = lib.neem_sjabloon(werkmap, NAME, new)
    assert taken.gevolgen == (told,)
    assert lib.leg_klaar(werkmap, NAME, new).gevolgen == ()  # it is wrong by now
