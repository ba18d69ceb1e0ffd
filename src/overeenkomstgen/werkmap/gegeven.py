"""The invoices that were given, and the credits of them, by who got them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.documentsoort import Documentsoort, Rol
from overeenkomstgen.kern.factuur import Factuur, exemplaar, restanten
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.status import Status
from overeenkomstgen.kern.tabel import grouped
from overeenkomstgen.verwijzing import ZELF, actie


@dataclass(frozen=True)
class Gegeven:
    """Those of a werkmap, in the order in which they were given."""

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


def lapsed(status: Status) -> Mapping[str, Fault]:
    """Return the invoices that are not due, or no longer, by number, with what to do."""
    return {
        each.nummer: Fault(
            each.gemeente,
            f"factuur {each.nummer} over {each.jaar} is niet meer verschuldigd",
            f"geef een creditfactuur met: {actie('crediteer', each.nummer, reden=ZELF)}",
        )
        for each in status.vervallen
    }
