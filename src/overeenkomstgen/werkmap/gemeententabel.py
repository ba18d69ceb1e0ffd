"""The table of municipalities as a person sees and changes it: right, or with what is wrong."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from overeenkomstgen.errors import Fault, InputError, refuse
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.register import extended_to, present_states
from overeenkomstgen.kern.tabel import Table, grouped, tidy
from overeenkomstgen.kern.waarden import WaardeError, parse_cbs_code
from overeenkomstgen.schijf.plaats import read_bytes
from overeenkomstgen.schijf.schijf import move, write_whole
from overeenkomstgen.schijf.slot import WAIT, locked
from overeenkomstgen.schijf.tables import BEWAAR, WORKBOOK_ENDINGS, read_table
from overeenkomstgen.velden.kolommen import KOLOMMEN, KOLOMVELDEN
from overeenkomstgen.velden.veld import Veld
from overeenkomstgen.werkmap.gemeenten import outside, parse_gemeenten
from overeenkomstgen.werkmap.registers import read_register, strangers
from overeenkomstgen.werkmap.tabelwijziging import with_cells, write_cells
from overeenkomstgen.werkmap.werkmap import (
    Werkmap,
    present_tables,
    read_gemeenten,
    read_periode,
    remarks_on,
)
from overeenkomstgen.werkmap.wijziging import (
    copy_place,
    fingerprint,
    keep_copy,
    refuse_new,
    refuse_other,
)
from overeenkomstgen.word.pakket import opened

MOST = 20 * 1024**2
"""Bytes of a workbook, packed and unpacked: some hundred times what a table of all is."""


@dataclass(frozen=True, slots=True)
class Gemeententabel:
    """The table of municipalities as it stands in a file.

    Attributes:
        tabel: Its cells as they stand; None where no table can be read.
        fouten: All that is wrong with it, each cell by itself, with column and row in ``plek``.
        gemeenten: The municipalities of the rows that are right by themselves.
        plaats: The file; None for one that is not there, or not yet.
        vingerafdruk: What tells the file from what may come in its place.
        opmerkingen: What is unusual about where it stands, in Dutch.
    """

    tabel: Table | None
    fouten: tuple[Fault, ...]
    gemeenten: tuple[Gemeente, ...] = ()
    plaats: Path | None = None
    vingerafdruk: str = ""
    opmerkingen: tuple[str, ...] = ()

    @property
    def cellen(self) -> dict[tuple[str, int], list[Fault]]:
        """Return what is wrong with cells and rows that are there, by column and row."""
        rows = {row.number for row in self.tabel.rows} if self.tabel else set()
        placed = ((fault.plek, fault) for fault in self.fouten if fault.plek)
        return grouped((plek, fault) for plek, fault in placed if plek[1] in rows)

    @property
    def velden(self) -> dict[str, Veld]:
        """Return what each column that has a name means; what is the user's own has no name."""
        known = {veld.kolom: veld for veld in KOLOMVELDEN}
        names = self.tabel.columns if self.tabel else ()
        own = "eigen kolom"
        return {name: known.get(name) or Veld("", own, kolom=name) for name in names if name}

    def rij(self, nummer: int) -> dict[str, str]:
        """Return the cells of a row, by column; none when the row is not there."""
        table = self.tabel
        for row in table.rows if table else ():
            if table and row.number == nummer:
                cells = (*row.cells, *[""] * len(table.columns))
                return {name: cells[table.position(name)] for name in self.velden}
        return {}


def tabel_van(werkmap: Werkmap) -> Gemeententabel:
    """Return the table in a werkmap, also when it is not right.

    Raises:
        RegisterError: The register, that it is held against, is damaged.
    """
    places = present_tables(werkmap)
    shown = fingerprint(places)
    periode, _ = read_periode(werkmap)
    _, faults, table = read_gemeenten(werkmap, periode)
    found = _examine(werkmap, periode, table) if table else Gemeententabel(None, faults)
    place = places[0] if len(places) == 1 else None
    told = remarks_on(werkmap, table)
    return replace(found, plaats=place, vingerafdruk=shown, opmerkingen=told)


def bekijk_tabel(werkmap: Werkmap, naam: str, inhoud: bytes) -> Gemeententabel:
    """Return the table in a file that could take the place of the one in a werkmap.

    The name of the file tells whether it is text or a workbook.

    Raises:
        RegisterError: As above.
    """
    periode, _ = read_periode(werkmap)
    try:
        target = _target(werkmap, naam)
        if target.suffix in WORKBOOK_ENDINGS:
            broken = InputError.of(target.name, "dit is geen Excel-werkmap (.xlsx)", BEWAAR)
            what = f"het bestand is uitgepakt groter dan {MOST // 1024**2} MB"
            advice = "laat er alleen de tabel in staan"
            with opened(inhoud, broken, InputError.of(target.name, what, advice), MOST):
                pass
        table = read_table(target, KOLOMMEN, periode.tabel.xlsx if periode else "", inhoud)
    except InputError as error:
        return Gemeententabel(None, error.faults)
    return _examine(werkmap, periode, table)


def wijzig_gemeente(
    werkmap: Werkmap, rij: int, waarden: Mapping[str, str], vingerafdruk: str
) -> Path | None:
    """Write cells of a row; return a copy of the table as it was, None when nothing differs.

    The row has its number as Excel counts it, what is to stand in its cells comes by column; the
    fingerprint is of the table as it was shown. What was wrong elsewhere stays to be mended.

    Raises:
        InputError: What is to be written is not right; each fault has its place.
        VerouderdError: The table is another by now.
        RefusalError: The table cannot be changed safely.
        RegisterError: The register, that it is held against, is damaged.
        UitvoerError: The table cannot be written.
        BusyError: Another run is at work in the werkmap.
    """
    with locked(werkmap.slot, wait=WAIT):
        places = present_tables(werkmap)
        refuse_other(places, vingerafdruk)
        before = tabel_van(werkmap)
        if before.tabel is None:
            raise InputError(before.fouten)
        cells = before.rij(rij)
        what, advice = "deze cel staat niet in de tabel", "voeg kolom of rij toe in Excel"
        refuse(
            Fault(before.tabel.place(rij, name), what, advice, (name, rij))
            for name in waarden
            if name not in cells
        )
        changed = {name: tidy(text) for name, text in waarden.items()}
        changed = {name: text for name, text in changed.items() if text != tidy(cells[name])}
        if not changed:
            return None
        after = with_cells(before.tabel, {rij: changed})
        then = _examine(werkmap, read_periode(werkmap)[0], after)
        refuse_new(before.fouten, then.fouten, {(name, rij) for name in changed})
        return write_cells(places[0], before.tabel, {rij: changed})


def vervang_tabel(
    werkmap: Werkmap, naam: str, inhoud: bytes, vingerafdruk: str
) -> tuple[Path, ...]:
    """Let a file take the place of the table; return the copies of what stood there.

    The arguments are those of the functions above.

    Raises:
        InputError: Something is wrong with it; nothing was replaced.
        VerouderdError, RegisterError, UitvoerError, BusyError: As above.
    """
    with locked(werkmap.slot, wait=WAIT):
        places = present_tables(werkmap)
        refuse_other(places, vingerafdruk)
        refuse(bekijk_tabel(werkmap, naam, inhoud).fouten)
        target, copies = _target(werkmap, naam), list[Path]()
        if target in places and (data := read_bytes(target)) != inhoud:
            copies.append(keep_copy(target, data))
        if target not in places or copies:
            write_whole(target, inhoud)
        for other in places:
            if other != target:
                copies.append(copy_place(other))
                move(other, copies[-1])
        return tuple(copies)


def _target(werkmap: Werkmap, naam: str) -> Path:
    """Return where a table of this kind stands; InputError when no table can be of it."""
    ending = PurePath(naam).suffix.lower()
    found = next((place for place in werkmap.gemeenten if place.suffix == ending), None)
    if found is None:
        what = "dit soort bestand kan niet als tabel worden gelezen"
        raise InputError.of(f"gemeenten{ending}", what, BEWAAR)
    return found


def _examine(werkmap: Werkmap, periode: Periode | None, table: Table) -> Gemeententabel:
    """Return a table with all for which nothing would be made from it, each cell by itself."""
    gemeenten, found = parse_gemeenten(table, apart=True)
    entries, faults = read_register(werkmap.register), [*found]
    if periode:
        extended = periode.verlengd(extended_to(present_states(entries)))
        faults += outside(table, gemeenten, extended.convenant)
    if "cbs_code" in table.columns:
        faults += strangers(entries, set(_codes(table)))
    return Gemeententabel(table, tuple(faults), gemeenten)


def _codes(table: Table) -> Iterator[str]:
    """Yield the codes that stand in a table, also in a row with something wrong."""
    at = table.position("cbs_code")
    for cell in ("".join(row.cells[at : at + 1]) for row in table.rows):
        with suppress(WaardeError):
            yield parse_cbs_code(cell)
