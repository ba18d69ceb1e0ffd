"""The e-invoice: nothing wrong by the official rules, and the amounts of the invoice itself."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from hulp.nlcius import broken_rules
from hulp.values import DEVENTER, FACTUUR, onderwerp
from hulp.werkmappen import OPEN, ROOT
from overeenkomstgen.facturen.efactuur import make_efactuur
from overeenkomstgen.facturen.facturering import credit, credit_aandeel
from overeenkomstgen.kern.convenant import jaarbedrag
from overeenkomstgen.kern.euro import CENT
from overeenkomstgen.kern.status import make_status
from overeenkomstgen.werkmap.werkmap import Werkmap, read_gemeenten

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hulp.snapshots import Snapshots
    from overeenkomstgen.kern.factuur import Factuur
    from overeenkomstgen.kern.gemeente import Gemeente

pytestmark = pytest.mark.ongemeten

PERIODE = onderwerp().periode
KNOWN = replace(
    PERIODE.stichting,
    postcode=OPEN["postcode"],
    kvk_nummer="1234.56.78",
    btw_nummer="NL 0000.00.000.B00",
    iban="NL95 BANK 0000 0000 00",
)
BETALER = replace(DEVENTER, oin="00000001001234567000", uw_referentie="4500012345")
SUBJECT = replace(onderwerp(), periode=replace(PERIODE, stichting=KNOWN), jaar=2027)
PDF = b"%PDF-1.7 what people read"
SPACES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
WITHOUT = replace(FACTUUR, overschot=Decimal(0), overschot_totaal=Decimal(0))
LATER = date(2027, 6, 1)


def made(factuur: Factuur = FACTUUR, betaler: Gemeente = BETALER) -> bytes:
    status = make_status(SUBJECT.periode, [betaler], {}, {}, LATER)
    subject = replace(SUBJECT, factuur=factuur, gemeente=betaler, status=status)
    return make_efactuur(subject, "factuur.pdf", PDF)


def said(content: bytes, path: str) -> list[str]:
    """Return what stands in every element at a path, such as ``cbc:ID``."""
    root = etree.fromstring(content)
    return [str(found) for found in root.xpath(f"{path}/text()", namespaces=SPACES)]


def with_credits() -> list[tuple[Factuur, Gemeente]]:
    """Return an invoice for each of the 41, with a share in a surplus, and five credits."""
    found, _, _ = read_gemeenten(Werkmap(ROOT), PERIODE)
    payers = [
        replace(each, oin=f"{each.rij:020}", uw_referentie=f'I&O "{each.rij}"') for each in found
    ]
    invoices = [
        replace(
            FACTUUR,
            nummer=f"P31-2027-{number:03}",
            cbs_code=payer.cbs_code,
            gemeente=payer.naam,
            inwoners=payer.inwoners,
            bijdrage=jaarbedrag(payer.inwoners, FACTUUR.tarief),
            overschot=Decimal(f"{number}.{number:02}"),
        )
        for number, payer in enumerate(payers, start=1)
    ]
    first, second, third, fourth, fifth = invoices[:5]
    credited = [
        credit(first, "het aantal inwoners klopte niet", LATER),
        credit(second, 'een deel & "meer" <niet>', LATER, Decimal("500.01")),
        credit(third, "alles", LATER),
        credit_aandeel(fourth, Decimal("304.88"), Decimal("12500.00"), LATER),
        credit(fifth, "een cent", LATER, Decimal("0.01")),
    ]
    numbered = [replace(each, nummer=f"P31-2027-{42 + n:03}") for n, each in enumerate(credited)]
    return list(zip([*invoices, *numbered], [*payers, *payers[:5]], strict=True))


def test_every_invoice_and_credit_breaks_no_rule() -> None:
    """And says what the invoice says; of a credit, what it gives back."""
    every = with_credits()
    assert len(every) == 46
    contents = [made(factuur, payer) for factuur, payer in every]
    assert broken_rules(contents) == [[]] * 46
    for (factuur, _), content in zip(every, contents, strict=True):
        sign = -1 if factuur.credit_van else 1
        total = "cac:LegalMonetaryTotal/cbc:"
        for path, amount in (
            (f"{total}TaxExclusiveAmount", factuur.bedrag),
            ("cac:TaxTotal/cbc:TaxAmount", factuur.btw),
            (f"{total}TaxInclusiveAmount", factuur.totaal),
            (f"{total}PayableAmount", factuur.totaal),
        ):
            assert said(content, path) == [f"{sign * amount + 0:.2f}"]
        assert said(content, "cbc:ID") == [factuur.nummer]


def test_an_invoice_says_who_pays_whom_what_and_for_which_period(snapshots: Snapshots) -> None:
    snapshots.check("efactuur.xml", made().decode())


def test_a_credit_says_of_which_invoice_it_is(snapshots: Snapshots) -> None:
    taken = replace(credit(FACTUUR, "verkeerd bedrag", LATER), nummer="P31-2027-042")
    snapshots.check("efactuur-credit.xml", made(taken).decode())


def test_the_pdf_goes_along_as_it_is() -> None:
    path = "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"
    (content,) = said(made(), path)
    assert b64decode(content) == PDF


def cent_more(node: etree._Element) -> None:
    node.text = str(Decimal(node.text or "") + Decimal("0.01"))


def away(node: etree._Element) -> None:
    parent = node.getparent()
    assert parent is not None
    parent.remove(node)


def vat_number(node: etree._Element) -> None:
    node.text = "NL001234560B01"
    node.set("schemeID", "9944")


def becoming(text: str) -> Callable[[etree._Element], None]:
    def change(node: etree._Element) -> None:
        node.text = text

    return change


TOTAL, TAX = "cac:LegalMonetaryTotal/cbc:", "cac:TaxTotal/"
BUYER = "cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID"
RATE = f"{TAX}cac:TaxSubtotal/cac:TaxCategory/cbc:Percent"
WRONG: list[tuple[str, str, Callable[[etree._Element], None], list[str]]] = [
    ("no reference", "cbc:BuyerReference | cac:OrderReference", away, ["BR-NL-2"]),
    ("the buyer by its VAT number", BUYER, vat_number, ["BR-CL-11", "BR-NL-10"]),
    ("a cent more to pay", f"{TOTAL}PayableAmount", cent_more, ["BR-CO-16"]),
    ("a cent more in the total", f"{TOTAL}TaxInclusiveAmount", cent_more, ["BR-CO-15", "BR-CO-16"]),
    ("a cent more on a line", "*[cbc:ID=1]/cbc:LineExtensionAmount", cent_more, ["BR-CO-10"]),
    ("a cent more VAT", f"{TAX}cbc:TaxAmount", cent_more, ["BR-CO-14", "BR-CO-15"]),
    ("another rate", RATE, becoming("9"), ["BR-CO-17", "BR-S-08", "BR-S-09"]),
    (
        "the end before the begin",
        "cac:InvoicePeriod/cbc:EndDate",
        becoming("2026-12-31"),
        ["BR-29"],
    ),
    ("no street", "//cbc:StreetName", away, ["BR-NL-3", "BR-NL-4"]),
    ("an empty element", "cbc:BuyerReference", becoming(""), ["SI-UBL-2"]),
    ("no UBL", "cbc:IssueDate", becoming("vandaag"), ["UBL IssueDate"]),
]


@pytest.mark.parametrize(
    ("path", "change", "rules"), [pytest.param(*w[1:], id=w[0]) for w in WRONG]
)
def test_what_is_wrong_breaks_an_official_rule(
    path: str, change: Callable[[etree._Element], None], rules: list[str]
) -> None:
    root = etree.fromstring(made(WITHOUT))
    nodes = root.xpath(path, namespaces=SPACES)
    assert nodes
    for node in nodes:
        change(node)
    (found,) = broken_rules([etree.tostring(root)])
    assert found == rules


ODD = 'Sint-Odiliënberg & \'s-Gravenhage <"aan" de \N{RIGHT SINGLE QUOTATION MARK}t Slot> '
SHARE = replace(FACTUUR, overschot=FACTUUR.bijdrage)
KINDS = {
    "no VAT": replace(FACTUUR, btw_tarief=Decimal(0)),
    "half a percent": replace(FACTUUR, btw_tarief=Decimal("0.095")),
    "no surplus": WITHOUT,
    "nothing left to pay": SHARE,
    "parts of a cent": replace(
        WITHOUT, inwoners=156538, tarief=Decimal("0.1525"), bijdrage=Decimal("23872.05")
    ),
    "as a register gives it": replace(WITHOUT, bijdrage=Decimal("15216.9")),
}


@pytest.mark.parametrize("factuur", [pytest.param(f, id=name) for name, f in KINDS.items()])
def test_other_amounts_break_no_rule_either(factuur: Factuur) -> None:
    taken = replace(credit(factuur, "het tarief klopte niet", LATER), nummer="P31-2027-042")
    assert broken_rules([made(factuur), made(taken)]) == [[], []]
    asked = said(made(factuur), f"{TOTAL}PayableAmount")
    assert asked == said(made(taken), f"{TOTAL}PayableAmount") == [f"{factuur.totaal:.2f}"]


def test_a_line_is_its_number_times_its_price() -> None:
    """Also where a price has parts of a cent, and where a share is taken off."""
    for factuur in (FACTUUR, KINDS["parts of a cent"], credit(FACTUUR, "", LATER)):
        content = made(replace(factuur, nummer="P31-2027-042"))
        kind, counted = (
            ("CreditNote", "Credited") if factuur.credit_van else ("Invoice", "Invoiced")
        )
        line = f"*[local-name()='{kind}Line']"
        columns = (
            said(content, f"{line}/{path}")
            for path in (
                f"cbc:{counted}Quantity",
                "cac:Price/cbc:PriceAmount",
                "cbc:LineExtensionAmount",
            )
        )
        found = list(zip(*columns, strict=True))
        assert len(found) == 1 + bool(factuur.overschot)
        for number, price, amount in found:
            product = abs(int(number)) * Decimal(price)
            assert product.quantize(CENT, rounding=ROUND_HALF_UP) == abs(Decimal(amount))
            assert Decimal(price) > 0
            assert (int(number) < 0) == amount.startswith("-")


@pytest.mark.parametrize("naam", [ODD, "Zeer Lange Naam " * 40])
def test_every_name_is_said_as_it_is(naam: str) -> None:
    payer = replace(BETALER, naam=naam, factuur_tav=naam, factuur_email="a&b@voorbeeld.nl")
    content = made(betaler=payer)
    assert broken_rules([content]) == [[]]
    party = "cac:AccountingCustomerParty/cac:Party/"
    assert said(content, f"{party}cac:PartyLegalEntity/cbc:RegistrationName") == [
        f"Gemeente {naam}"
    ]
    assert said(content, f"{party}cac:Contact/cbc:Name") == [naam]
    assert said(content, f"{party}cac:Contact/cbc:ElectronicMail") == ["a&b@voorbeeld.nl"]


def test_who_has_no_oin_is_known_by_its_number_in_the_handelsregister() -> None:
    content = made(betaler=replace(BETALER, oin=None, kvk="12345678"))
    assert broken_rules([content]) == [[]]
    assert said(content, BUYER) == ["12345678"]
    assert etree.fromstring(content).xpath(f"{BUYER}/@schemeID", namespaces=SPACES) == ["0106"]


def test_a_successor_pays() -> None:
    payer = replace(BETALER, naam="Enschede", plaats="Enschede", oin="00000001001234567001")
    subject = replace(SUBJECT, factuur=replace(FACTUUR, betaler="GM0153"), opvolger=payer)
    content = make_efactuur(subject, "factuur.pdf", PDF)
    assert said(content, BUYER) == ["00000001001234567001"]
    assert b"Gemeente Enschede" in content
    assert b"Deventer" not in content


def test_an_invoice_can_go_to_another_address() -> None:
    address = "cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:"
    columns = ("StreetName", "PostalZone", "CityName")
    assert [said(made(), f"{address}{each}") for each in columns] == [
        ["Grote Kerkhof 1"],
        ["7411 KT"],
        ["Deventer"],
    ]
    box = replace(
        BETALER, factuuradres="Postbus 5000", factuurpostcode="7400 GC", factuurplaats="Elders"
    )
    content = made(betaler=box)
    assert broken_rules([content]) == [[]]
    assert [said(content, f"{address}{each}") for each in columns] == [
        ["Postbus 5000"],
        ["7400 GC"],
        ["Elders"],
    ]


@pytest.mark.parametrize("in_ci", [True, False])
def test_without_the_rules_nothing_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, in_ci: bool
) -> None:
    """Never unseen: in CI that fails."""
    monkeypatch.delenv("CI", raising=False)
    if in_ci:
        monkeypatch.setenv("CI", "true")
    outcome = pytest.fail.Exception if in_ci else pytest.skip.Exception
    with pytest.raises(outcome, match=r"run scripts/nlcius\.sh"):
        broken_rules([made()], tmp_path)
