"""What is proposed to record of a paper that came back; nothing is recorded without a yes."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from overeenkomstgen.errors import Fault
from overeenkomstgen.inname.oordeel import Bezwaar, Gezien
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.verwijzing import vak


@dataclass(frozen=True, slots=True)
class Innamevoorstel:
    """One paper, and what to record of it.

    Attributes:
        nummer: What it is called by: of a file with one paper ``3``, else ``3.1``, ``3.2``.
        bronnen: The files that it is in; ``plaats`` tells where, to the page.
        op: The day of signing; None where that is not known. ``vanwaar`` is what tells it.
        ondertekenaar: Who signed, where that was filled in; None for who is known.
        voor_de_tabel: What was filled in and the table does not know: in which cell, and what.
        inhoud: Its pages, as a PDF; a Word file as it came.
        bladen: Which pages of that PDF they are; none of a Word file.
        vastgelegd: Whether just this paper was recorded before.
    """

    gemeente: Gemeente
    bronnen: tuple[str, ...]
    plaats: str
    inhoud: bytes = field(repr=False)
    gezien: Gezien
    bezwaren: tuple[Bezwaar, ...]
    op: date | None
    vanwaar: str
    ondertekenaar: str | None
    voor_de_tabel: tuple[tuple[str, str], ...]
    vastgelegd: bool = False
    nummer: str = ""
    bladen: tuple[int, ...] = ()

    @property
    def zonder_twijfel(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.bezwaren

    @property
    def stuit(self) -> bool:
        """Whether it is not recorded, whoever says so."""
        return any(each.stuit for each in self.bezwaren)

    def against(self, where: str) -> Iterator[Fault]:
        """Give what it is not recorded for, and the words that are not as issued."""
        yield from (Fault(where, each.wat, each.doe) for each in self.bezwaren if each.stuit)
        for told in self.gezien.anders:
            yield Fault(where, f"anders dan is uitgegeven: {told}", "kijk op het papier")


@dataclass(frozen=True, slots=True)
class Inname:
    """What came in: the papers that were recognised, and what was not, with why."""

    voorstellen: tuple[Innamevoorstel, ...]
    onherkend: tuple[Fault, ...]
    opmerkingen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Innamewens:
    """What to record: the papers with these numbers, or else all that are beyond doubt.

    A number of a file means all papers in it; ``op`` is for those on which no day can be read.
    With ``verbeterd`` it comes in the place of one that was read, and so does ``ondertekenaar``.
    """

    nummers: tuple[str, ...] = ()
    op: date | None = None
    ondertekenaar: str | None = None
    verbeterd: bool = False

    def day(self, each: Innamevoorstel) -> date | None:
        """Return the day of signing to record of a paper; None where nothing tells it."""
        return self.op if self.op and self.verbeterd else each.op or self.op

    def signer(self, each: Innamevoorstel) -> str | None:
        """Return who is to be recorded as having signed it; None for who is known."""
        return self.ondertekenaar if self.verbeterd else each.ondertekenaar

    def doubts(self, each: Innamevoorstel) -> list[str]:
        """Return what is not certain of it, in Dutch."""
        told = [bezwaar.wat for bezwaar in each.bezwaren]
        if each.op and self.day(each) != each.op:
            told.append(f"op het papier staat {format_datum(each.op)}")
        return told

    def choose(
        self, voorstellen: Sequence[Innamevoorstel]
    ) -> tuple[list[Innamevoorstel], list[Fault]]:
        """Return what is to be recorded, and what is against it."""
        if not self.nummers:
            return [v for v in voorstellen if v.zonder_twijfel and (v.op or self.op)], []
        called = [(v, {v.nummer, v.nummer.partition(".")[0]}) for v in voorstellen]
        chosen = [v for v, names in called if not names.isdisjoint(self.nummers)]
        known = {name for _, names in called for name in names}
        what, advice = "er is geen papier met dit nummer", "kijk welke er zijn, zonder nummer"
        strange = [Fault(number, what, advice) for number in self.nummers if number not in known]
        return chosen, [*self._against(chosen), *strange]

    def _against(self, chosen: Iterable[Innamevoorstel]) -> Iterator[Fault]:
        for each in chosen:
            where = f"{each.nummer} ({each.gemeente.naam})"
            yield from each.against(where)
            if not self.day(each):
                what = "op dit papier is geen dag van ondertekening te lezen"
                yield Fault(where, what, f"geef haar met {vak('op')}")


def apart(voorstellen: Collection[Innamevoorstel]) -> tuple[Innamevoorstel, ...]:
    """Return the same; where a municipality has more papers, all but one are told to be so.

    That one is the first beyond doubt, or else the first.
    """
    best, advice = dict[Gemeente, Innamevoorstel](), "kies één van de twee"
    for each in sorted(voorstellen, key=lambda each: not each.zonder_twijfel):
        best.setdefault(each.gemeente, each)
    return tuple(
        each if first is each else replace(each, bezwaren=(*each.bezwaren, Bezwaar(what, advice)))
        for each in voorstellen
        for first in [best[each.gemeente]]
        for what in [f"van deze gemeente is er nog een papier, nummer {first.nummer}"]
    )
