"""The fields of Word's own mail merge, each with ours that means the same."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from overeenkomstgen.kern.veldentabel import VELDEN
from overeenkomstgen.keuring.vondst import Graad

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand
    from overeenkomstgen.keuring.vondst import Vondst

_SHOWN = 60
_FIELD = re.compile(r'\s*(?P<kind>[A-Za-z]+)\s*(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"\\]+))?')
_KINDS = {
    "MERGEFIELD": "",
    "ADDRESSBLOCK": "gemeente.adres",
    "GREETINGLINE": "ontvanger.aanhef",
    "NEXT": "",
    "NEXTIF": "",
    "SKIPIF": "",
    "MERGEREC": "",
    "MERGESEQ": "",
}
# What people call the columns of their own tables, apart from the names of fields themselves.
_MEANT = {
    "gemeente.naam": "gemeente gemeentenaam naamgemeente naamgem gemnaam organisatie bedrijf stad",
    "gemeente.cbs_code": "cbscode gemeentecode code",
    "gemeente.inwoners": "inwoners aantalinwoners inwoneraantal inwonertal",
    "gemeente.adres": "adres straat straatnaam bezoekadres adresregel1 vestigingsadres",
    "gemeente.postcode": "postcode pc",
    "gemeente.plaats": "plaats woonplaats vestigingsplaats stadplaats zetel",
    "gemeente.email": "email emailadres mail mailadres",
    "gemeente.collegebesluit": "collegebesluit datumcollegebesluit besluit datumbesluit "
    "besluitdatum",
    "ondertekenaar.aanhef": "dehermevrouw dhrmevr dhrmw heermevrouw",
    "ondertekenaar.naam": "ondertekenaar naamondertekenaar burgemeester naamburgemeester naam "
    "achternaam vertegenwoordiger",
    "ondertekenaar.functie": "functie functieondertekenaar ambt hoedanigheid",
    "ondertekening.plaats": "plaatsondertekening getekendte ondertekendte opgemaaktte",
    "ondertekening.datum": "datumondertekening getekendop ondertekendop opgemaaktop",
    "bijdrage.jaarbedrag": "bijdrage bedrag jaarbedrag jaarbijdrage bijdrageperjaar bedragperjaar",
    "bijdrage.tarief": "tarief bedragperinwoner bijdrageperinwoner tariefperinwoner",
    "bijdrage.peildatum": "peildatum",
    "convenant.ingang": "ingang ingangsdatum startdatum begindatum datumingang",
    "convenant.einde": "einde einddatum datumeinde",
    "document.datum": "datum briefdatum dagtekening",
    "document.kenmerk": "kenmerk onskenmerk referentie",
    "ontvanger.aanhef": "aanhef briefaanhef geachte",
    "factuur.nummer": "factuurnummer factuurnr",
    "factuur.totaal": "totaal totaalbedrag factuurbedrag",
    "factuur.vervaldatum": "vervaldatum",
}
_NOT_A_LETTER = re.compile(r"[\W_]+")


def find_samenvoegvelden(bestand: Sjabloonbestand, velden: Collection[str]) -> Iterator[Vondst]:
    """Find the fields of Word's own mail merge.

    Args:
        bestand: The template.
        velden: The names of our fields that can be used.
    """
    for alinea in bestand.alineas:
        for instruction in alinea.alinea.instructions:
            found = _FIELD.match(instruction)
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
    """Return our field that a field of Word's mail merge most likely stands for.

    Args:
        name: What Word's field is called, after a column: ``Naam_gemeente``.
        velden: The names of our fields that can be used.
    """
    key = _key(name)
    known: dict[str, str] = {}
    for veld in VELDEN:
        if veld.naam in velden:
            known.setdefault(_key(veld.naam), veld.naam)
            known.setdefault(_key(veld.naam.rpartition(".")[2]), veld.naam)
            known |= dict.fromkeys(map(_key, filter(None, [veld.kolom])), veld.naam)
    for naam, words in _MEANT.items():
        if naam in velden:
            known |= dict.fromkeys(words.split(), naam)
    near = get_close_matches(key, known, n=1, cutoff=0.75) if key else []
    return known[near[0]] if near else None


def _key(name: str) -> str:
    return _NOT_A_LETTER.sub("", name).casefold()
