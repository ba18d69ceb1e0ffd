"""A documentsoort: a kind of document, as ``convenant.toml`` describes it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from overeenkomstgen.kern.naamvorm import check_vorm, is_file_name, is_path, veldnaam
from overeenkomstgen.kern.notatie import slug


class Per(StrEnum):
    """What there is one document for."""

    GEMEENTE = "gemeente"
    JAAR = "jaar"
    """One for each municipality and calendar year."""
    CONVENANT = "convenant"


class Voor(StrEnum):
    """Which municipalities get the document, by what the register says of them."""

    ALLE = "alle"
    GETEKEND = "getekend"
    """Who signed, those that gave notice since included."""
    NIET_GETEKEND = "niet getekend"
    OPGEZEGD = "opgezegd"
    OPGEZEGD_DOOR_STICHTING = "opgezegd door stichting"
    BEEINDIGD = "beëindigd"
    OVERGEDRAGEN = "overgedragen"
    VERLENGD = "verlengd"
    """Whose agreement was signed before the period was extended, and goes on."""


class Rol(StrEnum):
    """What a documentsoort is to the program, apart from a document to make."""

    OVEREENKOMST = "overeenkomst"
    """What the municipalities sign; once signed it is never made again."""
    DEELNEMERSLIJST = "deelnemerslijst"
    """The list of who has signed; made anew after each event in the register."""
    FACTUUR = "factuur"
    """What is to be paid for a year; its number and amount are final."""
    CREDITFACTUUR = "creditfactuur"
    """What is taken from an invoice; final too."""
    GEEN = "geen"

    @property
    def is_factuur(self) -> bool:
        """Whether it is an invoice or a credit: numbered in a series, and final."""
        return self in {Rol.FACTUUR, Rol.CREDITFACTUUR}


_ANY_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Documentsoort:
    """A template and what is asked of the documents made from it.

    Attributes:
        naam: What the document is called on screen and in the account.
        sjabloon: File name of the template in the folder ``sjablonen``.
        bestandsnaam: File name without extension; ``{gemeente}`` is the municipality,
            ``{jaar}`` the calendar year where there is one for each.
        paginas: The least and the greatest number of pages.
        map: Folder inside the output folder, in which ``{jaar}`` can stand too; empty for
            the output folder itself.
        verplicht: Fields that the template cannot do without.
        open_toegestaan: Fields that are filled in by hand when signing, so that they may be
            open even where no fact may be missing.
        datum: The day on the document; None for the day on which it is made.
        kenmerk: The reference on the document; ``{cbs_code}`` and ``{jaar}`` can stand in it.
        bericht: File name, in the folder ``sjablonen``, of the text of the e-mail that it is
            sent with; empty when it is not sent.
        bijsluiten: The documentsoorten that are sent along.
        bijlagen: The fixed papers, in the folder ``bijlagen``, that are sent along.
        ook_word: Whether it is sent in Word too, because whoever gets it fills it in.
        paginacode: Whether each page of an agreement gets a code; None is yes.
        velden: What its template, and the text of its e-mail, can say beside what all have;
            an empty text is not known yet.
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
    voor: Voor = Voor.ALLE
    datum: date | None = None
    kenmerk: str = ""
    bericht: str = ""
    bijsluiten: tuple[str, ...] = ()
    bijlagen: tuple[str, ...] = ()
    ook_word: bool = False
    paginacode: bool | None = None
    velden: Mapping[str, str | date | Decimal | int | bool] = field(
        default_factory=dict, hash=False
    )

    def stem(self, gemeente: str = "", jaar: int | None = None, exemplaar: int = 1) -> str:
        """Return a document's path in the output folder, without the extension.

        ``exemplaar`` tells which one it is, where a municipality has more of a year.
        """
        file = self.file_stem(gemeente, jaar) + f"-{exemplaar}" * (exemplaar > 1)
        return "/".join(filter(None, (self.folder(jaar), file)))

    @property
    def has_paginacode(self) -> bool:
        """Whether each page of its PDFs gets a code."""
        return self.rol is Rol.OVEREENKOMST and self.paginacode is not False

    @property
    def per_post(self) -> "Documentsoort":
        """The same as who it is e-mailed to sees it: of each municipality, be there one for all."""
        mailed = replace(self, per=Per.GEMEENTE, rol=Rol.GEEN)
        return mailed if self.rol is Rol.DEELNEMERSLIJST else self

    def folder(self, jaar: int | None = None) -> str:
        """Return the folder of the documents, inside the output folder."""
        return self.map.format(jaar=jaar)

    def file_stem(self, gemeente: str, jaar: int | None = None) -> str:
        """Return the name of a municipality's document without folder and extension."""
        name = slug(gemeente) if gemeente else ""
        return self.bestandsnaam.format(gemeente=name, jaar=jaar)

    def rests_on_row(self, fields: Collection[str]) -> bool:
        """Return whether its documents, with these fields, tell what was recorded in one row."""
        told = {
            Voor.GETEKEND: "ondertekend.op",
            Voor.OPGEZEGD: "opgezegd.op",
            Voor.OPGEZEGD_DOOR_STICHTING: "opgezegd.op",
            Voor.BEEINDIGD: "beeindigd.laatste_dag",
            Voor.OVERGEDRAGEN: "overgedragen.per",
            Voor.VERLENGD: "overeenkomst.einde",
        }.get(self.voor)
        return self.rol is Rol.DEELNEMERSLIJST or self.rol.is_factuur or told in fields

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        yearly = ("jaar",) if self.per is Per.JAAR else ()
        code = () if self.per is Per.CONVENANT else ("cbs_code",)
        yield from self._check_map(yearly)
        yield from self._check_bestandsnaam(yearly)
        yield from check_vorm("kenmerk", self.kenmerk, may=("jaar", *code))
        least, most = self.paginas
        if not 1 <= least <= most:
            what = f"{least} tot {most} bladzijden kan niet"
            yield "paginas", what, "schrijf bijvoorbeeld [2, 3]"
        for key in self.velden:
            if (name := veldnaam(key)) != key:
                yield "velden", f'"{key}" kan in een sjabloon geen naam zijn', f"schrijf {name}"
        yield from self._check_files()
        yield from self._check_rol()

    def _check_map(self, yearly: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
        if faults := check_vorm("map", self.map, may=yearly):
            yield from faults
        elif self.map and not is_path(self.folder(_ANY_YEAR)):
            what = f'"{self.map}" is geen map in de uitvoer'
            yield "map", what, 'schrijf een gewone naam, zoals "overeenkomsten"'
        if self.map.partition("/")[0].casefold() == "gewijzigd":
            what = f"de map {self.map} is voor wat met de hand is gewijzigd"
            yield "map", what, 'schrijf een andere naam, zoals "overeenkomsten"'

    def _check_bestandsnaam(self, yearly: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
        key, given = "bestandsnaam", self.bestandsnaam
        must: tuple[str, ...] = () if self.per is Per.CONVENANT else ("gemeente",)
        if "{jaar}" not in self.map:
            must += yearly
        if faults := check_vorm(key, given, must, may=yearly):
            yield from faults
        elif not is_file_name(given.format(gemeente="x", jaar=_ANY_YEAR)):
            what = f'"{given}" is geen gewone bestandsnaam'
            advice = "gebruik letters, cijfers en streepjes; de map staat bij de sleutel map"
            yield key, what, advice

    def _check_files(self) -> Iterator[tuple[str, str, str]]:
        named = [("sjabloon", self.sjabloon), ("bericht", self.bericht)]
        named += [("bijlagen", name) for name in self.bijlagen]
        for key, name in named:
            if name and not is_file_name(name):
                folder = "bijlagen" if key == "bijlagen" else "sjablonen"
                what = f'"{name}" is geen bestandsnaam'
                yield key, what, f"geef de naam van een bestand in de map {folder}, zonder map"

    def _check_rol(self) -> Iterator[tuple[str, str, str]]:
        wanted = {
            Rol.OVEREENKOMST: Per.GEMEENTE,
            Rol.DEELNEMERSLIJST: Per.CONVENANT,
            Rol.FACTUUR: Per.JAAR,
            Rol.CREDITFACTUUR: Per.JAAR,
        }.get(self.rol, self.per)
        if self.per is not wanted:
            what = f'een {self.rol} is er per {wanted}, en hier staat per = "{self.per}"'
            yield "per", what, f'schrijf per = "{wanted}"'
        if self.paginacode is not None and self.rol is not Rol.OVEREENKOMST:
            what = f'een code staat op bladzijden die terugkomen, met rol = "{Rol.OVEREENKOMST}"'
            yield "paginacode", what, "laat deze sleutel weg"
        if self.rol is Rol.FACTUUR and self.voor is not Voor.GETEKEND:
            what = f'een factuur is voor wie heeft getekend, en hier staat voor = "{self.voor}"'
            yield "voor", what, f'schrijf voor = "{Voor.GETEKEND}"'
        if self.rol is Rol.CREDITFACTUUR and self.voor is not Voor.ALLE:
            what = f'een creditfactuur hangt af van de factuur, en hier staat voor = "{self.voor}"'
            yield "voor", what, "laat deze sleutel weg"
        if self.rol is Rol.FACTUUR and not is_file_name(self.meervoud):
            what = f'"{self.meervoud}" kan niet in een bestandsnaam staan'
            yield "meervoud", what, "gebruik letters, cijfers en streepjes"
        if self.voor is not Voor.ALLE and (
            self.per is Per.CONVENANT or self.rol is Rol.OVEREENKOMST
        ):
            what = f'"{self.voor}" past niet bij een document dat er voor alle gemeenten is'
            yield "voor", what, "laat deze sleutel weg"
