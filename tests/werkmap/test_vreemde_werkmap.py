"""A werkmap that is hostile in every file: nothing around it is opened, nothing is changed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp.lengte import sample
from hulp.proeven import LATER
from hulp.storing import Plek, make_scan, small_werkmap, state
from hulp.uitvoeren import ONE_FAULT, call_program
from hulp.vreemd import FILES, HOSTILE, WORD, Verloop, can_trace, rewrite, run_all
from hulp.werkmappen import edit, fill_in
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.werkmap.registers import KOPIE, REGISTER
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

pytest_plugins = ("hulp.opstelling",)
pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

FINE = {ExitCode.OK, ExitCode.INPUT, ExitCode.DOCUMENTS_FAILED, ExitCode.UNEXPECTED}


@pytest.fixture(scope="module")
def begin(plek: Plek) -> Path:
    """Make a werkmap in which there is a file of each kind."""
    base = small_werkmap(plek.new_folder() / "werkmap", "factuurbrief", "aanbiedingsbrief")
    (base / "bijlagen").mkdir()
    for name in ("scan.pdf", "bijlagen/convenant.pdf"):
        make_scan(base / name)
    fill_in(base)
    plek.run(base, "genereer")
    plek.run(base, "genereer", "--soort", "aanbiedingsbrief")
    (base / "almelo.pdf").write_bytes((base / "scan.pdf").read_bytes() + b"\n")  # another paper
    for name, gemeente in (("oud", "deventer"), ("nieuw", "zwolle")):
        shutil.copy(base / WORD.replace("deventer", gemeente), base / f"{name}.docx")
    plek.run(base, "onderteken", "Almelo", "--op", "10-01-2023", "--bestand", "almelo.pdf", "--ja")
    plek.run(base, "facturen", "2023", "--ja")
    plek.run(base, "verzend")
    plek.run(base, "overzicht")
    assert [name for name in FILES if not (base / name).is_file()] == []
    return base


@pytest.fixture(scope="module")
def verloop(plek: Plek, cbs: dict[str, str], begin: Path) -> Callable[[str], Verloop]:
    """Give what all commands do in a werkmap that a stranger changed; each is tried out once."""
    known: dict[str, Verloop] = {}

    def give(name: str) -> Verloop:
        if name not in known:
            folder = plek.new_folder()
            werkmap = Path(shutil.copytree(begin, folder / "plek/werkmap", symlinks=True))
            geplant = folder / "plek/geplant"
            geplant.mkdir()
            for file in ("geheim.docx", "geheim.pdf", "geheim.txt", "geheim.csv", "geheim.png"):
                shutil.copy(begin / (WORD if file.endswith("docx") else "scan.pdf"), geplant / file)
            for file in ("geheim.eml", "mijn.eml"):  # what a mailing would take for its own
                (geplant / file).write_text("van mij")
            if name:
                HOSTILE[name](werkmap, geplant)
            known[name] = run_all(werkmap, plek.environment() | cbs | LATER)
            shutil.rmtree(folder)
        return known[name]

    return give


hostile = pytest.mark.parametrize("name", sample(list(HOSTILE), 4))


def test_what_is_not_hostile_works(verloop: Callable[[str], Verloop]) -> None:
    """Otherwise the rest shows nothing."""
    found = verloop("")
    assert set(found.codes) == {ExitCode.OK}, found
    assert found.changed == set()
    assert found.opened in {(), None}


@hostile
def test_nothing_around_it_is_changed(verloop: Callable[[str], Verloop], name: str) -> None:
    found = verloop(name)
    assert found.changed == set(), found.said
    assert set(found.codes) <= FINE, found
    for complaint in ("Traceback", "niet had mogen gebeuren"):
        assert complaint not in found.said, found.said


@hostile
def test_nothing_around_it_is_opened(verloop: Callable[[str], Verloop], name: str) -> None:
    if not can_trace():
        pytest.skip("strace is not there, or this system lets nobody trace a program")
    found = verloop(name)
    assert found.opened == (), found.said


# --- what is the user's own ---


def test_a_werkmap_that_is_reached_by_a_link(plek: Plek, begin: Path) -> None:
    """As a share on the network is; only what is in it may not lead elsewhere."""
    folder = plek.new_folder()
    werkmap = Path(shutil.copytree(begin, folder / "schijf/werkmap"))
    (folder / "koppeling").symlink_to("schijf", target_is_directory=True)
    (folder / "werkmap").symlink_to("koppeling/werkmap", target_is_directory=True)
    edit(werkmap, "73155", "73156")  # of Almelo, which signed
    edit(werkmap, "101446", "101447")
    for words in (("genereer",), ("onderteken", "Zwolle", "--op", "1-2-2023"), ("status",)):
        ran = call_program("--werkmap", "werkmap", *words, cwd=folder, environment=_on(plek))
        assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert not (werkmap / "uitvoer").is_symlink()
    assert "15.217,05" in read_word(werkmap / WORD).as_text()


def test_output_elsewhere(plek: Plek, begin: Path) -> None:
    folder = plek.new_folder()
    werkmap = Path(shutil.copytree(begin, folder / "werkmap"))
    (folder / "elders").mkdir()
    (folder / "koppeling").symlink_to("elders", target_is_directory=True)
    before = state(werkmap)
    for place in ("../koppeling/uit", "../koppeling"):
        ran = call_program("genereer", "--uitvoer", place, cwd=werkmap, environment=_on(plek))
        assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert state(werkmap) == before
    names = [file.name for file in (folder / "elders").rglob("*.pdf")]
    assert names.count("samenwerkingsovereenkomst-deventer.pdf") == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("uitvoer", "uitvoer"),
        ("gemeenten.csv", "gemeenten.csv"),
        ("sjablonen/samenwerkingsovereenkomst.docx", "sjablonen/samenwerkingsovereenkomst.docx"),
        (WORD, WORD),
        ("uitvoer/verantwoording.csv", "uitvoer/verantwoording.csv"),
        ("uitvoer/.uitvoer.slot", "uitvoer/.uitvoer.slot"),
    ],
)
def test_a_link_in_it_is_told(plek: Plek, begin: Path, name: str, said: str) -> None:
    werkmap = Path(shutil.copytree(begin, plek.new_folder() / "werkmap"))
    HOSTILE[f"koppeling {name}"](werkmap, werkmap.parent)
    ran = call_program("genereer", cwd=werkmap, environment=_on(plek))
    assert (ran.code, ran.out, ran.err) == (
        ExitCode.INPUT,
        "",
        (
            f"Fout: {werkmap}/{said} is een koppeling naar een andere plaats, en die wordt niet "
            "gevolgd.\nZet de map of het bestand zelf op die plaats.\n"
        ),
    )


def test_a_paper_outside_is_told_and_not_looked_at(plek: Plek, begin: Path) -> None:
    werkmap = Path(shutil.copytree(begin, plek.new_folder() / "werkmap"))
    change: dict[str, object] = {"bestand": "../scan.pdf"}
    rewrite(REGISTER, "register.csv", change, werkmap, werkmap.parent)
    shutil.copy(werkmap / "register.csv", werkmap / f"ondertekend/register.csv{KOPIE}")
    make_scan(werkmap.parent / "scan.pdf")
    looked: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        stat = Path.stat

        def seen(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
            looked.append(str(path))
            return stat(path, follow_symlinks=follow_symlinks)

        patch.setattr(Path, "stat", seen)
        status, herstel = (
            call_program(word, cwd=werkmap, environment=_on(plek)) for word in ("status", "herstel")
        )
    what = (
        "../scan.pdf, in wat is vastgelegd, wijst buiten de werkmap en wordt niet gelezen; zet dat "
        "terug uit een reservekopie.\n"
    )
    assert f"Let op: {what}" in status.out
    assert f"Niet terug te zetten: {what}" in herstel.out
    assert looked
    assert not [name for name in looked if name.endswith("/scan.pdf")]


def test_a_documentsoort_that_is_a_path(plek: Plek, begin: Path) -> None:
    werkmap = Path(shutil.copytree(begin, plek.new_folder() / "werkmap"))
    HOSTILE["documentsoort {}"](werkmap, werkmap.parent)
    ran = call_program("verzend", cwd=werkmap, environment=_on(plek))
    assert (ran.code, ran.out, ran.err) == (
        ExitCode.INPUT,
        "",
        (
            f'{ONE_FAULT}convenant.toml, sleutel documentsoort: "{werkmap.parent}" kan niet de '
            "naam van een documentsoort zijn; gebruik letters, cijfers en streepjes\n"
        ),
    )


def _on(plek: Plek) -> dict[str, str]:
    return plek.environment() | LATER
