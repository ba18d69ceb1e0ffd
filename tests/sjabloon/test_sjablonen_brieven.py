"""The templates of the four letters: the Word files, what they say once filled, their PDFs."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pytest
from lxml import etree

from hulp.ooxml import VALIDATORS, validate
from hulp.verapdf import assert_archival
from overeenkomstgen.kern.aanhef import salutation
from overeenkomstgen.kern.gemeente import Functie
from overeenkomstgen.kern.invulregel import Invulregel
from overeenkomstgen.kern.veldentabel import ALTIJD, PER_GEMEENTE
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.office.omzetting import to_pdf
from overeenkomstgen.pdf.archief import Documentgegevens, archive
from overeenkomstgen.pdf.oordeel import judge
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.proef.proef import proofread
from overeenkomstgen.sjabloon.opdrachten.invulling import Invulling
from overeenkomstgen.sjabloon.opdrachten.taal import make_language
from overeenkomstgen.sjabloon.opdrachten.zandbak import INVULLING
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.word.gegevens import read_properties
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from hulp.snapshots import Snapshots
    from overeenkomstgen.sjabloon.sjabloon import Ingevuld

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

SJABLONEN = Path(__file__).parents[2] / "sjablonen"
PAGINAS = {
    "aanbiedingsbrief": (1, 2),
    "herinnering": (1, 1),
    "ontvangstbevestiging": (1, 1),
    "opzegbevestiging": (1, 1),
}
BRIEVEN = tuple(PAGINAS)
SAMEN = ("aanbiedingsbrief", "herinnering")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MILLIMETRE = 72 / 25.4
"""In points."""
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
VELDEN = {veld.naam: veld for veld in (*ALTIJD, *PER_GEMEENTE)}
DEVENTER: Mapping[str, object] = {
    "bijdrage.jaarbedrag": Decimal("15216.90"),
    "bijdrage.peildatum": date(2022, 1, 1),
    "bijdrage.tarief": Decimal("0.15"),
    "bijdrage.verhoging_tarief": Decimal("0.02"),
    "convenant.einde": date(2027, 12, 31),
    "convenant.getekend_op": date(2022, 12, 19),
    "convenant.getekend_te": "Den Haag",
    "convenant.ingang": date(2023, 3, 1),
    "convenant.jaren": 5,
    "convenant.leden": 41,
    "convenant.naam": "Samenwerken aan aantrekkelijke en krachtige steden",
    "convenant.periode": "2023 t/m 2027",
    "convenant.retour_voor": date(2023, 3, 1),
    "document.datum": date(2023, 2, 1),
    "document.kenmerk": "2023-GM0150",
    "gemeente.adres": "Grote Kerkhof 1",
    "gemeente.collegebesluit": None,
    "gemeente.inwoners": 101446,
    "gemeente.naam": "Deventer",
    "gemeente.plaats": "Deventer",
    "gemeente.postcode": "7411 KT",
    "netwerk.korte_naam": "G40",
    "netwerk.naam": "Stedennetwerk G40",
    "netwerk.vertegenwoordiger.functie": "voorzitter van het Dagelijks Bestuur",
    "netwerk.vertegenwoordiger.naam": "P. Depla",
    "ondertekenaar.aanhef": "de heer",
    "ondertekenaar.functie": Functie.BURGEMEESTER,
    "ondertekenaar.naam": "R.C. König",
    "ondertekend.door": "R.C. König",
    "ondertekend.op": date(2023, 1, 10),
    "ontvanger.aanhef": "Geachte heer König",
    "opgezegd.jaren": (
        {
            "jaar": 2025,
            "bedrag": Decimal("15216.90"),
            "factuurnummer": "P31-2025-GM0150",
            "factuurdatum": date(2025, 2, 3),
        },
        {
            "jaar": 2026,
            "bedrag": Decimal("15216.90"),
            "factuurnummer": "",
            "factuurdatum": None,
        },
    ),
    "opgezegd.laatste_dag": date(2026, 12, 31),
    "opgezegd.nog_te_factureren": Decimal("15216.90"),
    "opgezegd.op": date(2025, 10, 1),
    "relatiemanager.email": None,
    "relatiemanager.naam": None,
    "stand.dagen_te_gaan": 28,
    "stand.dagen_te_laat": 0,
    "stichting.adres": "Koningin Julianaplein 10 (7e verdieping)",
    "stichting.korte_naam": "Platform31",
    "stichting.naam": "Stichting Platform31",
    "stichting.plaats": "Den Haag",
    "stichting.postcode": None,
    "stichting.vertegenwoordiger.functie": "directeur-bestuurder",
    "stichting.vertegenwoordiger.naam": "V. Everhardt",
}
"""What the letters use, for Deventer; None is not known."""
RELATIEMANAGER = {
    "relatiemanager.naam": "A. Jansen",
    "relatiemanager.email": "a.jansen@voorbeeld.nl",
}
ALPHEN = {
    "bijdrage.jaarbedrag": Decimal("16938.90"),
    "document.kenmerk": "2023-GM0484",
    "gemeente.adres": "Stadhuisplein 1",
    "gemeente.inwoners": 112926,
    "gemeente.naam": "Alphen aan den Rijn",
    "gemeente.plaats": "Alphen aan den Rijn",
    "gemeente.postcode": "2405 SH",
    "ondertekenaar.aanhef": "mevrouw",
    "ondertekenaar.naam": "J.W.E. Spies",
    "ondertekend.door": "J.W.E. Spies",
    "ontvanger.aanhef": salutation("mevrouw", "J.W.E. Spies"),
}
DEN_BOSCH = {
    "bijdrage.jaarbedrag": Decimal("23480.70"),
    "document.kenmerk": "2023-GM0796",
    "gemeente.adres": "Wolvenhoek 1",
    "gemeente.inwoners": 156538,
    "gemeente.naam": "'s-Hertogenbosch",
    "gemeente.plaats": "'s-Hertogenbosch",
    "gemeente.postcode": "5211 HH",
    "ondertekenaar.naam": "J.M.L.N. Mikkers",
    "ondertekend.door": "J.M.L.N. Mikkers",
    "ontvanger.aanhef": salutation("de heer", "J.M.L.N. Mikkers"),
}
ONBEKEND = {
    "ondertekenaar.aanhef": None,
    "ondertekenaar.functie": None,
    "ondertekenaar.naam": None,
    "ondertekend.door": None,
    "ontvanger.aanhef": salutation(None, None),
}
"""A signatory of whom nothing is known."""
NIET_OPGEZEGD: Mapping[str, object] = {
    "opgezegd.jaren": (),
    "opgezegd.laatste_dag": None,
    "opgezegd.nog_te_factureren": Decimal(0),
    "opgezegd.op": None,
}
LANG = {
    **ALPHEN,
    **RELATIEMANAGER,
    "gemeente.collegebesluit": date(2023, 1, 10),
    "ondertekenaar.aanhef": "mevrouw",
    "ondertekenaar.functie": Functie.WAARNEMEND_BURGEMEESTER,
    "ondertekenaar.naam": "P.J.M.G. Blanksma-van den Heuvel-Schuurmans",
    "stichting.postcode": "2595 AA",
}
"""Everything known and as long as it comes."""
ALLE_JAREN: Mapping[str, object] = {
    **LANG,
    "opgezegd.jaren": tuple(
        {
            "jaar": jaar,
            "bedrag": Decimal("16938.90"),
            "factuurnummer": f"P31-{jaar}-GM0484" if jaar < 2026 else "",
            "factuurdatum": date(jaar, 2, 3) if jaar < 2026 else None,
        }
        for jaar in range(2023, 2028)
    ),
    "opgezegd.laatste_dag": date(2027, 12, 31),
    "opgezegd.nog_te_factureren": Decimal("33877.80"),
    "opgezegd.op": date(2026, 9, 10),
    "relatiemanager.email": None,
    "relatiemanager.naam": None,
}
"""The longest table that a notice can have."""
GEVALLEN: Mapping[str, Mapping[str, object]] = {
    "deventer": {},
    "alphen": ALPHEN,
    "s-hertogenbosch": DEN_BOSCH,
    "onbekend": ONBEKEND,
    "lang": LANG,
    "alle-jaren": ALLE_JAREN,
}


def part(soort: str, name: str) -> _Element:
    with zipfile.ZipFile(SJABLONEN / f"{soort}.docx") as package:
        return etree.fromstring(package.read(name))


def text_of(element: _Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def values(changes: Mapping[str, object]) -> dict[str, Any]:
    """Return Deventer's values with changes, nested; None is not known."""
    nested: dict[str, Any] = {}
    for name, known in {**DEVENTER, **changes}.items():
        *path, last = name.split(".")
        table = nested
        for step in path:
            table = table.setdefault(step, {})
        table[last] = Invulregel(name, VELDEN[name].lengte) if known is None else known
    return nested


def fill(soort: str, changes: Mapping[str, object]) -> Ingevuld:
    return Sjabloon.load(SJABLONEN / f"{soort}.docx").fill(values(changes))


def said(soort: str, changes: Mapping[str, object]) -> str:
    """Return what a letter says, with plain spaces and every fill-in line as an ellipsis."""
    text = read_word(fill(soort, changes).content).as_text()
    return re.sub("_{5,}", "…", text.replace("\N{NO-BREAK SPACE}", " "))


def lines(soort: str, changes: Mapping[str, object]) -> list[str]:
    return said(soort, changes).splitlines()


def render_email(soort: str, changes: Mapping[str, object]) -> str:
    """Return the text of the e-mail that goes with a letter."""
    template = make_language().from_string(read_email(soort))
    return unescape(template.render({**values(changes), INVULLING: Invulling((), [], {})})) + "\n"


def read_email(soort: str) -> str:
    return (SJABLONEN / f"{soort}.txt").read_text("utf-8")


def places_of_lines(pdf: Path) -> list[tuple[str, float, float, float]]:
    """Return of each line of the first page its text, left, baseline and right, in mm."""
    with pdfium.PdfDocument(pdf) as document:
        page = document[0]
        text, height = page.get_textpage(), page.get_height()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        return [
            (
                text.get_text_bounded(*box).strip(),
                box[0] / MILLIMETRE,
                (height - box[1]) / MILLIMETRE,
                box[2] / MILLIMETRE,
            )
            for box in boxes
        ]


@pytest.mark.parametrize("soort", BRIEVEN)
def test_file_holds_nothing_but_what_is_needed(soort: str) -> None:
    with zipfile.ZipFile(SJABLONEN / f"{soort}.docx") as package:
        names = package.namelist()
    lists = ["word/numbering.xml"] if soort in SAMEN else []
    assert names == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        *lists,
        "word/settings.xml",
        "word/footer1.xml",
        "docProps/core.xml",
    ]
    assert (SJABLONEN / f"{soort}.docx").stat().st_size < 12_000


@pytest.mark.parametrize("soort", BRIEVEN)
def test_every_style_is_in_use(soort: str) -> None:
    used = {
        element.get(f"{W}val", "")
        for name in ("word/document.xml", "word/footer1.xml", "word/styles.xml")
        for element in part(soort, name).iter(f"{W}pStyle", f"{W}rStyle", f"{W}basedOn")
    }
    styles = list(part(soort, "word/styles.xml").iter(f"{W}style"))
    defaults = {style.get(f"{W}styleId", "") for style in styles if style.get(f"{W}default")}
    assert {style.get(f"{W}styleId", "") for style in styles} == used | defaults


@pytest.mark.parametrize("soort", BRIEVEN)
def test_language_is_dutch_everywhere(soort: str) -> None:
    languages = [
        each.get(f"{W}val")
        for name in ("word/styles.xml", "word/settings.xml")
        for each in part(soort, name).iter(f"{W}lang", f"{W}themeFontLang")
    ]
    assert languages == ["nl-NL", "nl-NL"]
    for name in ("word/document.xml", "word/footer1.xml"):
        assert list(part(soort, name).iter(f"{W}lang")) == []


@pytest.mark.parametrize("soort", BRIEVEN)
def test_every_field_is_known_and_every_tag_stands_in_one_run(soort: str) -> None:
    assert Sjabloon.load(SJABLONEN / f"{soort}.docx").faults(VELDEN) == ()
    runs = [
        text_of(run)
        for name in ("word/document.xml", "word/footer1.xml")
        for run in part(soort, name).iter(f"{W}r")
    ]
    assert [text for text in runs if re.search(r"[{}%]", TAG.sub("", text))] == []


@pytest.mark.parametrize(
    ("soort", "figures"),
    [
        ("aanbiedingsbrief", ["2", "28 februari 2023"]),
        ("herinnering", ["1", "1 dag", "1 dag"]),
        ("ontvangstbevestiging", ["1", "3 van", "3 van"]),
        (
            "opzegbevestiging",
            ["1.1", "1.3 geldt", "1 september", "1 januari", "1 september", "1 januari"],
        ),
    ],
)
def test_no_fact_of_the_period_or_a_party_is_typed(soort: str, figures: list[str]) -> None:
    """Only the end of the convenant before, which no field has, and what the agreement types."""
    paragraphs = part(soort, "word/document.xml").iter(f"{W}p")
    typed = "\n".join(TAG.sub("", text_of(paragraph)) for paragraph in paragraphs)
    assert re.findall(r"\d+(?:\.\d+)?(?: [a-z]+)?(?: \d{4})?", typed) == figures
    for fact in ("Platform31", "G40", "Stedennetwerk", "Everhardt", "Depla", "Deventer", "€"):
        assert fact not in typed


@pytest.mark.parametrize("soort", BRIEVEN)
@pytest.mark.parametrize(
    ("changes", "address", "aanhef"),
    [
        (
            {},
            [
                "Gemeente Deventer",
                "t.a.v. de heer R.C. König",
                "burgemeester",
                "Grote Kerkhof 1",
                "7411 KT  Deventer",
            ],
            "Geachte heer König,",
        ),
        (
            DEN_BOSCH,
            [
                "Gemeente 's-Hertogenbosch",
                "t.a.v. de heer J.M.L.N. Mikkers",
                "burgemeester",
                "Wolvenhoek 1",
                "5211 HH  's-Hertogenbosch",
            ],
            "Geachte heer Mikkers,",
        ),
        (
            {**ALPHEN, "ondertekenaar.functie": None},
            [
                "Gemeente Alphen aan den Rijn",
                "t.a.v. mevrouw J.W.E. Spies",
                "Stadhuisplein 1",
                "2405 SH  Alphen aan den Rijn",
            ],
            "Geachte mevrouw Spies,",
        ),
        (
            {"ondertekenaar.aanhef": None, "ontvanger.aanhef": salutation(None, "R.C. König")},
            [
                "Gemeente Deventer",
                "College van burgemeester en wethouders",
                "Grote Kerkhof 1",
                "7411 KT  Deventer",
            ],
            "Geacht college,",
        ),
        (
            ONBEKEND,
            [
                "Gemeente Deventer",
                "College van burgemeester en wethouders",
                "Grote Kerkhof 1",
                "7411 KT  Deventer",
            ],
            "Geacht college,",
        ),
    ],
)
def test_to_whom_it_is_addressed(
    soort: str, changes: Mapping[str, object], address: list[str], aanhef: str
) -> None:
    shown = lines(soort, changes)
    start = next(n for n, line in enumerate(shown) if line.startswith("Gemeente"))
    assert shown[start : shown.index("Den Haag, 1 februari 2023")] == address
    assert aanhef in shown


@pytest.mark.parametrize("soort", BRIEVEN)
def test_who_sends_it(soort: str) -> None:
    names = ["Stedennetwerk G40", "Stichting Platform31"][0 if soort in SAMEN else 1 :]
    street, without, postcode = (
        "Koningin Julianaplein 10 (7e verdieping)",
        "Den Haag",
        {"stichting.postcode": "2595 AA"},
    )
    assert lines(soort, {})[: len(names) + 2] == [*names, street, without]
    assert lines(soort, postcode)[: len(names) + 2] == [*names, street, "2595 AA  Den Haag"]


@pytest.mark.parametrize("soort", BRIEVEN)
def test_who_signs_it(soort: str) -> None:
    shown = lines(soort, {})
    end = shown.index("Met vriendelijke groet,") + 1
    both = [
        "Stedennetwerk G40 | Stichting Platform31",
        "P. Depla voorzitter van het Dagelijks Bestuur | V. Everhardt directeur-bestuurder",
    ]
    one = ["Stichting Platform31", "V. Everhardt", "directeur-bestuurder"]
    expected = both if soort in SAMEN else one
    assert shown[end : end + len(expected)] == expected


@pytest.mark.parametrize(
    ("soort", "references", "enclosures"),
    [
        (
            "aanbiedingsbrief",
            ["Onderwerp\tNieuw convenant van de G40 en Platform31, 2023 t/m 2027", "Bijlagen\t2"],
            [
                "Bijlagen:",
                "1. convenant Samenwerken aan aantrekkelijke en krachtige steden 2023 t/m 2027",
                "2. samenwerkingsovereenkomst 2023 t/m 2027",
            ],
        ),
        (
            "herinnering",
            [
                "Onderwerp\tHerinnering: samenwerkingsovereenkomst 2023 t/m 2027",
                "Bijlage\t1",
            ],
            ["Bijlage: samenwerkingsovereenkomst 2023 t/m 2027"],
        ),
        (
            "ontvangstbevestiging",
            [
                "Onderwerp\tOntvangst van uw samenwerkingsovereenkomst 2023 t/m 2027",
                "Bijlage\t1",
            ],
            ["Bijlage: lijst van deelnemende steden (Bijlage 3 van het convenant)"],
        ),
        (
            "opzegbevestiging",
            ["Onderwerp\tBevestiging van uw opzegging, samenwerkingsovereenkomst 2023 t/m 2027"],
            [],
        ),
    ],
)
def test_references_and_enclosures(
    soort: str, references: list[str], enclosures: list[str]
) -> None:
    shown = lines(soort, {})
    start = shown.index("Den Haag, 1 februari 2023") + 1
    assert shown[start : shown.index("Geachte heer König,")] == [
        "Ons kenmerk\t2023-GM0150",
        *references,
    ]
    foot = next(n for n, line in enumerate(shown) if line.startswith("[voettekst]"))
    after = shown[foot - len(enclosures) : foot]
    assert after == enclosures
    without = lines(soort, {"document.kenmerk": ""})
    assert not [line for line in without if line.startswith("Ons kenmerk")]


@pytest.mark.parametrize(
    ("soort", "changes", "sentence"),
    [
        (
            "aanbiedingsbrief",
            {},
            (
                "Het huidige convenant tussen de G40 en Platform31 eindigt op 28 februari 2023. De"
                " samenwerking gaat door: op 19 december 2022 hebben wij in Den Haag het nieuwe"
                " convenant Samenwerken aan aantrekkelijke en krachtige steden getekend. Wij bieden"
                " u dat convenant hierbij aan, samen met de samenwerkingsovereenkomst voor uw"
                " gemeente. Deze brief gaat naar alle leden van het Algemeen Bestuur van de G40."
            ),
        ),
        (
            "aanbiedingsbrief",
            {},
            (
                "In het nieuwe convenant zijn de eigen opgaven van de steden het vertrekpunt. Er is"
                " ruimte om tijdens de looptijd bij te sturen. Verder hebben wij afgesproken dat:\n"
                "• er inzicht komt in het gebruik en het effect van wat Platform31 biedt;\n"
                "• anderen worden ingeschakeld als het aanbod van Platform31 niet past bij een"
                " opgave;\n"
                "• wij met jaarplannen werken, die wij elk half jaar evalueren."
            ),
        ),
        (
            "aanbiedingsbrief",
            {},
            (
                "Het convenant loopt tot en met 31 december 2027. De looptijd is eenmalig vijf"
                " jaar. Zo valt een volgend convenant niet meer samen met de"
                " gemeenteraadsverkiezingen."
            ),
        ),
        (
            "aanbiedingsbrief",
            {},
            (
                "De bijdrage is € 0,15 per inwoner per jaar, exclusief btw. Dat is € 0,02 meer dan"
                " in het huidige convenant. Dit tarief staat vast voor de hele looptijd. Wij"
                " rekenen met het aantal inwoners volgens het Centraal Bureau voor de Statistiek"
                " (CBS) op de peildatum 1 januari 2022. Voor de gemeente Deventer, met 101.446"
                " inwoners, is de bijdrage € 15.216,90 per jaar, exclusief btw."
            ),
        ),
        (
            "aanbiedingsbrief",
            {"bijdrage.verhoging_tarief": None},
            "€ 0,15 per inwoner per jaar, exclusief btw. Dit tarief staat vast",
        ),
        (
            "aanbiedingsbrief",
            {},
            (
                "Elke gemeente sluit een eigen samenwerkingsovereenkomst met Platform31. Wij vragen"
                " u de bijgevoegde overeenkomst aan te vullen, te ondertekenen en per e-mail terug"
                " te sturen naar de relatiemanager G40 van Platform31, … (naam), … (e-mailadres)."
                " Ons streven is dat de overeenkomsten van alle 41 gemeenten op 1 maart 2023 binnen"
                " zijn."
            ),
        ),
        (
            "aanbiedingsbrief",
            RELATIEMANAGER,
            "de relatiemanager G40 van Platform31, A. Jansen, a.jansen@voorbeeld.nl. Ons streven",
        ),
        ("aanbiedingsbrief", {}, "Hebt u vragen? Ook daarvoor kunt u bij de relatiemanager"),
        (
            "herinnering",
            {},
            (
                "Van de gemeente Deventer hebben wij nog geen ondertekende"
                " samenwerkingsovereenkomst. Die overeenkomst hoort bij het convenant Samenwerken"
                " aan aantrekkelijke en krachtige steden 2023 t/m 2027, dat de G40 en Platform31 op"
                " 19 december 2022 hebben getekend."
            ),
        ),
        (
            "herinnering",
            {},
            (
                "Wij vragen u dit:\n"
                "1. Leg de overeenkomst voor aan uw college van burgemeester en wethouders, zodat"
                " het college kan besluiten.\n"
                "2. Vul de bijgevoegde overeenkomst aan en onderteken die.\n"
                "3. Stuur de ondertekende overeenkomst per e-mail naar de relatiemanager G40 van"
                " Platform31, … (naam), … (e-mailadres)."
            ),
        ),
        (
            "herinnering",
            {"gemeente.collegebesluit": date(2023, 1, 10), **RELATIEMANAGER},
            (
                "Volgens onze gegevens is de datum van uw collegebesluit 10 januari 2023. Wij"
                " vragen u alleen nog dit:\n"
                "1. Vul de bijgevoegde overeenkomst aan en onderteken die.\n"
                "2. Stuur de ondertekende overeenkomst per e-mail naar de relatiemanager G40 van"
                " Platform31, A. Jansen, a.jansen@voorbeeld.nl.\n"
                "De bijdrage van uw gemeente is € 15.216,90 per jaar, exclusief btw. Dat is"
                " € 0,15 per inwoner."
            ),
        ),
        (
            "ontvangstbevestiging",
            {},
            (
                "Wij hebben de ondertekende samenwerkingsovereenkomst van de gemeente Deventer"
                " ontvangen. Hartelijk dank daarvoor. De overeenkomst is namens uw gemeente"
                " ondertekend op 10 januari 2023."
            ),
        ),
        (
            "ontvangstbevestiging",
            ONBEKEND,
            "De overeenkomst is namens uw gemeente ondertekend op 10 januari 2023.",
        ),
        (
            "ontvangstbevestiging",
            {"ondertekend.door": "A. de Vries"},
            (
                "De overeenkomst is namens uw gemeente ondertekend op 10 januari 2023 door A. de"
                " Vries."
            ),
        ),
        (
            "ontvangstbevestiging",
            {"ondertekenaar.aanhef": None, "ontvanger.aanhef": salutation(None, "R.C. König")},
            "namens uw gemeente ondertekend op 10 januari 2023 door R.C. König.",
        ),
        (
            "ontvangstbevestiging",
            {},
            (
                "Uw gemeente staat nu op Bijlage 3 van het convenant Samenwerken aan aantrekkelijke"
                " en krachtige steden 2023 t/m 2027. Dat is de lijst van deelnemende steden. De"
                " bijgewerkte lijst vindt u bij deze brief."
            ),
        ),
        (
            "ontvangstbevestiging",
            NIET_OPGEZEGD,
            (
                "De overeenkomst geldt van 1 maart 2023 tot en met 31 december 2027. In die"
                " periode ontvangt u elk jaar een factuur voor uw bijdrage: € 15.216,90 exclusief"
                " btw."
            ),
        ),
        (
            "ontvangstbevestiging",
            {},
            (
                "De overeenkomst geldt vanaf 1 maart 2023. Zij is op 1 oktober 2025 opgezegd; de"
                " laatste dag is 31 december 2026. In die periode ontvangt u elk jaar een factuur"
                " voor uw bijdrage: € 15.216,90 exclusief btw."
            ),
        ),
        ("ontvangstbevestiging", {}, "(e-mailadres).\nMet vriendelijke groet,"),
        (
            "ontvangstbevestiging",
            NIET_OPGEZEGD,
            "(e-mailadres). Wij kijken uit naar de samenwerking.\nMet vriendelijke groet,",
        ),
        (
            "opzegbevestiging",
            {},
            (
                "Wij hebben uw opzegging van 1 oktober 2025 van de samenwerkingsovereenkomst"
                " tussen de gemeente Deventer en Platform31 ontvangen en bevestigen die hierbij. De"
                " overeenkomst hoort bij het convenant Samenwerken aan aantrekkelijke en krachtige"
                " steden 2023 t/m 2027."
            ),
        ),
        (
            "opzegbevestiging",
            {},
            (
                "Jaar | Bedrag exclusief btw | Factuur\n"
                "2025 | € 15.216,90 | P31-2025-GM0150 van 3 februari 2025\n"
                "2026 | € 15.216,90 | nog te ontvangen\n"
            ),
        ),
        (
            "opzegbevestiging",
            {},
            (
                "Hiervan moeten wij u nog in totaal € 15.216,90 factureren, exclusief btw. Voor de"
                " tijd na 31 december 2026 ontvangt u geen facturen. Betalingen zijn in deze brief"
                " niet verwerkt."
            ),
        ),
        (
            "opzegbevestiging",
            {"opgezegd.nog_te_factureren": Decimal(0)},
            (
                "Deze bedragen hebben wij al gefactureerd. Voor de tijd na"
                " 31 december 2026 ontvangt u geen facturen."
            ),
        ),
    ],
)
def test_what_it_says(soort: str, changes: Mapping[str, object], sentence: str) -> None:
    assert sentence in said(soort, changes)


@pytest.mark.parametrize(
    ("late", "left", "sentence"),
    [
        (0, 28, "vragen u … uiterlijk op 1 maart 2023 terug te sturen; dat is over 28 dagen."),
        (0, 1, "vragen u … uiterlijk op 1 maart 2023 terug te sturen; dat is over 1 dag."),
        (0, 0, "vragen u … uiterlijk vandaag, 1 maart 2023, terug te sturen."),
        (1, 0, "vroegen u … uiterlijk op 1 maart 2023 terug te sturen. Dat is 1 dag geleden."),
        (5, 0, "vroegen u … uiterlijk op 1 maart 2023 terug te sturen. Dat is 5 dagen geleden."),
    ],
)
def test_reminder_counts_the_days(late: int, left: int, sentence: str) -> None:
    changes = {"stand.dagen_te_laat": late, "stand.dagen_te_gaan": left}
    expected = f"Wij {sentence.replace('…', 'de overeenkomst')}"
    assert expected in lines("herinnering", changes)
    assert f"{expected}\n" in render_email("herinnering", changes)


def test_reminder_without_a_deadline_counts_no_days() -> None:
    changes: dict[str, object] = {
        "convenant.retour_voor": None,
        "stand.dagen_te_gaan": 0,
    }
    expected = "Wij vragen u de overeenkomst uiterlijk op … terug te sturen."
    assert expected in lines("herinnering", changes)


@pytest.mark.parametrize(
    ("op", "laatste_dag", "more"),
    [
        (date(2025, 8, 31), date(2025, 12, 31), ""),
        (
            date(2025, 9, 1),
            date(2026, 12, 31),
            (
                " Uw opzegging is op of na 1 september verzonden en geldt daarom tegen 1 januari"
                " 2027."
            ),
        ),
    ],
)
def test_notice_tells_why_that_is_the_last_day(op: date, laatste_dag: date, more: str) -> None:
    shown = lines("opzegbevestiging", {"opgezegd.op": op, "opgezegd.laatste_dag": laatste_dag})
    assert (
        f"De laatste dag van de overeenkomst is 31 december {laatste_dag.year}. Volgens artikel 1.3"
        " geldt een opzegging die vóór 1 september is verzonden tegen 1 januari van het jaar"
        f" daarna. De opzegtermijn is vier maanden.{more}"
    ) in shown


@pytest.mark.parametrize("op", [date(2026, 9, 10), date(2027, 3, 1), date(2027, 10, 1)])
def test_notice_that_changes_nothing_says_so(op: date) -> None:
    changes: dict[str, object] = {
        "opgezegd.op": op,
        "opgezegd.laatste_dag": date(2027, 12, 31),
        "convenant.einde": date(2027, 12, 31),
    }
    assert (
        "De overeenkomst eindigt op 31 december 2027 van rechtswege (artikel 1.1). Uw opzegging"
        " verandert die dag niet."
    ) in lines("opzegbevestiging", changes)


def test_one_year_is_one_amount() -> None:
    one = {
        "jaar": 2025,
        "bedrag": Decimal("15216.90"),
        "factuurnummer": "P31-2025-GM0150",
        "factuurdatum": date(2025, 2, 3),
    }
    changes: dict[str, object] = {
        "opgezegd.jaren": (one,),
        "opgezegd.nog_te_factureren": Decimal(0),
    }
    assert "\nDit bedrag hebben wij al gefactureerd. Voor de tijd na" in said(
        "opzegbevestiging", changes
    )


def test_notice_before_the_first_day_has_no_table() -> None:
    none = {"opgezegd.jaren": (), "opgezegd.nog_te_factureren": Decimal(0)}
    shown = lines("opzegbevestiging", none)
    start = next(n for n, line in enumerate(shown) if line.startswith("De laatste dag"))
    assert shown[start + 1] == (
        "Voor de tijd na 31 december 2026 ontvangt u geen facturen. Betalingen zijn in deze brief"
        " niet verwerkt."
    )


@pytest.mark.parametrize("soort", BRIEVEN)
def test_it_can_be_filled_when_next_to_nothing_is_known(soort: str) -> None:
    """A check of the templates fills them also for who did not sign, or gave no notice."""
    unknown = {
        **ONBEKEND,
        "bijdrage.verhoging_tarief": None,
        "convenant.retour_voor": None,
        "document.kenmerk": None,
        **NIET_OPGEZEGD,
        "ondertekend.op": None,
        "stand.dagen_te_gaan": 0,
    }
    fields = {
        "aanbiedingsbrief": {"convenant.retour_voor"},
        "herinnering": {"convenant.retour_voor"},
        "ontvangstbevestiging": {"ondertekend.op"},
        "opzegbevestiging": {"opgezegd.op", "opgezegd.laatste_dag"},
    }
    found = set(fill(soort, unknown).open_fields)
    assert found == {"relatiemanager.naam", "relatiemanager.email"} | fields[soort]


@pytest.mark.parametrize("soort", BRIEVEN)
def test_filled_text(snapshots: Snapshots, soort: str) -> None:
    changes = {} if soort == "opzegbevestiging" else NIET_OPGEZEGD
    snapshots.check(f"brief-{soort}.txt", read_word(fill(soort, changes).content).as_text())


@pytest.mark.parametrize("soort", BRIEVEN)
def test_email(snapshots: Snapshots, soort: str) -> None:
    snapshots.check(f"brief-{soort}-bericht.txt", render_email(soort, {}))


@pytest.mark.parametrize("soort", BRIEVEN)
def test_email_is_a_subject_and_a_text_with_known_fields(soort: str) -> None:
    subject, empty, *text = render_email(soort, {**DEN_BOSCH, **RELATIEMANAGER}).splitlines()
    assert subject.startswith("Onderwerp: ")
    assert subject.endswith("gemeente 's-Hertogenbosch")
    assert (empty, text[0]) == ("", "Geachte heer Mikkers,")
    assert "Met vriendelijke groet," in text
    assert "de relatiemanager G40 van Platform31, A. Jansen (a.jansen@voorbeeld.nl)" in "".join(
        text
    )
    fields = re.findall(r"\b[a-z_]+\.[a-z_]+\b", "".join(TAG.findall(read_email(soort))))
    assert set(fields) - set(VELDEN) == set()


@pytest.mark.parametrize("soort", BRIEVEN)
def test_properties_name_letter_and_municipality(soort: str) -> None:
    about = read_properties(fill(soort, {}).content)
    titles = {
        "aanbiedingsbrief": "Aanbiedingsbrief convenant",
        "herinnering": "Herinnering samenwerkingsovereenkomst",
        "ontvangstbevestiging": "Ontvangstbevestiging samenwerkingsovereenkomst",
        "opzegbevestiging": "Bevestiging opzegging samenwerkingsovereenkomst",
    }
    assert about.title == f"{titles[soort]} 2023 t/m 2027 \N{EN DASH} gemeente Deventer"
    assert about.author == f"{'Stedennetwerk G40 en ' * (soort in SAMEN)}Stichting Platform31"
    assert about.subject == (
        "Convenant Samenwerken aan aantrekkelijke en krachtige steden 2023 t/m 2027"
    )


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Path, tuple[str, Ingevuld]]:
    """Return every letter for every case, as Word files."""
    folder = tmp_path_factory.mktemp("brieven")
    filled = {
        folder / f"{soort}-{geval}.docx": (soort, fill(soort, changes))
        for soort in BRIEVEN
        for geval, changes in GEVALLEN.items()
    }
    for word, (_, ingevuld) in filled.items():
        word.write_bytes(ingevuld.content)
    return filled


@pytest.fixture(scope="module")
def pdfs(words: Mapping[Path, tuple[str, Ingevuld]]) -> Mapping[Path, tuple[str, Ingevuld]]:
    """Return the same as archive PDFs."""
    made = {}
    folder = next(iter(words)).parent / "pdf"
    for omzetting in to_pdf(list(words), folder, office=find_libreoffice()):
        assert omzetting.pdf is not None, omzetting.problem
        made[omzetting.pdf] = words[omzetting.source]
        about = read_properties(made[omzetting.pdf][1].content)
        archive(omzetting.pdf, Documentgegevens(about.title, about.author, about.subject))
    return made


def test_two_validators_find_no_fault(words: Mapping[Path, tuple[str, Ingevuld]]) -> None:
    templates = [SJABLONEN / f"{soort}.docx" for soort in BRIEVEN]
    assert validate([*templates, *words]) == {validator: [] for validator in VALIDATORS}


def test_pdf_says_what_word_says_and_is_fit_for_the_archive(
    pdfs: Mapping[Path, tuple[str, Ingevuld]],
) -> None:
    found = {
        pdf.stem: judge(pdf).findings
        + proofread(word.content, pdf, values=word.values, pages=PAGINAS[soort])
        for pdf, (soort, word) in pdfs.items()
    }
    assert found == {f"{soort}-{geval}": () for soort in BRIEVEN for geval in GEVALLEN}


def test_verapdf_passes_every_pdf(pdfs: Mapping[Path, tuple[str, Ingevuld]]) -> None:
    assert_archival(pdfs)


def test_address_stands_in_the_window_of_the_envelope(
    pdfs: Mapping[Path, tuple[str, Ingevuld]],
) -> None:
    """It begins at one height, 2,5 cm from the left, and ends before the window does."""
    for pdf in pdfs:
        places = places_of_lines(pdf)
        start = next(n for n, (text, *_) in enumerate(places) if text.startswith("Gemeente "))
        end = next(n for n, (text, *_) in enumerate(places) if text.startswith("Den Haag, "))
        _, left, bottom, _ = places[start]
        assert round(left) == 25, pdf.name
        assert 52 < bottom < 55, pdf.name  # less than a line's height of 5 mm
        assert max(right for _, _, _, right in places[start:end]) < 116, pdf.name
        assert max(bottom for _, _, bottom, _ in places[start:end]) < 79, pdf.name
        assert places[end][2] > 80, pdf.name


def test_closing_stands_with_the_last_sentence_and_the_signatures(
    pdfs: Mapping[Path, tuple[str, Ingevuld]],
) -> None:
    for pdf in pdfs:
        last = read_pdf(pdf)[-1]
        end = last.index("Met vriendelijke groet,")
        assert last.index("Hebt u vragen?") < end, pdf.name
        assert last.index("V. Everhardt") > end, pdf.name
        if pdf.name.startswith("aanbiedingsbrief"):
            assert last.startswith("Wat wij u vragen"), pdf.name
