"""The whole line, from the table to the finished documents, with the real programs."""

from __future__ import annotations

import re
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp.onthouden import forgetting
from hulp.uitvoeren import ONE_FAULT, Made, call_program, run_program
from hulp.werkmappen import copy_werkmap, edit, files
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.werkmap.verantwoording import COLUMNS
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from hulp.snapshots import Snapshots

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

AANGEWEZEN = (
    " daartoe door de burgemeester aangewezen op grond van artikel 171, tweede lid, van de "
    "Gemeentewet,"
)
LITERAL = "Bergen & Terblijt <b> {{ x }}"


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_41_agreements_in_word_and_pdf(made: Made) -> None:
    assert made.ran.code == ExitCode.OK
    assert len(made.words()) == len(made.pdfs()) == 41
    assert {word.stem for word in made.words()} == {pdf.stem for pdf in made.pdfs()}
    assert (made.folder / "samenwerkingsovereenkomst-s-hertogenbosch.pdf").exists()
    assert all(re.fullmatch(r"[a-z0-9-]+\.(docx|pdf)", name) for name in names(made.folder))
    assert not list((made.werkmap / "uitvoer").glob(".bezig-*"))


def test_what_the_user_is_told(made: Made, snapshots: Snapshots) -> None:
    assert made.ran.err == ""
    snapshots.check("genereer.txt", made.ran.out)


@pytest.mark.parametrize("name", ["deventer", "s-hertogenbosch", "almere", "haarlemmermeer"])
def test_the_whole_text(made: Made, snapshots: Snapshots, name: str) -> None:
    word = made.folder / f"samenwerkingsovereenkomst-{name}.docx"
    snapshots.check(f"{name}.txt", read_word(word).as_text())


@pytest.mark.parametrize(
    "fact",
    [
        "de gemeente Deventer, gevestigd te Deventer",
        "€ 15.216,90 exclusief btw per jaar",
        "V. Everhardt directeur-bestuurder R.C. König burgemeester",
        "gemeente Deventer pagina 1 van 2",
        "gemeente Deventer pagina 2 van 2",
    ],
)
def test_the_pdf_of_deventer_says(made: Made, fact: str) -> None:
    """What of the text is not beside each other in Word; the proof compares all the rest."""
    pages = read_pdf(made.folder / "samenwerkingsovereenkomst-deventer.pdf")
    assert fact in " ".join(" ".join(pages).split())


def test_the_amounts(made: Made) -> None:
    account = [row for row in made.account() if row["gemeente"]]
    amounts = {row["gemeente"]: Decimal(row["bedrag"].replace(",", ".")) for row in account}
    assert sum(amounts.values()) == Decimal("784643.10")
    for row in account:
        assert amounts[row["gemeente"]] * 100 == int(row["inwoners"]) * 15
    assert amounts["Deventer"] == Decimal("15216.90")


def test_the_account(made: Made) -> None:
    account = made.account()
    assert tuple(account[0]) == COLUMNS
    assert [row["soort"] for row in account].count("Samenwerkingsovereenkomst") == 41
    assert [row["word"] for row in account if not row["gemeente"]] == ["bijlage-3.docx"]
    deventer = next(row for row in account if row["gemeente"] == "Deventer")
    assert (deventer["collegebesluit"], deventer["open_velden"]) == ("10-01-2023", "")
    assert (deventer["pdf_a"], deventer["pdf_ua"]) == ("PDF/A-2a", "PDF/UA-1")
    assert sum(row["collegebesluit"] == "" for row in account if row["gemeente"]) == 40
    for row in account:
        for kind in ("word", "pdf"):
            content = (made.werkmap / "uitvoer" / row[kind]).read_bytes()
            assert sha256(content).hexdigest() == row[f"sha256_{kind}"]


def test_the_same_input_gives_the_same_files(made: Made, tmp_path: Path, onthoudend: Path) -> None:
    environment = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    again = copy_werkmap(tmp_path / "een map met spaties & é #1")
    with forgetting(onthoudend):
        ran = run_program("genereer", "Deventer", "Alkmaar", cwd=again, environment=environment)
    assert ran.code == ExitCode.OK
    for file in (again / "uitvoer" / "overeenkomsten").iterdir():
        assert file.read_bytes() == (made.folder / file.name).read_bytes(), file.name


@pytest.mark.ongemeten
def test_a_literal_name_comes_out_literally(werkmap: Path) -> None:
    edit(werkmap, "Alkmaar;GM0361;", f"{LITERAL};GM0361;")
    ran = call_program("genereer", "GM0361", cwd=werkmap)
    assert ran.code == ExitCode.OK, ran.err
    stem = werkmap / "uitvoer/overeenkomsten/samenwerkingsovereenkomst-bergen-terblijt-b-x"
    word = read_word(stem.with_suffix(".docx")).as_text()
    pages = [" ".join(page.split()) for page in read_pdf(stem.with_suffix(".pdf"))]
    assert f"de gemeente {LITERAL}, gevestigd" in " ".join(word.split())
    assert f"de gemeente {LITERAL}, gevestigd" in pages[0]
    for page in pages:  # the footer
        assert f"gemeente {LITERAL} pagina" in page


@pytest.mark.ongemeten
@pytest.mark.parametrize(
    ("functie", "mandate"),
    [
        ("burgemeester", ""),
        ("Waarnemend burgemeester", ""),
        ("locoburgemeester", ""),  # replaces the burgemeester by law (Gemeentewet, article 77)
        ("wethouder", AANGEWEZEN),
        ("gemeentesecretaris", AANGEWEZEN),
    ],
)
def test_who_signs_comes_out_right(werkmap: Path, functie: str, mandate: str) -> None:
    edit(werkmap, "A.M.C.G. Schouten;burgemeester;", f"A.M.C.G. Schouten;{functie};")
    assert call_program("genereer", "Alkmaar", "--alleen-word", cwd=werkmap).code == ExitCode.OK
    word = werkmap / "uitvoer/overeenkomsten/samenwerkingsovereenkomst-alkmaar.docx"
    written = " ".join(read_word(word).as_text().split())
    signer = f"door haar {functie.lower()}, mevrouw A.M.C.G. Schouten,"
    assert f"rechtsgeldig vertegenwoordigd {signer}{mandate} op grond van het college" in written
    assert f"V. Everhardt directeur-bestuurder | A.M.C.G. Schouten {functie.lower()} [" in written


def test_strikt_makes_only_what_is_complete(werkmap: Path) -> None:
    ran = call_program("genereer", "--strikt", "Almelo", "Deventer", cwd=werkmap)
    assert ran.code == ExitCode.OPEN_FIELDS
    assert ran.out == (
        "1 samenwerkingsovereenkomst gemaakt, €\u00a015.216,90 per jaar, in "
        "uitvoer/overeenkomsten.\n"
        "De verantwoording staat in uitvoer/verantwoording.csv.\n"
    )
    assert ran.err == (
        "\nGeweigerd, omdat er een gegeven ontbreekt: 1\n    Almelo: kolom collegebesluit\n"
        "Wat er hiervan al stond is ongewijzigd.\n"
    )
    assert names(werkmap / "uitvoer/overeenkomsten") == [
        "samenwerkingsovereenkomst-deventer.docx",
        "samenwerkingsovereenkomst-deventer.pdf",
    ]


@pytest.mark.ongemeten
def test_word_alone_takes_the_former_pdf_away_only_when_the_text_differs(werkmap: Path) -> None:
    folder = werkmap / "uitvoer/overeenkomsten"
    call_program("genereer", "Deventer", cwd=werkmap)
    before = files(folder)
    assert call_program("genereer", "Deventer", "--alleen-word", cwd=werkmap).code == ExitCode.OK
    assert len(before) == 2
    assert files(folder) == before
    edit(werkmap, "101446", "101447")
    assert call_program("genereer", "Deventer", "--alleen-word", cwd=werkmap).code == ExitCode.OK
    assert files(folder).keys() == {"samenwerkingsovereenkomst-deventer.docx"}


@pytest.mark.ongemeten
def test_another_output_folder(werkmap: Path, tmp_path: Path) -> None:
    ran = call_program(
        "genereer", "Deventer", "--alleen-word", "--uitvoer", str(tmp_path / "el ders"), cwd=werkmap
    )
    assert ran.code == ExitCode.OK
    assert f", in {tmp_path}/el ders/overeenkomsten.\n" in ran.out
    assert not (werkmap / "uitvoer").exists()


@pytest.mark.ongemeten
def test_bad_input_costs_nothing_that_was_made(werkmap: Path, snapshots: Snapshots) -> None:
    assert call_program("genereer", "Deventer", cwd=werkmap).code == ExitCode.OK
    before = files(werkmap / "uitvoer")
    edit(werkmap, "10-01-2023", "31-02-2023")
    edit(werkmap, "110783", "110783,5")
    edit(werkmap, "tarief = 0.15", 'tarief = "0,15"', "convenant.toml")
    ran = call_program("genereer", cwd=werkmap)
    assert ran.code == ExitCode.INPUT
    assert ran.out == ""
    snapshots.check("fouten.txt", ran.err)
    assert call_program("controleer", cwd=werkmap).err == ran.err
    assert files(werkmap / "uitvoer") == before


@pytest.mark.ongemeten
def test_an_unknown_municipality(werkmap: Path) -> None:
    ran = call_program("genereer", "Devnter", cwd=werkmap)
    assert ran.code == ExitCode.INPUT
    assert ran.err == (
        f'{ONE_FAULT}gemeente "Devnter": deze gemeente staat niet in de tabel; bedoeld is '
        "misschien Deventer\n"
    )
    assert not (werkmap / "uitvoer").exists()


@pytest.mark.ongemeten
def test_a_template_without_a_field_that_is_required(werkmap: Path) -> None:
    edit(werkmap, '"gemeente.adres",', '"gemeente.adres", "gemeente.postcode",', "convenant.toml")
    ran = call_program("controleer", cwd=werkmap)
    assert ran.code == ExitCode.INPUT
    assert ran.err == (
        f"{ONE_FAULT}sjablonen/samenwerkingsovereenkomst.docx: het veld gemeente.postcode komt "
        "niet voor, en is verplicht in: Samenwerkingsovereenkomst; zet {{ gemeente.postcode }} op "
        "zijn plaats, of haal het veld weg uit verplicht in convenant.toml\n"
    )


@pytest.mark.ongemeten
def test_controleer_makes_nothing(werkmap: Path, snapshots: Snapshots) -> None:
    ran = call_program("controleer", cwd=werkmap / "sjablonen")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    snapshots.check("controleer.txt", ran.out)
    assert not (werkmap / "uitvoer").exists()


@pytest.mark.ongemeten
def test_remarks(werkmap: Path) -> None:
    edit(werkmap, "leden = 41", "leden = 42", "convenant.toml")
    edit(werkmap, ";Deventer;10-01-2023;", ";Deventer;09-01-2023;")
    assert call_program("controleer", cwd=werkmap).out.startswith(
        "Let op: Volgens convenant.toml heeft het netwerk 42 leden; in de tabel staan er 41.\n"
        "Let op: Rij 13, Deventer: de ondertekening (9 januari 2023) ligt voor het collegebesluit "
        "(10 januari 2023).\n"
        "In orde: 41 gemeenten, 14 sjablonen, convenant 2023 t/m 2027.\n"
    )


def test_a_second_run_in_the_same_werkmap_stops(werkmap: Path) -> None:
    with locked(werkmap / ".slot"):
        ran = call_program("genereer", "Deventer", cwd=werkmap)
    assert ran.code == ExitCode.BUSY
    assert ran.err == (
        f"Fout: Er is al een run bezig in {werkmap}.\n"
        "Wacht tot die klaar is en probeer het dan opnieuw.\n"
    )
    assert not (werkmap / "uitvoer").exists()
