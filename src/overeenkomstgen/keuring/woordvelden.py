"""Word's own fields that a document cannot do with (ISO/IEC 29500-1, 17.16.5), and what can.

Those of its mail merge are not filled in; others change by themselves when somebody opens the
document, or are computed by Word alone.
"""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from overeenkomstgen.kern.tabel import heading_key
from overeenkomstgen.kern.waarden import show
from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.velden.velden import EIGEN, VELDEN
from overeenkomstgen.word.alinea import FORMAT_MARKS
from overeenkomstgen.word.bladwijzer import find_references
from overeenkomstgen.word.elementen import W
from overeenkomstgen.word.woordveld import outdated

_SHOWN = 60
_FIELD = re.compile(r'\s*(?P<kind>[A-Za-z]+|=)\s*(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"\\]+))?')
_MERGED = {
    **dict.fromkeys(["MERGEFIELD", "NEXT", "NEXTIF", "SKIPIF", "MERGEREC", "MERGESEQ"], ""),
    "ADDRESSBLOCK": "gemeente.adres",
    "GREETINGLINE": "ontvanger.aanhef",
}
_DATE = "document.datum"
_CHECK = "kijk of dat klopt, of zet er een veld van dit programma voor in de plaats"
_CONDITION = "gebruik {% if … %} of een veld van dit programma"
_NONE = "haal het weg, of zet er een veld van dit programma voor in de plaats"
_PLAIN = "haal het weg, of maak er gewone tekst van (zet de cursor erin en druk op Ctrl+Shift+F9)"
_STALE = "een kruisverwijzing houdt het nummer dat er nu staat, ook als het verandert"
_WHOLE = "kies bij Kruisverwijzing voor Alineanummer (volledige context)"
_CHANGING = {
    **dict.fromkeys(("DATE", "SAVEDATE", "PRINTDATE", "CREATEDATE"), _DATE),
    **dict.fromkeys(("TIME", "EDITTIME", "FILENAME", "FILESIZE", "TEMPLATE", "REVNUM"), _PLAIN),
    **dict.fromkeys(("NUMWORDS", "NUMCHARS", "LASTSAVEDBY", "USERNAME", "USERINITIALS"), _PLAIN),
    **dict.fromkeys(("AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM"), "gebruik een lijst"),
    "SECTIONPAGES": "gebruik NUMPAGES",
}
_COMPUTED = (
    *("IF", "COMPARE", "=", "STYLEREF", "SECTION", "DOCVARIABLE", "ASK", "FILLIN", "INFO"),
    *("TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "DOCPROPERTY"),
)
_WRITTEN = re.compile(rf"\w+(?:\s+\\\*\s*(?:(?:MERGE|CHAR)FORMAT|{'|'.join(FORMAT_MARKS)}))*")
_BROKEN = re.compile(r"\b(?:Fout|Error)! [A-Z][^.!]*[.!]?")


def find_woordvelden(bestand: Sjabloonbestand, velden: Collection[str]) -> Iterator[Vondst]:
    """Find the fields of Word that make a document wrong, and what they show that is wrong."""
    roots = (lezer.root for lezer in bestand.lezers.values())
    marks = (each for root in roots for each in root.iter(f"{W}bookmarkStart"))
    known = {each.get(f"{W}name", "").lower() for each in marks}
    for alinea in bestand.alineas:
        for instruction in alinea.alinea.instructions:
            for what, advice in _wrong(instruction, velden, known):
                graad = Graad.LET_OP if advice == _CHECK else Graad.FOUT
                yield bestand.vondst(graad, what, advice, alinea)
        if found := _BROKEN.search(alinea.alinea.text):
            what = f'er staat een foutmelding van Word: "{found[0]}"'
            yield bestand.vondst(Graad.FOUT, what, "maak de verwijzing opnieuw", alinea, found[0])
    for _, veld, shown in find_references(bestand.lezers):
        if not shown:
            yield bestand.vondst(Graad.LET_OP, _STALE, _WHOLE, bestand.around(veld.element))
    for line in outdated(each.alinea for each in bestand.tekst):
        what = f'de inhoudsopgave klopt niet met de koppen: "{show(line)}"'
        yield bestand.vondst(Graad.FOUT, what, "zet de cursor erin en druk op F9")


def _wrong(
    instruction: str, velden: Collection[str], known: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Give what is wrong with a field, and what to do."""
    if not (found := _FIELD.match(instruction)):
        return
    kind, name = found["kind"].upper(), (found["quoted"] or found["plain"] or "")[:_SHOWN]
    field = f"het veld {kind} van Word"
    if kind in _MERGED:
        ours = offer(name, velden) if kind == "MERGEFIELD" else _MERGED[kind]
        field = f"het samenvoegveld {name or kind}"
        what = f"{field} is van het samenvoegen van Word zelf en wordt niet ingevuld"
        yield what, f"zet in plaats daarvan {{{{ {ours} }}}}" if ours in velden else _NONE
    elif advice := _CHANGING.get(kind):
        ours = f"zet er {{{{ {_DATE} | datum }}}} voor in de plaats" if _DATE in velden else _PLAIN
        what = f"{field} verandert vanzelf, en zegt dan iets anders dan de PDF"
        yield what, ours if advice == _DATE else advice
    elif kind in {"PAGE", "NUMPAGES"} and not _WRITTEN.fullmatch(instruction.strip()):
        what = f"{field} schrijft een nummer op een manier die de PDF niet kent"
        yield what, "kies bij Paginanummers opmaken voor 1, 2, 3, a, b, c of i, ii, iii"
    elif kind != "HYPERLINK" and re.search("{{|{%", instruction):
        yield f"in {field} staat een opdracht, en Word rekent daar niet mee", _CONDITION
    elif kind in _COMPUTED:
        yield f"{field} rekent alleen Word uit; in elk document komt wat er nu staat", _CHECK
    elif kind in {"REF", "PAGEREF", "NOTEREF"} and name.lower() not in known:
        what = f"een verwijzing wijst naar iets dat er niet is ({name})"
        yield what, "maak de verwijzing opnieuw"


def offer(name: str, velden: Collection[str]) -> str | None:
    """Return our field that one of Word's mail merge, ``Naam_gemeente``, most likely stands for."""
    own = (veld for veld in velden if veld.startswith(f"{EIGEN}."))
    known = {heading_key(veld.removeprefix(EIGEN)): veld for veld in own}
    usable = [veld for veld in VELDEN if veld.naam in velden]
    for veld in reversed(usable):
        both = (veld.naam, veld.naam.rpartition(".")[2])
        known |= dict.fromkeys(map(heading_key, both), veld.naam)
    for veld in usable:
        known |= dict.fromkeys((heading_key(veld.kolom), *veld.synoniemen.split()), veld.naam)
    known.pop("", None)  # what no column gives
    near = get_close_matches(heading_key(name), known, n=1, cutoff=0.75)
    return known[near[0]] if near else None
