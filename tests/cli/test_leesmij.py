"""What the README says to type can be typed."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from hulp.uitvoeren import call_program
from hulp.werkmappen import ROOT
from overeenkomstgen.cli.afloop import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text("utf-8")
TYPED = sorted({*re.findall(r"^overeenkomstgen ([^#\n]*[^#\s])", README, re.MULTILINE)})


@pytest.mark.parametrize("typed", TYPED)
def test_every_command_of_the_readme_is_typed_well(tmp_path: Path, typed: str) -> None:
    """Where there is no werkmap none does anything; typed wrongly it says something else."""
    ran = call_program(*shlex.split(typed), cwd=tmp_path)
    asks = "Geef ook op: --ingang" in ran.err  # on a terminal it asks for these
    assert ran.code == ExitCode.INPUT or asks, ran
    assert [*tmp_path.iterdir()] == []
