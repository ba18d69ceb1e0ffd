"""The columns of the table with municipalities: each one declared once, with its merge field.

A new column is a few lines here and an attribute of
:class:`~overeenkomstgen.kern.gemeente.Gemeente`.
"""

from __future__ import annotations

from overeenkomstgen.kern.ondertekenaar import parse_aanhef, parse_functie, parse_ondertekenaar
from overeenkomstgen.kern.veld import Kolomveld, read_velden
from overeenkomstgen.kern.waarden import (
    parse_cbs_code,
    parse_datum,
    parse_email,
    parse_gemeentenaam,
    parse_inwoners,
    parse_postcode,
    parse_tekst,
)

VAN_DE_RIJ = read_velden(
    """
gemeente.naam  naam van de gemeente
    kolom=gemeente / lees=gemeentenaam / voorbeeld=Deventer
    synoniemen=gemeentenaam naamgemeente naamgem gemnaam organisatie bedrijf stad
    voor   12  gemeente
    voor    9  gemeenteraad van; burgemeester van; wethouder van; raad van
    voor    9  burgemeester en wethouders van; college van; college van b en w van; namens
    voor    6  inwoners van; inwoneraantal van; stad
    voor    4  overeenkomst; samenwerkingsovereenkomst; overeenkomst met
    label   9  gemeente; naam gemeente; deelnemer; partij; publiekrechtelijke rechtspersoon
    kolom   6  gemeente; deelnemer
    boven   4  gemeente
gemeente.cbs_code  code van het CBS: GM en vier cijfers
    lees=cbs_code / voorbeeld=GM0150 / synoniemen=gemeentecode code
gemeente.inwoners  aantal inwoners op de peildatum
    lees=inwoners / filter=getal / voorbeeld=101446
    opnieuw=het aantal inwoners op de peildatum, {peildatum}
    synoniemen=aantalinwoners inwoneraantal inwonertal
    na 9 inwoners / label 9 inwoners; aantal inwoners
gemeente.adres  straat en huisnummer van het gemeentehuis
    lees=tekst / voorbeeld=Grote Kerkhof 1
    synoniemen=straat straatnaam bezoekadres adresregel1 vestigingsadres
gemeente.postcode  postcode van het gemeentehuis
    lees=postcode / voorbeeld=7411 KT / synoniemen=pc
gemeente.plaats  plaats waar de gemeente zetelt
    lees=tekst / voorbeeld=Deventer / zoals=gevestigd
    synoniemen=woonplaats vestigingsplaats stadplaats zetel
    eerder  4  gevestigd te; gevestigd in; zetelend te; zetelend in; zetel te; zetel in
    eerder  4  kantoorhoudend te; kantoorhoudende te; gehuisvest te; gehuisvest in
    boven   6  {*.adres}
    label   9  plaats van vestiging; gevestigd te; postcode en plaats
    label   4  plaats; woonplaats
gemeente.email  e-mailadres
    kolom=e-mail / lees=email / mag_ontbreken=ja / synoniemen=emailadres mail mailadres
    label 4 e-mail; e-mailadres
gemeente.collegebesluit  datum van het besluit van burgemeester en wethouders
    lees=datum / lengte=datum / filter=datum / invulwoord=datum
    opnieuw=de datum van het nieuwe collegebesluit, zodra die bekend is
    synoniemen=datumcollegebesluit besluit datumbesluit besluitdatum
    voor    9  collegebesluit van; collegebesluit d.d.; collegebesluit dd; collegebesluit
    voor    9  besluit van; besluit d.d.; besloten op; vergadering van; besluit genomen op
    voor    9  wethouders van; wethouders d.d.; college van; college d.d.; college op
    eerder  4  collegebesluit; college; burgemeester en wethouders; besluit; besloten
    later   4  besloten; besluit
    label   9  collegebesluit; besluit; college
    kolom   6  collegebesluit; besluit
ondertekenaar.aanhef  de heer of mevrouw
    lees=aanhef / lengte=woord / gewoon=ja / zoals=aanhef
    synoniemen=dehermevrouw dhrmevr dhrmw heermevrouw
ondertekenaar.naam  voorletters en achternaam van wie namens de gemeente tekent
    kolom=ondertekenaar / lees=ondertekenaar / invulwoord=naam / zoals=naam
    synoniemen=naamondertekenaar burgemeester naamburgemeester naam achternaam vertegenwoordiger
ondertekenaar.functie  functie van wie namens de gemeente tekent
    lees=functie / invulwoord=functie / gewoon=ja / zoals=functie
    synoniemen=functieondertekenaar ambt hoedanigheid
    eerder 2 gemeente
ondertekenaar.gemachtigd  of de burgemeester de ondertekenaar heeft aangewezen (voor een voorwaarde)
ondertekening.plaats  plaats waar de overeenkomst wordt opgemaakt
    kolom=plaats_ondertekening / lees=tekst / bron=gemeente.plaats_ondertekening / lengte=datum
    invulwoord=plaats / mag_ontbreken=ja / opnieuw=mag leeg blijven; wordt dan met de pen ingevuld
    synoniemen=plaatsondertekening getekendte ondertekendte opgemaaktte
    voor    9  opgemaakt te; opgemaakt in; ondertekend te; ondertekend in; getekend te
    voor    9  getekend in; tweevoud te; tweevoud in; overeengekomen te
    eerder  4  opgemaakt; ondertekend; getekend; overeengekomen; tweevoud; ondertekening
    na      6  {*.datum}; op {*.datum}; d.d. {*.datum}
    label   9  plaats van ondertekening; plaats ondertekening; getekend te; opgemaakt te
    label   4  plaats; te
    kop     2  ondertekening; ondertekenen
ondertekening.datum  dag waarop de overeenkomst wordt opgemaakt
    kolom=datum_ondertekening / lees=datum / bron=gemeente.datum_ondertekening
    lengte=datum / filter=datum / invulwoord=datum / mag_ontbreken=ja
    opnieuw=mag leeg blijven; wordt dan met de pen ingevuld
    synoniemen=datumondertekening getekendop ondertekendop opgemaaktop
    voor    9  opgemaakt op; opgemaakt d.d.; getekend op; ondertekend op; tweevoud op
    voor    9  te {*.plaats} op; te {*.plaats}; in {*.plaats} op
    voor    6  {*.plaats}; {*.plaats} op; {*.plaats} d.d.
    voor   -9  gemeente {*.plaats}; gemeente {*.plaats} op
    eerder  4  opgemaakt; ondertekend; getekend; overeengekomen; tweevoud; ondertekening
    label   9  datum van ondertekening; datum ondertekening; getekend op; ondertekend op
    label   4  datum; d.d.
    kop     2  ondertekening; ondertekenen
""",
    "gemeente.",
    aanhef=parse_aanhef,
    cbs_code=parse_cbs_code,
    datum=parse_datum,
    email=parse_email,
    functie=parse_functie,
    gemeentenaam=parse_gemeentenaam,
    inwoners=parse_inwoners,
    ondertekenaar=parse_ondertekenaar,
    postcode=parse_postcode,
    tekst=parse_tekst,
)
"""What the row of a municipality gives."""

KOLOMVELDEN = tuple(veld for veld in VAN_DE_RIJ if isinstance(veld, Kolomveld))
"""The columns of the table, and what each holds."""

KOLOMMEN = tuple(veld.kolom for veld in KOLOMVELDEN)
"""The names of the columns."""
