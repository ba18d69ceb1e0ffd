"""The merge fields of an invoice, and those that a credit has beside them."""

from overeenkomstgen.velden.veld import Lees, Veld
from overeenkomstgen.velden.zinnen import COLLEGE, ter_attentie


def _betaler(naam: str, betekenis: str, bron: str) -> Veld:
    """Return a field of who pays; a template with it has that of the municipality too."""
    return Veld(f"betaler.{naam}", betekenis, f"betaler.{bron}", van=f"gemeente.{naam}")


def _factuur(naam: str, betekenis: str, notatie: str = "", synoniemen: str = "") -> Veld:
    """Return a field that an invoice has under the same name."""
    bron = f"factuur.{naam}"
    return Veld(bron, betekenis, bron, filter=notatie, synoniemen=synoniemen)


def _ter_attentie(lees: Lees) -> str:
    if lees("betaler.afdeling"):
        return "t.a.v. {betaler.afdeling}"
    return COLLEGE if lees("betaler.is_opvolger") else ter_attentie(lees)


FACTUUR: tuple[Veld, ...] = (
    _factuur("nummer", "factuurnummer", synoniemen="factuurnummer factuurnr"),
    _factuur("is_concept", "of het een concept is, zonder nummer (voor een voorwaarde)"),
    _factuur("datum", "dag van de factuur"),
    _factuur("vervaldatum", "dag waarop de factuur moet zijn betaald", synoniemen="vervaldatum"),
    _factuur("termijn", "termijn van betaling in dagen"),
    _factuur("inwoners", "aantal inwoners waarover is gerekend"),
    _factuur("tarief", "bedrag per inwoner waarmee is gerekend"),
    _factuur("peildatum", "dag van de telling van inwoners"),
    _factuur("bijdrage", "bijdrage over het jaar, zonder btw"),
    _factuur("overschot", "deel in het overschot, dat van de bijdrage af gaat; 0 als er geen is"),
    _factuur("verrekening", "het deel in het overschot, als bedrag onder nul"),
    _factuur("overschot_totaal", "het overschot van alle gemeenten samen"),
    _factuur("bedrag", "te betalen zonder btw"),
    _factuur("btw_tarief", "tarief van de btw (voor een percentage)", "percentage"),
    _factuur("btw", "bedrag van de btw"),
    _factuur("totaal", "te betalen met btw", synoniemen="totaal totaalbedrag factuurbedrag"),
    _betaler("naam", "gemeente die betaalt: zij zelf, of haar opvolger", "naam"),
    Veld("betaler.is_opvolger", "of de opvolger betaalt (voor een voorwaarde)", "is_opgevolgd"),
    Veld("betaler.afdeling", "waarde van de kolom factuur_tav", "betaler.factuur_tav"),
    _betaler("adres", "straat of postbus voor de factuur", "post.adres"),
    _betaler("postcode", "postcode voor de factuur", "post.postcode"),
    _betaler("plaats", "plaats voor de factuur", "post.plaats"),
    Veld("betaler.referentie", "waarde van de kolom uw_referentie", "betaler.uw_referentie"),
    Veld(
        "betaler.tav",
        "voor wie een factuur is: kolom factuur_tav, of anders wie een brief krijgt",
        uit=_ter_attentie,
        van="betaler.afdeling betaler.is_opvolger ondertekenaar.aanhef ondertekenaar.naam "
        "ondertekenaar.functie",
    ),
)
"""The fields of an invoice."""

CREDIT: tuple[Veld, ...] = (
    _factuur("reden", "waarom er wordt gecrediteerd"),
    _factuur("tegoed", "wat er van de oorspronkelijke factuur af gaat, met btw"),
    Veld(
        "oorspronkelijk.nummer", "nummer van de factuur die is gecrediteerd", "factuur.credit_van"
    ),
    Veld("oorspronkelijk.datum", "dag van die factuur", "oorspronkelijk.datum"),
    Veld(
        "oorspronkelijk.rest", "wat er van die factuur over is, met btw; 0 als zij vervalt", "rest"
    ),
)
"""The fields of a credit, beside those of an invoice."""
