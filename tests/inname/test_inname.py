"""What came back: kept, proposed, and recorded after a yes; by the command, with real files."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from hulp.retour import Uitgegeven, without_code
from hulp.uitvoeren import Ran, call_program, run_on_terminal
from hulp.werkmappen import copy_werkmap, edit, files, fill_in, keep_gemeenten
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.werkmap.registers import read_register

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

MARCH_2023 = {"SOURCE_DATE_EPOCH": "1678446000"}  # 10 March 2023


def run(werkmap: Path, *arguments: str) -> Ran:
    """Run the program on 10 March 2023."""
    return call_program(*arguments, cwd=werkmap, environment=MARCH_2023)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    werkmap = copy_werkmap(tmp_path_factory.mktemp("voorbereid") / "werkmap")
    keep_gemeenten(werkmap, "Almelo", "Deventer", "Ede", "Zwolle")
    assert run(werkmap, "genereer").code == ExitCode.OK
    (werkmap / "inkomend").mkdir()
    return werkmap


@pytest.fixture
def werkmap(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "werkmap"))


@pytest.fixture
def uitgegeven(werkmap: Path) -> Uitgegeven:
    return Uitgegeven(werkmap)


def put(werkmap: Path, **contents: bytes) -> None:
    """Put files in the folder of what comes in; ``_`` stands for the full stop."""
    for name, content in contents.items():
        (werkmap / "inkomend" / name.replace("_", ".")).write_bytes(content)


def test_nothing_came_in(werkmap: Path) -> None:
    assert run(werkmap, "inname") == Ran(ExitCode.OK, "Er is niets binnengekomen.\n", "")
    (werkmap / "inkomend").rmdir()
    assert run(werkmap, "inname", "--akkoord").out == (
        "Er is niets binnengekomen.\nEr is niets vastgelegd.\n"
    )


def test_a_number_of_what_is_not_certain_asks(werkmap: Path, uitgegeven: Uitgegeven) -> None:
    put(werkmap, scan_pdf=uitgegeven.pdf("Deventer", ink=False))
    doubt = "1 (Deventer): er is geen inkt gezien."
    assert run(werkmap, "inname", "--akkoord").out.endswith("Er is niets vastgelegd.\n")
    assert run(werkmap, "inname", "--akkoord", "1") == Ran(
        ExitCode.INPUT,
        "",
        f"Fout: Niet bevestigd. {doubt} Er is niets gewijzigd.\n"
        "Kijk het papier na. Klopt het, geef dan --ja.\n",
    )
    words = ("inname", "--akkoord", "1")
    code, shown = run_on_terminal(*words, cwd=werkmap, typed="nee\n", environment=MARCH_2023)
    assert code == ExitCode.INPUT
    assert f"{doubt} Toch vastleggen?" in shown
    assert not (werkmap / "register.csv").exists()
    assert run(werkmap, *words, "--ja").code == ExitCode.OK
    assert len(read_register(werkmap / "register.csv")) == 1
    assert files(werkmap / "inkomend") == {}


def test_another_version_is_told(werkmap: Path, uitgegeven: Uitgegeven, tmp_path: Path) -> None:
    """Of what was sent and then replaced it is known when that was; by its code, or by its text."""
    fill_in(werkmap)
    for words in ("genereer Zwolle", "genereer --soort aanbiedingsbrief Zwolle"):
        assert run(werkmap, *words.split()).code == ExitCode.OK
    old, bare = (tmp_path / f"{name}.pdf" for name in ("oud", "kaal"))
    old.write_bytes(uitgegeven.pdf("Zwolle"))
    bare.write_bytes(without_code(old.read_bytes()))
    edit(werkmap, "130668", "130669")
    assert run(werkmap, "genereer", "Zwolle").code == ExitCode.OK
    unsent = run(werkmap, "inname", str(old)).out
    assert "Bezwaar: dit is een andere versie dan die van nu: die is niet als verzond" in unsent
    assert 'Anders: Artikel 3 Prijs, 3.1: "19.600,35" is "19.600,20"' in unsent
    edit(werkmap, "130669", "130668")
    for words in ("genereer Zwolle", "verzonden aanbiedingsbrief Zwolle"):
        assert run(werkmap, *words.split()).code == ExitCode.OK
    edit(werkmap, "130668", "130669")
    assert run(werkmap, "genereer", "Zwolle").code == ExitCode.OK
    for place in (old, bare):
        sent = run(werkmap, "inname", str(place)).out
        assert (
            "Bezwaar: dit is een andere versie dan die van nu: verzonden op 10 maart 2023; " in sent
        )
        assert "Anders: " not in sent


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--op 2023-01-10", "--op en --ja horen bij --akkoord."),
        ("--ja", "--op en --ja horen bij --akkoord."),
        ("--blijf --akkoord", "--blijf kijkt naar de map inkomend, en legt niets vast."),
        ("--blijf scan.pdf", "--blijf kijkt naar de map inkomend, en legt niets vast."),
    ],
)
def test_what_makes_no_sense(werkmap: Path, words: str, message: str) -> None:
    ran = run(werkmap, "inname", *words.split())
    assert (ran.code, ran.err.splitlines()[-1]) == (ExitCode.USAGE, f"Fout: {message}")


def test_numbers_stay_what_they_are(werkmap: Path, uitgegeven: Uitgegeven) -> None:
    """What comes later has a later number, whatever it is called."""
    put(werkmap, m_pdf=uitgegeven.pdf("Deventer"))
    assert "1. Deventer: m.pdf" in run(werkmap, "inname").out
    put(werkmap, a_pdf=uitgegeven.pdf("Zwolle"))
    numbers = re.findall(r"^([\d.]+)\. (\w+)", run(werkmap, "inname").out, re.MULTILINE)
    assert numbers == [("1", "Deventer"), ("2", "Zwolle")]
