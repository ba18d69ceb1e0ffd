"""Invoices: from the command line, with the real programs, through the years of a convenant."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from hulp.herkennen import is_recognised
from hulp.lengte import sample
from hulp.regelbreuken import gewoon, lelijk_in
from hulp.uitvoeren import Ran, call_program, interrupting, run_program
from hulp.verapdf import assert_archival
from hulp.werkmappen import ROOT, add_columns, copy_werkmap, edit, files, fill_in
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.errors import AfgebrokenError
from overeenkomstgen.facturen.facturen import Factuurwens, maak_facturen
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.uitgifte.maken import Keuzes
from overeenkomstgen.werkmap.registers import read_facturen
from overeenkomstgen.werkmap.werkmap import find_werkmap
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from hulp.snapshots import Snapshots
    from overeenkomstgen.kern.factuur import Factuur

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

DAYS = {year: f"{year}-01-15" for year in range(2024, 2028)} | {2023: "2023-03-15"}
ONE_FAULT = "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n  "
ALL = ("Alkmaar", "Deventer", "Zwolle")
OF_E_INVOICES = re.compile(r"^Let op: Rij [^:]+: er is geen e-factuur .*\n", re.MULTILINE)


def on(day: str) -> dict[str, str]:
    """Return the environment in which it is noon on a day."""
    return {"SOURCE_DATE_EPOCH": str(int(datetime.fromisoformat(f"{day}T12:00Z").timestamp()))}


def run(werkmap: Path, day: str, *arguments: str) -> Ran:
    """Run a command on a day; what it tells of e-invoices, which has tests of its own, left out."""
    ran = call_program(*arguments, cwd=werkmap, environment=on(day))
    out, err = (text.replace("\xa0", " ") for text in (ran.out, ran.err))
    return Ran(ran.code, OF_E_INVOICES.sub("", out), err)


def invoice(werkmap: Path, year: int, *arguments: str, day: str = "") -> str:
    """Make the invoices of a year, which must succeed; return what is told."""
    ran = run(werkmap, day or DAYS[year], "facturen", str(year), *arguments)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    return ran.out


def refused(werkmap: Path, day: str, *arguments: str, code: ExitCode = ExitCode.INPUT) -> str:
    """Ask for invoices that must be refused; return what is told. Nothing may change."""
    before = files(werkmap)
    ran = run(werkmap, day, "facturen", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert files(werkmap) == before
    return ran.err


def given(werkmap: Path) -> tuple[Factuur, ...]:
    return read_facturen(werkmap / "facturen.csv")


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.is_file())


def remarks(told: str) -> str:
    """Return what is told to look at, a line for each."""
    lines = (line for line in told.splitlines() if line.startswith("Let op: "))
    return "\n".join(line.removeprefix("Let op: ") for line in lines)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a werkmap in which three have signed; a test that changes it takes a copy."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("getekend") / "werkmap")
    fill_in(werkmap)
    assert run(werkmap, "2023-02-01", "genereer", *ALL).code == ExitCode.OK
    assert run(werkmap, "2023-02-02", "onderteken", *ALL, "--op", "2023-02-01").code == ExitCode.OK
    return werkmap


@pytest.fixture(scope="module")
def told(signed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[int, str]]:
    """Return the same five years later: one gave notice, and a surplus was shared."""
    werkmap = Path(shutil.copytree(signed, tmp_path_factory.mktemp("jaren") / "werkmap"))
    notice = run(werkmap, "2025-08-20", "zeg-op", "Zwolle", "--op", "2025-08-15")
    assert notice.code == ExitCode.OK
    said = {year: invoice(werkmap, year) for year in range(2023, 2027)}
    said[2027] = invoice(werkmap, 2027, "--overschot", "10000,01")
    return werkmap, said


@pytest.fixture(scope="module")
def years(told: tuple[Path, dict[int, str]]) -> Path:
    return told[0]


@pytest.fixture
def werkmap(signed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(signed, tmp_path / "werkmap"))


@pytest.fixture
def later(years: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(years, tmp_path / "werkmap"))


@pytest.mark.ongemeten
def test_no_line_ends_inside_a_date_a_name_or_an_amount(years: Path) -> None:
    assert lelijk_in((years / "uitvoer/facturen").rglob("*.pdf")) == {}


@pytest.mark.ongemeten
def test_the_right_ones_each_year(years: Path) -> None:
    """Zwolle, of which 31 December 2025 was the last day, pays for 2025 and not for 2026."""
    for year in range(2023, 2028):
        payers = ALL if year <= 2025 else ALL[:2]
        expected = [f"facturen-{year}.xlsx"]
        for naam in payers:
            stem = f"factuur-{year}-{naam.lower()}"
            expected += [f"{stem}.docx", f"{stem}.pdf"]
        assert names(years / f"uitvoer/facturen/{year}") == sorted(expected)
        assert [f.gemeente for f in given(years) if f.jaar == year] == list(payers)
    assert {(f.cbs_code, f.bijdrage) for f in given(years)} == {
        ("GM0361", Decimal("16617.45")),
        ("GM0150", Decimal("15216.90")),
        ("GM0193", Decimal("19600.20")),
    }
    assert [f.nummer for f in given(years)] == [
        f"P31-{year}-{place:03}"
        for year in range(2023, 2028)
        for place in range(1, 4 if year <= 2025 else 3)
    ]
    assert {(f.jaar, f.datum.isoformat()) for f in given(years)} == set(DAYS.items())


@pytest.mark.ongemeten
def test_what_is_told(told: tuple[Path, dict[int, str]], snapshots: Snapshots) -> None:
    snapshots.check("facturen.txt", told[1][2026])
    snapshots.check("facturen-overschot.txt", told[1][2027])


def test_a_second_run_changes_not_a_byte(later: Path) -> None:
    before = files(later)
    said = ""
    for year, day in ((2023, "2027-02-01"), (2027, "2027-02-02")):
        said = invoice(later, year, day=day)
        assert said.startswith("Er is niets gemaakt.\n\nAl gegeven, ongewijzigd gelaten: ")
        assert said.endswith(
            f" te betalen; nieuw: 0.\nVoor de boekhouding: uitvoer/facturen/{year}/facturen-{year}"
            ".xlsx.\n"
        )
        assert remarks(said) == ""
    invoice(later, 2027, "--overschot", "10000,01", day="2027-12-31")
    again = run(later, "2027-02-02", "genereer", "--soort", "factuurbrief", "--jaar", "2027")
    assert again == Ran(ExitCode.OK, said, "")
    assert files(later) == before


@pytest.mark.ongemeten
def test_every_invoice_is_an_archive_pdf(years: Path) -> None:
    pdfs = sorted((years / "uitvoer/facturen").glob("*/*.pdf"))
    assert len(pdfs) == 13
    assert_archival(sample(pdfs, 5))
    assert [pdf.name for pdf in pdfs if not is_recognised(pdf.read_bytes())] == []


def text_of(pdf: Path) -> str:
    return " ".join(" ".join(read_pdf(pdf)).split())


def test_the_pdf_says_the_facts(years: Path) -> None:
    text = text_of(years / "uitvoer/facturen/2023/factuur-2023-deventer.pdf")
    for fact in (
        "Gemeente Deventer t.a.v. de heer R.C. König, burgemeester Grote Kerkhof 1 7411 KT",
        "Factuurnummer P31-2023-002",
        "Factuurdatum 15 maart 2023",
        "KvK-nummer 00000000, btw-nummer NL000000000B00",
        "1 maart 2023 tot en met 31 december 2023 brengen wij u de volledige jaarbijdrage voor",
        "101.446 inwoners op 1 januari 2022 \N{MULTIPLICATION SIGN} € 0,15 (exclusief btw)",
        "€ 15.216,90",
        "Btw, 21 % € 3.195,55",
        "Te betalen, inclusief btw € 18.412,45",
        "uiterlijk op 14 april 2023",
    ):
        assert fact in text
    assert "overschot" not in text.lower()


def test_the_surplus_stands_on_the_letter_and_adds_up(years: Path) -> None:
    shares = [f.overschot for f in given(years) if f.jaar == 2027]
    assert shares == [Decimal("5219.98"), Decimal("4780.03")]
    assert sum(shares) == Decimal("10000.01")
    text = text_of(years / "uitvoer/facturen/2027/factuur-2027-deventer.pdf")
    for fact in (
        "Aandeel in het overschot € -4.780,03",
        "een overschot van € 10.000,01 vastgesteld",
        "Het aandeel van uw gemeente, € 4.780,03, is van de bijdrage afgetrokken",
        "Bedrag exclusief btw € 10.436,87",
        "Te betalen, inclusief btw € 12.628,61",
    ):
        assert fact in text
    assert all(f.overschot == 0 for f in given(years) if f.jaar < 2027)


@pytest.mark.ongemeten
def test_one_by_name_before_the_year_of_its_date_and_later_the_rest(werkmap: Path) -> None:
    invoice(werkmap, 2024, "deventer", "--datum", "02-01-2024", day="2023-12-01")
    assert names(werkmap / "uitvoer/facturen/2024") == [
        "facturen-2024.xlsx",
        "factuur-2024-deventer.docx",
        "factuur-2024-deventer.pdf",
    ]
    assert "nieuw: 2." in invoice(werkmap, 2024, day="2024-02-01")
    found_2024 = [(f.gemeente, f.datum) for f in given(werkmap) if f.jaar == 2024]
    assert found_2024 == [
        ("Deventer", date(2024, 1, 2)),
        ("Alkmaar", date(2024, 2, 1)),
        ("Zwolle", date(2024, 2, 1)),
    ]


@pytest.mark.ongemeten
def test_what_was_thrown_away_comes_back(later: Path) -> None:
    before = files(later / "uitvoer/facturen")
    shutil.rmtree(later / "uitvoer")
    for year in (2023, 2025):
        invoice(later, year, day="2027-03-01")
    after = files(later / "uitvoer/facturen")
    assert after == {name: before[name] for name in before if name[:4] in {"2023", "2025"}}


def test_what_changes_afterwards_is_reported_and_changes_nothing(werkmap: Path) -> None:
    """Inhabitants, an address and a name, after the invoices."""
    invoice(werkmap, 2023)
    before = files(werkmap)
    edit(werkmap, "101446;Grote Kerkhof 1;", "101447;Nieuwe Markt 2;")
    edit(werkmap, "Alkmaar;GM0361;", "Groot-Alkmaar;GM0361;")
    said = invoice(werkmap, 2023, day="2023-04-01")
    assert remarks(said) == (
        "De gegevens van Alkmaar zijn gewijzigd na factuur P31-2023-001 (gemeente: op de "
        "factuur Alkmaar, volgens de gegevens van nu Groot-Alkmaar). De factuur blijft zoals zij "
        "is.\n"
        "De gegevens van Deventer zijn gewijzigd na factuur P31-2023-002 (aantal inwoners: op "
        "de factuur 101.446, volgens de gegevens van nu 101.447). De factuur blijft zoals zij is."
    )
    assert (
        '  Deventer: In de factuur staat "R.C. König, burgemeester Grote Kerkhof 1 7411 KT '
        'Deventer", in een nieuwe factuur staat "R.C. König, burgemeester Nieuwe Markt 2 7411 KT '
        'Deventer".\n'
    ) in said
    assert files(werkmap) == before | {"gemeenten.csv": (werkmap / "gemeenten.csv").read_bytes()}
    assert refused(werkmap, DAYS[2024], "2024") == (
        f"{ONE_FAULT}Deventer: getekend is voor € 15.216,90 per jaar, maar 101.447 "
        "inwoners maal € 0,15 is € 15.217,05; zet het aantal inwoners en het tarief terug "
        "zoals ze bij de ondertekening waren\n"
    )


@pytest.mark.ongemeten
def test_a_fact_that_is_filled_in_later_makes_the_invoice_anew(werkmap: Path) -> None:
    """With the same number, day and amounts; once it is complete it stays as it is."""
    stem = "P31-2023-001-factuur-2023-deventer"
    text = (werkmap / "convenant.toml").read_text("utf-8")
    (werkmap / "convenant.toml").write_text(text.replace('naam = "N. Naam"', ""), "utf-8")
    invoice(werkmap, 2023, "Deventer")
    first = files(werkmap / "facturen")
    recorded = (werkmap / "facturen.csv").read_bytes()
    (werkmap / "convenant.toml").write_text(text, "utf-8")
    said = invoice(werkmap, 2023, "Deventer", day="2023-04-01")
    assert said.startswith("1 factuur gemaakt, in uitvoer/facturen/2023.\n")
    assert (werkmap / "facturen.csv").read_bytes() == recorded
    assert names(werkmap / "facturen") == [
        f"{stem}.docx",
        f"{stem}.json",
        f"{stem}.pdf",
        "facturen.csv.kopie",
    ]
    lapsed = files(werkmap / "facturen/vervallen")
    assert lapsed | {"facturen.csv.kopie": recorded} == first
    text = text_of(werkmap / "uitvoer/facturen/2023/factuur-2023-deventer.pdf")
    assert "relatiemanager G40 van Platform31, N. Naam, naam@voorbeeld.nl" in text
    assert "Factuurdatum 15 maart 2023" in text
    complete = files(werkmap)
    edit(werkmap, "NL95BANK0000000000", "NL48BANK1111111111", "convenant.toml")
    said = invoice(werkmap, 2023, "Deventer", "--strikt", day="2023-06-01")
    assert said.startswith("Er is niets gemaakt.\n")
    assert "NL48BANK1111111111" in said
    convenant = (werkmap / "convenant.toml").read_bytes()
    assert files(werkmap) == complete | {"convenant.toml": convenant}


def test_without_what_the_law_asks_there_is_no_invoice_and_a_trial_there_is(
    tmp_path: Path, signed: Path
) -> None:
    """As the project's own werkmap is."""
    werkmap = Path(shutil.copytree(signed, tmp_path / "werkmap"))
    shutil.copy(ROOT / "convenant.toml", werkmap)
    needs = (
        ("postcode", "postcode van de stichting"),
        ("kvk_nummer", "nummer in het Handelsregister"),
        ("btw_nummer", "btw-nummer van de stichting"),
        ("iban", "rekeningnummer van de stichting"),
    )
    assert refused(werkmap, DAYS[2024], "2024") == (
        "Er zijn 4 fouten gevonden. Er is niets gemaakt of gewijzigd.\n"
        + "".join(
            f"  convenant.toml, [stichting], sleutel {key}: een factuur kan niet zonder {what}; "
            "vul dat in, en probeer het opnieuw\n"
            for key, what in needs
        )
    )
    told = invoice(werkmap, 2024, "--proef")
    assert "rekeningnummer van de stichting (convenant.toml, [stichting], sleutel iban): 3" in told
    fill_in(werkmap, "postcode", "kvk_nummer", "btw_nummer", "iban")
    assert "nieuw: 3." in invoice(werkmap, 2024)


def test_strikt_refuses_and_records_nothing(werkmap: Path) -> None:
    edit(werkmap, 'email = "naam@voorbeeld.nl"\ntelefoon = "', '# "', "convenant.toml")
    ran = run(werkmap, DAYS[2023], "facturen", "2023", "--strikt")
    assert ran.code == ExitCode.OPEN_FIELDS
    assert ran.out == "Er is niets gemaakt.\nEr zijn geen facturen van 2023.\n"
    where = "convenant.toml, [relatiemanager], sleutel email"
    assert ran.err == (
        "\nGeweigerd, omdat er een gegeven ontbreekt: 3\n"
        f"    Alkmaar: {where}\n    Deventer: {where}\n    Zwolle: {where}\n"
        "Wat er hiervan al stond is ongewijzigd.\n"
    )
    assert given(werkmap) == ()
    assert not (werkmap / "facturen.csv").exists()
    assert not (werkmap / "facturen").exists()


def test_a_trial_shows_what_it_will_be_and_records_nothing(werkmap: Path) -> None:
    """Who was refused no more, or is named, is tried anew; what stood there goes."""
    before = files(werkmap)
    told = invoice(werkmap, 2027, "--proef", "--overschot", "10000,01", day="2027-02-01")
    assert told.startswith("3 facturen gemaakt, in uitvoer/proef/facturen-2027.\n\nOver 2027: ")
    assert (
        "Over 2027: 3 facturen, samen € 41.434,54 exclusief btw, € 50.135,79 te betalen; nieuw: 3. "
        "Dit is een proef: er is niets vastgelegd.\n"
    ) in told
    assert "CONCEPT  Deventer  € 15.216,90   € -2.958,50" in told
    after = files(werkmap)
    made = {name for name in after if name not in before}
    folder = "uitvoer/proef/facturen-2027"
    assert made == {
        f"{folder}/concept-factuur-2027-{naam.lower()}.{ending}"
        for naam in ALL
        for ending in ("docx", "pdf")
    }
    assert {name: after[name] for name in before} == before
    text = text_of(werkmap / folder / "concept-factuur-2027-deventer.pdf")
    for fact in ("CONCEPT, dit is geen factuur", "Factuurnummer CONCEPT", "€ -2.958,50"):
        assert fact in text
    assert "P31-" not in text
    invoice(werkmap, 2027, "Deventer", "--proef", day="2027-02-01")
    assert {*files(werkmap / folder)} == {
        "concept-factuur-2027-deventer.docx",
        "concept-factuur-2027-deventer.pdf",
    }
    assert "nieuw: 3." in invoice(werkmap, 2027)


def test_a_past_year_is_asked_about_first(werkmap: Path) -> None:
    advice = "(3 facturen), geef dan: overeenkomstgen facturen 2024 met --ja.\n"
    assert refused(werkmap, "2025-01-02", "2024") == (
        f"Fout: 2024 is voorbij; er is nog geen factuur gegeven.\nIs het de bedoeling {advice}"
    )
    told = invoice(werkmap, 2024, "--ja", day="2025-01-02")
    assert "nieuw: 3." in told
    assert "nieuw: 0." in invoice(werkmap, 2024, day="2025-01-03")


def test_days_rise_and_one_well_before_today_is_told(werkmap: Path) -> None:
    invoice(werkmap, 2024, "Deventer", day="2024-02-01")
    assert refused(werkmap, "2024-03-01", "2024", "--datum", "2024-01-31") == (
        f"{ONE_FAULT}factuurdatum: 31 januari 2024 ligt voor 1 februari 2024, de dag van factuur "
        "P31-2024-001; geef met --datum een dag vanaf 1 februari 2024\n"
    )
    told = invoice(werkmap, 2024, "--datum", "2024-02-01", day="2024-03-01")
    assert remarks(told) == "De factuurdatum, 1 februari 2024, ligt 29 dagen voor vandaag."


def test_an_address_for_invoices_and_a_reference(werkmap: Path) -> None:
    """Whole, or refused; it goes on the invoice, and in the draft of the e-mail."""
    rows = (werkmap / "gemeenten.csv").read_text("utf-8-sig").splitlines()
    extra = {"Deventer": "Postbus 5000;7400 GC;Deventer;Crediteuren;facturen@deventer.nl;4500123"}
    more = [f"{row};{extra.get(row.partition(';')[0], ';' * 5)}" for row in rows[1:]]
    columns = "factuuradres;factuurpostcode;factuurplaats;factuur_tav;factuur_e-mail;uw_referentie"
    text = "\r\n".join([f"{rows[0]};{columns}", *more, ""])
    (werkmap / "gemeenten.csv").write_text(text.replace("7400 GC", ""), "utf-8-sig")
    assert refused(werkmap, DAYS[2023], "2023") == (
        f"{ONE_FAULT}Deventer: van het factuuradres is niet alles ingevuld; vul factuuradres, "
        "factuurpostcode en factuurplaats in\n"
    )
    (werkmap / "gemeenten.csv").write_text(text, "utf-8-sig")
    invoice(werkmap, 2023)
    text = text_of(werkmap / "uitvoer/facturen/2023/factuur-2023-deventer.pdf")
    assert "Gemeente Deventer t.a.v. Crediteuren Postbus 5000 7400 GC Deventer Factuur" in text
    assert "Uw referentie 4500123" in text
    assert run(werkmap, DAYS[2023], "verzend", "factuurbrief", "--jaar", "2023").code == 0
    draft = werkmap / "uitvoer/verzenden/factuurbrief/2023/factuur-2023-deventer.eml"
    assert "facturen@deventer.nl" in draft.read_text("utf-8")


@pytest.mark.ongemeten
def test_strikt_shares_no_surplus_over_part_of_the_municipalities(werkmap: Path) -> None:
    """Whoever is refused would get no share later."""
    template = werkmap / "sjablonen/factuurbrief.docx"
    original = template.read_bytes()
    document = Document(str(template))
    document.paragraphs[-1].add_run(" {{ gemeente.collegebesluit | datum }}")  # not of all known
    document.save(str(template))
    surplus = ("facturen", "2027", "--strikt", "--overschot", "10000,01")
    ran = run(werkmap, DAYS[2027], *surplus)
    assert (ran.code, ran.out) == (
        ExitCode.OPEN_FIELDS,
        (
            "Let op: Het overschot is niet verdeeld, en er is geen enkele factuur gegeven: dat kan "
            "pas als er geen factuur wordt geweigerd.\n"
            "Er is niets gemaakt.\n"
            "Er zijn geen facturen van 2027.\n"
        ),
    )
    assert "Geweigerd, omdat er een gegeven ontbreekt: 2\n    Alkmaar: " in ran.err
    assert given(werkmap) == ()
    template.write_bytes(original)
    assert run(werkmap, DAYS[2027], *surplus).code == ExitCode.OK
    assert [f.overschot_totaal for f in given(werkmap)] == [Decimal("10000.01")] * 3
    assert sum(f.overschot for f in given(werkmap)) == Decimal("10000.01")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("2026", "Devnter"),
            (
                'gemeente "Devnter": deze gemeente staat niet in de tabel; bedoeld is misschien '
                "Deventer"
            ),
        ),
        (
            ("2026", "Almelo"),
            (
                "Almelo: deze gemeente krijgt geen factuur: zij heeft nog niet getekend; laat haar "
                "weg, of kijk wat er is vastgelegd met: overeenkomstgen status"
            ),
        ),
        (
            ("2026", "Zwolle"),
            (
                "Zwolle: voor 2026 is er geen factuur: de overeenkomst geldt van 1 maart 2023 tot "
                "en met 31 december 2025; laat deze gemeente weg, of kies een ander jaar"
            ),
        ),
        (
            ("2027", "Deventer", "--overschot", "10000,01"),
            (
                "--overschot: een overschot wordt over alle gemeenten tegelijk verdeeld; laat de "
                "namen van gemeenten weg"
            ),
        ),
    ],
)
def test_what_cannot_be_invoiced_changes_nothing(
    years: Path, arguments: tuple[str, ...], message: str
) -> None:
    assert refused(years, "2027-02-01", *arguments) == f"{ONE_FAULT}{message}\n"


def test_the_safe_of_the_invoices_is_no_place_for_the_output(years: Path) -> None:
    arguments = ("2027", "--uitvoer", "facturen")
    assert refused(years, "2027-02-01", *arguments, code=ExitCode.UNEXPECTED) == (
        f"Fout: De documenten kunnen niet in {years}/facturen: daar staat al wat u zelf beheert.\n"
        "Kies een andere map met --uitvoer PAD.\n"
    )


KILLED = """
import os, signal, sys
from overeenkomstgen import cli
from overeenkomstgen.facturen import uitgeven

setattr(uitgeven, sys.argv[1], lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
sys.argv = ["overeenkomstgen", "facturen", *sys.argv[2:]]
cli.main()
"""


@pytest.mark.ongemeten
@pytest.mark.parametrize("before", ["make", "freeze"])
def test_a_killed_run_is_finished_by_the_next(werkmap: Path, before: str) -> None:
    """Killed once the numbers are recorded: before the documents are made, or are kept."""
    arguments = ("2027", "--overschot", "10000,01")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, before, *arguments],
        cwd=werkmap,
        env={**os.environ, **on(DAYS[2027])},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    recorded = (werkmap / "facturen.csv").read_bytes()
    assert len(given(werkmap)) == 3
    assert names(werkmap / "facturen") == ["facturen.csv.kopie"]
    said = invoice(werkmap, *(2027, "--overschot", "10000,01"), day="2027-03-01")
    assert "Over 2027: 3 facturen, samen € 41.434,54 exclusief btw" in said
    assert "nieuw: 0." in said
    assert "met de hand" not in said
    assert (werkmap / "facturen.csv").read_bytes() == recorded
    assert sum(f.overschot for f in given(werkmap)) == Decimal("10000.01")
    letter = read_word(werkmap / "uitvoer/facturen/2027/factuur-2027-deventer.docx").as_text()
    assert "Factuurdatum \t15 januari 2027" in gewoon(letter)
    assert len(names(werkmap / "facturen")) == 10
    assert not list((werkmap / "uitvoer").glob(".bezig-*"))


def test_an_interrupted_run_keeps_what_it_made(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An invoice is kept the moment that it is there; the next run makes the others alone."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", on(DAYS[2023])["SOURCE_DATE_EPOCH"])
    with pytest.raises(AfgebrokenError) as told:
        maak_facturen(find_werkmap(None, werkmap), Factuurwens(2023), Keuzes(), interrupting)
    assert str(told.value).endswith(
        "\nKlaar: 1 van de 3. De volgende keer wordt alleen gemaakt wat er nog niet is."
    )
    kept = files(werkmap / "facturen")
    assert len(kept) == 4  # the copy, Word, PDF, and what is known of them
    recorded = given(werkmap)
    said = invoice(werkmap, 2023)
    assert "nieuw: 0." in said
    assert "2 facturen gemaakt" in said
    assert given(werkmap) == recorded
    now = files(werkmap / "facturen")
    assert len(now) == 10
    assert {name: now[name] for name in kept} == kept


def test_a_document_that_fails_is_made_by_the_next_run(werkmap: Path, tmp_path: Path) -> None:
    """Its number stays."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/bash\nexit 0\n")
    program.chmod(0o755)
    environment = {**on(DAYS[2023]), "OVEREENKOMSTGEN_SOFFICE": str(program)}
    ran = call_program("facturen", "2023", "Deventer", cwd=werkmap, environment=environment)
    assert ran.code == ExitCode.DOCUMENTS_FAILED
    assert "\nNiet gemaakt: Deventer\n" in ran.err
    recorded = given(werkmap)
    assert [f.nummer for f in recorded] == ["P31-2023-001"]
    invoice(werkmap, 2023, "Deventer", day="2023-04-01")
    assert given(werkmap) == recorded
    assert "Factuurdatum 15 maart 2023" in text_of(
        werkmap / "uitvoer/facturen/2023/factuur-2023-deventer.pdf"
    )


def test_a_workbook_that_is_in_use_takes_nothing_away(werkmap: Path) -> None:
    place = werkmap / "uitvoer/facturen/2023/facturen-2023.xlsx"
    (place / "bezet").mkdir(parents=True)
    said = invoice(werkmap, 2023)
    assert remarks(said) == (
        f"Het overzicht voor de boekhouding is niet bijgewerkt. {place} is niet te schrijven: er "
        "staat een map met die naam. De facturen zelf zijn er wel; sluit het bestand en doe daarna "
        "hetzelfde nog eens."
    )
    assert said.startswith("Let op: Het overzicht")
    assert "3 facturen gemaakt, in uitvoer/facturen/2023.\n" in said
    assert "Voor de boekhouding" not in said
    shutil.rmtree(place)
    assert "Voor de boekhouding: uitvoer/facturen/2023/facturen-2023.xlsx.\n" in invoice(
        werkmap, 2023, day="2023-04-01"
    )
    assert place.is_file()


NOT_DUE = (
    "Zwolle: factuur P31-2023-003 over 2023 is niet meer verschuldigd; geef een creditfactuur met: "
    'overeenkomstgen crediteer "P31-2023-003" --reden TEKST.'
)


def test_an_invoice_of_which_the_signature_was_a_mistake_stays(werkmap: Path) -> None:
    invoice(werkmap, 2023)
    before = files(werkmap / "uitvoer/facturen")
    back = run(werkmap, "2023-04-01", "corrigeer", "Zwolle", "--vervalt", "--reden", "vergissing")
    assert back.code == ExitCode.OK
    assert remarks(back.out) == NOT_DUE
    said = invoice(werkmap, 2023, day="2023-04-02")
    assert remarks(said) == NOT_DUE
    assert files(werkmap / "uitvoer/facturen") == before


def test_without_signatures_there_are_no_invoices(tmp_path: Path) -> None:
    werkmap = copy_werkmap(tmp_path / "werkmap")
    ran = run_program("facturen", "2023", cwd=werkmap, environment=on(DAYS[2023]))
    expected = "Er is niets gemaakt.\nEr zijn geen facturen van 2023.\n"
    assert ran == Ran(ExitCode.OK, expected, "")
    assert not (werkmap / "facturen.csv").exists()


def test_without_a_documentsoort_for_it_that_is_told(werkmap: Path) -> None:
    text = (werkmap / "convenant.toml").read_text("utf-8")
    before, _, after = text.partition("[documentsoort.factuurbrief]\n")
    rest = after[after.index("[documentsoort.") :]
    (werkmap / "convenant.toml").write_text(before + rest, "utf-8")
    assert refused(werkmap, DAYS[2023], "2023") == (
        f"{ONE_FAULT}convenant.toml: geen enkele documentsoort heeft de rol factuur; zet er een "
        "documentsoort voor facturen in; de README zegt hoe\n"
    )


def test_a_first_day_that_was_changed_after_signing_is_told_with_the_invoices(
    werkmap: Path,
) -> None:
    """From when on they are due follows from the table; what was signed says something else."""
    add_columns(werkmap, {"toetreding": {"Deventer": "01-07-2024"}})
    edit(werkmap, "leden = 41", "leden = 40", "convenant.toml")
    told = remarks(invoice(werkmap, 2024))
    ingang = "Deventer: de getekende overeenkomst gaat in op 01-03-2023, en volgens de tabel op "
    assert f"{ingang}01-07-2024; facturen volgen de tabel." in told.splitlines()
