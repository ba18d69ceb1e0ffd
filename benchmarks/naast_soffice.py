"""Whole processes, cold, side by side: this tool against one bare LibreOffice.

Both make PDFs of the same Word files. LibreOffice gets them finished and only
converts them; this tool starts from the table and also fills, archives,
proofreads and publishes. They run in turn, so that a machine that gets slower
slows both. Prints the ratio of each pair, and their median:

* ``genereer``: the agreements of all municipalities;
* ``onderteken``: one signature, from the command to the finished Bijlage 3.

Use: python benchmarks/naast_soffice.py [ROUNDS]
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
ROUNDS = 7
PROGRAM = (sys.executable, "-m", "overeenkomstgen")


def seconds(*command: str, cwd: Path) -> float:
    """Run a command to its end and return how long it took."""
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)
    return time.perf_counter() - start


def bare(words: list[Path], folder: Path) -> float:
    """Time one LibreOffice that converts Word files, with a profile that is new."""
    with tempfile.TemporaryDirectory(dir=folder) as out:
        profile = f"-env:UserInstallation={Path(out, 'profiel').as_uri()}"
        convert = ("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", out)
        taken = seconds(*convert, *map(str, words), cwd=folder)
        made = len(list(Path(out).glob("*.pdf")))
    if made != len(words):
        raise SystemExit(f"LibreOffice made {made} of {len(words)} PDFs")
    return taken


def generate(werkmap: Path) -> float:
    """Time the making of all documents, without anything of an earlier run."""
    shutil.rmtree(werkmap / "uitvoer", ignore_errors=True)
    return seconds(*PROGRAM, "genereer", cwd=werkmap)


def sign(werkmap: Path) -> float:
    """Time one signature, in an empty register."""
    for name in ("register.csv", ".register.csv.lengte"):
        (werkmap / name).unlink(missing_ok=True)
    return seconds(*PROGRAM, "onderteken", "Deventer", "--op", "2023-01-10", cwd=werkmap)


def compare(
    name: str, limit: float, rounds: int, ours: Callable[[], float], theirs: Callable[[], float]
) -> None:
    """Measure two commands in turn, and print their ratios."""
    print(f"\n{name:14}  bare soffice  ratio")
    ratios = []
    for _ in range(rounds):
        mine, others = ours(), theirs()
        ratios.append(mine / others)
        print(f"{mine:12.2f} s  {others:10.2f} s  {ratios[-1]:5.2f}")
    print(f"median of the ratios: {statistics.median(ratios):.2f} (asked: at most {limit})")


def main(rounds: int) -> None:
    """Measure, and print tables of ratios."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        werkmap = folder / "werkmap"
        werkmap.mkdir()
        for name in ("convenant.toml", "gemeenten.csv"):
            shutil.copy(ROOT / name, werkmap)
        shutil.copytree(ROOT / "sjablonen", werkmap / "sjablonen")
        generate(werkmap)
        words = Path(shutil.copytree(werkmap / "uitvoer", folder / "word"))
        agreements = sorted(words.glob("overeenkomsten/*.docx"))
        compare(
            "genereer", 2.5, rounds, lambda: generate(werkmap), lambda: bare(agreements, folder)
        )
        compare(
            "onderteken",
            3,
            rounds,
            lambda: sign(werkmap),
            lambda: bare([words / "bijlage-3.docx"], folder),
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
