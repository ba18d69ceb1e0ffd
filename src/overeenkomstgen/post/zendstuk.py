"""What goes along in an e-mail: which files, whether they are as they were made, what is open."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from overeenkomstgen.errors import Fault, InputError, refuse
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol, Voor
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import slug
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.schijf.kluis import BESIDE
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.velden.onderwerp import Onderwerp
from overeenkomstgen.verwijzing import ZELF, actie, vak
from overeenkomstgen.werkmap.bevinding import HERSTEL
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.stuk import Stuk, stukken_of, what_gives

FOLDER = "verzenden"
"""The folder, inside the output folder, of the drafts."""
ENDING = ".eml"


@dataclass(frozen=True)
class Zendstuk:
    """What one municipality is sent.

    Attributes:
        aan: Who gets it, a successor where there is one, with the address for this.
        concept: Where its draft comes, inside the output folder.
        files: What goes along, with what it is called.
        namen: What that is called in the text.
        stukken: The documents, what it is about first; none of a copy of what was sent.
    """

    onderwerp: Onderwerp
    aan: Gemeente
    concept: Path
    files: tuple[tuple[str, Path], ...]
    namen: tuple[str, ...]
    stukken: tuple[Stuk, ...] = ()

    @property
    def gemeente(self) -> Gemeente:
        """Whose document it is about."""
        return self.stukken[0].gemeente

    @cached_property
    def verzonden(self) -> Zending | None:
        """How that document was sent; None where it was not."""
        return self.stukken[0].verzonden

    @property
    def is_vervallen(self) -> bool:
        """Whether it is about an invoice that is not due, or no longer."""
        first = self.stukken[0]
        return first.factuur is not None and first.factuur.nummer in first.invoer.vervallen

    @cached_property
    def pdfs(self) -> tuple[Path, ...]:
        """The documents in PDF that are there; of what is signed the paper."""
        every = (stuk.getekend[0] if stuk.getekend else stuk.pdf for stuk in self.stukken)
        return tuple(place for place in every if place.is_file())

    @property
    def klaar(self) -> Path | None:
        """The draft, where there is one."""
        draft = inside(self.stukken[0].invoer.werkmap.uitvoer, self.concept)
        return draft if draft.is_file() else None


def folder_of(key: str, jaar: int | None) -> Path:
    """Return the folder of the drafts of a documentsoort, inside the output folder."""
    return Path(FOLDER, key, str(jaar or ""))


def zendstukken(
    invoer: Invoer, key: str, gemeenten: Iterable[Gemeente], jaar: int | None
) -> Iterator[Zendstuk]:
    """Yield what these municipalities are sent: one for each document of a documentsoort."""
    soort, *along = soorten_of(invoer, key)
    for gemeente in gemeenten:
        for first in stukken_of(invoer, soort, gemeente, jaar):
            if soort.rol.is_factuur and not first.factuur:
                continue
            others = (stuk for each in along for stuk in stukken_of(invoer, each, gemeente, jaar))
            stukken = (first, *(each for each in others if _goes(first, each)))
            files = tuple((file.name, file) for stuk in stukken for file in _files(stuk))
            names = tuple(map(_name, stukken))
            place = folder_of(key, jaar) / first.places[1].stem
            yield Zendstuk(*_about(first, place), files, names, stukken)


def afschriften(
    invoer: Invoer, key: str, gemeenten: Iterable[Gemeente], jaar: int | None
) -> Iterator[Zendstuk]:
    """Yield what was sent last to each of these, as it is kept; refuse what is not."""
    soort, sent = invoer.periode.documentsoort[key], list[Zending]()
    year = jaar if soort.per is Per.JAAR else None
    last: dict[tuple[str, str], list[Zending]] = {}
    for each in invoer.zendingen:  # what went along comes right after it
        sent = [*sent, each] if each.bij else [each]
        if (sent[0].soort, sent[0].jaar) == (key, year):
            last[sent[0].cbs_code, sent[0].factuurnummer] = sent
    codes = {gemeente.cbs_code: gemeente for gemeente in gemeenten}
    chosen = [(codes[code], sent) for (code, _), sent in last.items() if code in codes]
    refuse(
        Fault(gemeente.naam, f"{each.bestand} is weg of is gewijzigd", HERSTEL)
        for gemeente, sent in chosen
        for each in sent
        if invoer.papieren.sha256(each.bestand, anew=True) != each.sha256
    )
    for gemeente, sent in chosen:
        files = [[*_kept(invoer, each)] for each in sent]
        kinds = (invoer.periode.documentsoort.get(each.soort, soort) for each in sent)
        place = folder_of(key, jaar) / Path(files[0][0][0]).stem
        subject, aan, concept = _about(Stuk(invoer, soort, gemeente, year), place)
        subject = replace(subject, brief=sent[0].exemplaar)
        names = tuple(kind.naam for kind in kinds)
        yield Zendstuk(subject, aan, concept, tuple(chain.from_iterable(files)), names)


def _kept(invoer: Invoer, zending: Zending) -> Iterator[tuple[str, Path]]:
    """Yield what was sent, as it was called then."""
    pdf = inside(invoer.werkmap.folder, zending.bestand)
    word, row = pdf.with_suffix(".docx"), invoer.papieren.bewaard.get(pdf.with_suffix(BESIDE))
    yield Path(row.pdf if row else pdf).name, pdf
    soort = invoer.periode.documentsoort.get(zending.soort)
    if row and soort and soort.ook_word and word.is_file():
        yield Path(row.word).name, word


def soorten_of(invoer: Invoer, key: str) -> tuple[Documentsoort, ...]:
    """Return a documentsoort, and those that are sent along with it."""
    soort, others = invoer.periode.choose_soort(key), invoer.periode.documentsoort
    return (soort, *(others[other] for other in soort.bijsluiten))


def _about(first: Stuk, place: Path) -> tuple[Onderwerp, Gemeente, Path]:
    """Return what the e-mail with a document is about, who gets it, and where its draft comes.

    ``place`` is in the same folder, called as the document.
    """
    invoer, soort, gemeente = first.invoer, first.soort, first.gemeente
    if first.factuur:
        subject = invoer.of_factuur(soort, first.factuur, invoer.gegeven)
    elif soort.rol is Rol.DEELNEMERSLIJST:
        (subject,) = invoer.subjects(invoer.periode.overeenkomst, (gemeente,))
        subject = replace(subject, periode=invoer.periode, soort=soort.per_post)
        place = place.with_name(f"{place.name}-{slug(gemeente.naam)}")
    else:
        (subject,) = invoer.subjects(soort, (gemeente,), first.jaar)
    to = subject.betaler or gemeente
    to = replace(to, email=(subject.factuur and to.factuur_email) or to.email)
    return subject, to, place.with_name(f"{place.name}{ENDING}")


def _goes(first: Stuk, other: Stuk) -> bool:
    """Return whether something goes along: for who has signed, of the agreement only the paper."""
    unsigned = other.soort.rol is Rol.OVEREENKOMST and other.getekend is None
    return not (unsigned and first.soort.voor is Voor.GETEKEND)


def kind_of(invoer: Invoer, key: str, jaar: int | None) -> Documentsoort:
    """Return a documentsoort; refuse one that cannot be sent like this, with what goes along."""
    soort, *_ = soorten = soorten_of(invoer, key)
    if soort.per_post.per is Per.CONVENANT:
        what = "er is één document voor alle gemeenten samen, en een e-mail is per gemeente"
        advice = "zet deze documentsoort in bijsluiten bij wat u per gemeente verzendt"
        raise InputError.of(key, what, advice)
    yearly = [found.naam for found in soorten if found.per is Per.JAAR]
    if yearly and jaar is None:
        what = f"van {yearly[0]} is er één voor elk jaar"
        raise InputError.of(key, what, f"zeg van welk jaar, met {vak('jaar', ZELF)}")
    if not yearly and jaar is not None:
        what = f"van {soort.naam} is er niet één voor elk jaar"
        raise InputError.of(vak("jaar", jaar), what, f"laat {vak('jaar')} weg")
    return soort


def who_gets(
    invoer: Invoer, key: str, namen: Sequence[str], jaar: int | None
) -> tuple[Gemeente, ...]:
    """Return who gets such a document today; refuse who is named and gets none."""
    soort = invoer.periode.documentsoort[key]
    if soort.rol is Rol.DEELNEMERSLIJST:
        holding = {regel.cbs_code for regel in invoer.status.houders}
        chosen = invoer.choose(namen)
        what = f"deze gemeente krijgt geen {soort.naam}: zij heeft nu geen getekende overeenkomst"
        advice = f"laat haar weg, of kijk wat er is vastgelegd met: {actie('status')}"
        without = (each for each in chosen if namen and each.cbs_code not in holding)
        refuse(Fault(each.naam, what, advice) for each in without)
        return tuple(each for each in chosen if each.cbs_code in holding)
    gemeenten = invoer.select(soort, namen)
    if soort.rol.is_factuur and namen:
        every = [stuk for g in gemeenten for stuk in stukken_of(invoer, soort, g, jaar)]
        what = f"er is geen {soort.naam.lower()} van {jaar}"
        advice = f"maak hem eerst met: {what_gives(soort, jaar)}"
        refuse(Fault(stuk.naam, what, advice) for stuk in every if not stuk.factuur)
        lapsed = invoer.vervallen
        refuse(lapsed[f.nummer] for stuk in every if (f := stuk.factuur) and f.nummer in lapsed)
    return gemeenten


def _files(stuk: Stuk) -> tuple[Path, ...]:
    """Return the files of a document that go along; of what is signed, the paper."""
    if paper := stuk.getekend:
        return (paper[0],)
    word, pdf = stuk.places
    return (pdf, word) if stuk.soort.ook_word else (pdf,)


def _name(stuk: Stuk) -> str:
    """Return what a document that goes along is called in the text of the e-mail."""
    form = " (getekend)" if stuk.getekend else " (PDF en Word)" if stuk.soort.ook_word else ""
    return f"{stuk.soort.naam}{form}"


def every_of(zendstukken: Sequence[Zendstuk]) -> list[Stuk]:
    """Return the documents of all, each once."""
    every = chain.from_iterable(each.stukken for each in zendstukken)
    return [*{stuk.places: stuk for stuk in every}.values()]
