"""Whole processes, cold, side by side: this tool against one bare LibreOffice.

Both turn the same 41 agreements into PDFs. LibreOffice gets the finished Word
files and only converts them; this tool starts from the table and also fills,
archives, proofreads and publishes. They run in turn, so that a machine that
gets slower slows both. Prints the ratio of each pair, and their median.

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

ROOT = Path(__file__).parent.parent
ROUNDS = 7
LIMIT = 2.5


def seconds(command: list[str], cwd: Path) -> float:
    """Run a command to its end and return how long it took."""
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)
    return time.perf_counter() - start


def copy_werkmap(folder: Path) -> None:
    """Copy what a werkmap needs to make the agreements."""
    for name in ("convenant.toml", "gemeenten.csv"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "sjablonen", folder / "sjablonen")


def bare(words: list[Path], folder: Path) -> float:
    """Time one LibreOffice that converts the Word files, with a profile that is new."""
    with tempfile.TemporaryDirectory(dir=folder) as out:
        profile = f"-env:UserInstallation={Path(out, 'profiel').as_uri()}"
        convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", out]
        taken = seconds([*convert, *map(str, words)], folder)
        made = len(list(Path(out).glob("*.pdf")))
    if made != len(words):
        raise SystemExit(f"LibreOffice made {made} of {len(words)} PDFs")
    return taken


def ours(werkmap: Path) -> float:
    """Time the whole of this tool, without anything of an earlier run."""
    shutil.rmtree(werkmap / "uitvoer", ignore_errors=True)
    return seconds([sys.executable, "-m", "overeenkomstgen", "genereer"], werkmap)


def main(rounds: int) -> None:
    """Measure, and print a table of ratios."""
    with tempfile.TemporaryDirectory() as scratch:
        werkmap = Path(scratch, "werkmap")
        werkmap.mkdir()
        copy_werkmap(werkmap)
        ours(werkmap)
        words = Path(scratch, "word")
        shutil.copytree(werkmap / "uitvoer/overeenkomsten", words)
        sources = sorted(words.glob("*.docx"))
        ratios = []
        print("this tool (s)  bare soffice (s)  ratio")
        for _ in range(rounds):
            mine, theirs = ours(werkmap), bare(sources, Path(scratch))
            ratios.append(mine / theirs)
            print(f"{mine:13.2f}  {theirs:16.2f}  {ratios[-1]:5.2f}")
    print(f"median of the ratios: {statistics.median(ratios):.2f} (asked: at most {LIMIT})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
