"""docxtpl, and then one LibreOffice for each file: what most examples do."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from programma import run
from soffice import convert, environment, make_profile
from werkstuk import HELPERS, PYTHON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kandidaat import Ronde
    from werkstuk import Werkstuk


def fill(werkstuk: Werkstuk, folder: Path) -> list[Path]:
    """Have docxtpl fill all documents, in a process of its own."""
    script = str(HELPERS / "docxtpl_invullen.py")
    inputs = (str(werkstuk.template), str(werkstuk.values))
    run(str(PYTHON), script, *inputs, str(folder), env=environment())
    return sorted(folder.glob("*.docx"))


@dataclass(frozen=True, slots=True)
class SofficeLos:
    """A new LibreOffice for each document, with a profile that is already there."""

    werkstuk: Werkstuk
    naam: str = "docxtpl + soffice per bestand"
    geeft: str = "Word en gewone PDF; geen archief, geen toegankelijkheid, geen proef"
    koud: str = "een profiel dat er al is (zo is het sneller)"
    warm: str = "hetzelfde als koud: er blijft niets draaien"
    blijft: bool = False

    @contextmanager
    def sessie(self, folder: Path) -> Iterator[Ronde]:
        """Lay out a profile."""
        profile = folder / "profiel"
        make_profile(profile, self.werkstuk.template)

        def make(out: Path) -> None:
            for word in fill(self.werkstuk, out):
                convert([word], out, profile)

        yield make
