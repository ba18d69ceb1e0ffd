"""The house rules that a machine can see; which room may use which, import-linter holds."""

from __future__ import annotations

import ast
import re
import statistics
import textwrap
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hulp.snapshots import Snapshots

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "overeenkomstgen"
MODULES = sorted(PACKAGE.rglob("*.py"))
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
    "contracts"
]
ROOMS = [
    room
    for layer in CONTRACTS[0]["layers"]
    for room in layer.split(" | ")
    if (PACKAGE / room).is_dir()
]

pytestmark = pytest.mark.ongemeten


@cache
def nodes(module: Path) -> list[ast.AST]:
    """Return all that stands in a module, which is read once for all tests of this file."""
    return list(ast.walk(ast.parse(module.read_text("utf-8"))))


@pytest.fixture(scope="module", autouse=True)
def _nodes() -> Iterator[None]:
    yield
    nodes.cache_clear()


@cache
def imported(module: Path) -> set[str]:
    """Return the names of the modules that a module imports, anywhere in it."""
    found: set[str] = set()
    for node in nodes(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def dotted(module: Path) -> str:
    return ".".join(module.relative_to(PACKAGE).with_suffix("").parts)


def length(module: Path) -> int:
    return len(module.read_text("utf-8").splitlines())


@pytest.mark.parametrize(
    ("library", "doors"),
    [
        ("subprocess", {"schijf.process"}),
        ("docxtpl", {"sjabloon.sjabloon"}),
        ("pypdfium2", {"pdf.tekst"}),
        (
            "PIL",
            {
                *("word.beeld", "pdf.tekst"),
                *("inname.beeld", "inname.binnenkomst", "inname.blad", "inname.bladen"),
                *("inname.codes", "inname.gelezen", "inname.inhoud", "inname.inkt", "inname.ocr"),
                *("inname.registratie", "inname.tonen", "inname.vlek"),
            },
        ),
        ("zxingcpp", {"pdf.paginateken", "inname.codes"}),  # one writes, one reads
        ("tomlkit", {"nieuw.nieuwe_periode", "werkmap.instelwijziging"}),
        # One reads, one writes, and one asks for the parts of a file and the letters of columns.
        ("openpyxl", {"schijf.tables", "facturen.boekhouding", "werkmap.tabelwijziging"}),
        ("urllib.request", {"schijf.ophalen"}),
        ("distributed", {"office.cluster"}),
        ("tempfile", {"schijf.schijf"}),
        ("olefile", {"post.bijlagen"}),
        ("pyhanko", {"inname.handtekening"}),
        ("filelock", {"schijf.slot"}),
    ],
)
def test_each_outside_thing_has_one_door(library: str, doors: set[str]) -> None:
    users = {
        dotted(module)
        for module in MODULES
        if any(f"{name}.".startswith(f"{library}.") for name in imported(module))
    }
    assert users == doors


CHANGES = {
    *("write_bytes", "write_text", "mkdir", "rmdir", "unlink", "rename", "touch", "hardlink_to"),
    *("symlink_to", "chmod", "rmtree", "copyfile", "copy2", "copymode", "move", "makedirs"),
}


def test_one_door_changes_the_disk() -> None:
    """Path.replace, which strings have as well, takes one thing and no name."""
    found = []
    for module in MODULES:
        for node in nodes(module):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="schijf"))):
                    continue
                case ast.Call(func=ast.Attribute(attr="replace"), args=[_], keywords=[]):
                    found.append(dotted(module))
                case ast.Call(func=ast.Attribute(attr=name)) if name in CHANGES:
                    found.append(dotted(module))
                case ast.Call(
                    func=ast.Attribute(attr="open") | ast.Name(id="open"),
                    args=[*_, ast.Constant(value=str(mode))],
                ) if set(mode) & set("wax+"):
                    found.append(dotted(module))
    assert set(found) == {"schijf.schijf"}


def test_one_door_opens_what_a_stranger_made() -> None:
    """What we made ourselves, in a folder for temporary files, is ours; so is LibreOffice."""
    found = {
        dotted(module)
        for module in MODULES
        for node in nodes(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id == "lib")  # that door
        and node.func.attr in {"read_bytes", "read_text", "samefile", "copyfile"}
        and dotted(module).partition(".")[0] not in {"office", "pdf", "schijf"}
    }
    assert found == {  # these only ask whether two names are one file
        *("keuring.keuring", "uitgifte.sjablooncontrole"),
        *("vergelijken.vergelijk", "werkmap.werkmap"),
    }


@pytest.mark.parametrize("module", MODULES, ids=dotted)
def test_only_the_command_line_knows_the_screen(module: Path) -> None:
    if dotted(module).startswith("cli."):
        return
    calls = [node.func for node in nodes(module) if isinstance(node, ast.Call)]
    assert not {name for name in imported(module) if name.split(".")[0] == "click"}
    assert not [call.id for call in calls if isinstance(call, ast.Name) and call.id == "print"]
    assert not [call for call in calls if isinstance(call, ast.Attribute) and call.attr == "exit"]


def test_modules_stay_small() -> None:
    lengths = {dotted(module): length(module) for module in MODULES}
    assert not {name: number for name, number in lengths.items() if number > 300}
    assert statistics.median(lengths.values()) < 130


def test_no_room_becomes_the_house() -> None:
    rooms = {room: sum(map(length, (PACKAGE / room).rglob("*.py"))) for room in ROOMS}
    assert len(rooms) > 15
    assert max(rooms.values()) <= 0.12 * sum(map(length, MODULES)), rooms


@cache
def used(module: Path) -> set[str]:
    """Return the modules of ours that a module imports, such as ``kern.euro``."""
    names = {
        name.removeprefix("overeenkomstgen.")
        for name in imported(module) | imported_by_name(module)
    }
    return {name for name in names if (PACKAGE / f"{name.replace('.', '/')}.py").is_file()}


def imported_by_name(module: Path) -> set[str]:
    """Return the modules that a module imports from their room, as in ``from kern import euro``."""
    return {
        f"{node.module}.{alias.name}"
        for node in nodes(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def paragraphs(room: str) -> list[str]:
    """Return what a room gives to other rooms and what it uses of them, found in its imports."""
    own = {name for module in (PACKAGE / room).rglob("*.py") for name in used(module)}
    others = {
        name
        for module in (*MODULES, PACKAGE / "__init__.pyi")  # what the library gives to a front
        if module.relative_to(PACKAGE).parts[0] != room
        for name in used(module)
    }
    gives = sorted(name.removeprefix(f"{room}.") for name in others if name.startswith(f"{room}."))
    uses = [name for name in ROOMS if name != room and any(o.startswith(f"{name}.") for o in own)]
    return [
        textwrap.fill(f"Gives: {', '.join(gives) or 'nothing'}.", 99, break_on_hyphens=False),
        textwrap.fill(f"Uses: {', '.join(uses) or 'no other room'}.", 99),
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_gives_and_what_it_uses(room: str, snapshots: Snapshots) -> None:
    file = PACKAGE / room / "__init__.py"
    said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    purpose = [part for part in said.split("\n\n") if not part.startswith(("Gives:", "Uses:"))]
    assert purpose
    right = "\n\n".join([*purpose, "\n".join(paragraphs(room))])
    if snapshots.update and said != right:
        file.write_text(file.read_text("utf-8").replace(said, right), "utf-8")
    assert snapshots.update or said == right


def picture() -> str:
    """Return the rooms as the contract has them, with the first line of what each says."""
    lines: list[str] = []
    for layer in CONTRACTS[0]["layers"]:
        for room in layer.split(" | "):
            file = PACKAGE / room / "__init__.py" if room in ROOMS else PACKAGE / f"{room}.py"
            said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
            lines.append(f"{room:<13}{said.splitlines()[0]}")
        lines.append("─" * 13)
    return "\n".join(lines[:-1])


def test_the_picture_of_the_rooms_is_the_contract(snapshots: Snapshots) -> None:
    file = ROOT / "CONTRIBUTING.md"
    before, rest = file.read_text("utf-8").split("<!-- kamers -->")
    shown, after = rest.split("<!-- /kamers -->")
    right = f"\n```\n{picture()}\n```\n"
    if snapshots.update:
        file.write_text(f"{before}<!-- kamers -->{right}<!-- /kamers -->{after}", "utf-8")
    else:
        assert shown == right


def test_the_table_of_what_to_open_names_what_there_is() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("| to change |")[2]
    named = re.findall(r"`([a-z]+/[a-z_]*)`", table.partition("\n\n")[0])
    assert len(named) > len(ROOMS)
    missing = [
        n for n in named if not (PACKAGE / n).is_dir() and PACKAGE / f"{n}.py" not in MODULES
    ]
    assert missing == []
