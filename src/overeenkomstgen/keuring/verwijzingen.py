"""Articles that a template names by a number that was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overeenkomstgen.kern.waarden import show
from overeenkomstgen.keuring.sjabloonbestand import Sjabloonalinea, Sjabloonbestand
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.sjabloon.artikelen import Artikelen, find_artikelen

_NEAR = 99  # signs that tell of what something is an article
_NUMBER = r"\d+(?:\.\d+)*(?![\w:%]|\.\d)"
_AND = r"(?:,|\s+(?:en|of|t/m|tot\s+en\s+met))\s+"
_TYPED = re.compile(rf"\b[Aa]rtikel(?:en)?\s+({_NUMBER}(?:{_AND}{_NUMBER})*)")
_LID = r"(?:,?\s+(?:\w+\s+lid|lid\s+\w+|(?:aanhef\s+en\s+)?(?:onder|sub)\s+\w+)\b)*"
_OURS = r"toepassing|kracht|(?:\w+\s+){0,3}\w*(?:overeenkomst|contract)\b"
_ANOTHER = re.compile(rf"{_LID}(?:,?\s+(?:van|uit)\s+(?!(?i:{_OURS}))|\s+[A-Z])")
_LAW = re.compile(
    r"(?i)(?:wet|wetboek|besluit|verordening|reglement|regeling|statuten|convenant|voorwaarden)"
    r"\W+(?:\w+\W+){0,3}$"
)
"""What has articles of its own, a few words before."""
_AS_WORD = "maak er in Word een kruisverwijzing van (Verwijzingen, Kruisverwijzing), die meetelt"
_BETTER = 'verbeter het nummer, of zeg waarvan het is, zoals "van de Gemeentewet"'


def find_typed(bestand: Sjabloonbestand, artikelen: Artikelen | None) -> Iterator[Vondst]:
    """Find the references to articles of the document itself, or else of the agreement.

    Those to laws and to what else has articles are none, as far as the words around them tell.
    """
    body = [each.alinea for each in bestand.alineas if each.plek[0] == bestand.word.body]
    own, (marks, agreed) = find_artikelen(body), artikelen or ({}, {})
    names = {number: name for name, number in marks.items()}
    for alinea in bestand.alineas if own or agreed else ():
        for typed, number in _numbers(alinea):
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
                graad, what, advice = Graad.FOUT, f"bestaat niet in {where}", _BETTER
            yield bestand.vondst(graad, f'"artikel {number}" {what}', advice, alinea, typed)


def _numbers(alinea: Sjabloonalinea) -> Iterator[tuple[str, str]]:
    """Give each reference as it was typed, and each number in it."""
    text = "".join(" " if each.vast or each.gone else each.text for each in alinea.pieces)
    for found in _TYPED.finditer(text):
        before = text[max(0, found.start() - _NEAR) : found.start()]
        after = text[found.end() : found.end() + _NEAR]
        heading = not before.strip()  # of the article itself
        if not (heading or _ANOTHER.match(after) or _LAW.search(before)):
            yield from ((found[0], number) for number in re.findall(_NUMBER, found[1]))
