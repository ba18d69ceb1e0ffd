"""The papers that are kept, each looked at once in a run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from overeenkomstgen.kern.naamvorm import is_path
from overeenkomstgen.kern.register import Inschrijving
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.schijf.kluis import BESIDE, Kluis
from overeenkomstgen.schijf.plaats import PlaatsError, inside
from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.werkmap.verantwoording import KEPT, Regel, read_row
from overeenkomstgen.werkmap.werkmap import Werkmap

Gezien = tuple[int, int, str]
"""A file as it was when it was read: its size, its time in nanoseconds, and its SHA-256."""


@dataclass(frozen=True)
class Papieren:
    """The papers of a werkmap.

    Attributes:
        gezien: The files as they were when they were last read, by their path in the werkmap.
        nu: Those that were looked at in this run, as they are now.
    """

    werkmap: Werkmap
    gezien: Mapping[str, Gezien] = field(default_factory=dict)
    nu: dict[str, Gezien] = field(default_factory=dict)

    @cached_property
    def getekend(self) -> Kluis:
        """The safe with the agreements as issued, by CBS code, which a new name does not change.

        An agreement lapses after a signature that was taken back, or never came to be recorded.
        """
        return Kluis(self.werkmap.ondertekend, "uitgegeven")

    @cached_property
    def facturen(self) -> Kluis:
        """The safe with the invoices."""
        return Kluis(self.werkmap.facturen)

    @cached_property
    def verzonden(self) -> Kluis:
        """The safe with what was sent and is kept nowhere else, by the start of its SHA-256."""
        return Kluis(self.werkmap.verzonden)

    @property
    def kluizen(self) -> tuple[Kluis, ...]:
        """All of them."""
        return self.getekend, self.facturen, self.verzonden

    @cached_property
    def bewaard(self) -> Mapping[Path, Regel]:
        """The rows of the account that were kept with documents, by where they stand."""
        places = (
            kluis.issued / name
            for kluis in self.kluizen
            for name in kluis.names
            if name.endswith(BESIDE)
        )
        return {place: regel for place in places if (regel := read_row((place,)))}

    @cached_property
    def overeenkomsten(self) -> Mapping[str, Regel]:
        """The rows of the account that were kept with agreements, by CBS code."""
        return {
            place.name.partition("-")[0]: regel
            for place, regel in self.bewaard.items()
            if place.parent == self.getekend.issued
        }

    def near(self, place: Path) -> str:
        """Return a path as seen from the werkmap."""
        return place.relative_to(self.werkmap.folder).as_posix()

    def sha256(self, name: str, *, anew: bool = False) -> str:
        """Return the SHA-256 of a file by its path in the werkmap; empty where there is none.

        It is read at most once in a run: if that is asked, or if its size or time is not as it
        was when it was last read.
        """
        known = self.gezien.get(name)
        if name not in self.nu or (anew and self.nu[name] is known):
            try:
                place = inside(self.werkmap.folder, name)
                now = (found := place.stat()).st_size, found.st_mtime_ns
                same = known and not anew and known[:2] == now
                self.nu[name] = known if known and same else (*now, fingerprint_of(place))
            except (OSError, PlaatsError):  # of a path that a file says, and leads out of it
                return ""
        return self.nu[name][2]

    def wanted(self, filed: Iterable[Inschrijving | Zending]) -> dict[str, tuple[str, str]]:
        """Return of each paper, by its path, its SHA-256, and where in the output folder it is."""
        issued = {
            self.near(place.with_suffix(ending)): (sha256, made)
            for place, regel in self.bewaard.items()
            for ending, (made, sha256) in zip(KEPT, regel.files.items(), strict=False)
        }
        return {each.bestand: (each.sha256, "") for each in filed if each.bestand} | issued

    def damaged(self, filed: Iterable[Inschrijving | Zending]) -> dict[str, tuple[str, str]]:
        """Return the same, of the papers that are not so."""
        wanted = self.wanted(filed)
        return {name: kept for name, kept in wanted.items() if self.sha256(name) != kept[0]}


def outside(name: str) -> str:
    """Return what there is to say of a path in a row that leads out of the werkmap."""
    what = (
        "in wat is vastgelegd, wijst buiten de werkmap en wordt niet gelezen; zet dat terug uit een"
    )
    return "" if is_path(name) else f"{name}, {what} reservekopie."
