"""Whether it stays as fast and as small: 342 municipalities, or 10,000 made-up ones.

Makes a table of made-up rows, makes all documents from it, and looks on from outside: when
each hundred of documents was published, how much memory the program takes, and how much
each LibreOffice.

Use: python benchmarks/schaal.py [ROWS]
"""

from __future__ import annotations

import csv
import itertools
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from werkstuk import copy_werkmap

ROWS = 10_000
SLICE = 1_000
_SYLLABLES = (
    *("aal", "berg", "daal", "eind", "haag", "hoven", "kerk", "lande"),
    *("meer", "oord", "rijs", "stein", "veen", "waard", "zand"),
)
_MEGABYTE = 1024 * 1024


@dataclass(slots=True)
class Waarneming:
    """What was seen of a run.

    Attributes:
        counts: The seconds since the start, and how many documents there were then.
        program: The most memory of the program, in bytes (resident).
        office: The most memory of one LibreOffice, in bytes (resident).
        offices: How many LibreOffices were started.
    """

    counts: list[tuple[float, int]] = field(default_factory=list)
    program: int = 0
    office: int = 0
    offices: set[int] = field(default_factory=set)

    def seconds_until(self, number: int) -> float:
        """Return when there were so many documents."""
        return next(moment for moment, count in self.counts if count >= number)


def write_table(werkmap: Path, rows: int) -> None:
    """Write a table of made-up municipalities, in the columns of the real one."""
    place = werkmap / "gemeenten.csv"
    with place.open(encoding="utf-8-sig", newline="") as file:
        header, *real = csv.reader(file, delimiter=";")
    column = {name: number for number, name in enumerate(header)}
    chance = random.Random(0)  # noqa: S311 - the same table each time
    made = []
    for number in range(rows):
        row = list(real[number % len(real)])
        name = "".join(chance.choices(_SYLLABLES, k=3)).capitalize()
        row[column["gemeente"]] = f"{name} {number:05}"
        row[column["cbs_code"]] = f"GM{number:04}"
        row[column["inwoners"]] = str(chance.randrange(9_000, 900_000))
        made.append(row)
    with place.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([header, *made])


def run(werkmap: Path, rows: int) -> Waarneming:
    """Make all documents, and look on."""
    seen = Waarneming()
    account = werkmap / "uitvoer/verantwoording.csv"
    command = [sys.executable, "-m", "overeenkomstgen", "genereer"]
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=werkmap, stdout=subprocess.DEVNULL) as program:
        while program.poll() is None:
            lines = account.read_bytes().count(b"\n") - 1 if account.exists() else 0
            seen.counts.append((time.perf_counter() - start, lines))
            _look(program.pid, seen)
            time.sleep(0.1)
    seen.counts.append((time.perf_counter() - start, rows + 1))
    if program.returncode:
        raise SystemExit(f"overeenkomstgen ended with {program.returncode}")
    return seen


def _look(pid: int, seen: Waarneming) -> None:
    """Note how much memory the program takes, and each LibreOffice that it started."""
    seen.program = max(seen.program, _resident(pid))
    with suppress(OSError):
        children = Path(f"/proc/{pid}/task").glob("*/children")
        for child in " ".join(path.read_text() for path in children).split():
            seen.offices.add(int(child))
            seen.office = max(seen.office, _resident(int(child)))


def _resident(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    return 0


def main(rows: int) -> None:
    """Measure, and print what was seen."""
    with tempfile.TemporaryDirectory() as folder:
        werkmap = copy_werkmap(Path(folder) / "werkmap")
        write_table(werkmap, rows)
        seen = run(werkmap, rows)
    total = seen.counts[-1][0]
    print(f"{rows} documenten in {total:.0f} s, {1000 * total / rows:.1f} ms per document")
    if rows >= 2 * SLICE:
        print("  duizendtal   seconden")
        times = [seen.seconds_until(1), *map(seen.seconds_until, range(SLICE, rows + 1, SLICE))]
        for number, (before, after) in enumerate(itertools.pairwise(times), 1):
            print(f"  {number:10}   {after - before:8.1f}")
        first, last = times[1] - times[0], times[-1] - times[-2]
        print(f"het laatste duizendtal duurt {last / first:.2f} keer zo lang als het eerste")
    print(f"geheugen van het programma: ten hoogste {seen.program / _MEGABYTE:.0f} MB")
    print(
        f"geheugen van een LibreOffice: ten hoogste {seen.office / _MEGABYTE:.0f} MB "
        f"(er zijn er {len(seen.offices)} gestart)"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
