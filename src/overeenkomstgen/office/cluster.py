"""Making documents on other machines: a Dask cluster gets the Word files, some at a time.

Dask divides them, and gives them to another worker when the one that had them is gone.
What comes back is a value, so that nothing is published twice, and publishing stays here.
"""

import logging
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from overeenkomstgen.errors import InputError, OvereenkomstgenError, ToolError
from overeenkomstgen.office.hier import Hier
from overeenkomstgen.office.installatie import Maakwijze, find_libreoffice, find_maakwijze
from overeenkomstgen.office.werkstuk import Uitslag, Werkstuk
from overeenkomstgen.progress import heed
from overeenkomstgen.schijf import schijf
from overeenkomstgen.verwijzing import vak

AT_ONCE = 20
"""Documents that go together: a LibreOffice has its start back, little is lost with a worker."""
TLS = "tls://"
"""What the address of a cluster begins with when both sides prove who they are."""
SOORTEN = (TLS, "tcp://", "dask://")
"""What it can begin with; only TLS for a cluster on another machine."""
PATIENCE = 5.0
"""Seconds in which the cluster must answer; a worker that fell out may take twice as long."""

_INSTALL = "Installeer het met: pip install 'overeenkomstgen[dask]'"
_START = "Kijk of het adres klopt, en of daar een scheduler en werkers draaien."
_TRUST = f"{_START} Hun certificaten en die van hier moeten van dezelfde uitgever zijn."
_CERTIFICATES = (
    "Zet in DASK_DISTRIBUTED__COMM__TLS__CA_FILE, __CLIENT__CERT en __CLIENT__KEY waar ze staan; "
    "de README zegt bij Meer computers hoe."
)
_VERSIONS = "Installeer daar dezelfde versies als hier, met constraints.txt."
_LOGS = "Kijk in het logboek van de werkers. Wat al klaar was is bewaard."


Heen: TypeAlias = tuple[Werkstuk, bytes]
"""What goes to a worker, with what stands in its Word file."""
Terug: TypeAlias = tuple[str, bytes | None, Uitslag]
"""What comes back of it: the name of the Word file, the PDF, and the rest of what became of it."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Dask cluster.

    Attributes:
        address: Where its scheduler is: ``tls://computer:8786``.
        idle_limit: Seconds that LibreOffice may spend on one document.
    """

    address: str
    idle_limit: float
    how: Maakwijze
    _client: Any  # Dask's own types say little

    def warm_up(self, number: int) -> None:
        """Do nothing: the workers are there."""

    def make(self, werkstukken: Iterable[Werkstuk], out: Path) -> Generator[Uitslag]:
        """Send the Word files, some at a time, write what comes back; ToolError if that fails."""
        schijf.make_folders(out)
        sent: dict[str, Werkstuk] = {}
        waiting, coming = set[Any](), iter(werkstukken)
        while some := list(islice(coming, AT_ONCE)):
            sent |= {each.word.name: each for each in some}
            reeks = [(each, each.word.read_bytes()) for each in some]
            waiting.add(self._client.submit(work, reeks, self.idle_limit, pure=False, retries=1))
        some_failed = f"Het cluster ({self.address}) kon een deel van de documenten niet maken"
        while waiting:
            with _telling(some_failed, _LOGS):
                done = self._next(waiting)
            waiting -= done
            for future in done:  # one by one: what others made is not lost with one that failed
                with _telling(some_failed, _LOGS):
                    returned: list[Terug] = future.result()
                    stukken = [sent.pop(name) for name, *_ in returned]  # so that the name is ours
                for werkstuk, (_, pdf, uitslag) in zip(stukken, returned, strict=True):
                    place = out / f"{werkstuk.word.stem}.pdf"
                    if pdf is not None:
                        schijf.write(place, pdf)
                    there = None if pdf is None else place
                    yield replace(uitslag, werkstuk=werkstuk, pdf=there)

    def _next(self, waiting: set[Any]) -> set[Any]:
        """Return the series that are done, at least one; ToolError if workers stay away."""
        from distributed import wait  # noqa: PLC0415 - an optional library

        alone = False
        while True:
            try:
                return set(wait(waiting, PATIENCE, "FIRST_COMPLETED").done)
            except TimeoutError:
                heed()
                before, alone = alone, not self._client.nthreads()
            if before and alone:
                advice = "Start ze opnieuw. Wat al klaar was is bewaard."
                raise ToolError(f"Het cluster ({self.address}) heeft geen werkers meer.", advice)


@contextmanager
def open_cluster(address: str, idle_limit: float) -> Iterator[Cluster]:
    """Give a Dask cluster to make documents on.

    Raises:
        InputError: It is on another machine, and what goes there would not be encrypted.
        ToolError: Dask is not installed, there are no certificates or no cluster with workers,
            or a worker has another version of this program.
    """
    from overeenkomstgen.schijf.ophalen import is_local  # noqa: PLC0415 - slow, seldom used

    encrypted, place = address.startswith(TLS), address.partition("://")[2]
    if not encrypted and not is_local(address):
        what = "naar een andere computer gaat niets zonder versleuteling"
        advice = f"laat {vak('motor')} weg, of geef {TLS}{place} en de certificaten"
        raise InputError.of(vak("motor", address), what, advice)
    try:
        from distributed import Client  # noqa: PLC0415 - an optional library
        from distributed.security import Security  # noqa: PLC0415 - the same
    except ImportError as error:
        raise ToolError("Voor een Dask-cluster is Dask nodig.", _INSTALL) from error
    for name in ("distributed", "distributed.client"):  # what goes wrong is told in Dutch, by us
        logging.getLogger(name).setLevel(logging.CRITICAL)
    security = Security(require_encryption=encrypted or None)
    if encrypted:
        with _telling(f"De certificaten voor {address} zijn niet te gebruiken", _CERTIFICATES):
            if not security.get_connection_args("client")["ssl_context"]:
                raise ToolError(f"Voor {address} zijn certificaten nodig.", _CERTIFICATES)
    try:
        where = address if encrypted else f"tcp://{place}"
        client = Client(where, timeout=PATIENCE, security=security)
    except (OSError, ValueError) as error:
        advice = _TRUST if encrypted else _START
        raise ToolError(f"Er is geen Dask-cluster op {address}.", advice) from error
    with client:
        with _telling(f"Een werker van {address} kan dit programma niet gebruiken", _VERSIONS):
            found: Mapping[str, Maakwijze] = client.run(how)
        yield Cluster(address, idle_limit, _agreed(found, address), client)


def work(reeks: Sequence[Heen], idle_limit: float) -> list[Terug]:
    """Make archive PDFs on the machine where this runs, a worker; nothing of it stays there.

    A ToolError tells that LibreOffice is missing there, or does not work.
    """
    with (
        schijf.temporary_folder() as folder,
        Hier(find_libreoffice(), idle_limit, workers=1) as here,
    ):
        here.warm_up(1)
        return [
            (
                uitslag.werkstuk.word.name,
                uitslag.pdf.read_bytes() if uitslag.pdf else None,
                uitslag,
            )
            for uitslag in here.make(_unpack(reeks, folder), folder / "pdf")
        ]


def how() -> Maakwijze:
    """Return how documents are made on this machine, a worker; ToolError without LibreOffice."""
    return find_libreoffice().maakwijze


def _unpack(reeks: Iterable[Heen], folder: Path) -> Iterator[Werkstuk]:
    for werkstuk, content in reeks:
        word = folder / werkstuk.word.name
        schijf.write(word, content)
        yield replace(werkstuk, word=word)


def _agreed(found: Mapping[str, Maakwijze], address: str) -> Maakwijze:
    """Return how documents are made on all workers together."""
    if not found:
        raise ToolError(f"Het Dask-cluster op {address} heeft geen werkers.", _START)
    here = find_maakwijze().word
    for worker, there in found.items():
        if there.word != here:
            other = "heeft een andere versie van dit programma, of van wat het gebruikt."
            raise ToolError(f"De werker {worker} {other}", _VERSIONS)
    return find_maakwijze(sorted({there.pdf for there in found.values()}))


@contextmanager
def _telling(what: str, advice: str) -> Iterator[None]:
    """Say in Dutch what went wrong, unless that was done here or there."""
    try:
        yield
    except OvereenkomstgenError:
        raise
    except Exception as error:
        raise ToolError(f"{what}: {type(error).__name__}.", advice) from error
