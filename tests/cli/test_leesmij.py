"""What the README says holds: what is to be typed, and what is to be filled in."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from hulp.uitvoeren import call_program
from hulp.werkmappen import ROOT, copy_werkmap
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.kern.gemeente import Functie
from overeenkomstgen.velden.kolommen import KOLOMVELDEN
from overeenkomstgen.velden.velden import find_veld, with_parts
from overeenkomstgen.werkmap.invoer import ALLE, read
from overeenkomstgen.werkmap.werkmap import Werkmap

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text("utf-8")
TYPED = sorted({*re.findall(r"^overeenkomstgen ([^#\n]*[^#\s])", README, re.MULTILINE)})


def test_the_offices_that_it_names_are_those_that_the_table_may_have() -> None:
    """With and without a hyphen in locoburgemeester."""
    (offices,) = re.findall(r"voorletters en naam; (.+?)\. Bij de laatste twee", README)
    assert re.split(", | of ", offices) == [*Functie]
    (column,) = (each for each in KOLOMVELDEN if each.kolom == "functie")
    for spelt in ("loco-burgemeester", "locoburgemeester"):
        assert column.parse(spelt) is Functie.LOCOBURGEMEESTER


def test_it_names_the_keys_to_fill_in_before_anything_is_sent(tmp_path: Path) -> None:
    """They are unknown in this werkmap, so that nothing leaves by e-mail."""
    told = README.partition("Haal daarom eerst")[2].partition("vul ze in")[0]
    invoer = read(Werkmap(copy_werkmap(tmp_path / "werkmap")), ALLE)
    sent = [soort for soort in invoer.periode.documentsoort.values() if soort.bericht]
    used = {
        find_veld(field).sleutel
        for soort in sent
        for field in with_parts(invoer.sjabloon(soort).fields)
    }
    still_open = re.findall(r'\n# (\w+) = ""', (ROOT / "convenant.toml").read_text("utf-8"))
    keys = {sleutel.rpartition(" ")[2] for sleutel in used} & {*still_open}
    assert {*re.findall(r"`(\w+)`", told)} == keys


@pytest.mark.parametrize("typed", TYPED)
def test_every_command_of_the_readme_is_typed_well(tmp_path: Path, typed: str) -> None:
    """Where there is no werkmap none does anything; typed wrongly it says something else."""
    ran = call_program(*shlex.split(typed), cwd=tmp_path)
    asks = "Geef ook op: --ingang" in ran.err  # on a terminal it asks for these
    begins = typed.startswith("begin ")  # it makes one
    assert ran.code == (ExitCode.OK if begins else ExitCode.INPUT) or asks, ran
    assert [file.name for file in tmp_path.iterdir()] == ["convenant"] * begins
