"""A place on the disk: inside the folder that it is for, itself and no link to another.

Who makes a werkmap can put in it what leads to the files of whoever opens it: a path in a file,
a link, a pipe that is never written to. So each path that stands in a file goes through
:func:`inside`, when it is read and when it is used, and each file is opened by :func:`opened`.
The werkmap itself, and a folder that the user names, may be links.
"""

import errno
import io
import os
import stat
from pathlib import Path, PurePath
from typing import BinaryIO

from overeenkomstgen.errors import RefusalError
from overeenkomstgen.kern.naamvorm import is_file_name

_AS_ITSELF = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Flags with which no link is followed, and no pipe waited for; Windows has neither."""
_JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)


class PlaatsError(RefusalError):
    """A place leads out of the folder that it is for, or cannot be one."""


def inside(folder: Path, place: str | PurePath) -> Path:
    """Return a place in a folder; no step below the folder is a link.

    Raises:
        PlaatsError: It leads out of the folder, or a link on the way may.
    """
    path = PurePath(place)
    if path.anchor or ".." in path.parts or "\0" in str(place):
        advice = "Het bestand waarin dit staat is niet te vertrouwen; zet een goede kopie terug."
        raise PlaatsError(f"{str(place)!r} wijst buiten de map {folder}.", advice)
    here = folder
    for step in path.parts:
        here /= step
        if is_link(here):
            what = f"{here} is een koppeling naar een andere plaats, en die wordt niet gevolgd."
            raise PlaatsError(what, "Zet de map of het bestand zelf op die plaats.")
    return here


def is_link(place: Path) -> bool:
    """Tell whether there is a link at a place, also one of Windows between folders."""
    try:
        found = place.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def opened(place: Path) -> BinaryIO:
    """Open a file to read it; a link is refused, with ``EMLINK``."""
    return open(place, "rb", opener=as_itself)


def read_bytes(place: Path) -> bytes:
    """Return what stands in a file, and not in another that a link there leads to."""
    with opened(place) as file:
        return file.read()


def read_text(place: Path) -> str:
    """Return the text of a file in UTF-8, each line ending as a line feed."""
    with io.TextIOWrapper(opened(place), "utf-8-sig") as text:
        return text.read()


def as_itself(path: str, flags: int) -> int:
    """Open a file, but not what a link there leads to; for ``open(opener=…)``."""
    if is_link(Path(path)):
        raise OSError(errno.EMLINK, os.strerror(errno.EMLINK), path)  # as where that says so
    return os.open(path, flags | _AS_ITSELF, 0o666)


def check_name(place: Path) -> None:
    """Refuse a new file or folder that could not be there on Windows too.

    Raises:
        PlaatsError: It has such a name, or a folder has that is to be made for it.
    """
    for each in (place, *place.parents):
        if each.exists():
            break
        if each.name and not is_file_name(each.name.removeprefix(".")):
            raise PlaatsError(
                f"{place}: op Windows kan een bestand of map niet {each.name!r} heten.",
                'Kies een andere naam: zonder een van de tekens <>:"/\\|?*, zonder punt of spatie '
                "aan het einde, niet te lang, en niet een als CON of NUL.",
            )
