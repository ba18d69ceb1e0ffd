"""What is not wrong but deserves a look: remarks on the input as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overeenkomstgen.kern.convenant import Convenant, Periode
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum


def opmerkingen(periode: Periode, gemeenten: Sequence[Gemeente]) -> Iterator[str]:
    """Yield remarks in Dutch, a sentence each."""
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
        yield from _far_off(periode.convenant, gemeente)


def _far_off(convenant: Convenant, gemeente: Gemeente) -> Iterator[str]:
    """Yield what is said of dates that have little to do with the convenant."""
    besluit, getekend = gemeente.collegebesluit, gemeente.datum_ondertekening
    start = convenant.getekend_op
    signed = f"de ondertekening van het convenant ({format_datum(start)})"
    row = f"Rij {gemeente.rij}, {gemeente.naam}, kolom"
    if besluit and besluit.timetuple()[:3] < (start.year - 1, start.month, start.day):
        shown = format_datum(besluit)
        yield f"{row} collegebesluit: {shown} ligt meer dan een jaar voor {signed}."
    if getekend and getekend < start:
        yield f"{row} datum_ondertekening: {format_datum(getekend)} ligt voor {signed}."
    end = f"het einde van het convenant ({format_datum(convenant.einde)})"
    for column, day in (("collegebesluit", besluit), ("datum_ondertekening", getekend)):
        if day and day > convenant.einde:
            yield f"{row} {column}: {format_datum(day)} ligt na {end}."
