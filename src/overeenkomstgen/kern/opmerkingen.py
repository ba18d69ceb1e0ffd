"""What is not wrong but deserves a look: remarks on the input as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from overeenkomstgen.kern.convenant import Convenant, Periode
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum, format_getal
from overeenkomstgen.kern.tabel import heading_key, show_rows, told_together

Eerder = Mapping[str, tuple[str, int]]
"""By the key of a name, the CBS code and the inhabitants with which it was made before."""

_SPRONG = 2.5  # how many times as large the next by size can be; ten is a digit

_Remark = tuple[str, str, str]
"""What is alike where the same is remarked of another row, the column, and what to say."""


def opmerkingen(
    periode: Periode, gemeenten: Sequence[Gemeente], eerder: Eerder | None = None
) -> Iterator[str]:
    """Yield remarks in Dutch, a sentence each; the same of many rows is one."""
    leden, joined = periode.convenant.leden, sum(g.toetreding is not None for g in gemeenten)
    if leden != (present := len(gemeenten) - joined):
        text = f"Volgens convenant.toml heeft het netwerk {leden} leden"
        later = f", naast {joined} met een dag van toetreding" * bool(joined)
        yield f"{text}; in de tabel staan er {present}{later}."
    usual = _usual(gemeenten)
    found = (
        ((kind, column), gemeente.rij, gemeente.naam, text)
        for gemeente in gemeenten
        for kind, column, text in (
            *_dates(periode.convenant, gemeente),
            *_inhabitants(gemeente, usual, (eerder or {}).get(heading_key(gemeente.naam))),
        )
    )
    names = {gemeente.rij: f", {gemeente.naam}" for gemeente in gemeenten}
    for (_, column), rows, text in told_together(found):
        naam = names[rows[0]] if len(rows) == 1 else ""
        place = f", kolom {column}" if column else ""
        yield f"Rij {show_rows(rows)}{naam}{place}: {text}."


def _dates(convenant: Convenant, gemeente: Gemeente) -> Iterator[_Remark]:
    """Yield what is said of dates that do not agree, or have little to do with the convenant."""
    besluit, getekend = gemeente.collegebesluit, gemeente.datum_ondertekening
    if besluit and getekend and getekend < besluit:
        text = f"de ondertekening ({format_datum(getekend)}) ligt voor het collegebesluit"
        yield "voor besluit", "", f"{text} ({format_datum(besluit)})"
    start = convenant.getekend_op
    signed = f"de ondertekening van het convenant ({format_datum(start)})"
    if besluit and besluit.timetuple()[:3] < (start.year - 1, start.month, start.day):
        text = f"{format_datum(besluit)} ligt meer dan een jaar voor {signed}"
        yield "vroeg", "collegebesluit", text
    if getekend and getekend < start:
        yield "vroeg", "datum_ondertekening", f"{format_datum(getekend)} ligt voor {signed}"
    end = f"het einde van het convenant ({format_datum(convenant.einde)})"
    for column, day in (("collegebesluit", besluit), ("datum_ondertekening", getekend)):
        if day and day > convenant.einde:
            yield "laat", column, f"{format_datum(day)} ligt na {end}"


def _usual(gemeenten: Sequence[Gemeente]) -> tuple[int, int]:
    """Return the least and the most inhabitants, up to where there is a leap in size."""
    sizes = sorted(gemeente.inwoners for gemeente in gemeenten)
    middle = len(sizes) // 2
    down = reversed(list(pairwise(sizes[: middle + 1])))
    least = next((more for less, more in down if more > _SPRONG * less), sizes[0])
    up = pairwise(sizes[middle:])
    return least, next((less for less, more in up if more > _SPRONG * less), sizes[-1])


def _inhabitants(
    gemeente: Gemeente, usual: tuple[int, int], eerder: tuple[str, int] | None
) -> Iterator[_Remark]:
    """Yield what is said of a number or a code that does not go with the others, or with before."""
    (least, most), number = usual, gemeente.inwoners
    code, before = eerder or (gemeente.cbs_code, number)
    look = "kijk na of er geen cijfer te veel of te weinig staat"
    if code != gemeente.cbs_code:
        text = f"{gemeente.cbs_code}, en in wat eerder is gemaakt was het {code}"
        yield "code", "cbs_code", f"{text}; kijk na of de code bij de naam hoort"
    elif not before / _SPRONG < number < before * _SPRONG:
        text = f"{format_getal(number)}, en eerder was het {format_getal(before)}"
        yield "eerder", "inwoners", f"{text}; {look}"
    if number < least:
        text = f"{format_getal(number)} ligt ver onder de andere, van ten minste"
        yield "weinig", "inwoners", f"{text} {format_getal(least)}; {look}"
    elif number > most:
        text = f"{format_getal(number)} ligt ver boven de andere, van ten hoogste"
        yield "veel", "inwoners", f"{text} {format_getal(most)}; {look}"
