"""The fonts of this machine, as fontconfig knows them."""

from __future__ import annotations

from functools import cache

from overeenkomstgen.schijf.process import IdleError, run

_IDLE_LIMIT = 30.0


@cache
def installed_fonts() -> frozenset[str] | None:
    """Return the names of the font families, in small letters; None where nobody knows them.

    fontconfig is what LibreOffice asks on Linux; elsewhere it is mostly not there.
    """
    try:
        listed = run(["fc-list", "--format", "%{family}\n"], idle_limit=_IDLE_LIMIT)
    except (OSError, IdleError):
        return None
    names = {
        name.strip().casefold() for line in listed.output.splitlines() for name in line.split(",")
    }
    return frozenset(filter(None, names)) if listed.exit_code == 0 else None
