"""What is left of working on a template: tracked changes, comments, hidden text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overeenkomstgen.keuring.stuk import paragraph_of
from overeenkomstgen.keuring.vondst import Graad
from overeenkomstgen.word.bestand import W, parse
from overeenkomstgen.word.stijl import VAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from overeenkomstgen.keuring.stuk import Alinea, Stuk
    from overeenkomstgen.keuring.vondst import Vondst

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
_SHOWN = 60


def find_changes(stuk: Stuk) -> Iterator[Vondst]:
    """Find tracked changes; what was deleted or added stays visible as such in every document."""
    known = stuk.by_element()
    for tree in stuk.trees.values():
        told: set[tuple[etree._Element | None, str]] = set()
        for element in tree.iter(*_TAGS):
            noun, paragraph = _TAGS[str(element.tag)], paragraph_of(element)
            if (paragraph, noun) in told:
                continue
            told.add((paragraph, noun))
            text = "".join(found.text or "" for found in element.iter(f"{W}t", f"{W}delText"))
            what = (
                f'{noun} is niet geaccepteerd: "{_cut(text)}"'
                if text.strip()
                else (f"{noun} is niet geaccepteerd")
            )
            yield stuk.vondst(
                Graad.FOUT,
                what,
                "kies in Word bij Controleren voor Accepteren, Alle wijzigingen accepteren en "
                "bijhouden stoppen",
                _first_alinea(element, paragraph, known),
            )


def find_comments(stuk: Stuk) -> Iterator[Vondst]:
    """Find comments: every municipality would read them, and an archive PDF cannot have them."""
    part = stuk.bestand.related("comments")
    if part is None:
        return
    root = parse(part)
    comments = {comment.get(f"{W}id"): comment for comment in root.iter(f"{W}comment")}
    known = stuk.by_element()
    for reference in stuk.body.iter(f"{W}commentReference"):
        comment = comments.get(reference.get(f"{W}id"))
        if comment is None:
            continue
        text = "".join(found.text or "" for found in comment.iter(f"{W}t"))
        author = comment.get(f"{W}author") or "onbekend"
        paragraph = paragraph_of(reference)
        yield stuk.vondst(
            Graad.FOUT,
            f'er staat een opmerking bij van {_cut(author)}: "{_cut(text)}"',
            "verwerk de opmerking en verwijder haar: zij komt anders in elk document",
            None if paragraph is None else known.get(paragraph),
        )


def find_hidden(stuk: Stuk) -> Iterator[Vondst]:
    """Find hidden text: nobody sees it in print, and everybody can make it visible in Word."""
    for alinea in stuk.alineas:
        paragraph_style = _style_id(alinea.element, "pPr", "pStyle") or stuk.stijlen.default
        base = stuk.stijlen.get(paragraph_style)
        hidden: list[str] = []
        for piece in alinea.pieces:
            run = piece.run
            if run is None:
                continue
            style = base
            properties = run.find(f"{W}rPr")
            if properties is not None:
                named = properties.find(f"{W}rStyle")
                if named is not None:
                    style = style.with_character_style(stuk.stijlen.get(named.get(VAL)))
                style = style.with_run(properties)
            if style.hidden:
                hidden.append(piece.text)
        if text := "".join(hidden).strip():
            yield stuk.vondst(
                Graad.LET_OP,
                f'"{_cut(text)}" is verborgen tekst: niet in druk, wel in het Word-bestand',
                "verwijder de tekst, of haal bij Lettertype het vinkje weg bij Verborgen",
                alinea,
                text,
            )


def _style_id(element: etree._Element, properties: str, style: str) -> str | None:
    found = element.find(f"{W}{properties}/{W}{style}")
    return None if found is None else found.get(VAL)


def _first_alinea(
    element: etree._Element,
    paragraph: etree._Element | None,
    known: dict[etree._Element, Alinea],
) -> Alinea | None:
    """Return the paragraph of a change, or the first one that the change is around."""
    if paragraph is None:
        row = next(element.iterancestors(f"{W}tr", f"{W}tbl"), element)
        paragraph = next(row.iter(f"{W}p"), None)
    return None if paragraph is None else known.get(paragraph)


def _cut(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
