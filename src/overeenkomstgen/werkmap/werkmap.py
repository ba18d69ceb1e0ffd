"""The werkmap: the folder of one convenant period, and what stands in it."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from overeenkomstgen.errors import Fault, InputError, RefusalError, os_reason
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.tabel import Table, show_list
from overeenkomstgen.kern.waarden import show
from overeenkomstgen.schijf.plaats import inside, read_text
from overeenkomstgen.schijf.tables import read_table
from overeenkomstgen.velden.kolommen import KOLOMMEN
from overeenkomstgen.verwijzing import ZELF, actie, vak
from overeenkomstgen.werkmap.gemeenten import own_remarks, parse_gemeenten
from overeenkomstgen.werkmap.instellingen import parse_settings
from overeenkomstgen.werkmap.instelregels import parse_toml

INSTELLINGEN = "convenant.toml"

_TABLE_ENDINGS = {".csv", ".ods", ".tsv", ".txt", ".xls", ".xlsb", ".xlsm", ".xlsx"}
# What a browser, Windows or a person puts in the name of another copy: ``gemeenten (1).xlsx``.
_COPY = re.compile(r"kopie( van)?|copy( of)?|[\W\d_]")


class _Plaats:
    """A file or a folder that has one name in every werkmap."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, werkmap: "Werkmap", _: "type[Werkmap]") -> Path:
        return inside(werkmap.folder, self._name)


@dataclass(frozen=True, slots=True)
class Werkmap:
    """The folder, and where things stand in it."""

    folder: Path

    instellingen = _Plaats(INSTELLINGEN)
    """The file with the convenant, its parties and the documentsoorten."""
    register = _Plaats("register.csv")
    """The file with what happened to the agreements."""
    ondertekend = _Plaats("ondertekend")
    """The folder of what was signed."""
    factuurregister = _Plaats("facturen.csv")
    """The file with the invoices that were given."""
    facturen = _Plaats("facturen")
    """The folder of the invoices as they were issued."""
    zendingregister = _Plaats("verzonden.csv")
    """The file with what was sent."""
    verzonden = _Plaats("verzonden")
    """The folder of what was sent, as it was."""
    inkomend = _Plaats("inkomend")
    """The folder of what came back and is still to be looked at."""
    ingekomen = _Plaats("ingekomen")
    """The folder of what came back, as it came."""
    bijlagen = _Plaats("bijlagen")
    """The folder of fixed papers to send along; it need not be there."""
    slot = _Plaats(".slot")
    """The lock that gives one run the sole use of the werkmap."""
    sjablonen = _Plaats("sjablonen")
    """The folder of Word templates."""
    uitvoer = _Plaats("uitvoer")
    """The folder of finished documents, unless another is asked for."""

    kopie = _Plaats("kopie")
    """The folder for copies of what was changed, as it was."""

    @property
    def gemeenten(self) -> tuple[Path, ...]:
        """The files that can hold the table of municipalities; one of them should exist."""
        endings = (".csv", ".txt", ".xlsx")
        return tuple(inside(self.folder, f"gemeenten{ending}") for ending in endings)

    @property
    def mappen(self) -> tuple[Path, ...]:
        """The folders that have a purpose of their own."""
        kept = self.ondertekend, self.facturen, self.verzonden, self.inkomend, self.ingekomen
        return self.uitvoer, self.sjablonen, self.bijlagen, self.kopie, *kept


def find_werkmap(chosen: Path | None, start: Path) -> Werkmap:
    """Return the werkmap that was chosen, or the nearest upward; WerkmapError without one."""
    for folder in (chosen,) if chosen else (start, *start.parents):
        if (folder / INSTELLINGEN).is_file():
            return Werkmap(folder)
    where = f"in {chosen}" if chosen else f"in {start} of een map daarboven"
    advice = (
        f"Ga naar de map van de convenantperiode, of wijs hem aan met {vak('werkmap', ZELF)}. "
        f"Is er nog geen, maak hem dan met: {actie('begin', ZELF)}"
    )
    raise WerkmapError(f"Er is geen werkmap: {INSTELLINGEN} staat niet {where}.", advice)


class WerkmapError(RefusalError):
    """There is no werkmap, or it cannot be read."""


def read_periode(werkmap: Werkmap) -> tuple[Periode | None, tuple[Fault, ...]]:
    """Return what ``convenant.toml`` says, or None and everything that is wrong with it."""
    name = werkmap.instellingen.name
    try:
        text = read_text(werkmap.instellingen)
    except OSError as error:
        what = f"het bestand is niet te lezen ({os_reason(error)})"
        return None, (Fault(name, what, "kijk of het bestaat en van u gelezen mag worden"),)
    except UnicodeDecodeError:
        advice = "bewaar het opnieuw als UTF-8 (in Kladblok: Opslaan als, Codering UTF-8)"
        return None, (Fault(name, "het bestand is geen UTF-8", advice),)
    data, faults = parse_toml(text, name)
    return parse_settings(Periode, data, name) if data is not None else (None, faults)


def read_gemeenten(
    werkmap: Werkmap, periode: Periode | None = None
) -> tuple[tuple[Gemeente, ...], tuple[Fault, ...], Table | None]:
    """Return the municipalities in the table's order, what is wrong with it, and the table.

    The period tells which sheet of a workbook it is; it may not be known.
    """
    present = present_tables(werkmap)
    if len(present) > 1:
        names = show_list([table.name for table in present], "en")
        advice = "laat er één in de werkmap"
        return (), (Fault(names, "er is meer dan één tabel met gemeenten", advice),), None
    if not present:
        return (), (_no_table(werkmap),), None
    try:
        table = read_table(present[0], KOLOMMEN, periode.tabel.xlsx if periode else "")
    except InputError as error:
        return (), error.faults, None
    return (*parse_gemeenten(table), table)


def remarks_on(werkmap: Werkmap, table: Table | None) -> tuple[str, ...]:
    """Return remarks in Dutch, a sentence each, on what stands in the werkmap.

    A workbook has sheets, of which one was read; a table can have columns of its own. A file
    beside it that is called nearly the same is not read; the user may have worked in that one.
    """
    present = present_tables(werkmap)
    if len(present) != 1:
        return ()
    known = f"Gelezen is {present[0].name}"
    others = (file.name for file in _lookalikes(werkmap))
    found = [f"{known}; {name} staat er ook, maar wordt niet gelezen." for name in others]
    blad, own = (table.blad, own_remarks(table)) if table else ("", ())
    return (*([f"{known}, blad {show(blad)}."] if blad else []), *found, *own)


def present_tables(werkmap: Werkmap) -> list[Path]:
    """Return the tables of municipalities that are there: one, unless something is wrong."""
    return [table for table in werkmap.gemeenten if table.exists()]


def _no_table(werkmap: Werkmap) -> Fault:
    """Return the fault of a table that is not there, with what may be meant to be it."""
    allowed = show_list([table.name for table in werkmap.gemeenten], "of")
    found = _lookalikes(werkmap)
    what = "geen van deze bestanden staat in de werkmap"
    if not found:
        advice = "zet de tabel met gemeenten erin, onder één van deze namen"
        return Fault(allowed, what, advice)
    what += f"; er staat wel {show_list([file.name for file in found], 'en')}"
    ending = found[0].suffix.lower()
    if len(found) > 1:
        advice = "geef het bestand dat u bedoelt één van deze namen"
    elif ending in {table.suffix for table in werkmap.gemeenten}:
        advice = f"geef dat de naam gemeenten{ending}"
    else:
        advice = "open dat in Excel en bewaar het als gemeenten.xlsx"
    return Fault(allowed, what, advice)


def _lookalikes(werkmap: Werkmap) -> list[Path]:
    """Return the tables that are called nearly as the table of municipalities."""
    tables = present_tables(werkmap)
    return sorted(
        file
        for file in werkmap.folder.iterdir()
        if not file.name.startswith((".", "~$"))  # Excel's own, while a table is open
        and file.suffix.lower() in _TABLE_ENDINGS
        and get_close_matches(_COPY.sub("", file.stem.casefold()), ["gemeenten"], cutoff=0.8)
        and file.is_file()
        and not any(file.samefile(table) for table in tables)
    )
