"""What is left of working on a template: tracked changes, comments, hidden text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand, cut
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.word.elementen import W, paragraph_of, parse, text_in

_CHANGES = {
    "ins": "een toevoeging",
    "del": "een verwijdering",
    "moveFrom": "een verplaatsing",
    "moveTo": "een verplaatsing",
    "cellIns": "een toegevoegde cel",
    "cellDel": "een verwijderde cel",
    "cellMerge": "een samengevoegde cel",
    **dict.fromkeys(
        (
            *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange"),
            *("trPrChange", "tcPrChange", "tblPrExChange", "numberingChange"),
        ),
        "een wijziging van de opmaak",
    ),
}
_TAGS = {f"{W}{name}": noun for name, noun in _CHANGES.items()}


def find_changes(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find tracked changes; what was deleted or added stays visible as such in every document."""
    for tree in bestand.trees.values():
        told: set[tuple[etree._Element | None, str]] = set()
        for element in tree.iter(*_TAGS):
            noun, paragraph = _TAGS[str(element.tag)], paragraph_of(element)
            if (paragraph, noun) in told:
                continue
            told.add((paragraph, noun))
            text = cut(text_in(element, f"{W}delText"))
            if paragraph is None:  # it is around paragraphs, or of a row
                row = next(element.iterancestors(f"{W}tr", f"{W}tbl"), element)
                paragraph = next(row.iter(f"{W}p"), None)
            yield bestand.vondst(
                Graad.FOUT,
                f"{noun} is niet geaccepteerd" + (f': "{text}"' if text else ""),
                "kies in Word bij Controleren voor Accepteren, Alle wijzigingen accepteren en "
                "bijhouden stoppen",
                bestand.around(paragraph),
            )


def find_comments(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find comments: every municipality would read them, and an archive PDF cannot have them."""
    part = bestand.word.related("comments")
    if part is None:
        return
    comments = {comment.get(f"{W}id"): comment for comment in parse(part).iter(f"{W}comment")}
    for reference in bestand.body.iter(f"{W}commentReference"):
        comment = comments.get(reference.get(f"{W}id"))
        if comment is not None:
            author = cut(comment.get(f"{W}author") or "onbekend")
            yield bestand.vondst(
                Graad.FOUT,
                f'er staat een opmerking bij van {author}: "{cut(text_in(comment))}"',
                "verwerk de opmerking en verwijder haar: zij komt anders in elk document",
                bestand.around(reference),
            )


def find_hidden(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find hidden text: nobody sees it in print, and everybody can make it visible in Word."""
    for alinea in bestand.alineas:
        text = "".join(
            piece.text for piece in alinea.pieces if piece.hidden and piece.run is not None
        )
        if text := text.strip():
            yield bestand.vondst(
                Graad.LET_OP,
                f'"{cut(text)}" is verborgen tekst: niet in druk, wel in het Word-bestand',
                "verwijder de tekst, of haal bij Lettertype het vinkje weg bij Verborgen",
                alinea,
                text,
            )
