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
        if self.map and not all(map(_is_name, self.map.split("/"))):
            what = f'"{self.map}" is geen map in de uitvoer'
            yield "map", what, 'schrijf een gewone naam, zoals "overeenkomsten"'
        if self.map.partition("/")[0].casefold() == "gewijzigd":
            what = f"de map {self.map} is voor wat met de hand is gewijzigd"
            yield "map", what, 'schrijf een andere naam, zoals "overeenkomsten"'
        yield from self._check_bestandsnaam()
        least, most = self.paginas
        if not 1 <= least <= most:
            what = f"{least} tot {most} bladzijden kan niet"
            yield "paginas", what, "schrijf bijvoorbeeld [2, 3]"

    def _check_bestandsnaam(self) -> Iterator[tuple[str, str, str]]:
        key, given = "bestandsnaam", self.bestandsnaam
        try:
            parts = list(Formatter().parse(given))
        except ValueError:
            what = f'in "{given}" horen de accolades niet bij elkaar'
            yield key, what, "zet een veld tussen { en }, of haal de accolades weg"
            return
        fields = {(name, spec, how) for _, name, spec, how in parts if name is not None}
        if self.per is Per.GEMEENTE and fields != {("gemeente", "", None)}:
            yield (
                key,
                f'in "{given}" staat niet precies het veld {{gemeente}}',
                'schrijf bijvoorbeeld "overeenkomst-{gemeente}"',
            )
        if self.per is Per.CONVENANT and fields:
            what = f'in "{given}" staat een veld, maar er is maar één document'
            yield key, what, "laat het veld weg"
        if not _is_name("".join(text + (name or "") for text, name, _, _ in parts)):
            what = f'"{given}" is geen gewone bestandsnaam'
            advice = "gebruik letters, cijfers en streepjes; de map staat bij de sleutel map"
            yield key, what, advice


def _is_name(text: str) -> bool:
    """Tell whether a folder or file can have this name, on Windows too."""
    plain = text.isprintable() and not set(text) & set('/\\:*?"<>|')
    return plain and text != "" and text == text.strip(". ")
