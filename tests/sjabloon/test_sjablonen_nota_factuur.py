"""The templates of collegenota and factuurbrief: the files, what they say filled, their PDFs."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from hulp.eigensjabloon import (
    ALPHEN,
    DEN_BOSCH,
    assert_proved,
    fill,
    lines_said,
    make_pdfs,
    part,
    render_email,
    text_said,
    typed_text,
    write_words,
)
from hulp.opbouw import structure
from hulp.verapdf import assert_archival
from overeenkomstgen.word.bestand import Woordbestand, Woordgegevens
from overeenkomstgen.word.elementen import W
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hulp.snapshots import Snapshots

pytestmark = pytest.mark.ongemeten

NOTA, FACTUUR, CREDIT = "collegenota", "factuurbrief", "creditfactuur"
APOSTROPHE, TIMES = "\N{RIGHT SINGLE QUOTATION MARK}", "\N{MULTIPLICATION SIGN}"
PAGES = {NOTA: (2, 2), FACTUUR: (1, 1), CREDIT: (1, 1)}

VAN_2024: Mapping[str, object] = {
    "document.datum": date(2024, 2, 1),
    "factuur.datum": date(2024, 2, 1),
    "factuur.nummer": "P31-2024-007",
    "factuur.vervaldatum": date(2024, 3, 2),
    "register.getuige": "facturen rij 17 · 3f2a9c01b2d4e6f8",
}
"""The invoice of the second year, a month after it began."""
OVERSCHOT = {
    "document.datum": date(2027, 2, 1),
    "factuur.bedrag": Decimal("11883.56"),
    "factuur.btw": Decimal("2495.55"),
    "factuur.datum": date(2027, 2, 1),
    "factuur.nummer": "P31-2027-007",
    "factuur.overschot": Decimal("3333.34"),
    "factuur.overschot_totaal": Decimal("10000.01"),
    "factuur.totaal": Decimal("14379.11"),
    "factuur.verrekening": Decimal("-3333.34"),
    "factuur.vervaldatum": date(2027, 3, 3),
    "jaar": 2027,
    "jaar_begin": date(2027, 1, 1),
    "jaar_einde": date(2027, 12, 31),
}
GEHEEL: Mapping[str, object] = {
    **VAN_2024,
    "factuur.nummer": "P31-2024-042",
    "factuur.reden": "verkeerd adres",
    "factuur.bijdrage": Decimal("-15216.90"),
    "factuur.bedrag": Decimal("-15216.90"),
    "factuur.btw": Decimal("-3195.55"),
    "factuur.totaal": Decimal("-18412.45"),
    "factuur.tegoed": Decimal("18412.45"),
    "oorspronkelijk.nummer": "P31-2024-007",
    "oorspronkelijk.datum": date(2024, 1, 15),
    "oorspronkelijk.rest": Decimal(0),
}
"""All of an invoice is credited."""
DEELS = {
    **GEHEEL,
    "factuur.reden": "korting",
    "factuur.bijdrage": Decimal("-216.90"),
    "factuur.bedrag": Decimal("-216.90"),
    "factuur.btw": Decimal("-45.55"),
    "factuur.totaal": Decimal("-262.45"),
    "factuur.tegoed": Decimal("262.45"),
    "oorspronkelijk.rest": Decimal("18150.00"),
}
AANDEEL = {
    **OVERSCHOT,
    "factuur.nummer": "P31-2027-042",
    "factuur.reden": "aandeel in het overschot",
    "factuur.bijdrage": Decimal(0),
    "factuur.bedrag": Decimal("-3333.34"),
    "factuur.btw": Decimal("-700.00"),
    "factuur.totaal": Decimal("-4033.34"),
    "factuur.tegoed": Decimal("4033.34"),
    "oorspronkelijk.nummer": "P31-2027-007",
    "oorspronkelijk.datum": date(2027, 1, 15),
    "oorspronkelijk.rest": Decimal("14379.11"),
}
"""A share in a surplus that was established after the invoice."""
OPVOLGER: Mapping[str, object] = {
    "betaler.adres": "Postbus 20",
    "betaler.is_opvolger": True,
    "betaler.naam": "Enschede",
    "betaler.plaats": "Enschede",
    "betaler.postcode": "7500 AA",
    "betaler.referentie": "4500123456",
    "gemeente.naam": "Hengelo",
    "ontvanger.aanhef": "Geacht college",
}
"""The successor pays, at a box, and wants to see a number of its own."""
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
    "stichting.iban": "NL12 BANK 0123 4567 89",
    "stichting.kvk_nummer": "01234567",
    "stichting.postcode": "1234 AB",
}
"""Made-up facts, for what the real period does not know yet."""
COLLEGE = {
    **ALPHEN,
    "ontvanger.aanhef": "Geacht college",
    **dict.fromkeys(("ondertekenaar.aanhef", "ondertekenaar.functie", "ondertekenaar.naam")),
}


@pytest.mark.parametrize("soort", [NOTA, FACTUUR])
def test_amounts_stand_to_the_right(soort: str) -> None:
    (table,) = part("word/document.xml", soort).iter(f"{W}tbl")
    cells = [list(row.iter(f"{W}tc")) for row in table.iter(f"{W}tr")]
    last = [row[-1] for row in cells if len(row) == 2]
    assert len(last) > 4
    assert {next(cell.iter(f"{W}jc")).get(f"{W}val") for cell in last} == {"right"}


def test_only_laws_the_convenant_and_dates_of_notice_are_typed_in_the_nota() -> None:
    typed = typed_text(NOTA)
    assert re.findall(r"\w+ \d+(?: \w+)?", typed) == [
        "artikel 160",
        "artikel 171 van",
        "tegen 1 januari",
        "punt 2 van",
        "Bijlage 1 daarvan",
    ]


def test_nota_without_former_tariff_compares_nothing() -> None:
    lines = lines_said(NOTA, GEEN_VORIG_TARIEF)
    start = lines.index("Post | Aantal of bedrag")
    assert lines[start - 1].endswith("De bijdrage is afgerond € 15.217 per jaar.")
    assert [line.split(" | ")[1] for line in lines[start : start + 5]] == [
        "Aantal of bedrag",
        "101.446",
        "€ 0,15",
        "€ 15.216,90",
        "€ 76.084,50",
    ]
    assert not [line for line in lines if "vorig" in line or "tijging" in line]
    assert fill(NOTA, GEEN_VORIG_TARIEF).open_fields == ()


def test_nota_without_last_day_of_return_names_none() -> None:
    lines = lines_said(NOTA, {"convenant.retour_voor": None})
    assert (
        "De G40 is een samenwerkingsverband van 41 gemeenten zonder rechtspersoonlijkheid en kan"
        " zijn leden daarom niet binden. Om het convenant uit te voeren sluit elke gemeente een"
        " eigen samenwerkingsovereenkomst met Platform31. In de overeenkomst komt de datum"
        " van dit collegebesluit te staan."
    ) in lines


def test_invoice_says_what_is_known_of_the_foundation() -> None:
    """Article 35a, first paragraph, of the Wet OB 1968; a snapshot has the rest."""
    lines = lines_said(FACTUUR, VAN_2024, BEKEND)
    assert lines[2:4] == ["1234 AB  Den Haag", "KvK-nummer 01234567, btw-nummer NL000000000B00"]
    assert (
        "Wij verzoeken u het bedrag van € 18.412,45 binnen 30 dagen na de factuurdatum, dus"
        " uiterlijk op 2 maart 2024, over te maken op rekeningnummer (IBAN)"
        " NL12 BANK 0123 4567 89 ten name van Stichting Platform31, onder vermelding van"
        " factuurnummer P31-2024-007."
    ) in lines
    assert (
        "Hebt u vragen over deze factuur? Dan kunt u terecht bij de relatiemanager G40 van"
        " Platform31, A. Jansen, relatiemanager@voorbeeld.nl."
    ) in lines


def test_invoice_reports_what_is_not_known_of_the_foundation() -> None:
    assert fill(FACTUUR, VAN_2024).open_fields == (
        "stichting.postcode",
        "stichting.kvk_nummer",
        "stichting.btw_nummer",
        "stichting.iban",
        "relatiemanager.naam",
        "relatiemanager.email",
    )
    assert fill(FACTUUR, VAN_2024, BEKEND).open_fields == ()


@pytest.mark.parametrize(
    ("tarief", "shown"), [("0.21", "21 %"), ("0.09", "9 %"), ("0.065", "6,5 %"), ("0", "0 %")]
)
def test_rate_of_vat_has_no_needless_decimals(tarief: str, shown: str) -> None:
    lines = lines_said(FACTUUR, VAN_2024, {"factuur.btw_tarief": Decimal(tarief)})
    assert f"Btw, {shown} | € 3.195,55" in lines


@pytest.mark.parametrize(
    ("snapshot", "soort", "changes"),
    [
        ("brief-collegenota.txt", NOTA, {}),
        ("brief-factuurbrief.txt", FACTUUR, VAN_2024),
        ("brief-factuurbrief-overschot.txt", FACTUUR, OVERSCHOT),
        ("brief-factuurbrief-opvolger.txt", FACTUUR, {**VAN_2024, **OPVOLGER}),
        ("brief-creditfactuur.txt", CREDIT, GEHEEL),
        ("brief-creditfactuur-deel.txt", CREDIT, {**DEELS, **OPVOLGER}),
        ("brief-creditfactuur-overschot.txt", CREDIT, AANDEEL),
    ],
)
def test_whole_text(
    snapshots: Snapshots, snapshot: str, soort: str, changes: Mapping[str, object]
) -> None:
    snapshots.check(snapshot, read_word(fill(soort, changes).content).as_text())


@pytest.mark.parametrize(("soort", "changes"), [(NOTA, {}), (FACTUUR, OVERSCHOT), (CREDIT, DEELS)])
def test_whole_email(snapshots: Snapshots, soort: str, changes: Mapping[str, object]) -> None:
    snapshots.check(f"brief-{soort}-bericht.txt", render_email(soort, changes))


def test_email_leaves_out_what_is_not_known() -> None:
    nota = render_email(NOTA, GEEN_VORIG_TARIEF, {"convenant.retour_voor": None}, DEN_BOSCH)
    assert nota.startswith(
        "Onderwerp: Concept-collegenota samenwerkingsovereenkomst 2023 t/m 2027,"
        " gemeente 's-Hertogenbosch\n\nGeachte heer Mikkers,\n\n"
    )
    assert "Die datum komt in de overeenkomst.\n" in nota
    for gone in ("vorige", "stijging", "streven", "_"):
        assert gone not in nota
    assert "overschot" not in render_email(FACTUUR, VAN_2024)


CONCEPT: Mapping[str, object] = {"factuur.is_concept": True, "factuur.nummer": "CONCEPT"}


@pytest.mark.parametrize(("soort", "noun"), [(FACTUUR, "factuur"), (CREDIT, "creditfactuur")])
def test_a_draft_says_that_it_is_none(soort: str, noun: str) -> None:
    """On each page too, at the foot; what is given says nothing of the kind."""
    lines = lines_said(soort, GEHEEL, CONCEPT)
    assert f"CONCEPT, dit is geen {noun}" in lines
    assert lines[-1].startswith(f"[voettekst] {noun.capitalize()} CONCEPT, gemeente Deventer")
    assert "CONCEPT" not in text_said(soort, GEHEEL)


def test_a_credit_names_the_invoice_with_its_number_and_day() -> None:
    """Article 219 of the VAT directive: specifically and unambiguously."""
    lines = lines_said(CREDIT, GEHEEL)
    assert "Bij factuur \tP31-2024-007 van 15 januari 2024" in lines
    assert "# Onderwerp \tCreditfactuur bij factuur P31-2024-007, bijdrage 2024" in lines


@pytest.mark.parametrize("afdeling", [None, "Crediteurenadministratie"])
def test_for_whose_attention_an_invoice_is(afdeling: str | None) -> None:
    known = {"betaler.afdeling": afdeling}
    own = "t.a.v. de heer R.C. König, burgemeester"
    assert (f"t.a.v. {afdeling}" if afdeling else own) in lines_said(FACTUUR, VAN_2024, known)
    board = "College van burgemeester en wethouders"
    expected = f"t.a.v. {afdeling}" if afdeling else board
    assert expected in lines_said(FACTUUR, VAN_2024, OPVOLGER, known)


def test_properties_name_document_and_municipality() -> None:
    assert Woordbestand.of(fill(NOTA, DEN_BOSCH).content).gegevens == Woordgegevens(
        title="Collegenota samenwerkingsovereenkomst 2023 t/m 2027 (concept)"
        " \N{EN DASH} gemeente 's-Hertogenbosch",
        author="Stedennetwerk G40",
        subject="Conceptvoorstel aan het college van burgemeester en wethouders over de"
        " samenwerkingsovereenkomst met Stichting Platform31",
    )
    assert Woordbestand.of(fill(FACTUUR, VAN_2024).content).gegevens == Woordgegevens(
        title="Factuur P31-2024-007 \N{EN DASH} gemeente Deventer",
        author="Stichting Platform31",
        subject="Bijdrage voor 2024 aan Stichting Platform31, convenant Samenwerken aan"
        " aantrekkelijke en krachtige steden 2023 t/m 2027",
    )


FILLED: Mapping[str, tuple[str, tuple[Mapping[str, object], ...]]] = {
    "nota-deventer": (NOTA, ()),
    "nota-s-hertogenbosch": (NOTA, (DEN_BOSCH, GEEN_VORIG_TARIEF)),
    "nota-alphen": (NOTA, (COLLEGE,)),
    "factuur-deventer": (FACTUUR, (VAN_2024, BEKEND)),
    "factuur-s-hertogenbosch": (FACTUUR, (DEN_BOSCH, OVERSCHOT)),
    "factuur-alphen": (FACTUUR, (COLLEGE, OVERSCHOT, BEKEND)),
    "factuur-opvolger": (FACTUUR, (OVERSCHOT, OPVOLGER, BEKEND)),
    "factuur-concept": (FACTUUR, (VAN_2024, CONCEPT)),
    "creditfactuur-deventer": (CREDIT, (GEHEEL, BEKEND)),
    "creditfactuur-deels": (CREDIT, (DEELS, OPVOLGER)),
    "creditfactuur-alphen": (CREDIT, (COLLEGE, AANDEEL, BEKEND)),
}


def test_pdf_says_what_word_says_and_is_fit_for_the_archive(
    tmp_path: Path, snapshots: Snapshots
) -> None:
    filled = {name: fill(soort, *changes) for name, (soort, changes) in FILLED.items()}
    pdfs = make_pdfs(write_words(filled, tmp_path))
    assert_proved(pdfs, {name: PAGES[soort] for name, (soort, _) in FILLED.items()})
    assert_archival(pdfs)
    for pdf in pdfs:
        if pdf.stem.endswith("-deventer"):  # what a listener hears
            snapshots.check(f"opbouw-{pdf.stem.removesuffix('-deventer')}.txt", structure(pdf))
