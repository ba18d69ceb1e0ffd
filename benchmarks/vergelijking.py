"""Measures this tool beside another: first the memory and the text, then the time, in turn."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from eigen import Eigen
from meting import measure, measure_memory
from pdftekst import check_same, read_texts
from procesboom import end_stragglers
from verhouding import median_ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kandidaat import Kandidaat, Ronde
    from mappen import Mappen
    from meting import Meting
    from werkstuk import Werkstuk


@dataclass(frozen=True, slots=True)
class Geheugen:
    """The most memory that was taken, in bytes: in a cold run and in a warm one."""

    koud: int
    warm: int


@dataclass(slots=True)
class Uitslag:
    """What was measured of one candidate, and of this tool right beside it.

    Attributes:
        kandidaat: What was measured.
        geheugen: The most memory.
        koud: Of each round, ours and theirs.
        warm: The same, warm.
    """

    kandidaat: Kandidaat
    geheugen: Geheugen
    koud: list[tuple[Meting, Meting]] = field(default_factory=list)
    warm: list[tuple[Meting, Meting]] = field(default_factory=list)


def ratio(pairs: list[tuple[Meting, Meting]]) -> float:
    """Return how long we take, as a part of how long they take."""
    return median_ratio((ours.seconden, theirs.seconden) for ours, theirs in pairs)


class Baan:
    """Where the runs are: each in a new folder, with nothing of another still at work."""

    def __init__(self, mappen: Mappen, werkstuk: Werkstuk) -> None:
        self._mappen, self._werkstuk = mappen, werkstuk
        self._ours: dict[str, tuple[str, ...]] = {}
        self.own_memory = Geheugen(0, 0)

    def measure_own_memory(self) -> None:
        """Measure our memory, and keep our texts: the others have to make the same."""
        with self._sessie(Eigen()) as make:
            folders = self._mappen.new(), self._mappen.new()
            peaks = [measure_memory(partial(make, out)) for out in folders]
            self._ours = read_texts(folders[1], self._werkstuk.names)
        self.own_memory = Geheugen(*peaks)

    def try_out(self, kandidaat: Kandidaat) -> Uitslag:
        """Measure a candidate's memory, and see to it that it makes the same documents.

        Raises:
            SystemExit: It does not.
        """
        peaks = []
        with self._sessie(kandidaat) as make:
            for _ in range(2 if kandidaat.blijft else 1):
                out = self._mappen.new()
                peaks.append(measure_memory(partial(make, out)))
                check_same(kandidaat.naam, self._ours, out)
        return Uitslag(kandidaat, Geheugen(peaks[0], peaks[-1]))

    def race(self, uitslag: Uitslag) -> None:
        """Time one round, cold and warm: in turn ours first and theirs first."""
        turn: list[Kandidaat] = [Eigen(), uitslag.kandidaat]
        back = len(uitslag.koud) % 2 == 1
        metingen = [self._cold_and_warm(each) for each in (reversed(turn) if back else turn)]
        ours, theirs = reversed(metingen) if back else metingen
        uitslag.koud.append((ours[0], theirs[0]))
        uitslag.warm.append((ours[1], theirs[1]))

    def _cold_and_warm(self, kandidaat: Kandidaat) -> tuple[Meting, Meting]:
        with self._sessie(kandidaat) as make:
            cold = self._timed(make)
            return cold, self._timed(make) if kandidaat.blijft else cold

    def _timed(self, make: Ronde) -> Meting:
        out = self._mappen.new()
        meting = measure(partial(make, out))
        if len(made := list(out.glob("*.pdf"))) != len(self._werkstuk.names):
            raise SystemExit(
                f"Er zijn {len(made)} PDF's gemaakt van de {len(self._werkstuk.names)}."
            )
        return meting

    @contextmanager
    def _sessie(self, kandidaat: Kandidaat) -> Iterator[Ronde]:
        try:
            with kandidaat.sessie(self._mappen.new()) as make:
                yield make
        finally:
            end_stragglers()
