"""What a screen reader needs, and without which a PDF does not pass its proof (ISO 14289-1)."""

import re
from collections.abc import Iterator

from lxml import etree

from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.pdf.opbouw import is_layout
from overeenkomstgen.word.elementen import W, is_double, is_on, text_in
from overeenkomstgen.word.voorlezen import heading_levels

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_DRAWN = (f"{W}drawing", f"{W}pict")
_ONLY_TAGS = re.compile(r"\s*\{%tr.*%\}\s*", re.DOTALL)  # of a row that is gone once it is filled
_REPEATED = re.compile(r"\{%(?:tr\s+for\b|tc\s)")
_DESCRIBE = (
    "klik in Word met rechts op de afbeelding, kies Alternatieve tekst weergeven en beschrijf "
    "haar; versiering krijgt daar het vinkje Als decoratief markeren"
)
_REPEAT = (
    "geef haar een eerste rij met kopjes, zet de cursor daarin en kies bij Indeling van de "
    "tabel voor Veldnamenrijen herhalen"
)


def find_images(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find images without a description; on the edge of a page they are decoration in a PDF."""
    for alinea in bestand.alineas:
        edge = alinea.kind.startswith(("koptekst", "voettekst"))
        for beeld in alinea.alinea.beelden:
            if not _described(beeld):
                graad = Graad.LET_OP if edge else Graad.FOUT
                what = "een afbeelding heeft geen alternatieve tekst"
                yield bestand.vondst(graad, what, _DESCRIBE, alinea)


def find_headings(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find headings that skip a level; what is in a text box is no part of the outline."""
    found = [each for each in bestand.tekst if each.alinea.box is None and each.text.strip()]
    levels = heading_levels([alinea.alinea.style for alinea in found])
    heard, previous = 0, 0
    for alinea, level in zip(found, levels, strict=True):
        own = alinea.alinea.style.heading or 0
        if level > heard + 1:
            after = f"volgt op een kop van niveau {previous}" if previous else "is de eerste kop"
            advice = f"maak er een kop van niveau {previous + 1} van (stijl Kop {previous + 1})"
            yield bestand.vondst(Graad.FOUT, f"deze kop van niveau {own} {after}", advice, alinea)
        if level:
            heard, previous = level, own


def find_tables(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find tables in the body of which no first row is marked as their heading, and that need one.

    A block to sign in, or labels with their values, only lay text out.
    """
    for table in bestand.body.iter(f"{W}tbl"):
        rows = [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]
        kept = [row for row in rows if not _ONLY_TAGS.fullmatch(text_in(row))]
        if not kept or is_double(table) or is_on(kept[0].find(f"{W}trPr/{W}tblHeader")):
            continue
        filled = [sum(map(_is_filled, row.iterfind(f"{W}tc"))) for row in kept]
        if is_layout(filled) and not any(map(_REPEATED.search, map(text_in, rows))):
            continue
        alinea = bestand.around(next(kept[0].iter(f"{W}p"), None))
        yield bestand.vondst(Graad.FOUT, "deze tabel heeft geen veldnamenrij", _REPEAT, alinea)


def _described(image: etree._Element) -> bool:
    """Tell whether an image has a description, or is said to be decoration."""
    if image.tag == f"{_V}imagedata":
        shape = image.getparent()
        return shape is not None and bool((shape.get("alt") or "").strip())
    drawing = next(image.iterancestors(f"{W}drawing"), None)
    if drawing is None:
        return True
    about = next(drawing.iter(f"{_WP}docPr"), None)
    if about is None:
        return False
    said = (about.get("descr") or about.get("title") or "").strip()
    decorative = next(about.iter(_DECORATIVE), None)
    return bool(said) or (decorative is not None and decorative.get("val") in {"1", "true"})


def _is_filled(cell: etree._Element) -> bool:
    return bool(text_in(cell).strip()) or next(cell.iter(*_DRAWN), None) is not None
