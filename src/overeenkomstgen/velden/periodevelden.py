"""The merge fields that every documentsoort has: those of ``convenant.toml`` and of the day."""

from overeenkomstgen.kern.getuige import VELD as GETUIGE
from overeenkomstgen.velden.kolommen import GEVESTIGD, WIE_TEKENT
from overeenkomstgen.velden.veld import DATUM, NAAM, VORIG, WOORD, Veld
from overeenkomstgen.velden.zinnen import VAN_DE_PERIODE


def _open(
    naam: str, betekenis: str, lengte: int = NAAM, *, wijst: str = "", word: str = ""
) -> Veld:
    """Return a field of which ``convenant.toml`` may not have the value yet."""
    table, _, key = naam.rpartition(".")
    where = f"convenant.toml, [{table}], sleutel {key}"
    return Veld(naam, betekenis, "", lengte, "", where, invulwoord=word, aanwijzingen=wijst)


def vorig(
    naam: str, betekenis: str, bron: str = "", notatie: str = "bedrag", aanwijzingen: str = ""
) -> Veld:
    """Return a field that is known where the tariff of the period before is."""
    return Veld(
        naam, betekenis, bron, WOORD, sleutel=VORIG, filter=notatie, aanwijzingen=aanwijzingen
    )


def _vertegenwoordiger(partij: str, wie: str) -> tuple[Veld, ...]:
    """Return the fields of who signs for a party: ``netwerk``, *het netwerk*."""
    naam, tekent = f"{partij}.vertegenwoordiger", f"wie namens {wie} tekent"
    bron = f"voor_{partij}"
    functie = f"{WIE_TEKENT['functie']}eerder 2 {{{partij}.naam}}"
    return (
        Veld(
            f"{naam}.aanhef",
            f"de heer of mevrouw ({tekent})",
            f"{bron}.aanhef",
            gewoon=True,
            aanwijzingen=WIE_TEKENT["aanhef"],
        ),
        Veld(f"{naam}.naam", tekent, f"{bron}.naam", aanwijzingen=WIE_TEKENT["naam"]),
        Veld(
            f"{naam}.functie",
            f"functie van {tekent}",
            f"{bron}.functie",
            gewoon=True,
            aanwijzingen=functie,
        ),
    )


def _stand(naam: str, betekenis: str, bron: str = "", wijst: str = "") -> Veld:
    """Return a field of where everything stands, so common a text that it tells nothing."""
    where = f"status.{bron or naam}"
    return Veld(f"stand.{naam}", betekenis, where, gewoon=True, aanwijzingen=wijst)


ALTIJD: tuple[Veld, ...] = (
    Veld(
        "bijdrage.tarief",
        "bedrag per inwoner per jaar",
        synoniemen="bedragperinwoner bijdrageperinwoner tariefperinwoner tarief",
        aanwijzingen="""
            na      9  per inwoner; exclusief btw per inwoner
            later   4  per inwoner
            eerder  4  tarief; per inwoner
            label   9  tarief; per inwoner
            kolom   6  tarief; per inwoner
        """,
    ),
    Veld(
        "bijdrage.peildatum",
        "dag van de telling van inwoners",
        synoniemen="peildatum",
        aanwijzingen="""
            voor    9  peildatum; peildatum van; peildatum is; inwoners op; inwoners per; geteld op
            eerder  4  peildatum; inwoners; inwoneraantal; inwonertal; CBS; statistiek
            later   2  peildatum; inwoners
            label   9  peildatum
        """,
    ),
    Veld("convenant.naam", "naam van het convenant"),
    Veld("convenant.periode", "de jaren, zoals 2023 t/m 2027"),
    Veld(
        "convenant.getekend_op",
        "dag waarop het convenant is getekend",
        aanwijzingen="eerder 4 convenant / later 4 convenant / label 6 convenant",
    ),
    Veld(
        "convenant.getekend_te",
        "plaats waar het convenant is getekend",
        aanwijzingen="""
            eerder  4  convenant
            voor    2  getekend te; getekend in; ondertekend te; ondertekend in; gesloten te
        """,
    ),
    Veld(
        "convenant.ingang",
        "eerste dag van de overeenkomsten",
        synoniemen="ingang ingangsdatum startdatum begindatum datumingang",
        aanwijzingen="""
            voor    9  gaat in op; gaat in per; ingaande op; ingaande; met ingang van; per
            voor    9  in werking op; in werking per; ingangsdatum; begint op; vanaf; aanvang op
            voor    9  periode van; looptijd van; duur van
            na      6  tot en met {*.einde}; t/m {*.einde}; tot {*.einde}; en eindigt; en loopt
            na      6  - {*.einde}; {*.einde}
            eerder  2  ingang; looptijd; periode; duur
            label   9  ingang; ingangsdatum; looptijd
        """,
    ),
    Veld(
        "convenant.einde",
        "laatste dag van de overeenkomsten",
        "periode.convenant.laatste_dag",
        synoniemen="einde einddatum datumeinde",
        aanwijzingen="""
            voor    9  eindigt op; rechtswege op; tot en met; t/m; tot; einddatum; loopt tot
            label   9  einddatum; einde; looptijd
        """,
    ),
    Veld(
        "convenant.leden",
        "aantal leden van het netwerk op de eerste dag van de overeenkomst, of van de brief",
        "leden",
        gewoon=True,
        aanwijzingen="""
            na      9  gemeenten; steden; leden; deelnemers; deelnemende gemeenten
            na      9  aangesloten gemeenten; grote gemeenten; middelgrote gemeenten
            label   9  aantal leden; aantal gemeenten; leden
        """,
    ),
    Veld(
        "convenant.retour_voor",
        "streefdag voor de getekende overeenkomsten",
        "retour_voor",
        filter="datum",
        aanwijzingen="""
            voor    9  vóór; voor; uiterlijk; uiterlijk op; tot uiterlijk
            eerder  4  retour; terug; toezenden
            later   4  retour; terug; toezenden
        """,
    ),
    _stand("datum", "de dag van vandaag", "op", "voor 9 stand op; stand per"),
    _stand(
        "aantal",
        "aantal gemeenten dat heeft getekend",
        "aantal_getekend",
        "na 9 gemeenten hebben getekend",
    ),
    _stand(
        "versie",
        "versie van de lijst van wie heeft getekend; hoger na elke wijziging in het register",
    ),
    Veld(
        "deelnemers",
        "de gemeenten die hebben getekend, voor een tabel: van elk nummer, gemeente, "
        "ondertekend_op en laatste_dag",
        "status.deelnemers",
    ),
    Veld(
        "deelnemend",
        "de gemeenten die deelnemen, voor een tabel: als deelnemers, en geldt_tot_en_met, vanaf "
        "voor wie later begint en toestand",
        "status.deelnemend",
    ),
    Veld(
        "geeindigd",
        "de gemeenten van wie de overeenkomst is geëindigd, voor een tabel: als deelnemend",
        "status.geeindigd",
    ),
    Veld("stichting.naam", "volledige naam van de stichting"),
    Veld("stichting.korte_naam", "korte naam van de stichting"),
    Veld("stichting.adres", "adres van de stichting"),
    Veld(
        "stichting.plaats",
        "plaats van de stichting",
        aanwijzingen=GEVESTIGD
        + """
            voor    9  {*.naam} te; {*.naam} in
            eerder  2  {*.naam}
        """,
    ),
    *_vertegenwoordiger("stichting", "de stichting"),
    Veld("netwerk.naam", "volledige naam van het netwerk"),
    Veld("netwerk.korte_naam", "korte naam van het netwerk"),
    *_vertegenwoordiger("netwerk", "het netwerk"),
    Veld(
        "document.datum",
        "dag die op het document staat",
        "datum",
        gewoon=True,
        synoniemen="datum briefdatum dagtekening",
        aanwijzingen="voor 6 {stichting.plaats}; datum / label 4 datum",
    ),
    Veld("document.kenmerk", "ons kenmerk", "kenmerk", synoniemen="kenmerk onskenmerk referentie"),
    Veld(
        "convenant.jaren",
        "aantal kalenderjaren van de looptijd",
        gewoon=True,
        aanwijzingen="voor 9 looptijd van; duur van; periode van / na 9 kalenderjaren",
    ),
    vorig(
        "bijdrage.vorig_tarief",
        "bedrag per inwoner per jaar in de vorige periode",
        aanwijzingen="eerder 6 vorige; was; oude",
    ),
    Veld(
        "bijdrage.vorige_peildatum",
        "dag van de telling van inwoners voor de vorige periode",
        lengte=DATUM,
        sleutel="convenant.toml, [bijdrage], sleutel vorige_peildatum",
        filter="datum",
        aanwijzingen="eerder 6 vorige; was; oude",
    ),
    vorig(
        "bijdrage.verhoging_tarief",
        "hoeveel het tarief hoger is dan in de vorige periode",
        aanwijzingen="eerder 6 verhoging; hoger; meer",
    ),
    vorig(
        "bijdrage.stijging",
        "hoeveel het tarief hoger is, als deel van het vorige tarief (voor een percentage)",
        notatie="percentage",
    ),
    _stand("dagen_te_laat", "dagen na de streefdag; 0 als die nog komt"),
    _stand("dagen_te_gaan", "dagen tot de streefdag; 0 als die voorbij is"),
    Veld("stand.inwoners", "inwoners van alle gemeenten samen", "status.inwoners"),
    Veld(
        "leden",
        "alle gemeenten, voor een tabel: van elk nummer, gemeente en inwoners",
        "status.ledenlijst",
    ),
    Veld(
        GETUIGE,
        "controlecode van de rij waarop het document rust, in het register of bij de facturen",
        "getuige",
        mag_leeg=True,
    ),
    _open("stichting.postcode", "postcode van de stichting", WOORD),
    _open(
        "stichting.kvk_nummer",
        "nummer in het Handelsregister",
        wijst="""
            voor    9  kvk; kvk-nummer; handelsregister
            eerder  4  handelsregister
            label   9  kvk; kvk-nummer
        """,
    ),
    _open(
        "stichting.btw_nummer",
        "btw-nummer van de stichting",
        wijst="voor 9 btw-nummer / label 9 btw-nummer",
    ),
    _open(
        "stichting.iban",
        "rekeningnummer van de stichting",
        wijst="voor 9 iban; rekeningnummer / label 9 iban; rekeningnummer",
    ),
    _open("stichting.email", "e-mailadres van de stichting"),
    _open("stichting.telefoon", "telefoonnummer van de stichting"),
    _open(
        "relatiemanager.naam",
        "naam van de relatiemanager",
        wijst="voor 9 relatiemanager / label 9 relatiemanager; contactpersoon",
        word="naam",
    ),
    _open("relatiemanager.email", "e-mailadres van de relatiemanager", word="e-mailadres"),
    _open("relatiemanager.telefoon", "telefoonnummer van de relatiemanager"),
    _open("netwerk.secretaris.naam", "naam van de secretaris van het netwerk", WOORD, word="naam"),
    _open("netwerk.secretaris.email", "e-mailadres van de secretaris", WOORD, word="e-mailadres"),
    _open("netwerk.secretaris.telefoon", "telefoonnummer van de secretaris"),
    *VAN_DE_PERIODE,
)
"""The fields that every documentsoort has."""
