"""Publishing: all files of a document, or none."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hulp.schijf import small_disk
from overeenkomstgen.errors import BusyError
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.schijf import UitvoerError
from overeenkomstgen.schijf.uitvoer import open_uitvoer
from overeenkomstgen.verwijzing import ZELF, vak


def contents(folder: Path) -> dict[str, str]:
    """Return the files of an output folder with their text, the lock left out."""
    return {
        str(file.relative_to(folder)): file.read_text()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(".slot")
    }


def publish(folder: Path, text: str, *, remove: tuple[Path, ...] = ()) -> None:
    with open_uitvoer(folder) as uitvoer:
        word, pdf = uitvoer.staging / "1.docx", uitvoer.staging / "1.pdf"
        word.write_text(text)
        pdf.write_text(text)
        uitvoer.publish({word: Path("map/a.docx"), pdf: Path("map/a.pdf")}, remove)


def test_files_appear_together_and_the_staging_folder_goes(tmp_path: Path) -> None:
    publish(tmp_path / "uitvoer", "een")
    publish(tmp_path / "uitvoer", "twee")
    assert contents(tmp_path / "uitvoer") == {"map/a.docx": "twee", "map/a.pdf": "twee"}


def test_what_should_go_goes(tmp_path: Path) -> None:
    publish(tmp_path, "een")
    with open_uitvoer(tmp_path) as uitvoer:
        word = uitvoer.staging / "1.docx"
        word.write_text("twee")
        uitvoer.publish({word: Path("map/a.docx")}, (Path("map/a.pdf"), Path("map/geen.pdf")))
    assert contents(tmp_path) == {"map/a.docx": "twee"}


def test_when_the_second_cannot_be_moved_the_first_is_put_back(tmp_path: Path) -> None:
    publish(tmp_path, "een")
    (tmp_path / "map/b.docx").mkdir()
    (tmp_path / "map/b.docx/bezet").write_text("x")
    with open_uitvoer(tmp_path) as uitvoer:
        files = {}
        for name in ("a.docx", "a.pdf", "nieuw.docx", "b.docx"):
            (uitvoer.staging / name).write_text("twee")
            files[uitvoer.staging / name] = Path("map") / name
        with pytest.raises(UitvoerError) as caught:
            uitvoer.publish(files)
        assert not list(uitvoer.staging.glob("publiceren*"))
    assert str(caught.value) == (
        f"{tmp_path}/map/b.docx is niet te schrijven: er staat een map met die naam.\n"
        "Sluit het bestand als het open staat, en kijk of er schijfruimte is en of de map "
        "beschreven mag worden. Wat er stond is ongewijzigd."
    )
    assert contents(tmp_path) == {"map/a.docx": "een", "map/a.pdf": "een", "map/b.docx/bezet": "x"}


def test_a_second_run_is_told_to_wait(tmp_path: Path) -> None:
    with open_uitvoer(tmp_path), pytest.raises(BusyError) as caught, open_uitvoer(tmp_path):
        pass
    assert str(caught.value) == (
        f"Er is al een run bezig in {tmp_path}.\nWacht tot die klaar is en probeer het dan opnieuw."
    )


def test_a_place_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(UitvoerError) as caught, open_uitvoer(tmp_path / "x"):
        pass
    assert str(caught.value) == (
        f"De map {tmp_path}/x is niet te gebruiken: er staat al iets met die naam.\n"
        "Kijk of er schijfruimte is en of de map beschreven mag worden, of kies een andere map "
        f"met {vak('uitvoer', ZELF)}."
    )


def test_a_full_disk_is_told_by_the_folder_that_the_user_knows(tmp_path: Path) -> None:
    with small_disk(tmp_path / "schijf") as disk:
        with pytest.raises(UitvoerError) as caught, open_uitvoer(disk / "uitvoer") as uitvoer:
            schijf.write(uitvoer.staging / "0.docx", bytes(128 * 1024))
        assert str(caught.value) == (
            f"{disk}/uitvoer is niet te schrijven: de schijf is vol.\nSluit het bestand als het "
            "open staat, en kijk of er schijfruimte is en of de map beschreven mag worden. Wat al "
            "klaar was is bewaard."
        )
        assert not list((disk / "uitvoer").glob(".bezig-*"))
        with pytest.raises(FileNotFoundError), open_uitvoer(disk / "uitvoer"):
            (tmp_path / "elders").read_bytes()


KILLED = """
import os, signal, sys
from pathlib import Path
from overeenkomstgen.schijf import uitvoer
from overeenkomstgen.verwijzing import ZELF, vak

moves_before_death = int(sys.argv[2])
replace = Path.replace

def deadly(self, target):
    global moves_before_death
    if self.suffix in {".docx", ".pdf"}:
        if moves_before_death == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        moves_before_death -= 1
    return replace(self, target)

Path.replace = deadly
with uitvoer.open_uitvoer(Path(sys.argv[1])) as u:
    word, pdf = u.staging / "1.docx", u.staging / "1.pdf"
    word.write_text("twee")
    pdf.write_text("twee")
    u.publish({word: Path("map/a.docx"), pdf: Path("map/a.pdf")})
"""


@pytest.mark.parametrize("moves", [0, 1])
def test_a_run_killed_between_two_renames_is_finished_by_the_next(
    tmp_path: Path, moves: int
) -> None:
    publish(tmp_path, "een")
    killed = subprocess.run([sys.executable, "-c", KILLED, tmp_path, str(moves)], check=False)
    assert killed.returncode == -signal.SIGKILL
    with open_uitvoer(tmp_path):
        pass
    assert contents(tmp_path) == {"map/a.docx": "twee", "map/a.pdf": "twee"}
    assert not list(tmp_path.glob(".bezig-*"))


def test_what_a_killed_run_had_not_begun_to_publish_is_cleared_away(tmp_path: Path) -> None:
    publish(tmp_path, "een")
    (tmp_path / ".bezig-oud").mkdir()
    (tmp_path / ".bezig-oud" / "1.docx").write_text("half")
    with open_uitvoer(tmp_path):
        assert len(list(tmp_path.glob(".bezig-*"))) == 1
    assert contents(tmp_path) == {"map/a.docx": "een", "map/a.pdf": "een"}


def prepare(staging: Path, *names: str) -> dict[Path, Path]:
    """Make new files in a staging folder; return where each is to go."""
    for name in names:
        (staging / name).write_text("twee")
    return {staging / name: Path("map") / name for name in names}


def refuse(
    monkeypatch: pytest.MonkeyPatch,
    refused: Callable[[Path, Path], bool],
    error: type[BaseException] = PermissionError,
) -> None:
    """Make the system refuse to move some files, as Windows does while they are open."""
    move = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if refused(self, Path(target)):
            raise error(errno.EACCES, "", str(self), None, str(target))
        return move(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def test_a_move_that_fails_undoes_those_before_it_without_a_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "een")
    (tmp_path / "map/b.docx").write_text("een")
    before = contents(tmp_path)
    seen: list[bool] = []

    def refused(_: Path, target: Path) -> bool:
        seen.append((tmp_path / "map/a.docx").exists())
        return target.name == "b.docx"

    with open_uitvoer(tmp_path) as uitvoer:
        files = prepare(uitvoer.staging, "a.docx", "nieuw.docx", "b.docx")
        refuse(monkeypatch, refused)
        with pytest.raises(UitvoerError) as caught:
            uitvoer.publish(files, (Path("map/a.pdf"),))
    assert str(caught.value) == (
        f"{tmp_path}/map/b.docx is niet te schrijven: geen toegang.\n"
        "Sluit het bestand als het open staat, en kijk of er schijfruimte is en of de map "
        "beschreven mag worden. Wat er stond is ongewijzigd."
    )
    assert all(seen)
    assert contents(tmp_path) == before


def test_a_removal_that_fails_undoes_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "een")
    (tmp_path / "map/b.pdf").write_text("een")
    before = contents(tmp_path)
    with open_uitvoer(tmp_path) as uitvoer:
        files = prepare(uitvoer.staging, "a.docx", "nieuw.docx")
        refuse(monkeypatch, lambda file, _: file.name == "b.pdf")
        with pytest.raises(UitvoerError):
            uitvoer.publish(files, (Path("map/a.pdf"), Path("map/b.pdf")))
    assert contents(tmp_path) == before


def test_what_cannot_be_put_back_is_put_back_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "een")
    (tmp_path / "map/b.docx").write_text("een")
    before = contents(tmp_path)
    locked: set[str] = set()

    def refused(_: Path, target: Path) -> bool:
        if target.name == "b.docx":
            locked.update(("a.docx", "b.docx"))
        return target.name in locked

    with monkeypatch.context() as patch:
        with open_uitvoer(tmp_path) as uitvoer:
            files = prepare(uitvoer.staging, "a.docx", "a.pdf", "nieuw.docx", "b.docx")
            refuse(patch, refused)
            with pytest.raises(UitvoerError) as caught:
                uitvoer.publish(files)
            other = uitvoer.staging / "c.docx"
            other.write_text("twee")
            uitvoer.publish({other: Path("map/c.docx")})
        with pytest.raises(UitvoerError) as again, open_uitvoer(tmp_path):
            pass
    assert str(caught.value) == (
        f"{tmp_path}/map/a.docx is niet te schrijven: geen toegang.\n"
        "Sluit het bestand als het open staat, en kijk of er schijfruimte is en of de map "
        "beschreven mag worden. Niet alles is teruggezet zoals het was; de volgende run doet dat "
        "alsnog."
    )
    assert str(again.value) == (
        f"{tmp_path}/map/a.docx is niet te schrijven: geen toegang.\n"
        "Sluit het bestand als het open staat, en kijk of er schijfruimte is en of de map "
        "beschreven mag worden. Een vorige run is daardoor nog niet afgemaakt; dat gebeurt daarna."
    )
    with open_uitvoer(tmp_path):
        pass
    assert contents(tmp_path) == before | {"map/c.docx": "twee"}
    assert not list(tmp_path.glob(".bezig-*"))


def test_a_run_interrupted_between_two_renames_finishes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "een")
    interrupts = [KeyboardInterrupt]

    def interrupted(_: Path, target: Path) -> bool:
        return target.suffix == ".pdf" and bool(interrupts) and bool(interrupts.pop())

    refuse(monkeypatch, interrupted, KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, "twee")
    assert contents(tmp_path) == {"map/a.docx": "twee", "map/a.pdf": "twee"}
    assert not list(tmp_path.glob(".bezig-*"))


@pytest.mark.parametrize("text", [b"", b"[[", b"\xff", b"5", b"[1]", b"[[1, 2]]", b'[["a"]]'])
def test_a_list_that_cannot_be_read_counts_as_none(tmp_path: Path, text: bytes) -> None:
    left = tmp_path / ".bezig-oud" / "een"
    left.mkdir(parents=True)
    (left / "publiceren.json").write_bytes(text)
    publish(tmp_path, "een")
    assert contents(tmp_path) == {"map/a.docx": "een", "map/a.pdf": "een"}
    assert not list(tmp_path.glob(".bezig-*"))


@pytest.mark.parametrize("name", [f"{'9' * 25} x.csv", f"{'9' * 200} x.csv", "0 \udcff.csv"])
def test_an_addition_that_can_be_nowhere_is_none_of_ours(tmp_path: Path, name: str) -> None:
    """It was a traceback."""
    publish(tmp_path, "een")
    left = tmp_path / ".bezig-oud/een"
    (left / "bijschrijven").mkdir(parents=True)
    (left / "bijschrijven" / name).write_text("erbij")
    (left / "publiceren.json").write_text("[]")
    (tmp_path / "x.csv").write_text("van mij")
    publish(tmp_path, "twee")
    assert contents(tmp_path) == {"map/a.docx": "twee", "map/a.pdf": "twee", "x.csv": "van mij"}
    assert not list(tmp_path.glob(".bezig-*"))


def test_additions_that_a_link_leads_to_are_none_of_ours(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "uitvoer", tmp_path / "elders"
    publish(folder, "een")
    elsewhere.mkdir()
    (elsewhere / "0 x.csv").write_text("geheim")
    (folder / ".bezig-oud/een").mkdir(parents=True)
    (folder / ".bezig-oud/een/bijschrijven").symlink_to(elsewhere)
    (folder / ".bezig-oud/een/publiceren.json").write_text("[]")
    (folder / "x.csv").write_text("")
    publish(folder, "twee")
    assert contents(folder) == {"map/a.docx": "twee", "map/a.pdf": "twee", "x.csv": ""}
    assert not list(folder.glob(".bezig-*"))
    assert contents(elsewhere) == {"0 x.csv": "geheim"}


def test_a_killed_run_is_finished_also_when_the_folder_has_gone(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, tmp_path, "0"], check=False)
    (tmp_path / "map").rmdir()
    with open_uitvoer(tmp_path):
        pass
    assert contents(tmp_path) == {"map/a.docx": "twee", "map/a.pdf": "twee"}


def test_a_full_disk_is_told_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UitvoerError) as caught:
        publish(tmp_path, "een")
    assert str(caught.value) == (
        f"{tmp_path} is niet te schrijven: de schijf is vol.\n"
        "Sluit het bestand als het open staat, en kijk of er schijfruimte is en of de map "
        "beschreven mag worden. Wat er stond is ongewijzigd."
    )
    assert contents(tmp_path) == {}
