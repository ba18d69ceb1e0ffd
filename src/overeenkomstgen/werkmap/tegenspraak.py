"""What the table says otherwise than the agreement that was signed, which is what holds."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from overeenkomstgen.kern.euro import format_kaal
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum, format_datum_kort, format_getal
from overeenkomstgen.kern.status import Status
from overeenkomstgen.kern.statusregel import Statusregel
from overeenkomstgen.werkmap.sjablonen import INGANG
from overeenkomstgen.werkmap.verantwoording import Regel


def tegenspraken(
    gemeenten: Iterable[Gemeente], status: Status, rows: Mapping[str, Regel], tarief: Decimal
) -> Iterator[tuple[str, str, str]]:
    """Yield the field, the municipality, and what is said otherwise, a sentence in Dutch.

    ``rows`` is what the account said of the agreements that were signed, by CBS code; ``tarief``
    is in euros per inhabitant.
    """
    for gemeente in gemeenten:
        row, regel = rows.get(gemeente.cbs_code), status.per_code[gemeente.cbs_code]
        if row and regel.ondertekend_op and regel.telt:
            for veld, what in _of_one(gemeente, regel, row, format_kaal(tarief)):
                yield veld, gemeente.naam, f"{what}."


def _of_one(
    gemeente: Gemeente, regel: Statusregel, row: Regel, tarief: str
) -> Iterator[tuple[str, str]]:
    besluit, signed = gemeente.collegebesluit, regel.ondertekend_op
    now = format_datum_kort(besluit) if besluit else "geen"
    if besluit and signed and besluit > signed:
        said = f"het collegebesluit is volgens de tabel van {format_datum(besluit)}"
        yield "gemeente.collegebesluit", f"{said}, en getekend is op {format_datum(signed)}"
    elif row.collegebesluit not in {"", now}:
        said = f"getekend is met een collegebesluit van {row.collegebesluit}"
        yield "gemeente.collegebesluit", f"{said}; in de tabel staat {now}"
    if row.inwoners not in {"", str(gemeente.inwoners)}:
        then, now = row.inwoners, format_getal(gemeente.inwoners)
        said = f"getekend is voor {format_getal(int(then)) if then.isdecimal() else then} inwoners"
        yield "bijdrage.jaarbedrag", f"{said}; in de tabel staan er {now}"
    if row.tarief not in {"", tarief}:
        said = f"getekend is voor € {row.tarief} per inwoner"
        yield "bijdrage.tarief", f"{said}; in convenant.toml staat € {tarief}"
    first = format_datum_kort(regel.eerste_dag)
    if row.ingang not in {"", first}:
        said = f"de getekende overeenkomst gaat in op {row.ingang}, en volgens de tabel op {first}"
        yield INGANG, f"{said}; facturen volgen de tabel"
