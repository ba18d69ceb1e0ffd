"""Where documents are made: on this machine or a cluster, or in Word alone."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from overeenkomstgen.errors import InputError, OvereenkomstgenError
from overeenkomstgen.office.cluster import SOORTEN, TLS, Cluster, open_cluster
from overeenkomstgen.office.hier import Hier
from overeenkomstgen.office.installatie import (
    Installatie,
    Maakwijze,
    find_libreoffice,
    find_maakwijze,
)
from overeenkomstgen.office.voorraad import REST, Voorraad
from overeenkomstgen.office.werkstuk import Uitslag, Werkstuk
from overeenkomstgen.verwijzing import vak

TIME_LIMIT = 60.0
"""Seconds that LibreOffice may spend on one document, unless the user says otherwise."""


@dataclass(frozen=True, slots=True)
class AlleenWord:
    """No PDFs are made."""

    how: Maakwijze = field(default_factory=find_maakwijze)

    def warm_up(self, number: int) -> None:
        """Do nothing."""

    def make(self, werkstukken: Iterable[Werkstuk], _: Path) -> Generator[Uitslag]:
        """Give each Word file without a PDF, when the last has come."""
        for werkstuk in tuple(werkstukken):
            yield Uitslag(werkstuk, None)


_warm: list[Voorraad] = []

Werkplaats: TypeAlias = Hier | Cluster | AlleenWord
"""What documents are made with; :class:`.Hier` says what each of them does."""


@contextmanager
def houd_warm(rest: float = REST) -> Iterator[None]:
    """Keep LibreOffice ready in a block, for all threads: whoever makes documents takes it.

    It gives the same documents as one that is started for them. Afterwards none is left. Where
    LibreOffice is missing, or cannot wait for work, nothing is kept.

    Args:
        rest: Seconds without work after which it is ended; the next work starts it again.
    """
    with Voorraad(rest) as voorraad:
        _warm.append(voorraad)
        try:
            with suppress(OvereenkomstgenError, OSError), _hier(find_libreoffice(), TIME_LIMIT):
                pass  # it leaves one that is ready; what is in the way, the first work tells
            yield
        finally:
            _warm.remove(voorraad)


def _hier(office: Installatie, time_limit: float) -> Hier:
    warm = _warm[-1] if _warm and office.kernel else None
    return Hier(office, time_limit, voorraad=warm)


def open_werkplaats(
    *, alleen_word: bool = False, time_limit: float = TIME_LIMIT, address: str | None = None
) -> AbstractContextManager[Werkplaats]:
    """Give what documents are made with; afterwards nothing that it started is left.

    Args:
        alleen_word: Whether no PDFs are to be made.
        time_limit: Seconds that LibreOffice may spend on one document.
        address: The cluster that makes the PDFs; None for this machine.

    Raises:
        InputError: There is no such kind of cluster, or it is on another machine and what goes
            there would not be encrypted.
        ToolError: LibreOffice is missing, or there is no such cluster.
    """
    if alleen_word:
        return nullcontext(AlleenWord())
    if address is None:
        return _hier(find_libreoffice(), time_limit)
    if address.startswith(SOORTEN):
        return open_cluster(address, time_limit)
    other = f"geef het adres van een cluster: {TLS}computer:8786"
    advice = f"laat {vak('motor')} weg, of {other}"
    raise InputError.of(vak("motor", address), "zo'n motor is er niet", advice)


def find_how(*, alleen_word: bool, address: str | None) -> Maakwijze:
    """Return how documents would be made; LibreOffice is not started for that, nor taken.

    Errors as of :func:`open_werkplaats`.
    """
    place = open_werkplaats(alleen_word=alleen_word, address=address)
    if isinstance(place, Hier):
        return place.how
    with place as werkplaats:
        return werkplaats.how
