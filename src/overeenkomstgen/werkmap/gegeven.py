"""What the municipalities were given: invoices with their credits, and letters."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.factuur import Factuur, exemplaar, restanten
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.status import Status
from overeenkomstgen.kern.tabel import grouped
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.verwijzing import ZELF, actie


@dataclass(frozen=True)
class Gegeven:
    """The invoices and credits of a werkmap, in the order in which they were given."""

    facturen: Iterable[Factuur]

    @cached_property
    def _by_code(self) -> Mapping[str, list[Factuur]]:
        return grouped((factuur.cbs_code, factuur) for factuur in self.facturen)

    def of(self, gemeente: Gemeente) -> tuple[Factuur, ...]:
        """Return those of a municipality."""
        return tuple(self._by_code.get(gemeente.cbs_code, ()))

    def find(self, soort: Documentsoort, gemeente: Gemeente, jaar: int | None) -> Factuur | None:
        """Return the invoice of a municipality for a year that counts, or its last credit."""
        return next(reversed(self.every(soort, gemeente, jaar)), None)

    def every(self, soort: Documentsoort, gemeente: Gemeente, jaar: int | None) -> list[Factuur]:
        """Return the invoice of a municipality for a year that counts, or all its credits.

        Empty where the documentsoort is neither, or none was given, or it was credited whole.
        """
        given = [f for f in self.of(gemeente) if f.jaar == jaar and soort.rol.is_factuur]
        counting = restanten(given)
        if soort.rol is Rol.CREDITFACTUUR:
            return [factuur for factuur in given if factuur.credit_van]
        return [factuur for factuur in given if factuur.nummer in counting]

    def stem(
        self, soort: Documentsoort, gemeente: Gemeente, jaar: int | None, brief: int = 1
    ) -> str:
        """Return the path of a document; an invoice is under the name that they had then.

        ``brief`` is which letter of its kind it is.
        """
        if factuur := self.find(soort, gemeente, jaar):
            return soort.stem(factuur.gemeente, jaar, exemplaar(factuur, self.of(gemeente)))
        return soort.stem(gemeente.naam, jaar, brief)


@dataclass(frozen=True)
class Brieven:
    """The letters of a period, by what was sent, and by what the account has (``made``)."""

    periode: Periode
    zendingen: Iterable[Zending]
    made: Collection[tuple[str, str, str, str]]

    @cached_property
    def _sent(self) -> Mapping[tuple[str, str, int | None], list[Zending]]:
        return grouped(((each.soort, each.cbs_code, each.jaar), each) for each in self.zendingen)

    def of(
        self, soort: Documentsoort, gemeente: Gemeente | None, jaar: int | None
    ) -> Mapping[int, Zending]:
        """Return how each letter was sent first, by which one it is; nothing where it is none."""
        is_letter = soort.rol is Rol.GEEN and soort.per is not Per.CONVENANT
        if gemeente is None or not is_letter or not self._sent:
            return {}
        year = jaar if soort.per is Per.JAAR else None
        sent = self._sent.get((self.periode.key_of(soort), gemeente.cbs_code, year), ())
        return {each.exemplaar: each for each in reversed(sent)}

    def nu(
        self, soort: Documentsoort, gemeente: Gemeente, jaar: int | None, *, volgende: bool = False
    ) -> int:
        """Return which letter a municipality has now, from 1; of what is none 1.

        That is the one after what was sent, where that is made or asked for (``volgende``).
        """
        last = max(self.of(soort, gemeente, jaar), default=0)
        year = str(jaar or "") if soort.per is Per.JAAR else ""
        made = (soort.naam, gemeente.cbs_code, year, str(last + 1)) in self.made
        return last + 1 if volgende or made or not last else last


def lapsed(status: Status) -> Mapping[str, Fault]:
    """Return the invoices that are not due, or no longer, by number, with what to do."""
    found = {}
    for each in status.vervallen:
        what = f"factuur {each.nummer} over {each.jaar} is niet meer verschuldigd"
        advice = f"geef een creditfactuur met: {actie('crediteer', each.nummer, reden=ZELF)}"
        found[each.nummer] = Fault(each.gemeente, what, advice)
    return found
