"""The difference of two documents, step by step through the text."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from overeenkomstgen.vergelijken.grootheden import Grootheid, changed_quantities
from overeenkomstgen.vergelijken.passage import Passage
from overeenkomstgen.vergelijken.woordverschil import Woorddeel


class Stapsoort(Enum):
    """What became of a passage."""

    GELIJK = "gelijk"
    HERNUMMERD = "hernummerd"
    GEWIJZIGD = "gewijzigd"
    VERVALLEN = "vervallen"
    NIEUW = "nieuw"
    VERTROKKEN = "vertrokken"
    """It stood here, and was moved."""
    VERPLAATST = "verplaatst"
    """It stands here now."""


@dataclass(frozen=True, slots=True)
class Versie:
    """A document to compare.

    Attributes:
        apart: What stands outside the text, by what it is: ``Koptekst``, ``Voetnoot``.
        vaste_alineas: Whether it is known where its paragraphs begin; in a PDF that is a guess.
    """

    passages: tuple[Passage, ...]
    apart: Mapping[str, tuple[Passage, ...]]
    vaste_alineas: bool = True


@dataclass(frozen=True, slots=True)
class Stap:
    """One step through the text: a passage, and what became of it.

    Attributes:
        plaats: Where it stands, ``Artikel 3 Prijs, 3.1``.
        nummers: The number before it in the old text and in the new; may be empty.
        delen: Its words; of what is gone only the old, of what is new only the new.
        was: Of what was moved where it stood.
        verhuizing: Of what was moved which move it was, counted from 1; else 0.
        oude_einden: After how many words of the old text a paragraph ended in that text alone.
        nieuw_einde: Whether it ends, as a paragraph, in the new text alone.
    """

    soort: Stapsoort
    plaats: str
    nummers: tuple[str, str]
    delen: tuple[Woorddeel, ...]
    kop: int | None = None
    was: str = ""
    verhuizing: int = 0
    oude_einden: tuple[int, ...] = ()
    nieuw_einde: bool = False

    @property
    def grootheden(self) -> tuple[Grootheid, ...]:
        """The amounts, dates and numbers that changed."""
        return changed_quantities(self.delen)


@dataclass(frozen=True, slots=True)
class Verschil:
    """The difference of two documents: of the text, and of what stands outside it."""

    stappen: tuple[Stap, ...]
    apart: tuple[Stap, ...]

    @property
    def gelijk(self) -> bool:
        """Whether the documents say the same."""
        return all(stap.soort is Stapsoort.GELIJK for stap in (*self.stappen, *self.apart))

    @property
    def getoond(self) -> tuple[Stap, ...]:
        """What differs passage by passage; a number that is another is told of all together."""
        untold = {Stapsoort.GELIJK, Stapsoort.HERNUMMERD, Stapsoort.VERTROKKEN}
        return tuple(step for step in (*self.stappen, *self.apart) if step.soort not in untold)

    @property
    def aantallen(self) -> Counter[Stapsoort]:
        """How many passages differ, by what became of them; a move counts once."""
        steps = [stap for stap in (*self.stappen, *self.apart) if not stap.verhuizing]
        found = Counter(stap.soort for stap in steps if stap.soort is not Stapsoort.GELIJK)
        moves = {stap.verhuizing for stap in self.stappen if stap.verhuizing}
        return found + Counter({Stapsoort.VERPLAATST: len(moves)})
