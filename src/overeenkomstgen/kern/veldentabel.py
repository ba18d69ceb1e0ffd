"""The table of merge fields: what each is called, what it means, where its value comes from."""

from __future__ import annotations

from dataclasses import dataclass

NAAM, DATUM, WOORD = 27, 19, 12
"""Widths of a fill-in line, in underscores: about 5, 3½ and 2½ cm in 11-point Calibri."""


_VORIG_TARIEF = "convenant.toml, [bijdrage], sleutel vorig_tarief"


@dataclass(frozen=True, slots=True)
class Veld:
    """A merge field.

    Attributes:
        naam: The name in a template, ``gemeente.naam``.
        betekenis: The meaning, in Dutch.
        bron: Where the value comes from, as attributes of an
            :class:`~overeenkomstgen.kern.onderwerp.Onderwerp`.
        lengte: Width of the fill-in line where the value is not known.
        kolom: The column of the table in which to fill in what is not known.
        sleutel: The place in ``convenant.toml`` in which to fill in what is not known.
    """

    naam: str
    betekenis: str
    bron: str
    lengte: int = NAAM
    kolom: str = ""
    sleutel: str = ""

    @property
    def invullen(self) -> str:
        """Where to fill in what is not known: ``kolom collegebesluit``; empty for nowhere."""
        return f"kolom {self.kolom}" if self.kolom else self.sleutel


def _uit(naam: str, betekenis: str) -> Veld:
    """Return a field that is called as where it stands in ``convenant.toml``."""
    return Veld(naam, betekenis, f"periode.{naam}")


def _open(naam: str, betekenis: str, lengte: int = NAAM) -> Veld:
    """Return such a field, of which ``convenant.toml`` may not have the value yet."""
    table, key = naam.split(".")
    where = f"convenant.toml, [{table}], sleutel {key}"
    return Veld(naam, betekenis, f"periode.{naam}", lengte, sleutel=where)


ALTIJD: tuple[Veld, ...] = (
    _uit("bijdrage.tarief", "bedrag per inwoner per jaar"),
    _uit("bijdrage.peildatum", "dag van de telling van inwoners"),
    _uit("convenant.naam", "naam van het convenant"),
    _uit("convenant.periode", "de jaren, zoals 2023 t/m 2027"),
    _uit("convenant.getekend_op", "dag waarop het convenant is getekend"),
    _uit("convenant.getekend_te", "plaats waar het convenant is getekend"),
    _uit("convenant.ingang", "eerste dag van de overeenkomsten"),
    _uit("convenant.einde", "laatste dag van de overeenkomsten"),
    _uit("convenant.leden", "aantal leden van het netwerk"),
    _uit("convenant.retour_voor", "dag waarop de getekende overeenkomsten binnen moeten zijn"),
    Veld("stand.datum", "de dag van vandaag", "status.op"),
    Veld("stand.aantal", "aantal gemeenten dat heeft getekend", "status.aantal_getekend"),
    Veld(
        "deelnemers",
        "de gemeenten die hebben getekend, voor een tabel: van elk nummer, gemeente, "
        "ondertekend_op en laatste_dag",
        "status.deelnemers",
    ),
    _uit("stichting.naam", "volledige naam van de stichting"),
    _uit("stichting.korte_naam", "korte naam van de stichting"),
    _uit("stichting.adres", "adres van de stichting"),
    _uit("stichting.plaats", "plaats van de stichting"),
    _uit(
        "stichting.vertegenwoordiger.aanhef", "de heer of mevrouw (wie namens de stichting tekent)"
    ),
    _uit("stichting.vertegenwoordiger.naam", "wie namens de stichting tekent"),
    _uit("stichting.vertegenwoordiger.functie", "functie van wie namens de stichting tekent"),
    _uit("netwerk.naam", "volledige naam van het netwerk"),
    _uit("netwerk.korte_naam", "korte naam van het netwerk"),
    _uit("netwerk.vertegenwoordiger.aanhef", "de heer of mevrouw (wie namens het netwerk tekent)"),
    _uit("netwerk.vertegenwoordiger.naam", "wie namens het netwerk tekent"),
    _uit("netwerk.vertegenwoordiger.functie", "functie van wie namens het netwerk tekent"),
    Veld("document.datum", "dag die op het document staat", "datum"),
    Veld("document.kenmerk", "ons kenmerk", "kenmerk"),
    _uit("convenant.jaren", "aantal kalenderjaren van de looptijd"),
    Veld(
        "bijdrage.vorig_tarief",
        "bedrag per inwoner per jaar in de vorige periode",
        "periode.bijdrage.vorig_tarief",
        WOORD,
        sleutel=_VORIG_TARIEF,
    ),
    Veld(
        "bijdrage.verhoging_tarief",
        "hoeveel het tarief hoger is dan in de vorige periode",
        "periode.bijdrage.verhoging_tarief",
        WOORD,
        sleutel=_VORIG_TARIEF,
    ),
    Veld(
        "bijdrage.stijging",
        "hoeveel het tarief hoger is, als deel van het vorige tarief (voor een percentage)",
        "periode.bijdrage.stijging",
        WOORD,
        sleutel=_VORIG_TARIEF,
    ),
    Veld(
        "stand.dagen_te_laat",
        "dagen na de uiterste dag; 0 als die nog komt",
        "status.dagen_te_laat",
    ),
    Veld(
        "stand.dagen_te_gaan",
        "dagen tot de uiterste dag; 0 als die voorbij is",
        "status.dagen_te_gaan",
    ),
    Veld("stand.inwoners", "inwoners van alle gemeenten samen", "status.inwoners"),
    Veld(
        "leden",
        "alle gemeenten, voor een tabel: van elk nummer, gemeente en inwoners",
        "leden",
    ),
    _open("stichting.postcode", "postcode van de stichting", WOORD),
    _open("stichting.kvk_nummer", "nummer in het Handelsregister"),
    _open("stichting.btw_nummer", "btw-nummer van de stichting"),
    _open("stichting.iban", "rekeningnummer van de stichting"),
    _open("stichting.email", "e-mailadres van de stichting"),
    _open("stichting.telefoon", "telefoonnummer van de stichting"),
    _open("relatiemanager.naam", "naam van de relatiemanager"),
    _open("relatiemanager.email", "e-mailadres van de relatiemanager"),
    _open("relatiemanager.telefoon", "telefoonnummer van de relatiemanager"),
)
"""The fields that every documentsoort has."""

PER_GEMEENTE: tuple[Veld, ...] = (
    Veld("gemeente.naam", "naam van de gemeente", "gemeente.naam"),
    Veld("gemeente.cbs_code", "code van het CBS: GM en vier cijfers", "gemeente.cbs_code"),
    Veld("gemeente.inwoners", "aantal inwoners op de peildatum", "gemeente.inwoners"),
    Veld("gemeente.adres", "straat en huisnummer van het gemeentehuis", "gemeente.adres"),
    Veld("gemeente.postcode", "postcode van het gemeentehuis", "gemeente.postcode"),
    Veld("gemeente.plaats", "plaats waar de gemeente zetelt", "gemeente.plaats"),
    Veld("gemeente.email", "e-mailadres", "gemeente.email", kolom="e-mail"),
    Veld(
        "gemeente.collegebesluit",
        "datum van het besluit van burgemeester en wethouders",
        "gemeente.collegebesluit",
        DATUM,
        "collegebesluit",
    ),
    Veld(
        "ondertekenaar.aanhef",
        "de heer of mevrouw",
        "gemeente.ondertekenaar.aanhef",
        WOORD,
        "aanhef",
    ),
    Veld(
        "ondertekenaar.naam",
        "voorletters en achternaam van wie namens de gemeente tekent",
        "gemeente.ondertekenaar.naam",
        kolom="ondertekenaar",
    ),
    Veld(
        "ondertekenaar.functie",
        "functie van wie namens de gemeente tekent",
        "gemeente.ondertekenaar.functie",
        kolom="functie",
    ),
    Veld(
        "ondertekenaar.gemachtigd",
        "of de burgemeester de ondertekenaar heeft aangewezen (voor een voorwaarde)",
        "gemeente.ondertekenaar.gemachtigd",
    ),
    Veld(
        "ondertekening.plaats",
        "plaats waar de overeenkomst wordt opgemaakt",
        "gemeente.plaats_ondertekening",
        DATUM,
        "plaats_ondertekening",
    ),
    Veld(
        "ondertekening.datum",
        "dag waarop de overeenkomst wordt opgemaakt",
        "gemeente.datum_ondertekening",
        DATUM,
        "datum_ondertekening",
    ),
    Veld("bijdrage.jaarbedrag", "bedrag van de gemeente per jaar, zonder btw", "jaarbedrag"),
    Veld("ontvanger.aanhef", "aanhef van een brief, zoals Geachte heer Jansen", "aanhef"),
    Veld(
        "bijdrage.vorig_jaarbedrag",
        "bedrag per jaar tegen het vorige tarief",
        "vorig_jaarbedrag",
        WOORD,
        sleutel=_VORIG_TARIEF,
    ),
    Veld(
        "bijdrage.verhoging",
        "hoeveel de gemeente per jaar meer betaalt dan tegen het vorige tarief",
        "verhoging",
        WOORD,
        sleutel=_VORIG_TARIEF,
    ),
    Veld(
        "bijdrage.looptijd",
        "bedrag van de gemeente over de hele looptijd, zonder btw",
        "looptijdbedrag",
    ),
    Veld(
        "ondertekend.op",
        "dag waarop de gemeente heeft getekend, volgens het register",
        "regel.ondertekend_op",
        DATUM,
    ),
    Veld(
        "ondertekend.door",
        "wie voor de gemeente heeft getekend, volgens het register",
        "regel.ondertekend_door",
    ),
    Veld(
        "opgezegd.op",
        "dag waarop de gemeente heeft opgezegd, volgens het register",
        "regel.opgezegd_op",
        DATUM,
    ),
    Veld(
        "opgezegd.laatste_dag",
        "laatste dag van de overeenkomst na de opzegging",
        "regel.laatste_dag",
        DATUM,
    ),
    Veld(
        "opgezegd.jaren",
        "de jaren waarover de gemeente na een opzegging nog betaalt, voor een tabel: van elk jaar, "
        "bedrag, factuurnummer en factuurdatum",
        "bijdragejaren",
    ),
    Veld(
        "opgezegd.nog_te_factureren",
        "bedrag waarvoor nog geen factuur is gestuurd, zonder btw",
        "nog_te_factureren",
    ),
)
"""The fields of a documentsoort that there is one of for each municipality."""

PER_JAAR: tuple[Veld, ...] = (
    Veld("jaar", "het kalenderjaar", "jaar"),
    Veld("jaar_begin", "eerste dag van dat jaar waarop de overeenkomst geldt", "jaar_begin"),
    Veld("jaar_einde", "laatste dag van dat jaar waarop de overeenkomst geldt", "jaar_einde"),
)
"""The fields of a documentsoort that there is one of for each calendar year."""

FACTUUR: tuple[Veld, ...] = (
    Veld("factuur.nummer", "factuurnummer", "factuur.nummer"),
    Veld("factuur.datum", "dag van de factuur", "factuur.datum"),
    Veld("factuur.vervaldatum", "dag waarop de factuur moet zijn betaald", "factuur.vervaldatum"),
    Veld("factuur.termijn", "termijn van betaling in dagen", "factuur.termijn"),
    Veld("factuur.inwoners", "aantal inwoners waarover is gerekend", "factuur.inwoners"),
    Veld("factuur.tarief", "bedrag per inwoner waarmee is gerekend", "factuur.tarief"),
    Veld("factuur.peildatum", "dag van de telling van inwoners", "factuur.peildatum"),
    Veld("factuur.bijdrage", "bijdrage over het jaar, zonder btw", "factuur.bijdrage"),
    Veld(
        "factuur.overschot",
        "deel in het overschot, dat van de bijdrage af gaat; 0 als er geen is",
        "factuur.overschot",
    ),
    Veld(
        "factuur.overschot_totaal",
        "het overschot van alle gemeenten samen",
        "factuur.overschot_totaal",
    ),
    Veld("factuur.bedrag", "te betalen zonder btw", "factuur.bedrag"),
    Veld("factuur.btw_tarief", "tarief van de btw (voor een percentage)", "factuur.btw_tarief"),
    Veld("factuur.btw", "bedrag van de btw", "factuur.btw"),
    Veld("factuur.totaal", "te betalen met btw", "factuur.totaal"),
)
"""The fields of an invoice."""

VELDEN = (*ALTIJD, *PER_GEMEENTE, *PER_JAAR, *FACTUUR)
