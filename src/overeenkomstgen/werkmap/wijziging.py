"""Changing a file that the user keeps: only the one that was shown, and with a copy of before."""

from collections.abc import Sequence
from pathlib import Path

from overeenkomstgen.errors import RefusalError
from overeenkomstgen.kern.tabel import show_list
from overeenkomstgen.schijf.klok import now
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.schijf.schijf import fingerprint_of, free, make_folder, write_whole

BEWAARD = "kopie"
"""The folder, beside a file, for copies of what it was."""


class VerouderdError(RefusalError):
    """The file is no longer the one that was shown."""


def fingerprint(places: Sequence[Path]) -> str:
    """Return what tells some files from what may have come in their place; empty for none."""
    return "-".join(map(fingerprint_of, places))


def refuse_other(places: Sequence[Path], shown: str) -> None:
    """Stop (VerouderdError) when the files are not those that were shown, by fingerprint."""
    if fingerprint(places) != shown:
        names = show_list([place.name for place in places], "en") if places else "Het bestand"
        raise VerouderdError(
            f"{names} is intussen gewijzigd, hier of in een ander programma.",
            "Er is niets overschreven. Bekijk wat er nu staat, en wijzig dat.",
        )


def copy_place(place: Path) -> Path:
    """Return where a copy of a file can come: beside it, under its name and the moment."""
    folder = inside(place.parent, BEWAARD)
    make_folder(folder)
    moment = f"{now().astimezone():%Y%m%d-%H%M%S}"
    return free(folder / f"{place.stem}-{moment}{place.suffix}")


def keep_copy(place: Path, data: bytes) -> Path:
    """Keep what a file holds beside it; return that place, or raise an UitvoerError."""
    copy = copy_place(place)
    write_whole(copy, data)
    return copy
