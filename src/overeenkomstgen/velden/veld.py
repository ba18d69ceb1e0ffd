"""What a merge field is, all that is declared of one, and the line where its value is not known.

The fields themselves stand in :mod:`~overeenkomstgen.velden.kolommen`, where a column of the
table has their value, and in :mod:`~overeenkomstgen.velden.velden`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import getitem
from typing import Any

from overeenkomstgen.kern.waarden import parse_tekst

Lees = Callable[[str], Any]
"""What gives the value of a field by its name."""
VORIG = "convenant.toml, [bijdrage], sleutel vorig_tarief"
"""Where to fill in the tariff of the period before."""
PLAATS = re.compile(r"\{([a-z_.]+)\}")
"""The place of a field in a phrase."""
NAAM, DATUM, WOORD = 27, 19, 12
"""Widths of a fill-in line, in underscores: about 5, 3½ and 2½ cm in 11-point Calibri."""


@dataclass(frozen=True, slots=True)
class Invulregel:
    """An unknown value: false in a condition, a line to write on in the text.

    Attributes:
        veld: The field's name as in a template, ``gemeente.collegebesluit``.
        lengte: The number of underscores.
        zin: Of a phrase in which something is not known: all of it, with a line for each.
        delen: The names of what is not known in it.
    """

    veld: str
    lengte: int
    zin: str = ""
    delen: tuple[str, ...] = ()

    @property
    def velden(self) -> tuple[str, ...]:
        """The names of the fields that are to be filled in."""
        return self.delen or (self.veld,)

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return self.zin or "_" * self.lengte


@dataclass(frozen=True, slots=True)
class Veld:
    """A merge field.

    Attributes:
        naam: The name in a template, ``gemeente.naam``.
        betekenis: The meaning, in Dutch.
        bron: Where the value comes from, as attributes of an
            :class:`~overeenkomstgen.velden.onderwerp.Onderwerp`; empty for where it stands in
            ``convenant.toml`` under its own name, and for a column that a
            :class:`~overeenkomstgen.kern.gemeente.Gemeente` has under that name.
        lengte: Width of the fill-in line where the value is not known.
        kolom: The column of the table that has the value; empty where none has it.
        sleutel: The place in ``convenant.toml`` in which to fill in what is not known.
        filter: The usual filter behind the name, ``datum``; empty for none.
        invulwoord: What is said behind a fill-in line in running text: which fact belongs there.
        keuze: What a phrase says for a value that is not known, in place of a line.
        uit: Of a field that follows from others: a phrase with their names in braces, or what
            chooses one; then in ``van``, with spaces between, what that needs to know.
        gewoon: Whether the value is so common a text that it tells nothing by itself.
        mag_leeg: Whether nothing is printed where there is no value, and no fill-in line.
        synoniemen: What people call such a column in a table of their own, for Word's mail
            merge, beside the name and the column; letters and digits alone.
        aanwijzingen: What in a text points to the field; a line of it is read as in
            :mod:`~overeenkomstgen.afleiding.aanwijzingen`.
        parse: Reads a cell of the column that is not blank; raises
            :class:`~overeenkomstgen.kern.waarden.WaardeError`.
        voorbeeld: A value, for who left the cell empty; empty where that is allowed.
        mag_ontbreken: Whether a table can do without the column.
        opnieuw: What is to be filled in for a next period, in Dutch, with ``{peildatum}``
            for that day; empty where the value is carried over.
    """

    naam: str
    betekenis: str
    bron: str = ""
    lengte: int = NAAM
    kolom: str = ""
    sleutel: str = ""
    filter: str = ""
    invulwoord: str = ""
    keuze: str = ""
    uit: str | Callable[[Lees], object] = ""
    van: str = ""
    gewoon: bool = False
    mag_leeg: bool = False
    synoniemen: str = ""
    aanwijzingen: str = ""
    parse: Callable[[str], object] = parse_tekst
    voorbeeld: str = ""
    mag_ontbreken: bool = False
    opnieuw: str = ""

    @property
    def attribuut(self) -> str:
        """The attribute of a municipality that a column gives: ``ondertekenaar.naam``."""
        return (self.bron or self.naam).removeprefix("gemeente.")

    @property
    def pad(self) -> str:
        """Where the value comes from, as attributes of what a document is about, if it does."""
        if self.kolom:
            return f"partij.{self.attribuut}"
        return "" if self.uit else self.bron or f"periode.{self.naam}"

    @property
    def delen(self) -> tuple[str, ...]:
        """The fields that it follows from; none for a field with a value of its own."""
        phrase = self.uit if isinstance(self.uit, str) else ""
        return (*PLAATS.findall(phrase), *self.van.split())

    @property
    def invullen(self) -> str:
        """Where to fill in what is not known: ``kolom collegebesluit``; empty for nowhere."""
        return f"kolom {self.kolom}" if self.kolom else self.sleutel

    @property
    def opdracht(self) -> str:
        """The tag that prints the field as usual: ``{{ gemeente.collegebesluit | datum }}``."""
        filters = f" | {self.filter}" if self.filter else ""
        return f"{{{{ {self.naam}{filters} }}}}"


def value_of(values: Mapping[str, Any], naam: str) -> Any:  # noqa: ANN401 - of any kind
    """Return the value of a field among values that are nested as a template addresses them."""
    return reduce(getitem, naam.split("."), values)
