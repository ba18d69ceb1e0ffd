"""Where one municipality stands: how far its agreement is, from when and until when it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from overeenkomstgen.kern.convenant import Periode, jaarbedrag
from overeenkomstgen.kern.documentsoort import Documentsoort, Rol, Voor
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.register import NIETS, Stand, holder
from overeenkomstgen.kern.zending import Zending

ENDINGS = (".docx", ".pdf")
"""What a whole document consists of."""
_LEDEN = {Voor.ALLE, Voor.GETEKEND, Voor.NIET_GETEKEND}


class Toestand(StrEnum):
    """How far an agreement is."""

    NIET_GEMAAKT = "niet gemaakt"
    GEMAAKT = "gemaakt"
    ONDERTEKEND = "ondertekend"
    OPGEZEGD = "opgezegd"
    BEEINDIGD = "beëindigd"
    GEEINDIGD = "geëindigd"
    OPVOLGER = "opvolger"
    """It signed nothing, and got the agreement of a municipality that ceased, or begins with it."""

    @property
    def voluit(self) -> str:
        """The state as people read it, who could take an end that is to come for one that came."""
        return f"{self}{', geldt nog' if self in {Toestand.OPGEZEGD, Toestand.BEEINDIGD} else ''}"

    @property
    def telt(self) -> bool:
        """Whether it is, or is to be, a party to an agreement that it pays for."""
        return self not in {Toestand.GEEINDIGD, Toestand.OPVOLGER}


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
        eerste_dag, einde: The first and the last day of its agreement.
        beeindigd: Whether that end was recorded, before the period ends by itself.
        opvolger: The CBS code of who the agreement passed or is to pass to; empty for nobody.
        houder: The CBS code of who has the agreement on the day of the status.
        verzonden: What was sent to it, in the order in which that was recorded.
    """

    gemeente: str
    cbs_code: str
    inwoners: int
    toestand: Toestand
    bedrag: Decimal
    dossier: Dossier
    stand: Stand
    eerste_dag: date
    einde: date
    beeindigd: bool
    opvolger: str
    houder: str
    verzonden: tuple[Zending, ...] = ()

    @property
    def open_velden(self) -> tuple[str, ...]:
        """The fields that are open in what is to be signed; what was signed has a pen's writing."""
        return () if self.stand.ondertekening else self.dossier.open_velden

    @property
    def ondertekend_op(self) -> date | None:
        """The day on which it signed."""
        return self.stand.ondertekening.datum if self.stand.ondertekening else None

    @property
    def ondertekend_door(self) -> str:
        """Who signed, as the register has it; empty when nobody did."""
        return self.stand.ondertekening.ondertekenaar if self.stand.ondertekening else ""

    @property
    def medeondertekend_op(self) -> date | None:
        """The day on which the foundation signed, where that is recorded."""
        return self.stand.medeondertekening.datum if self.stand.medeondertekening else None

    @property
    def scan(self) -> str:
        """The filed scan of what was signed, by both where there is one; a path in the werkmap."""
        signed = (self.stand.medeondertekening, self.stand.ondertekening)
        return next((each.bestand for each in signed if each and each.bestand), "")

    @property
    def opgezegd_op(self) -> date | None:
        """The day on which notice was given, by either party."""
        return self.stand.opzegging.datum if self.stand.opzegging else None

    @property
    def eindigt_sinds(self) -> date | None:
        """The day of the notice, or on which it was recorded that both parties ended it."""
        ended = self.stand.beeindiging
        return self.opgezegd_op or (ended.moment.date() if ended else None)

    @property
    def laatste_dag(self) -> date | None:
        """The last day of the agreement, where an end of it was recorded."""
        return self.einde if self.beeindigd else None

    @property
    def overgedragen_per(self) -> date | None:
        """The first day on which another has the agreement, come or to come."""
        return self.stand.overdracht.datum if self.stand.overdracht else None

    @property
    def overgegaan(self) -> bool:
        """Whether another has the agreement on the day of the status."""
        return self.houder != self.cbs_code

    @property
    def telt(self) -> bool:
        """As its :attr:`toestand` does."""
        return self.toestand.telt

    def had(self, soort: str, jaar: int | None = None) -> int:
        """Return the last of a kind of document that was sent to it; 0 when none was.

        Of a letter that tells which one, of the list of who has signed its version.
        """
        sent = (z.exemplaar for z in self.verzonden if (z.soort, z.jaar) == (soort, jaar))
        return max(sent, default=0)

    def betaalt(self, jaar: int) -> bool:
        """Whether the contribution for a year is due: it signed, and the agreement holds then."""
        holds = self.eerste_dag.year <= jaar <= self.einde.year
        return self.ondertekend_op is not None and holds

    def gets(self, soort: Documentsoort) -> bool:
        """Whether there is such a document for this municipality.

        Letters to members are for nobody whose agreement has ended; those to all of them for
        nobody whose agreement has passed to another either.
        """
        voor, to_members = soort.voor, soort.rol is Rol.GEEN and soort.voor in _LEDEN
        if self.toestand is Toestand.OPVOLGER or (to_members and not self.telt):
            return False
        if voor is Voor.ALLE:
            return not (to_members and self.overgegaan)
        if voor is Voor.NIET_GETEKEND:
            return self.ondertekend_op is None
        return self.stand.van(voor) is not None


def make_regel(
    periode: Periode,
    gemeente: Gemeente,
    states: Mapping[str, Stand],
    dossier: Dossier,
    op: date,
) -> Statusregel:
    """Return where one municipality stands on a day, by what the register says of all."""
    code, convenant = gemeente.cbs_code, periode.convenant
    stand = states.get(code, NIETS)
    einde, beeindigd = stand.einde(convenant.einde, convenant.opzeggen_voor)
    toestand = _toestand(stand, dossier, ended=einde < op)
    passed = (each.overdracht for each in states.values() if each.overdracht)
    days = [each.datum for each in passed if each.datum and each.aan == code]
    # A member is to sign until then; who begins on that day, as a new municipality, is not.
    if not stand.ondertekening and any(day <= max(op, gemeente.toetreding or op) for day in days):
        toestand = Toestand.OPVOLGER
    bedrag = dossier.bedrag if stand.ondertekening else None  # what was signed for holds
    if bedrag is None:
        bedrag = jaarbedrag(gemeente.inwoners, periode.bijdrage.tarief)
    last = holder(states, code, date.max)
    return Statusregel(
        gemeente=gemeente.naam,
        cbs_code=code,
        inwoners=gemeente.inwoners,
        toestand=toestand,
        bedrag=bedrag,
        dossier=dossier,
        stand=stand,
        eerste_dag=gemeente.toetreding or convenant.ingang,
        einde=einde,
        beeindigd=beeindigd,
        opvolger="" if last == code else last,
        houder=holder(states, code, op),
    )


def _toestand(stand: Stand, dossier: Dossier, *, ended: bool) -> Toestand:
    if not stand.ondertekening:
        return Toestand.GEMAAKT if dossier.documenten else Toestand.NIET_GEMAAKT
    if ended:
        return Toestand.GEEINDIGD
    if stand.beeindiging:
        return Toestand.BEEINDIGD
    return Toestand.OPGEZEGD if stand.opzegging else Toestand.ONDERTEKEND
