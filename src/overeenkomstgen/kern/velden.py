"""The merge fields that a template can use: what each means, and where its value comes from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from functools import cache, reduce
from operator import attrgetter, getitem
from typing import Any

from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.kolommen import VAN_DE_RIJ
from overeenkomstgen.kern.onderwerp import Onderwerp
from overeenkomstgen.kern.veld import Invulregel, Veld, read_velden

ALTIJD = read_velden(
    """
bijdrage.tarief  bedrag per inwoner per jaar
    synoniemen=bedragperinwoner bijdrageperinwoner tariefperinwoner tarief
    na      9  per inwoner; exclusief btw per inwoner
    later   4  per inwoner
    eerder  4  tarief; per inwoner
    label   9  tarief; per inwoner
    kolom   6  tarief; per inwoner
bijdrage.peildatum  dag van de telling van inwoners
    synoniemen=peildatum
    voor    9  peildatum; peildatum van; peildatum is; inwoners op; inwoners per; geteld op
    eerder  4  peildatum; inwoners; inwoneraantal; inwonertal; CBS; statistiek
    later   2  peildatum; inwoners
    label   9  peildatum
convenant.naam  naam van het convenant
convenant.periode  de jaren, zoals 2023 t/m 2027
convenant.getekend_op  dag waarop het convenant is getekend
    eerder 4 convenant / later 4 convenant / label 6 convenant
convenant.getekend_te  plaats waar het convenant is getekend
    eerder  4  convenant
    voor    2  getekend te; getekend in; ondertekend te; ondertekend in; gesloten te
convenant.ingang  eerste dag van de overeenkomsten
    synoniemen=ingang ingangsdatum startdatum begindatum datumingang
    voor    9  gaat in op; gaat in per; ingaande op; ingaande; met ingang van; per
    voor    9  in werking op; in werking per; ingangsdatum; begint op; vanaf; aanvang op
    voor    9  periode van; looptijd van; duur van
    na      6  tot en met {*.einde}; t/m {*.einde}; tot {*.einde}; en eindigt; en loopt
    na      6  - {*.einde}; {*.einde}
    eerder  2  ingang; looptijd; periode; duur
    label   9  ingang; ingangsdatum; looptijd
convenant.einde  laatste dag van de overeenkomsten
    synoniemen=einde einddatum datumeinde
    voor    9  eindigt op; rechtswege op; tot en met; t/m; tot; einddatum; loopt tot
    label   9  einddatum; einde; looptijd
convenant.leden  aantal leden van het netwerk
    gewoon=ja
    na      9  gemeenten; steden; leden; deelnemers; deelnemende gemeenten
    na      9  aangesloten gemeenten; grote gemeenten; middelgrote gemeenten
    label   9  aantal leden; aantal gemeenten; leden
convenant.retour_voor  dag waarop de getekende overeenkomsten binnen moeten zijn
    filter=datum
    voor    9  vóór; voor; uiterlijk; uiterlijk op; tot uiterlijk
    eerder  4  retour; terug; toezenden
    later   4  retour; terug; toezenden
stand.datum  de dag van vandaag
    bron=status.op / gewoon=ja
    voor 9 stand op; stand per
stand.aantal  aantal gemeenten dat heeft getekend
    bron=status.aantal_getekend / gewoon=ja
    na 9 gemeenten hebben getekend
deelnemers  de gemeenten die hebben getekend, voor een tabel: van elk nummer, gemeente, \
    ondertekend_op en laatste_dag
    bron=status.deelnemers
stichting.naam  volledige naam van de stichting
stichting.korte_naam  korte naam van de stichting
stichting.adres  adres van de stichting
stichting.plaats  plaats van de stichting
    zoals=gevestigd
    voor    9  {*.naam} te; {*.naam} in
    eerder  2  {*.naam}
stichting.vertegenwoordiger.aanhef  de heer of mevrouw (wie namens de stichting tekent)
    gewoon=ja / zoals=aanhef
stichting.vertegenwoordiger.naam  wie namens de stichting tekent
    zoals=naam
stichting.vertegenwoordiger.functie  functie van wie namens de stichting tekent
    gewoon=ja / zoals=functie
    eerder 2 {stichting.naam}
netwerk.naam  volledige naam van het netwerk
netwerk.korte_naam  korte naam van het netwerk
netwerk.vertegenwoordiger.aanhef  de heer of mevrouw (wie namens het netwerk tekent)
    gewoon=ja / zoals=aanhef
netwerk.vertegenwoordiger.naam  wie namens het netwerk tekent
    zoals=naam
netwerk.vertegenwoordiger.functie  functie van wie namens het netwerk tekent
    gewoon=ja / zoals=functie
    eerder 2 {netwerk.naam}
document.datum  dag die op het document staat
    bron=datum / gewoon=ja / synoniemen=datum briefdatum dagtekening
    voor 6 {stichting.plaats}; datum / label 4 datum
document.kenmerk  ons kenmerk
    bron=kenmerk / synoniemen=kenmerk onskenmerk referentie
convenant.jaren  aantal kalenderjaren van de looptijd
    gewoon=ja
    voor 9 looptijd van; duur van; periode van / na 9 kalenderjaren
bijdrage.vorig_tarief  bedrag per inwoner per jaar in de vorige periode
    lengte=woord / sleutel=bijdrage.vorig_tarief / filter=bedrag
    eerder 6 vorige; was; oude
bijdrage.verhoging_tarief  hoeveel het tarief hoger is dan in de vorige periode
    lengte=woord / sleutel=bijdrage.vorig_tarief / filter=bedrag
    eerder 6 verhoging; hoger; meer
bijdrage.stijging  hoeveel het tarief hoger is, als deel van het vorige tarief (voor een percentage)
    lengte=woord / sleutel=bijdrage.vorig_tarief / filter=percentage
stand.dagen_te_laat  dagen na de uiterste dag; 0 als die nog komt
    bron=status.dagen_te_laat / gewoon=ja
stand.dagen_te_gaan  dagen tot de uiterste dag; 0 als die voorbij is
    bron=status.dagen_te_gaan / gewoon=ja
stand.inwoners  inwoners van alle gemeenten samen
    bron=status.inwoners
leden  alle gemeenten, voor een tabel: van elk nummer, gemeente en inwoners
    bron=status.ledenlijst
register.getuige  controlecode van de rij waarop het document rust, in het register of bij de \
    facturen
    bron=getuige / mag_leeg=ja
stichting.postcode  postcode van de stichting
    lengte=woord / sleutel=stichting.postcode
stichting.kvk_nummer  nummer in het Handelsregister
    sleutel=stichting.kvk_nummer
    voor    9  kvk; kvk-nummer; handelsregister
    eerder  4  handelsregister
    label   9  kvk; kvk-nummer
stichting.btw_nummer  btw-nummer van de stichting
    sleutel=stichting.btw_nummer
    voor 9 btw-nummer / label 9 btw-nummer
stichting.iban  rekeningnummer van de stichting
    sleutel=stichting.iban
    voor 9 iban; rekeningnummer / label 9 iban; rekeningnummer
stichting.email  e-mailadres van de stichting
    sleutel=stichting.email
stichting.telefoon  telefoonnummer van de stichting
    sleutel=stichting.telefoon
relatiemanager.naam  naam van de relatiemanager
    sleutel=relatiemanager.naam
    voor 9 relatiemanager / label 9 relatiemanager; contactpersoon
relatiemanager.email  e-mailadres van de relatiemanager
    sleutel=relatiemanager.email
relatiemanager.telefoon  telefoonnummer van de relatiemanager
    sleutel=relatiemanager.telefoon
""",
    "periode.",
)
"""The fields that every documentsoort has: those of ``convenant.toml`` and of the day."""

PER_GEMEENTE = VAN_DE_RIJ + read_velden("""
bijdrage.jaarbedrag  bedrag van de gemeente per jaar, zonder btw
    bron=jaarbedrag / filter=bedrag
    synoniemen=bedrag jaarbijdrage bijdrageperjaar bedragperjaar bijdrage jaarbedrag
    eerder 4 bijdrage; per jaar / label 9 bijdrage; jaarbedrag
ontvanger.aanhef  aanhef van een brief, zoals Geachte heer Jansen
    bron=aanhef / synoniemen=aanhef briefaanhef geachte
bijdrage.vorig_jaarbedrag  bedrag per jaar tegen het vorige tarief
    bron=vorig_jaarbedrag / lengte=woord / sleutel=bijdrage.vorig_tarief / filter=bedrag
bijdrage.verhoging  hoeveel de gemeente per jaar meer betaalt dan tegen het vorige tarief
    bron=verhoging / lengte=woord / sleutel=bijdrage.vorig_tarief / filter=bedrag
bijdrage.looptijd  bedrag van de gemeente over de hele looptijd, zonder btw
    bron=looptijdbedrag
ondertekend.op  dag waarop de gemeente heeft getekend, volgens het register
    bron=regel.ondertekend_op / lengte=datum / filter=datum
ondertekend.door  wie voor de gemeente heeft getekend, volgens het register
    bron=regel.ondertekend_door
opgezegd.op  dag waarop de gemeente heeft opgezegd, volgens het register
    bron=regel.opgezegd_op / lengte=datum / filter=datum
opgezegd.laatste_dag  laatste dag van de overeenkomst na de opzegging
    bron=regel.laatste_dag / lengte=datum / filter=datum
opgezegd.jaren  de jaren waarover de gemeente na een opzegging nog betaalt, voor een tabel: van \
    elk jaar, bedrag, factuurnummer en factuurdatum
    bron=bijdragejaren
opgezegd.nog_te_factureren  bedrag waarvoor nog geen factuur is gestuurd, zonder btw
    bron=nog_te_factureren
""")
"""The fields of a documentsoort that there is one of for each municipality."""

PER_JAAR = read_velden("""
jaar  het kalenderjaar
jaar_begin  eerste dag van dat jaar waarop de overeenkomst geldt
jaar_einde  laatste dag van dat jaar waarop de overeenkomst geldt
""")
"""The fields of a documentsoort that there is one of for each calendar year."""

FACTUUR = read_velden("""
factuur.nummer  factuurnummer
    synoniemen=factuurnummer factuurnr
factuur.datum  dag van de factuur
factuur.vervaldatum  dag waarop de factuur moet zijn betaald
    synoniemen=vervaldatum
factuur.termijn  termijn van betaling in dagen
factuur.inwoners  aantal inwoners waarover is gerekend
factuur.tarief  bedrag per inwoner waarmee is gerekend
factuur.peildatum  dag van de telling van inwoners
factuur.bijdrage  bijdrage over het jaar, zonder btw
factuur.overschot  deel in het overschot, dat van de bijdrage af gaat; 0 als er geen is
factuur.overschot_totaal  het overschot van alle gemeenten samen
factuur.bedrag  te betalen zonder btw
factuur.btw_tarief  tarief van de btw (voor een percentage)
    filter=percentage
factuur.btw  bedrag van de btw
factuur.totaal  te betalen met btw
    synoniemen=totaal totaalbedrag factuurbedrag
""")
"""The fields of an invoice."""

VELDEN = (*ALTIJD, *PER_GEMEENTE, *PER_JAAR, *FACTUUR)

_BY_NAME: Mapping[str, Veld] = {veld.naam: veld for veld in VELDEN}


def velden_of(soort: Documentsoort) -> tuple[Veld, ...]:
    """Return the fields that a documentsoort has."""
    found = ALTIJD
    if soort.per is not Per.CONVENANT:
        found += PER_GEMEENTE
    if soort.per is Per.JAAR:
        found += PER_JAAR
    if soort.rol is Rol.FACTUUR:
        found += FACTUUR
    return found


def names(soort: Documentsoort) -> frozenset[str]:
    """Return the names of the fields that a documentsoort has."""
    return frozenset(veld.naam for veld in velden_of(soort))


def merge_values(onderwerp: Onderwerp) -> dict[str, Any]:
    """Return the value of every field, nested as a template addresses them.

    ``gemeente.naam`` is ``values["gemeente"]["naam"]``. What is not known is an
    :class:`Invulregel`.
    """
    values: dict[str, Any] = {}
    for veld in velden_of(onderwerp.soort):
        path, last, get = _way(veld)
        table = values
        for step in path:
            table = table.setdefault(step, {})
        value = get(onderwerp)
        known = value is not None and (value != "" or veld.mag_leeg)
        table[last] = value if known else Invulregel(veld.naam, veld.lengte)
    return values


@cache
def _way(veld: Veld) -> tuple[tuple[str, ...], str, attrgetter[Any]]:
    """Return where a field's value goes, and what gets it."""
    *path, last = veld.naam.split(".")
    return tuple(path), last, attrgetter(veld.bron)


def find_veld(naam: str) -> Veld:
    """Return a field by its name.

    Raises:
        KeyError: There is no such field.
    """
    return _BY_NAME[naam]


def fingerprint(values: Mapping[str, Any], fields: Collection[str]) -> str:
    """Return the SHA-256 of the values that a template uses, in hexadecimal."""
    used = {naam: reduce(getitem, naam.split("."), values) for naam in fields if naam in _BY_NAME}
    text = json.dumps(used, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
