"""docxtpl, and then one LibreOffice for all files together."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from soffice import convert, make_profile
from soffice_los import fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kandidaat import Ronde
    from werkstuk import Werkstuk


@dataclass(frozen=True, slots=True)
class SofficeSamen:
    """One LibreOffice for all documents, with a profile that is already there."""

    werkstuk: Werkstuk
    naam: str = "docxtpl + één soffice voor alles"
    geeft: str = "Word en gewone PDF; geen archief, geen toegankelijkheid, geen proef"
    koud: str = "een profiel dat er al is (zo is het sneller)"
    warm: str = "hetzelfde als koud: er blijft niets draaien"
    blijft: bool = False

    @contextmanager
    def sessie(self, folder: Path) -> Iterator[Ronde]:
        """Lay out a profile."""
        profile = folder / "profiel"
        make_profile(profile, self.werkstuk.template)
        yield lambda out: convert(fill(self.werkstuk, out), out, profile)
