"""Recording a signature when the machine fails: killed, a full disk, a disk that is read only."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pikepdf
import pytest

from hulp.schijf import fill, make_read_only, small_disk
from hulp.uitvoeren import call_program, interrupt
from hulp.werkmappen import copy_werkmap, files
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.office.installatie import SETTING
from overeenkomstgen.werkmap.registers import read_register
from overeenkomstgen.word.tekst import read_word

pytestmark = [
    pytest.mark.traag,
    pytest.mark.ongemeten,
    pytest.mark.usefixtures("onthoudt"),
]

COMMAND = ("onderteken", "Deventer", "--op", "2023-01-10")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the agreement that is to be signed."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("klaar") / "werkmap")
    assert call_program("genereer", "Deventer", cwd=werkmap).code == ExitCode.OK
    return werkmap


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    file = tmp_path / "scan.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    return file


@pytest.mark.ongemeten
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_once_it_is_recorded(
    ready: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """What counts is told: it stands in the register, and the list is yet to be made."""
    werkmap = Path(shutil.copytree(ready, tmp_path / "werkmap"))
    soffice, at_work = tmp_path / "soffice", tmp_path / "aan-het-werk"
    soffice.write_text(f"#!/bin/bash\ntouch {at_work}\nsleep 60\n")
    soffice.chmod(0o755)
    environment = {SETTING: str(soffice)}
    ran = interrupt(*COMMAND, cwd=werkmap, environment=environment, number=number, once=at_work)
    assert (ran.code, ran.out) == (ExitCode.INTERRUPTED, "")
    assert ran.err == (
        "\nAfgebroken. Het staat in het register, maar de lijst van wie heeft getekend is niet "
        "bijgewerkt.\nMaak de lijst opnieuw met: overeenkomstgen bijlage3\n"
    )
    assert [entry.gemeente for entry in read_register(werkmap / "register.csv")] == ["Deventer"]
    assert not list((werkmap / "uitvoer").glob(".bezig-*"))
    assert call_program("bijlage3", cwd=werkmap).code == ExitCode.OK
    assert "1 van 41" in read_word(werkmap / "uitvoer/bijlage-3.docx").as_text()


@pytest.mark.parametrize("break_disk", [fill, make_read_only])
def test_a_disk_that_takes_nothing(ready: Path, tmp_path: Path, break_disk: object) -> None:
    assert callable(break_disk)
    with small_disk(tmp_path / "schijf", "4m") as disk:
        werkmap = Path(shutil.copytree(ready, disk / "werkmap"))
        before = files(werkmap)
        break_disk(disk)
        for command in (COMMAND, ("genereer", "Deventer", "--alles"), ("bijlage3",)):
            ran = call_program(*command, cwd=werkmap)
            assert ran.code not in {ExitCode.OK, ExitCode.USAGE, ExitCode.INPUT}
            assert "Traceback" not in ran.err
            assert any(reason in ran.err for reason in ("schijf is vol", "alleen te lezen")), (
                ran.err
            )
        after = files(werkmap)
        assert {name: after[name] for name in before} == before
        assert os.path.ismount(disk)
