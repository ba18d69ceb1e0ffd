"""The small things of every day, beside the least that anyone could do for them."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eigen import Eigenwerk
from meting import measure
from procesboom import end_stragglers
from programma import run
from soffice import convert, make_profile
from verhouding import median_ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from mappen import Mappen

ALLES = "genereer, alles, koud"
CODE = "genereer, alles, koud, met een code op elke bladzijde"
NIETS = "genereer, er is niets veranderd"
RIJ = "genereer, één rij van gemeenten.csv is veranderd"
TEKEN = "onderteken, tot en met de nieuwe Bijlage 3"
HELP = "overeenkomstgen --help"

_FIRST = "samenwerkingsovereenkomst-alkmaar"


@dataclass(slots=True)
class Klein:
    """Two commands that are measured in turn.

    Attributes:
        wat: What ours does, in Dutch.
        naast: What the other does, in Dutch.
        ours: Does ours.
        theirs: Does the other.
        prepare: What goes before ours, and is not timed.
        blijft: Whether something stays at work between two.
        rondes: Of each round, the seconds of ours and of the other.
    """

    wat: str
    naast: str
    ours: Callable[[], object]
    theirs: Callable[[], object]
    prepare: Callable[[], object] = lambda: None
    blijft: bool = False
    rondes: list[tuple[float, float]] = field(default_factory=list)

    @property
    def verhouding(self) -> float:
        """How long ours takes, as a part of the other."""
        return median_ratio(self.rondes)

    def race(self) -> None:
        """Time one round: ours, then the other."""
        self.prepare()
        pair = []
        for work in (self.ours, self.theirs):
            pair.append(measure(work).seconden)
            if not self.blijft:
                end_stragglers()
        self.rondes.append((pair[0], pair[1]))


class Dagelijks:
    """Werkmappen in which everything was made, and a LibreOffice that made its profile."""

    def __init__(self, mappen: Mappen) -> None:
        self._mappen = mappen
        self._werk, self._signing = self._finished(), self._finished()
        self._fresh = self._bare = self._werk
        folder = mappen.new()
        self._words = shutil.copytree(self._werk.werkmap / "uitvoer", folder / "word")
        self._out = folder / "pdf"
        self._profile = folder / "profiel"
        make_profile(self._profile, self._agreements[0])

    @property
    def _agreements(self) -> list[Path]:
        return sorted(self._words.glob("overeenkomsten/*.docx"))

    def list_metingen(self) -> list[Klein]:
        """Return all pairs."""
        python = sys.executable
        one = "één kale soffice over één overeenkomst"
        return [
            Klein(
                ALLES,
                "één kale soffice die de 41 ingevulde Word-bestanden omzet",
                lambda: self._fresh.run("genereer"),
                lambda: self._convert(self._agreements),
                prepare=self._start_afresh,
            ),
            Klein(
                CODE,
                "hetzelfde, met paginacode = false",
                lambda: self._fresh.run("genereer"),
                lambda: self._bare.run("genereer"),
                prepare=self._start_afresh,
            ),
            Klein(
                NIETS,
                one,
                lambda: self._werk.run("genereer"),
                lambda: self._convert(self._agreements[:1]),
            ),
            Klein(
                RIJ,
                one,
                self._changed_row,
                lambda: self._convert(self._agreements[:1]),
                prepare=self._werk.change_row,
            ),
            Klein(
                TEKEN,
                "één kale soffice over Bijlage 3",
                lambda: self._signing.run("onderteken", "Deventer", "--op", "2023-01-10"),
                lambda: self._convert([self._words / "bijlage-3.docx"]),
                prepare=self._signing.clear_register,
            ),
            Klein(
                HELP,
                'python -c "import click"',
                lambda: self._werk.run("--help"),
                lambda: run(python, "-c", "import click"),
            ),
        ]

    def _finished(self) -> Eigenwerk:
        werk = Eigenwerk(self._mappen.new())
        werk.run("genereer")
        return werk

    def _start_afresh(self) -> None:
        self._fresh, self._bare = (Eigenwerk(self._mappen.new()) for _ in range(2))
        self._bare.leave_out_codes()

    def _convert(self, words: Iterable[Path]) -> None:
        convert(list(words), self._out, self._profile)

    def _changed_row(self) -> None:
        """Make everything that changed, and see to it that the change comes out.

        Raises:
            SystemExit: It does not.
        """
        word = self._werk.pdfs / f"{_FIRST}.docx"
        before = word.read_bytes()
        self._werk.run("genereer")
        if word.read_bytes() == before:
            raise SystemExit("Een veranderde rij van gemeenten.csv komt niet in het document.")
