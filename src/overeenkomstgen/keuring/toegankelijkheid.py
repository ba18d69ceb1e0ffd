"""What a screen reader needs, and without which a PDF does not pass its proof (ISO 14289-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overeenkomstgen.keuring.stuk import paragraph_of
from overeenkomstgen.keuring.vondst import Graad
from overeenkomstgen.word.bestand import W, parse
from overeenkomstgen.word.stijl import VAL, toggle
from overeenkomstgen.word.verhaal import MC

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from overeenkomstgen.keuring.stuk import Alinea, Stuk
    from overeenkomstgen.keuring.vondst import Vondst

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DESCRIBE = (
    "klik in Word met rechts op de afbeelding, kies Alternatieve tekst weergeven en beschrijf "
    "haar; versiering krijgt daar het vinkje Als decoratief markeren"
)


def find_language_and_title(stuk: Stuk) -> Iterator[Vondst]:
    """Find a document that does not say in what language it is, or has no title."""
    if not _has_title(stuk):
        yield stuk.vondst(
            Graad.FOUT,
            "het document heeft geen titel, en zonder titel komt de PDF niet door de keuring",
            "vul in Word bij Bestand, Info de titel in; er kunnen velden in staan",
        )
    if not _has_language(stuk):
        yield stuk.vondst(
            Graad.LET_OP,
            "het document noemt geen taal, zodat Word de spelling niet kan controleren",
            "kies in Word bij Controleren, Taal, Controletaal instellen voor Nederlands, en dan "
            "voor Als standaard instellen",
        )


def find_images(stuk: Stuk) -> Iterator[Vondst]:
    """Find images without a description."""
    known = stuk.by_element()
    for tree in stuk.trees.values():
        for element in tree.iter(f"{_A}blip", f"{_V}imagedata"):
            if next(element.iterancestors(f"{MC}Fallback"), None) is None and not _described(
                element
            ):
                paragraph = paragraph_of(element)
                yield stuk.vondst(
                    Graad.FOUT,
                    "een afbeelding heeft geen alternatieve tekst",
                    _DESCRIBE,
                    None if paragraph is None else known.get(paragraph),
                )


def find_headings(stuk: Stuk) -> Iterator[Vondst]:
    """Find headings that skip a level; what is in a text box is no part of the outline."""
    previous = 0
    for alinea in stuk.alineas:
        if alinea.plek.part != stuk.bestand.body or "tekstvak" in alinea.kind:
            continue
        level = _level(stuk, alinea)
        if level is None or not alinea.text.strip():
            continue
        if level > previous + 1:
            after = f"volgt op een kop van niveau {previous}" if previous else "is de eerste kop"
            yield stuk.vondst(
                Graad.FOUT,
                f"deze kop van niveau {level} {after}",
                f"maak er een kop van niveau {previous + 1} van (stijl Kop {previous + 1})",
                alinea,
            )
        previous = level


def find_tables(stuk: Stuk) -> Iterator[Vondst]:
    """Find tables in the body of which no first row is marked as their heading."""
    known = stuk.by_element()
    for table in stuk.body.iter(f"{W}tbl"):
        if next(table.iterancestors(f"{MC}Fallback"), None) is not None:
            continue
        rows = [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]
        first = next((row for row in rows if not _only_tags(row)), None)
        if first is None or _is_heading(first):
            continue
        paragraph = next(first.iter(f"{W}p"), None)
        yield stuk.vondst(
            Graad.FOUT,
            "deze tabel heeft geen veldnamenrij",
            "geef haar een eerste rij met kopjes, zet de cursor daarin en kies bij Indeling van de "
            "tabel voor Veldnamenrijen herhalen",
            None if paragraph is None else known.get(paragraph),
        )


def _has_title(stuk: Stuk) -> bool:
    name = stuk.bestand.properties
    if name is None:
        return False
    return bool((parse(stuk.bestand.parts[name]).findtext(f"{_DC}title") or "").strip())


def _has_language(stuk: Stuk) -> bool:
    part = stuk.bestand.related("styles")
    if part is None:
        return False
    root = parse(part)
    languages = [
        *root.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"),
        *(
            language
            for style in root.iterfind(f"{W}style")
            if style.get(f"{W}styleId") == stuk.stijlen.default
            for language in style.iterfind(f"{W}rPr/{W}lang")
        ),
    ]
    return any(language.get(VAL) for language in languages)


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


def _level(stuk: Stuk, alinea: Alinea) -> int | None:
    properties = alinea.element.find(f"{W}pPr")
    named = None if properties is None else properties.find(f"{W}pStyle")
    style_id = stuk.stijlen.default if named is None else named.get(VAL)
    return stuk.stijlen.get(style_id).with_paragraph(properties).heading


def _only_tags(row: etree._Element) -> bool:
    """Tell whether a row has nothing but ``{%tr … %}``, and is gone once it is filled."""
    text = "".join(found.text or "" for found in row.iter(f"{W}t")).strip()
    return text.startswith("{%tr") and text.endswith("%}")


def _is_heading(row: etree._Element) -> bool:
    properties = row.find(f"{W}trPr")
    return properties is not None and toggle(properties, "tblHeader") is True
