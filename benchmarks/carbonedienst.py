"""Carbone: Node with LibreOffices that stay, of which it uses two at once."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dienst import running
from soffice import environment
from werkstuk import HELPERS, NODE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kandidaat import Ronde
    from werkstuk import Werkstuk


@dataclass(frozen=True, slots=True)
class Carbonedienst:
    """Carbone with two LibreOffices, which it gives new profiles when it starts."""

    werkstuk: Werkstuk
    naam: str = "Carbone, twee LibreOffices"
    geeft: str = "alleen gewone PDF; geen Word, geen archief, geen toegankelijkheid, geen proef"
    koud: str = "niets; Carbone geeft elke LibreOffice een nieuw profiel"
    warm: str = "beide LibreOffices draaien en hebben alles al eens gemaakt"
    blijft: bool = True

    @contextmanager
    def sessie(self, folder: Path) -> Iterator[Ronde]:
        """Lay out a folder for what Carbone keeps while it works."""
        temporary = folder / "tijdelijk"
        temporary.mkdir()
        command = [str(NODE), str(HELPERS / "carbone_pdf.cjs")]
        template = str(self.werkstuk.flat_template("carbone"))
        command += [template, str(self.werkstuk.flat_values), str(temporary)]
        with running(command, environment()) as dienst:
            yield dienst.work
