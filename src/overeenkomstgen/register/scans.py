"""The paper that came back: who signed it, and the scan that is filed.

Of what is filed nothing is ever overwritten or removed.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from overeenkomstgen.errors import Fault, InputError, RefusalError, Vraag, VraagError, os_fault
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.partij import Stichting, in_functie
from overeenkomstgen.kern.register import NIETS, Stand
from overeenkomstgen.schijf.kluis import read_kept
from overeenkomstgen.schijf.plaats import read_bytes
from overeenkomstgen.schijf.schijf import make_folder, numbered, write_whole
from overeenkomstgen.verwijzing import ZELF, vak
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.werkmap import Werkmap


@dataclass(frozen=True, slots=True)
class Papier:
    """What stands on the paper that came back; ``ondertekenaar`` if another than is known.

    ``namens`` is who signed: :data:`STICHTING`, or empty for the municipality. Where each of
    several municipalities has a file of her own, ``bestanden`` has them by name.
    """

    op: date
    ondertekenaar: str | None = None
    bestand: Path | None = None
    opmerking: str = ""
    namens: str = ""
    bestanden: Mapping[str, Path] = field(default_factory=dict)


def signer_of(
    partij: Gemeente | Stichting, on_paper: str | None, bevestigd: Collection[Vraag], op: date
) -> str:
    """Return who signed for a party on a day, as it stands on the paper.

    VraagError when it is another than is known, unconfirmed; RefusalError if nobody knows.
    """
    if isinstance(partij, Gemeente):
        bron, known, wie = "de tabel", partij.ondertekenaar.naam, partij.naam
    else:
        bron, known, wie = "convenant.toml", in_functie(partij, op).naam, partij.korte_naam
    if on_paper is None and known:
        return known
    name = " ".join((on_paper or "").split())
    if not name:
        what = f"De naam van wie voor {wie} heeft getekend is leeg"
        if on_paper is None:
            what = f"Van {wie} is niet bekend wie tekent"
        advice = f"Zeg wie er op het papier staat, met {vak('ondertekenaar', ZELF)}."
        raise RefusalError(f"{what}; er is niets gewijzigd.", advice)
    if known and name.casefold() != known.casefold():
        said = f"Volgens {bron} tekent {known} voor {wie}; op het papier staat"
        vraag = Vraag(f"{said} {name}. Klopt dat?")
        if vraag not in bevestigd:
            what = f"Niet bevestigd dat {name} voor {wie} heeft getekend"
            raise VraagError(
                vraag,
                f"{what}; er is niets gewijzigd.",
                f"Kijk op het papier wie er heeft getekend. Klopt de naam, geef dan {vak('ja')}.",
            )
    return name


def not_signed_paper(invoer: Invoer, bestand: Path, mede: Stand = NIETS) -> Iterator[Fault]:
    """Find what a file is if not the paper that was signed; InputError if no PDF to be read.

    ``mede`` is where the municipality stands that signed it as well: its paper can have both.
    """
    found = sha256(read_signed(bestand)).hexdigest()
    for row in invoer.regels.values():
        if row.sha256_pdf == found:
            what = f"dit is de PDF die het programma maakte ({row.pdf}), zonder handtekeningen"
            yield Fault(str(bestand), what, "geef de scan van het getekende papier")
    for stand in invoer.standen.values():
        signed = filter(None, (stand.ondertekening, stand.medeondertekening))
        known = next((each for each in signed if each.sha256 == found), None)
        if known and stand is not mede:
            what = f"dit papier is al vastgelegd bij {known.gemeente}"
            yield Fault(str(bestand), what, "geef de scan van het juiste papier")


def read_signed(source: Path) -> bytes:
    """Return a PDF that opens, without a password, and has pages; InputError if it is no such."""
    where = str(source)
    with os_fault(where, "controleer de naam", "kijk of het een bestand is dat u mag lezen"):
        data = read_bytes(source)
    from overeenkomstgen.pdf.vreemd import damaged, is_pdf, is_whole, opened  # noqa: PLC0415 - slow

    if not is_pdf(data):
        advice = "geef de scan van de ondertekende overeenkomst, bewaard als PDF"
        raise InputError.of(where, "dit is geen PDF", advice)
    with opened(data, where):
        if not is_whole(data):
            raise damaged(where)
    return data


def file_signed(werkmap: Werkmap, source: Path | None, stem: str, datum: date) -> tuple[str, str]:
    """Keep a copy of a signed PDF among what was signed; the source stays where it is.

    It is called ``<stem>-<datum>.pdf``. Where another document has that name already, a
    number is added; the same document is not kept twice. Returns its path, relative to the
    werkmap, with forward slashes, and its SHA-256, in hexadecimal; empty without a source.

    Raises:
        InputError: The source is no PDF that can be kept.
        UitvoerError: The copy cannot be made.
    """
    if source is None:
        return "", ""
    data = read_signed(source)
    make_folder(werkmap.ondertekend)
    places = numbered(werkmap.ondertekend / f"{stem}-{datum}.pdf")
    place = next(place for place in places if not place.exists() or read_kept(place) == data)
    if not place.exists():
        write_whole(place, data)
    return f"{werkmap.ondertekend.name}/{place.name}", sha256(data).hexdigest()
