"""The columns of the table with municipalities: each one declared once, with its merge field.

A new column is a :class:`~overeenkomstgen.velden.veld.Veld` here and an attribute of
:class:`~overeenkomstgen.kern.gemeente.Gemeente`.
"""

from typing import Any

from overeenkomstgen.kern import waarden
from overeenkomstgen.kern.gemeente import parse_aanhef, parse_functie, parse_ondertekenaar
from overeenkomstgen.velden.veld import DATUM, WOORD, Veld

GEVESTIGD = """
    voor    9  gevestigd te; gevestigd in; zetelend te; zetelend in; zetel te; zetel in
    voor    9  kantoorhoudend te; kantoorhoudende te; gehuisvest te; gehuisvest in
    voor    9  {*.postcode}; {*.adres}; {*.adres} te; {*.adres} in
    na      9  aan het adres {*.adres}; aan de {*.adres}
    na      4  {*.adres}
    label   9  vestigingsplaats; zetel
"""
"""What points to the place where a party has its seat."""
WIE_TEKENT = {
    "aanhef": """
        na      9  {*.naam}
        label   4  aanhef
    """,
    "naam": """
        voor    4  {*.aanhef}; {*.functie}; de heer/mevrouw
        label   4  naam; vertegenwoordiger
    """,
    "functie": """
        voor    9  {*.naam}; {*.naam} in de hoedanigheid van
        na      9  {*.aanhef} {*.naam}; {*.naam}
        boven   9  {*.naam}
        onder   9  {*.naam}
        voor    4  door haar; door zijn; vertegenwoordigd door de; in de persoon van de
        na    -20  en wethouders
        label   6  functie; hoedanigheid; ambt
        kolom   6  functie; hoedanigheid
""",
}
"""What points to each fact of who signs for a party."""
_DAG: dict[str, Any] = {"lengte": DATUM, "parse": waarden.parse_datum}
_DAG |= {"filter": "datum", "invulwoord": "datum"}
_MET_DE_PEN: dict[str, Any] = {"mag_ontbreken": True}
_MET_DE_PEN |= {"opnieuw": "mag leeg blijven; wordt dan met de pen ingevuld"}
_ANDERE = "voor facturen, als dat een andere is"


def _kolom(kolom: str, betekenis: str, van: str = "gemeente", **more: Any) -> Veld:  # noqa: ANN401 - what fields have
    """Return a field that is called as its column, and what it is ``van``."""
    return Veld(f"{van}.{kolom.replace('-', '')}", betekenis, kolom=kolom, **more)


def _extra(kolom: str, betekenis: str, **more: Any) -> Veld:  # noqa: ANN401 - as above
    """Return a field of a column that most tables do without."""
    return _kolom(kolom, betekenis, mag_ontbreken=True, **more)


VAN_DE_RIJ: tuple[Veld, ...] = (
    Veld(
        "gemeente.naam",
        "naam van de gemeente",
        kolom="gemeente",
        parse=waarden.parse_gemeentenaam,
        voorbeeld="Deventer",
        synoniemen="gemeentenaam naamgemeente naamgem gemnaam organisatie bedrijf stad",
        aanwijzingen="""
            voor   12  gemeente
            voor    9  gemeenteraad van; burgemeester van; wethouder van; raad van
            voor    9  burgemeester en wethouders van; college van; college van b en w van; namens
            voor    6  inwoners van; inwoneraantal van; stad
            voor    4  overeenkomst; samenwerkingsovereenkomst; overeenkomst met
            label   9  gemeente; naam gemeente; deelnemer; partij; publiekrechtelijke rechtspersoon
            kolom   6  gemeente; deelnemer
            boven   4  gemeente
        """,
    ),
    _kolom(
        "cbs_code",
        "code van het CBS: GM en vier cijfers",
        parse=waarden.parse_cbs_code,
        voorbeeld="GM0150",
        synoniemen="gemeentecode code",
    ),
    _kolom(
        "inwoners",
        "aantal inwoners op de peildatum",
        parse=waarden.parse_inwoners,
        voorbeeld="101446",
        opnieuw="het aantal inwoners op de peildatum, {peildatum}",
        filter="getal",
        synoniemen="aantalinwoners inwoneraantal inwonertal",
        aanwijzingen="na 9 inwoners / label 9 inwoners; aantal inwoners",
    ),
    _kolom(
        "adres",
        "straat en huisnummer van het gemeentehuis",
        voorbeeld="Grote Kerkhof 1",
        synoniemen="straat straatnaam bezoekadres adresregel1 vestigingsadres",
    ),
    _kolom(
        "postcode",
        "postcode van het gemeentehuis",
        parse=waarden.parse_postcode,
        voorbeeld="7411 KT",
        synoniemen="pc",
    ),
    _kolom(
        "plaats",
        "plaats waar de gemeente zetelt",
        voorbeeld="Deventer",
        synoniemen="woonplaats vestigingsplaats stadplaats zetel",
        aanwijzingen=GEVESTIGD
        + """
            eerder  4  gevestigd te; gevestigd in; zetelend te; zetelend in; zetel te; zetel in
            eerder  4  kantoorhoudend te; kantoorhoudende te; gehuisvest te; gehuisvest in
            boven   6  {*.adres}
            label   9  plaats van vestiging; gevestigd te; postcode en plaats
            label   4  plaats; woonplaats
        """,
    ),
    _extra(
        "e-mail",
        "e-mailadres, of meer met ; ertussen",
        parse=waarden.parse_email,
        synoniemen="emailadres mail mailadres",
        aanwijzingen="label 4 e-mail; e-mailadres",
    ),
    _kolom(
        "collegebesluit",
        "datum van het besluit van burgemeester en wethouders",
        opnieuw="de datum van het nieuwe collegebesluit, zodra die bekend is",
        **_DAG,
        synoniemen="datumcollegebesluit besluit datumbesluit besluitdatum",
        aanwijzingen="""
            voor    9  collegebesluit van; collegebesluit d.d.; collegebesluit dd; collegebesluit
            voor    9  besluit van; besluit d.d.; besloten op; vergadering van; besluit genomen op
            voor    9  wethouders van; wethouders d.d.; college van; college d.d.; college op
            eerder  4  collegebesluit; college; burgemeester en wethouders; besluit; besloten
            later   4  besloten; besluit
            label   9  collegebesluit; besluit; college
            kolom   6  collegebesluit; besluit
        """,
    ),
    Veld(
        "ondertekenaar.aanhef",
        "de heer of mevrouw",
        lengte=WOORD,
        kolom="aanhef",
        parse=parse_aanhef,
        gewoon=True,
        keuze="de heer/mevrouw",
        synoniemen="dehermevrouw dhrmevr dhrmw heermevrouw",
        aanwijzingen=WIE_TEKENT["aanhef"],
    ),
    Veld(
        "ondertekenaar.naam",
        "voorletters en achternaam van wie namens de gemeente tekent",
        kolom="ondertekenaar",
        parse=parse_ondertekenaar,
        invulwoord="naam",
        synoniemen="naamondertekenaar burgemeester naamburgemeester naam achternaam "
        "vertegenwoordiger",
        aanwijzingen=WIE_TEKENT["naam"],
    ),
    _kolom(
        "functie",
        "functie van wie namens de gemeente tekent",
        "ondertekenaar",
        parse=parse_functie,
        gewoon=True,
        invulwoord="functie",
        synoniemen="functieondertekenaar ambt hoedanigheid",
        aanwijzingen=WIE_TEKENT["functie"] + "eerder 2 gemeente",
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
        **_MET_DE_PEN,
        invulwoord="plaats",
        synoniemen="plaatsondertekening getekendte ondertekendte opgemaaktte",
        aanwijzingen="""
            voor    9  opgemaakt te; opgemaakt in; ondertekend te; ondertekend in; getekend te
            voor    9  getekend in; tweevoud te; tweevoud in; overeengekomen te
            eerder  4  opgemaakt; ondertekend; getekend; overeengekomen; tweevoud; ondertekening
            na      6  {*.datum}; op {*.datum}; d.d. {*.datum}
            label   9  plaats van ondertekening; plaats ondertekening; getekend te; opgemaakt te
            label   4  plaats; te
            kop     2  ondertekening; ondertekenen
        """,
    ),
    Veld(
        "ondertekening.datum",
        "dag waarop de overeenkomst wordt opgemaakt",
        "gemeente.datum_ondertekening",
        kolom="datum_ondertekening",
        **_MET_DE_PEN,
        **_DAG,
        synoniemen="datumondertekening getekendop ondertekendop opgemaaktop",
        aanwijzingen="""
            voor    9  opgemaakt op; opgemaakt d.d.; getekend op; ondertekend op; tweevoud op
            voor    9  te {*.plaats} op; te {*.plaats}; in {*.plaats} op
            voor    6  {*.plaats}; {*.plaats} op; {*.plaats} d.d.
            voor   -9  gemeente {*.plaats}; gemeente {*.plaats} op
            eerder  4  opgemaakt; ondertekend; getekend; overeengekomen; tweevoud; ondertekening
            label   9  datum van ondertekening; datum ondertekening; getekend op; ondertekend op
            label   4  datum; d.d.
            kop     2  ondertekening; ondertekenen
        """,
    ),
    _extra(
        "toetreding",
        "eerste dag van de overeenkomst, van wie tijdens de periode lid wordt",
        opnieuw="alleen voor wie tijdens de nieuwe periode lid wordt",
        **_DAG,
        synoniemen="toetredingsdatum datumtoetreding lidvanaf",
    ),
    _extra(
        "vorige_inwoners",
        "aantal inwoners waarvoor de gemeente in de vorige periode betaalde; 0 als zij toen niet "
        "deelnam",
        lengte=WOORD,
        parse=lambda text: 0 if text.strip() == "0" else waarden.parse_inwoners(text),
        filter="getal",
        aanwijzingen="eerder 6 vorige; was; oude",
    ),
    Veld(
        "gemeente.nieuw",
        "of de gemeente in de vorige periode niet deelnam (voor een voorwaarde)",
        "gemeente.is_nieuw",
    ),
    _extra("factuuradres", f"straat en huisnummer of postbus {_ANDERE}"),
    _extra("factuurpostcode", f"postcode {_ANDERE}", parse=waarden.parse_postcode),
    _extra("factuurplaats", f"plaats {_ANDERE}"),
    _extra("factuur_tav", f"afdeling of persoon {_ANDERE}", gewoon=True),
    _extra("factuur_e-mail", f"e-mailadres {_ANDERE}", parse=waarden.parse_email),
    _extra(
        "uw_referentie",
        "inkoop- of verplichtingennummer dat de gemeente op een factuur wil zien",
        parse=waarden.parse_kenmerk,
        gewoon=True,
        synoniemen="uwkenmerk inkoopnummer inkoopordernummer verplichtingennummer",
    ),
    _extra(
        "oin",
        "organisatie-identificatienummer van de gemeente",
        parse=waarden.cijfers(20, "OIN"),
        synoniemen="oinnummer organisatieidentificatienummer",
    ),
    _extra(
        "kvk",
        "nummer van de gemeente in het Handelsregister",
        parse=waarden.cijfers(8, "KvK-nummer"),
        synoniemen="kvknummer",
    ),
    _extra("cc", "wie een kopie krijgt van elke e-mail", parse=waarden.parse_email, gewoon=True),
)
"""What the row of a municipality gives."""

KOLOMVELDEN = tuple(veld for veld in VAN_DE_RIJ if veld.kolom)
"""The columns of the table, and what each holds."""

KOLOMMEN = tuple(veld.kolom for veld in KOLOMVELDEN)
"""The names of the columns."""
