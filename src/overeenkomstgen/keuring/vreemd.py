"""What has no business in a template, each at its place.

What is left of working on it, and what is strange, as :mod:`overeenkomstgen.word.vreemd` knows.
"""

from collections.abc import Iterator
from itertools import chain

from lxml import etree

from overeenkomstgen.kern.waarden import show
from overeenkomstgen.keuring.sjabloonbestand import Sjabloonalinea, Sjabloonbestand
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.word.elementen import W, is_on, paragraph_of, parse, text_in
from overeenkomstgen.word.vreemd import find_fetching, find_foreign, wrong_references

_CHANGES = {
    "een toevoeging": "ins",
    "een verwijdering": "del",
    "een verplaatsing": "moveFrom moveTo",
    "een toegevoegde cel": "cellIns",
    "een verwijderde cel": "cellDel",
    "een samengevoegde cel": "cellMerge",
    "een wijziging van de opmaak": "rPrChange pPrChange sectPrChange tblPrChange tblGridChange "
    "trPrChange tcPrChange tblPrExChange numberingChange",
}
_TAGS = {f"{W}{name}": noun for noun, names in _CHANGES.items() for name in names.split()}
_ACCEPT = (
    "kies in Word bij Controleren voor Accepteren, Alle wijzigingen accepteren en bijhouden stoppen"
)
_AFRESH = "klik in Word met rechts op het nummer en kies Opnieuw beginnen, als dat zo hoort"
_UNTICK = "verwijder de tekst, of haal bij Lettertype het vinkje weg bij"


def find_changes(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find tracked changes; what was deleted or added stays visible as such in every document."""
    for lezer in bestand.lezers.values():
        told: set[tuple[etree._Element | None, str]] = set()
        for element in lezer.root.iter(*_TAGS):
            noun, paragraph = _TAGS[str(element.tag)], paragraph_of(element)
            if (paragraph, noun) in told:
                continue
            told.add((paragraph, noun))
            text = show(text_in(element, f"{W}delText"))
            if paragraph is None:  # it is around paragraphs, or of a row
                row = next(element.iterancestors(f"{W}tr", f"{W}tbl"), element)
                paragraph = next(row.iter(f"{W}p"), None)
            what = f"{noun} is niet geaccepteerd" + (f': "{text}"' if text else "")
            yield bestand.vondst(Graad.FOUT, what, _ACCEPT, bestand.around(paragraph))


def find_comments(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find comments: every municipality would read them, and an archive PDF cannot have them."""
    part = parse(bestand.word.related("comments"))
    comments = {comment.get(f"{W}id"): comment for comment in part.iter(f"{W}comment")}
    for reference in bestand.body.iter(f"{W}commentReference"):
        comment = comments.get(reference.get(f"{W}id"))
        if comment is not None:
            author = show(comment.get(f"{W}author") or "onbekend")
            what = f'er staat een opmerking bij van {author}: "{show(text_in(comment))}"'
            advice = "verwerk de opmerking en verwijder haar: zij komt anders in elk document"
            yield bestand.vondst(Graad.FOUT, what, advice, bestand.around(reference))


def find_hidden(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find hidden text, which everybody can make visible in Word, and text with a line through."""
    for alinea in bestand.alineas:
        own = [piece for piece in alinea.pieces if piece.run is not None]
        if hidden := "".join(piece.text for piece in own if piece.style.hidden).strip():
            graad = Graad.FOUT if "{{" in hidden else Graad.LET_OP  # what is filled in there
            what = f'"{show(hidden)}" is verborgen tekst: niet in druk, wel in het Word-bestand'
            yield bestand.vondst(graad, what, f"{_UNTICK} Verborgen", alinea, hidden)
        if struck := "".join(p.text for p in own if p.style.struck and not p.style.hidden).strip():
            what = f'"{show(struck)}" is doorgehaald, en komt zo in elk document'
            yield bestand.vondst(Graad.LET_OP, what, f"{_UNTICK} Doorhalen", alinea, struck)


def find_unfinished(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find what Word asks to fill in (17.5.2.39), and lists that go on after a heading."""
    for lezer in bestand.lezers.values():
        for shown in filter(is_on, lezer.root.iter(f"{W}showingPlcHdr")):
            box = next(shown.iterancestors(f"{W}sdt"), shown)
            if (text := text_in(box).strip()) and "{" not in text:
                hint = f'"{show(text)}" is de aanwijzing van een invulvak'
                alinea = bestand.around(next(box.iter(f"{W}t"), box))
                what = f"{hint}, en komt zo in elk document"
                yield bestand.vondst(Graad.FOUT, what, "vul het vak in, of verwijder het", alinea)
    headings, seen = 0, dict[str, tuple[int, str]]()
    for alinea in bestand.tekst:
        style, label = alinea.alinea.style, alinea.alinea.label
        headings += style.heading is not None
        before, first = seen.get(style.num_id or "", (headings, label))
        if label and before < headings and label != first and not style.heading and not style.ilvl:
            what = f'de lijst gaat na een kop door met "{label}"'
            yield bestand.vondst(Graad.LET_OP, what, _AFRESH, alinea)
        if label:
            seen[style.num_id or ""] = (headings, first)


def find_strange(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find what does more than show text; a link for a reader to click on does not."""
    told: set[str] = set()
    for what, advice, alinea in _strange(bestand):
        told.add(f"dit bestand {what}")
        yield bestand.vondst(Graad.FOUT, f"dit bestand {what}", advice, alinea)
    for fault in find_foreign(bestand.name, bestand.word, bestand.lezers):
        if fault.what not in told:
            told.add(fault.what)
            yield Vondst(Graad.FOUT, fault)


def _strange(bestand: Sjabloonbestand) -> Iterator[tuple[str, str, Sjabloonalinea | None]]:
    """Give what has a place: what it is, what to do about it, and its paragraph."""
    for part, lezer in bestand.lezers.items():
        for what, advice, elements in wrong_references(bestand.word, part, lezer.root):
            yield what, advice, next(filter(None, map(bestand.around, elements)), None)
    for alinea in bestand.alineas:
        if alinea.alinea.box is None:  # else it is told of the paragraph that holds the box
            found = dict.fromkeys(find_fetching(alinea.alinea.element))
            yield from ((what, advice, alinea) for what, advice in found)
    for element, naam in chain.from_iterable(each.unread for each in bestand.lezers.values()):
        yield f"heeft {naam.what}", naam.advice, bestand.around(element)
