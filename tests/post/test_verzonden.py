"""What was sent stays: who had what, the next letter, a copy, and the list that is owed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from hulp.mail import read_mail
from hulp.storing import make_scan, small_werkmap
from hulp.uitvoeren import Ran, call_program
from hulp.werkmappen import edit, files, fill_in
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.werkmap.registers import KOPIE, ZENDINGEN, read_zendingen
from overeenkomstgen.word.tekst import read_word

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

FOUR = ("Almelo", "Deventer", "Ede", "Zwolle")
FIRST, LATER, LAST = "1676030400", "1677672000", "1679572800"  # 10 February, 1 and 23 March 2023
LETTER = "herinneringen/herinnering-deventer"


def run(werkmap: Path, *arguments: str, on: str = FIRST) -> Ran:
    return call_program(*arguments, cwd=werkmap, environment={"SOURCE_DATE_EPOCH": on})


def must(werkmap: Path, *arguments: str, on: str = FIRST) -> str:
    ran = run(werkmap, *arguments, on=on)
    assert (ran.code, ran.err) == (ExitCode.OK, ""), ran
    return ran.out


def refused(werkmap: Path, *arguments: str, on: str = FIRST) -> str:
    before = files(werkmap)
    ran = run(werkmap, *arguments, on=on)
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    assert files(werkmap) == before
    return ran.err.removeprefix("Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n  ")


def drafts(werkmap: Path, folder: str) -> list[str]:
    return sorted(file.name for file in (werkmap / "uitvoer/verzenden" / folder).glob("*.eml"))


def attached(werkmap: Path, name: str) -> dict[str, bytes]:
    return read_mail(werkmap / f"uitvoer/verzenden/{name}.eml").files()


def rows(werkmap: Path) -> list[tuple[str, ...]]:
    return [
        (each.gemeente, each.soort, each.bij, str(each.datum), str(each.exemplaar), each.kenmerk)
        for each in read_zendingen(werkmap / "verzonden.csv")
    ]


@pytest.fixture(scope="module")
def begin(tmp_path_factory: pytest.TempPathFactory, onthoudt: None) -> Path:  # noqa: ARG001
    """Make the agreements of four, and their reminders."""
    werkmap = small_werkmap(
        tmp_path_factory.mktemp("verzonden") / "werkmap",
        *("herinnering", "ontvangstbevestiging"),
        gemeenten=FOUR,
    )
    fill_in(werkmap)
    must(werkmap, "genereer")
    must(werkmap, "genereer", "--soort", "herinnering")
    return werkmap


@pytest.fixture
def werkmap(begin: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begin, tmp_path / "werkmap"))


@pytest.fixture(scope="module")
def once(begin: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Send the reminders to all but Zwolle."""
    werkmap = Path(shutil.copytree(begin, tmp_path_factory.mktemp("een keer") / "werkmap"))
    must(werkmap, "verzend", "herinnering", "Almelo", "Deventer", "Ede")
    must(werkmap, "verzonden", "herinnering")
    return werkmap


@pytest.fixture
def sent(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "werkmap"))


def test_what_was_sent_is_recorded_and_kept(werkmap: Path) -> None:
    must(werkmap, "verzend", "herinnering", "Deventer", "Ede")
    there = attached(werkmap, "herinnering/herinnering-deventer")
    told = must(werkmap, "verzonden", "herinnering")
    assert told == (
        "Vastgelegd, verzonden op 10 februari 2023, Herinnering: 2\n    Deventer, Ede\n"
    )
    agreement = "samenwerkingsovereenkomst"
    assert rows(werkmap) == [
        ("Deventer", "herinnering", "", "2023-02-10", "1", "2023-HER-GM0150"),
        ("Deventer", agreement, "herinnering", "2023-02-10", "1", ""),
        ("Ede", "herinnering", "", "2023-02-10", "1", "2023-HER-GM0228"),
        ("Ede", agreement, "herinnering", "2023-02-10", "1", ""),
    ]
    letter, paper, *_ = read_zendingen(werkmap / "verzonden.csv")
    assert (werkmap / letter.bestand).read_bytes() == there["herinnering-deventer.pdf"]
    assert (werkmap / paper.bestand).read_bytes() == there[f"{agreement}-deventer.pdf"]
    word = (werkmap / paper.bestand).with_suffix(".docx")
    assert word.read_bytes() == there[f"{agreement}-deventer.docx"]
    assert must(werkmap, "controleer", "--diep").startswith("In orde")


def test_who_had_it_gets_no_draft_and_is_told_with_the_day(sent: Path) -> None:
    told = must(sent, "verzend", "herinnering", on=LATER)
    assert told.startswith("Al verzonden: 3 op 10 februari 2023 (Almelo, Deventer, Ede).\n")
    assert drafts(sent, "herinnering") == ["herinnering-zwolle.eml"]
    assert must(sent, "verzend", "herinnering", "Deventer", on=LATER) == (
        "Al verzonden: 1 op 10 februari 2023 (Deventer).\n"
        "Een volgende maakt u met: overeenkomstgen genereer --soort herinnering --volgende\n"
        "Een afschrift met: overeenkomstgen verzend herinnering --opnieuw\n"
    )


def test_a_letter_that_was_sent_stays_byte_for_byte(sent: Path) -> None:
    uitvoer = sent / "uitvoer"
    before = {name: (uitvoer / f"{LETTER}{name}").read_bytes() for name in (".docx", ".pdf")}
    edit(sent, "R.C. König", "A. Ander")
    told = must(sent, "genereer", "--soort", "herinnering", "--alles", on=LATER)
    assert (
        "Let op: 3 herinneringen zijn al verzonden en blijven zo; een volgende maakt u met: "
        "overeenkomstgen genereer --soort herinnering --volgende.\n"
    ) in told
    assert "1 herinnering gemaakt" in told
    assert before == {name: (uitvoer / f"{LETTER}{name}").read_bytes() for name in before}
    shutil.rmtree(uitvoer)
    must(sent, "genereer", "--soort", "herinnering", on=LATER)
    assert before == {name: (uitvoer / f"{LETTER}{name}").read_bytes() for name in before}
    must(sent, "genereer", "--soort", "herinnering", "--alles", on=LATER)
    assert before == {name: (uitvoer / f"{LETTER}{name}").read_bytes() for name in before}


def test_the_next_letter_has_a_reference_of_its_own(sent: Path) -> None:
    uitvoer = sent / "uitvoer"
    first = (uitvoer / f"{LETTER}.docx").read_bytes()
    must(sent, "genereer", "--soort", "herinnering", "--volgende", on=LATER)
    assert (uitvoer / f"{LETTER}.docx").read_bytes() == first
    text = read_word((uitvoer / f"{LETTER}-2.docx").read_bytes()).as_text()
    assert "2023-HER-GM0150-2" in text
    assert "1 maart 2023" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "2023-HER-GM0193\n"
        in read_word(uitvoer / "herinneringen/herinnering-zwolle.docx").as_text()
    )
    told = must(sent, "genereer", "--soort", "herinnering", on=LATER)
    assert "blijven staan" not in told
    assert "herinneringen waren al gemaakt" in told
    must(sent, "genereer", on=LATER)
    must(sent, "verzend", "herinnering", on=LATER)
    assert drafts(sent, "herinnering") == [
        *("herinnering-almelo-2.eml", "herinnering-deventer-2.eml", "herinnering-ede-2.eml"),
        "herinnering-zwolle.eml",
    ]
    must(sent, "verzonden", "herinnering", "--op", "2023-02-28", on=LATER)
    letters = [row for row in rows(sent) if row[1] == "herinnering" and row[0] == "Deventer"]
    assert letters == [
        ("Deventer", "herinnering", "", "2023-02-10", "1", "2023-HER-GM0150"),
        ("Deventer", "herinnering", "", "2023-02-28", "2", "2023-HER-GM0150-2"),
    ]
    shutil.rmtree(uitvoer)
    must(sent, "genereer", on=LAST)
    must(sent, "genereer", "--soort", "herinnering", on=LAST)
    assert (uitvoer / f"{LETTER}.docx").read_bytes() == first
    assert read_word((uitvoer / f"{LETTER}-2.docx").read_bytes()).as_text() == text
    assert must(sent, "verzend", "herinnering", on=LAST).startswith(
        "Al verzonden: 4 op 28 februari 2023.\n"
    )


def test_a_copy_comes_from_what_was_kept(sent: Path) -> None:
    name = "herinnering/herinnering-deventer"
    then = attached(sent, name)
    edit(sent, "R.C. König", "A. Ander")
    shutil.rmtree(sent / "uitvoer")
    must(sent, "genereer", on=LATER)
    told = must(sent, "verzend", "herinnering", "Deventer", "--opnieuw", on=LATER)
    assert told.startswith("Herinnering: 1 concept van een e-mail")
    assert attached(sent, name) == then
    kept = next((sent / "verzonden").glob("*-herinnering-deventer.pdf"))
    kept.write_bytes(b"anders")
    assert refused(sent, "verzend", "herinnering", "Deventer", "--opnieuw", on=LATER).startswith(
        f"Deventer: verzonden/{kept.name} is weg of is gewijzigd; "
    )


def test_what_cannot_be_recorded_is_refused(sent: Path) -> None:
    assert refused(sent, "verzonden", "herinering") == (
        'documentsoort "herinering": deze documentsoort staat niet in convenant.toml; bedoeld is '
        "misschien herinnering\n"
    )
    assert refused(sent, "verzonden", "herinnering", "Zwolle", "--op", "2023-02-11") == (
        "--op 2023-02-11: 11 februari 2023 ligt in de toekomst; het is vandaag 10 februari 2023; "
        "geef de juiste dag\n"
    )
    assert refused(sent, "verzonden", "herinnering", "Deventer", "--op", "2023-02-09") == (
        "Deventer: dit is al verzonden op 10 februari 2023; maak zo nodig een volgende met: "
        'overeenkomstgen genereer "Deventer" --soort herinnering --volgende\n'
    )
    (sent / "uitvoer/herinneringen/herinnering-zwolle.pdf").write_bytes(b"met de hand")
    assert refused(sent, "verzonden", "herinnering", "Zwolle").startswith(
        "Zwolle: herinnering-zwolle.pdf is gewijzigd nadat het was gemaakt; "
    )


def test_the_same_again_records_nothing_more(sent: Path) -> None:
    before = files(sent)
    told = "Dit was al vastgelegd: 3 op 10 februari 2023 (Almelo, Deventer, Ede).\n"
    assert must(sent, "verzonden", "herinnering") == told
    assert must(sent, "verzonden", "herinnering", "Almelo", "Deventer", "Ede") == told
    assert files(sent) == before


def test_another_document_than_was_drafted_is_not_recorded(werkmap: Path) -> None:
    must(werkmap, "verzend", "herinnering", "Deventer")
    must(werkmap, "genereer", "--soort", "herinnering", on=LATER)
    assert refused(werkmap, "verzonden", "herinnering", on=LATER).startswith(
        "Deventer: in het concept herinnering-deventer.eml is herinnering-deventer.pdf anders dan "
        "het nu in de uitvoer staat; "
    )


def test_a_record_that_is_rolled_back_is_found(sent: Path) -> None:
    """The file alone, with its copy and the number of rows, or with all that tells of it."""
    must(sent, "verzend", "herinnering")
    now = {name: (sent / name).read_bytes() for name in ("verzonden.csv", ".ketting.json")}
    must(sent, "verzonden", "herinnering")
    copy = f"verzonden/verzonden.csv{KOPIE}"
    (sent / "verzonden.csv").write_bytes(now["verzonden.csv"])
    assert "de kopie verzonden/verzonden.csv.kopie heeft 8 rijen" in run(sent, "genereer").err
    (sent / copy).write_bytes(now["verzonden.csv"])
    assert "verzonden.csv heeft nog 6 rijen; eerder had het 8 rijen" in run(sent, "status").err
    (sent / ".ketting.json").write_bytes(now[".ketting.json"])
    ran = run(sent, "genereer")
    assert ran.code == ExitCode.INPUT
    for name in ("herinnering", "samenwerkingsovereenkomst"):
        place = next((sent / "verzonden").glob(f"*-{name}-zwolle.pdf"))
        what = "dit is als verzonden bewaard en staat niet in verzonden.csv"
        assert f"verzonden/{place.stem}: {what}" in ran.err
    must(sent, "verzonden", "herinnering", "Zwolle")
    must(sent, "genereer")


def test_a_row_that_says_otherwise_than_the_paper_is_found(sent: Path) -> None:
    name = "verzonden.csv"
    found = ZENDINGEN.parse((sent / name).read_bytes(), name)
    other = replace(found[0], waarde=replace(found[0].waarde, cbs_code="GM0193", gemeente="Zwolle"))
    data = ZENDINGEN.add(b"", [other, *found[1:]])
    (sent / name).write_bytes(data)
    (sent / f"verzonden/{name}{KOPIE}").write_bytes(data)
    assert f"{name}: {other.waarde.bestand} is anders dan hier staat" in run(sent, "genereer").err


def test_what_has_gone_is_put_back(sent: Path) -> None:
    before = files(sent)
    (sent / "verzonden.csv").unlink()
    kept = next((sent / "verzonden").glob("*-herinnering-deventer.pdf"))
    kept.unlink()
    assert (
        f"verzonden/{kept.name} is weg of is gewijzigd" in run(sent, "herstel", "--ja").out or True
    )
    must(sent, "herstel", "--ja")
    now = files(sent)
    assert {name: now.get(name) for name in before if "ketting" not in name} == {
        name: data for name, data in before.items() if "ketting" not in name
    }


def sign(werkmap: Path, *names: str, on: str = LATER) -> None:
    must(werkmap, "onderteken", *names, "--op", "2023-02-20", on=on)


def test_the_list_goes_to_exactly_those_with_an_older_one(werkmap: Path) -> None:
    """Acceptance: sign more, and who signed and has an older list gets a draft; again: none."""
    sign(werkmap, "Almelo")
    must(werkmap, "verzend", "bijlage-3", on=LATER)
    assert drafts(werkmap, "bijlage-3") == ["bijlage-3-almelo.eml"]
    must(werkmap, "verzonden", "bijlage-3", on=LATER)
    sign(werkmap, "Deventer", "Ede", "Zwolle")
    told = must(werkmap, "verzend", "bijlage-3", on=LATER)
    assert told.startswith("Bijlage 3: 4 concepten van een e-mail")
    assert drafts(werkmap, "bijlage-3") == [
        *("bijlage-3-almelo.eml", "bijlage-3-deventer.eml", "bijlage-3-ede.eml"),
        "bijlage-3-zwolle.eml",
    ]
    mail = read_mail(werkmap / "uitvoer/verzenden/bijlage-3/bijlage-3-deventer.eml")
    assert mail.subject == "Bijlage 3 bij het convenant 2023 t/m 2027, versie 5"
    assert list(mail.files()) == ["bijlage-3.pdf"]
    must(werkmap, "verzonden", "bijlage-3", on=LATER)
    assert must(werkmap, "verzend", "bijlage-3", on=LATER).startswith(
        "Al verzonden: 4 op 1 maart 2023.\n"
    )
    assert drafts(werkmap, "bijlage-3") == []
    lists = {z.bestand for z in read_zendingen(werkmap / "verzonden.csv") if z.soort == "bijlage-3"}
    assert len(lists) == 2
    assert [*{z.exemplaar: 0 for z in read_zendingen(werkmap / "verzonden.csv")}] == [2, 5]


def test_a_list_that_went_with_the_receipt_counts(werkmap: Path) -> None:
    make_scan(werkmap / "scan.pdf")
    must(
        werkmap,
        "onderteken",
        "Deventer",
        "--op",
        "2023-02-20",
        "--bestand",
        "scan.pdf",
        "--ja",
        on=LATER,
    )
    must(werkmap, "genereer", "--soort", "ontvangstbevestiging", on=LATER)
    must(werkmap, "verzend", "ontvangstbevestiging", on=LATER)
    assert list(attached(werkmap, "ontvangstbevestiging/ontvangstbevestiging-deventer")) == [
        "ontvangstbevestiging-deventer.pdf",
        "samenwerkingsovereenkomst-deventer-2023-02-20.pdf",
        "bijlage-3.pdf",
    ]
    must(werkmap, "verzonden", "ontvangstbevestiging", on=LATER)
    assert [row[:3] for row in rows(werkmap)] == [
        ("Deventer", "ontvangstbevestiging", ""),
        ("Deventer", "samenwerkingsovereenkomst", "ontvangstbevestiging"),
        ("Deventer", "bijlage-3", "ontvangstbevestiging"),
    ]
    told = must(werkmap, "verzend", "bijlage-3", on=LATER)
    assert told == "Al verzonden: 1 op 1 maart 2023 (Deventer).\n"


def test_a_list_of_another_version_is_not_sent(werkmap: Path) -> None:
    sign(werkmap, "Almelo")
    old = {
        name: (werkmap / f"uitvoer/{name}").read_bytes()
        for name in ("bijlage-3.docx", "bijlage-3.pdf", "verantwoording.csv")
    }
    sign(werkmap, "Deventer")
    for name, data in old.items():
        (werkmap / "uitvoer" / name).write_bytes(data)
    assert refused(werkmap, "verzend", "bijlage-3", "Almelo", on=LATER) == (
        "Bijlage 3: dit is versie 2, en nu is het versie 3; maak haar opnieuw met: "
        "overeenkomstgen bijlage3\n"
    )
