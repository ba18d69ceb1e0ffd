"""What is recorded in the register, and the page of it, with its witness."""

from dataclasses import replace

import overeenkomstgen as lib
from overeenkomstgen.loket.formulier import Soort, Vak, Waarden, made_of
from overeenkomstgen.loket.handeling import (
    GEMEENTE,
    GEMEENTEN,
    OPMERKING,
    Handeling,
    bestand,
    dag,
    keuze,
    vink,
)
from overeenkomstgen.loket.werk import Loop

_GEBEURTENISSEN = {each.naamwoord: each for each in lib.Gebeurtenis if each.naamwoord}
_WIE = (("", "de gemeente"), ("stichting", "de stichting"))
_REDEN = Vak("reden", "Reden", Soort.LANG, "Voor het register.", verplicht=True)
_SCAN = bestand("bestand", "Ondertekende overeenkomst", "Een scan, of een PDF.", verplicht=False)
_NAAM = Vak("ondertekenaar", "Wie er tekende", uitleg="Alleen als dat een ander is dan verwacht.")


def _onderteken(map_: lib.Werkmap, waarden: Waarden, loop: Loop) -> lib.Bijgewerkt:
    namen, given = waarden["gemeente"], waarden["bestand"]
    files = dict.fromkeys(namen, given.plaats) if given else {}
    papier = made_of(lib.Papier, waarden, bestand=None, bestanden=files)
    return lib.onderteken(map_, namen, papier, loop.bevestigd)


def _corrigeer(map_: lib.Werkmap, waarden: Waarden, loop: Loop) -> lib.Bijgewerkt:
    wens = made_of(lib.Correctie, waarden, van=_GEBEURTENISSEN[waarden["van"]])
    return lib.corrigeer(map_, waarden["gemeente"], wens, loop.bevestigd)


def _getuige(map_: lib.Werkmap, waarden: Waarden, _: Loop) -> tuple[str, ...]:
    code, given = waarden["code"].strip(), waarden["bestand"]
    if "/" in code or code.lower().endswith(".pdf"):  # a place on this computer is no code
        code = ""
    asked = filter(None, (str(given.plaats) if given else "", code))
    return tuple(lib.hoor_getuigen(map_, [*asked])) or ("Er is niets gegeven om na te kijken.",)


def _herstel(map_: lib.Werkmap, _: Waarden, loop: Loop) -> lib.Herstelplan:
    plan = lib.herstelplan(map_)
    if plan.stappen:
        lib.herstel(map_, plan, loop.bevestigd)
    return plan


HANDELINGEN = (
    Handeling(
        "onderteken",
        "Ondertekening vastleggen",
        "De overeenkomst wordt daarna nooit meer opnieuw gemaakt, en de lijst van ondertekenaars "
        "wordt bijgewerkt.",
        _onderteken,
        (
            replace(GEMEENTEN, uitleg="", verplicht=True),
            dag("Dag van ondertekening"),
            keuze("namens", "Wie heeft getekend", *_WIE),
            _SCAN,
            _NAAM,
            OPMERKING,
        ),
    ),
    Handeling(
        "zeg-op",
        "Opzegging vastleggen",
        "De laatste dag volgt uit de opzegtermijn. Er komt een brief over, en de lijst wordt "
        "bijgewerkt.",
        lambda map_, v, _: lib.zeg_op(map_, v["gemeente"], v["op"], v["opmerking"], door=v["door"]),
        (
            GEMEENTE,
            dag("Dag waarop de opzegging is verzonden"),
            keuze("door", "Wie heeft opgezegd", *_WIE),
            OPMERKING,
        ),
    ),
    Handeling(
        "beeindig",
        "Einde in overleg vastleggen",
        "Er komt een brief over, en de lijst van ondertekenaars wordt bijgewerkt.",
        lambda map_, v, _: lib.beeindig(map_, v["gemeente"], v["per"], v["reden"]),
        (GEMEENTE, dag("Laatste dag van de overeenkomst", naam="per"), _REDEN),
    ),
    Handeling(
        "draag-over",
        "Herindeling vastleggen",
        "De overeenkomst gaat door met wie het gebied krijgt, voor het bedrag waarvoor is "
        "getekend.",
        lambda map_, v, _: lib.draag_over(map_, v["gemeente"], v["aan"], v["per"], v["opmerking"]),
        (
            GEMEENTE,
            replace(GEMEENTE, naam="aan", label="Opvolger"),
            dag("Eerste dag met de opvolger", naam="per"),
            OPMERKING,
        ),
    ),
    Handeling(
        "verleng",
        "Verlenging vastleggen",
        "Alle getekende overeenkomsten gelden dan tot en met die dag, behalve wat al is opgezegd "
        "of beëindigd; voor elke gemeente komt er een brief.",
        lambda map_, v, _: lib.verleng(map_, v["tot"], v["opmerking"]),
        (dag("Nieuwe laatste dag", naam="tot"), OPMERKING),
    ),
    Handeling(
        "corrigeer",
        "Verbeteren wat is vastgelegd",
        "Wat er eerder is vastgelegd blijft in het register staan; de verbetering komt eronder.",
        _corrigeer,
        (
            replace(GEMEENTE, uitleg="Niet bij een verlenging.", verplicht=False),
            keuze("van", "Wat u verbetert", *((each, each) for each in _GEBEURTENISSEN)),
            dag("De juiste dag", verplicht=False),
            vink("vervalt", "Het is niet gebeurd: neem het terug"),
            _NAAM,
            _SCAN,
            _REDEN,
        ),
        "Verbeteren",
    ),
    Handeling(
        "bijlage3",
        "De lijst van ondertekenaars opnieuw maken",
        "De lijst van gemeenten die hebben getekend, uit het register.",
        lambda map_, _, __: lib.bijlage3(map_),
        knop="Maken",
    ),
    Handeling(
        "herstel",
        "Herstellen wat weg of beschadigd is",
        "Eerst ziet u wat er terug te zetten is, en pas als u ja zegt gebeurt het.",
        _herstel,
        knop="Nakijken",
    ),
    Handeling(
        "getuige",
        "Een controlecode nakijken",
        "Op elke bevestiging, factuur en lijst van ondertekenaars staat een controlecode. Zij zegt "
        "of er in de rij waarop het document rust, of een rij ervoor, daarna iets is veranderd.",
        _getuige,
        (
            Vak("code", "Controlecode", uitleg="Zoals: register rij 17 · 3f2a9c01b2d4e6f8."),
            bestand("bestand", "Of de PDF waarop zij staat", verplicht=False),
        ),
        "Nakijken",
    ),
)
