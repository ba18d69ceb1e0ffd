"""Signing, notice, correction: from the command line, with the real programs."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from hulp.lengte import count
from hulp.regelbreuken import gewoon
from hulp.storing import make_scan
from hulp.uitvoeren import ONE_FAULT, Ran, call_program, run_program
from hulp.verapdf import assert_archival
from hulp.werkmappen import copy_werkmap, edit, files
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.office.installatie import SETTING
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.werkmap.registers import read_register
from overeenkomstgen.werkmap.verantwoording import read_verantwoording
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from hulp.snapshots import Snapshots

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

MARCH_2023 = {"SOURCE_DATE_EPOCH": "1678446000"}  # 10 March 2023
STEM = "samenwerkingsovereenkomst-deventer"


def run(werkmap: Path, *arguments: str) -> Ran:
    """Run the program on 10 March 2023."""
    return call_program(*arguments, cwd=werkmap, environment=MARCH_2023)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a few agreements, once; every test gets a copy."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("voorbereid") / "werkmap")
    assert run(werkmap, "genereer", "Alkmaar", "Deventer", "den bosch").code == ExitCode.OK
    return werkmap


@pytest.fixture
def werkmap(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "werkmap"))


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    file = tmp_path / "scan.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    return file


@pytest.mark.ongemeten
def test_the_same_correction_is_recorded_once(werkmap: Path, scan: Path) -> None:
    """A run that was killed before it made the list is given again; another reason is another."""
    assert run(werkmap, "onderteken", "Deventer", "--op", "2023-02-01").code == ExitCode.OK
    words = ("corrigeer", "Deventer", "--op", "2023-02-02", "--bestand", str(scan), "--reden")
    first = run(werkmap, *words, ' de 2e; "tikfout"\nvan mij')
    listed = werkmap / "uitvoer/bijlage-3.docx"
    made, register = listed.read_bytes(), (werkmap / "register.csv").read_bytes()
    listed.unlink()
    assert run(werkmap, *words, ' de 2e; "tikfout"\nvan mij') == first
    assert (listed.read_bytes(), (werkmap / "register.csv").read_bytes()) == (made, register)
    assert run(werkmap, *words, "iets anders").code == ExitCode.OK
    back = ("corrigeer", "Deventer", "--op", "2023-02-01", "--reden", "toch niet")
    assert run(werkmap, *back).code == run(werkmap, *words, "iets anders").code == ExitCode.OK
    assert len(read_register(werkmap / "register.csv")) == 5


@pytest.mark.ongemeten
def test_three_sign(werkmap: Path, snapshots: Snapshots) -> None:
    """Acceptance: Deventer, 's-Hertogenbosch, then Alkmaar."""
    for naam in ("Deventer", "'s-Hertogenbosch"):
        ran = run(werkmap, "onderteken", naam, "--op", "2023-02-01")
        assert (ran.code, ran.err) == (ExitCode.OK, "")
    third = ("onderteken", "Alkmaar", "--op", "2023-02-01")
    ran = run_program(*third, cwd=werkmap, environment=MARCH_2023)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    snapshots.check("onderteken.txt", ran.out)
    word, pdf = (werkmap / f"uitvoer/bijlage-3{ending}" for ending in (".docx", ".pdf"))
    snapshots.check("bijlage-3.txt", read_word(word).as_text())
    text = " ".join(" ".join(read_pdf(pdf)).split())
    assert "3 van 41 gemeenten" in text
    assert (
        "1 Alkmaar 1 februari 2023 31 december 2027 2 Deventer 1 februari 2023 31 december 2027 "
        "3 's-Hertogenbosch 1 februari 2023 31 december 2027"
    ) in text
    assert_archival([pdf])
    before = word.read_bytes()
    assert run(werkmap, "bijlage3").code == ExitCode.OK
    assert word.read_bytes() == before


@pytest.mark.ongemeten
def test_without_a_signature_the_list_says_pm(werkmap: Path) -> None:
    ran = run(werkmap, "bijlage3")
    assert ran.code == ExitCode.OK
    assert "Getekend: 0 van 41.\n" in ran.out
    assert "PM" in read_word(werkmap / "uitvoer/bijlage-3.docx").as_text()


@pytest.mark.ongemeten
def test_the_signed_pdf_is_filed_and_the_agreement_kept(werkmap: Path, scan: Path) -> None:
    ran = run(
        werkmap, "onderteken", "Deventer", "--op", "10-01-2023", "--bestand", str(scan), "--ja"
    )
    assert ran.code == ExitCode.OK
    (entry,) = read_register(werkmap / "register.csv")
    assert entry.bestand == f"ondertekend/{STEM}-2023-01-10.pdf"
    assert (werkmap / entry.bestand).read_bytes() == scan.read_bytes()
    for ending in (".docx", ".pdf"):
        kept = (werkmap / f"ondertekend/uitgegeven/GM0150-{STEM}{ending}").read_bytes()
        assert kept == (werkmap / f"uitvoer/overeenkomsten/{STEM}{ending}").read_bytes()


@pytest.mark.ongemeten
def test_what_is_signed_stays(werkmap: Path) -> None:
    run(werkmap, "onderteken", "Deventer", "--op", "2023-01-10")
    before = files(werkmap / "uitvoer/overeenkomsten")
    edit(werkmap, "101446", "101447")
    ran = run(werkmap, "genereer", "Deventer")
    assert ran.code == ExitCode.OK
    assert ran.out.replace("\N{NO-BREAK SPACE}", " ") == (
        "Er is niets gemaakt.\n"
        "\nOndertekend, ongewijzigd gelaten: 1\n    Deventer\n"
        "  Deventer: getekend is voor 101.446 inwoners; in de tabel staan er 101.447.\n"
    )
    assert files(werkmap / "uitvoer/overeenkomsten") == before
    shutil.rmtree(werkmap / "uitvoer")
    assert run(werkmap, "genereer", "Deventer").code == ExitCode.OK
    back = files(werkmap / "uitvoer/overeenkomsten")
    assert back == {name: before[name] for name in (f"{STEM}.docx", f"{STEM}.pdf")}


def refused(werkmap: Path, *arguments: str) -> str:
    """Run a command that must be refused; return what it says. Nothing may change."""
    before = files(werkmap)
    ran = run(werkmap, *arguments)
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    assert files(werkmap) == before
    return ran.err


REFUSED = {
    "onderteken Devnter --op 2023-01-10": 'gemeente "Devnter": deze gemeente staat niet in de '
    "tabel; bedoeld is misschien Deventer",
    "onderteken Deventer Zwolle --op 2023-02-01": "Zwolle: deze overeenkomst is nog niet gemaakt, "
    'in Word en in PDF; maak haar eerst met: overeenkomstgen genereer "Zwolle"',
    "onderteken Deventer --op 2023-03-11": "Deventer: 11 maart 2023 ligt in de toekomst; het is "
    "vandaag 10 maart 2023; kijk op het papier en geef de juiste dag met --op",
    "onderteken Deventer --op 2023-01-10 --bestand nergens.pdf": "nergens.pdf: dit bestand bestaat "
    "niet; controleer de naam",
    "zeg-op Deventer --op 2023-03-01": "Deventer: deze gemeente heeft niet getekend; er is geen "
    "overeenkomst die wordt opgezegd; leg eerst de ondertekening vast met: overeenkomstgen "
    "onderteken",
    "corrigeer Deventer --vervalt --reden x": "Deventer: er is geen ondertekening vastgelegd om te "
    "verbeteren; kijk wat er wel is vastgelegd met: overeenkomstgen status",
}
"""What is said of a command; all that is refused is tried with the rules, and with the papers."""


@pytest.mark.parametrize("command", REFUSED)
def test_what_cannot_have_happened_is_refused(werkmap: Path, command: str) -> None:
    assert refused(werkmap, *command.split()) == f"{ONE_FAULT}{REFUSED[command]}\n"


@pytest.mark.ongemeten
def test_another_signatory_asks_for_confirmation(werkmap: Path) -> None:
    command = ("onderteken", "Deventer", "--op", "2023-01-10", "--ondertekenaar", "A. Jansen")
    assert refused(werkmap, *command) == (
        "Fout: Niet bevestigd dat A. Jansen voor Deventer heeft getekend; er is niets gewijzigd.\n"
        "Kijk op het papier wie er heeft getekend. Klopt de naam, geef dan --ja.\n"
    )
    assert run(werkmap, *command, "--ja").code == ExitCode.OK
    assert read_register(werkmap / "register.csv")[0].ondertekenaar == "A. Jansen"


def test_a_signatory_that_nobody_knows_must_be_named(werkmap: Path) -> None:
    edit(werkmap, "de heer;R.C. König;burgemeester;", ";;;")
    assert refused(werkmap, "onderteken", "Deventer", "--op", "2023-01-10") == (
        "Fout: Van Deventer is niet bekend wie tekent; er is niets gewijzigd.\n"
        "Zeg wie er op het papier staat, met --ondertekenaar NAAM.\n"
    )


WIENS = (
    "Zeg van meer gemeenten bij elk bestand van wie het is, zoals --bestand Deventer=scan1.pdf; "
    "elk één bestand."
)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "--bestand {scan}",
            WIENS,
        ),
        (
            "--bestand Deventer={scan} --bestand Deventer={scan}",
            WIENS,
        ),
        (
            "--ondertekenaar Jansen",
            "--ondertekenaar hoort bij één gemeente. Noem de gemeenten apart.",
        ),
    ],
)
def test_a_file_goes_with_one_municipality(
    werkmap: Path, scan: Path, words: str, message: str
) -> None:
    own = words.format(scan=scan).split()
    ran = run(werkmap, "onderteken", "Deventer", "Alkmaar", "--op", "2023-02-01", *own)
    assert (ran.code, ran.err.splitlines()[-1]) == (ExitCode.USAGE, f"Fout: {message}")


def test_a_file_of_who_is_not_named_is_refused(werkmap: Path, scan: Path) -> None:
    command = ("onderteken", "Deventer", "--op", "2023-02-01", "--bestand", f"alkmaar={scan}")
    assert refused(werkmap, *command) == (
        f"{ONE_FAULT}Alkmaar: van haar is er een bestand; noem ook haar, of laat dit bestand weg\n"
    )


@pytest.mark.ongemeten
def test_each_of_several_has_a_file_of_her_own(werkmap: Path, scan: Path, tmp_path: Path) -> None:
    """A name with an equals sign in it is a file's, where there is such a file."""
    other = make_scan(tmp_path / "den bosch=2.pdf", 2)
    own = ("--bestand", f"gm0150={scan}", "--bestand", f"Den Bosch={other}", "--ja")
    ran = run(werkmap, "onderteken", "deventer", "Den Bosch", "--op", "2023-02-01", *own)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    filed = {
        each.gemeente: (werkmap / each.bestand).read_bytes()
        for each in read_register(werkmap / "register.csv")
    }
    assert filed == {"Deventer": scan.read_bytes(), "'s-Hertogenbosch": other.read_bytes()}
    again = ("--bestand", str(make_scan(tmp_path / "alk=maar.pdf", 3)), "--ja")
    assert run(werkmap, "onderteken", "Alkmaar", "--op", "2023-02-01", *again).code == ExitCode.OK


@pytest.mark.ongemeten
def test_notice_and_correction(werkmap: Path, snapshots: Snapshots) -> None:
    """The list shows until when; what was recorded by mistake is corrected below it."""
    run(werkmap, "onderteken", "Deventer", "Alkmaar", "--op", "2023-02-01")
    told = run(werkmap, "zeg-op", "Deventer", "--op", "2023-03-09").out
    told += run(werkmap, "status", "--ontbrekend").out.splitlines()[-2] + "\n"
    lijst = gewoon(read_word(werkmap / "uitvoer/bijlage-3.docx").as_text())
    assert "2 | Deventer | 1 februari 2023 | 31 december 2023" in lijst
    told += run(werkmap, "corrigeer", "Alkmaar", "--op", "2023-02-02", "--reden", "tikfout").out
    withdrawn = ("--van", "opzegging", "--vervalt", "--reden", "ingetrokken")
    told += run(werkmap, "corrigeer", "Deventer", *withdrawn).out
    lijst = gewoon(read_word(werkmap / "uitvoer/bijlage-3.docx").as_text())
    assert "1 | Alkmaar | 2 februari 2023 | 31 december 2027" in lijst
    assert "2 | Deventer | 1 februari 2023 | 31 december 2027" in lijst
    snapshots.check("opzegging-en-correctie.txt", told)
    assert [
        (entry.gebeurtenis, entry.gemeente, entry.betreft)
        for entry in read_register(werkmap / "register.csv")
    ] == [
        ("ondertekend", "Alkmaar", None),
        ("ondertekend", "Deventer", None),
        ("opgezegd", "Deventer", None),
        ("gecorrigeerd", "Alkmaar", 1),
        ("gecorrigeerd", "Deventer", 3),
    ]


@pytest.mark.ongemeten
def test_a_signature_that_is_taken_back_lets_the_agreement_go(werkmap: Path) -> None:
    """It is made anew then, signed again, and what was signed by mistake is kept aside."""
    run(werkmap, "onderteken", "Deventer", "--op", "2023-01-10")
    edit(werkmap, "101446", "101447")
    assert run(werkmap, "corrigeer", "Deventer", "--vervalt", "--reden", "x").code == ExitCode.OK
    assert "€ 15.217,05" in run(werkmap, "genereer", "Deventer").out.replace("\xa0", " ")
    assert run(werkmap, "onderteken", "Deventer", "--op", "2023-01-11").code == ExitCode.OK
    folder = werkmap / "ondertekend"
    assert sorted(file.name for file in folder.glob("*/*.docx")) == [f"GM0150-{STEM}.docx"] * 2
    kept = read_word(folder / f"vervallen/GM0150-{STEM}.docx").as_text()
    assert "€ 15.216,90" in kept.replace("\xa0", " ")


MEDE = ("onderteken", "--namens", "stichting", "--op")


def test_the_foundation_signs_as_well(werkmap: Path, scan: Path) -> None:
    """Either may sign first on paper; of the list not a byte changes, nor of its reference."""
    assert refused(werkmap, *MEDE, "2023-01-05", "Deventer") == (
        f"{ONE_FAULT}Deventer: haar eigen handtekening staat nog niet in het register; die komt "
        "eerst, ook als de stichting eerder tekende; leg eerst de ondertekening vast met: "
        "overeenkomstgen onderteken\n"
    )
    own = ("--op", "2023-02-01", "--bestand", str(scan), "--ja")
    assert run(werkmap, "onderteken", "Deventer", *own).code == ExitCode.OK
    assert run(werkmap, "onderteken", "Alkmaar", "--op", "2023-02-01").code == ExitCode.OK
    before = files(werkmap / "uitvoer")
    ran = run(werkmap, *MEDE, "2023-01-05", "Deventer", "--bestand", str(scan), "--ja")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert ran.out == (
        "Vastgelegd: Deventer heeft getekend op 1 februari 2023, en de stichting op 5 januari "
        "2023.\nDe handtekening van de stichting ontbreekt nog bij: 1\n    Alkmaar\n"
    )
    (*_, entry) = read_register(werkmap / "register.csv")
    assert (entry.gebeurtenis, entry.ondertekenaar, entry.bestand) == (
        *("medeondertekend", "V. Everhardt"),
        f"ondertekend/{STEM}-medeondertekend-2023-01-05.pdf",
    )
    assert (werkmap / entry.bestand).read_bytes() == scan.read_bytes()
    assert files(werkmap / "uitvoer") == before
    assert run(werkmap, "status", "deventer").out == (
        "Deventer: ondertekend\n"
        "  Getekend op 1 februari 2023 door R.C. König: "
        f"ondertekend/{STEM}-2023-02-01.pdf\n"
        "  Door de stichting op 5 januari 2023 door V. Everhardt: "
        f"ondertekend/{STEM}-medeondertekend-2023-01-05.pdf\n"
        "  Geldt tot en met 31 december 2027\n"
        f"  Gemaakt: uitvoer/overeenkomsten/{STEM}.docx, uitvoer/overeenkomsten/{STEM}.pdf\n"
    )
    assert run(werkmap, "status", "Alkmaar").out.splitlines()[1:3] == [
        "  Getekend op 1 februari 2023 door A.M.C.G. Schouten: geen scan",
        "  Door de stichting: nog niet",
    ]
    made = run(werkmap, "genereer").out
    assert "Bijlage 3 was al gemaakt en is ongewijzigd.\n" in made
    assert refused(werkmap, *MEDE, "2023-03-01", "Deventer", "Alkmaar") == (
        f"{ONE_FAULT}Deventer: er is al een medeondertekening vastgelegd, van 5 januari 2023; is "
        "dat een vergissing, verbeter die dan met: overeenkomstgen corrigeer\n"
    )


def test_who_signed_for_the_foundation_is_asked_and_can_be_corrected(
    werkmap: Path, scan: Path
) -> None:
    """Of many at once; the paper of another municipality is no paper of this one."""
    run(werkmap, "onderteken", "Deventer", "Alkmaar", "--op", "2023-02-01")
    many = (*MEDE, "2023-03-01", "Deventer", "Alkmaar", "--ondertekenaar", "A. Jansen")
    assert refused(werkmap, *many) == (
        "Fout: Niet bevestigd dat A. Jansen voor Platform31 heeft getekend; er is niets "
        "gewijzigd.\nKijk op het papier wie er heeft getekend. Klopt de naam, geef dan --ja.\n"
    )
    assert run(werkmap, *many, "--ja").code == ExitCode.OK
    correct = ("corrigeer", "Deventer", "--van", "medeondertekening", "--reden", "nagezien")
    ran = run(werkmap, *correct, "--ondertekenaar", "V. Everhardt", "--bestand", str(scan))
    assert (ran.code, ran.out) == (
        ExitCode.OK,
        "Vastgelegd: Deventer heeft getekend op 1 februari 2023, en de stichting op 1 maart "
        "2023.\nGetekend: 2 van 41.\n" + ran.out.partition("Getekend: 2 van 41.\n")[2],
    )
    assert "is bijgewerkt" not in ran.out
    (*_, former, entry) = read_register(werkmap / "register.csv")
    assert (former.ondertekenaar, entry.ondertekenaar) == ("A. Jansen", "V. Everhardt")
    assert entry.bestand == f"ondertekend/{STEM}-medeondertekend-2023-03-01.pdf"
    taken_back = refused(werkmap, "corrigeer", "Deventer", "--vervalt", "--reden", "x")
    assert taken_back.endswith("1 maart 2023; verbeter eerst de medeondertekening\n")
    assert run(werkmap, *correct, "--vervalt").code == ExitCode.OK
    other = ("Deventer", "--bestand", str(scan), "--ja")
    assert run(werkmap, *MEDE, "2023-03-02", *other).code == ExitCode.OK
    run(werkmap, "corrigeer", "Alkmaar", "--van", "medeondertekening", "--vervalt", "--reden", "x")
    assert refused(werkmap, *MEDE, "2023-03-02", "Alkmaar", "--bestand", str(scan)) == (
        f"{ONE_FAULT}{scan}: dit papier is al vastgelegd bij Deventer; geef de scan van het juiste "
        "papier\n"
    )


WHAT = "Zeg wat er verandert (--op, --ondertekenaar of --bestand), of alleen --vervalt."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("", WHAT),
        ("--op 2023-02-01 --vervalt", WHAT),
        (
            "--van opzegging --ondertekenaar Jansen",
            "--ondertekenaar en --bestand horen bij een ondertekening.",
        ),
        ("--vervalt --reden \t", "Zeg bij --reden waarom u verbetert."),
    ],
)
def test_a_correction_that_makes_no_sense(werkmap: Path, arguments: str, message: str) -> None:
    ran = run(werkmap, "corrigeer", "Deventer", "--reden", "x", *filter(None, arguments.split(" ")))
    assert ran.code == ExitCode.USAGE
    assert ran.err.endswith(f"Fout: {message}\n")


@pytest.mark.ongemeten
def test_a_damaged_register_stops_everything(werkmap: Path) -> None:
    run(werkmap, "onderteken", "Deventer", "--op", "2023-01-10")
    register = werkmap / "register.csv"
    register.write_bytes(register.read_bytes().replace(b"2023-01-10", b"2023-01-11"))
    for command in (("genereer", "Deventer"), ("status",), ("bijlage3",), ("controleer",)):
        ran = run(werkmap, *command)
        assert (ran.code, ran.out) == (ExitCode.INPUT, "")
        assert ran.err.startswith("Fout: register.csv")


def test_without_libreoffice_nothing_is_recorded(werkmap: Path) -> None:
    environment = {**MARCH_2023, SETTING: "/nergens/soffice"}
    command = ("onderteken", "Deventer", "--op", "2023-01-10")
    ran = call_program(*command, cwd=werkmap, environment=environment)
    assert ran.code == ExitCode.TOOL
    assert not (werkmap / "register.csv").exists()
    assert not (werkmap / "ondertekend").exists()


def test_a_list_that_cannot_be_made_is_told_and_the_event_stays(werkmap: Path) -> None:
    """What is recorded is not said to be unchanged."""
    (werkmap / "uitvoer/bijlage-3.pdf/bezet").mkdir(parents=True)
    ran = run(werkmap, "onderteken", "Deventer", "--op", "2023-01-10")
    assert ran.code == ExitCode.UNEXPECTED
    assert ran.err.startswith(
        "Fout: Het staat in het register, maar de lijst van wie heeft getekend is niet "
        "bijgewerkt.\n"
    )
    assert ran.err.endswith(
        "Verhelp dit, en maak de lijst daarna opnieuw met: overeenkomstgen bijlage3\n"
    )
    assert len(read_register(werkmap / "register.csv")) == 1


def test_who_signed_does_not_vanish_from_the_list(werkmap: Path) -> None:
    run(werkmap, "onderteken", "Deventer", "--op", "2023-01-10")
    table = werkmap / "gemeenten.csv"
    rows = table.read_bytes().splitlines(keepends=True)
    table.write_bytes(b"".join(row for row in rows if not row.startswith(b"Deventer")))
    assert refused(werkmap, "bijlage3") == (
        f"{ONE_FAULT}register.csv: Deventer (GM0150) staat in het register maar niet in de tabel "
        "met gemeenten; zet de rij terug in de tabel, want een overeenkomst eindigt daar niet "
        'door; leg dan vast wat er is gebeurd, met: overeenkomstgen draag-over "Deventer" '
        '(herindeling), overeenkomstgen beeindig "Deventer" (in overleg) of '
        'overeenkomstgen zeg-op "Deventer"\n'
    )


@pytest.mark.ongemeten
def test_a_new_name_does_not_lose_what_was_signed(werkmap: Path) -> None:
    run(werkmap, "onderteken", "Deventer", "--op", "2023-01-10")
    edit(werkmap, "Deventer;GM0150", "Deventer aan de IJssel;GM0150")
    assert run(werkmap, "genereer", "GM0150").code == ExitCode.OK
    put_back = werkmap / f"uitvoer/overeenkomsten/{STEM}-aan-de-ijssel.docx"
    kept = werkmap / f"ondertekend/uitgegeven/GM0150-{STEM}.docx"
    assert put_back.read_bytes() == kept.read_bytes()


@pytest.mark.ongemeten
def test_a_signed_agreement_keeps_its_amount_and_its_row(werkmap: Path) -> None:
    run(werkmap, "onderteken", "Deventer", "--op", "2023-01-10")
    edit(werkmap, "101446", "200000")
    shutil.rmtree(werkmap / "uitvoer")
    assert run(werkmap, "genereer", "Deventer").code == ExitCode.OK
    (row,) = read_verantwoording(werkmap / "uitvoer")
    assert (row.gemeente, row.bedrag, row.paginas) == ("Deventer", "15216,90", "2")
    found = json.loads(run(werkmap, "status", "--json").out)["gemeenten"]
    assert [r["bedrag"] for r in found if r["gemeente"] == "Deventer"] == ["15216.90"]


def test_papers_that_are_gone_are_missed(werkmap: Path, scan: Path) -> None:
    run(werkmap, "onderteken", "Deventer", "--op", "2023-01-10", "--bestand", str(scan), "--ja")
    shutil.rmtree(werkmap / "ondertekend")
    assert run(werkmap, "controleer").out.startswith(
        "Let op: De overeenkomst die Deventer heeft getekend staat niet meer in ondertekend; zet "
        "de map terug uit een reservekopie.\n"
        f"Let op: ondertekend/{STEM}-2023-01-10.pdf is weg of is gewijzigd; kijk wat er terug te "
        "zetten is met: overeenkomstgen herstel\n"
        "Let op: De kopie ondertekend/register.csv.kopie ontbreekt of loopt achter op "
    )
    ran = run(werkmap, "herstel")
    assert ran.out.startswith(
        f"Niet terug te zetten: ondertekend/{STEM}-2023-01-10.pdf is weg of gewijzigd; zet het "
        "terug uit een reservekopie.\nTerug te zetten:\n  de kopie van register.csv\n"
    )


@pytest.mark.ongemeten
def test_a_register_that_is_gone_or_shorter_is_missed(werkmap: Path) -> None:
    run(werkmap, "onderteken", "Deventer", "Alkmaar", "--op", "2023-02-01")
    register = werkmap / "register.csv"
    whole = register.read_bytes()
    advice = "Kijk wat er terug te zetten is met: overeenkomstgen herstel\n"
    copy = "de kopie ondertekend/register.csv.kopie heeft 2 rijen.\n"
    register.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    assert refused(werkmap, "genereer") == (f"Fout: register.csv heeft nog 1 rij; {copy}{advice}")
    register.unlink()
    assert refused(werkmap, "genereer") == (f"Fout: register.csv is er niet meer; {copy}{advice}")
    (werkmap / "ondertekend/register.csv.kopie").unlink()
    assert refused(werkmap, "genereer") == (
        f"Fout: register.csv is er niet meer; eerder had het 2 rijen.\n{advice}"
    )


def test_what_is_no_signed_paper_is_refused(werkmap: Path, scan: Path) -> None:
    made = f"uitvoer/overeenkomsten/{STEM}.pdf"
    assert refused(werkmap, "onderteken", "Deventer", "--op", "2023-01-10", "--bestand", made) == (
        f"{ONE_FAULT}{made}: dit is de PDF die het programma maakte (overeenkomsten/{STEM}.pdf), "
        "zonder handtekeningen; geef de scan van het getekende papier\n"
    )
    run(werkmap, "onderteken", "Deventer", "--op", "2023-01-10", "--bestand", str(scan), "--ja")
    command = ("onderteken", "Alkmaar", "--op", "2023-02-01", "--bestand", str(scan), "--ja")
    assert refused(werkmap, *command) == (
        f"{ONE_FAULT}{scan}: dit papier is al vastgelegd bij Deventer; geef de scan van het juiste "
        "papier\n"
    )


def test_a_document_that_was_changed_by_hand_cannot_be_signed(werkmap: Path) -> None:
    word = werkmap / f"uitvoer/overeenkomsten/{STEM}.docx"
    word.write_bytes(word.read_bytes() + b"gewijzigd")
    assert refused(werkmap, "onderteken", "Deventer", "--op", "2023-01-10") == (
        f"{ONE_FAULT}Deventer: het Word-bestand of de PDF in uitvoer is gewijzigd nadat het was "
        'gemaakt; maak haar opnieuw met: overeenkomstgen genereer "Deventer"\n'
    )


def test_a_scan_that_comes_later(werkmap: Path, scan: Path) -> None:
    run(werkmap, "onderteken", "Deventer", "--op", "2023-01-10")
    command = ("corrigeer", "Deventer", "--bestand", str(scan), "--reden", "scan kwam later")
    assert run(werkmap, *command).code == ExitCode.OK
    entry = read_register(werkmap / "register.csv")[-1]
    assert (str(entry.datum), entry.bestand) == ("2023-01-10", f"ondertekend/{STEM}-2023-01-10.pdf")


def test_what_the_account_does_not_tell_of_is_not_signed(werkmap: Path) -> None:
    """Without its row nobody could see later that the copy is what was issued."""
    (werkmap / "uitvoer/verantwoording.csv").unlink()
    command = ("onderteken", "Deventer", "--op", "2023-02-01")
    assert refused(werkmap, *command) == (
        f"{ONE_FAULT}Deventer: deze overeenkomst staat niet in uitvoer/verantwoording.csv; maak "
        'haar opnieuw met: overeenkomstgen genereer "Deventer"\n'
    )
    assert run(werkmap, "genereer", "Deventer").code == ExitCode.OK
    assert run(werkmap, *command).code == ExitCode.OK
    kept = (werkmap / "ondertekend/uitgegeven").iterdir()
    assert sorted(file.name for file in kept) == [
        f"GM0150-{STEM}{ending}" for ending in (".docx", ".json", ".pdf")
    ]


@pytest.mark.ongemeten
def test_many_at_once(tmp_path: Path) -> None:
    """Of those that sign the same municipality, one comes too late; no event is lost."""
    werkmap = copy_werkmap(tmp_path / "werkmap")
    with (werkmap / "gemeenten.csv").open(encoding="utf-8-sig") as table:
        codes = [row["cbs_code"] for row in csv.DictReader(table, delimiter=";")][: count(20, 3)]
    assert run(werkmap, "genereer", *codes).code == ExitCode.OK
    waiting, ended = [*codes, codes[0]], list[int]()
    while waiting:
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "overeenkomstgen", "onderteken", code, "--op", "2023-02-01"],
                cwd=werkmap,
                env={**os.environ, **MARCH_2023},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for code in waiting
        ]
        done = [program.wait(600) for program in running]
        ended += [each for each in done if each != ExitCode.BUSY]  # it waited half a minute
        waiting = [code for code, each in zip(waiting, done, strict=True) if each == ExitCode.BUSY]
    assert sorted(ended) == [*[ExitCode.OK] * len(codes), ExitCode.INPUT]
    assert sorted(entry.cbs_code for entry in read_register(werkmap / "register.csv")) == sorted(
        codes
    )
    bijlage = read_word(werkmap / "uitvoer/bijlage-3.docx").as_text()
    assert f"{len(codes)} van 41 gemeenten" in bijlage


def test_status(werkmap: Path, snapshots: Snapshots) -> None:
    run(werkmap, "onderteken", "Deventer", "Alkmaar", "--op", "2023-02-01")
    run(werkmap, "zeg-op", "Alkmaar", "--op", "2023-03-01")
    snapshots.check("status.txt", run(werkmap, "status").out)
    snapshots.check("status.csv", run(werkmap, "status", "--csv").out)
    missing = run(werkmap, "status", "--ontbrekend").out
    assert "\nDeventer " not in missing
    assert "\nZwolle " in missing
    found = json.loads(run(werkmap, "status", "--json").out)
    assert (found["getekend"], found["leden"], found["bedrag"]) == (2, 41, "784643.10")
    assert found["gemeenten"][0] == {
        "gemeente": "Alkmaar",
        "cbs_code": "GM0361",
        "stand": "opgezegd",
        "open_velden": "",
        "ondertekend_op": "2023-02-01",
        "opgezegd_op": "2023-03-01",
        "laatste_dag": "2023-12-31",
        "bedrag": "16617.45",
        "eerste_dag": "2023-03-01",
        "opvolger": "",
        "ondertekend_door": "A.M.C.G. Schouten",
        "medeondertekend_op": "",
        "medeondertekend_door": "",
        "scan": "",
        "verzonden": "",
    }
    assert run(werkmap, "status", "--json", "--csv").code == ExitCode.USAGE


def test_overzicht(werkmap: Path) -> None:
    ran = run(werkmap, "overzicht")
    assert (ran.code, ran.out) == (ExitCode.OK, "Het overzicht staat in uitvoer/overzicht.html.\n")
    page = (werkmap / "uitvoer/overzicht.html").read_text("utf-8")
    assert 'href="overeenkomsten/samenwerkingsovereenkomst-deventer.pdf"' in page
