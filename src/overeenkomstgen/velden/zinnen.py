"""Phrases that are ready for a template, so that a sentence of it needs one condition at most.

A phrase has the names of fields in braces; what is not known of them becomes a line to write on.
Where it depends on what is known, a function chooses it: that gets what gives a field's value.
"""

from decimal import Decimal

from overeenkomstgen.kern.convenant import jaarbedrag
from overeenkomstgen.kern.euro import format_bedrag, format_bedrag_heel, format_tarief
from overeenkomstgen.kern.notatie import format_getal_in_woorden, format_percentage
from overeenkomstgen.velden.veld import VORIG, Invulregel, Lees, Veld

_ZITTING, _RAAD = 4, 2022  # years that a council sits (Kieswet, article C 4); one it was elected in
COLLEGE = "College van burgemeester en wethouders"
"""Who a letter is for where nothing is known of who signs."""
_AANGEWEZEN = (
    ", daartoe door de burgemeester aangewezen op grond van artikel 171, tweede lid, van de "
    "Gemeentewet"
)


def _ondertekenaar(lees: Lees) -> str:
    who = "{ondertekenaar.functie}, {ondertekenaar.aanhef} {ondertekenaar.naam}"
    return who + _AANGEWEZEN * bool(lees("ondertekenaar.gemachtigd"))


def ter_attentie(lees: Lees) -> str:
    """Choose for whose attention a letter is: of who signs, or else of the college."""
    if not (lees("ondertekenaar.aanhef") and lees("ondertekenaar.naam")):
        return COLLEGE
    office = ", {ondertekenaar.functie}" * bool(lees("ondertekenaar.functie"))
    return "t.a.v. {ondertekenaar.aanhef} {ondertekenaar.naam}" + office


def _ondertekend(lees: Lees) -> str:
    """Choose how much is told of who signed: the table has the office, the register has not."""
    signer, same = lees("ondertekend.door"), lees("ondertekend.door") == lees("ondertekenaar.naam")
    office = "{ondertekenaar.functie} " * bool(same and lees("ondertekenaar.functie"))
    return "op {ondertekend.op}" + f" door {office}{{ondertekend.door}}" * bool(signer)


def _looptijd(lees: Lees) -> str:
    """Choose whether the term is as long as it is just this once.

    Councils are elected every fourth year. A convenant that begins in the year after that gets
    the next one out of step with the elections, if that begins neither in such a year nor after it.
    """
    first, years = lees("convenant.ingang").year, lees("convenant.jaren")
    words = f"{format_getal_in_woorden(years)} jaar"
    if (first - _RAAD) % _ZITTING != 1 or (first + years - _RAAD) % _ZITTING <= 1:
        return words
    return (
        f"eenmalig {words}, zodat een volgend convenant niet meer samenvalt met de "
        "gemeenteraadsverkiezingen"
    )


def _tarieven(lees: Lees) -> str | None:
    if not lees("bijdrage.vorig_tarief"):
        return None
    more = lees("bijdrage.verhoging_tarief")
    return f"{format_tarief(abs(more))} {_richting(more)} dan" if more else "gelijk aan"


def _bijdragen(lees: Lees) -> str | None:
    vorig, more = lees("bijdrage.vorig_tarief"), lees("bijdrage.verhoging")
    if not vorig:
        return None
    former = f"bij het vorige tarief van {format_tarief(vorig)}"
    if not more:
        return f"gelijk aan het bedrag {former}"
    part = f"dat is {format_percentage(abs(lees('bijdrage.stijging')))} van het oude bedrag"
    return f"{format_bedrag_heel(abs(more))} per jaar {_richting(more)} dan {former}; {part}"


def _vorige_periode(lees: Lees) -> Decimal | str:
    """Compute what was paid in a year, or else choose the line of what is not known for it."""
    parts = ("gemeente.vorige_inwoners", "bijdrage.vorig_tarief")
    inwoners, tarief = map(lees, parts)
    unknown = (f"{{{part}}}" for part in parts if isinstance(lees(part), Invulregel))
    return next(unknown, None) or jaarbedrag(inwoners, tarief)


def _wijziging(lees: Lees) -> str:
    vorig = _vorige_periode(lees)
    if isinstance(vorig, str):
        return vorig
    more = lees("bijdrage.jaarbedrag") - vorig
    return f"{format_bedrag(abs(more))} {_richting(more)}" if more else "evenveel"


def _richting(more: Decimal) -> str:
    return "meer" if more > 0 else "minder"


def _na_opzegdag(lees: Lees) -> bool:
    last, given = lees("opgezegd.laatste_dag"), lees("opgezegd.op")
    return bool(last and given and last.year > given.year)


def _partijen(lees: Lees) -> str:
    passed = lees("overgedragen.van") != lees("gemeente.naam")
    now = " (nu de gemeente {gemeente.naam})" * passed
    return f"tussen de gemeente {{overgedragen.van}}{now} en {{stichting.korte_naam}}"


VAN_DE_PERIODE = (
    Veld(
        "secretaris.voluit",
        "de secretaris van het netwerk, met naam en e-mailadres",
        uit="de secretaris van de {netwerk.korte_naam}, {netwerk.secretaris.naam}, "
        "{netwerk.secretaris.email}",
    ),
    Veld(
        "relatiemanager.voluit",
        "de relatiemanager, met naam en e-mailadres",
        uit="de relatiemanager {netwerk.korte_naam} van {stichting.korte_naam}, "
        "{relatiemanager.naam}, {relatiemanager.email}",
    ),
    Veld(
        "convenant.looptijd",
        "de jaren van de looptijd in woorden, en waarom dat er eenmalig zoveel zijn",
        uit=_looptijd,
        van="convenant.ingang convenant.jaren",
    ),
    Veld(
        "convenant.opzegdag",
        "dag waarvoor een opzegging nog voor hetzelfde jaar geldt",
        "periode.convenant.opzeggen_voor.tekst",
    ),
    Veld(
        "convenant.opzegtermijn",
        "termijn van die dag tot 1 januari, in woorden",
        "periode.convenant.opzeggen_voor.termijn",
        gewoon=True,
    ),
    Veld(
        "bijdrage.tariefvergelijking",
        "hoeveel het tarief hoger of lager is dan het vorige, of dat het gelijk is",
        sleutel=VORIG,
        uit=_tarieven,
        van="bijdrage.vorig_tarief bijdrage.verhoging_tarief",
    ),
    Veld(
        "stand.deelname",
        "hoeveel gemeenten deelnemen, en hoeveel overeenkomsten zijn geëindigd",
        "status.deelname",
        gewoon=True,
    ),
    Veld(
        "stand.termijnzin",
        "het streven dat alle overeenkomsten op een dag binnen zijn, en hoe ver die weg is",
        "status.streven",
        sleutel="convenant.toml, [convenant], sleutel retour_voor",
        gewoon=True,
    ),
)
"""The phrases that every documentsoort has."""

VAN_DE_GEMEENTE = (
    Veld(
        "overeenkomst.partijen",
        "tussen wie de overeenkomst is gesloten, en zo nodig wie de opvolger is",
        uit=_partijen,
        van="gemeente.naam overgedragen.van stichting.korte_naam",
    ),
    Veld(
        "ondertekenaar.voluit",
        "functie, aanhef en naam van wie namens de gemeente tekent, en de aanwijzing",
        uit=_ondertekenaar,
        van="ondertekenaar.functie ondertekenaar.aanhef ondertekenaar.naam "
        "ondertekenaar.gemachtigd",
    ),
    Veld(
        "collegebesluit.voluit",
        "het collegebesluit met zijn datum",
        uit="het collegebesluit van {gemeente.collegebesluit}",
    ),
    Veld(
        "ondertekening.voluit",
        "waar en wanneer de overeenkomst wordt opgemaakt",
        uit="te {ondertekening.plaats} op {ondertekening.datum}",
    ),
    Veld(
        "ontvanger.tav",
        "voor wie een brief is: wie namens de gemeente tekent, of anders het college",
        uit=ter_attentie,
        van="ondertekenaar.aanhef ondertekenaar.naam ondertekenaar.functie",
    ),
    Veld(
        "bijdrage.vergelijking",
        "hoeveel de gemeente meer of minder betaalt dan bij het vorige tarief, of evenveel",
        sleutel=VORIG,
        uit=_bijdragen,
        van="bijdrage.vorig_tarief bijdrage.verhoging bijdrage.stijging",
    ),
    Veld(
        "bijdrage.vorige_periode",
        "bedrag per jaar in de vorige periode, met de inwoners en het tarief van toen",
        filter="bedrag",
        uit=_vorige_periode,
        van="gemeente.vorige_inwoners bijdrage.vorig_tarief",
    ),
    Veld(
        "bijdrage.wijziging",
        "hoeveel de gemeente per jaar meer of minder betaalt dan in de vorige periode, of evenveel",
        gewoon=True,
        uit=_wijziging,
        van="bijdrage.jaarbedrag gemeente.vorige_inwoners bijdrage.vorig_tarief",
    ),
    Veld(
        "ondertekend.voluit",
        "wanneer en door wie er is getekend, volgens het register",
        uit=_ondertekend,
        van="ondertekend.op ondertekend.door ondertekenaar.naam ondertekenaar.functie",
    ),
    Veld(
        "opgezegd.na_opzegdag",
        "of de overeenkomst door een late opzegging een jaar langer duurt (voor een voorwaarde)",
        uit=_na_opzegdag,
        van="opgezegd.op opgezegd.laatste_dag",
    ),
)
"""The phrases of a documentsoort that there is one of for each municipality."""
