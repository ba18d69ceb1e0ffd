"""Crediting: from the command line, with the real programs, and what follows from it everywhere."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hulp.lengte import count
from hulp.mail import read_mail
from hulp.uitvoeren import Made, Ran, call_program
from hulp.verapdf import assert_archival
from hulp.werkmappen import ROOT, add_columns, copy_werkmap, edit, files, fill_in
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.kern.factuur import Factuur, restanten
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.werkmap.registers import read_facturen

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

ONE_FAULT = "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n  "
ALL = ("Alkmaar", "Deventer", "Zwolle")


def on(day: str) -> dict[str, str]:
    return {"SOURCE_DATE_EPOCH": str(int(datetime.fromisoformat(f"{day}T12:00Z").timestamp()))}


def run(werkmap: Path, day: str, *arguments: str) -> Ran:
    ran = call_program(*arguments, cwd=werkmap, environment=on(day))
    return Ran(ran.code, ran.out.replace("\xa0", " "), ran.err.replace("\xa0", " "))


def must(werkmap: Path, day: str, *arguments: str) -> str:
    ran = run(werkmap, day, *arguments)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    return ran.out


def refused(werkmap: Path, *arguments: str, day: str = "2026-03-01") -> str:
    """Ask for what must be refused; return what is told. Nothing may change."""
    before = files(werkmap)
    ran = run(werkmap, day, *arguments)
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    assert files(werkmap) == before
    return ran.err


def given(werkmap: Path) -> tuple[Factuur, ...]:
    return read_facturen(werkmap / "facturen.csv")


def text_of(werkmap: Path, name: str) -> str:
    pdf = werkmap / f"uitvoer/facturen/{name}.pdf"
    return " ".join(" ".join(read_pdf(pdf)).split())


@pytest.fixture(scope="module")
def begin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a werkmap in which three have signed, and were given the invoices of 2026."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("credit") / "werkmap")
    fill_in(werkmap)
    must(werkmap, "2023-02-01", "genereer", *ALL)
    must(werkmap, "2023-02-02", "onderteken", *ALL, "--op", "2023-02-01")
    must(werkmap, "2026-01-15", "facturen", "2026")
    return werkmap


@pytest.fixture
def werkmap(begin: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begin, tmp_path / "werkmap"))


def test_the_right_invoice_comes_in_the_place_of_a_wrong_one(werkmap: Path) -> None:
    """Both numbered at once; what was given stays as it is, and the next run makes nothing."""
    before = files(werkmap / "facturen")
    edit(werkmap, "101446;Grote Kerkhof 1;", "101446;Nieuwe Markt 2;")
    wrong = ("crediteer", "P31-2026-002", "--reden", "verkeerd  adres.", "--nieuw")
    told = must(werkmap, "2026-03-01", *wrong)
    assert (
        "1 factuur gemaakt, in uitvoer/facturen/2026.\n"
        "1 creditfactuur gemaakt, in uitvoer/facturen/2026.\n"
    ) in told
    assert (
        "Over 2026: 4 facturen en 1 creditfactuur, samen € 51.434,55 exclusief btw, € 62.235,80 te "
        "betalen; nieuw: 2.\n"
    ) in told
    credit, new = given(werkmap)[3:]
    assert (credit.nummer, credit.credit_van, credit.reden, credit.totaal) == (
        *("P31-2026-004", "P31-2026-002", "verkeerd adres", Decimal("-18412.45")),
    )
    assert (new.nummer, new.credit_van, new.totaal) == ("P31-2026-005", "", Decimal("18412.45"))
    text = text_of(werkmap, "2026/creditfactuur-2026-deventer")
    for fact in (
        "Creditfactuur P31-2026-004",
        "Bij factuur P31-2026-002 van 15 januari 2026",
        "Reden: verkeerd adres.",
        "Totaal, inclusief btw € -18.412,45",
        "Die factuur vervalt hiermee.",
    ):
        assert fact in text
    assert "Nieuwe Markt 2" in text_of(werkmap, "2026/factuur-2026-deventer-2")
    now = files(werkmap / "facturen")
    assert {name: now[name] for name in before if "kopie" not in name} == {
        name: data for name, data in before.items() if "kopie" not in name
    }
    assert len(now) == len(before) + 6
    every = files(werkmap)
    assert "nieuw: 0." in must(werkmap, "2026-03-01", *wrong)
    assert "nieuw: 0." in must(werkmap, "2026-03-02", "facturen", "2026")
    assert files(werkmap) == every
    shutil.rmtree(werkmap / "uitvoer/facturen")
    must(werkmap, "2026-03-03", "facturen", "2026")
    assert files(werkmap / "uitvoer/facturen") == {
        name.removeprefix("uitvoer/facturen/"): data
        for name, data in every.items()
        if name.startswith("uitvoer/facturen/")
    }


def test_a_trial_of_a_credit_gives_nothing(werkmap: Path) -> None:
    """The same drafts and totals as it will be, without a number, and nothing is kept."""
    before, kept = given(werkmap), files(werkmap)
    wrong = ("crediteer", "P31-2026-002", "--reden", "adres", "--nieuw")
    told = must(werkmap, "2026-03-01", *wrong, "--proef")
    assert "Dit is een proef: er is niets vastgelegd.\n" in told
    assert given(werkmap) == before
    changed = {name for name, data in files(werkmap).items() if kept.get(name) != data}
    assert changed
    assert all(name.startswith("uitvoer/proef/") for name in changed)
    text = text_of(werkmap, "../proef/facturen-2026/concept-creditfactuur-2026-deventer")
    assert "Totaal, inclusief btw € -18.412,45" in text
    assert "P31-2026-004" not in text
    assert must(werkmap, "2026-03-01", *wrong).partition("samen ")[2].partition(";")[0] in told


def test_parts_up_to_what_there_is(werkmap: Path) -> None:
    part = ("crediteer", "P31-2026-003", "--reden", "korting", "--bedrag", "600,20")
    must(werkmap, "2026-03-01", *part)
    assert "nieuw: 0." in must(werkmap, "2026-03-01", *part)  # of the same day: given once
    text = text_of(werkmap, "2026/creditfactuur-2026-zwolle")
    assert "gaat € 726,24 af, inclusief btw. Van die factuur blijft € 22.990,00 over" in text
    more = ("crediteer", "P31-2026-003", "--reden", "meer")
    assert refused(werkmap, *more, "--bedrag", "19000,01") == (
        f"{ONE_FAULT}--bedrag: van factuur P31-2026-003 is nog € 19.000,00 over, exclusief btw; "
        "crediteer niet meer dan dat\n"
    )
    assert refused(werkmap, *more, "--bedrag", "1,00", "--nieuw") == (
        f"{ONE_FAULT}--nieuw: een nieuwe factuur komt er alleen als de oude helemaal vervalt; laat "
        "--bedrag weg, of --nieuw\n"
    )
    must(werkmap, "2026-03-02", *more)
    assert refused(werkmap, "crediteer", "P31-2026-003", "--reden", "nog eens") == (
        f"{ONE_FAULT}P31-2026-003: van deze factuur is niets meer over; zij is gecrediteerd met "
        "P31-2026-004, P31-2026-005; kijk of u een andere factuur bedoelt\n"
    )
    assert [f.bedrag for f in given(werkmap)[3:]] == [Decimal("-600.20"), Decimal("-19000.00")]
    assert sum(f.totaal for f in given(werkmap) if f.gemeente == "Zwolle") == 0
    told = must(werkmap, "2026-03-03", "facturen", "2026")
    assert told.startswith(
        "Let op: De factuur van Zwolle over 2026 is gecrediteerd. Een andere komt er alleen als u "
        "haar noemt bij: overeenkomstgen facturen 2026\n"
    )
    assert "nieuw: 1." in must(werkmap, "2026-03-03", "facturen", "2026", "Zwolle")
    assert [f.nummer for f in restanten(given(werkmap)).values()] == [
        *("P31-2026-001", "P31-2026-002", "P31-2026-006"),
    ]


def test_a_surplus_after_the_last_invoices_and_a_share_that_falls_free(werkmap: Path) -> None:
    must(werkmap, "2027-01-15", "facturen", "2027")
    told = must(werkmap, "2027-06-01", "facturen", "2027", "--overschot", "10000,01")
    assert "3 creditfacturen gemaakt, in uitvoer/facturen/2027.\n" in told
    assert "3 facturen en 3 creditfacturen, samen € 41.434,54 exclusief btw, € 50.135,79" in told
    shares = [Decimal(share) for share in ("3230.80", "2958.50", "3810.71")]
    assert [f.overschot for f in given(werkmap) if f.jaar == 2027] == [0, 0, 0, *shares]
    text = text_of(werkmap, "2027/creditfactuur-2027-deventer")
    for fact in (
        "Reden: aandeel in het overschot.",
        "een overschot van € 10.000,01 vastgesteld",
        "Aandeel in het overschot € -2.958,50",
        "Btw, 21 % € -621,29",
        "Van die factuur blijft € 14.832,66 over, inclusief btw.",
    ):
        assert fact in text
    content = (werkmap / "uitvoer/facturen/2027/facturen-2027.xlsx").read_bytes()
    *_, total = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    assert total == (
        *("Totaal: 6", None, None, None, None, 342897, None),
        *(51434.55, -10000.01, 41434.54, None, 8701.25, 50135.79, None),
    )
    before = files(werkmap)
    assert "nieuw: 0." in must(werkmap, "2027-07-01", "facturen", "2027", "--overschot", "10000,01")
    assert files(werkmap) == before
    told = must(werkmap, "2027-07-02", "crediteer", "P31-2027-002", "--reden", "onjuist")
    assert told.startswith(
        "Let op: Het aandeel van Deventer in het overschot, € 2.958,50, komt hiermee vrij. Het is "
        "niet opnieuw verdeeld.\n"
    )
    last = given(werkmap)[-1]
    assert (last.bijdrage, last.overschot) == (Decimal("-15216.90"), Decimal("-2958.50"))
    assert sum(f.totaal for f in given(werkmap) if f.jaar == 2027 and f.gemeente == ALL[1]) == 0
    must(werkmap, "2027-07-03", "facturen", "2027", "Deventer")
    assert given(werkmap)[-1].overschot == Decimal("2958.50")


def test_the_right_invoice_keeps_its_share(werkmap: Path) -> None:
    must(werkmap, "2027-01-15", "facturen", "2027", "--overschot", "10000,01")
    wrong = ("crediteer", "P31-2027-001", "--reden", "adres", "--nieuw")
    assert "komt hiermee vrij" not in must(werkmap, "2027-02-01", *wrong)
    assert sum(f.overschot for f in given(werkmap)) == Decimal("10000.01")


NOT_DUE = (
    "Zwolle: factuur P31-2026-003 over 2026 is niet meer verschuldigd; geef een creditfactuur "
    'met: overeenkomstgen crediteer "P31-2026-003" --reden TEKST'
)


def test_notice_after_the_invoice(werkmap: Path) -> None:
    """Told at once and by status, named in the letter, not sent; until it is credited."""
    told = must(werkmap, "2026-02-01", "zeg-op", "Zwolle", "--op", "2025-08-15")
    assert f"Let op: {NOT_DUE}.\n" in told
    status = must(werkmap, "2026-02-01", "status")
    assert status.startswith(f"Let op: {NOT_DUE}.\n")
    assert "\nGefactureerd over 2026, min wat is gecrediteerd: € 51.434,55.\n" in status
    must(werkmap, "2026-02-01", "genereer", "--soort", "opzegbevestiging")
    letter = werkmap / "uitvoer/opzegbevestigingen/opzegbevestiging-zwolle.pdf"
    text = " ".join(" ".join(read_pdf(letter)).split())
    assert "Factuur P31-2026-003 van 15 januari 2026 vervalt; u ontvangt een creditfactuur." in text
    assert "ontvangt u geen" not in text
    sent = ("verzend", "factuurbrief", "--jaar", "2026")
    told = must(werkmap, "2026-02-02", *sent)
    assert told.startswith(f"Let op: {NOT_DUE}.\nFactuur: 2 concepten")
    drafts = werkmap / "uitvoer/verzenden/factuurbrief/2026"
    assert sorted(file.stem for file in drafts.iterdir()) == [
        "factuur-2026-alkmaar",
        "factuur-2026-deventer",
    ]
    assert refused(werkmap, *sent[:2], "Zwolle", *sent[2:]) == f"{ONE_FAULT}{NOT_DUE}\n"
    assert refused(werkmap, "crediteer", "P31-2026-003", "--reden", "x", "--nieuw") == (
        f"{ONE_FAULT}Zwolle: over 2026 is volgens het register niets te betalen; laat --nieuw weg\n"
    )
    must(werkmap, "2026-02-03", "crediteer", "P31-2026-003", "--reden", "opgezegd per 2026")
    for command in (("status",), ("facturen", "2026"), sent):
        told = must(werkmap, "2026-02-04", *command)
        assert "niet meer verschuldigd" not in told
        if command == ("status",):
            assert told.endswith(
                "\nGefactureerd over 2026, min wat is gecrediteerd: € 31.834,35.\n"
            )
    must(werkmap, "2026-02-04", "verzend", "creditfactuur", "--jaar", "2026")
    mail = read_mail(werkmap / "uitvoer/verzenden/creditfactuur/2026/creditfactuur-2026-zwolle.eml")
    assert mail.subject.startswith("Creditfactuur P31-2026-004 bij factuur P31-2026-003")
    assert list(mail.files()) == ["creditfactuur-2026-zwolle.pdf"]
    must(werkmap, "2026-02-05", "genereer", "--soort", "opzegbevestiging")
    assert "vervalt" not in " ".join(read_pdf(letter))


def test_each_credit_goes_to_who_has_the_agreement_on_its_day(werkmap: Path) -> None:
    """What is given back passes with it; each has a draft of its own, to whom it names."""
    where = {"Alkmaar": "f@alkmaar.nl", "Zwolle": "f@zwolle.nl"}
    add_columns(werkmap, {"factuur_e-mail": where, "cc": {"Zwolle": "c@zwolle.nl"}})
    part = ("crediteer", "P31-2026-003", "--reden", "korting", "--bedrag", "100,00")
    must(werkmap, "2026-01-20", *part)
    passed = ("draag-over", "Zwolle", "--aan", "Alkmaar", "--per", "2026-02-01")
    must(werkmap, "2026-01-21", *passed)
    must(werkmap, "2026-02-01", "crediteer", "P31-2026-003", "--reden", "onjuist")
    assert [factuur.betaler for factuur in given(werkmap)[3:]] == ["", "GM0361"]
    text = text_of(werkmap, "2026/creditfactuur-2026-zwolle-2")
    assert "De gemeente Alkmaar is haar rechtsopvolger" in text
    assert must(werkmap, "2026-02-02", "verzend", "creditfactuur", "--jaar", "2026") == (
        "Creditfactuur: 2 concepten van een e-mail, in uitvoer/verzenden/creditfactuur/2026.\n\n"
        "Er is niets verstuurd: open de concepten in Outlook, kijk ze na en verstuur ze zelf.\n"
        "Leg dat daarna vast met: overeenkomstgen verzonden creditfactuur\n"
    )
    folder = werkmap / "uitvoer/verzenden/creditfactuur/2026"
    mails = [read_mail(file) for file in sorted(folder.iterdir())]
    assert [(mail.to, mail.cc, list(mail.files())) for mail in mails] == [
        ([("Gemeente Alkmaar", "f@alkmaar.nl")], [], ["creditfactuur-2026-zwolle-2.pdf"]),
        (
            [("Gemeente Zwolle", "f@zwolle.nl")],
            [("", "c@zwolle.nl")],
            ["creditfactuur-2026-zwolle.pdf"],
        ),
    ]
    assert [mail.subject.partition(" bij ")[0] for mail in mails] == [
        "Creditfactuur P31-2026-005",
        "Creditfactuur P31-2026-004",
    ]


def test_an_invoice_to_who_had_ceased_by_its_day_is_told(werkmap: Path) -> None:
    """The invoices are of 15 January; who pays those of after the transfer is the successor."""
    for day, told in (("2026-01-16", False), ("2026-01-15", True)):
        passed = shutil.copytree(werkmap, werkmap.parent / day)
        must(passed, "2026-03-01", "draag-over", "Zwolle", "--aan", "Alkmaar", "--per", day)
        assert told == (
            "Let op: De gegevens van Zwolle zijn gewijzigd na factuur P31-2026-003 (wie betaalt: "
            "op de factuur GM0193, volgens de gegevens van nu GM0361). De factuur blijft zoals "
            "zij is.\n" in must(passed, "2026-03-02", "facturen", "2026")
        )


@pytest.mark.parametrize(
    "command",
    [
        ("genereer", "--soort", "creditfactuur"),
        ("verzend", "creditfactuur", "Zwolle", "--jaar", "2026"),
    ],
)
def test_what_gives_a_credit_is_told(begin: Path, command: tuple[str, ...]) -> None:
    told = refused(begin, *command)
    assert told.endswith(" met: overeenkomstgen crediteer NUMMER --reden TEKST\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("P31-2026-009",),
            (
                'factuur "P31-2026-009": deze factuur is niet gegeven; bedoeld is misschien '
                "P31-2026-003"
            ),
        ),
        (
            ("P31-2026-001", "--bedrag", "0,00"),
            (
                "--bedrag: dit is geen bedrag om te crediteren; geef een bedrag boven nul, in hele "
                "centen"
            ),
        ),
    ],
)
def test_what_cannot_be_credited(begin: Path, arguments: tuple[str, ...], message: str) -> None:
    told = refused(begin, "crediteer", *arguments, "--reden", "zo")
    assert told == f"{ONE_FAULT}{message}\n"


def test_what_is_no_command_to_credit(begin: Path) -> None:
    ran = run(begin, "2026-03-01", "crediteer", "P31-2026-001", "--reden", " ")
    assert ran.code == ExitCode.USAGE
    assert "Zeg bij --reden waarom u crediteert." in ran.err


def test_a_credit_is_not_credited_and_what_is_not_kept_is_finished_first(werkmap: Path) -> None:
    must(werkmap, "2026-03-01", "crediteer", "P31-2026-001", "--reden", "onjuist")
    assert refused(werkmap, "crediteer", "P31-2026-004", "--reden", "x") == (
        f"{ONE_FAULT}P31-2026-004: dit is een creditfactuur, van factuur P31-2026-001; geef het "
        "nummer van een factuur\n"
    )
    for file in (werkmap / "facturen").glob("P31-2026-002-*"):
        file.unlink()
    assert refused(werkmap, "crediteer", "P31-2026-002", "--reden", "x") == (
        f"{ONE_FAULT}P31-2026-002: deze factuur staat niet volledig in de map facturen; maak dat "
        "af met: overeenkomstgen facturen 2026\n"
    )


def test_days_rise_for_a_credit_by_themselves(werkmap: Path) -> None:
    """It has the last day of the series, where an invoice was dated ahead."""
    must(werkmap, "2026-12-01", "facturen", "2027", "--datum", "2027-01-15")
    must(werkmap, "2026-12-02", "crediteer", "P31-2027-001", "--reden", "onjuist")
    assert given(werkmap)[-1].datum.isoformat() == "2027-01-15"


def test_numbers_of_an_earlier_version_go_on(tmp_path: Path) -> None:
    """Given invoices never change; a credit of one begins the series of the numbers of now."""
    werkmap = Path(shutil.copytree(ROOT / "tests/bewaard/werkmap-1", tmp_path / "werkmap"))
    fill_in(werkmap, "postcode", "kvk_nummer", "btw_nummer", "iban")
    kept = (werkmap / "facturen.csv").read_bytes()
    credit = ("crediteer", "P31-2024-GM0141", "--reden", "onjuist")
    day = "2024-03-01"
    assert "geen enkele documentsoort heeft de rol creditfactuur" in refused(
        werkmap, *credit, day=day
    )
    shutil.copy(ROOT / "sjablonen/creditfactuur.docx", werkmap / "sjablonen")
    text = (ROOT / "convenant.toml").read_text("utf-8")
    own = text[text.index("[documentsoort.creditfactuur]") : text.index("[documentsoort.opzegbev")]
    own = own.replace('bericht = "creditfactuur.txt"\n', "")
    with (werkmap / "convenant.toml").open("a", encoding="utf-8") as file:
        file.write(own)
    assert refused(werkmap, *credit, day=day) == (
        f"{ONE_FAULT}convenant.toml, [factuur], sleutel nummer: een creditfactuur heeft een "
        'volgnummer nodig; schrijf nummer = "P31-{jaar}-{volgnummer:03}"\n'
    )
    edit(werkmap, "P31-{jaar}-{cbs_code}", "P31-{jaar}-{volgnummer:03}", "convenant.toml")
    before = files(werkmap / "facturen")
    told = must(werkmap, day, *credit)
    assert "P31-2024-001  Almelo" in told
    assert (werkmap / "facturen.csv").read_bytes().startswith(kept)
    now = files(werkmap / "facturen")
    assert {name: now[name] for name in before if "2024-GM0150" in name} == {
        name: data for name, data in before.items() if "2024-GM0150" in name
    }
    must(werkmap, day, "controleer", "--diep")


TRY = """
import sys, time
from overeenkomstgen.cli.hoofd import run

while run(sys.argv[1:]) == 6:
    time.sleep(0.05)
"""
"""Gives a command until it is its turn."""


def test_numbers_are_consecutive_under_twenty_at_once(werkmap: Path) -> None:
    """Invoices of another year, and parts of one invoice or another."""
    commands = [("facturen", "2027", naam) for naam in ALL]
    parts = [(n, f"P31-2026-00{1 + n % 3}") for n in range(count(17, 3))]
    credited = [("crediteer", nr, "--reden", f"{n}", "--bedrag", "1,00") for n, nr in parts]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", TRY, *each],
            cwd=werkmap,
            env={**os.environ, **on("2027-02-01")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for each in (*commands, *credited)
    ]
    assert [process.wait() for process in started] == [0] * (3 + len(parts))
    by_year = {year: [f.nummer for f in given(werkmap) if f.jaar == year] for year in (2026, 2027)}
    assert by_year == {
        2026: [f"P31-2026-{place:03}" for place in range(1, 4 + len(parts))],
        2027: [f"P31-2027-{place:03}" for place in range(1, 4)],
    }
    left = sum(f.bedrag for f in given(werkmap) if f.jaar == 2026)
    assert left == Decimal("51434.55") - len(parts)
    assert "nieuw: 0." in must(werkmap, "2027-02-02", "facturen", "2026")


@pytest.mark.ongemeten
def test_every_credit_is_an_archive_pdf(werkmap: Path) -> None:
    must(werkmap, "2026-03-01", "crediteer", "P31-2026-001", "--reden", "x", "--nieuw")
    must(werkmap, "2026-03-01", "crediteer", "P31-2026-002", "--reden", "x", "--bedrag", "1,00")
    pdfs = sorted((werkmap / "uitvoer/facturen/2026").glob("creditfactuur-*.pdf"))
    assert len(pdfs) == 2
    assert_archival(pdfs)


@pytest.mark.ongemeten
def test_what_will_be_invoiced_in_the_last_year(made: Made, tmp_path: Path) -> None:
    """Of 41 that signed three have ended and one is under notice: status and trial say the same."""
    werkmap = Path(shutil.copytree(made.werkmap, tmp_path / "werkmap"))
    must(werkmap, "2023-02-02", "onderteken", *codes(werkmap), "--op", "2023-02-01")
    for day, naam in (
        *(("2025-08-15", "Zwolle"), ("2026-08-20", "Almelo"), ("2026-08-20", "Deventer")),
        ("2026-10-01", "Helmond"),
    ):
        must(werkmap, day, "zeg-op", naam, "--op", day)
    told = must(werkmap, "2027-02-01", "facturen", "2027", "--proef")
    assert "Over 2027: 38 facturen, samen € 738.852,75 exclusief btw" in told
    assert "€ 738.852,75 per jaar" in must(werkmap, "2027-02-01", "status")
    assert not (werkmap / "facturen.csv").exists()


def codes(werkmap: Path) -> list[str]:
    rows = (werkmap / "gemeenten.csv").read_text("utf-8-sig").splitlines()[1:]
    return [row.split(";")[1] for row in rows]
