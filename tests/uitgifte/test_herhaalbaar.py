"""The same input gives the same files, whoever makes them, where and when."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hulp.lengte import count
from hulp.werkmappen import copy_werkmap, files, keep_gemeenten

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

ELSEWHERE = [
    pytest.param(
        {
            "LC_ALL": "tr_TR.UTF-8",
            "LANG": "tr_TR.UTF-8",
            "TZ": "Pacific/Kiritimati",
            "USER": "ömer",
            "LOGNAME": "ömer",
            "PYTHONHASHSEED": "1",
            "COLUMNS": "40",
        },
        0o077,
        id="Turkish, tomorrow, private",
    ),
    pytest.param(
        {
            "LC_ALL": "C",
            "LANGUAGE": "de",
            "TZ": "Pacific/Niue",
            "PYTHONHASHSEED": "4294967295",
            "PYTHONUTF8": "0",
            "PYTHONOPTIMIZE": "1",
        },
        0o002,
        id="no locale, yesterday, shared",
    ),
]
COMMANDS = (
    ("genereer",),
    ("genereer", "--soort", "herinnering"),
    ("genereer", "--soort", "collegenota"),
)
GEMEENTEN = ("Alphen aan den Rijn", "Deventer", "Ede", "'s-Hertogenbosch", "Sittard-Geleen")
"""A long name, a short one, and all that a name can have in it."""
FRIDAY = "1675425600"


def make(
    folder: Path, environment: dict[str, str], umask: int, *words: str, kinds: int = len(COMMANDS)
) -> dict[str, bytes]:
    """Make documents in a folder, and return what was made, hidden files left out."""
    werkmap = keep_gemeenten(copy_werkmap(folder / "werkmap"), *GEMEENTEN)
    home = folder / "thuis"
    home.mkdir()
    for command in COMMANDS[:kinds]:
        subprocess.run(
            [sys.executable, "-m", "overeenkomstgen", *command, *words],
            cwd=werkmap,
            env={**os.environ, "HOME": str(home), "SOURCE_DATE_EPOCH": FRIDAY, **environment},
            umask=umask,
            check=True,
            capture_output=True,
        )
    made = files(werkmap / "uitvoer")
    return {name: content for name, content in made.items() if not Path(name).name.startswith(".")}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return make(tmp_path_factory.mktemp("hier"), {"PYTHONHASHSEED": "0"}, 0o022, "--alleen-word")


@pytest.mark.parametrize(("environment", "umask"), ELSEWHERE)
def test_word_is_the_same_to_the_byte(
    here: dict[str, bytes], environment: dict[str, str], umask: int, tmp_path: Path
) -> None:
    """All agreements and the list, letters of a day, and the account of them."""
    there = make(tmp_path / "een heel andere map é", environment, umask, "--alleen-word")
    assert sum(name.endswith(".docx") for name in here) == 5 + 1 + 5 + 5
    assert there.keys() == here.keys()
    assert [name for name in here if there[name] != here[name]] == []


def test_so_is_the_pdf_where_libreoffice_and_the_fonts_are_the_same(tmp_path: Path) -> None:
    (environment, umask), *_ = (param.values for param in ELSEWHERE)
    assert isinstance(environment, dict)
    assert isinstance(umask, int)
    kinds = count(3, 2)
    here = make(tmp_path / "hier", {}, 0o022, "Deventer", kinds=kinds)
    there = make(tmp_path / "daar", environment, umask, "Deventer", kinds=kinds)
    assert sorted(Path(name).suffix for name in here) == [
        *(".csv", *[".docx"] * kinds, *[".pdf"] * kinds)
    ]
    assert there == here
