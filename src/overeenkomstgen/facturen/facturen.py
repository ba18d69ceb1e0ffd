"""Making the invoices of a year; once given, a number and its amount never change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from overeenkomstgen.errors import Fault, InputError, refuse
from overeenkomstgen.facturen.boekhouding import write_boekhouding
from overeenkomstgen.facturen.facturering import Jaar, changed
from overeenkomstgen.kern.documentsoort import Documentsoort, Rol
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.office.werkplaats import open_werkplaats
from overeenkomstgen.progress import Progress, silent
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.schijf.schijf import UitvoerError
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.schijf.uitvoer import Uitvoer, open_uitvoer
from overeenkomstgen.uitgifte.bevroren import freeze, keep
from overeenkomstgen.uitgifte.maken import Keuzes, Verslag, input_remarks, make, output_folder
from overeenkomstgen.uitgifte.uitgifte import Concept, draw_up, fill_in
from overeenkomstgen.verwijzing import vak
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.registers import record_facturen
from overeenkomstgen.werkmap.verantwoording import read_row
from overeenkomstgen.werkmap.werkmap import Werkmap, read_periode

_WITHHELD = (
    "Het overschot is niet verdeeld, en er is geen enkele factuur gegeven: dat kan pas als er "
    "geen factuur wordt geweigerd."
)


@dataclass(frozen=True, slots=True)
class Factuurwens:
    """Which invoices the user wants.

    Attributes:
        overschot: The surplus to be shared, in euros, excluding VAT; None when there is none.
        datum: The day on the invoices; None for today.
    """

    jaar: int
    overschot: Decimal | None = None
    datum: date | None = None


@dataclass(frozen=True, slots=True)
class Factuurverslag:
    """What was done, and the invoices of the year as they stand now.

    Attributes:
        nieuw: The numbers that were given now.
        beeindigd: The municipalities that signed and whose last day is before the year.
        boekhouding: The bookkeeper's workbook; None when there is no invoice.
    """

    verslag: Verslag
    jaar: int
    facturen: tuple[Factuur, ...]
    nieuw: tuple[str, ...]
    beeindigd: tuple[str, ...]
    boekhouding: Path | None


@dataclass(frozen=True, slots=True)
class Werk:
    """What the invoices of a year are made from."""

    invoer: Invoer
    soort: Documentsoort
    jaar: Jaar

    def given(self, facturen: Sequence[Factuur]) -> tuple[Factuur, ...]:
        """Return those of the year."""
        return tuple(factuur for factuur in facturen if factuur.jaar == self.jaar.jaar)

    def draw_up(self, facturen: Sequence[Factuur]) -> list[Concept]:
        """Fill the template for each invoice, under the name that the municipality had then."""
        by_code = {gemeente.cbs_code: gemeente for gemeente in self.invoer.gemeenten}
        gemeenten = [replace(by_code[each.cbs_code], naam=each.gemeente) for each in facturen]
        subjects = self.invoer.subjects(self.soort, gemeenten, self.jaar.jaar)
        given = [
            replace(subject, factuur=factuur, getuige=factuur.getuige)
            for subject, factuur in zip(subjects, facturen, strict=True)
        ]
        return draw_up(self.invoer.sjabloon(self.soort), given)


def maak_facturen(
    werkmap: Werkmap, wens: Factuurwens, keuzes: Keuzes, progress: Progress = silent
) -> Factuurverslag:
    """Make the invoices that are due for a year, and the bookkeeper's workbook of all of them.

    The numbers and amounts are recorded before the documents are made, so that a run that
    dies in between is finished by the next one with the same figures. An invoice that was
    made stays as it is; one in which a fact was missing is made again with the same figures
    once the fact is known.

    Raises:
        InputError: Something in the input is wrong, or these invoices cannot be given;
            nothing was made or recorded.
        RegisterError: The register, of signatures or of invoices, is damaged.
        ToolError: LibreOffice is missing or does not work.
        BusyError: Another run is at work in the same werkmap.
    """
    with locked(werkmap.slot):
        werk = _read(werkmap, wens)
        chosen = _choose(werk, keuzes.namen)
        before = werk.given(werk.invoer.facturen)
        codes = {gemeente.cbs_code for gemeente in chosen}
        new_codes = codes - {factuur.cbs_code for factuur in before}
        payers = [gemeente for gemeente in chosen if gemeente.cbs_code in new_codes]
        status = werk.invoer.status
        refuse(werk.jaar.amount_faults(status, payers))
        now = werk.jaar.facturen(status, werk.invoer.gemeenten, before)
        new = [factuur for factuur in now if factuur.cbs_code in new_codes]
        filled = fill_in(werk.draw_up(new))  # before anything is recorded
        refused = tuple(gevuld for gevuld in filled if keuzes.strikt and gevuld.ontbreekt)
        withheld = bool(refused and werk.jaar.overschot and not before)
        not_given = {gevuld.concept.onderwerp.factuur for gevuld in refused}
        new = [] if withheld else [factuur for factuur in new if factuur not in not_given]
        with (
            open_werkplaats(time_limit=keuzes.tijdslimiet, address=keuzes.motor) as werkplaats,
            open_uitvoer(output_folder(werkmap, keuzes.uitvoer)) as uitvoer,
        ):
            recorded = record_facturen(werkmap.factuurregister, new)
            facturen = werk.given(recorded)
            asked = [factuur for factuur in facturen if factuur.cbs_code in codes]
            kluis, numbers = werk.invoer.papieren.facturen, {f.cbs_code: f.nummer for f in asked}
            _keep_published(werk, asked)
            bevroren, te_maken = keep(werk.invoer, werk.draw_up(asked), uitvoer)
            verslag = make(
                werk.invoer,
                te_maken,
                uitvoer,
                werkplaats,
                replace(keuzes, strikt=False, alles=True),
                progress=progress,
                published=lambda made: freeze(
                    kluis, numbers[made.regel.cbs_code], made.regel, uitvoer.folder
                ),
            )
            boekhouding, workbook_remarks = _publish_workbook(werk, facturen, uitvoer)
    remarks = (
        *input_remarks(werk.invoer),
        *changed(facturen, now),
        *([_WITHHELD] if withheld else ()),
        *verslag.opmerkingen,
        *workbook_remarks,
    )
    return Factuurverslag(
        replace(verslag, geweigerd=refused, bevroren=bevroren, opmerkingen=remarks),
        wens.jaar,
        facturen,
        tuple(factuur.nummer for factuur in new),
        tuple(
            regel.gemeente
            for regel in status.regels
            if regel.ondertekend_op and not werk.jaar.is_due(regel)
        ),
        boekhouding,
    )


def is_factuur(werkmap: Werkmap, key: str | None) -> bool:
    """Return whether what ``convenant.toml`` calls so is the documentsoort of the invoices."""
    periode, _ = read_periode(werkmap)
    soort = periode.documentsoort.get(key or "") if periode else None
    return soort is not None and soort.rol is Rol.FACTUUR


def _read(werkmap: Werkmap, wens: Factuurwens) -> Werk:
    """Read everything, and refuse a year that cannot be invoiced like this."""
    invoer = read(werkmap, ALLE)
    advice = "zet er een documentsoort voor facturen in; de README zegt hoe"
    soort = invoer.require(Rol.FACTUUR, advice)
    jaar = Jaar(invoer.periode, wens.jaar, wens.datum or invoer.vandaag, wens.overschot)
    werk = Werk(invoer, soort, jaar)
    refuse(jaar.faults(invoer.status, werk.given(invoer.facturen), invoer.vandaag))
    return werk


def _choose(werk: Werk, namen: Sequence[str]) -> tuple[Gemeente, ...]:
    """Return the municipalities to make invoices for; refuse those that are named in vain."""
    if namen and werk.jaar.overschot:
        what = "een overschot wordt over alle gemeenten tegelijk verdeeld"
        raise InputError.of(vak("overschot"), what, "laat de namen van gemeenten weg")
    gemeenten = werk.invoer.select(werk.soort, namen)
    status = werk.invoer.status
    due = tuple(each for each in gemeenten if werk.jaar.is_due(status.per_code[each.cbs_code]))
    if namen:
        refuse(_ended(werk, gemeente) for gemeente in gemeenten if gemeente not in due)
    return due


def _ended(werk: Werk, gemeente: Gemeente) -> Fault:
    last = werk.invoer.status.per_code[gemeente.cbs_code].laatste_dag
    day = format_datum(last) if last else ""
    what = f"voor {werk.jaar.jaar} is er geen factuur: de overeenkomst geldt tot en met {day}"
    return Fault(gemeente.naam, what, "laat deze gemeente weg, of kies een ander jaar")


def _keep_published(werk: Werk, facturen: Iterable[Factuur]) -> None:
    """Keep the invoices that were published and are not kept whole: they are not made again."""
    papieren, uitvoer = werk.invoer.papieren, werk.invoer.werkmap.uitvoer
    for factuur in facturen:
        key = werk.soort.naam, factuur.cbs_code, str(factuur.jaar)
        regel, kept = werk.invoer.regels.get(key), papieren.facturen.find(factuur.nummer)
        if regel and regel.pdf and not read_row(kept):
            near = papieren.near(uitvoer)
            seen = {name: papieren.sha256(f"{near}/{name}", anew=True) for name in regel.files}
            if seen == regel.files:
                row = replace(regel, getuige=factuur.getuige)
                freeze(papieren.facturen, factuur.nummer, row, uitvoer)


def _publish_workbook(
    werk: Werk, facturen: Sequence[Factuur], uitvoer: Uitvoer
) -> tuple[Path | None, tuple[str, ...]]:
    """Publish the bookkeeper's workbook; return where it is, or why it could not be written."""
    if not facturen:
        return None, ()
    name = f"{werk.soort.meervoud.lower()}-{werk.jaar.jaar}.xlsx"
    place = Path(werk.soort.folder(werk.jaar.jaar)) / name
    content = write_boekhouding(facturen, werk.jaar.jaar)
    present = inside(uitvoer.folder, place)
    if present.is_file() and read_bytes(present) == content:
        return present, ()
    draft = uitvoer.staging / name
    schijf.write(draft, content)
    try:
        uitvoer.publish({draft: place})
    except UitvoerError as error:
        remark = (
            f"Het overzicht voor de boekhouding is niet bijgewerkt. {error.message} De facturen "
            "zelf zijn er wel; sluit het bestand en geef dezelfde opdracht nog eens."
        )
        return None, (remark,)
    return present, ()
