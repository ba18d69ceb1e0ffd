"""The invoices that were given: where they are kept, and what has changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from overeenkomstgen.facturen.facturering import changes
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.uitgifte.bevroren import Origineel
from overeenkomstgen.uitgifte.uitgifte import Concept
from overeenkomstgen.werkmap.papieren import Papieren


def kept_by(papieren: Papieren) -> Callable[[Concept], Origineel | None]:
    """Return what finds an invoice that is final.

    One in which facts were missing is made again when fewer are missing now.
    """

    def kept(concept: Concept) -> Origineel | None:
        found = Origineel.find(papieren, papieren.facturen.find(nummer_of(concept)))
        if found.regel is None:
            return None
        then = set(found.regel.open_fields)
        if concept.is_made_as(found.regel) or not set(concept.fill().open_fields) < then:
            return found
        return None

    return kept


def changed(given: Sequence[Factuur], now: Sequence[Factuur]) -> Iterator[str]:
    """Tell what would be different if the invoices were made out now."""
    by_code = {factuur.cbs_code: factuur for factuur in now}
    for factuur in given:
        if factuur.cbs_code not in by_code:
            yield (
                f"Factuur {factuur.nummer} van {factuur.gemeente} is gegeven, maar volgens het "
                f"register is er voor {factuur.jaar} niets te betalen. De factuur blijft staan; "
                "stuur zo nodig een creditfactuur."
            )
        else:
            for change in changes(factuur, by_code[factuur.cbs_code]):
                yield (
                    f"De gegevens van {factuur.gemeente} zijn gewijzigd na factuur "
                    f"{factuur.nummer} ({change}). De factuur blijft zoals zij is."
                )


def nummer_of(concept: Concept) -> str:
    """Return the number of the invoice that a document is; empty when it is none."""
    factuur = concept.onderwerp.factuur
    return factuur.nummer if factuur else ""
