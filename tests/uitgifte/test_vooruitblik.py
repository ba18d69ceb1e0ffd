"""What a run would make, change and leave, told before it: it does just that, and nothing yet."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import overeenkomstgen as lib
from hulp.storing import small_werkmap
from hulp.uitvoeren import call_program
from hulp.werkmappen import edit, fill_in
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.office.installatie import SETTING

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten, pytest.mark.usefixtures("onthoudt")]

ALL = ["Almelo", "Bijlage 3", "Deventer", "Zwolle"]


@pytest.fixture(scope="module")
def gemaakt(tmp_path_factory: pytest.TempPathFactory, onthoudend: Path) -> Path:
    """Make three agreements and the list, of which one was signed; and a letter that was sent."""
    werkmap = small_werkmap(tmp_path_factory.mktemp("vooruit") / "werkmap", "aanbiedingsbrief")
    fill_in(werkmap)
    office = {SETTING: str(onthoudend)}
    for arguments in (
        ("genereer",),
        ("onderteken", "Almelo", "--op", "10-01-2023"),
        ("genereer", "Deventer", "--soort", "aanbiedingsbrief"),
        ("verzonden", "aanbiedingsbrief", "Deventer"),
    ):
        ran = call_program(*arguments, cwd=werkmap, environment=office)
        assert (ran.code, ran.err) == (ExitCode.OK, "")
    return werkmap


@pytest.fixture
def werkmap(gemaakt: Path, tmp_path: Path) -> lib.Werkmap:
    return lib.Werkmap(shutil.copytree(gemaakt, tmp_path / "werkmap"))


def names(documents: Iterable[lib.Gevuld]) -> list[str]:
    return sorted(each.concept.naam for each in documents)


def everything(folder: Path) -> dict[Path, tuple[int, bytes]]:
    """Return all that stands in a folder, locks and times too."""
    return {
        place: (place.stat().st_mtime_ns, place.read_bytes() if place.is_file() else b"")
        for place in folder.rglob("*")
    }


def foresee(werkmap: lib.Werkmap, keuzes: lib.Keuzes) -> lib.Vooruitblik:
    """Tell what a run would do; then do it, and see that it is that."""
    before = everything(werkmap.folder)
    seen = lib.vooruitblik(werkmap, keuzes)
    assert everything(werkmap.folder) == before
    done = lib.genereer(werkmap, keuzes)
    assert names(done.gemaakt) == names((*seen.nieuw, *seen.opnieuw))
    assert names(done.ongewijzigd) == names(seen.verslag.ongewijzigd)
    assert names(done.geweigerd) == names(seen.verslag.geweigerd)
    assert done.bevroren == seen.verslag.bevroren
    told = [each for each in done.opmerkingen if "met de hand gewijzigd" not in each]
    assert told == [*seen.verslag.opmerkingen]
    return seen


def test_nothing_is_there_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    werkmap = lib.Werkmap(small_werkmap(tmp_path / "werkmap"))
    spy = tmp_path / "soffice"
    spy.write_text(f"#!/bin/sh\ntouch '{tmp_path}/gestart'\nexit 1\n")
    spy.chmod(0o755)
    with monkeypatch.context() as patch:
        patch.setenv(SETTING, str(spy))
        assert names(lib.vooruitblik(werkmap, lib.Keuzes()).nieuw) == ALL
    assert not (tmp_path / "gestart").exists()
    assert not werkmap.uitvoer.exists()
    seen = foresee(werkmap, lib.Keuzes(alleen_word=True))
    assert (names(seen.nieuw), seen.opnieuw) == (ALL, ())


def test_what_changed_is_made_again_and_the_rest_is_left(werkmap: lib.Werkmap) -> None:
    edit(werkmap.folder, "Grote Kerkhof 1", "Grote Kerkhof 2")
    edit(werkmap.folder, "101446", "101447")
    edit(werkmap.folder, "73155", "73156")
    (werkmap.uitvoer / "overeenkomsten/samenwerkingsovereenkomst-zwolle.docx").unlink()
    seen = foresee(werkmap, lib.Keuzes())
    assert (names(seen.opnieuw), names(seen.nieuw)) == (["Deventer"], ["Zwolle"])
    assert names(seen.verslag.ongewijzigd) == ["Bijlage 3"]
    (almelo,) = seen.verslag.bevroren
    assert (almelo.naam, bool(almelo.verschillen)) == ("Almelo", True)


def test_what_changed_by_hand_and_what_was_asked_again(werkmap: lib.Werkmap) -> None:
    word = werkmap.uitvoer / "overeenkomsten/samenwerkingsovereenkomst-deventer.docx"
    word.write_bytes(b"met de hand")
    seen = foresee(werkmap, lib.Keuzes(namen=("Deventer", "Zwolle")))
    assert (names(seen.opnieuw), names(seen.verslag.ongewijzigd)) == (["Deventer"], ["Zwolle"])
    assert names(foresee(werkmap, lib.Keuzes(("Zwolle",), alles=True)).opnieuw) == ["Zwolle"]
    assert names(foresee(werkmap, lib.Keuzes(("Zwolle",), strikt=True)).verslag.geweigerd) == [
        "Zwolle"
    ]


def test_a_letter_that_was_sent_and_the_next(werkmap: lib.Werkmap) -> None:
    seen = foresee(werkmap, lib.Keuzes(soort="aanbiedingsbrief"))
    assert [each.naam for each in seen.verzonden] == ["Deventer"]
    assert names(seen.nieuw) == ["Almelo", "Zwolle"]
    asked = lib.Keuzes(("Deventer",), soort="aanbiedingsbrief", volgende=True)
    (next_one,) = foresee(werkmap, asked).nieuw
    assert next_one.concept.onderwerp.exemplaar == 2


@pytest.mark.parametrize(
    "keuzes",
    [
        lib.Keuzes(("Nergenshuizen",)),
        lib.Keuzes(soort="factuurbrief"),
        lib.Keuzes(jaar=1999),
        lib.Keuzes(motor="draaiorgel"),
        lib.Keuzes(uitvoer=Path("sjablonen")),
    ],
)
def test_what_cannot_be_is_refused_alike(
    werkmap: lib.Werkmap, keuzes: lib.Keuzes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(werkmap.folder)
    said = []
    for does in (lib.genereer, lib.vooruitblik):
        with pytest.raises(lib.OvereenkomstgenError) as caught:
            does(werkmap, keuzes)
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_a_value_that_a_template_cannot_have_is_refused_alike(werkmap: lib.Werkmap) -> None:
    edit(werkmap.folder, "101446", "vele")
    said = []
    for does in (lib.genereer, lib.vooruitblik):
        with pytest.raises(lib.InputError) as caught:
            does(werkmap, lib.Keuzes())
        said.append(caught.value.faults)
    assert said[0] == said[1]
