"""The fonts of this machine: as fontconfig knows them, and as files."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from overeenkomstgen.schijf.process import IdleError, run

_IDLE_LIMIT = 30.0
_HOME = Path(os.path.expanduser("~"))  # noqa: PTH111 - it need not exist
_FOLDERS = (
    *("/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig"),
    *(_HOME / ".fonts", _HOME / ".local/share/fonts", _HOME / ".config/fontconfig"),
    *("/Library/Fonts", "/System/Library/Fonts", _HOME / "Library/Fonts"),
    *(r"C:\Windows\Fonts", _HOME / "AppData/Local/Microsoft/Windows/Fonts"),
)
_SURROUNDINGS = ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "SAL_FONTPATH")
"""The environment variables that tell LibreOffice which fonts there are."""


def installed_fonts() -> frozenset[str] | None:
    """Return the names of the font families, in small letters; None where nobody knows them.

    fontconfig is what LibreOffice asks on Linux; elsewhere it is mostly not there.
    """
    return _families(tuple(font_files()))


@lru_cache(maxsize=1)  # what stays open, and sees fonts come and go, asks time and again
def _families(_: tuple[str, ...]) -> frozenset[str] | None:
    try:
        exit_code, listed = run(["fc-list", "--format", "%{family}\n"], idle_limit=_IDLE_LIMIT)
    except (OSError, IdleError):
        return None
    names = {name.strip().casefold() for line in listed.splitlines() for name in line.split(",")}
    return frozenset(filter(None, names)) if exit_code == 0 else None


def font_files() -> Iterator[str]:
    """Give each file with a font or about fonts, with its size and time."""
    yield from (f"{name}={os.environ.get(name, '')}" for name in _SURROUNDINGS)
    for start in _FOLDERS:
        for folder, _, files in sorted(os.walk(start)):
            for name in sorted(files):
                status = os.stat(os.path.join(folder, name), follow_symlinks=False)  # noqa: PTH116, PTH118 - there are thousands
                yield f"{folder}/{name} {status.st_size} {status.st_mtime_ns}"
