"""A documentsoort: a kind of document, as ``convenant.toml`` describes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

from overeenkomstgen.domain.notatie import slug


class Per(StrEnum):
    """What there is one document for."""

    GEMEENTE = "gemeente"
    CONVENANT = "convenant"


class Rol(StrEnum):
    """What a documentsoort is to the program, apart from a document to make."""

    OVEREENKOMST = "overeenkomst"
    """What the municipalities sign; once signed it is never made again."""
    DEELNEMERSLIJST = "deelnemerslijst"
    """The list of who has signed; made anew after each event in the register."""
    GEEN = "geen"


@dataclass(frozen=True, slots=True)
class Documentsoort:
    """A template and what is asked of the documents made from it.

    Attributes:
        naam: What the document is called on screen and in the account.
        meervoud: The plural of that name.
        sjabloon: File name of the template in the folder ``sjablonen``.
        bestandsnaam: File name without extension; ``{gemeente}`` is the municipality.
        paginas: The least and the greatest number of pages.
        map: Folder inside the output folder; empty for the output folder itself.
        per: What there is one document for.
        rol: What the documentsoort is to the program.
        verplicht: Fields that the template cannot do without.
        open_toegestaan: Fields that are filled in by hand when signing, so that even
            ``--strikt`` lets them be open.
    """

    naam: str
    meervoud: str
    sjabloon: str
    bestandsnaam: str
    paginas: tuple[int, int]
    map: str = ""
    per: Per = Per.GEMEENTE
    rol: Rol = Rol.GEEN
    verplicht: tuple[str, ...] = ()
    open_toegestaan: tuple[str, ...] = ()

    def stem(self, gemeente: str = "") -> str:
        """Return a document's path in the output folder, without the extension.

        Args:
            gemeente: The name of the municipality, where there is one document for each.
        """
        name = slug(gemeente) if gemeente else ""
        file = self.bestandsnaam.format(gemeente=name)
        return f"{self.map}/{file}" if self.map else file

    def file_stem(self, gemeente: str) -> str:
        """Return the name of a municipality's document without folder and extension."""
        return self.stem(gemeente).rpartition("/")[2]

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        fields = {name for _, name, _, _ in Formatter().parse(self.bestandsnaam) if name}
        if self.per is Per.GEMEENTE and fields != {"gemeente"}:
            yield (
                "bestandsnaam",
                f'in "{self.bestandsnaam}" staat niet precies het veld {{gemeente}}',
                'schrijf bijvoorbeeld "overeenkomst-{gemeente}"',
            )
        if self.per is Per.CONVENANT and fields:
            yield (
                "bestandsnaam",
                f'in "{self.bestandsnaam}" staat een veld, maar er is maar één document',
                "laat het veld weg",
            )
        least, most = self.paginas
        if not 1 <= least <= most:
            what = f"{least} tot {most} bladzijden kan niet"
            yield "paginas", what, "schrijf bijvoorbeeld [2, 3]"
