"""The tags of a template: those that are wrong, those that are missing, those that were mended."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import groupby

from overeenkomstgen.kern.documentsoort import Documentsoort
from overeenkomstgen.kern.getuige import VELD
from overeenkomstgen.kern.tabel import show_list
from overeenkomstgen.kern.waarden import show
from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.sjabloon.opdrachten.herstel import TAG, mend, reasons
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.velden.velden import with_parts
from overeenkomstgen.word.vreemd import find_unseen

_QUOTE = ' "'


def find_wrong(
    bestand: Sjabloonbestand, sjabloon: Sjabloon, velden: Collection[str]
) -> Iterator[Vondst]:
    """Find the tags that cannot be carried out, and the fields that do not exist."""
    kinds = {each.plek: each.kind for each in bestand.alineas}
    for fault in sjabloon.faults(velden):
        if fault.plek in kinds:
            where = f'{bestand.name}, {kinds[fault.plek]} "{fault.where.partition(_QUOTE)[2]}'
            yield Vondst(Graad.FOUT, replace(fault, where=where))
        else:
            yield Vondst(Graad.FOUT, fault)


def find_missing(
    bestand: Sjabloonbestand, sjabloon: Sjabloon, soort: Documentsoort
) -> Iterator[Vondst]:
    """Find the fields that a documentsoort cannot do without and the template has not.

    And the one by which its documents tell the row that they rest on, if they rest on any.
    """
    fields = with_parts(sjabloon.fields)
    for veld in soort.verplicht:
        if veld not in fields:
            what = f"het veld {veld} komt niet voor, en is verplicht in: {soort.naam}"
            advice = f"zet {{{{ {veld} }}}} op zijn plaats, of haal het veld weg uit verplicht in "
            yield bestand.vondst(Graad.FOUT, what, f"{advice}convenant.toml")
    if VELD not in fields and soort.rests_on_row(fields):
        lacking = f"zodat een {soort.naam.lower()} later niet getuigt van wat er is vastgelegd"
        what, advice = f"het veld {VELD} komt niet voor, {lacking}", f"zet {{{{ {VELD} }}}} klein "
        yield bestand.vondst(Graad.LET_OP, what, f"{advice}onder aan het document")


def find_left(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find the tags that stand where nothing is filled in."""
    filled = {each.name for each in bestand.word.onderdelen}
    parts = {name: data for name, data in bestand.word.parts.items() if name not in filled}
    for part, text in find_unseen(parts):
        what = f'"{show(text)}" staat op een plaats waar niets wordt ingevuld ({part})'
        yield bestand.vondst(Graad.FOUT, what, "haal het daar weg, of zet het in de tekst")


def find_mended(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find the tags that Word spoiled; most are read as they were meant."""
    for alinea in bestand.alineas:
        tags = list(TAG.finditer(alinea.text))
        runs = [piece.run for piece in alinea.pieces for _ in piece.text] if tags else []
        for tag in tags:
            inner = tag[0][2:-2]
            mended = mend(inner, statement=tag["do"] is not None)
            shown = " ".join(tag[0].split())
            whole = f"{tag[0][:2]}{mended}{tag[0][-2:]}"
            if why := reasons(inner, mended):
                verb = "staan" if len(why) > 1 or why[0].endswith("tekens") else "staat"
                what = f"in de opdracht {shown} {verb} {show_list(why, 'en')}"
                read = f"gelezen als {' '.join(whole.split())}"
                yield bestand.vondst(Graad.HERSTELD, what, read, alinea, shown)
            within = [run for run, _ in groupby(runs[slice(*tag.span())])]
            around = [None if run is None else run.getparent() for run in (within[0], within[-1])]
            if around[0] is not around[1]:
                what = f"de opdracht {shown} staat voor een deel in een koppeling of een invulvak"
                advice = "zet de hele opdracht erin, of erbuiten"
                yield bestand.vondst(Graad.FOUT, what, advice, alinea, shown)
            elif len(within) > 1:
                what = f"de opdracht {shown} bestaat in Word uit losse stukken"
                yield bestand.vondst(Graad.HERSTELD, what, "gelezen als één geheel", alinea, shown)
