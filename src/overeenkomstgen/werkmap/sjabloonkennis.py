"""Which templates were found right, and which fields they use: a hidden file in the output folder.

Reading and compiling all templates takes most of a run in which nothing changed. What was
found right by this very program need not be found right again. Where the file is missing or
cannot be read, nothing is known.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = ".sjablonen.json"

Kennis = dict[str, frozenset[str]]
"""The fields of what was found right, by its fingerprint and what it was found right for."""


def read_kennis(folder: Path, program: str) -> Kennis:
    """Return what is known.

    Args:
        folder: The output folder.
        program: Fingerprint of the program; another one may judge otherwise.
    """
    with suppress(OSError, ValueError, TypeError, AttributeError):
        found = json.loads((folder / NAME).read_bytes())
        if found["program"] == program:
            return {str(key): frozenset(fields) for key, fields in found["fields"].items()}
    return {}


def write_kennis(folder: Path, program: str, kennis: Mapping[str, frozenset[str]]) -> None:
    """Keep what is known; where that fails, it is found out again."""
    known = {key: sorted(fields) for key, fields in sorted(kennis.items())}
    draft = folder / f"{NAME}.nieuw"
    with suppress(OSError):
        draft.write_text(json.dumps({"program": program, "fields": known}, indent=0), "utf-8")
        draft.replace(folder / NAME)
