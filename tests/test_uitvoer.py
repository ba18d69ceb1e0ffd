"""Publishing: all files of a document, or none."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from overeenkomstgen.adapters.uitvoer import UitvoerError, open_uitvoer
from overeenkomstgen.errors import BusyError


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
        "met --uitvoer PAD."
    )


KILLED = """
import os, signal, sys
from pathlib import Path
from overeenkomstgen.adapters import uitvoer

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
