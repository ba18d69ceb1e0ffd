"""Fields that a documentsoort has of its own, in its template and in the text of its e-mail."""

from __future__ import annotations

from pathlib import Path

import pytest

from hulp.mail import read_mail
from hulp.uitvoeren import Ran, call_program
from hulp.werkmappen import copy_werkmap, edit, edit_word, fill_in, keep_gemeenten
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.tekst import read_word

LETTER = "herinnering.docx"
MAIL = "sjablonen/herinnering.txt"
HEAD = "[documentsoort.ontvangstbevestiging]"
VELDEN = """\
[documentsoort.herinnering.velden]
locatie = "Jaarbeurs & 't Hoog, zaal 4"
dag = 2025-09-01
prijs = 12.50
plaatsen = 1250
online = true
items = ""

"""
TAG = "{{ gemeente.adres }}"
SENTENCE = (
    "{{ velden.locatie }} op {{ velden.dag | datum }} ({{ velden.dag.year }}), "
    "{{ velden.prijs | bedrag }} voor {{ velden.plaatsen | getal }}"
    "{% if velden.online %}, ook online{% endif %}"
)
SAID = "Jaarbeurs & 't Hoog, zaal 4 op 1 september 2025 (2025), € 12,50 voor 1.250, ook online"
PLACE = "convenant.toml, onder velden van de documentsoort, sleutel items"
MAKE = ("genereer", "--soort", "herinnering", "--alleen-word")


@pytest.fixture
def werkmap(tmp_path: Path) -> Path:
    folder = keep_gemeenten(copy_werkmap(tmp_path / "werkmap"), "Deventer", "Zwolle")
    fill_in(folder)
    edit(folder, HEAD, f"{VELDEN}{HEAD}", "convenant.toml")
    edit_word(folder, TAG, f"{TAG} {SENTENCE}", LETTER)
    edit(folder, "Onderwerp: ", "Onderwerp: {{ velden.locatie }} ", MAIL)
    return folder


def run(werkmap: Path, *arguments: str) -> Ran:
    return call_program(*arguments, cwd=werkmap, environment={"SOURCE_DATE_EPOCH": "1678446000"})


def refused(werkmap: Path, *arguments: str) -> str:
    ran = run(werkmap, *arguments)
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    return ran.err


def said(werkmap: Path) -> str:
    place = werkmap / "uitvoer/herinneringen/herinnering-deventer.docx"
    return read_word(Woordbestand.read(place)).as_text().replace("\N{NO-BREAK SPACE}", " ")


def test_what_they_say(werkmap: Path) -> None:
    ran = run(werkmap, *MAKE)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert SAID in said(werkmap)


@pytest.mark.parametrize(
    ("old", "new"),
    [("2025-09-01", "2024-09-01"), ("zaal 4", "zaal 5"), ("12.50", "12.51"), ("true", "false")],
)
def test_a_change_makes_the_letter_anew(werkmap: Path, old: str, new: str) -> None:
    run(werkmap, *MAKE)
    assert "Er is niets opnieuw gemaakt" in run(werkmap, *MAKE).out
    edit(werkmap, old, new, "convenant.toml")
    assert "2 herinneringen gemaakt" in run(werkmap, *MAKE).out


def test_one_that_no_letter_uses_does_not(werkmap: Path) -> None:
    run(werkmap, *MAKE)
    edit(werkmap, 'items = ""', 'items = "x"', "convenant.toml")
    assert "Er is niets opnieuw gemaakt" in run(werkmap, *MAKE).out


def test_an_empty_one_is_open_and_told(werkmap: Path) -> None:
    edit_word(werkmap, TAG, f"{TAG} {{{{ velden.items }}}}", LETTER)
    ran = run(werkmap, *MAKE)
    assert f"  eigen veld van de documentsoort ({PLACE}): 2\n" in ran.out
    assert "Grote Kerkhof 1 ____" in said(werkmap)
    assert run(werkmap, *MAKE, "--strikt").code == ExitCode.OPEN_FIELDS


def test_one_that_is_not_there_is_a_fault_with_the_nearest(werkmap: Path) -> None:
    run(werkmap, *MAKE)  # so that both were found right before
    edit(werkmap, "locatie =", "lokatie =", "convenant.toml")
    what = "het veld velden.locatie bestaat niet; bedoeld is misschien velden.lokatie"
    err = refused(werkmap, *MAKE)
    assert err.count(what) == 2
    assert {line.split(",")[0].strip() for line in err.splitlines()[1:]} == {
        f"sjablonen/{LETTER}",
        MAIL,
    }


def test_they_are_of_one_documentsoort_alone(werkmap: Path) -> None:
    edit_word(werkmap, TAG, "{{ velden.dag | datum }}", "aanbiedingsbrief.docx")
    what = "het veld velden.dag bestaat niet"
    assert what in refused(werkmap, "controleer")


def test_a_template_of_two_documentsoorten_has_what_both_have(werkmap: Path) -> None:
    edit(werkmap, 'sjabloon = "aanbiedingsbrief.docx"', f'sjabloon = "{LETTER}"', "convenant.toml")
    assert "het veld velden.locatie bestaat niet" in refused(werkmap, "controleer")


def test_a_name_that_no_template_can_say(werkmap: Path) -> None:
    edit(werkmap, "items =", '"Zaal-nr" =', "convenant.toml")
    place = "  convenant.toml, [documentsoort.herinnering], sleutel velden"
    what = f'{place}: "Zaal-nr" kan in een sjabloon geen naam zijn; schrijf zaal_nr'
    assert refused(werkmap, "controleer").splitlines()[1:] == [what]


def test_a_heading_that_is_misspelt(werkmap: Path) -> None:
    edit(werkmap, "herinnering.velden", "herinnering.velde", "convenant.toml")
    heading = "[documentsoort.herinnering.velde"
    what = f"de kop {heading}] is onbekend; bedoeld is misschien {heading}n]"
    assert what in refused(werkmap, "controleer")


def test_they_are_shown(werkmap: Path) -> None:
    for soort, elsewhere in (((), 1), (("herinnering",), 0)):
        out = run(werkmap, "sjabloon", "velden", *soort, "--csv").out.splitlines()
        found = [line for line in out if line.startswith("velden.")]
        others = [line for line in found if line.startswith("velden.bijdrage;")]
        assert len(others) == elsewhere  # of the letter about an extension
        assert [line for line in found if line not in others] == [
            f"velden.{each.replace(';', ';eigen veld van de documentsoort;', 1)}"
            for each in (
                "locatie;Jaarbeurs & 't Hoog, zaal 4",
                "dag;1 september 2025 (datum)",
                "prijs;€\N{NO-BREAK SPACE}12,50 (bedrag)",
                "plaatsen;1.250 (getal)",
                "online;ja",
                f"items;open ({PLACE})",
            )
        ]
    assert "velden." not in run(werkmap, "sjabloon", "velden", "aanbiedingsbrief").out


def test_in_a_next_period_they_are_to_be_looked_at(werkmap: Path) -> None:
    new = ("--ingang", "2028-01-01", "--einde", "2031-12-31", "--tarief", "0,16")
    ran = run(werkmap, "nieuw", "../n", *new, "--peildatum", "2027-01-01")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    listed = "locatie, dag, prijs, plaatsen, online, items"
    assert f"[documentsoort.herinnering.velden]: {listed}" in " ".join(ran.out.split())


@pytest.mark.traag
def test_the_subject_of_an_email(werkmap: Path) -> None:
    assert run(werkmap, "genereer").code == ExitCode.OK
    assert run(werkmap, "genereer", "--soort", "herinnering").code == ExitCode.OK
    ran = run(werkmap, "verzend", "herinnering")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    draft = werkmap / "uitvoer/verzenden/herinnering/herinnering-deventer.eml"
    assert read_mail(draft).subject.startswith("Jaarbeurs & 't Hoog, zaal 4 Herinnering: ")
