"""Five years of a convenant, day by day: who pays what, computed by hand beforehand.

41 sign, three of them late. Purmerend joins on 1 July 2025. Assen gives notice on 31 August 2025
and ends that year, Delft on 1 September and ends a year later. Hengelo goes over to Enschede on 1
January 2026. The notice that Ede sent in August 2025 is found after its invoice of 2026. The
invoice of Leeuwarden of 2024 is wrong. A surplus is shared in the last year, established before
its invoices or after them.
"""

from __future__ import annotations

import io
import shutil
from collections import Counter
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from openpyxl import load_workbook

from hulp.uitvoeren import call_program
from hulp.werkmappen import copy_werkmap, fill_in
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.werkmap.registers import read_facturen

if TYPE_CHECKING:
    from hulp.snapshots import Snapshots

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten, pytest.mark.usefixtures("onthoudt")]

LATE = ("Gouda", "Oss", "Venlo")
PURMEREND = (
    "Purmerend;GM0439;92318;Purmersteenweg 42;1441 DM;Purmerend;;;;;;;;;"
    "00000000000000000042;VP-42;01-07-2025"
)
CENTS = {
    2023: 784_643_10,  # 41 of them, 5.230.954 inhabitants
    2024: 784_643_10,  # one invoice credited, and made anew
    2025: 798_490_80,  # and 13.847,70 of Purmerend
    2026: 770_146_05,  # without 10.346,85 of Assen and 17.997,90 of Ede
    2027: 741_960_25,  # without 15.685,80 of Delft, and less a surplus of 12.500,00
}
"""What is invoiced less what is credited, in cents, excluding VAT; computed by hand."""


def run(werkmap: Path, day: str, *arguments: str) -> str:
    """Give a command at noon of a day, which must succeed; return what is told."""
    noon = {"SOURCE_DATE_EPOCH": str(int(datetime.fromisoformat(f"{day}T12:00Z").timestamp()))}
    ran = call_program(*arguments, cwd=werkmap, environment=noon)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    return ran.out.replace("\xa0", " ")


def rows_of(werkmap: Path) -> tuple[str, list[str]]:
    heading, *rows = (werkmap / "gemeenten.csv").read_text("utf-8-sig").splitlines()
    return heading, rows


def write_rows(werkmap: Path, heading: str, rows: list[str]) -> None:
    (werkmap / "gemeenten.csv").write_text("\n".join([heading, *rows, ""]), "utf-8-sig")


@pytest.fixture(scope="module")
def before_last(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return the werkmap before the invoices of the last year, and what was told until then."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("vijf") / "werkmap")
    fill_in(werkmap)
    heading, rows = rows_of(werkmap)
    rows = [f"{row};{number:020};VP-{number};" for number, row in enumerate(rows, 1)]
    heading += ";oin;uw_referentie;toetreding"
    write_rows(werkmap, heading, rows)
    names = [row.partition(";")[0] for row in rows]
    told = {}

    def do(day: str, *arguments: str) -> None:
        told[f"{day} {arguments[0]}"] = run(werkmap, day, *arguments)

    do("2023-01-15", "genereer")
    in_time = [naam for naam in names if naam not in LATE]
    do("2023-02-20", "onderteken", *in_time, "--op", "2023-02-20")
    do("2023-03-15", "facturen", "2023")
    do("2023-05-10", "onderteken", *LATE, "--op", "2023-05-10")
    do("2023-06-01", "facturen", "2023")
    do("2024-01-15", "facturen", "2024")
    wrong = ("--reden", "verkeerde referentie", "--nieuw")
    do("2024-02-01", "crediteer", "P31-2024-028", *wrong)
    do("2025-01-15", "facturen", "2025")
    write_rows(werkmap, heading, [*rows, PURMEREND])
    do("2025-06-01", "genereer", "Purmerend")
    signer = ("--ondertekenaar", "A. Voorbeeld")
    do("2025-06-20", "onderteken", "Purmerend", "--op", "2025-06-20", *signer)
    do("2025-07-01", "facturen", "2025")
    do("2025-09-02", "zeg-op", "Assen", "--op", "2025-08-31")
    do("2025-09-03", "zeg-op", "Delft", "--op", "2025-09-01")
    do("2025-12-01", "draag-over", "Hengelo", "--aan", "Enschede", "--per", "2026-01-01")
    do("2026-01-15", "facturen", "2026")
    do("2026-02-10", "zeg-op", "Ede", "--op", "2025-08-25")
    do("2026-02-10", "crediteer", "P31-2026-013", "--reden", "opgezegd per 31 december 2025")
    return werkmap, told


@pytest.fixture(scope="module")
def surplus_before(
    before_last: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    werkmap = Path(shutil.copytree(before_last[0], tmp_path_factory.mktemp("voor") / "werkmap"))
    run(werkmap, "2027-01-15", "facturen", "2027", "--overschot", "12500,00")
    return werkmap


@pytest.fixture(scope="module")
def surplus_after(before_last: tuple[Path, dict[str, str]]) -> Path:
    werkmap, _ = before_last
    run(werkmap, "2027-01-15", "facturen", "2027")
    run(werkmap, "2027-03-01", "facturen", "2027", "--overschot", "12500,00")
    return werkmap


@pytest.fixture(params=["surplus_before", "surplus_after"])
def werkmap(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def cents(amount: object) -> int:
    return int(Decimal(str(amount)).scaleb(2).to_integral_exact())


def test_the_totals_of_each_year_are_those_by_hand(werkmap: Path) -> None:
    """Of the record, of the workbook and of the XML; and with VAT, rounded for each invoice."""
    for year, amount in CENTS.items():
        given = [each for each in read_facturen(werkmap / "facturen.csv") if each.jaar == year]
        assert sum(cents(each.bedrag) for each in given) == amount
        folder = werkmap / f"uitvoer/facturen/{year}"
        book = load_workbook(io.BytesIO((folder / f"facturen-{year}.xlsx").read_bytes()))
        heading, *rows = book.worksheets[0].iter_rows(values_only=True)
        column = heading.index("Excl. btw")
        assert cents(rows[-1][column]) == sum(cents(row[column]) for row in rows[:-1]) == amount
        assert len(rows) == len(given) + 1
        totals = [total_of(xml) for xml in folder.glob("*.xml")]
        assert (len(totals), sum(totals)) == (len(given), amount)


def total_of(xml: Path) -> int:
    """Return the amount without VAT in an XML, in cents; of a credit it is taken off."""
    root = etree.parse(xml).getroot()
    (amount,) = root.xpath("//*[local-name()='TaxExclusiveAmount']/text()")
    return cents(amount) * (-1 if etree.QName(root).localname == "CreditNote" else 1)


def test_what_is_told_of_each_step(before_last: tuple[Path, dict[str, str]]) -> None:
    """The totals of a year as they were after the step, computed by hand."""
    _, told = before_last
    for step, what in {
        "2023-03-15 facturen": "Over 2023: 38 facturen, samen € 744.212,40 exclusief btw",
        "2023-06-01 facturen": "Over 2023: 41 facturen, samen € 784.643,10 exclusief btw",
        "2024-02-01 crediteer": "42 facturen en 1 creditfactuur, samen € 784.643,10",
        "2025-01-15 facturen": "Over 2025: 41 facturen, samen € 784.643,10 exclusief btw",
        "2025-06-01 genereer": "1 samenwerkingsovereenkomst gemaakt, € 13.847,70 per jaar",
        "2025-07-01 facturen": "Over 2025: 42 facturen, samen € 798.490,80 exclusief btw",
        "2026-01-15 facturen": "Over 2026: 41 facturen, samen € 788.143,95 exclusief btw",
        "2026-02-10 zeg-op": "factuur P31-2026-013 over 2026 is niet meer verschuldigd",
        "2026-02-10 crediteer": "41 facturen en 1 creditfactuur, samen € 770.146,05",
    }.items():
        assert what in told[step]
    assert "verschuldigd" not in told["2025-09-02 zeg-op"] + told["2025-09-03 zeg-op"]


def test_who_pays_when_and_the_numbers_of_each_year(werkmap: Path) -> None:
    facturen = read_facturen(werkmap / "facturen.csv")
    for year in CENTS:
        given = [each for each in facturen if each.jaar == year]
        wanted = [f"P31-{year}-{number:03}" for number in range(1, len(given) + 1)]
        assert [each.nummer for each in given] == wanted
        assert [each.datum for each in given] == sorted(each.datum for each in given)
    number = Counter((each.gemeente, each.jaar) for each in facturen if not each.credit_van)
    years = {naam: [year for year in CENTS if number[naam, year]] for naam, _ in number}
    ended = {"Purmerend": [2025, 2026, 2027], "Assen": [2023, 2024, 2025]}
    ended |= {"Delft": [2023, 2024, 2025, 2026], "Ede": [2023, 2024, 2025, 2026]}
    assert years == {naam: list(CENTS) for naam in years} | ended
    assert number["Leeuwarden", 2024] == 2
    assert {(each.gemeente, each.jaar, each.betaler) for each in facturen if each.betaler} == {
        ("Hengelo", 2026, "GM0153"),
        ("Hengelo", 2027, "GM0153"),
    }


def test_each_invoice_and_credit_says_what_it_must(werkmap: Path) -> None:
    """Of each document: its number, for whom, and the amounts, reckoned here in whole cents.

    The VAT of a credit is what that of the invoice becomes less by it.
    """
    wrong = []
    net: dict[str, int] = {"": 0}
    for factuur in read_facturen(werkmap / "facturen.csv"):
        (pdf,) = (werkmap / "facturen").glob(f"{factuur.nummer}-*.pdf")
        text = " ".join(" ".join(read_pdf(pdf)).split())
        own = cents(factuur.bijdrage) if factuur.credit_van else factuur.inwoners * 15
        net[factuur.nummer] = own = own - cents(factuur.overschot)
        credited = net[factuur.credit_van]
        vat = vat_of(credited + own) - vat_of(credited)
        facts = [factuur.nummer, f"Gemeente {payer_of(factuur.betaler, factuur.gemeente)}"]
        facts += [euro(own), euro(vat), euro(own + vat)]
        if factuur.credit_van:
            facts.append(f"factuur {factuur.credit_van}")
        else:
            facts.append(f"{factuur.inwoners:,} inwoners".replace(",", "."))
        wrong += [(factuur.nummer, fact) for fact in facts if fact not in text]
    assert (wrong, len(net) - 1) == ([], len([*(werkmap / "facturen").glob("P31-*.pdf")]))


def vat_of(amount: int) -> int:
    """Return 21 % of an amount of at least nought, in cents, rounded half up."""
    return (amount * 21 + 50) // 100


def payer_of(code: str, gemeente: str) -> str:
    return {"GM0153": "Enschede"}[code] if code else gemeente


def euro(amount: int) -> str:
    whole, rest = divmod(abs(amount), 100)
    sign = "-" if amount < 0 else ""
    return f"€ {sign}{whole:,}".replace(",", ".") + f",{rest:02}"


def test_the_text_of_what_is_not_everyday(surplus_after: Path, snapshots: Snapshots) -> None:
    """Of who joined, left or went over, of the invoices that were wrong, and of Bijlage 3."""
    shown = [
        "overeenkomsten/samenwerkingsovereenkomst-purmerend.pdf",
        *(
            "facturen/2024/creditfactuur-2024-leeuwarden.pdf",
            "facturen/2024/factuur-2024-leeuwarden-2.pdf",
        ),
        "facturen/2025/factuur-2025-purmerend.pdf",
        *(f"opzegbevestigingen/opzegbevestiging-{naam}.pdf" for naam in ("assen", "delft", "ede")),
        "overdrachtsbevestigingen/overdrachtsbevestiging-hengelo.pdf",
        *("facturen/2026/factuur-2026-hengelo.pdf", "facturen/2026/creditfactuur-2026-ede.pdf"),
        *("facturen/2027/creditfactuur-2027-deventer.pdf", "bijlage-3.pdf"),
    ]
    texts = ["\n".join(read_pdf(surplus_after / "uitvoer" / name)) for name in shown]
    parts = (f"=== {name}\n{text}\n" for name, text in zip(shown, texts, strict=True))
    snapshots.check("vijf-jaar.txt", "\n".join(parts))


def test_the_status_of_the_last_year(werkmap: Path) -> None:
    """39 take part: 754.460,25 without what has ended, before a surplus."""
    told = run(werkmap, "2027-03-02", "status")
    assert "Samen, zonder wat is geëindigd: € 754.460,25 per jaar." in told
    assert "geëindigd: 3" in told
