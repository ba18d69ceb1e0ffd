"""Making documents: ``genereer``, and what follows from an event in the register."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from overeenkomstgen.errors import InputError, OvereenkomstgenError
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol, Voor
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.register import Gebeurtenis
from overeenkomstgen.kern.selectie import asked_soort
from overeenkomstgen.kern.tabel import count
from overeenkomstgen.office.werkplaats import Werkplaats, find_how, open_werkplaats
from overeenkomstgen.progress import Progress, silent
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.schijf.uitvoer import Uitvoer, open_uitvoer
from overeenkomstgen.uitgifte.bevroren import Bevroren, keep
from overeenkomstgen.uitgifte.hergebruik import left_over
from overeenkomstgen.uitgifte.maken import (
    Keuzes,
    Verslag,
    input_remarks,
    make,
    missing,
    output_folder,
    sift,
)
from overeenkomstgen.uitgifte.uitgifte import Concept, Gevuld, draw_up, fill_in
from overeenkomstgen.velden.onderwerp import Onderwerp
from overeenkomstgen.verwijzing import ZELF, actie, vak
from overeenkomstgen.werkmap.geheugen import is_older
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.stuk import what_gives
from overeenkomstgen.werkmap.verantwoording import read_verantwoording, verantwoording_of
from overeenkomstgen.werkmap.werkmap import Werkmap, present_tables

MANY = 1000
"""More documents than there are cores: what a run is taken to make before the table is read."""


def genereer(werkmap: Werkmap, keuzes: Keuzes, progress: Progress = silent) -> Verslag:
    """Make documents: the agreements and the lists, or another documentsoort.

    What is signed is left as it is, and so is what would be made just as it stands there.

    Raises:
        InputError: Something in the input is wrong; nothing was made.
        RegisterError: The register is damaged; nothing was made.
        ToolError: LibreOffice is missing or does not work.
        BusyError: Another run is at work in the same werkmap.
    """
    folder = output_folder(werkmap, keuzes.uitvoer)
    with (
        locked(werkmap.slot),
        open_werkplaats(
            alleen_word=keuzes.alleen_word, time_limit=keuzes.tijdslimiet, address=keuzes.motor
        ) as werkplaats,
    ):
        if keuzes.alles or not verantwoording_of(folder).exists():  # so there is a lot of work
            werkplaats.warm_up(len(keuzes.namen) or MANY)
        elif is_older(folder, present_tables(werkmap)):  # so there is likely some
            werkplaats.warm_up(1)
        invoer, chosen = _choose(werkmap, keuzes)
        with open_uitvoer(folder) as uitvoer:
            bevroren, _, te_maken, remarks = _plan(invoer, chosen, keuzes, folder, uitvoer)
            verslag = make(invoer, te_maken, uitvoer, werkplaats, keuzes, progress=progress)
            invoer.remember()
    return replace(verslag, bevroren=bevroren, opmerkingen=(*remarks, *verslag.opmerkingen))


@dataclass(frozen=True, slots=True)
class Vooruitblik:
    """What a run would do.

    Attributes:
        nieuw: What would be made where there is none yet.
        opnieuw: What would be made in the place of what stands there.
        verzonden: The letters that were sent, and stay as they are.
        verslag: What the run would report of everything else, with nothing made.
    """

    nieuw: tuple[Gevuld, ...]
    opnieuw: tuple[Gevuld, ...]
    verzonden: tuple[Concept, ...]
    verslag: Verslag

    @property
    def onbekend(self) -> Mapping[str, Sequence[str]]:
        """Whose documents, of those that would stand there, lack a fact, by field."""
        return missing((*self.nieuw, *self.opnieuw, *self.verslag.ongewijzigd))


def vooruitblik(werkmap: Werkmap, keuzes: Keuzes) -> Vooruitblik:
    """Tell what :func:`genereer` would do now; nothing is made, changed or locked for that.

    LibreOffice is not started. Errors as of :func:`genereer`, but for what making itself meets.
    """
    folder = output_folder(werkmap, keuzes.uitvoer)
    how = find_how(alleen_word=keuzes.alleen_word, address=keuzes.motor)
    invoer, chosen = _choose(werkmap, keuzes)
    bevroren, sent, te_maken, remarks = _plan(invoer, chosen, keuzes, folder, None)
    rows = {row.word: row for row in read_verantwoording(folder)}
    unchanged, refused, te_maken = sift(te_maken, rows, folder, how, keuzes)
    by_presence: dict[bool, list[Gevuld]] = {False: [], True: []}
    for each in fill_in(te_maken):
        by_presence[inside(folder, f"{each.concept.stem}.docx").exists()].append(each)
    verslag = Verslag(folder, (), (), refused, bevroren, unchanged, (*remarks,))
    return Vooruitblik((*by_presence[False],), (*by_presence[True],), (*sent,), verslag)


def _choose(
    werkmap: Werkmap, keuzes: Keuzes
) -> tuple[Invoer, Mapping[Documentsoort, Iterable[Gemeente]]]:
    """Read the werkmap; return with it who gets which kind of document."""
    invoer = read(werkmap, ALLE)
    return invoer, {
        soort: () if soort.per is Per.CONVENANT else invoer.select(soort, keuzes.namen)
        for soort in _which(invoer.periode, keuzes)
    }


def _plan(
    invoer: Invoer,
    chosen: Mapping[Documentsoort, Iterable[Gemeente]],
    keuzes: Keuzes,
    folder: Path,
    uitvoer: Uitvoer | None,
) -> tuple[tuple[Bevroren, ...], list[Concept], list[Concept], list[str]]:
    """Return what :func:`.keep` sets apart of what there is to make, and the remarks on it."""
    alle = _draw_up(invoer, chosen, keuzes)
    bevroren, sent, te_maken = keep(invoer, alle, uitvoer)
    remarks = [*input_remarks(invoer)]
    if not keuzes.volgende:
        remarks += _already(invoer, sent)
    nobody = () if alle else chosen
    remarks += (f"Er is nu geen enkele gemeente die een {s.naam.lower()} krijgt." for s in nobody)
    if not keuzes.namen:
        remarks += left_over(alle, folder)
    return bevroren, sent, te_maken, remarks


def _draw_up(
    invoer: Invoer, chosen: Mapping[Documentsoort, Iterable[Gemeente]], keuzes: Keuzes
) -> list[Concept]:
    """Return what there is to make: each letter up to the one of now, or to the next."""
    found: list[Onderwerp] = []
    for soort, gemeenten in chosen.items():
        for each in invoer.subjects(soort, gemeenten, keuzes.jaar):
            last = each.brief
            if each.gemeente and keuzes.volgende:
                last = invoer.brieven.nu(soort, each.gemeente, each.jaar, volgende=True)
            found += (replace(each, brief=which) for which in range(1, last + 1))
    return draw_up(invoer.sjabloon, found)


def _already(invoer: Invoer, sent: Iterable[Concept]) -> Iterator[str]:
    """Tell of the letters that were sent and stay as they are, in a sentence for each kind."""
    for soort, number in Counter(each.soort for each in sent).items():
        which = count(number, soort.naam.lower(), soort.meervoud.lower())
        stay = "is al verzonden en blijft zo" if number == 1 else "zijn al verzonden en blijven zo"
        again = actie("genereer", soort=invoer.periode.key_of(soort), volgende=True)
        yield f"{which} {stay}; een volgende maakt u met: {again}."


def werk_bij(
    invoer: Invoer, werkplaats: Werkplaats, wat: Gebeurtenis | None, codes: Collection[str]
) -> Verslag:
    """Make the list of who has signed, in a period that has one, and the letters about an event.

    These are for the municipalities with these CBS codes, or for all that an extension is for;
    none about a signature. The caller has the sole use of the werkmap.

    Raises:
        OvereenkomstgenError: The list could not be made; the former one is still there.
        ToolError: LibreOffice does not work.
    """
    lijst = invoer.periode.find_soort(Rol.DEELNEMERSLIJST)
    work: dict[Documentsoort, tuple[Gemeente, ...]] = {lijst: ()} if lijst else {}
    found, missing = _letters(invoer, wat, codes)
    keuzes = Keuzes(alles=True)
    with open_uitvoer(invoer.werkmap.uitvoer) as uitvoer:
        _, sent, te_maken = keep(invoer, _draw_up(invoer, work | found, keuzes), uitvoer)
        verslag = make(invoer, te_maken, uitvoer, werkplaats, keuzes)
    for failed in verslag.mislukt:
        if failed.concept.soort is lijst:
            raise OvereenkomstgenError(" ".join(failed.redenen))
    not_made = (
        f"De {each.concept.soort.naam.lower()} van {each.concept.naam} is niet gemaakt: "
        f"{' '.join(each.redenen)}"
        for each in verslag.mislukt
    )
    told = (*verslag.opmerkingen, *_already(invoer, sent), *not_made, *missing)
    return replace(verslag, opmerkingen=told)


def _letters(
    invoer: Invoer, wat: Gebeurtenis | None, codes: Collection[str]
) -> tuple[dict[Documentsoort, tuple[Gemeente, ...]], tuple[str, ...]]:
    """Return who gets which letter about an event, and for whom there is no documentsoort."""
    wanted: dict[Voor, list[Gemeente]] = {}
    for gemeente in invoer.gemeenten:
        for voor in Voor if wat is Gebeurtenis.VERLENGD or gemeente.cbs_code in codes else ():
            entry = invoer.stand(gemeente).van(voor)
            if entry and entry.gebeurtenis is wat and voor is not Voor.GETEKEND:
                wanted.setdefault(voor, []).append(gemeente)
    soorten = [s for s in invoer.periode.documentsoort.values() if s.per is Per.GEMEENTE]
    found = {s: tuple(wanted[s.voor]) for s in soorten if s.voor in wanted}
    missing = wanted.keys() - {soort.voor for soort in found}
    return found, tuple(
        f'Er is geen brief gemaakt, want in convenant.toml staat geen documentsoort met voor = "'
        f'{voor}"; de README zegt hoe u die toevoegt.'
        for voor in missing
    )


def _which(periode: Periode, keuzes: Keuzes) -> tuple[Documentsoort, ...]:
    """Return the documentsoorten to make, when they can be made like this."""
    if keuzes.soort is not None and (asked := periode.choose_soort(keuzes.soort)).rol.is_factuur:
        what = f"een {asked.naam.lower()} is definitief en wordt niet zo gemaakt"
        advice = f"maak haar met: {what_gives(asked, ZELF)}"
        raise InputError.of(vak("soort", keuzes.soort), what, advice)
    soort = asked_soort(periode, keuzes.soort, keuzes.namen, keuzes.jaar)
    if keuzes.volgende and (soort.rol is not Rol.GEEN or soort.per is Per.CONVENANT):
        what = f"{soort.naam} is geen brief, en daarvan komt er geen volgende"
        raise InputError.of(vak("volgende"), what, f"laat {vak('volgende')} weg")
    if keuzes.soort is not None or keuzes.namen:
        return (soort,)
    lists = (each for each in periode.documentsoort.values() if each.per is Per.CONVENANT)
    return (soort, *lists)
