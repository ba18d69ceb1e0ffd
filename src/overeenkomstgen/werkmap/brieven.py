"""The letters of a werkmap: which one of its kind a municipality has now, and which were sent."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.zending import Zending


@dataclass(frozen=True)
class Brieven:
    """Those of a period, by what was sent, and by what the account has (``made``)."""

    periode: Periode
    zendingen: Iterable[Zending]
    made: Collection[tuple[str, str, str, str]]

    @cached_property
    def _sent(self) -> Mapping[tuple[str, str, int | None], Mapping[int, Zending]]:
        found: dict[tuple[str, str, int | None], dict[int, Zending]] = {}
        for each in self.zendingen:
            of_kind = found.setdefault((each.soort, each.cbs_code, each.jaar), {})
            of_kind.setdefault(each.exemplaar, each)
        return found

    def of(
        self, soort: Documentsoort, gemeente: Gemeente | None, jaar: int | None
    ) -> Mapping[int, Zending]:
        """Return how each letter was sent first, by which one it is; nothing where it is none."""
        is_letter = soort.rol is Rol.GEEN and soort.per is not Per.CONVENANT
        if gemeente is None or not is_letter or not self._sent:
            return {}
        year = jaar if soort.per is Per.JAAR else None
        return self._sent.get((self.periode.key_of(soort), gemeente.cbs_code, year), {})

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
