"""The invoices that were given, and the credits of them, by who got them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from overeenkomstgen.kern.documentsoort import Documentsoort, Rol
from overeenkomstgen.kern.factuur import Factuur, exemplaar, restanten
from overeenkomstgen.kern.gemeente import Gemeente


@dataclass(frozen=True)
class Gegeven:
    """Those of a werkmap, in the order in which they were given."""

    facturen: Iterable[Factuur]

    @cached_property
    def _by_code(self) -> Mapping[str, tuple[Factuur, ...]]:
        given: dict[str, list[Factuur]] = {}
        for factuur in self.facturen:
            given.setdefault(factuur.cbs_code, []).append(factuur)
        return {code: tuple(facturen) for code, facturen in given.items()}

    def of(self, gemeente: Gemeente) -> tuple[Factuur, ...]:
        """Return those of a municipality."""
        return self._by_code.get(gemeente.cbs_code, ())

    def find(self, soort: Documentsoort, gemeente: Gemeente, jaar: int | None) -> Factuur | None:
        """Return the invoice of a municipality for a year that counts, or its last credit.

        None where the documentsoort is neither, or none was given, or it was credited whole.
        """
        given = [factuur for factuur in self.of(gemeente) if factuur.jaar == jaar]
        if soort.rol is Rol.FACTUUR:
            counting = restanten(given)
            return next((each for each in given if each.nummer in counting), None)
        taken = [each for each in given if each.credit_van and soort.rol is Rol.CREDITFACTUUR]
        return taken[-1] if taken else None

    def stem(self, soort: Documentsoort, gemeente: Gemeente, jaar: int | None) -> str:
        """Return the path of a document; an invoice is under the name that they had then."""
        if factuur := self.find(soort, gemeente, jaar):
            return soort.stem(factuur.gemeente, jaar, exemplaar(factuur, self.of(gemeente)))
        return soort.stem(gemeente.naam, jaar)
