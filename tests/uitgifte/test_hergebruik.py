"""``genereer`` makes only what changed."""

from __future__ import annotations

import codecs
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp.onthouden import forgetting
from hulp.storing import small_werkmap
from hulp.uitvoeren import Ran, call_program, run_program
from hulp.werkmappen import copy_werkmap, edit, files
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.errors import InputError
from overeenkomstgen.office.hier import Hier
from overeenkomstgen.office.installatie import SETTING, find_libreoffice
from overeenkomstgen.schijf.teksttabel import as_csv
from overeenkomstgen.uitgifte.genereer import genereer
from overeenkomstgen.uitgifte.maken import Keuzes
from overeenkomstgen.werkmap.geheugen import NAME
from overeenkomstgen.werkmap.verantwoording import COLUMNS, read_verantwoording
from overeenkomstgen.werkmap.werkmap import Werkmap

if TYPE_CHECKING:
    from overeenkomstgen.progress import Step

pytestmark = [
    pytest.mark.traag,
    pytest.mark.ongemeten,
    pytest.mark.usefixtures("onthoudt"),
]

DEVENTER = "overeenkomsten/samenwerkingsovereenkomst-deventer"
NOTHING = (
    "2 samenwerkingsovereenkomsten waren al gemaakt en zijn ongewijzigd.\n"
    "Er is niets opnieuw gemaakt; met --alles gebeurt dat wel.\n"
)
ONE = (
    "1 samenwerkingsovereenkomst was al gemaakt en is ongewijzigd.\n"
    "1 samenwerkingsovereenkomst gemaakt, € 15.216,90 per jaar, in uitvoer/overeenkomsten.\n"
)
BOTH = "2 samenwerkingsovereenkomsten gemaakt, samen "


@pytest.fixture(scope="module")
def twee(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make two agreements, once."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("twee") / "werkmap")
    assert generate(werkmap).code == ExitCode.OK
    return werkmap


@pytest.fixture
def werkmap(twee: Path, tmp_path: Path) -> Path:
    return shutil.copytree(twee, tmp_path / "werkmap")


def generate(werkmap: Path, *arguments: str, **environment: str) -> Ran:
    return call_program(
        "genereer", "Deventer", "Zwolle", *arguments, cwd=werkmap, environment=environment
    )


def said(ran: Ran) -> str:
    """Return what was said first, with plain spaces."""
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    return ran.out.replace("\N{NO-BREAK SPACE}", " ")


def test_nothing_changed(werkmap: Path, tmp_path: Path) -> None:
    """Nothing is made, nothing is touched, and no LibreOffice is started."""
    before = files(werkmap)
    times = {file: file.stat().st_mtime_ns for file in (werkmap / "uitvoer").rglob("*.*f")}
    spy = tmp_path / "soffice"
    spy.write_text(f"#!/bin/sh\ntouch '{tmp_path}/gestart'\nexit 1\n")
    spy.chmod(0o755)
    same = str(find_libreoffice().executable)
    assert said(run_program("genereer", "Deventer", "Zwolle", cwd=werkmap)).startswith(NOTHING)
    shutil.copystat(same, spy)
    spied = generate(werkmap, "--alleen-word", **{SETTING: str(spy)})
    assert said(spied).startswith(NOTHING)
    assert not (tmp_path / "gestart").exists()
    assert files(werkmap) == before
    assert times == {file: file.stat().st_mtime_ns for file in times}


def test_what_is_open_is_told_all_the_same(werkmap: Path) -> None:
    """What is not known is reported at each run, also when nothing is made."""
    assert "(kolom collegebesluit): 1\n    Zwolle\n" in said(generate(werkmap))


def test_what_was_made_incomplete_is_refused_when_it_must_be_complete(werkmap: Path) -> None:
    ran = generate(werkmap, "--strikt")
    assert ran.code == ExitCode.OPEN_FIELDS
    assert (
        "Geweigerd, omdat er een gegeven ontbreekt: 1\n    Zwolle: kolom collegebesluit" in ran.err
    )
    assert ran.out.startswith("1 samenwerkingsovereenkomst was al gemaakt en is ongewijzigd.\n")


@pytest.mark.parametrize("pages", ["", "2,0", "9" * 5000], ids=lambda pages: pages[:4])
def test_an_account_that_excel_changed_makes_it_again(werkmap: Path, pages: str) -> None:
    account = (werkmap / "uitvoer/verantwoording.csv").read_text("utf-8-sig")
    assert account.count(";2;PDF/A") == 2
    edit(werkmap, ";2;PDF/A", f";{pages};PDF/A", "uitvoer/verantwoording.csv")
    assert said(generate(werkmap)).startswith(BOTH)


@pytest.mark.parametrize("command", ["status", "controleer"])
def test_numbers_without_end_in_the_account(werkmap: Path, command: str) -> None:
    """They were tracebacks."""
    before = call_program(command, cwd=werkmap)
    edit(werkmap, ";101446;", f";{'9' * 5000};", "uitvoer/verantwoording.csv")
    edit(werkmap, ";15216,90;", ";1e9999999999999999999;", "uitvoer/verantwoording.csv")
    assert call_program(command, cwd=werkmap) == before
    assert before.code == ExitCode.OK


def test_a_text_that_is_a_template_is_no_message(werkmap: Path) -> None:
    """What was found right as one thing is not right as another."""
    edit(werkmap, 'bericht = "herinnering.txt"', 'bericht = "herinnering.docx"', "convenant.toml")
    ran = generate(werkmap)
    assert ran.code == ExitCode.INPUT
    assert "sjablonen/herinnering.docx" in ran.err


def test_all_and_the_list_are_left(tmp_path: Path) -> None:
    werkmap = small_werkmap(tmp_path / "werkmap")
    assert call_program("genereer", cwd=werkmap).code == ExitCode.OK
    before = files(werkmap)
    assert said(call_program("genereer", cwd=werkmap)).startswith(
        "3 samenwerkingsovereenkomsten waren al gemaakt en zijn ongewijzigd.\n"
        "Bijlage 3 was al gemaakt en is ongewijzigd.\n"
        "Er is niets opnieuw gemaakt; met --alles gebeurt dat wel.\n"
    )
    assert files(werkmap) == before


def test_everything_on_request_gives_the_same_bytes(werkmap: Path, onthoudend: Path) -> None:
    before = files(werkmap)
    with forgetting(onthoudend):
        assert said(generate(werkmap, "--alles")).startswith(BOTH)
    assert files(werkmap) == before


def test_one_row_changed(werkmap: Path) -> None:
    edit(werkmap, "Grote Kerkhof 1", "Grote Kerkhof 2")
    before = files(werkmap / "uitvoer")
    assert said(generate(werkmap)).startswith(ONE)
    after = files(werkmap / "uitvoer")
    changed = {name for name, content in after.items() if content != before.get(name)}
    assert changed == {f"{DEVENTER}.docx", f"{DEVENTER}.pdf", "verantwoording.csv", NAME}
    assert said(generate(werkmap)).startswith(NOTHING)


def test_libreoffice_starts_before_a_table_that_was_changed_is_read(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    monkeypatch.setattr(Hier, "warm_up", lambda _, number: started.append(number))
    genereer(Werkmap(werkmap), Keuzes(("Deventer",)))
    assert started == []
    edit(werkmap, ";GM0150;", ";GM015;")
    with pytest.raises(InputError):
        genereer(Werkmap(werkmap), Keuzes(("Deventer",)))
    assert started == [1]


def test_a_field_that_the_template_does_not_use_changes_nothing(werkmap: Path) -> None:
    edit(werkmap, "7411 KT", "7411 KX")
    assert said(generate(werkmap)).startswith(NOTHING)


def _append(werkmap: Path, name: str) -> None:
    with (werkmap / name).open("ab") as file:
        file.write(b"\0")


def _remove(werkmap: Path, name: str) -> None:
    (werkmap / name).unlink()


def _other_seat(werkmap: Path, name: str) -> None:
    edit(werkmap, 'plaats = "Den Haag"', 'plaats = "\'s-Gravenhage"', name)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (_append, "sjablonen/samenwerkingsovereenkomst.docx"),
        (_other_seat, "convenant.toml"),
        (_remove, f"uitvoer/{NAME}"),
        (_remove, "uitvoer/verantwoording.csv"),
    ],
)
def test_what_counts_for_all_makes_all(
    werkmap: Path, change: Callable[[Path, str], None], name: str
) -> None:
    change(werkmap, name)
    assert said(generate(werkmap)).startswith(BOTH)
    assert said(generate(werkmap)).startswith(NOTHING)


@pytest.mark.parametrize(
    ("change", "ending"), [(_remove, "docx"), (_remove, "pdf"), (_append, "pdf")]
)
def test_a_document_that_is_missing_or_altered_is_made_again(
    werkmap: Path, change: Callable[[Path, str], None], ending: str
) -> None:
    before = files(werkmap / "uitvoer")
    change(werkmap, f"uitvoer/{DEVENTER}.{ending}")
    assert said(generate(werkmap)).startswith(ONE)
    assert files(werkmap / "uitvoer") == before


def test_word_that_was_changed_by_hand_is_kept_and_made_again(werkmap: Path) -> None:
    (werkmap / f"uitvoer/{DEVENTER}.docx").write_bytes(b"met de hand")
    assert ONE in said(generate(werkmap))
    kept = list((werkmap / "uitvoer/gewijzigd").iterdir())
    assert [file.read_bytes() for file in kept] == [b"met de hand"]


def test_another_libreoffice_makes_all_pdfs_again(
    werkmap: Path, tmp_path: Path, onthoudend: Path
) -> None:
    """The same program, from elsewhere, counts as another: nobody knows what it does."""
    other = tmp_path / "soffice"
    other.write_text(f'#!/bin/sh\nexec {onthoudend} "$@"\n')
    other.chmod(0o755)
    assert said(generate(werkmap, **{SETTING: str(other)})).startswith(BOTH)


def test_word_alone_and_then_the_pdfs(werkmap: Path) -> None:
    shutil.rmtree(werkmap / "uitvoer")
    assert said(generate(werkmap, "--alleen-word")).startswith(BOTH)
    assert said(generate(werkmap, "--alleen-word")).startswith(NOTHING)
    assert said(generate(werkmap)).startswith(BOTH)
    assert said(generate(werkmap, "--alleen-word")).startswith(NOTHING)


@pytest.mark.parametrize("name", ["herinnering.docx", "herinnering.txt", "bijlage-3.docx"])
def test_a_template_that_changed_is_judged_anew(werkmap: Path, name: str) -> None:
    assert said(generate(werkmap)).startswith(NOTHING)
    (werkmap / "sjablonen" / name).write_bytes(b"{{ kapot")
    ran = generate(werkmap)
    assert ran.code == ExitCode.INPUT
    assert f"sjablonen/{name}" in ran.err


def test_a_documentsoort_that_asks_more_is_judged_anew(werkmap: Path) -> None:
    edit(werkmap, "verplicht = [", 'verplicht = [\n  "gemeente.postcode",', "convenant.toml")
    ran = generate(werkmap)
    assert ran.code == ExitCode.INPUT
    assert "het veld gemeente.postcode komt niet voor, en is verplicht in: " in ran.err


def test_templates_are_judged_anew_when_it_was_forgotten_that_they_were_right(
    werkmap: Path,
) -> None:
    place = werkmap / "uitvoer" / NAME
    right = place.read_bytes()
    made = [line for line in right.splitlines() if line.startswith(b'["gemaakt"')]
    assert 0 < len(made) < len(right.splitlines())
    place.write_bytes(b"\n".join(made))
    assert said(generate(werkmap)).startswith(NOTHING)
    assert place.read_bytes() == right


@pytest.mark.parametrize(
    "account", [None, b"", b"iets;anders\r\n", codecs.BOM_UTF8 + as_csv([COLUMNS], "cp1252")]
)
def test_each_document_is_accounted_for_at_once(tmp_path: Path, account: bytes | None) -> None:
    """Also where there is no account yet to which a row can be added; a run can be killed."""
    werkmap, found = Werkmap(small_werkmap(tmp_path / "werkmap")), list[int]()
    werkmap.uitvoer.mkdir()
    if account is not None:
        (werkmap.uitvoer / "verantwoording.csv").write_bytes(account)

    @contextmanager
    def progress(_label: str, _total: int) -> Iterator[Step]:
        yield lambda: found.append(len(read_verantwoording(werkmap.uitvoer)))

    verslag = genereer(werkmap, Keuzes(alleen_word=True), progress)
    assert (len(verslag.gemaakt), found[-4:]) == (4, [1, 2, 3, 4])
