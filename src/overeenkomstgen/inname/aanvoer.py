"""The files of one run: each kept as it came, under its fingerprint; the same twice is one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.inname.binnenkomst import read_still, take_in
from overeenkomstgen.inname.blad import Bladen, Onherkend
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
        self.delen: dict[str, Bladen] = {}
        self.bestanden: dict[str, list[Bestand]] = {}
        self.onherkend: list[Fault] = []
        self.opmerkingen: list[str] = []
        self._known: dict[str, Bestand] = {}
        kept = werkmap.ingekomen.iterdir() if werkmap.ingekomen.is_dir() else ()
        named = ((_KEPT.match(file.name), file) for file in sorted(kept))
        self._kept = {match[2]: (int(match[1]), file) for match, file in named if match}

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
                if isinstance(each, Bladen):
                    self._add_part(each, bestand)

    def clear(self, done: Iterable[str], left: Iterable[str]) -> None:
        """Take files, which are kept, out of the folder of what comes in.

        Those in which something is that is done, and nothing that is left; both by their ``bron``.
        """
        stays = {each.nummer for bron in left for each in self.bestanden[bron]}
        goes = {each.nummer: each for bron in done for each in self.bestanden[bron]}
        for bestand in (each for number, each in goes.items() if number not in stays):
            for place in filter(self._is_own, bestand.plaatsen):
                if read_bytes(place) == bestand.inhoud:
                    schijf.remove(place)

    def number_of(self, content: bytes) -> int:
        """Return by which number a file is kept as it came; 0 where it is not."""
        number, kept = self._kept.get(sha256(content).hexdigest()[:_SIGNS], (0, Path()))
        return number if number and read_bytes(kept) == content else 0

    def _is_own(self, place: Path) -> bool:
        return place.is_relative_to(self._werkmap.inkomend)

    def _keep(self, place: Path, content: bytes) -> Bestand:
        folder, key = self._werkmap.ingekomen, sha256(content).hexdigest()
        number = self.number_of(content)
        if not number:
            number = max((other for other, _ in self._kept.values()), default=0) + 1
            own = _ODD.sub("-", place.name)[-60:].strip("-.")
            place_kept = inside(folder, f"{number:04}-{key[:_SIGNS]}-{own}")
            schijf.make_folder(folder)
            schijf.write_whole(place_kept, content)
            self._kept[key[:_SIGNS]] = number, place_kept
        self._known[key] = Bestand(number, content, [place])
        return self._known[key]

    def _add_part(self, part: Bladen, bestand: Bestand) -> None:
        key = sha256(part.inhoud).hexdigest()
        known = self.delen.setdefault(key, part)
        if known is not part:
            self._twice(part.bron, known.bron)
        else:
            self.opmerkingen += (f"{part.bron}: {told}" for told in part.opmerkingen)
        self.bestanden.setdefault(known.bron, []).append(bestand)

    def _twice(self, name: str, known: str) -> None:
        self.opmerkingen.append(f"{name} is hetzelfde bestand als {known}.")
