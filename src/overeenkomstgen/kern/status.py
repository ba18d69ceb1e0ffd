"""Where everything stands: for each municipality, and in all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from overeenkomstgen.kern.convenant import Periode, jaarbedrag
from overeenkomstgen.kern.documentsoort import Voor
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.namen import sort_key
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.opzegging import last_day
from overeenkomstgen.kern.register import NIETS, Stand

ENDINGS = (".docx", ".pdf")
"""What a whole document consists of."""


class Toestand(StrEnum):
    """How far an agreement is."""

    NIET_GEMAAKT = "niet gemaakt"
    GEMAAKT = "gemaakt"
    ONDERTEKEND = "ondertekend"
    OPGEZEGD = "opgezegd"


@dataclass(frozen=True, slots=True)
class Dossier:
    """What there is of an agreement in the output folder.

    Attributes:
        open_velden: The names of the fields that are open in the document.
        documenten: The files, as paths relative to the werkmap.
        bedrag: The yearly amount in the document, in euros, when it is known.
    """

    open_velden: tuple[str, ...] = ()
    documenten: tuple[str, ...] = ()
    bedrag: Decimal | None = None

    @property
    def complete(self) -> bool:
        """Whether the agreement is there in Word and in PDF."""
        return len(self.documenten) == len(ENDINGS)


@dataclass(frozen=True, slots=True)
class Statusregel:
    """Where one municipality stands.

    Attributes:
        bedrag: What it pays for a year, in euros, excluding VAT; once it has signed, what
            it signed for.
        laatste_dag: The last day of the agreement, where notice was given.
        ondertekend_door: Who signed, as the register has it; empty when nobody did.
    """

    gemeente: str
    cbs_code: str
    inwoners: int
    toestand: Toestand
    bedrag: Decimal
    dossier: Dossier
    ondertekend_op: date | None
    opgezegd_op: date | None
    laatste_dag: date | None
    ondertekend_door: str = ""

    def gets(self, voor: Voor) -> bool:
        """Whether a document that is for these municipalities is for this one."""
        return {
            Voor.ALLE: True,
            Voor.GETEKEND: self.ondertekend_op is not None,
            Voor.NIET_GETEKEND: self.ondertekend_op is None,
            Voor.OPGEZEGD: self.opgezegd_op is not None,
        }[voor]


@dataclass(frozen=True, slots=True)
class Lid:
    """A member of the network, as it stands on a list."""

    nummer: int
    gemeente: str
    inwoners: int


@dataclass(frozen=True, slots=True)
class Deelnemer:
    """A municipality that has signed, as it stands on the list, numbered from 1."""

    nummer: int
    gemeente: str
    ondertekend_op: date
    laatste_dag: date | None


@dataclass(frozen=True)
class Status:
    """Where everything stands on a day.

    Attributes:
        regels: A row for each municipality, sorted as Dutch sorts.
        opmerkingen: What contradicts it, or is no longer kept as it was, in Dutch.
        retour_voor: The day by which the signed agreements should be in; None without one.
    """

    op: date
    retour_voor: date | None
    leden: int
    regels: tuple[Statusregel, ...]
    opmerkingen: tuple[str, ...] = ()

    @cached_property
    def deelnemers(self) -> tuple[Deelnemer, ...]:
        """The municipalities that have signed, those that gave notice since included."""
        signed = ((regel, op) for regel in self.regels if (op := regel.ondertekend_op))
        return tuple(
            Deelnemer(nummer, regel.gemeente, op, regel.laatste_dag)
            for nummer, (regel, op) in enumerate(signed, 1)
        )

    @cached_property
    def ledenlijst(self) -> tuple[Lid, ...]:
        """The members of the network, in the order of the rows."""
        return tuple(
            Lid(nummer, regel.gemeente, regel.inwoners)
            for nummer, regel in enumerate(self.regels, 1)
        )

    @cached_property
    def per_code(self) -> Mapping[str, Statusregel]:
        """Where each municipality stands, by CBS code."""
        return {regel.cbs_code: regel for regel in self.regels}

    @cached_property
    def inwoners(self) -> int:
        """The inhabitants of all municipalities together."""
        return sum(regel.inwoners for regel in self.regels)

    @property
    def dagen_te_laat(self) -> int:
        """The days since the agreements should have been in; 0 while it is not too late."""
        return max(0, (self.op - self.retour_voor).days) if self.retour_voor else 0

    @property
    def dagen_te_gaan(self) -> int:
        """The days until the agreements should be in; 0 when it is too late."""
        return max(0, (self.retour_voor - self.op).days) if self.retour_voor else 0

    @property
    def streven(self) -> str:
        """That all are in, or how far off the day for that is, in Dutch; empty without a day."""
        if not self.ontbrekend:
            return "Alle getekende overeenkomsten zijn binnen."
        if self.retour_voor is None:
            return ""
        aim = f"alle overeenkomsten uiterlijk {format_datum(self.retour_voor)} binnen te hebben"
        if self.dagen_te_laat:
            return f"Het streven was om {aim}; die datum is inmiddels verstreken."
        days = self.dagen_te_gaan
        away = {0: "vandaag", 1: "morgen"}.get(days, f"over {days} dagen")
        return f"Het streven is om {aim}; dat is {away}."

    @property
    def aantal_getekend(self) -> int:
        """The number of municipalities that have signed."""
        return len(self.deelnemers)

    @property
    def ontbrekend(self) -> tuple[Statusregel, ...]:
        """The municipalities that have not signed."""
        return tuple(regel for regel in self.regels if not regel.ondertekend_op)

    @property
    def aantallen(self) -> Mapping[Toestand, int]:
        """The number of municipalities in each state."""
        return Counter(regel.toestand for regel in self.regels)

    def bedrag(self, toestand: Toestand | None = None) -> Decimal:
        """Return the sum of the yearly amounts, of all municipalities or those in a state."""
        amounts = (regel.bedrag for regel in self.regels if toestand in (None, regel.toestand))
        return sum(amounts, Decimal(0))


def make_status(
    periode: Periode,
    gemeenten: Sequence[Gemeente],
    states: Mapping[str, Stand],
    dossiers: Mapping[str, Dossier],
    op: date,
) -> Status:
    """Return where everything stands."""
    regels = [
        _regel(periode, g, states.get(g.cbs_code, NIETS), dossiers.get(g.cbs_code, Dossier()))
        for g in sorted(gemeenten, key=lambda g: sort_key(g.naam))
    ]
    convenant = periode.convenant
    return Status(op, convenant.retour_voor, convenant.leden, tuple(regels))


def _regel(periode: Periode, gemeente: Gemeente, stand: Stand, dossier: Dossier) -> Statusregel:
    convenant, signed = periode.convenant, stand.ondertekening
    opgezegd_op = stand.opzegging.datum if stand.opzegging else None
    bedrag = dossier.bedrag if signed else None  # what was signed for holds
    if bedrag is None:
        bedrag = jaarbedrag(gemeente.inwoners, periode.bijdrage.tarief)
    return Statusregel(
        gemeente=gemeente.naam,
        cbs_code=gemeente.cbs_code,
        inwoners=gemeente.inwoners,
        toestand=_toestand(stand, dossier),
        bedrag=bedrag,
        dossier=dossier,
        ondertekend_op=signed.datum if signed else None,
        opgezegd_op=opgezegd_op,
        laatste_dag=opgezegd_op and last_day(opgezegd_op, convenant.opzeggen_voor, convenant.einde),
        ondertekend_door=signed.ondertekenaar if signed else "",
    )


def _toestand(stand: Stand, dossier: Dossier) -> Toestand:
    if stand.opzegging:
        return Toestand.OPGEZEGD
    if stand.ondertekening:
        return Toestand.ONDERTEKEND
    return Toestand.GEMAAKT if dossier.documenten else Toestand.NIET_GEMAAKT
