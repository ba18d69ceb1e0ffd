"""The inhabitants of the municipalities, held against the figures of CBS."""

import os
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from overeenkomstgen.errors import InputError
from overeenkomstgen.inwoners.afwijkingen import Inwonersvergelijking, compare, read_rijen
from overeenkomstgen.inwoners.cbs import CbsError, Dienst, fetch_bevolking
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.register import present_states
from overeenkomstgen.kern.tabel import Table
from overeenkomstgen.kern.waarden import show
from overeenkomstgen.progress import Progress, silent
from overeenkomstgen.schijf.ophalen import Ophaler, is_safe
from overeenkomstgen.schijf.slot import LONG_WAIT, locked
from overeenkomstgen.verwijzing import vak
from overeenkomstgen.werkmap.bevinding import signed
from overeenkomstgen.werkmap.papieren import Papieren
from overeenkomstgen.werkmap.registers import read_register
from overeenkomstgen.werkmap.tabelwijziging import write_cells
from overeenkomstgen.werkmap.werkmap import Werkmap, read_gemeenten, read_periode

SETTING = "OVEREENKOMSTGEN_CBS"
"""The environment variable with another address of the service than the usual one."""
ADDRESS = "https://datasets.cbs.nl/odata/v1/CBS"
"""Where CBS gives its tables in version 4."""
FORMER = "https://opendata.cbs.nl/ODataFeed/odata"
"""Where CBS gives its tables in version 3, until that ends."""

KOLOM = "inwoners"
"""The column with the figures."""
_NODIG = ("gemeente", "cbs_code", KOLOM)


@dataclass(frozen=True, slots=True)
class Nagekeken:
    """What came of it.

    Attributes:
        vergelijking: The table beside the figures; as it was before anything was written.
        bron: What was read, with the sheet of a workbook: ``gemeenten.xlsx, blad Leden``.
        afwijkend: The peildatum of the convenant, when another one was looked at.
        kopie: Where the table stands as it was; None when nothing was written.
    """

    vergelijking: Inwonersvergelijking
    tabel: Path
    bron: str
    afwijkend: date | None
    kopie: Path | None


def vergelijk_inwoners(
    werkmap: Werkmap, peildatum: date | None, *, schrijf: bool = False, progress: Progress = silent
) -> Nagekeken:
    """Compare the inhabitants in the table with those of CBS; with ``schrijf`` take them over.

    The day is that of the convenant when none is given. The table is read on its own, so that
    one with an empty column, or other cells that are not right yet, can be compared and filled.
    What a municipality has signed for is never changed.

    Raises:
        InputError: The day is not one that CBS counts on, or not that of the convenant
            while writing; or the table or ``convenant.toml`` is not right.
        RegisterError: The register is damaged.
        CbsError: CBS does not answer, or not as it used to.
        RefusalError: CBS has no figures of that day, or the table cannot be changed safely.
        UitvoerError: The table cannot be written.
    """
    periode, faults = read_periode(werkmap)
    if periode is None:
        raise InputError(faults)
    own, day = periode.bijdrage.peildatum, peildatum or periode.bijdrage.peildatum
    _refuse_day(day, own, chosen=peildatum is not None, schrijf=schrijf)
    _read(werkmap, periode)  # what is wrong with it is told before CBS is asked anything
    bevolking = fetch_bevolking(find_cbs(), day, progress)
    with locked(werkmap.slot, wait=LONG_WAIT) if schrijf else nullcontext():
        path, table, getekend = _read(werkmap, periode)  # it may have been changed in the meantime
        vergelijking = compare(read_rijen(table), bevolking, day, getekend)
        over_te_nemen = vergelijking.over_te_nemen if schrijf else ()
        values = {regel.rij.nummer: {KOLOM: str(regel.cbs)} for regel in over_te_nemen}
        kopie = write_cells(path, table, values) if values else None
    return Nagekeken(vergelijking, path, table.source, own if day != own else None, kopie)


def _refuse_day(day: date, own: date, *, chosen: bool, schrijf: bool) -> None:
    """Stop (InputError) at a day that CBS does not count on, or that is not the convenant's."""
    where = vak("peildatum") if chosen else "convenant.toml, bijdrage.peildatum"
    if (day.month, day.day) != (1, 1):
        what = f"CBS telt de inwoners op 1 januari, en niet op {format_datum(day)}"
        raise InputError.of(where, what, f"kies 01-01-{day.year}")
    if schrijf and day != own:
        what = f"de peildatum van het convenant is {format_datum(own)}, niet {format_datum(day)}"
        advice = f"laat {vak('peildatum')} of {vak('schrijf')} weg"
        raise InputError.of(where, what, f"{advice}, of verbeter eerst convenant.toml")


def _read(werkmap: Werkmap, periode: Periode) -> tuple[Path, Table, frozenset[str]]:
    """Read the table, however much is still to be filled in, and who has signed.

    Whose agreement is kept, while nothing was recorded of it, counts as signed. An InputError
    tells that there is no fit table, a RegisterError that the register is damaged.
    """
    _, faults, table = read_gemeenten(werkmap, periode)
    if table is None or not table.rows or any(table.columns.count(each) != 1 for each in _NODIG):
        raise InputError(faults)
    entries = read_register(werkmap.register)
    getekend = {code for code, stand in present_states(entries).items() if stand.ondertekening}
    getekend |= Papieren(werkmap).overeenkomsten.keys() - signed(entries)
    return next(path for path in werkmap.gemeenten if path.exists()), table, frozenset(getekend)


def find_cbs() -> tuple[Dienst, Dienst]:
    """Return the services to ask, until one answers: the newest version comes first.

    They are at their usual addresses, or both at the one in OVEREENKOMSTGEN_CBS: a CbsError
    when that is not safe to use.
    """
    address = os.environ.get(SETTING, "").rstrip("/")
    if address and not is_safe(address, encrypted=False):
        raise CbsError(
            f"De instelling {SETTING} is {show(address)}, maar dat is geen adres dat met https:// "
            "begint.",
            "Verbeter die instelling, of haal haar weg om het gewone adres van CBS te gebruiken.",
        )
    newest, former = (Ophaler(address or usual) for usual in (ADDRESS, FORMER))
    return Dienst(newest, v4=True), Dienst(former, v4=False)
