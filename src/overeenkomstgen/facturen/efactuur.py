"""The e-invoice: what an invoice says in SI-UBL 2.0, which bookkeeping programs read.

SI-UBL 2.0 is UBL 2.1 as the NLCIUS has it, the Dutch use of EN 16931; BR are numbers of its rules.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial

from lxml import etree

from overeenkomstgen.facturen.facturering import credit
from overeenkomstgen.kern.convenant import jaarbedrag
from overeenkomstgen.kern.euro import CENT, format_tarief
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.gemeente import Gemeente, Postadres
from overeenkomstgen.kern.notatie import format_datum, format_getal
from overeenkomstgen.kern.partij import Stichting
from overeenkomstgen.kern.tabel import show_list, show_rows
from overeenkomstgen.schijf.kluis import Kluis
from overeenkomstgen.uitgifte.uitgifte import Concept
from overeenkomstgen.velden.onderwerp import Onderwerp
from overeenkomstgen.verwijzing import actie

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_CAC, _CBC = f"{_UBL}CommonAggregateComponents-2", f"{_UBL}CommonBasicComponents-2"
_NLCIUS = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
_BILLING = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
_KVK, _OIN = {"schemeID": "0106"}, {"schemeID": "0190"}  # of ISO 6523
_ONE = {"unitCode": "C62"}  # what is counted one by one, of recommendation 20 of UN/ECE
_VAT = {"ID": "VAT"}
_UNSAID = re.compile(r"\W")  # the spaces and points that people read a number by

_Inhoud = Mapping[str, object]
"""Elements in order: a value, or that with attributes; euros; others; or a list of these."""


def with_efactuur(concept: Concept) -> Concept:
    """Return an invoice to be made with what makes its e-invoice, where nothing is missing."""
    onderwerp, naam = concept.onderwerp, f"{concept.stem.rpartition('/')[2]}.pdf"
    factuur = onderwerp.factuur
    if factuur is None or factuur.is_concept or _missing(onderwerp):
        return concept
    return replace(concept, xml=partial(make_efactuur, onderwerp, naam))


def tell_missing(concepten: Iterable[Concept], kluis: Kluis, jaar: int) -> Iterator[str]:
    """Yield why those of a year were kept without an e-invoice, in Dutch; of many once."""
    rows: dict[str, list[int]] = {}
    for onderwerp in (concept.onderwerp for concept in concepten):
        kept = kluis.find(onderwerp.factuur.nummer) if onderwerp.factuur else ()
        if onderwerp.betaler and not any(file.suffix == ".xml" for file in kept):
            rows.setdefault(_missing(onderwerp), []).append(onderwerp.betaler.rij)
    for what, numbers in rows.items():
        if what:
            place = f"Rij {show_rows(sorted({*numbers}))}: er is geen e-factuur (.xml)"
            yield f"{place}; vul daarvoor {what} in, en geef: {actie('facturen', jaar)}"


def _missing(onderwerp: Onderwerp) -> str:
    """Return, in Dutch, what an e-invoice cannot do without and is not known; empty if all is."""
    stichting, betaler = onderwerp.periode.stichting, onderwerp.betaler
    keys = ("postcode", "kvk_nummer", "btw_nummer", "iban")  # BR-NL-3, BR-NL-1, BR-S-02, BR-61
    known = {"oin (of kvk)": betaler and (betaler.oin or betaler.kvk)}  # BR-NL-10
    columns = known | {"uw_referentie": betaler and betaler.uw_referentie}  # BR-NL-2
    wanting = {
        "convenant.toml": [key for key in keys if not getattr(stichting, key)],
        "de tabel": [column for column, value in columns.items() if not value],
    }
    places = [f"in {where} {show_list(what, 'en')}" for where, what in wanting.items() if what]
    return ", en ".join(places)


def make_efactuur(onderwerp: Onderwerp, naam: str, pdf: bytes) -> bytes:
    """Return an invoice in XML, or a credit note; the same values give the same bytes.

    It needs the invoice in its subject, with nothing missing, and the PDF, with its name, which
    goes along. A ValueError tells that a text has what XML cannot have.
    """
    factuur, betaler, periode = onderwerp.factuur, onderwerp.betaler, onderwerp.periode
    if factuur is None or betaler is None:
        raise ValueError("without an invoice there is no e-invoice")
    van, shown = factuur.credit_van, factuur
    kind, code, counted = "Invoice", "380", "InvoicedQuantity"  # UNCL 1001
    if van:  # what it gives back is above nought
        kind, code, counted = "CreditNote", "381", "CreditedQuantity"
        shown = credit(factuur, "", factuur.datum)
    of_file = {"mimeCode": "application/pdf", "filename": naam}
    file = {"EmbeddedDocumentBinaryObject": (b64encode(pdf).decode(), of_file)}
    account = {"PayeeFinancialAccount": {"ID": _UNSAID.sub("", periode.stichting.iban)}}
    sepa = {"PaymentMeansCode": "58", "PaymentID": factuur.nummer}  # UNCL 4461
    rate = {"TaxableAmount": shown.bedrag, "TaxAmount": shown.btw, "TaxCategory": _category(shown)}
    net = {"LineExtensionAmount": shown.bedrag, "TaxExclusiveAmount": shown.bedrag}
    gross = {"TaxInclusiveAmount": shown.totaal, "PayableAmount": shown.totaal}
    content: _Inhoud = {
        "CustomizationID": _NLCIUS,
        "ProfileID": _BILLING,
        "ID": factuur.nummer,
        "IssueDate": factuur.datum,
        "DueDate": "" if van else factuur.vervaldatum,
        f"{kind}TypeCode": code,
        "Note": f"Creditfactuur bij factuur {van}: {factuur.reden}" if van else "",
        "DocumentCurrencyCode": "EUR",
        "BuyerReference": betaler.uw_referentie,
        "InvoicePeriod": {"StartDate": onderwerp.jaar_begin, "EndDate": onderwerp.jaar_einde},
        "OrderReference": {"ID": betaler.uw_referentie},  # wanted of whoever was told it
        "BillingReference": {"InvoiceDocumentReference": {"ID": van}},
        "AdditionalDocumentReference": {"ID": factuur.nummer, "Attachment": file},
        "AccountingSupplierParty": {"Party": _supplier(periode.stichting)},
        "AccountingCustomerParty": {"Party": _customer(betaler)},
        "PaymentMeans": {} if van else sepa | account,
        "TaxTotal": {"TaxAmount": shown.btw, "TaxSubtotal": rate},
        "LegalMonetaryTotal": net | gross,
        f"{kind}Line": list(_lines(shown, counted)),
    }
    space = f"{_UBL}{kind}-2"
    root = etree.Element(f"{{{space}}}{kind}", nsmap={None: space, "cac": _CAC, "cbc": _CBC})
    _add(root, content)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _add(parent: etree._Element, content: _Inhoud) -> None:
    """Put elements in another; none that would be empty."""
    for name, values in content.items():
        for each in values if isinstance(values, list) else [values]:
            value, attributes = each if isinstance(each, tuple) else (each, {})
            space = _CAC if isinstance(value, Mapping) else _CBC
            node = etree.SubElement(parent, f"{{{space}}}{name}", attributes)
            if isinstance(value, Mapping):
                _add(node, value)
            elif isinstance(value, Decimal):
                node.set("currencyID", "EUR")
                node.text = f"{value:.2f}" if value == value.quantize(CENT) else f"{value:f}"
            elif value:
                node.text = str(value)
            if not (len(node) or node.text):
                parent.remove(node)


def _supplier(stichting: Stichting) -> _Inhoud:
    place = Postadres(stichting.adres, stichting.postcode, stichting.plaats)
    whom = {"Telephone": stichting.telefoon, "ElectronicMail": stichting.email}
    kvk, btw = (_UNSAID.sub("", each) for each in (stichting.kvk_nummer, stichting.btw_nummer))
    return _party(stichting.naam, (kvk, _KVK), place, whom, btw)


def _customer(betaler: Gemeente) -> _Inhoud:
    whom = {"Name": betaler.factuur_tav, "ElectronicMail": betaler.factuur_email}
    known = (betaler.oin, _OIN) if betaler.oin else (betaler.kvk, _KVK)
    return _party(f"Gemeente {betaler.naam}", known, betaler.post, whom)


def _party(naam: str, known: object, at: Postadres, whom: _Inhoud, btw: str = "") -> _Inhoud:
    place = {"StreetName": at.adres, "CityName": at.plaats, "PostalZone": at.postcode}
    return {
        "EndpointID": known,
        "PostalAddress": place | {"Country": {"IdentificationCode": "NL"}},
        "PartyTaxScheme": {"CompanyID": btw, "TaxScheme": _VAT} if btw else {},
        "PartyLegalEntity": {"RegistrationName": naam, "CompanyID": known},
        "Contact": whom,
    }


def _lines(factuur: Factuur, counted: str) -> Iterator[_Inhoud]:
    """Yield what the amount is made up of; how many there are has the sign (BR-27)."""
    number, tarief, share = factuur.inwoners, factuur.tarief, factuur.verrekening
    day, each = format_datum(factuur.peildatum), format_tarief(tarief)
    text = f"{format_getal(number)} inwoners op {day} \N{MULTIPLICATION SIGN} {each}"
    if factuur.bijdrage != jaarbedrag(number, tarief):  # it is a part of that
        text, number, tarief = "", 1, factuur.bijdrage
    parts = (
        (f"Bijdrage {factuur.jaar}", text, number, tarief, factuur.bijdrage),
        ("Aandeel in het overschot", "", 1 if share > 0 else -1, abs(share), share),
    )
    shown = (part for part in parts if part[-1])
    for line, (naam, what, of, price, amount) in enumerate(shown, start=1):
        item = {"Description": what, "Name": naam, "ClassifiedTaxCategory": _category(factuur)}
        asked = {"ID": line, counted: (of, _ONE), "LineExtensionAmount": amount}
        yield {**asked, "Item": item, "Price": {"PriceAmount": price}}


def _category(factuur: Factuur) -> _Inhoud:
    """Return the rate of VAT: of the usual kind (S), or nought (Z)."""
    rate = (factuur.btw_tarief * 100).normalize()
    return {"ID": "S" if rate else "Z", "Percent": f"{rate:f}", "TaxScheme": _VAT}
