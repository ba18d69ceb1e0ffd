"""A new column of the table that is a merge field: one declaration, one attribute, no more."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import overeenkomstgen
from hulp.uitvoeren import run_program
from hulp.werkmappen import add_columns, copy_werkmap, edit_word
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.kern import gemeente
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.velden import kolommen

pytestmark = pytest.mark.usefixtures("onthoudt")

PACKAGE = Path(overeenkomstgen.__file__).parent
DECLARED = """\
    Veld(
        "gemeente.telefoon",
        "telefoonnummer",
        kolom="telefoon",
        parse=str,
        mag_ontbreken=True,
        synoniemen="mobiel",
        aanwijzingen="voor 9 tel.",
    ),
"""
EDITS = {
    kolommen: ("VAN_DE_RIJ: tuple[Veld, ...] = (\n", DECLARED),
    gemeente: ("    rij: int\n", "    telefoon: str | None = None\n"),
}
"""The two files: after which text what is put."""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment in which the program has one more column."""
    source = tmp_path_factory.mktemp("nieuw") / "src"
    shutil.copytree(PACKAGE, source / PACKAGE.name, ignore=shutil.ignore_patterns("*.pyc.*"))
    for module, (old, more) in EDITS.items():
        file = source / PACKAGE.name / Path(str(module.__file__)).relative_to(PACKAGE)
        text = file.read_text("utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, old + more), "utf-8")
    return {"PYTHONPATH": str(source)}


@pytest.fixture
def werkmap(tmp_path: Path) -> Path:
    """Return a werkmap with the column, filled in for Deventer, and a letter that has it."""
    folder = copy_werkmap(tmp_path / "werkmap")
    add_columns(folder, {"telefoon": {"Deventer": "14 0570"}})
    tag = "{{ gemeente.adres }}"
    edit_word(folder, tag, tag + ", tel. {{ gemeente.telefoon }}", "herinnering.docx")
    return folder


def test_it_is_read_shown_and_filled(program: dict[str, str], werkmap: Path) -> None:
    shown = run_program(
        *("sjabloon", "velden", "herinnering", "--gemeente", "Deventer", "--csv"),
        cwd=werkmap,
        environment=program,
    )
    assert "gemeente.telefoon;telefoonnummer;14 0570\n" in shown.out
    ran = run_program(
        *("genereer", "--soort", "herinnering", "Deventer", "Ede"), cwd=werkmap, environment=program
    )
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert "kolom telefoon" in ran.out
    letters = werkmap / "uitvoer" / "herinneringen"
    said = {letter.stem: " ".join(read_pdf(letter)) for letter in sorted(letters.glob("*.pdf"))}
    assert "Grote Kerkhof 1, tel. 14 0570" in said["herinnering-deventer"]
    assert "tel. ____" in said["herinnering-ede"]


def test_what_is_not_declared_is_a_column_of_ones_own(werkmap: Path) -> None:
    ran = run_program("controleer", cwd=werkmap)
    advice = "bedoeld is misschien gemeente.eigen.telefoon"
    assert f"het veld gemeente.telefoon bestaat niet; {advice}" in ran.err
