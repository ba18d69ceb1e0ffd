"""The folder of what comes in: what is put in it, and taken from it once it is kept."""

import re
from pathlib import Path, PurePath

from overeenkomstgen.errors import InputError
from overeenkomstgen.inname.aanvoer import Aanvoer
from overeenkomstgen.inname.binnenkomst import files_in
from overeenkomstgen.kern.naamvorm import is_file_name
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.schijf.slot import WAIT, locked
from overeenkomstgen.verwijzing import actie
from overeenkomstgen.werkmap.werkmap import Werkmap

_ODD = re.compile(r"[^\w. ()-]+")
_LONGEST = 80


def leg_neer(werkmap: Werkmap, naam: str, inhoud: bytes) -> Path:
    """Put a file in the folder of what comes in, under about this name, and return its place.

    It comes over no other: one with that name and something else in it stays, and this gets a
    number. What stands there under that name already is left as it is.

    Raises:
        UitvoerError: It cannot be written.
        BusyError: Another run is at work in the same werkmap.
    """
    own = _ODD.sub("-", PurePath(naam.replace("\\", "/")).name)
    own = f"{PurePath(own).stem[:_LONGEST]}{PurePath(own).suffix[:_LONGEST]}".strip("-. ")
    own = own if is_file_name(own) else f"bestand-{own}".rstrip("-")
    with locked(werkmap.slot, wait=WAIT):
        schijf.make_folder(werkmap.inkomend)
        for place in schijf.numbered(inside(werkmap.inkomend, own)):
            if not place.exists():
                schijf.write_whole(place, inhoud)
                return place
            if place.is_file() and read_bytes(place) == inhoud:
                return place
    raise AssertionError("there is always another number")


def inkomend(werkmap: Werkmap) -> tuple[Path, ...]:
    """Return the files in that folder, those in folders in it too."""
    return tuple(files_in([werkmap.inkomend])) if werkmap.inkomend.is_dir() else ()


def leg_weg(werkmap: Werkmap, plaats: str) -> None:
    """Take a file from that folder, by its path there, once it is kept as it came.

    Raises:
        InputError: There is no such file, or it is not kept yet.
        PlaatsError: The path leads out of the folder.
        BusyError: Another run is at work in the same werkmap.
    """
    with locked(werkmap.slot, wait=WAIT):
        place = inside(werkmap.inkomend, plaats)
        if not place.is_file() or not Aanvoer(werkmap).number_of(read_bytes(place)):
            what = "dit bestand is er niet, of is nog niet bewaard in de map ingekomen"
            raise InputError.of(plaats, what, f"kijk eerst na wat er binnenkwam: {actie('inname')}")
        schijf.remove(place)
