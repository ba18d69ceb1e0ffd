"""Changing a file that the user keeps: only the one that was shown, and with a copy of before."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from overeenkomstgen.errors import Fault, RefusalError, refuse
from overeenkomstgen.kern.tabel import show_list
from overeenkomstgen.schijf.klok import now
from overeenkomstgen.schijf.schijf import fingerprint_of, free, make_folder, write_whole
from overeenkomstgen.werkmap.werkmap import Werkmap


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


def refuse_new(
    before: Iterable[Fault], after: Iterable[Fault], own: Collection[tuple[str, int]]
) -> None:
    """Stop (InputError) at what is wrong at places that change, or elsewhere and was not before."""
    known = {(fault.plek, fault.what) for fault in before}
    refuse(f for f in after if f.plek in own or (f.plek, f.what) not in known)


def copy_place(place: Path) -> Path:
    """Return where a copy of a file in a werkmap can come: under its name and the moment."""
    folder = Werkmap(place.parent).kopie
    make_folder(folder)
    moment = f"{now().astimezone():%Y%m%d-%H%M%S}"
    return free(folder / f"{place.stem}-{moment}{place.suffix}")


def keep_copy(place: Path, data: bytes) -> Path:
    """Keep what a file holds beside it; return that place, or raise an UitvoerError."""
    copy = copy_place(place)
    write_whole(copy, data)
    return copy
