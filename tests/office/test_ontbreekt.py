"""What is not on a machine: each command that needs it says how it comes there, on each system."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest
from markupsafe import escape
from PIL import Image

from hulp.loket import bezoek
from hulp.systemen import SYSTEMEN, stand_in
from hulp.uitvoeren import call_program, run_program
from hulp.werkmappen import copy_werkmap
from overeenkomstgen import ontbreekt
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.errors import ToolError
from overeenkomstgen.inname import ocr
from overeenkomstgen.office import installatie
from overeenkomstgen.office.installatie import SETTING, find_libreoffice
from overeenkomstgen.schijf.systeem import LIBREOFFICE, TESSERACT

BEHEERDER = "Installeer het, of vraag uw beheerder dat te doen,"
GEEN_OFFICE = "LibreOffice is niet gevonden; daarmee worden de PDF's gemaakt.\n"
GEEN_TESSERACT = "tesseract is niet gevonden; daarmee wordt de tekst van scans gelezen.\n"
GEEN_LETTERTYPE = (
    "Het lettertype Carlito is er niet, en Calibri ook niet; met een ander kunnen regels en "
    "bladzijden anders lopen.\n"
)
ANDERS = "uit de pakketten van dit systeem (bij Debian: {})"
APT = ("libreoffice-writer-nogui", "fonts-crosextra-carlito", "tesseract-ocr tesseract-ocr-nld")
DNF = ("libreoffice-writer", "google-carlito-fonts", "tesseract tesseract-langpack-nld")
HOE = {
    **dict.fromkeys(
        ("Debian", "Ubuntu", "Mint"), tuple(f"met: sudo apt-get install {name}" for name in APT)
    ),
    **dict.fromkeys(("Fedora", "Rocky"), tuple(f"met: sudo dnf install {name}" for name in DNF)),
    **dict.fromkeys(("Arch", "iets", "FreeBSD"), tuple(ANDERS.format(name) for name in APT)),
    "macOS": (
        "met: brew install --cask libreoffice",
        "met: brew install --cask font-carlito",
        "met: brew install tesseract tesseract-lang",
    ),
    "Windows": (
        "met: winget install TheDocumentFoundation.LibreOffice",
        ANDERS.format("fonts-crosextra-carlito"),
        (
            "met: winget install --interactive UB-Mannheim.TesseractOCR "
            "(kies Dutch bij Additional language data)"
        ),
    ),
}


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no program be found, and no font be known that is of use."""
    monkeypatch.delenv(SETTING, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(installatie, "installed_fonts", lambda: frozenset({"dejavu sans"}))


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize("name", SYSTEMEN)
def test_each_system_has_its_own_way(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    stand_in(monkeypatch, name)
    wat = (GEEN_OFFICE, GEEN_LETTERTYPE, GEEN_TESSERACT)
    expected = [f"{what}{BEHEERDER} {how}" for what, how in zip(wat, HOE[name], strict=True)]
    assert list(map(str, ontbreekt())) == expected
    with pytest.raises(ToolError) as office:
        find_libreoffice()
    with pytest.raises(ToolError) as tesseract:
        ocr.read(Image.new("L", (10, 10), 255))
    assert [str(office.value), str(tesseract.value)] == [expected[0], expected[2]]


def test_the_programs_of_this_system_are_found() -> None:
    """What is said of others rests on names; here the programs themselves are looked for."""
    for each in (LIBREOFFICE, TESSERACT):
        assert each.find() == shutil.which(each.programmas[0])


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize("name", ["Ubuntu", "Fedora", "macOS", "Windows"])
def test_a_command_says_it_and_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    stand_in(monkeypatch, name)
    ran = call_program("begin", "convenant", cwd=tmp_path)
    wat = (GEEN_OFFICE, GEEN_LETTERTYPE, GEEN_TESSERACT)
    lines = [f"Let op: {w.strip()} {BEHEERDER} {h}" for w, h in zip(wat, HOE[name], strict=True)]
    assert (ran.code, ran.out.splitlines()[:3]) == (ExitCode.OK, lines)
    ran = call_program("genereer", "Deventer", cwd=tmp_path / "convenant")
    assert (ran.code, ran.out) == (ExitCode.TOOL, "")
    assert ran.err == f"Fout: {GEEN_OFFICE}{BEHEERDER} {HOE[name][0]}\n"
    assert not list((tmp_path / "convenant").rglob("*.pdf"))


@pytest.mark.usefixtures("nothing")
def test_the_counter_says_it(werkmap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "Fedora")
    wat = (GEEN_OFFICE, GEEN_LETTERTYPE, GEEN_TESSERACT)
    told = [f"{w.strip()} {BEHEERDER} {h}" for w, h in zip(wat, HOE["Fedora"], strict=True)]
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = call_program("loket", "--geen-browser", "--poort", port, cwd=werkmap)
    assert ran.out == "".join(f"Let op: {each}\n" for each in told)
    assert ran.err.startswith(f"Fout: Het loket kan niet open op poort {port}")
    shown = bezoek(werkmap).get("/hulp").get_data(as_text=True)
    listed = [f"<li>{escape(each)}</li>" for each in told]
    assert "<h2>Wat er op deze computer ontbreekt</h2>\n<ul>\n" + "\n".join(listed) in shown


def test_what_is_there_is_not_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ontbreekt() == ()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    (told,) = ontbreekt()
    assert told.message == "tesseract kent geen Nederlands; daarin zijn de scans."
    monkeypatch.setattr(installatie, "installed_fonts", lambda: None)  # nobody knows them
    monkeypatch.setenv(SETTING, str(tmp_path / "weg"))
    assert [each.message.partition(" ")[0] for each in ontbreekt()] == ["De", "tesseract"]


def test_without_a_terminal_or_a_path(tmp_path: Path) -> None:
    """The program itself, on a machine where nothing of it is found."""
    werkmap = copy_werkmap(tmp_path / "werkmap")
    own = {"PATH": "", SETTING: ""} | {k: v for k, v in os.environ.items() if k == "HOME"}
    ran = run_program("genereer", "Deventer", cwd=werkmap, environment=own)
    assert ran.code == ExitCode.TOOL
    assert ran.err.startswith(f"Fout: {GEEN_OFFICE}{BEHEERDER} ")
