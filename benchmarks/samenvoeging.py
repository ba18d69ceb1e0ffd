"""LibreOffice's own mail merge, without anything else."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dienst import running
from soffice import environment, make_profile
from werkstuk import HELPERS, PYTHON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kandidaat import Ronde
    from werkstuk import Werkstuk


@dataclass(frozen=True, slots=True)
class Samenvoeging:
    """The mail merge, through UNO, from Word's merge fields and a table."""

    werkstuk: Werkstuk
    naam: str = "afdruk samenvoegen van LibreOffice"
    geeft: str = (
        "alleen gewone PDF; geen Word, geen archief, geen toegankelijkheid, geen proef, geen "
        "voorwaarden in het sjabloon, en na een leeg veld soms een verkeerde lettergrootte"
    )
    koud: str = "een profiel dat er al is (zo is het sneller)"
    warm: str = "LibreOffice draait en heeft alles al eens gemaakt"
    blijft: bool = True

    @contextmanager
    def sessie(self, folder: Path) -> Iterator[Ronde]:
        """Lay out a profile."""
        profile = folder / "profiel"
        make_profile(profile, self.werkstuk.template)
        command = [str(PYTHON), str(HELPERS / "afdruk_samenvoegen.py")]
        template = str(self.werkstuk.flat_template("mailmerge"))
        command += [template, str(self.werkstuk.table), str(profile)]
        with running(command, environment()) as dienst:
            yield dienst.work
