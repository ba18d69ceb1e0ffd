"""Articles that a template names by a number that was typed."""

import re
from collections.abc import Iterator

from overeenkomstgen.kern.waarden import show
from overeenkomstgen.keuring.sjabloonbestand import Sjabloonalinea, Sjabloonbestand
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.sjabloon.artikelen import Artikelen, find_artikelen
from overeenkomstgen.sjabloon.opdrachten.herstel import TAG

_WORD = r"[Aa]rtikel(?:en)?\s+"
_NUMBER = r"\d+(?:\.\d+)*(?![\w%-]|:\d|\.\d)"
_AND = rf"(?:,\s+(?:(?:en|of)\s+)?|\s+(?:en|of|t/m|tot\s+en\s+met)\s+)(?:{_WORD})?"
_TYPED = re.compile(rf"\b{_WORD}({_NUMBER}(?:{_AND}{_NUMBER})*)")
_LID = r"(?:,?\s+(?:\w+\s+lid|lid\s+\w+|(?:aanhef\s+en\s+)?(?:onder(?:deel)?|sub)\s+\w+)\b)*,?"
_OURS = r"(?:van|uit|in)\s+(?:deze\s+\w*|de\s+(?:samenwerkings)?)overeenkomst\b"
_FOLLOWS = re.compile(  # where a sentence ends, nothing tells that it is of something else
    rf"{_LID}(?:\s+(?P<ours>{_OURS})(?!\s+(?:van|uit|met|tussen|voor)\b)"
    r"|(?P<end>\s*\)?(?:[.;:!?](?!\S)|$))"
    r"|(?P<another>\s+(?:\(?[A-Z]|(?:van|uit|in|bij)\s+(?!(?:toepassing|kracht)\b))))?"
)
_LAW = re.compile(  # or letters in a sentence, such as Awb: what may have articles of its own
    r"(?i:wet|wetboek|besluit|verordening|reglement|regeling|statuten|convenant|voorwaarden)\b"
    r"|[A-Z]\w*[A-Z]|(?<=[\w,]\s|.\()[A-Z][a-z]{1,3}\b"
)
_AS_WORD = "maak er in Word een kruisverwijzing van (Verwijzingen, Kruisverwijzing), die meetelt"
_BETTER = 'verbeter het nummer, of zeg waarvan het is, zoals "van de Gemeentewet"'


def find_typed(bestand: Sjabloonbestand, artikelen: Artikelen | None) -> Iterator[Vondst]:
    """Find the references to articles of the document itself, or else of the agreement."""
    own = find_artikelen(each.alinea for each in bestand.tekst)
    marks, agreed = artikelen or ({}, {})
    names = {number: name for name, number in marks.items()}
    for alinea in bestand.alineas if own or agreed else ():
        for typed, number, certain in _numbers(alinea):
            graad, what, advice = Graad.LET_OP, "is getypt", _AS_WORD
            if number in own:
                what += f', en wijst naar "{show(own[number])}"'
            elif number in agreed:
                what += f', en wijst in de overeenkomst naar "{show(agreed[number])}"'
                mark = "" if number in names else "geef dat artikel een bladwijzer, en "
                tag = f"{{{{ artikel.{names.get(number, 'NAAM')} }}}}"
                advice = f"{mark}zet {tag} in de plaats van het nummer"
            else:
                where = "dit document" if own else "de overeenkomst"
                graad = Graad.FOUT if certain else Graad.LET_OP
                what, advice = f"bestaat niet in {where}", _BETTER
            yield bestand.vondst(graad, f'"artikel {number}" {what}', advice, alinea, typed)


def _numbers(alinea: Sjabloonalinea) -> Iterator[tuple[str, str, bool]]:
    """Give each reference that may be ours, as typed, each number in it, and if it surely is."""
    pieces = (" " if each.vast or each.gone else each.text for each in alinea.pieces)
    text = TAG.sub("…", "".join(pieces)).lstrip()  # the heading of an article begins with it
    for found in _TYPED.finditer(text):
        of = next(_FOLLOWS.finditer(text, found.end())).lastgroup
        if found.start() and (of == "ours" or not (of == "another" or _LAW.search(text))):
            yield from ((found[0], number, bool(of)) for number in re.findall(_NUMBER, found[1]))
