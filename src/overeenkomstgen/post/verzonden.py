"""Recording that documents were sent, and keeping them as they were."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from overeenkomstgen.errors import Fault, InputError, refuse
from overeenkomstgen.kern.documentsoort import Documentsoort, Per
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.post.eml import as_base64
from overeenkomstgen.post.zendstuk import Zendstuk, every_of, kind_of, zendstukken
from overeenkomstgen.schijf.plaats import read_bytes
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.uitgifte.bevroren import code_of, freeze
from overeenkomstgen.verwijzing import ZELF, actie, vak
from overeenkomstgen.werkmap.invoer import Invoer, read
from overeenkomstgen.werkmap.registers import record_zendingen
from overeenkomstgen.werkmap.stuk import Stuk
from overeenkomstgen.werkmap.werkmap import Werkmap


@dataclass(frozen=True, slots=True)
class Verzonden:
    """What was recorded now, and what had been before, with the same documents."""

    soort: Documentsoort
    op: date
    vastgelegd: tuple[Gemeente, ...]
    eerder: tuple[Zending, ...]


def verzonden(
    werkmap: Werkmap,
    soort: str,
    namen: Sequence[str] | None = None,
    op: date | None = None,
    jaar: int | None = None,
) -> Verzonden:
    """Record that a documentsoort was sent, on a day or today, with what goes along.

    To these municipalities; None for those that there is a draft for. The documents are kept
    first: a run that dies in between leaves copies that the next one uses.

    Raises:
        InputError: There are no names, or one is unknown, a document is not as it was made, or
            another than in the draft, or it was sent on another day; nothing was recorded.
        RegisterError: The register, of signatures, of invoices or of what was sent, is damaged.
        UitvoerError: The documents cannot be kept.
        BusyError: Another run is at work in the same werkmap.
    """
    if namen is not None and not namen:
        advice = "zeg wie het kreeg, of kies alle concepten die klaarstaan"
        raise InputError.of(vak("gemeente"), "er is geen gemeente gekozen", advice)
    with locked(werkmap.slot):
        invoer = read(werkmap, tonen=True)
        known = kind_of(invoer, soort, jaar)
        day, bevinding = op or invoer.vandaag, invoer.bevinding
        refuse(bevinding.strijdig)
        refuse(fault for key, fault in bevinding.ongeboekt.items() if "/" not in key)
        asked = zendstukken(invoer, soort, invoer.choose(namen or ()), jaar)
        every = [each for each in asked if namen or each.klaar]
        eerder = [sent for each in every if (sent := each.verzonden)]
        new = [each for each in every if not each.verzonden]
        refuse(_faults(invoer, new, eerder if namen else (), day))
        rows = [row for each in new for row in _rows(each, soort, day)]
        if rows:
            record_zendingen(werkmap.zendingregister, rows)
    return Verzonden(known, day, tuple(each.gemeente for each in new), tuple(eerder))


def _faults(
    invoer: Invoer, new: Sequence[Zendstuk], named: Sequence[Zending], day: date
) -> Iterator[Fault]:
    """Find what is against recording this."""
    if day > invoer.vandaag:
        what = f"{format_datum(day)} ligt in de toekomst; het is vandaag"
        yield Fault(vak("op", day), f"{what} {format_datum(invoer.vandaag)}", "geef de juiste dag")
    for sent in named:
        if sent.datum != day:
            what = f"dit is al verzonden op {format_datum(sent.datum)}"
            again = actie("genereer", sent.gemeente, soort=sent.soort, volgende=True)
            yield Fault(sent.gemeente, what, f"maak zo nodig een volgende met: {again}")
    for stuk in every_of(new):
        yield from stuk.post_faults(ook_word=True)
    for each, data in ((each, read_bytes(draft)) for each in new if (draft := each.klaar)):
        there = ((name, read_bytes(file)) for name, file in each.files if file.is_file())
        for name in (name for name, content in there if as_base64(content) not in data):
            concept = each.concept.name
            what = f"in het concept {concept} is {name} anders dan het nu in de uitvoer staat"
            advice = f"zet terug wat is verstuurd, of begin opnieuw met: {actie('verzend', ZELF)}"
            yield Fault(each.aan.naam, what, advice)


def _rows(zendstuk: Zendstuk, key: str, day: date) -> Iterator[Zending]:
    """Keep what is sent to a municipality, and yield the rows that tell of it."""
    first, about = zendstuk.stukken[0], zendstuk.onderwerp
    on_day = replace(about, status=replace(about.status, op=day))  # a reference has the year
    for stuk in zendstuk.stukken:
        whose = zendstuk.aan if stuk.soort.per is Per.CONVENANT else stuk.gemeente
        place, sha256 = _keep(stuk)
        yield Zending(
            soort=stuk.invoer.periode.key_of(stuk.soort),
            cbs_code=whose.cbs_code,
            gemeente=whose.naam,
            datum=day,
            exemplaar=stuk.uitgave,
            bestand=place,
            sha256=sha256,
            jaar=stuk.jaar,
            kenmerk=on_day.kenmerk if stuk is first else "",
            factuurnummer=stuk.factuur.nummer if stuk.factuur else "",
            bij="" if stuk is first else key,
        )


def _keep(stuk: Stuk) -> tuple[str, str]:
    """Keep a document as it is sent; return the path of its PDF in the werkmap, and its SHA-256.

    The scan of a signed paper is kept already.
    """
    if paper := stuk.getekend:
        return paper[1].bestand, paper[1].sha256
    papieren, row = stuk.invoer.papieren, stuk.regel
    if row is None:
        raise ValueError("post_faults lets nothing through that the account does not tell of")
    code, kluis = code_of(row.sha256_pdf), papieren.verzonden
    freeze(kluis, code, replace(row, sha256_xml=""), stuk.invoer.werkmap.uitvoer)
    pdf = next(file for file in kluis.find(code) if file.suffix == ".pdf")
    return papieren.near(pdf), row.sha256_pdf
