"""What in the surroundings of a value points to a field: the table, to read and to extend.

Nothing here is about one convenant or one municipality.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kant(StrEnum):
    """Where words stand, as the ground of a choice says it."""

    VOOR = "er staat {} voor"
    """Directly before the value."""
    NA = "er staat {} achter"
    """Directly after it."""
    EERDER = "eerder in de zin staat {}"
    """Of the fields that a value can be, only the nearest word counts."""
    LATER = "verderop in de zin staat {}"
    """The same."""
    LABEL = "links ervan staat {}"
    """In the cell, or the column between tabs, to the left."""
    KOLOM = "boven de kolom staat {}"
    BOVEN = "op de regel erboven staat {}"
    ONDER = "op de regel eronder staat {}"
    KOP = "het staat onder de kop {}"


@dataclass(frozen=True, slots=True)
class Aanwijzing:
    """Words that point to a field, or away from it.

    Attributes:
        veld: The name of the field.
        kant: Where they stand.
        woorden: The words, each of which will do; capitals make no difference.
            ``{gemeente.adres}`` stands for the value of that field, in any notation.
        gewicht: How strongly they point; below zero they point away.
    """

    veld: str
    kant: Kant
    woorden: tuple[str, ...]
    gewicht: int


GENOEG = 4
"""The weight from which a choice is sure; what weighs less only tips the balance."""

# Per field: where, how strongly, which words. A star is each of those who sign.
_TABEL = """
gemeente.naam
  voor   12  gemeente
  voor    9  gemeenteraad van; burgemeester van; wethouder van; raad van
  voor    9  burgemeester en wethouders van; college van; college van b en w van; namens
  voor    6  inwoners van; inwoneraantal van; stad
  voor    4  overeenkomst; samenwerkingsovereenkomst; overeenkomst met
  label   9  gemeente; naam gemeente; deelnemer; partij; publiekrechtelijke rechtspersoon
  kolom   6  gemeente; deelnemer
gemeente.plaats
  voor    9  gevestigd te; gevestigd in; zetelend te; zetelend in; zetel te; zetel in
  voor    9  kantoorhoudend te; kantoorhoudende te; gehuisvest te
  voor    9  gehuisvest in
  voor    9  {gemeente.postcode}; {gemeente.adres}; {gemeente.adres} te
  voor    9  {gemeente.adres} in
  na      9  aan het adres {gemeente.adres}; aan de {gemeente.adres}
  na      4  {gemeente.adres}
  eerder  4  gevestigd te; gevestigd in; zetelend te; zetelend in; zetel te; zetel in
  eerder  4  kantoorhoudend te; kantoorhoudende te; gehuisvest te; gehuisvest in
  boven   6  {gemeente.adres}
  label   9  vestigingsplaats; plaats van vestiging; zetel; gevestigd te; postcode en plaats
  label   4  plaats; woonplaats
ondertekening.plaats
  voor    9  opgemaakt te; opgemaakt in; ondertekend te; ondertekend in; getekend te
  voor    9  getekend in; tweevoud te; tweevoud in
  voor    9  overeengekomen te
  eerder  4  opgemaakt; ondertekend; getekend; overeengekomen; tweevoud; ondertekening
  na      6  {ondertekening.datum}; op {ondertekening.datum}
  na      6  d.d. {ondertekening.datum}
  label   9  plaats van ondertekening; plaats ondertekening; getekend te; opgemaakt te
  label   4  plaats; te
  kop     2  ondertekening; ondertekenen
stichting.plaats
  voor    9  gevestigd te; gevestigd in; zetelend te; zetelend in; zetel te; zetel in
  voor    9  kantoorhoudend te; kantoorhoudende te; gehuisvest te
  voor    9  gehuisvest in
  voor    9  {stichting.adres}; {stichting.adres} te
  voor    9  {stichting.adres} in
  voor    9  {stichting.postcode}; {stichting.naam} te; {stichting.naam} in
  na      9  aan het adres {stichting.adres}; aan de {stichting.adres}
  na      4  {stichting.adres}
  eerder  2  {stichting.naam}
  label   9  vestigingsplaats; zetel
convenant.getekend_te
  eerder  4  convenant
  voor    2  getekend te; getekend in; ondertekend te; ondertekend in; gesloten te
gemeente.collegebesluit
  voor    9  collegebesluit van; collegebesluit d.d.; collegebesluit dd; collegebesluit
  voor    9  besluit van; besluit d.d.; besloten op; vergadering van; besluit genomen op
  voor    9  wethouders van; wethouders d.d.; college van; college d.d.
  voor    9  college op
  eerder  4  collegebesluit; college; burgemeester en wethouders; besluit
  eerder  4  besloten
  later   4  besloten; besluit
  label   9  collegebesluit; besluit; college
  kolom   6  collegebesluit; besluit
ondertekening.datum
  voor    9  opgemaakt op; opgemaakt d.d.; getekend op; ondertekend op; tweevoud op
  voor    9  te {ondertekening.plaats} op; te {ondertekening.plaats}; in {ondertekening.plaats} op
  voor    6  {ondertekening.plaats}; {ondertekening.plaats} op; {ondertekening.plaats} d.d.
  voor   -9  gemeente {ondertekening.plaats}; gemeente {ondertekening.plaats} op
  eerder  4  opgemaakt; ondertekend; getekend; overeengekomen; tweevoud; ondertekening
  label   9  datum van ondertekening; datum ondertekening; getekend op; ondertekend op
  label   4  datum; d.d.
  kop     2  ondertekening; ondertekenen
bijdrage.peildatum
  voor    9  peildatum; peildatum van; peildatum is; inwoners op; inwoners per
  voor    9  geteld op
  eerder  4  peildatum; inwoners; inwoneraantal; inwonertal; CBS; statistiek
  later   2  peildatum; inwoners
  label   9  peildatum
convenant.ingang
  voor    9  gaat in op; gaat in per; ingaande op; ingaande; met ingang van; per; in werking op
  voor    9  in werking per; ingangsdatum; begint op; vanaf; aanvang op; periode van
  voor    9  looptijd van; duur van
  na      6  tot en met {convenant.einde}; t/m {convenant.einde}; tot {convenant.einde}
  na      6  en eindigt; en loopt; - {convenant.einde}
  na      6  {convenant.einde}
  eerder  2  ingang; looptijd; periode; duur
  label   9  ingang; ingangsdatum; looptijd
convenant.retour_voor
  voor    9  vóór; voor; uiterlijk; uiterlijk op
  voor    9  tot uiterlijk
  eerder  4  retour; terug; toezenden
  later   4  retour; terug; toezenden
convenant.einde
  voor    9  eindigt op; rechtswege op; tot en met; t/m; tot; einddatum; loopt tot
  label   9  einddatum; einde; looptijd
convenant.getekend_op
  eerder  4  convenant
  later   4  convenant
  label   6  convenant
document.datum
  voor    6  {stichting.plaats}; datum
  label   4  datum
stand.datum
  voor    9  stand op; stand per
convenant.leden
  na      9  gemeenten; steden; leden; deelnemers; deelnemende gemeenten; aangesloten gemeenten
  na      9  grote gemeenten; middelgrote gemeenten
  label   9  aantal leden; aantal gemeenten; leden
stand.aantal
  na      9  gemeenten hebben getekend
convenant.jaren
  voor    9  looptijd van; duur van; periode van
  na      9  kalenderjaren
bijdrage.tarief
  na      9  per inwoner; exclusief btw per inwoner
  later   4  per inwoner
  eerder  4  tarief; per inwoner
  label   9  tarief; per inwoner
  kolom   6  tarief; per inwoner
bijdrage.vorig_tarief
  eerder  6  vorige; was; oude
bijdrage.verhoging_tarief
  eerder  6  verhoging; hoger; meer
bijdrage.jaarbedrag
  eerder  4  bijdrage; per jaar
  label   9  bijdrage; jaarbedrag
gemeente.inwoners
  na      9  inwoners
  label   9  inwoners; aantal inwoners
gemeente.email
  label   4  e-mail; e-mailadres
stichting.iban
  voor    9  iban; rekeningnummer
  label   9  iban; rekeningnummer
stichting.kvk_nummer
  voor    9  kvk; kvk-nummer; handelsregister
  eerder  4  handelsregister
  label   9  kvk; kvk-nummer
stichting.btw_nummer
  voor    9  btw-nummer
  label   9  btw-nummer
relatiemanager.naam
  voor    9  relatiemanager
  label   9  relatiemanager; contactpersoon
gemeente.naam
  boven   4  gemeente
*.aanhef
  na      9  {*.naam}
  label   4  aanhef
*.naam
  voor    4  {*.aanhef}; {*.functie}; de heer/mevrouw
  label   4  naam; vertegenwoordiger
*.functie
  voor    9  {*.naam}; {*.naam} in de hoedanigheid van
  na      9  {*.aanhef} {*.naam}; {*.naam}
  boven   9  {*.naam}
  onder   9  {*.naam}
  voor    4  door haar; door zijn; vertegenwoordigd door de; in de persoon van de
  na    -20  en wethouders
  label   6  functie; hoedanigheid; ambt
  kolom   6  functie; hoedanigheid
ondertekenaar.functie
  eerder  2  gemeente
stichting.vertegenwoordiger.functie
  eerder  2  {stichting.naam}
netwerk.vertegenwoordiger.functie
  eerder  2  {netwerk.naam}
"""
_TEKENAARS = ("ondertekenaar", "stichting.vertegenwoordiger", "netwerk.vertegenwoordiger")


def _read_table() -> Iterator[Aanwijzing]:
    velden: tuple[str, ...] = ()
    for line in _TABEL.strip().splitlines():
        if not line.startswith(" "):
            velden = tuple(line.replace("*", who) for who in _TEKENAARS) if "*" in line else (line,)
            continue
        kant, gewicht, woorden = line.split(maxsplit=2)
        for veld in velden:
            words = woorden.replace("*", veld.rpartition(".")[0]).split("; ")
            yield Aanwijzing(veld, Kant[kant.upper()], tuple(words), int(gewicht))


AANWIJZINGEN = tuple(_read_table())
"""All that points to a field."""

INVULWOORDEN = {
    "gemeente.collegebesluit": "datum",
    "ondertekenaar.functie": "functie",
    "ondertekenaar.naam": "naam",
    "ondertekening.datum": "datum",
    "ondertekening.plaats": "plaats",
}
"""What is said behind a fill-in line in running text: which fact belongs there."""

DATUMS = frozenset(
    {
        "gemeente.collegebesluit",
        "ondertekend.op",
        "ondertekening.datum",
        "opgezegd.laatste_dag",
        "opgezegd.op",
    }
)
"""The fields that may be open, and are days when they are not."""

BEDRAGEN = frozenset(
    {
        "bijdrage.verhoging",
        "bijdrage.verhoging_tarief",
        "bijdrage.vorig_jaarbedrag",
        "bijdrage.vorig_tarief",
    }
)
"""The fields that may be open, and are amounts when they are not."""
