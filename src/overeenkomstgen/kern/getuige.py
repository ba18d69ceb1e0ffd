"""A witness (*getuige*): what a document tells of the row of a chain that it rests on.

Whoever computes a chain anew can change its rows without a trace in the file, but not the
documents that others hold by then. The hash of a row rests on all rows above it, so that a
witness speaks for those as well.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Self

VELD = "register.getuige"
_GAP = r"\W{0,9}"  # a line may end anywhere, and who types it groups the signs
_WRITTEN = re.compile(
    rf"(?:(register|facturen){_GAP}(?:rij{_GAP})?)?(?<!\d)([1-9]\d{{0,8}})\W{{1,9}}"
    rf"((?:[0-9a-f]{_GAP}){{16}})(?![0-9a-z])"
)


@dataclass(frozen=True, slots=True)
class Getuige:
    """The chain, ``register`` or ``facturen``, the number of a row, and its hash or the start."""

    ketting: str
    nummer: int
    controle: str

    def __str__(self) -> str:
        return f"{self.ketting} rij {self.nummer} · {self.controle[:16]}"

    def placed(self, rijen: Collection[str]) -> Self:
        """Return the same, of a chain: where none is said, of the one in which it holds.

        Or of the register; ``rijen`` are what documents tell now of the rows of both.
        """
        factuur = replace(self, ketting="facturen")
        known = self.ketting or ("facturen" if str(factuur) in rijen else "register")
        return replace(self, ketting=known)


def find_getuigen(text: str) -> list[Getuige]:
    """Return the witnesses in a text, printed or typed; of some the chain is not said."""
    found = _WRITTEN.findall(text.lower())
    return [Getuige(ketting, int(row), re.sub(r"\W", "", own)) for ketting, row, own in found]


def find_breuk(getuigen: Collection[Getuige], rijen: Collection[str]) -> tuple[int, int] | None:
    """Return where a chain is no longer as its witnesses say: after one row, up to another.

    These are that of the last witness that holds, or 0, and of the first that does not; None
    when all hold, or a later one does: then the rows are as they were, and a witness is wrong.
    """
    laatste = max((each.nummer for each in getuigen if str(each) in rijen), default=0)
    later = [each.nummer for each in getuigen if each.nummer > laatste]
    return (laatste, min(later)) if later else None
