"""The files of one run: each kept as it came, under its fingerprint; the same twice is one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.inname.binnenkomst import files_in, read_still, take_in
from overeenkomstgen.inname.blad import Bladen, Onherkend, Woordpapier
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.werkmap.werkmap import Werkmap

_SIGNS = 12  # of a fingerprint, to tell files apart
_ODD = re.compile(r"[^A-Za-z0-9.]+")
_KEPT = re.compile(rf"(\d{{4,9}})-([0-9a-f]{{{_SIGNS}}})-")


@dataclass(frozen=True, slots=True)
class Bestand:
    """A file that came in: what it is called by, and where it stands, once or more often."""

    nummer: int
    inhoud: bytes = field(repr=False)
    plaatsen: list[Path]


class Aanvoer:
    """What came in.

    Attributes:
        delen: The files with pages and Word files that are in it, each once.
        bestanden: Of each of them, by its ``bron``, the files that it is in.
        onherkend: What cannot be used, with why.
        opmerkingen: What deserves a look, in Dutch.
    """

    def __init__(self, werkmap: Werkmap) -> None:
        self._werkmap = werkmap
        self.delen: dict[str, Bladen | Woordpapier] = {}
        self.bestanden: dict[str, list[Bestand]] = {}
        self.onherkend: list[Fault] = []
        self.opmerkingen: list[str] = []
        self._known: dict[str, Bestand] = {}
        self._kept = {match[2]: (int(match[1]), file) for file, match in _kept(werkmap)}

    def places(self, chosen: Iterable[Path]) -> list[Path]:
        """Return the files that were chosen, or else those in the folder of what comes in."""
        own = [self._werkmap.inkomend] if self._werkmap.inkomend.is_dir() else []
        return [*files_in([*chosen] or own)]

    def add(self, place: Path) -> None:
        """Keep a file, and find what is in it; UitvoerError if it cannot be kept."""
        name = str(place.relative_to(self._werkmap.inkomend) if self._is_own(place) else place)
        try:
            content = read_still(place)
            if same := self._known.get(sha256(content).hexdigest()):
                same.plaatsen.append(place)
                self._twice(name, same.plaatsen[0].name)
                return
            found = take_in(content, name)
        except InputError as error:
            self.onherkend += (replace(fault, where=name) for fault in error.faults)
            return
        self.onherkend += (each.reden for each in found if isinstance(each, Onherkend))
        if not any(isinstance(each, Onherkend) and each.wacht for each in found):
            bestand = self._keep(place, content)
            for each in found:
                if not isinstance(each, Onherkend):
                    self._add_part(each, bestand)

    def clear(self, bestand: Bestand) -> None:
        """Take a file, which is kept, out of the folder of what comes in."""
        for place in filter(self._is_own, bestand.plaatsen):
            if read_bytes(place) == bestand.inhoud:
                schijf.remove(place)

    def _is_own(self, place: Path) -> bool:
        return place.is_relative_to(self._werkmap.inkomend)

    def _keep(self, place: Path, content: bytes) -> Bestand:
        folder, key = self._werkmap.ingekomen, sha256(content).hexdigest()
        number, kept = self._kept.get(key[:_SIGNS], (0, folder))
        if not number or read_bytes(kept) != content:
            number = max((other for other, _ in self._kept.values()), default=0) + 1
            own = _ODD.sub("-", place.name)[-60:].strip("-.")
            place_kept = inside(folder, f"{number:04}-{key[:_SIGNS]}-{own}")
            schijf.make_folder(folder)
            schijf.write_whole(place_kept, content)
            self._kept[key[:_SIGNS]] = number, place_kept
        self._known[key] = Bestand(number, content, [place])
        return self._known[key]

    def _add_part(self, part: Bladen | Woordpapier, bestand: Bestand) -> None:
        key = sha256(part.inhoud).hexdigest()
        known = self.delen.setdefault(key, part)
        if known is not part:
            self._twice(part.bron, known.bron)
        elif isinstance(part, Bladen):
            self.opmerkingen += (f"{part.bron}: {told}" for told in part.opmerkingen)
        self.bestanden.setdefault(known.bron, []).append(bestand)

    def _twice(self, name: str, known: str) -> None:
        self.opmerkingen.append(f"{name} is hetzelfde bestand als {known}.")


def is_kept(werkmap: Werkmap, content: bytes) -> bool:
    """Return whether a file is kept as it came."""
    key = sha256(content).hexdigest()[:_SIGNS]
    return any(match[2] == key and read_bytes(file) == content for file, match in _kept(werkmap))


def _kept(werkmap: Werkmap) -> Iterator[tuple[Path, re.Match[str]]]:
    kept = werkmap.ingekomen.iterdir() if werkmap.ingekomen.is_dir() else ()
    found = ((file, _KEPT.match(file.name)) for file in kept)
    yield from ((file, match) for file, match in found if match)
