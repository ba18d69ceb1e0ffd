"""Who is to be sent which documents, how far that is, and what was sent when."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.post.zendstuk import Zendstuk, folder_of, soorten_of, who_gets, zendstukken
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.werkmap.invoer import Invoer, read
from overeenkomstgen.werkmap.werkmap import Werkmap


@dataclass(frozen=True, slots=True)
class Verzendregel:
    """One document that a municipality is to get.

    Attributes:
        gemeente: Whose document it is.
        aan: Who it is e-mailed to, with the address for this: a successor where there is one.
        stukken: The documents in PDF that go along and are there, the first what it is about.
        ontbreekt: Whether one of them was not made yet.
        concept: The draft of the e-mail; None where there is none.
        verzonden: How it was sent; None where it was not.
    """

    gemeente: str
    aan: Gemeente
    stukken: tuple[Path, ...]
    ontbreekt: bool
    concept: Path | None
    verzonden: Zending | None


@dataclass(frozen=True, slots=True)
class Verzendlijst:
    """What is e-mailed of a documentsoort; of a year, where there is a document for each.

    Attributes:
        key: What ``convenant.toml`` calls it.
        regels: Who gets it today, in the order of the table.
        zendingen: All that was sent of it, in the order in which that was recorded.
    """

    key: str
    soort: Documentsoort
    jaar: int | None
    regels: tuple[Verzendregel, ...]
    zendingen: tuple[Zending, ...]

    @property
    def te_verzenden(self) -> tuple[Verzendregel, ...]:
        """Who has not had it."""
        return tuple(regel for regel in self.regels if not regel.verzonden)

    @property
    def te_maken(self) -> tuple[Verzendregel, ...]:
        """Who has not had it, and for whom something is yet to be made."""
        return tuple(regel for regel in self.te_verzenden if regel.ontbreekt)

    @property
    def klaar(self) -> tuple[Verzendregel, ...]:
        """Who has not had it, and there is a draft for."""
        return tuple(regel for regel in self.te_verzenden if regel.concept)


def verzendlijsten(werkmap: Werkmap) -> tuple[Verzendlijst, ...]:
    """Return a list for each documentsoort with a text for an e-mail, and each year of it.

    Raises:
        InputError: Something in the input is wrong.
        RegisterError: The register, of signatures, of invoices or of what was sent, is damaged.
    """
    invoer = read(werkmap, tonen=True)
    return tuple(_list(invoer, key, jaar) for key in _keys(invoer) for jaar in _years(invoer, key))


def _keys(invoer: Invoer) -> Iterator[str]:
    for key, soort in invoer.periode.documentsoort.items():
        if soort.bericht and (soort.per is not Per.CONVENANT or soort.rol is Rol.DEELNEMERSLIJST):
            yield key


def _years(invoer: Invoer, key: str) -> list[int | None]:
    """Return the years that something was made or given over; none where that is of no year."""
    soorten = soorten_of(invoer, key)
    if not any(soort.per is Per.JAAR for soort in soorten):
        return [None]
    names = {soort.naam for soort in soorten}
    made = {int(jaar) for naam, _, jaar, _ in invoer.regels if naam in names and jaar}
    return [*sorted(made | {f.jaar for f in invoer.facturen if soorten[0].rol.is_factuur})]


def _list(invoer: Invoer, key: str, jaar: int | None) -> Verzendlijst:
    soort = invoer.periode.documentsoort[key]
    found = zendstukken(invoer, key, who_gets(invoer, key, (), jaar), jaar)
    folder = inside(invoer.werkmap.uitvoer, folder_of(key, jaar))
    regels = (_regel(each, folder) for each in found if not _is_lapsed(invoer, each))
    sent = (z for z in invoer.zendingen if not z.bij and (z.soort, z.jaar) == (key, jaar))
    return Verzendlijst(key, soort, jaar, tuple(regels), tuple(sent))


def _is_lapsed(invoer: Invoer, zendstuk: Zendstuk) -> bool:
    factuur = zendstuk.stukken[0].factuur
    return factuur is not None and factuur.nummer in invoer.vervallen


def _regel(zendstuk: Zendstuk, folder: Path) -> Verzendregel:
    first, draft = zendstuk.stukken[0], folder / zendstuk.naam
    pdfs = [stuk.getekend[0] if stuk.getekend else stuk.pdf for stuk in zendstuk.stukken]
    present = tuple(place for place in pdfs if place.is_file())
    return Verzendregel(
        first.gemeente.naam,
        zendstuk.aan,
        present,
        len(present) < len(pdfs),
        draft if draft.is_file() else None,
        first.verzonden,
    )
