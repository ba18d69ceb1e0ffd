"""A document that the user wants to compare: a Word file or a PDF, read with distrust."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from pikepdf import PasswordError, Pdf, PdfError

from overeenkomstgen.errors import InputError, os_reason
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.schijf.plaats import read_bytes
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import W, parse
from overeenkomstgen.word.tekst import Woordtekst, read_word

MOST_PAGES = 2000
MOST_WORDS = 300_000
"""Of one document; the largest contracts have a tenth of it."""

_PDF_WITHIN = 1024  # ISO 32000-1, annex H.3: readers look this far for the first mark
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # [MS-CFB]: a .doc, or a .docx with a password
_CHANGES = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))


@dataclass(frozen=True, slots=True)
class Brondocument:
    """A document that was read.

    Attributes:
        tekst: Its text: of a Word file, or of each page of a PDF.
        opmerkingen: What a reader should know, in Dutch sentences.
    """

    naam: str
    tekst: Woordtekst | tuple[str, ...]
    opmerkingen: tuple[str, ...] = ()


def read_bron(place: Path, naam: str) -> Brondocument:
    """Read a document to compare, that messages call by a name.

    Raises:
        InputError: It is missing, or no document with text that can be read.
    """
    try:
        content = read_bytes(place)
    except FileNotFoundError as error:
        advice = "controleer de naam; zet een naam met een spatie erin tussen aanhalingstekens"
        raise InputError.of(naam, "dit bestand bestaat niet", advice) from error
    except IsADirectoryError as error:
        raise InputError.of(naam, "dit is een map", "geef een Word-bestand of een PDF") from error
    except OSError as error:
        what = f"dit bestand is niet te lezen ({os_reason(error)})"
        raise InputError.of(naam, what, "kijk of het een bestand is dat u mag lezen") from error
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return _read_pdf(place, content, naam)
    if content.startswith(_OLE):
        what = "dit is een oud Word-bestand (.doc), of een Word-bestand met een wachtwoord"
        advice = "open het in Word en bewaar het als Word-document (.docx), zonder wachtwoord"
        raise InputError.of(naam, what, advice)
    if not content.startswith(b"PK"):
        what = "dit is geen Word-bestand (.docx) en geen PDF"
        raise InputError.of(naam, what, "geef een Word-bestand of een PDF")
    return read_woord(content, naam)


def read_woord(content: bytes, naam: str) -> Brondocument:
    """Read a Word file to compare.

    Raises:
        InputError: It is no Word file, or too long.
    """
    bestand = Woordbestand.read(content, naam)
    text = read_word(bestand)
    _check_length(naam, text.body.text)
    body = parse(bestand.parts[bestand.body])
    if not any(element.tag in _CHANGES for element in body.iter()):
        return Brondocument(naam, text)
    remark = (
        f"In {naam} staan wijzigingen die nog niet zijn aanvaard; vergeleken is de tekst "
        "alsof zij zijn aanvaard."
    )
    return Brondocument(naam, text, (remark,))


def _read_pdf(place: Path, content: bytes, naam: str) -> Brondocument:
    try:
        with Pdf.open(io.BytesIO(content)) as pdf:
            pages = len(pdf.pages)
    except PasswordError as error:
        advice = "bewaar of vraag het document zonder wachtwoord"
        raise InputError.of(naam, "deze PDF is beveiligd met een wachtwoord", advice) from error
    except PdfError as error:
        advice = "vraag het bestand nog eens op, of laat het opnieuw maken"
        raise InputError.of(naam, "deze PDF is beschadigd", advice) from error
    _check_length(naam, pages=pages)
    sheets = read_pdf(place)
    _check_length(naam, "\n".join(sheets))
    empty = [str(number) for number, sheet in enumerate(sheets, start=1) if not sheet.strip()]
    if len(empty) == len(sheets):
        advice = "geef het Word-bestand, of laat er eerst tekst van maken (OCR)"
        what = "in deze PDF staat geen tekst, alleen beeld; het is waarschijnlijk een scan"
        raise InputError.of(naam, what, advice)
    if not empty:
        return Brondocument(naam, sheets)
    if len(empty) == 1:
        remark = f"Bladzijde {empty[0]} van {naam} heeft geen tekst (leeg, of een scan)"
    else:
        remark = (
            f"De bladzijden {', '.join(empty)} van {naam} hebben geen tekst (leeg, of een scan)"
        )
    return Brondocument(naam, sheets, (f"{remark}; beeld wordt niet vergeleken.",))


def _check_length(naam: str, text: str = "", pages: int = 0) -> None:
    if pages > MOST_PAGES or len(text.split()) > MOST_WORDS:
        what = f"dit document is te lang: meer dan {MOST_PAGES} bladzijden of {MOST_WORDS} woorden"
        raise InputError.of(naam, what, "verdeel het document, en vergelijk de delen")
