"""Places: inside the folder that they are for, no link to another, named as any system can."""

from __future__ import annotations

import errno
import json
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from overeenkomstgen.kern.naamvorm import MAX_NAAM, is_file_name, is_path
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.kettingbestand import Kettingbestand
from overeenkomstgen.schijf.kluis import Kluis
from overeenkomstgen.schijf.plaats import PlaatsError, inside, read_bytes, read_text
from overeenkomstgen.schijf.schijf import make_folder, make_folders, write_whole
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.schijf.uitvoer import open_uitvoer
from overeenkomstgen.werkmap.registers import REGISTER

if TYPE_CHECKING:
    from collections.abc import Callable

NO_NAMES = [
    *("CON", "con.docx", "Aux", "nul.tar.gz", "NUL .txt", "prn", "COM1", "lpt9.pdf", "COM²"),
    *("CONIN$", "a.", "a ", " a", ".a", "..", ".", "", "a:b", "a<b", "a>b", 'a"b', "a|b", "a?b"),
    *("a*b", "a/b", "a\\b", "a\nb", "a\0b", "a\x1fb", "a\u202eb", "x" * (MAX_NAAM + 1)),
]


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_name_that_windows_cannot_have(name: str) -> None:
    assert not is_file_name(name)
    assert not is_path(f"map/{name}" if "/" not in name else f"map/{name}/")


@pytest.mark.parametrize(
    "name", ["console", "con-1", "com10", "auxiliair.docx", "nul,5", "a b", "x" * MAX_NAAM, "ë"]
)
def test_a_name_that_is_like_one(name: str) -> None:
    assert is_file_name(name)
    assert is_path(f"map/{name}")


@pytest.mark.parametrize("name", ["nul", "con.pdf", "a?", "a.", "x" * 200])
@pytest.mark.parametrize("make", [make_folder, make_folders, partial(write_whole, data=b"x")])
def test_nothing_new_gets_a_name_that_windows_cannot_have(
    tmp_path: Path, make: Callable[[Path], None], name: str
) -> None:
    with pytest.raises(PlaatsError) as caught:
        make(tmp_path / name)
    assert str(caught.value) == (
        f"{tmp_path / name}: op Windows kan een bestand of map niet {name!r} heten.\n"
        'Kies een andere naam: zonder een van de tekens <>:"/\\|?*, zonder punt of spatie aan '
        "het einde, niet te lang, en niet een als CON of NUL."
    )
    assert not list(tmp_path.iterdir())


def test_what_is_there_already_is_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "aux").mkdir()
    make_folders(tmp_path / "aux/.verborgen")
    write_whole(tmp_path / "aux/.verborgen/uit.pdf", b"x")
    (tmp_path / "aux/con").write_text("oud")
    write_whole(tmp_path / "aux/con", b"nieuw")
    assert (tmp_path / "aux/con").read_text() == "nieuw"


@pytest.mark.parametrize("path", ["/etc/passwd", "../x", "a/../../x", "a/..", "a\0b", "//server/x"])
def test_a_path_out_of_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(PlaatsError) as caught:
        inside(tmp_path, path)
    assert str(caught.value) == (
        f"{path!r} wijst buiten de map {tmp_path}.\n"
        "Het bestand waarin dit staat is niet te vertrouwen; zet een goede kopie terug."
    )


def test_a_link_below_the_folder(tmp_path: Path) -> None:
    """Whether it leads out of it, or nowhere; the folder itself may be one."""
    (tmp_path / "ergens").mkdir()
    (tmp_path / "echt").mkdir()
    (tmp_path / "koppeling").symlink_to("echt")
    (tmp_path / "echt/map").symlink_to(tmp_path / "ergens")
    (tmp_path / "echt/nergens").symlink_to(tmp_path / "niets")
    for path in ("map", "map/x", "nergens"):
        with pytest.raises(PlaatsError) as caught:
            inside(tmp_path / "koppeling", path)
        assert str(caught.value) == (
            f"{tmp_path}/koppeling/{path.split('/')[0]} is een koppeling naar een andere plaats, "
            "en die wordt niet gevolgd.\nZet de map of het bestand zelf op die plaats."
        )
    assert inside(tmp_path / "koppeling", "a/b") == tmp_path / "koppeling/a/b"


def test_a_file_is_opened_and_no_link_and_no_pipe(tmp_path: Path) -> None:
    there, link = tmp_path / "er.txt", tmp_path / "koppeling.txt"
    there.write_bytes(b"\xef\xbb\xbfeen\r\ntwee\rdrie\n")
    link.symlink_to(there)
    assert read_text(there) == "een\ntwee\ndrie\n"
    for open_it in (read_bytes, read_text, lambda place: schijf.append(place, b"meer")):
        with pytest.raises(OSError, match=r"koppeling\.txt") as caught:
            open_it(link)
        assert caught.value.errno == errno.EMLINK
    os.mkfifo(tmp_path / "pijp")
    assert read_bytes(tmp_path / "pijp") == b""
    assert there.read_bytes() == b"\xef\xbb\xbfeen\r\ntwee\rdrie\n"


def test_what_is_written_is_not_written_through_a_link(tmp_path: Path) -> None:
    """Neither at the place itself, nor at that of the draft beside it."""
    (tmp_path / "ergens.txt").write_text("van mij")
    for name in ("a.csv", ".a.csv.nieuw"):
        (tmp_path / name).symlink_to("ergens.txt")
    schijf.write_whole(tmp_path / "a.csv", b"nieuw")
    (tmp_path / "b.csv").symlink_to("ergens.txt")
    schijf.write(tmp_path / "b.csv", b"nieuw")
    for name in ("a.csv", "b.csv"):
        assert (tmp_path / name).read_text() == "nieuw"
        assert not (tmp_path / name).is_symlink()
    assert (tmp_path / "ergens.txt").read_text() == "van mij"


def test_a_lock_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "ergens.txt").write_text("van mij")
    (tmp_path / ".slot").symlink_to("ergens.txt")
    with pytest.raises(OSError, match=r"\.slot"), locked(tmp_path / ".slot"):
        pass
    assert (tmp_path / "ergens.txt").read_text() == "van mij"


def test_a_chain_that_is_a_link(tmp_path: Path) -> None:
    """Also what is kept beside it: that is then no use, and replaced."""
    (tmp_path / "ergens.json").write_text('{"rijen": {"register.csv": 7}}')
    (tmp_path / ".ketting.json").symlink_to("ergens.json")
    (tmp_path / "register.csv").symlink_to("ergens.json")
    for use in (Kettingbestand.read, lambda chain: chain.record(())):
        with pytest.raises(Exception, match="koppeling naar een andere plaats"):
            use(Kettingbestand(tmp_path / "register.csv", REGISTER))
    assert (tmp_path / "ergens.json").read_text() == '{"rijen": {"register.csv": 7}}'


@pytest.mark.parametrize("code", ["../../x", "/etc/x", "a/../../x"])
def test_a_safe_keeps_nothing_outside(tmp_path: Path, code: str) -> None:
    with pytest.raises(PlaatsError):
        Kluis(tmp_path / "kluis").keep(code, {"a.pdf": b"x"})
    assert not list(tmp_path.rglob("*.pdf"))


@pytest.mark.parametrize("inside_it", ["uitgegeven", "vervallen"])
def test_a_safe_of_which_a_folder_is_a_link(tmp_path: Path, inside_it: str) -> None:
    kluis = Kluis(tmp_path / "kluis", "uitgegeven")
    kluis.keep("GM0150", {"a.pdf": b"een"})
    (tmp_path / "ergens").mkdir()
    place = tmp_path / "kluis" / inside_it
    if place.exists():
        place.rename(tmp_path / "weg")
    place.symlink_to(tmp_path / "ergens")
    with pytest.raises(PlaatsError):
        Kluis(tmp_path / "kluis", "uitgegeven").keep("GM0150", {"a.pdf": b"twee"})
    assert not list((tmp_path / "ergens").iterdir())


# --- what a run that was killed seems to have left in the output folder ---


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Return a folder beside the output folder with a file in it."""
    (tmp_path / "ergens").mkdir()
    (tmp_path / "ergens/mijn.txt").write_text("van mij")
    (tmp_path / "uitvoer/.bezig-x/werk/bijschrijven").mkdir(parents=True)
    (tmp_path / "uitvoer/brief.txt").write_text("een brief")
    (tmp_path / "uitvoer/.bezig-x/1.txt").write_text("klaar")
    return tmp_path / "ergens"


def untouched(outside: Path) -> None:
    """Open the output folder; expect that nothing outside, and no document in it, has moved."""
    with open_uitvoer(outside.parent / "uitvoer"):
        pass
    assert [file.read_text() for file in outside.iterdir()] == ["van mij"]
    assert sorted(file.name for file in outside.parent.iterdir()) == ["ergens", "uitvoer"]
    assert (outside.parent / "uitvoer/brief.txt").read_text() == "een brief"


MOVES = [
    ["../ergens/mijn.txt", "gestolen.txt"],
    [".bezig-x/1.txt", "../ergens/mijn.txt"],
    ["{0}/ergens/mijn.txt", "{0}/uitvoer/gestolen.txt"],
    [".bezig-x/1.txt", "{0}/ergens/erbij.txt"],
    [".bezig-x/koppeling/mijn.txt", "gestolen.txt"],
    [".bezig-x/1.txt", "koppeling/mijn.txt"],
    ["brief.txt", "andere-brief.txt"],
    [".bezig-x/../brief.txt", "andere-brief.txt"],
    [".bezig-x/1.txt", ".bezig-x/2.txt"],
]


@pytest.mark.parametrize("move", MOVES)
def test_a_journal_that_this_program_would_not_write(outside: Path, move: list[str]) -> None:
    """It moves nothing, also not what is in order beside it."""
    uitvoer = outside.parent / "uitvoer"
    for link in (uitvoer / "koppeling", uitvoer / ".bezig-x/koppeling"):
        link.symlink_to(outside)
    strange = [place.format(outside.parent) for place in move]
    journal = uitvoer / ".bezig-x/werk/publiceren.json"
    journal.write_text(json.dumps([[".bezig-x/1.txt", "nieuw.txt"], strange]))
    untouched(outside)
    assert sorted(file.name for file in uitvoer.glob("*.txt")) == ["brief.txt"]


@pytest.mark.parametrize("text", ["{", "[1]", '[["a"]]', "[[1, 2]]", '{"a": 1}', "[" * 100_000])
def test_a_journal_that_is_none(outside: Path, text: str) -> None:
    (outside.parent / "uitvoer/.bezig-x/werk/publiceren.json").write_text(text)
    untouched(outside)
    assert not list((outside.parent / "uitvoer").glob(".bezig-*"))


def test_a_staging_folder_that_is_a_link(outside: Path) -> None:
    (outside / "werk").mkdir()
    (outside / "werk/publiceren.json").write_text("[]")
    for link in (".bezig-y", ".bezig-x/koppeling"):
        (outside.parent / "uitvoer" / link).symlink_to(outside)
    with open_uitvoer(outside.parent / "uitvoer"):
        pass
    assert (outside / "werk/publiceren.json").read_text() == "[]"
    assert (outside / "mijn.txt").read_text() == "van mij"


@pytest.mark.parametrize(
    "name", ["0 ../ergens", "7 ..", "0 ", "-1 brief.txt", "x brief.txt", "0 koppeling.txt"]
)
def test_an_addition_that_this_program_would_not_write(outside: Path, name: str) -> None:
    uitvoer = outside.parent / "uitvoer"
    (uitvoer / "koppeling.txt").symlink_to(outside / "mijn.txt")
    folder = uitvoer / ".bezig-x/werk"
    (folder / "publiceren.json").write_text("[]")
    (folder / "bijschrijven" / name.replace("/", "%")).write_text("erbij")
    untouched(outside)


@pytest.mark.parametrize("place", ["../ergens/erbij.txt", "koppeling/erbij.txt", "koppeling"])
def test_nothing_is_published_outside(outside: Path, place: str) -> None:
    folder = outside.parent / "uitvoer"
    (folder / "koppeling").symlink_to(outside)
    with open_uitvoer(folder) as uitvoer:
        new = uitvoer.staging / "2.txt"
        new.write_text("twee")
        with pytest.raises(PlaatsError):
            uitvoer.publish({new: Path(place)})
        with pytest.raises(PlaatsError):
            uitvoer.publish({new: Path("goed.txt")}, remove=[Path("koppeling/mijn.txt")])
    untouched(outside)
