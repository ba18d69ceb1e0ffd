"""What happens to agreements after they were signed, from the command line."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from hulp.regelbreuken import gewoon
from hulp.uitvoeren import ONE_FAULT, call_program
from hulp.werkmappen import add_columns, copy_werkmap, edit, keep_gemeenten
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.werkmap.registers import read_register
from overeenkomstgen.word.tekst import read_word

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

NOVEMBER = "2025-11-20"


def run(werkmap: Path, *arguments: str, day: str = NOVEMBER) -> str:
    """Run a command on a day, which must succeed, and return what it says."""
    moment = int(datetime.fromisoformat(f"{day}T12:00Z").timestamp())
    ran = call_program(*arguments, cwd=werkmap, environment={"SOURCE_DATE_EPOCH": str(moment)})
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    return ran.out


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Let four municipalities sign, once; every test gets a copy."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("getekend") / "werkmap")
    namen = ("Almelo", "Deventer", "Hengelo", "Zwolle")
    keep_gemeenten(werkmap, *namen)
    run(werkmap, "genereer", day="2023-01-20")
    run(werkmap, "onderteken", *namen, "--op", "2023-02-01", day="2023-02-10")
    return werkmap


@pytest.fixture
def werkmap(signed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(signed, tmp_path / "werkmap"))


def vastgelegd(said: str) -> str:
    """Return what a command says that it recorded, in its first line."""
    return said.splitlines()[0].removeprefix("Vastgelegd: ")


GETEKEND = "heeft getekend op 1 februari 2023"


DRIE = "3 (Almelo, Deventer, Hengelo). Vastleggen: overeenkomstgen"
MEDE = "GEMEENTE… --namens stichting --op DATUM"
SCAN = "GEMEENTE --bestand PDF --reden TEKST"


def test_each_end_is_told_as_it_is_recorded(werkmap: Path) -> None:
    """Notice of either party, an end that both agreed on, a transfer, and an extension."""
    by_stichting = run(werkmap, "zeg-op", "Almelo", "--op", "2025-09-01", "--door", "stichting")
    assert vastgelegd(by_stichting) == (
        f"Almelo {GETEKEND}; door de stichting opgezegd op 1 september 2025; de overeenkomst geldt "
        "tot en met 31 december 2026."
    )
    together = run(werkmap, "beeindig", "Zwolle", "--per", "30-6-2026", "--reden", " in  overleg")
    assert vastgelegd(together) == (
        f"Zwolle {GETEKEND}; in overleg beëindigd; de overeenkomst geldt tot en met 30 juni 2026."
    )
    passed = run(werkmap, "draag-over", "Hengelo", "--aan", "Deventer", "--per", "2026-01-01")
    assert vastgelegd(passed) == (
        f"Hengelo {GETEKEND}; per 1 januari 2026 overgegaan op Deventer; de overeenkomst geldt "
        "tot en met 31 december 2027."
    )
    extended = run(werkmap, "verleng", "--tot", "2028-02-29", "--opmerking", "besluit")
    assert vastgelegd(extended) == (
        "het convenant geldt tot en met 29 februari 2028; dat is ook de laatste dag van 2 "
        "getekende overeenkomsten."
    )
    assert [
        (each.gemeente, each.gebeurtenis, str(each.datum), each.opmerking, each.aan, each.door)
        for each in read_register(werkmap / "register.csv")[4:]
    ] == [
        ("Almelo", "opgezegd", "2025-09-01", "", "", "stichting"),
        (
            "Zwolle",
            "beëindigd",
            "2026-06-30",
            "in overleg",
            "",
            "",
        ),
        ("Hengelo", "overgedragen", "2026-01-01", "", "GM0150", ""),
        ("", "verlengd", "2028-02-29", "besluit", "", ""),
    ]
    assert [*map(str.split, gewoon(run(werkmap, "status", day="2026-07-01")).splitlines()[2:])] == [
        line.split()
        for line in (
            "Almelo    opgezegd, geldt nog  01-02-2023  31-12-2026     € 10.973,25",
            "Deventer  ondertekend          01-02-2023  29-02-2028     € 15.216,90",
            "Hengelo   ondertekend          01-02-2023  29-02-2028     € 12.221,40",
            "Zwolle    geëindigd            01-02-2023  30-06-2026",
            "",
            "ondertekend: 2, € 27.438,30 per jaar",
            "opgezegd, geldt nog: 1, € 10.973,25 per jaar",
            "geëindigd: 1",
            "Getekend: 3 van 3. Samen, zonder wat is geëindigd: € 38.411,55 per jaar.",
            "Alle getekende overeenkomsten zijn binnen.",
            f"Zonder handtekening van de stichting: {DRIE} onderteken {MEDE}",
            f"Zonder scan van wat is getekend: {DRIE} corrigeer {SCAN}",
        )
    ]


def test_each_can_be_corrected_and_taken_back(werkmap: Path) -> None:
    before = run(werkmap, "status")
    events = {
        "opzegging": ("zeg-op", "Almelo", "--op", "2025-09-01", "--door", "stichting"),
        "beëindiging": (*("beeindig", "Zwolle", "--per", "2026-06-30", "--reden", "in overleg"),),
        "overdracht": ("draag-over", "Hengelo", "--aan", "Deventer", "--per", "2026-01-01"),
        "verlenging": ("verleng", "--tot", "2028-02-29"),
    }
    days = {"opzegging": "2025-08-31", "verlenging": "2028-01-31"}
    for noun, command in events.items():
        run(werkmap, *command)
        who = () if noun == "verlenging" else (command[1],)
        why = ("--van", noun, "--reden", "tikfout")
        run(werkmap, "corrigeer", *who, *why, "--op", days.get(noun, "2026-05-31"))
    entries = read_register(werkmap / "register.csv")
    assert [(e.betreft, str(e.datum), e.aan, e.door) for e in entries[5::2]] == [
        (5, "2025-08-31", "", "stichting"),
        (7, "2026-05-31", "", ""),
        (9, "2026-05-31", "GM0150", ""),
        (11, "2028-01-31", "", ""),
    ]
    for noun, command in events.items():
        who = () if noun == "verlenging" else (command[1],)
        run(werkmap, "corrigeer", *who, "--van", noun, "--vervalt", "--reden", "niet gebeurd")
    assert run(werkmap, "status") == before


REFUSED = {
    "beeindig Deventer --per 2028-01-01 --reden x": (
        "Deventer: 1 januari 2028 ligt na het einde van de overeenkomst, op 31 december 2027; "
        "kijk op het papier en geef de juiste dag met --per"
    ),
    "draag-over Deventer --aan Deventer --per 2026-01-01": (
        "Deventer: een overeenkomst gaat over op een andere gemeente, niet op dezelfde; noem de "
        "opvolger met --aan"
    ),
    "verleng --tot 2027-12-31": (
        "de overeenkomsten: 31 december 2027 ligt niet na de laatste dag van nu, 31 december "
        "2027; kijk op het papier en geef de juiste dag met --tot"
    ),
}


@pytest.mark.parametrize("command", REFUSED)
def test_what_cannot_be_is_refused_in_the_words_of_the_command(werkmap: Path, command: str) -> None:
    before = (werkmap / "register.csv").read_bytes()
    ran = call_program(*command.split(), cwd=werkmap)
    assert (ran.code, ran.err) == (ExitCode.INPUT, f"{ONE_FAULT}{REFUSED[command]}\n")
    assert (werkmap / "register.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("corrigeer --vervalt --reden x", "Noem de gemeente, behalve bij --van verlenging."),
        (
            "corrigeer Deventer --van verlenging --vervalt --reden x",
            "Noem de gemeente, behalve bij --van verlenging.",
        ),
        (
            "corrigeer Deventer --van overdracht --bestand x.pdf --reden x",
            "--ondertekenaar en --bestand horen bij een ondertekening.",
        ),
    ],
)
def test_what_is_asked_in_vain(signed: Path, command: str, said: str) -> None:
    ran = call_program(*command.split(), cwd=signed)
    assert ran.code == ExitCode.USAGE
    assert ran.err.endswith(f"Fout: {said}\n")


def made(werkmap: Path, place: str) -> str:
    return " ".join(gewoon(read_word(werkmap / f"uitvoer/{place}.docx").as_text()).split())


def test_each_gets_a_letter_at_once(werkmap: Path) -> None:
    """That of Hengelo goes to Deventer, which is to get its agreement."""
    run(werkmap, "zeg-op", "Almelo", "--op", "2025-08-31", "--door", "stichting")
    notice = made(werkmap, "opzeggingsbrieven/opzeggingsbrief-almelo")
    assert "Den Haag, 31 augustus 2025 " in notice
    assert "zegt hierbij de samenwerkingsovereenkomst tussen de gemeente Almelo en" in notice
    assert "De laatste dag van de overeenkomst is 31 december 2025." in notice
    run(werkmap, "beeindig", "Zwolle", "--per", "2026-06-30", "--reden", "geheim")
    ended = made(werkmap, "beeindigingsbevestigingen/beeindigingsbevestiging-zwolle")
    assert "De laatste dag van de overeenkomst is 30 juni 2026." in ended
    assert "geheim" not in ended
    said = run(werkmap, "draag-over", "Hengelo", "--aan", "Deventer", "--per", "2026-01-01")
    place = "overdrachtsbevestigingen/overdrachtsbevestiging-hengelo"
    assert f"Overdrachtsbevestiging: uitvoer/{place}.pdf, en in Word.\n" in said
    passed = made(werkmap, place)
    assert "Gemeente Deventer t.a.v. de heer R.C. König, burgemeester Grote Kerkhof 1 " in passed
    assert "van de gemeente Hengelo per 1 januari 2026 over naar uw gemeente." in passed
    assert "getekend: € 12.221,40 per jaar" in passed
    said = run(werkmap, "verleng", "--tot", "2028-02-29")
    assert "Verlengingsbrieven: 2, in uitvoer/verlengingsbrieven.\n" in said
    extended = made(werkmap, "verlengingsbrieven/verlengingsbrief-deventer")
    assert "de laatste dag is nu 29 februari 2028, in plaats van 31 december 2027" in extended
    said = run(werkmap, "corrigeer", "--van", "verlenging", "--op", "2028-01-31", "--reden", "x")
    assert "Verlengingsbrieven: 2, in uitvoer/verlengingsbrieven.\n" in said
    extended = made(werkmap, "verlengingsbrieven/verlengingsbrief-deventer")
    assert "de laatste dag is nu 31 januari 2028" in extended


def test_what_was_signed_is_not_called_different_after_an_extension(werkmap: Path) -> None:
    run(werkmap, "verleng", "--tot", "2028-02-29")
    said = run(werkmap, "genereer", "--alles")
    assert "nieuw exemplaar" not in said
    assert "29 februari 2028" not in said
    agreement = made(werkmap, "overeenkomsten/samenwerkingsovereenkomst-deventer")
    assert "eindigt van rechtswege op 31 december 2027" in agreement


def test_letters_about_what_passed_go_to_the_successor(werkmap: Path) -> None:
    """From the first day with it; the documents are still called after who signed."""
    run(werkmap, "draag-over", "Hengelo", "--aan", "Deventer", "--per", "2026-01-01")
    letter = ("genereer", "--soort", "ontvangstbevestiging", "Hengelo")
    run(werkmap, *letter, day="2025-12-31")
    place = "ontvangstbevestigingen/ontvangstbevestiging-hengelo"
    assert "Gemeente Hengelo t.a.v." in made(werkmap, place)
    run(werkmap, *letter, day="2026-01-01")
    assert "Gemeente Deventer t.a.v." in made(werkmap, place)
    listed = made(werkmap, "bijlage-3")
    assert "3 Hengelo" in listed.replace(" | ", " ")
    run(werkmap, "bijlage3", day="2026-01-01")
    listed = made(werkmap, "bijlage-3").replace(" | ", " ")
    assert "ondertekend door 3 van 3 gemeenten: 3 nemen deel." in listed
    assert "2 Deventer 1 februari 2023 31 december 2027 2 Deventer, opvolger van Hengelo" in listed


def test_a_next_period_follows_on_the_extension(werkmap: Path) -> None:
    run(werkmap, "verleng", "--tot", "2028-02-29")
    how = ("--einde", "2031-12-31", "--tarief", "0,16", "--peildatum", "2027-01-01")
    said = run(werkmap, "nieuw", "later", "--ingang", "2028-03-01", *how, day="2027-11-01")
    assert "De oude periode" not in said
    said = run(werkmap, "nieuw", "eerder", "--ingang", "2028-01-01", *how, day="2027-11-01")
    assert "terwijl de oude nog loopt tot en met 29 februari 2028" in " ".join(said.split())


def test_a_letter_to_a_successor_names_the_agreement_that_it_is_about(werkmap: Path) -> None:
    """It has one of its own, which goes on."""
    run(werkmap, "draag-over", "Hengelo", "--aan", "Deventer", "--per", "2025-11-01")
    run(werkmap, "zeg-op", "Hengelo", "--op", NOVEMBER)
    letter = made(werkmap, "opzegbevestigingen/opzegbevestiging-hengelo")
    assert (
        "van de samenwerkingsovereenkomst tussen de gemeente Hengelo en Platform31 ontvangen"
    ) in letter
    assert "na 31 december 2026 bent u daarvoor geen bijdrage" in letter
    run(werkmap, "genereer", "--soort", "ontvangstbevestiging", "Hengelo")
    letter = made(werkmap, "ontvangstbevestigingen/ontvangstbevestiging-hengelo")
    assert "samenwerkingsovereenkomst van de gemeente Hengelo ontvangen" in letter


def test_without_a_documentsoort_for_it_the_message_says_which(werkmap: Path) -> None:
    edit(werkmap, 'voor = "beëindigd"', 'voor = "verlengd"', "convenant.toml")
    said = run(werkmap, "beeindig", "Zwolle", "--per", "2026-06-30", "--reden", "overleg")
    assert (
        "Let op: Er is geen brief gemaakt, want in convenant.toml staat geen documentsoort met "
        'voor = "beëindigd"; de README zegt hoe u die toevoegt.\n'
    ) in " ".join(said.split("\n    ")) + "\n"


def test_an_agreement_of_who_joined_names_its_own_first_day(werkmap: Path) -> None:
    """A template of an earlier werkmap does not; nothing is made with it then."""
    table = (werkmap / "gemeenten.csv").read_text("utf-8-sig").splitlines()
    joined = table[2].replace("Deventer;GM0150", "Nieuwstad;GM1999")
    rows = [f"{table[0]};toetreding", *(f"{row};" for row in table[1:]), f"{joined};2025-07-01"]
    (werkmap / "gemeenten.csv").write_text("\r\n".join([*rows, ""]), "utf-8-sig")
    run(werkmap, "genereer", "Nieuwstad")
    agreement = made(werkmap, "overeenkomsten/samenwerkingsovereenkomst-nieuwstad")
    assert (
        "een samenwerkingsverband is van 5 gemeenten; c. de gemeente per 1 juli 2025" in agreement
    )
    assert "gaat in op 1 juli 2025 en eindigt van rechtswege op 31 december 2027" in agreement
    assert "4 gemeenten" in made(werkmap, "overeenkomsten/samenwerkingsovereenkomst-almelo")
    template = werkmap / "sjablonen/samenwerkingsovereenkomst.docx"
    edit_word(template, "overeenkomst.ingang", "convenant.ingang")
    ran = call_program("genereer", "Nieuwstad", cwd=werkmap)
    assert ran.code == ExitCode.INPUT
    assert ran.err == (
        f"{ONE_FAULT}sjablonen/samenwerkingsovereenkomst.docx: Nieuwstad treedt later toe, en dit "
        "sjabloon noemt haar dag niet; zet {{ overeenkomst.ingang | datum }} waar staat wanneer "
        "zij ingaat\n"
    )


@pytest.mark.parametrize("day", ["2023-02-28", "2028-03-01"])
def test_who_joins_does_so_in_the_period_as_it_was_extended(werkmap: Path, day: str) -> None:
    run(werkmap, "verleng", "--tot", "2028-02-29")
    add_columns(werkmap, {"toetreding": {"Almelo": "2028-02-29", "Deventer": day}})
    ran = call_program("status", cwd=werkmap)
    assert ran.code == ExitCode.INPUT
    assert gewoon(ran.err) == (
        f"{ONE_FAULT}gemeenten.csv, rij 3 (Deventer), kolom toetreding: "
        f"{gewoon(format_datum(date.fromisoformat(day)))} valt buiten het convenant, 1 maart 2023 "
        "tot en met 29 februari 2028; verbeter de dag, of laat de cel leeg\n"
    )


def edit_word(word: Path, old: str, new: str) -> None:
    """Change a text in the body of a Word file."""
    with zipfile.ZipFile(word) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"]
    assert old.encode() in body
    parts["word/document.xml"] = body.replace(old.encode(), new.encode())
    with zipfile.ZipFile(word, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


@pytest.mark.parametrize(
    ("command", "letter"),
    [
        ("zeg-op Almelo --op 2025-09-01", "opzegbevestigingen/opzegbevestiging-almelo"),
        (
            "draag-over Hengelo --aan Deventer --per 2026-01-01",
            "overdrachtsbevestigingen/overdrachtsbevestiging-hengelo",
        ),
        ("verleng --tot 2028-02-29", "verlengingsbrieven/verlengingsbrief-zwolle"),
    ],
)
def test_the_same_is_recorded_once(werkmap: Path, command: str, letter: str) -> None:
    """A run that was killed before it made the letter is given again."""
    said = run(werkmap, *command.split())
    register = (werkmap / "register.csv").read_bytes()
    (werkmap / f"uitvoer/{letter}.docx").unlink()
    assert run(werkmap, *command.split()) == said
    assert (werkmap / f"uitvoer/{letter}.docx").is_file()
    assert (werkmap / "register.csv").read_bytes() == register


def test_a_successor_has_a_row_in_the_table(werkmap: Path) -> None:
    run(werkmap, "draag-over", "Hengelo", "--aan", "Deventer", "--per", "2026-01-01")
    edit(werkmap, "Deventer;GM0150", "Deventer;GM1999")
    ran = call_program("status", cwd=werkmap)
    assert ran.code == ExitCode.INPUT
    assert "Deventer (GM0150) staat in het register maar niet in de tabel" in ran.err
