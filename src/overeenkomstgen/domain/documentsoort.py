"""A documentsoort: a kind of document, as ``convenant.toml`` describes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

from overeenkomstgen.domain.notatie import slug


@dataclass(frozen=True, slots=True)
class Documentsoort:
    """A template and what is asked of the documents made from it.

    Attributes:
        naam: What the document is called on screen and in the account.
        meervoud: The plural of that name.
        sjabloon: File name of the template in the folder ``sjablonen``.
        map: Folder inside the output folder.
        bestandsnaam: File name without extension; ``{gemeente}`` is the municipality.
        paginas: The least and the greatest number of pages.
        verplicht: Fields that the template cannot do without.
        open_toegestaan: Fields that are filled in by hand when signing, so that even
            ``--strikt`` lets them be open.
    """

    naam: str
    meervoud: str
    sjabloon: str
    map: str
    bestandsnaam: str
    paginas: tuple[int, int]
    verplicht: tuple[str, ...] = ()
    open_toegestaan: tuple[str, ...] = ()

    def file_stem(self, gemeente: str) -> str:
        """Return the document's file name without extension, in lower-case ASCII."""
        return self.bestandsnaam.format(gemeente=slug(gemeente))

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        if {name for _, name, _, _ in Formatter().parse(self.bestandsnaam) if name} != {"gemeente"}:
            yield (
                "bestandsnaam",
                f'in "{self.bestandsnaam}" staat niet precies het veld {{gemeente}}',
                'schrijf bijvoorbeeld "overeenkomst-{gemeente}"',
            )
        least, most = self.paginas
        if not 1 <= least <= most:
            yield (
                "paginas",
                f"{least} tot {most} bladzijden kan niet",
                "schrijf bijvoorbeeld [2, 3]",
            )
