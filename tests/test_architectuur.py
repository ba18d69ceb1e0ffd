"""The house rules that a machine can see."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "overeenkomstgen"
MODULES = sorted(PACKAGE.rglob("*.py"))
LAYERS = ["errors", "progress", "domain", "adapters", "werkmap", "uitgifte", "pipeline", "cli"]
PURE = {"os", "pathlib", "subprocess", "time", "shutil", "tempfile", "socket"}


def imported(module: Path) -> set[str]:
    """Return the names of the modules that a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def layer(name: str) -> str:
    """Return the layer of a module of ours, such as ``domain``; empty for the package itself."""
    return ([*name.split("."), ""])[1]


def dotted(module: Path) -> str:
    return ".".join(("overeenkomstgen", *module.relative_to(PACKAGE).with_suffix("").parts))


@pytest.mark.parametrize("module", MODULES, ids=dotted)
def test_imports_go_one_way(module: Path) -> None:
    own = layer(dotted(module))
    if own in {"__init__", "__main__"}:
        return
    for name in imported(module):
        if name.startswith("overeenkomstgen."):
            assert LAYERS.index(layer(name)) <= LAYERS.index(own), name


@pytest.mark.parametrize("module", sorted((PACKAGE / "domain").rglob("*.py")), ids=dotted)
def test_the_domain_is_pure(module: Path) -> None:
    assert not PURE & {name.split(".")[0] for name in imported(module)}


@pytest.mark.parametrize(
    ("library", "door"),
    [
        ("subprocess", "adapters.process"),
        ("docxtpl", "adapters.sjabloon"),
        ("pypdfium2", "adapters.pdf.tekst"),
        ("click", "cli"),
        ("tomlkit", "adapters.instellingenbestand"),
    ],
)
def test_each_outside_thing_has_one_door(library: str, door: str) -> None:
    users = {
        dotted(module)
        for module in MODULES
        if library in {name.split(".")[0] for name in imported(module)}
    }
    assert users
    assert all(user.startswith(f"overeenkomstgen.{door}") for user in users), users


@pytest.mark.parametrize(
    ("library", "doors"),
    [
        ("openpyxl", {"tables", "boekhouding"}),  # the one reads, the other writes
        ("urllib.request", {"ophalen"}),
    ],
)
def test_what_a_library_is_used_for(library: str, doors: set[str]) -> None:
    users = {
        dotted(module).removeprefix("overeenkomstgen.adapters.")
        for module in MODULES
        if any(f"{name}.".startswith(f"{library}.") for name in imported(module))
    }
    assert users == doors


@pytest.mark.parametrize(
    ("package", "strangers"),
    [("word", {"opdrachten", "pdf"}), ("opdrachten", {"pdf"}), ("pdf", {"opdrachten", "word"})],
)
def test_word_and_pdf_know_nothing_of_each_other(package: str, strangers: set[str]) -> None:
    modules = sorted((PACKAGE / "adapters" / package).glob("*.py"))
    assert modules
    for name in set().union(*map(imported, modules)):
        if name.startswith("overeenkomstgen.adapters."):
            assert name.split(".")[2] not in strangers, name


@pytest.mark.parametrize("module", MODULES, ids=dotted)
def test_only_the_command_line_prints_or_exits(module: Path) -> None:
    if layer(dotted(module)) == "cli":
        return
    calls = [
        node.func
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]
    assert not [call.id for call in calls if isinstance(call, ast.Name) and call.id == "print"]
    assert not [call for call in calls if isinstance(call, ast.Attribute) and call.attr == "exit"]


def test_modules_stay_small() -> None:
    lengths = {dotted(module): len(module.read_text("utf-8").splitlines()) for module in MODULES}
    assert not {name: length for name, length in lengths.items() if length > 300}
    assert statistics.median(lengths.values()) < 150
