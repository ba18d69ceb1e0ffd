"""The work at the counter: one piece at a time, which goes on when the browser is closed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Lock, Thread

import overeenkomstgen as lib
from overeenkomstgen.errors import VraagError
from overeenkomstgen.progress import Progress

KEPT = 50
"""Pieces of work of which the outcome can be looked at still."""


@dataclass(frozen=True, slots=True)
class Loop:
    """What goes with a piece of work.

    Attributes:
        bevestigd: What was confirmed.
        progress: How to tell how far it is.
        map: A folder for what is shown of its outcome and is no value; one file of it is given.
    """

    bevestigd: tuple[lib.Vraag, ...]
    progress: Progress
    map: Path


@dataclass(frozen=True, slots=True)
class Klus:
    """A piece of work, as it stands.

    Attributes:
        titel: What it is, in Dutch.
        doe: What does it, and gives what came of it; None when it cannot be done again.
        sleutel: The key of what is done; empty where it has no form.
        ingevuld: What was filled in otherwise than it stood, by box.
        klaar: Whether it has ended, however it did.
        uitkomst: What came of it; None as long as nothing did.
        fout: What stopped it.
        vraag: What is to be answered first.
        opmerkingen: What was told of the input along the way, in Dutch.
    """

    titel: str
    doe: Callable[[Loop], object] | None = field(repr=False)
    bevestigd: tuple[lib.Vraag, ...] = ()
    sleutel: str = ""
    ingevuld: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    nummer: int = 0
    map: Path = Path()
    label: str = ""
    gedaan: int = 0
    totaal: int = 0
    klaar: bool = False
    stopt: bool = False
    uitkomst: object = None
    fout: Exception | None = None
    opmerkingen: tuple[str, ...] = ()

    @property
    def vraag(self) -> lib.Vraag | None:
        """The question that is to be answered first."""
        return self.fout.vraag if isinstance(self.fout, VraagError) else None


class Werk:
    """All work of one counter, with a folder of its own for what comes of it."""

    def __init__(self, map_: Path) -> None:
        self._map = map_
        self._klussen: dict[int, Klus] = {}
        self._lock = Lock()
        self._stop, self._over = Event(), Event()
        self._over.set()
        self._thread: Thread | None = None

    def __getitem__(self, nummer: int) -> Klus:
        with self._lock:
            return self._klussen[nummer]

    @property
    def bezig(self) -> Klus | None:
        """What is being done."""
        with self._lock:
            return next((klus for klus in self._klussen.values() if not klus.klaar), None)

    def begin(self, klus: Klus) -> Klus | None:
        """Start a piece of work, and return it with its number; None while another is done."""
        with self._lock:
            if not self._over.is_set():
                return None
            nummer = max(self._klussen, default=0) + 1
            klus = replace(klus, nummer=nummer, map=lib.new_folder(self._map, f"{nummer}-"))
            self._klussen[nummer] = klus
            if former := self._klussen.pop(nummer - KEPT, None):
                lib.clear(former.map)
            self._stop.clear()
            self._over.clear()
            self._thread = Thread(target=self._run, args=(klus,), name=f"werk-{nummer}")
            self._thread.start()
            return klus

    def wait(self, nummer: int, seconds: float) -> Klus:
        """Return a piece of work, when it has ended or this long has passed."""
        if not self[nummer].klaar:
            self._over.wait(seconds)
        return self[nummer]

    def stop(self, nummer: int) -> None:
        """Stop a piece of work as Ctrl-C would, when it is still being done."""
        if not self[nummer].klaar:
            self._stop.set()
            self._change(nummer, stopt=True)

    def close(self) -> None:
        """Stop what is being done, and wait until it has ended."""
        self._stop.set()
        if self._thread:
            self._thread.join()

    def _change(self, nummer: int, **what: object) -> None:
        with self._lock:
            self._klussen[nummer] = replace(self._klussen[nummer], **what)  # type: ignore[arg-type] # its own fields

    def _run(self, klus: Klus) -> None:
        told: dict[str, None] = {}
        ended: dict[str, object] = {}

        @contextmanager
        def follow(label: str, total: int) -> Iterator[Callable[[], None]]:
            done = 0

            def step() -> None:
                nonlocal done
                done += 1
                self._change(klus.nummer, gedaan=done)

            self._change(klus.nummer, label=label, gedaan=0, totaal=total)
            yield step

        try:
            with lib.heard(told.setdefault), lib.stoppable(self._stop):
                loop = Loop(klus.bevestigd, follow, klus.map)
                ended["uitkomst"] = klus.doe(loop) if klus.doe else None
        except Exception as error:  # noqa: BLE001 - the page tells it
            ended["fout"] = error
        finally:
            if not isinstance(ended.get("fout"), VraagError):
                ended["doe"] = None  # it has the files that were given
            self._change(klus.nummer, klaar=True, opmerkingen=tuple(told), **ended)
            self._over.set()
