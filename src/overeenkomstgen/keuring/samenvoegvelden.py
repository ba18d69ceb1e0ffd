"""The fields of Word's own mail merge, each with ours that means the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from overeenkomstgen.kern.velden import VELDEN
from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand
from overeenkomstgen.keuring.vondst import Graad, Vondst

_SHOWN = 60
FIELD = re.compile(r'\s*(?P<kind>[A-Za-z]+)\s*(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"\\]+))?')
_KINDS = {
    **dict.fromkeys(["MERGEFIELD", "NEXT", "NEXTIF", "SKIPIF", "MERGEREC", "MERGESEQ"], ""),
    "ADDRESSBLOCK": "gemeente.adres",
    "GREETINGLINE": "ontvanger.aanhef",
}
_NOT_A_LETTER = re.compile(r"[\W_]+")


def find_samenvoegvelden(bestand: Sjabloonbestand, velden: Collection[str]) -> Iterator[Vondst]:
    """Find the fields of Word's own mail merge, with those of ours that can be used for them."""
    for alinea in bestand.alineas:
        for instruction in alinea.alinea.instructions:
            found = FIELD.match(instruction)
            kind = found["kind"].upper() if found else ""
            if found is None or kind not in _KINDS:
                continue
            name = (found["quoted"] or found["plain"] or "")[:_SHOWN]
            ours = offer(name, velden) if kind == "MERGEFIELD" else _KINDS[kind]
            shown = f"het samenvoegveld {name}" if name else f"het samenvoegveld {kind}"
            yield bestand.vondst(
                Graad.FOUT,
                f"{shown} is van het samenvoegen van Word zelf en wordt niet ingevuld",
                f"zet in plaats daarvan {{{{ {ours} }}}}"
                if ours in velden
                else "haal het weg, of zet er een veld van dit programma voor in de plaats",
                alinea,
            )


def offer(name: str, velden: Collection[str]) -> str | None:
    """Return our field that one of Word's mail merge, ``Naam_gemeente``, most likely stands for."""
    key = _key(name)
    known: dict[str, str] = {}
    usable = [veld for veld in VELDEN if veld.naam in velden]
    for veld in usable:
        known.setdefault(_key(veld.naam), veld.naam)
        known.setdefault(_key(veld.naam.rpartition(".")[2]), veld.naam)
    for veld in usable:
        known |= dict.fromkeys(filter(None, [_key(veld.kolom)]), veld.naam)
    for veld in usable:
        known |= dict.fromkeys(veld.synoniemen.split(), veld.naam)
    near = get_close_matches(key, known, n=1, cutoff=0.75) if key else []
    return known[near[0]] if near else None


def _key(name: str) -> str:
    return _NOT_A_LETTER.sub("", name).casefold()
