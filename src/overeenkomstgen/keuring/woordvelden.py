"""The fields of Word itself that make a document wrong, now or when somebody opens it in Word.

What a field does is told in ISO/IEC 29500-1, 17.16.5.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml import etree

from overeenkomstgen.keuring.samenvoegvelden import FIELD
from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand, cut
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.word.alinea import FORMAT_MARKS
from overeenkomstgen.word.elementen import W, parse, related
from overeenkomstgen.word.woordvelden import outdated, read_fields

_DATE = "document.datum"
_PLAIN = "haal het weg, of maak er gewone tekst van (zet de cursor erin en druk op Ctrl+Shift+F9)"
_LIST = "maak er een genummerde lijst van"
_AGAIN = "zet de cursor erin en druk op F9"
_CHANGING = {
    **dict.fromkeys(("DATE", "SAVEDATE", "PRINTDATE", "CREATEDATE"), _DATE),
    **dict.fromkeys(("TIME", "EDITTIME", "FILENAME", "FILESIZE", "TEMPLATE", "REVNUM"), _PLAIN),
    **dict.fromkeys(("NUMWORDS", "NUMCHARS", "LASTSAVEDBY", "USERNAME", "USERINITIALS"), _PLAIN),
    **dict.fromkeys(("AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM"), _LIST),
    **dict.fromkeys(("SECTIONPAGES", "USERADDRESS"), "gebruik NUMPAGES, of gewone tekst"),
}
_COMPUTED = frozenset({"IF", "COMPARE", "=", "STYLEREF", "SECTION", "DOCVARIABLE", "ASK", "FILLIN"})
_PROPERTIES = {"author": "creator", "comments": "description"}
_OF_PROPERTY = ("TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "DOCPROPERTY", "INFO")
_KINDS = ("core-properties", "extended-properties", "custom-properties")
_WRITTEN = re.compile(
    rf"\s*\w+(?:\s+\\\*\s*(?:(?:MERGE|CHAR)FORMAT|{'|'.join(FORMAT_MARKS)}))*\s*", re.IGNORECASE
)
_REFERENCE = re.compile(r"\s*(?:REF|PAGEREF|NOTEREF)\s+([^\s\\]+)", re.IGNORECASE)
_BROKEN = re.compile(r"\b(?:Fout|Error)! [A-Z][^.!]*[.!]?")


def find_woordvelden(bestand: Sjabloonbestand, velden: Collection[str]) -> Iterator[Vondst]:
    """Find the fields of Word that change by themselves, are wrong, or show what is out of date."""
    marks = (each for tree in bestand.trees.values() for each in tree.iter(f"{W}bookmarkStart"))
    known = {each.get(f"{W}name", "").lower() for each in marks}
    for alinea in bestand.alineas:
        for instruction in alinea.alinea.instructions:
            for graad, what, advice in _wrong(instruction, velden, known):
                yield bestand.vondst(graad, what, advice, alinea)
        if found := _BROKEN.search(alinea.alinea.text):
            what = f'er staat een foutmelding van Word: "{found[0]}"'
            yield bestand.vondst(Graad.FOUT, what, "maak de verwijzing opnieuw", alinea, found[0])
    yield from _out_of_date(bestand)


def _wrong(
    instruction: str, velden: Collection[str], known: Collection[str]
) -> Iterator[tuple[Graad, str, str]]:
    """Give what is wrong with a field, by its instruction."""
    kind = (instruction.split(maxsplit=1) or [""])[0].upper()
    reference = _REFERENCE.match(instruction)
    if kind in _CHANGING:
        ours = f"zet er {{{{ {_DATE} | datum }}}} voor in de plaats" if _DATE in velden else _PLAIN
        advice = ours if _CHANGING[kind] == _DATE else _CHANGING[kind]
        what = f"het veld {kind} van Word verandert vanzelf, en zegt dan iets anders dan de PDF"
        yield Graad.FOUT, what, advice
    elif kind in {"PAGE", "NUMPAGES"} and not _WRITTEN.fullmatch(instruction):
        what = f"het veld {kind} van Word schrijft een nummer op een manier die de PDF niet kent"
        yield Graad.FOUT, what, "kies bij Paginanummers opmaken voor 1, 2, 3, a, b, c of i, ii, iii"
    elif kind != "HYPERLINK" and ("{{" in instruction or "{%" in instruction):
        what = f"in het veld {kind} van Word staat een opdracht, en Word rekent daar niet mee"
        yield Graad.FOUT, what, "gebruik {% if … %} in plaats van het veld"
    elif kind in _COMPUTED:
        what = f"het veld {kind} van Word wordt niet uitgerekend, en zegt in elk document hetzelfde"
        yield Graad.LET_OP, what, "gebruik {% if … %} of een veld van dit programma"
    elif reference and reference[1].lower() not in known:
        what = f"een verwijzing wijst naar iets dat er niet is ({reference[1]})"
        yield Graad.FOUT, what, "maak de verwijzing opnieuw"


def _out_of_date(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find fields that show an older property, and tables of contents with other headings."""
    properties = {
        (each.get("name") or etree.QName(each).localname).lower(): _flat("".join(each.itertext()))
        for part in (related(bestand.word.parts, "", kind) for kind in _KINDS)
        for each in (parse(bestand.word.parts[part]) if part in bestand.word.parts else ())
    }
    for part, tree in bestand.trees.items():
        for veld in read_fields(tree):
            found = FIELD.match(veld.instruction)
            kind = found["kind"].upper() if found else ""
            if not found or kind not in _OF_PROPERTY:
                continue
            named = found["quoted"] or found["plain"] if kind in {"DOCPROPERTY", "INFO"} else kind
            name = str(named).lower()
            shown = "".join(each.text or "" for each in veld.result if each.tag == f"{W}t")
            if properties.get(_PROPERTIES.get(name, name)) != _flat(shown):
                what = f'het veld {kind} van Word zegt "{cut(shown)}", en de eigenschap iets anders'
                alinea = bestand.around(veld.result[0] if veld.result else veld.code[0])
                yield bestand.vondst(Graad.FOUT, what, _AGAIN, alinea)
        here = [each.alinea for each in bestand.alineas if each.plek[0] == part]
        for line in outdated(tree, here):
            what = f'de inhoudsopgave klopt niet met de koppen: "{cut(line)}"'
            yield bestand.vondst(Graad.FOUT, what, _AGAIN)


def _flat(text: str) -> str:
    return "".join(text.split()).casefold()
