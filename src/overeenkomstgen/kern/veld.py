"""What a merge field is, all that is declared of one, and the line where its value is not known.

The fields themselves stand in :mod:`~overeenkomstgen.kern.kolommen`, where a column of the
table has their value, and in :mod:`~overeenkomstgen.kern.velden`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Lezer = Callable[[str], object]
"""Reads a cell that is not blank; raises :class:`~overeenkomstgen.kern.waarden.WaardeError`."""

# Widths of a fill-in line, in underscores: about 5, 3½ and 2½ cm in 11-point Calibri.
_LENGTES = {"naam": 27, "datum": 19, "woord": 12}
_BLOCK = re.compile(r"\n(?=\S)")
_ZOALS = dict(
    block.split("\n", 1)
    for block in _BLOCK.split("""\
gevestigd
    voor    9  gevestigd te; gevestigd in; zetelend te; zetelend in; zetel te; zetel in
    voor    9  kantoorhoudend te; kantoorhoudende te; gehuisvest te; gehuisvest in
    voor    9  {*.postcode}; {*.adres}; {*.adres} te; {*.adres} in
    na      9  aan het adres {*.adres}; aan de {*.adres}
    na      4  {*.adres}
    label   9  vestigingsplaats; zetel
aanhef
    na      9  {*.naam}
    label   4  aanhef
naam
    voor    4  {*.aanhef}; {*.functie}; de heer/mevrouw
    label   4  naam; vertegenwoordiger
functie
    voor    9  {*.naam}; {*.naam} in de hoedanigheid van
    na      9  {*.aanhef} {*.naam}; {*.naam}
    boven   9  {*.naam}
    onder   9  {*.naam}
    voor    4  door haar; door zijn; vertegenwoordigd door de; in de persoon van de
    na    -20  en wethouders
    label   6  functie; hoedanigheid; ambt
    kolom   6  functie; hoedanigheid
""")
)
"""What points to the seat of a party, and to each fact of who signs for one."""


@dataclass(frozen=True, slots=True)
class Invulregel:
    """An unknown value: false in a condition, a line to write on in the text.

    Attributes:
        veld: The field's name as in a template, ``gemeente.collegebesluit``.
        lengte: The number of underscores; 25 are about 5 cm in 11-point Calibri.
    """

    veld: str
    lengte: int

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return "_" * self.lengte


@dataclass(frozen=True, slots=True)
class Veld:
    """A merge field.

    Attributes:
        naam: The name in a template, ``gemeente.naam``.
        betekenis: The meaning, in Dutch.
        bron: Where the value comes from, as attributes of an
            :class:`~overeenkomstgen.kern.onderwerp.Onderwerp`.
        lengte: Width of the fill-in line where the value is not known.
        kolom: The column of the table in which to fill in what is not known.
        sleutel: The same in ``convenant.toml``: the table and the key, ``stichting.iban``.
        filter: The usual filter behind the name, ``datum``; empty for none.
        invulwoord: What is said behind a fill-in line in running text: which fact belongs there.
        gewoon: Whether the value is so common a text that it tells nothing by itself.
        mag_leeg: Whether nothing is printed where there is no value, and no fill-in line.
        synoniemen: What people call such a column in a table of their own, for Word's mail
            merge, beside the name and the column; letters and digits alone.
        aanwijzingen: What in a text points to the field; a line of it is read as in
            :mod:`~overeenkomstgen.afleiding.aanwijzingen`.
    """

    naam: str
    betekenis: str
    bron: str
    lengte: int
    kolom: str = ""
    sleutel: str = ""
    filter: str = ""
    invulwoord: str = ""
    gewoon: bool = False
    mag_leeg: bool = False
    synoniemen: str = ""
    aanwijzingen: str = ""

    @property
    def invullen(self) -> str:
        """Where to fill in what is not known: ``kolom collegebesluit``; empty for nowhere."""
        table, _, key = self.sleutel.partition(".")
        where = f"convenant.toml, [{table}], sleutel {key}" if key else ""
        return f"kolom {self.kolom}" if self.kolom else where

    @property
    def filters(self) -> str:
        """What stands behind the name in that tag: `` | datum``."""
        return f" | {self.filter}" if self.filter else ""

    @property
    def opdracht(self) -> str:
        """The tag that prints the field as usual: ``{{ gemeente.collegebesluit | datum }}``."""
        return f"{{{{ {self.naam}{self.filters} }}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kolomveld(Veld):
    """A merge field of which a column of the table with municipalities has the value.

    Attributes:
        parse: Reads a cell.
        voorbeeld: A value, for who left the cell empty; empty where that is allowed.
        mag_ontbreken: Whether a table can do without the column.
        opnieuw: What is to be filled in for a next period, in Dutch, with ``{peildatum}``
            for that day; empty where the value is carried over.
    """

    parse: Lezer
    voorbeeld: str = ""
    mag_ontbreken: bool = False
    opnieuw: str = ""

    @property
    def attribuut(self) -> str:
        """The attribute of a municipality: ``ondertekenaar.naam``."""
        return self.bron.removeprefix("gemeente.")


def read_velden(text: str, onder: str = "", **lezers: Lezer) -> tuple[Veld, ...]:
    """Read a table of fields.

    Each begins at the margin with its name and its meaning. On the lines below,
    or between slashes, stand its attributes, such as ``filter=datum``, and what points to it;
    with ``zoals=functie`` also what points to every such field.

    Args:
        text: The table.
        onder: Of what a document is about, what has the values under the names of the
            fields, ``periode.``; for where no ``bron`` is given.
        lezers: What a column is read with, by what its field says with ``lees``.
    """
    return tuple(_read(block, onder, lezers) for block in _BLOCK.split(text.strip()))


def _read(block: str, onder: str, lezers: Mapping[str, Lezer]) -> Veld:
    first, *items = map(str.strip, re.split(r"\n| / ", block))
    naam, *words = first.split()
    betekenis = " ".join(words)
    given = dict(item.split("=", 1) for item in items if "=" in item)
    cues = [_ZOALS[given.pop("zoals")]] if "zoals" in given else []
    given["aanwijzingen"] = "\n".join(cues + [item for item in items if "=" not in item])
    given.setdefault("bron", onder + naam.removeprefix(onder))
    lengte = _LENGTES[given.pop("lengte", "naam")]
    gewoon, mag_leeg, mag_ontbreken = (
        given.pop(mark, "") == "ja" for mark in ("gewoon", "mag_leeg", "mag_ontbreken")
    )
    lees = given.pop("lees", "")
    if not lees:
        return Veld(naam, betekenis, lengte=lengte, gewoon=gewoon, mag_leeg=mag_leeg, **given)
    given.setdefault("kolom", naam.rpartition(".")[2])
    return Kolomveld(
        naam,
        betekenis,
        lengte=lengte,
        gewoon=gewoon,
        mag_leeg=mag_leeg,
        mag_ontbreken=mag_ontbreken,
        parse=lezers[lees],
        **given,
    )
