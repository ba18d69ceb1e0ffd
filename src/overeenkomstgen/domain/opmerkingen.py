"""What is not wrong but deserves a look: remarks on the input as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overeenkomstgen.domain.notatie import format_datum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from overeenkomstgen.domain.convenant import Periode
    from overeenkomstgen.domain.gemeente import Gemeente


def opmerkingen(periode: Periode, gemeenten: Sequence[Gemeente]) -> tuple[str, ...]:
    """Return remarks in Dutch, a sentence each."""
    return tuple(_remarks(periode, gemeenten))


def _remarks(periode: Periode, gemeenten: Sequence[Gemeente]) -> Iterator[str]:
    leden = periode.convenant.leden
    if leden != len(gemeenten):
        yield (
            f"Volgens convenant.toml heeft het netwerk {leden} leden; in de tabel staan er "
            f"{len(gemeenten)}."
        )
    for gemeente in gemeenten:
        besluit, getekend = gemeente.collegebesluit, gemeente.datum_ondertekening
        if besluit and getekend and getekend < besluit:
            yield (
                f"Rij {gemeente.rij}, {gemeente.naam}: de ondertekening ({format_datum(getekend)}) "
                f"ligt voor het collegebesluit ({format_datum(besluit)})."
            )
