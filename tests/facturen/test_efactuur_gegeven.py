"""The e-invoice beside the PDF: it comes with it, is kept with it, and is never another."""

from __future__ import annotations

import csv
import io
import re
import shutil
from base64 import b64decode
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from openpyxl import load_workbook

from hulp.nlcius import broken_rules
from hulp.regelbreuken import gewoon
from hulp.uitvoeren import Ran, call_program
from hulp.werkmappen import OPEN, copy_werkmap, edit, files, fill_in, know_payers
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.kern.euro import CENT
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.werkmap.registers import read_facturen

if TYPE_CHECKING:
    from hulp.uitvoeren import Made

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten, pytest.mark.usefixtures("onthoudt")]

ALL = ("Alkmaar", "Deventer", "Zwolle")
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
WITHOUT = (
    "Let op: Rij 2, 13 en 42: er is geen e-factuur (.xml); vul daarvoor in de tabel oin (of kvk) "
    "en uw_referentie in, en geef: overeenkomstgen facturen 2024\n"
)


def run(werkmap: Path, day: str, *arguments: str) -> Ran:
    noon = str(int(datetime.fromisoformat(f"{day}T12:00Z").timestamp()))
    ran = call_program(*arguments, cwd=werkmap, environment={"SOURCE_DATE_EPOCH": noon})
    return Ran(ran.code, ran.out.replace("\xa0", " "), ran.err.replace("\xa0", " "))


def invoice(werkmap: Path, day: str = "2024-01-15") -> str:
    ran = run(werkmap, day, "facturen", "2024")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    return ran.out


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a werkmap in which three have signed, of which no e-invoice can be made."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("getekend") / "werkmap")
    fill_in(werkmap)
    assert run(werkmap, "2023-02-01", "genereer", *ALL).code == ExitCode.OK
    assert run(werkmap, "2023-02-02", "onderteken", *ALL, "--op", "2023-02-01").code == ExitCode.OK
    return werkmap


@pytest.fixture
def werkmap(signed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(signed, tmp_path / "werkmap"))


def invoiced(werkmap: Path) -> dict[str, bytes]:
    """Return the files of the invoices, in the output folder and in the safe, by their names."""
    every = files(werkmap)
    return {
        name: data
        for name, data in every.items()
        if name.startswith(("uitvoer/facturen/", "facturen/P31"))
    }


def xml_of(werkmap: Path) -> dict[str, bytes]:
    return {name: data for name, data in invoiced(werkmap).items() if name.endswith(".xml")}


def test_what_is_missing_is_named_and_makes_it_come_later(werkmap: Path) -> None:
    """With the PDF that was given, which stays as it is; and it is kept with that."""
    assert WITHOUT in invoice(werkmap)
    before = invoiced(werkmap)
    assert not xml_of(werkmap)
    iban = f'iban = "{OPEN["iban"]}"'
    edit(werkmap, iban, '# iban = ""', "convenant.toml")
    more = WITHOUT.replace("in de tabel", "in convenant.toml iban, en in de tabel")
    assert more in invoice(werkmap, "2024-02-01")
    edit(werkmap, '# iban = ""', iban, "convenant.toml")
    know_payers(werkmap)
    assert "e-factuur" not in invoice(werkmap, "2024-02-20")
    after = invoiced(werkmap)
    same = {name: after[name] for name in before if not name.endswith(".json")}
    assert same == {name: data for name, data in before.items() if not name.endswith(".json")}
    found = xml_of(werkmap)
    assert len(found) == 6
    assert broken_rules(found.values()) == [[]] * 6
    for name, data in found.items():
        assert name.endswith(".xml")
        pdf = after[f"{name.removesuffix('.xml')}.pdf"]
        (along,) = etree.fromstring(data).iter(f"{CBC}EmbeddedDocumentBinaryObject")
        assert b64decode(along.text or "") == pdf
    assert not (werkmap / "facturen/vervallen").exists()
    everything = files(werkmap)
    invoice(werkmap, "2024-03-20")
    assert files(werkmap) == everything


@pytest.fixture(scope="module")
def given(signed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same with invoices and their e-invoices; a test that changes it takes a copy."""
    werkmap = Path(shutil.copytree(signed, tmp_path_factory.mktemp("gegeven") / "werkmap"))
    know_payers(werkmap)
    assert "e-factuur" not in invoice(werkmap)
    return werkmap


@pytest.fixture
def later(given: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(given, tmp_path / "werkmap"))


def account(werkmap: Path) -> list[dict[str, str]]:
    text = (werkmap / "uitvoer/verantwoording.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_it_is_accounted_for_and_kept_with_the_invoice(given: Path) -> None:
    rows = [row for row in account(given) if row["soort"] == "Factuur"]
    assert len(rows) == 3
    found = xml_of(given)
    for row in rows:
        name = f"{row['pdf'].removesuffix('.pdf')}.xml"
        assert fingerprint_of(given / "uitvoer" / name) == row["sha256_xml"]
        (kept,) = (each for each in found if each.endswith(f"-{Path(name).name}"))
        assert found[kept] == found[f"uitvoer/{name}"]
    assert not any(row["sha256_xml"] for row in account(given) if row["soort"] != "Factuur")


def test_it_comes_back_as_it_was_given(later: Path) -> None:
    """Also where the reference is another by now, or there is none any more."""
    before = invoiced(later)
    shutil.rmtree(later / "uitvoer/facturen")
    edit(later, ";V-12", ";V-99")
    edit(later, ";V-1\r\n", ";\r\n")
    assert "e-factuur" not in invoice(later, "2024-02-20")
    assert invoiced(later) == before


def test_one_that_was_changed_is_told_and_put_back(later: Path) -> None:
    (kept,) = (later / "facturen").glob("*deventer.xml")
    right = kept.read_bytes()
    kept.write_bytes(right.replace(b"380", b"381"))
    told = run(later, "2024-02-20", "status").out
    name = f"facturen/{kept.name}"
    assert f"{name} is weg of is gewijzigd" in told
    deep = run(later, "2024-02-20", "controleer", "--diep")
    assert f"{name}: dit bestand is gewijzigd" in deep.err
    assert run(later, "2024-02-20", "herstel", "--ja").code == ExitCode.OK
    assert kept.read_bytes() == right


def test_one_that_nothing_tells_of_is_a_fault(later: Path) -> None:
    (later / "facturen/P31-2024-999-factuur-2024-ede.xml").write_bytes(b"<Invoice/>")
    ran = run(later, "2024-02-20", "facturen", "2024")
    assert ran.code == ExitCode.INPUT
    assert "facturen/P31-2024-999-factuur-2024-ede: deze factuur staat niet in" in ran.err


def test_an_invoice_that_is_made_again_takes_its_e_invoice_along(werkmap: Path) -> None:
    """A fact was missing in both; where the reference has gone meanwhile there is none any more."""
    know_payers(werkmap)
    known, still_open = f'naam = "{OPEN["naam"]}"', '# naam = ""'
    edit(werkmap, known, still_open, "convenant.toml")
    invoice(werkmap)
    before = xml_of(werkmap)
    edit(werkmap, still_open, known, "convenant.toml")
    edit(werkmap, ";V-1\r\n", ";\r\n")
    told = invoice(werkmap, "2024-02-20")
    assert "Rij 2: er is geen e-factuur (.xml); vul daarvoor in de tabel uw_referentie in" in told
    after = xml_of(werkmap)
    assert sorted(Path(name).name.rpartition("-")[2] for name in after) == [
        *("deventer.xml", "deventer.xml", "zwolle.xml", "zwolle.xml")
    ]
    assert not set(after.values()) & set(before.values())
    lapsed = {file.name: file.read_bytes() for file in (werkmap / "facturen/vervallen").iterdir()}
    assert {data for name, data in lapsed.items() if name.endswith(".xml")} == {*before.values()}


def test_a_trial_makes_none(later: Path) -> None:
    before = xml_of(later)
    tried = run(later, "2025-01-10", "facturen", "2025", "--proef")
    assert tried.code == ExitCode.OK
    assert list(later.glob("uitvoer/proef/facturen-2025/*.pdf"))
    assert not list(later.glob("uitvoer/proef/**/*.xml"))
    assert xml_of(later) == before


Amounts = tuple[Decimal, ...]
"""What is to be paid without VAT, the VAT, and what is to be paid with it."""


def of_workbook(werkmap: Path) -> dict[str, Amounts]:
    """Return the amounts on the rows of the workbook, by number."""
    (place,) = (werkmap / "uitvoer/facturen/2024").glob("*.xlsx")
    heading, *rows, _ = load_workbook(place).worksheets[0].iter_rows(values_only=True)
    columns = [heading.index(name) for name in ("Excl. btw", "Btw", "Incl. btw")]
    return {
        str(row[0]): tuple(Decimal(str(row[each])).quantize(CENT) for each in columns)
        for row in rows
    }


def of_xml(content: bytes) -> Amounts:
    """Return the amounts in an e-invoice; below nought where it credits."""
    root = etree.fromstring(content)
    sign = -1 if etree.QName(root).localname == "CreditNote" else 1
    found = (
        next(root.iter(f"{CBC}{name}")).text or ""
        for name in ("TaxExclusiveAmount", "TaxAmount", "TaxInclusiveAmount")
    )
    return tuple(sign * Decimal(amount) for amount in found)


WRITTEN = re.compile(r"€ (-?[0-9.]+,[0-9]{2})")


def of_pdf(pdf: Path) -> Amounts:
    """Return the amounts in the rows of a PDF that tell them."""
    text = gewoon(" ".join(read_pdf(pdf)))
    rows = ("Bedrag exclusief btw", "Btw, 21 %", "inclusief btw")
    found = (WRITTEN.search(text, text.index(row)) for row in rows)
    written = (match[1].replace(".", "").replace(",", ".") for match in found if match)
    return tuple(map(Decimal, written))


CREDITS = (
    ("P31-2024-001", "--reden", "het aantal inwoners klopte niet"),
    ("P31-2024-002", "--reden", "een deel", "--bedrag", "1000,01"),
    ("P31-2024-003", "--reden", "te veel & te laat"),
    ("P31-2024-004", "--reden", "een cent", "--bedrag", "0,01"),
    ("P31-2024-004", "--reden", "de rest"),
)


@pytest.fixture(scope="module")
def every(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a werkmap in which the 41 were invoiced, and five of those credited."""
    werkmap = tmp_path_factory.mktemp("alle") / "werkmap"
    shutil.copytree(made.werkmap, werkmap)
    fill_in(werkmap)
    know_payers(werkmap)
    rows = (werkmap / "gemeenten.csv").read_text("utf-8-sig").splitlines()[1:]
    names = [row.partition(";")[0] for row in rows]
    signing = run(werkmap, "2023-02-02", "onderteken", *names, "--op", "2023-02-01")
    assert signing.code == ExitCode.OK, signing
    invoice(werkmap)
    for words in CREDITS:
        ran = run(werkmap, "2024-02-20", "crediteer", *words)
        assert (ran.code, ran.err) == (ExitCode.OK, "")
    return werkmap


def test_pdf_workbook_and_xml_carry_the_same_amounts(every: Path) -> None:
    """Of the 41 invoices and five credits; none of which breaks an official rule."""
    facturen = read_facturen(every / "facturen.csv")
    assert [bool(each.credit_van) for each in facturen] == [False] * 41 + [True] * 5
    book = of_workbook(every)
    contents = []
    for each in facturen:
        (pdf,) = (every / "facturen").glob(f"{each.nummer}-*.pdf")
        contents.append(pdf.with_suffix(".xml").read_bytes())
        amounts = each.bedrag, each.btw, each.totaal
        assert of_xml(contents[-1]) == amounts, each.nummer
        assert book[each.nummer] == amounts, each.nummer
        assert of_pdf(pdf) == amounts, each.nummer
    assert broken_rules(contents) == [[]] * 46
