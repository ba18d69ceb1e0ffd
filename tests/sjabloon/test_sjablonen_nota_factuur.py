"""The templates of collegenota and factuurbrief: the files, what they say filled, their PDFs."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from hulp.ooxml import VALIDATORS, validate
from hulp.values import onderwerp
from hulp.verapdf import assert_archival
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.gemeente import Functie
from overeenkomstgen.kern.invulregel import Invulregel
from overeenkomstgen.kern.velden import merge_values, names
from overeenkomstgen.kern.veldentabel import VELDEN
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.office.omzetting import to_pdf
from overeenkomstgen.pdf.archief import Documentgegevens, archive
from overeenkomstgen.pdf.oordeel import judge
from overeenkomstgen.proef.proef import proofread
from overeenkomstgen.sjabloon.opdrachten.invulling import Invulling
from overeenkomstgen.sjabloon.opdrachten.taal import make_language
from overeenkomstgen.sjabloon.opdrachten.zandbak import INVULLING
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.word.gegevens import Woordgegevens, read_properties
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from hulp.snapshots import Snapshots
    from overeenkomstgen.sjabloon.sjabloon import Ingevuld

pytestmark = pytest.mark.ongemeten

SJABLONEN = Path(__file__).parents[2] / "sjablonen"
COLLEGENOTA, FACTUURBRIEF = SJABLONEN / "collegenota.docx", SJABLONEN / "factuurbrief.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
APOSTROPHE, TIMES = "\N{RIGHT SINGLE QUOTATION MARK}", "\N{MULTIPLICATION SIGN}"
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
NOTA = Documentsoort("Collegenota", "Collegenota's", COLLEGENOTA.name, "nota-{gemeente}", (1, 2))
FACTUUR = Documentsoort(
    "Factuur",
    "Facturen",
    FACTUURBRIEF.name,
    "factuur-{jaar}-{gemeente}",
    (1, 1),
    per=Per.JAAR,
    rol=Rol.FACTUUR,
)
PAGES = {COLLEGENOTA: (2, 2), FACTUURBRIEF: (1, 1)}

DEVENTER: Mapping[str, object] = {
    "bijdrage.jaarbedrag": Decimal("15216.90"),
    "bijdrage.looptijd": Decimal("76084.50"),
    "bijdrage.peildatum": date(2022, 1, 1),
    "bijdrage.stijging": Decimal("0.02") / Decimal("0.13"),
    "bijdrage.tarief": Decimal("0.15"),
    "bijdrage.verhoging": Decimal("2028.92"),
    "bijdrage.verhoging_tarief": Decimal("0.02"),
    "bijdrage.vorig_jaarbedrag": Decimal("13187.98"),
    "bijdrage.vorig_tarief": Decimal("0.13"),
    "convenant.einde": date(2027, 12, 31),
    "convenant.getekend_op": date(2022, 12, 19),
    "convenant.getekend_te": "Den Haag",
    "convenant.ingang": date(2023, 3, 1),
    "convenant.jaren": 5,
    "convenant.leden": 41,
    "convenant.naam": "Samenwerken aan aantrekkelijke en krachtige steden",
    "convenant.periode": "2023 t/m 2027",
    "convenant.retour_voor": date(2023, 3, 1),
    "document.datum": date(2024, 2, 1),
    "factuur.bedrag": Decimal("15216.90"),
    "factuur.bijdrage": Decimal("15216.90"),
    "factuur.btw": Decimal("3195.55"),
    "factuur.btw_tarief": Decimal("0.21"),
    "factuur.datum": date(2024, 2, 1),
    "factuur.inwoners": 101446,
    "factuur.nummer": "P31-2024-GM0150",
    "factuur.overschot": Decimal(0),
    "factuur.overschot_totaal": Decimal(0),
    "factuur.peildatum": date(2022, 1, 1),
    "factuur.tarief": Decimal("0.15"),
    "factuur.termijn": 30,
    "factuur.totaal": Decimal("18412.45"),
    "factuur.vervaldatum": date(2024, 3, 2),
    "gemeente.adres": "Grote Kerkhof 1",
    "gemeente.inwoners": 101446,
    "gemeente.naam": "Deventer",
    "gemeente.plaats": "Deventer",
    "gemeente.postcode": "7411 KT",
    "jaar": 2024,
    "jaar_begin": date(2024, 1, 1),
    "jaar_einde": date(2024, 12, 31),
    "netwerk.korte_naam": "G40",
    "netwerk.naam": "Stedennetwerk G40",
    "ondertekenaar.aanhef": "de heer",
    "ondertekenaar.functie": Functie.BURGEMEESTER,
    "ondertekenaar.naam": "R.C. König",
    "ontvanger.aanhef": "Geachte heer König",
    "stichting.adres": "Koningin Julianaplein 10 (7e verdieping)",
    "stichting.korte_naam": "Platform31",
    "stichting.naam": "Stichting Platform31",
    "stichting.plaats": "Den Haag",
}
"""What is not here is not known, and gives a fill-in line."""
OVERSCHOT = {
    "document.datum": date(2027, 2, 1),
    "factuur.bedrag": Decimal("11883.56"),
    "factuur.btw": Decimal("2495.55"),
    "factuur.datum": date(2027, 2, 1),
    "factuur.nummer": "P31-2027-GM0150",
    "factuur.overschot": Decimal("3333.34"),
    "factuur.overschot_totaal": Decimal("10000.01"),
    "factuur.totaal": Decimal("14379.11"),
    "factuur.vervaldatum": date(2027, 3, 3),
    "jaar": 2027,
    "jaar_begin": date(2027, 1, 1),
    "jaar_einde": date(2027, 12, 31),
}
GEEN_VORIG_TARIEF = dict.fromkeys(
    (
        "bijdrage.stijging",
        "bijdrage.verhoging",
        "bijdrage.verhoging_tarief",
        "bijdrage.vorig_jaarbedrag",
        "bijdrage.vorig_tarief",
    )
)
BEKEND = {
    "relatiemanager.email": "relatiemanager@voorbeeld.nl",
    "relatiemanager.naam": "A. Jansen",
    "stichting.btw_nummer": "NL000000000B00",
    "stichting.iban": "NL00 BANK 0123 4567 89",
    "stichting.kvk_nummer": "01234567",
    "stichting.postcode": "1234 AB",
}
"""Made-up facts, for what the real period does not know yet."""
DEN_BOSCH = {
    "gemeente.adres": "Wolvenhoek 1",
    "gemeente.naam": "'s-Hertogenbosch",
    "gemeente.plaats": "'s-Hertogenbosch",
    "gemeente.postcode": "5211 HH",
    "ontvanger.aanhef": "Geachte heer Mikkers",
    "ondertekenaar.naam": "J.M.L.N. Mikkers",
}
ALPHEN = {
    "gemeente.adres": "Stadhuisplein 1",
    "gemeente.naam": "Alphen aan den Rijn",
    "gemeente.plaats": "Alphen aan den Rijn",
    "gemeente.postcode": "2405 SH",
    "ontvanger.aanhef": "Geacht college",
    **dict.fromkeys(("ondertekenaar.aanhef", "ondertekenaar.functie", "ondertekenaar.naam")),
}


def values(*changes: Mapping[str, object]) -> dict[str, Any]:
    """Return Deventer's values, with changes; None is not known."""
    known = dict(DEVENTER)
    for each in changes:
        known |= each
    nested: dict[str, Any] = {}
    for veld in VELDEN:
        *path, last = veld.naam.split(".")
        table = nested
        for step in path:
            table = table.setdefault(step, {})
        found = known.get(veld.naam)
        table[last] = Invulregel(veld.naam, veld.lengte) if found is None else found
    return nested


def fill(sjabloon: Path, *changes: Mapping[str, object]) -> Ingevuld:
    return Sjabloon.load(sjabloon).fill(values(*changes))


def render_email(sjabloon: Path, *changes: Mapping[str, object]) -> str:
    """Return the text of the e-mail that a document is sent with."""
    text = sjabloon.with_suffix(".txt").read_text("utf-8")
    template = make_language().from_string(text)
    return unescape(template.render({**values(*changes), INVULLING: Invulling((), [], {})})) + "\n"


def lines_of(filled: Ingevuld) -> list[str]:
    text = read_word(filled.content).as_text()
    return text.replace("\N{NO-BREAK SPACE}", " ").splitlines()


def part(sjabloon: Path, name: str) -> _Element:
    with zipfile.ZipFile(sjabloon) as package:
        return etree.fromstring(package.read(name))


def text_of(element: _Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


both = pytest.mark.parametrize("sjabloon", [COLLEGENOTA, FACTUURBRIEF], ids=lambda path: path.stem)


@both
def test_file_is_lean_and_every_style_is_in_use(sjabloon: Path) -> None:
    assert sjabloon.stat().st_size < 12_000
    used = {
        element.get(f"{W}val", "")
        for name in ("word/document.xml", "word/footer1.xml", "word/styles.xml")
        for element in part(sjabloon, name).iter(f"{W}pStyle", f"{W}rStyle", f"{W}basedOn")
    }
    styles = list(part(sjabloon, "word/styles.xml").iter(f"{W}style"))
    defaults = {style.get(f"{W}styleId", "") for style in styles if style.get(f"{W}default")}
    assert {style.get(f"{W}styleId", "") for style in styles} == used | defaults


@both
def test_language_is_dutch_and_font_calibri(sjabloon: Path) -> None:
    styles, settings = part(sjabloon, "word/styles.xml"), part(sjabloon, "word/settings.xml")
    languages = [each.get(f"{W}val") for each in styles.iter(f"{W}lang")]
    languages += [each.get(f"{W}val") for each in settings.iter(f"{W}themeFontLang")]
    assert languages == ["nl-NL", "nl-NL"]
    assert {each.get(f"{W}ascii") for each in styles.iter(f"{W}rFonts")} == {"Calibri"}
    assert list(part(sjabloon, "word/document.xml").iter(f"{W}lang", f"{W}rFonts")) == []


@both
def test_every_tag_stands_in_one_run(sjabloon: Path) -> None:
    runs = [
        text_of(run)
        for name in ("word/document.xml", "word/footer1.xml")
        for run in part(sjabloon, name).iter(f"{W}r")
    ]
    left = [text for text in runs if re.search(r"[{}]|%[}\w]", TAG.sub("", text))]
    assert left == []


@both
def test_table_has_a_header_row_and_splits_no_row(sjabloon: Path) -> None:
    (table,) = part(sjabloon, "word/document.xml").iter(f"{W}tbl")
    rows = list(table.iter(f"{W}tr"))
    assert [bool(list(row.iter(f"{W}tblHeader"))) for row in rows] == [
        True,
        *[False] * (len(rows) - 1),
    ]
    assert all(list(row.iter(f"{W}cantSplit")) for row in rows)


@both
def test_amounts_stand_to_the_right(sjabloon: Path) -> None:
    (table,) = part(sjabloon, "word/document.xml").iter(f"{W}tbl")
    cells = [list(row.iter(f"{W}tc")) for row in table.iter(f"{W}tr")]
    last = [row[-1] for row in cells if len(row) == 2]
    assert len(last) > 4
    assert {next(cell.iter(f"{W}jc")).get(f"{W}val") for cell in last} == {"right"}


@pytest.mark.parametrize("soort", [NOTA, FACTUUR], ids=lambda soort: soort.naam)
def test_there_are_no_faults_against_the_known_fields(soort: Documentsoort) -> None:
    assert Sjabloon.load(SJABLONEN / soort.sjabloon).faults(names(soort)) == ()


@pytest.mark.parametrize("soort", [NOTA, FACTUUR], ids=lambda soort: soort.naam)
def test_text_of_the_email_has_a_subject_and_known_fields(soort: Documentsoort) -> None:
    text = (SJABLONEN / soort.sjabloon).with_suffix(".txt").read_text("utf-8")
    subject, blank, salutation, *_ = text.splitlines()
    assert subject.startswith("Onderwerp: ")
    assert (blank, salutation) == ("", "{{ ontvanger.aanhef }},")
    fields = set(re.findall(r"\{[{%] (?:if )?([a-z_.]+)", text)) - {"endif"}
    assert fields - names(soort) == set()


@both
def test_no_fact_of_the_period_or_a_party_is_typed(sjabloon: Path) -> None:
    texts = [text_of(part(sjabloon, "word/document.xml"))]
    texts += [sjabloon.with_suffix(".txt").read_text("utf-8")]
    typed = TAG.sub("", "\n".join(texts))
    for fact in ("Platform31", "G40", "Stedennetwerk", "Den Haag", "Deventer", "€", "0,1", "202"):
        assert fact not in typed


def test_only_article_numbers_and_dates_of_notice_are_typed_in_the_nota() -> None:
    typed = TAG.sub("", text_of(part(COLLEGENOTA, "word/document.xml")))
    assert re.findall(r"\w+ \d+(?: \w+)?", typed) == [
        "artikel 160",
        "artikel 171 van",
        "artikel 1",
        "vóór 1 september",
        "tegen 1 januari",
        "artikel 1",
        "punt 2 van",
        "Bijlage 1 daarvan",
        "artikel 2",
        "artikel 3",
        "artikel 4",
    ]


def test_nota_gives_the_figures_of_deventer() -> None:
    lines = lines_of(fill(COLLEGENOTA))
    start = lines.index("Post | Aantal of bedrag")
    assert lines[start - 1 : start + 9] == [
        (
            "De bijdrage volgt uit het aantal inwoners volgens het Centraal Bureau voor de"
            " Statistiek (CBS) op de peildatum. Tarief en aantal inwoners staan vast voor de hele"
            " looptijd. Alle bedragen in deze nota zijn exclusief btw. Gerekend met hetzelfde"
            " aantal inwoners betaalt de gemeente € 2.029 per jaar meer dan bij het vorige tarief;"
            " dat is 15,38 % van het oude bedrag."
        ),
        "Post | Aantal of bedrag",
        "Inwoners op 1 januari 2022 | 101.446",
        "Tarief per inwoner per jaar | € 0,15",
        f"Bijdrage per jaar, in hele euro{APOSTROPHE}s (precies: € 15.216,90) | € 15.217",
        "Bijdrage per jaar bij het vorige tarief van € 0,13 (precies: € 13.187,98) | € 13.188",
        "Stijging per jaar (precies: € 2.028,92) | € 2.029",
        "Stijging in procenten van het oude bedrag | 15,38 %",
        "Bijdrage over de hele looptijd, 5 kalenderjaren | € 76.084,50",
        (
            "Een overschot dat Platform31 en de G40 samen vaststellen, wordt verrekend met de"
            " bijdrage voor het laatste jaar."
        ),
    ]


def test_figures_of_deventer_follow_from_the_werkmap() -> None:
    filled = Sjabloon.load(COLLEGENOTA).fill(merge_values(replace(onderwerp(), soort=NOTA)))
    assert lines_of(filled) == lines_of(fill(COLLEGENOTA))
    assert filled.open_fields == ()


def test_nota_without_former_tariff_compares_nothing() -> None:
    filled = fill(COLLEGENOTA, GEEN_VORIG_TARIEF)
    lines = lines_of(filled)
    start = lines.index("Post | Aantal of bedrag")
    assert lines[start - 1].endswith("Alle bedragen in deze nota zijn exclusief btw.")
    assert [line.split(" | ")[1] for line in lines[start : start + 5]] == [
        "Aantal of bedrag",
        "101.446",
        "€ 0,15",
        "€ 15.217",
        "€ 76.084,50",
    ]
    assert not [line for line in lines if "vorig" in line or "tijging" in line]
    assert filled.open_fields == ()


def test_nota_without_last_day_of_return_names_none() -> None:
    lines = lines_of(fill(COLLEGENOTA, {"convenant.retour_voor": None}))
    assert (
        "De G40 is een samenwerkingsverband van 41 gemeenten zonder rechtspersoonlijkheid en kan"
        " zijn leden daarom niet binden. Om het convenant uit te voeren sluit elke gemeente een"
        " eigen samenwerkingsovereenkomst met Platform31. In de overeenkomst komt de datum"
        " van dit collegebesluit te staan."
    ) in lines


def test_nota_leaves_to_the_municipality_what_is_hers() -> None:
    lines = lines_of(fill(COLLEGENOTA))
    assert [re.sub("_+", "…", line) for line in lines if "___" in line] == [
        "Van\t…",
        "Datum\t…",
        "…",
        "Besluit\t…",
        "Datum\t…",
    ]
    cover = lines.index("Dekking (in te vullen door de gemeente). De bijdrage komt ten laste van:")
    assert set(lines[cover + 1]) == {"_"}


def test_invoice_says_what_the_law_asks() -> None:
    """Article 35a, first paragraph, of the Wet op de omzetbelasting 1968."""
    lines = lines_of(fill(FACTUURBRIEF, BEKEND))
    start = lines.index("Omschrijving | Bedrag")
    assert lines[: start + 5] == [
        "Stichting Platform31",
        "Koningin Julianaplein 10 (7e verdieping)",
        "1234 AB  Den Haag",
        "KvK-nummer 01234567, btw-nummer NL000000000B00",
        "Gemeente Deventer",
        "t.a.v. de heer R.C. König",
        "burgemeester",
        "Grote Kerkhof 1",
        "7411 KT  Deventer",
        "Den Haag, 1 februari 2024",
        "Factuurnummer\tP31-2024-GM0150",
        "Factuurdatum\t1 februari 2024",
        "Onderwerp\tFactuur bijdrage 2024",
        "Geachte heer König,",
        (
            "De gemeente Deventer heeft met Stichting Platform31 een overeenkomst gesloten die"
            " hoort bij het convenant Samenwerken aan aantrekkelijke en krachtige steden"
            " 2023 t/m 2027. Voor de samenwerking van 1 januari 2024 tot en met"
            " 31 december 2024 brengen wij u de bijdrage voor 2024 in rekening."
        ),
        "Omschrijving | Bedrag",
        f"Bijdrage 2024: 101.446 inwoners op 1 januari 2022 {TIMES} € 0,15 | € 15.216,90",
        "Bedrag exclusief btw | € 15.216,90",
        "Btw, 21 % | € 3.195,55",
        "Te betalen, inclusief btw | € 18.412,45",
    ]
    assert (
        "Wij verzoeken u het bedrag van € 18.412,45 binnen 30 dagen na de factuurdatum, dus"
        " uiterlijk op 2 maart 2024, over te maken op rekeningnummer (IBAN)"
        " NL00 BANK 0123 4567 89 ten name van Stichting Platform31, onder vermelding van"
        " factuurnummer P31-2024-GM0150."
    ) in lines
    assert (
        "Hebt u vragen over deze factuur? Dan kunt u terecht bij de relatiemanager G40 van"
        " Platform31, A. Jansen, relatiemanager@voorbeeld.nl."
    ) in lines
    assert not [line for line in lines if "overschot" in line]


def test_invoice_takes_the_share_in_the_surplus_off() -> None:
    lines = lines_of(fill(FACTUURBRIEF, OVERSCHOT))
    start = lines.index("Omschrijving | Bedrag")
    assert lines[start + 1 : start + 6] == [
        f"Bijdrage 2027: 101.446 inwoners op 1 januari 2022 {TIMES} € 0,15 | € 15.216,90",
        "Aandeel in het overschot | \N{MINUS SIGN} € 3.333,34",
        "Bedrag exclusief btw | € 11.883,56",
        "Btw, 21 % | € 2.495,55",
        "Te betalen, inclusief btw | € 14.379,11",
    ]
    assert (
        "Platform31 en de G40 hebben een overschot van € 10.000,01 vastgesteld. Dat is"
        " verdeeld over de gemeenten die voor 2027 een bijdrage betalen, naar verhouding van die"
        " bijdragen, en wordt daarmee verrekend. Het aandeel van uw gemeente, € 3.333,34, is van de"
        " bijdrage afgetrokken."
    ) in lines


def test_invoice_reports_what_is_not_known_of_the_foundation() -> None:
    filled = fill(FACTUURBRIEF)
    assert filled.open_fields == (
        "stichting.postcode",
        "stichting.kvk_nummer",
        "stichting.btw_nummer",
        "stichting.iban",
        "relatiemanager.naam",
        "relatiemanager.email",
    )
    assert fill(FACTUURBRIEF, BEKEND).open_fields == ()
    lines = [re.sub("_+", "…", line) for line in lines_of(filled) if "___" in line]
    assert lines == [
        "… (postcode)  Den Haag",
        "KvK-nummer …, btw-nummer …",
        (
            "Wij verzoeken u het bedrag van € 18.412,45 binnen 30 dagen na de factuurdatum, dus"
            " uiterlijk op 2 maart 2024, over te maken op rekeningnummer (IBAN) … ten name van"
            " Stichting Platform31, onder vermelding van factuurnummer P31-2024-GM0150."
        ),
        (
            "Hebt u vragen over deze factuur? Dan kunt u terecht bij de relatiemanager G40 van"
            " Platform31, … (naam), … (e-mailadres)."
        ),
    ]


@pytest.mark.parametrize(
    ("tarief", "shown"), [("0.21", "21 %"), ("0.09", "9 %"), ("0.065", "6,5 %"), ("0", "0 %")]
)
def test_rate_of_vat_has_no_needless_decimals(tarief: str, shown: str) -> None:
    lines = lines_of(fill(FACTUURBRIEF, {"factuur.btw_tarief": Decimal(tarief)}))
    assert f"Btw, {shown} | € 3.195,55" in lines


@pytest.mark.parametrize(
    ("snapshot", "sjabloon", "changes"),
    [
        ("brief-collegenota.txt", COLLEGENOTA, {}),
        ("brief-factuurbrief.txt", FACTUURBRIEF, {}),
        ("brief-factuurbrief-overschot.txt", FACTUURBRIEF, OVERSCHOT),
    ],
)
def test_whole_text(
    snapshots: Snapshots, snapshot: str, sjabloon: Path, changes: Mapping[str, object]
) -> None:
    snapshots.check(snapshot, read_word(fill(sjabloon, changes).content).as_text())


@pytest.mark.parametrize(
    ("snapshot", "sjabloon", "changes"),
    [
        ("brief-collegenota-bericht.txt", COLLEGENOTA, {}),
        ("brief-factuurbrief-bericht.txt", FACTUURBRIEF, OVERSCHOT),
    ],
)
def test_whole_email(
    snapshots: Snapshots, snapshot: str, sjabloon: Path, changes: Mapping[str, object]
) -> None:
    snapshots.check(snapshot, render_email(sjabloon, changes))


def test_email_leaves_out_what_is_not_known() -> None:
    nota = render_email(COLLEGENOTA, GEEN_VORIG_TARIEF, {"convenant.retour_voor": None}, DEN_BOSCH)
    assert nota.startswith(
        "Onderwerp: Concept-collegenota samenwerkingsovereenkomst 2023 t/m 2027,"
        " gemeente 's-Hertogenbosch\n\nGeachte heer Mikkers,\n\n"
    )
    assert "Die datum komt in de overeenkomst.\n" in nota
    for gone in ("vorige", "stijging", "streven", "_"):
        assert gone not in nota
    assert "overschot" not in render_email(FACTUURBRIEF)


def test_properties_name_document_and_municipality() -> None:
    assert read_properties(fill(COLLEGENOTA, DEN_BOSCH).content) == Woordgegevens(
        title="Collegenota samenwerkingsovereenkomst 2023 t/m 2027 (concept)"
        " \N{EN DASH} gemeente 's-Hertogenbosch",
        author="Stedennetwerk G40",
        subject="Conceptvoorstel aan het college van burgemeester en wethouders over de"
        " samenwerkingsovereenkomst met Stichting Platform31",
    )
    assert read_properties(fill(FACTUURBRIEF).content) == Woordgegevens(
        title="Factuur P31-2024-GM0150 \N{EN DASH} gemeente Deventer",
        author="Stichting Platform31",
        subject="Bijdrage voor 2024 aan Stichting Platform31, convenant Samenwerken aan"
        " aantrekkelijke en krachtige steden 2023 t/m 2027",
    )


FILLED: Mapping[str, tuple[Path, tuple[Mapping[str, object], ...]]] = {
    "nota-deventer": (COLLEGENOTA, ()),
    "nota-s-hertogenbosch": (COLLEGENOTA, (DEN_BOSCH, GEEN_VORIG_TARIEF)),
    "nota-alphen": (COLLEGENOTA, (ALPHEN,)),
    "factuur-deventer": (FACTUURBRIEF, (BEKEND,)),
    "factuur-s-hertogenbosch": (FACTUURBRIEF, (DEN_BOSCH, OVERSCHOT)),
    "factuur-alphen": (FACTUURBRIEF, (ALPHEN, OVERSCHOT, BEKEND)),
}


def test_two_validators_find_no_fault_in_templates_and_documents(tmp_path: Path) -> None:
    words = [COLLEGENOTA, FACTUURBRIEF]
    for name, (sjabloon, changes) in FILLED.items():
        words.append(tmp_path / f"{name}.docx")
        words[-1].write_bytes(fill(sjabloon, *changes).content)
    assert validate(words) == {validator: [] for validator in VALIDATORS}


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Path, Ingevuld]:
    """Return the archive PDF of each of the documents, with what was filled in."""
    folder = tmp_path_factory.mktemp("nota-factuur")
    filled = {
        folder / f"{name}.docx": fill(sjabloon, *changes)
        for name, (sjabloon, changes) in FILLED.items()
    }
    for word, ingevuld in filled.items():
        word.write_bytes(ingevuld.content)
    made = {}
    for omzetting in to_pdf(list(filled), folder / "pdf", office=find_libreoffice()):
        assert omzetting.pdf is not None, omzetting.problem
        made[omzetting.pdf] = filled[omzetting.source]
        about = read_properties(made[omzetting.pdf].content)
        archive(omzetting.pdf, Documentgegevens(about.title, about.author, about.subject))
    return made


def test_pdf_says_what_word_says_and_is_fit_for_the_archive(
    pdfs: Mapping[Path, Ingevuld],
) -> None:
    found = {
        pdf.stem: judge(pdf).findings
        + proofread(word.content, pdf, values=word.values, pages=PAGES[FILLED[pdf.stem][0]])
        for pdf, word in pdfs.items()
    }
    assert found == dict.fromkeys(FILLED, ())


def test_verapdf_passes_every_pdf(pdfs: Mapping[Path, Ingevuld]) -> None:
    assert_archival(pdfs)
