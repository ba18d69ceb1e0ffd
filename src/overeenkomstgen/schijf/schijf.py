"""The disk: a file is on it whole and for good, or not at all.

Everything that this program changes on a disk goes through here, locks (``slot``) apart: what
others see by :func:`write_whole` and :func:`move` or by ``uitvoer``, which uses the plain
functions at the end. Those raise an ``OSError`` as it comes. A name that Windows cannot have is
refused wherever it becomes one (``PlaatsError``).
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import count
from pathlib import Path

from overeenkomstgen.errors import OvereenkomstgenError, os_refusal
from overeenkomstgen.progress import unbroken
from overeenkomstgen.schijf.plaats import as_itself, check_name, read_bytes


class UitvoerError(OvereenkomstgenError):
    """A place cannot be written."""


def fingerprint_of(place: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(read_bytes(place)).hexdigest()


def make_folder(folder: Path) -> None:
    """Make a folder where it does not exist yet; or raise an UitvoerError."""
    with _writing(folder):
        check_name(folder)
        folder.mkdir(exist_ok=True)
    _sync(folder.parent)


def real(path: Path) -> Path:
    """Return where a path leads; of links that only lead to each other, one of them."""
    return Path(os.path.realpath(path))  # Path.resolve() calls those an error of Python's


def numbered(place: Path) -> Iterator[Path]:
    """Give a place, then the same with a number: ``brief.pdf``, ``brief-2.pdf``, and so on."""
    yield place
    yield from (place.with_stem(f"{place.stem}-{number}") for number in count(2))


def free(place: Path) -> Path:
    """Return a place, or one with a number where there is something already."""
    return next(each for each in numbered(place) if not each.exists())


def write_whole(place: Path, data: bytes) -> None:
    """Write a file in one go: whoever looks, and whatever fails, sees the old file or the new.

    The caller has the sole use of the place. When this returns, the
    file outlives a power cut, where the file system can promise that.

    Raises:
        UitvoerError: It cannot be written; what stood there still does.
    """
    check_name(place)
    draft = place.with_name(f".{place.name}.nieuw")
    with _writing(place):
        try:
            write(draft, data, for_good=True)
            if place.exists():
                shutil.copymode(place, draft)
            rename(draft, place)
        except OSError:
            with suppress(OSError):
                remove(draft)
            raise
    _sync(place.parent)


def move(place: Path, new: Path) -> None:
    """Give a file another name, for good; or raise an UitvoerError: it stands where it stood."""
    with _writing(new):
        rename(place, new)
    _sync(new.parent)


def _sync(folder: Path) -> None:
    """Put the names in a folder on the disk; not every system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _writing(place: Path) -> AbstractContextManager[None]:
    return os_refusal(
        UitvoerError,
        f"{place} is niet te schrijven",
        "Sluit het als het open staat, en kijk of er schijfruimte is en of de map beschreven mag "
        "worden. Wat er stond is ongewijzigd.",
    )


@contextmanager
def _about(place: Path) -> Iterator[None]:
    """Say of which file an error is: the system does not when the disk is full."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(place)
        raise


def write(place: Path, data: bytes, *, for_good: bool = False) -> None:
    """Write a file where nobody looks yet; for good: so that it outlives a power cut."""
    with _about(place):
        remove(place)  # a killed run left it; or it is a link, which is not followed
        with place.open("xb") as file:
            file.write(data)
            if for_good:
                file.flush()
                os.fsync(file.fileno())


def append(place: Path, data: bytes) -> None:
    """Write at the end of a file."""
    with _about(place), open(place, "ab", opener=as_itself) as file:
        file.write(data)


def copy(place: Path, new: Path) -> Path:
    """Copy what stands in a file; return the copy."""
    write(new, read_bytes(place))
    return new


def name_also(place: Path, new: Path) -> None:
    """Give a file a second name, or make a copy where the disk knows no second names."""
    try:
        new.hardlink_to(place)
    except OSError:
        shutil.copy2(place, new, follow_symlinks=False)


def rename(place: Path, new: Path) -> None:
    """Give a file or a folder another name; a file or an empty folder of that name goes."""
    check_name(new)
    place.replace(new)


def carry(place: Path, new: Path) -> Path:
    """Move a file, also to another disk, where nobody looks yet; return its new place."""
    with _about(new):
        return Path(shutil.move(place, new))


def remove(place: Path) -> None:
    """Remove a file, if it is there."""
    place.unlink(missing_ok=True)


def remove_empty(folder: Path) -> None:
    """Remove an empty folder, if it is there."""
    with suppress(FileNotFoundError):
        folder.rmdir()


def make_folders(folder: Path) -> None:
    """Make a folder, and those above it, where they do not exist yet."""
    check_name(folder)
    folder.mkdir(parents=True, exist_ok=True)


def new_folder(above: Path | None = None, prefix: str = "overeenkomstgen-") -> Path:
    """Make a folder with a name of its own; where temporary files are, by default."""
    with _about(above or Path("de map voor tijdelijke bestanden")):
        return Path(tempfile.mkdtemp(prefix=prefix, dir=above))


def clear(folder: Path) -> None:
    """Remove a folder and what is in it; what cannot be removed stays."""
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
@unbroken
def temporary_folder(above: Path | None = None, prefix: str = "overeenkomstgen-") -> Iterator[Path]:
    """Give a folder of one's own, that is gone afterwards."""
    folder = new_folder(above, prefix)
    try:
        yield folder
    finally:
        clear(folder)
