"""What a command loads: nothing that it does not use, for loading takes longer than the work."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hulp.uitvoeren import call_program
from hulp.werkmappen import copy_werkmap, keep_gemeenten

pytestmark = pytest.mark.ongemeten

LARGE = {
    *("asyncio", "babel", "distributed", "docx", "docxtpl", "email", "fontTools", "jinja2", "lxml"),
    *("num2words", "numpy", "olefile", "openpyxl", "pikepdf", "PIL", "pyhanko", "pypdfium2"),
    *("tomlkit", "zxingcpp"),
}
WORD = {"babel", "docx", "docxtpl", "jinja2", "lxml"}
PROGRAM = """
import sys
from overeenkomstgen.cli import main
try:
    main(sys.argv[1:])
finally:
    print("\\0", *{name.split(".")[0] for name in sys.modules}, file=sys.stderr)
"""


def loaded(werkmap: Path, *command: str) -> set[str]:
    """Return the modules that a command loads."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *command],
        cwd=werkmap,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stderr.rpartition("\0")[2].split())


@pytest.fixture(scope="module")
def gemaakt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a werkmap in which everything was made."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("laden") / "werkmap")
    keep_gemeenten(werkmap, "Almelo", "Deventer", "Zwolle")
    assert call_program("genereer", cwd=werkmap).code == 0
    return werkmap


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (("--help",), set()),
        (("status",), {"babel"}),
        (("genereer",), {"babel"}),
        (("genereer", "--alleen-word", "--alles"), WORD),
        (("genereer", "--alles", "Zwolle"), WORD | {"pikepdf", "pypdfium2", "zxingcpp"}),
    ],
)
def test_only_what_is_used_is_loaded(
    command: tuple[str, ...], expected: set[str], gemaakt: Path, tmp_path: Path
) -> None:
    werkmap = Path(shutil.copytree(gemaakt, tmp_path / "werkmap"))
    assert LARGE & loaded(werkmap, *command) == expected
