"""Every document that is published, judged by veraPDF and by two validators of Word files."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from hulp.herkennen import is_recognised
from hulp.lengte import sample
from hulp.ondertekenen import authority, mayor, sign
from hulp.ooxml import VALIDATORS, validate
from hulp.opbouw import structure
from hulp.uitvoeren import run_program
from hulp.verapdf import assert_archival
from hulp.werkmappen import ROOT
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.inname.handtekening import Oordeel, judge_signatures
from overeenkomstgen.office.installatie import SETTING

if TYPE_CHECKING:
    from pathlib import Path

    from hulp.snapshots import Snapshots
    from hulp.uitvoeren import Made

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

AFTER_BOTH = (Oordeel.AANGEVULD, Oordeel.GEHEEL)
DEVENTER = "samenwerkingsovereenkomst-deventer.pdf"
OPEN = "samenwerkingsovereenkomst-haarlemmermeer.pdf"
SOFFICE_25 = ROOT / ".gereedschap/libreoffice-25/usr/lib/libreoffice/program/soffice"


def test_verapdf_passes_every_pdf_also_once_both_have_signed_it(made: Made, tmp_path: Path) -> None:
    assert len(made.pdfs()) == 41
    issued, signed = sample(made.pdfs(), 5), []
    for pdf in issued:
        both = sign(sign(pdf.read_bytes(), mayor()), authority(), "Handtekening2")
        signed.append(tmp_path / f"getekend-{pdf.name}")
        signed[-1].write_bytes(both)
        assert tuple(each.oordeel for each in judge_signatures(both)) == AFTER_BOTH
    assert_archival([*issued, *signed])


def test_what_a_listener_hears(made: Made, snapshots: Snapshots) -> None:
    snapshots.check("opbouw-samenwerkingsovereenkomst.txt", structure(made.folder / DEVENTER))
    snapshots.check("opbouw-haarlemmermeer.txt", structure(made.folder / OPEN))


def test_libreoffice_25_makes_an_agreement_that_passes_too(
    werkmap: Path, snapshots: Snapshots
) -> None:
    if not SOFFICE_25.exists():
        pytest.skip("LibreOffice 25.2 is not there: run scripts/libreoffice-25.sh")
    environment = {SETTING: str(SOFFICE_25)}
    ran = run_program("genereer", "Deventer", cwd=werkmap, environment=environment)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    (pdf,) = (werkmap / "uitvoer/overeenkomsten").glob("*.pdf")
    assert_archival([pdf])
    assert is_recognised(pdf.read_bytes())
    snapshots.check("opbouw-samenwerkingsovereenkomst.txt", structure(pdf))


def shape(word: Path) -> dict[str, bytes]:
    """Return the parts of a Word file without their text: all that a validator judges."""
    with zipfile.ZipFile(word) as parts:
        return {name: re.sub(rb">[^<]+<", b"><", parts.read(name)) for name in parts.namelist()}


def test_two_validators_find_no_fault_in_any_word_file(made: Made) -> None:
    """A validator takes a second for each file: files that differ in text alone count as one."""
    shapes = {repr(shape(word)): word for word in made.words()}
    assert len(made.words()) == 41
    assert validate(shapes.values()) == {validator: [] for validator in VALIDATORS}
