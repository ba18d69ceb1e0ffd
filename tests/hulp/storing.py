"""Breaking the program off: a small werkmap, a command, and what must be true whatever happens.

Each kill is a real SIGKILL of a real process, at a moment drawn from the whole length of the
command. Each file of the werkmap must then be as it was before the command or as the command
leaves it when nobody disturbs it: nothing in between. And the next run must end with exactly
what an undisturbed one leaves.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import tempfile
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import tomlkit

from hulp.kiemcel import Ended, Kiemcel
from hulp.werkmappen import ROOT, files
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.office.installatie import SETTING, find_libreoffice
from overeenkomstgen.werkmap.geheugen import NAME as GEHEUGEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ZAAD = os.environ.get("OVEREENKOMSTGEN_ZAAD", "20230301")
"""The seed of all random moments; another one gives others."""

GEMEENTEN = ("Almelo", "Deventer", "Zwolle")
NOON = "1675252800"  # 1 February 2023, 12:00 UTC

ROUNDS = {
    "genereer in Word, voor het eerst": 40,
    "genereer in Word, opnieuw": 90,
    "genereer met PDF": 30,
    "genereer met PDF van LibreOffice zelf": 15,
    "bijlage3": 20,
    "onderteken": 30,
    "zeg-op": 20,
    "corrigeer": 20,
    "facturen": 24,
    "verzend": 40,
    "inwoners": 160,
    "afleiden": 24,
    "LibreOffice zelf": 10,
}
"""How many processes are killed in each test, which counts them; a test adds them up."""

_DRAFT = re.compile(r"\.[^/]*\.nieuw")
_ACCOUNT = "uitvoer/verantwoording.csv"  # it grows row by row, and is judged when all is done

# A LibreOffice that remembers: it gives the PDF that the real one made of the very same Word
# file before, and asks the real one only for what is new.
_REMEMBERS = """#!/bin/bash
before=()
while [ $# -gt 0 ] && [ "$1" != --outdir ]; do before+=("$1"); shift; done
[ $# -gt 2 ] || exec {real} "${{before[@]}}" "$@"
out=$2; shift 2
known=()
while read -r sum _; do known+=("{memory}/$sum.pdf"); done < <(sha256sum "$@")
for place in "${{known[@]}}"; do
  [ -e "$place" ] && continue
  new=$(mktemp -d -p "{memory}")
  {real} "${{before[@]}}" --outdir "$new" "$@" > /dev/null || exit
  number=0
  for file; do
    name=${{file##*/}}; mv "$new/${{name%.docx}}.pdf" "${{known[number++]}}"
  done
  break
done
number=0
for file; do
  name=${{file##*/}}; pdf=$out/${{name%.docx}}.pdf
  echo "convert $file -> $pdf using filter : writer_pdf_Export"
  cp "${{known[number++]}}" "$pdf"
done
"""


@dataclass(frozen=True)
class Plek:
    """A place to break things in: in memory where there is such a disk, because it is quick.

    Attributes:
        folder: A folder of its own.
        cel: Starts the runs.
        soffice: A LibreOffice that remembers what it made.
    """

    folder: Path
    cel: Kiemcel
    soffice: Path

    def new_folder(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self.folder))

    def environment(self, *, real: bool = False) -> dict[str, str]:
        """Return the environment of a run, with a folder of its own for temporary files."""
        office = {SETTING: str(find_libreoffice().executable if real else self.soffice)}
        return {"SOURCE_DATE_EPOCH": NOON, "TMPDIR": str(self.new_folder()), **office}

    def run(self, werkmap: Path, *arguments: str) -> Ended:
        """Run the program to its end, undisturbed; it must succeed."""
        ended = self.cel.run(*arguments, cwd=werkmap, environment=self.environment())
        assert ended.code == ExitCode.OK, ended
        return ended


@contextmanager
def open_plek() -> Iterator[Plek]:
    """Give such a place, and clear it away at the end, with what still works in it."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder is made by tempfile
    with ExitStack() as stack:
        where = memory if memory.is_dir() else None
        folder = Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(
                    prefix="storing-", dir=where, ignore_cleanup_errors=True
                )
            )
        )
        stack.callback(wait_until_gone, folder)
        for name in ("gezegd", "onthouden"):
            (folder / name).mkdir()
        soffice = folder / "soffice"
        real = find_libreoffice().executable
        soffice.write_text(_REMEMBERS.format(real=real, memory=folder / "onthouden"))
        soffice.chmod(0o755)
        yield Plek(folder, stack.enter_context(Kiemcel(folder / "gezegd")), soffice)


def small_werkmap(folder: Path, *soorten: str, gemeenten: tuple[str, ...] = GEMEENTEN) -> Path:
    """Make a werkmap with a few municipalities and kinds of documents, so that it goes quickly."""
    (folder / "sjablonen").mkdir(parents=True)
    periode = tomlkit.parse((ROOT / "convenant.toml").read_text("utf-8"))
    periode["convenant"]["leden"] = len(gemeenten)
    known = periode["documentsoort"]
    assert isinstance(known, dict)
    for key in set(known) - {"samenwerkingsovereenkomst", "bijlage-3", *soorten}:
        del known[key]
    for soort in known.values():
        for name in filter(None, (soort["sjabloon"], soort.get("bericht"))):
            shutil.copy(ROOT / "sjablonen" / name, folder / "sjablonen")
    (folder / "convenant.toml").write_text(tomlkit.dumps(periode), "utf-8")
    heading, *rows = (ROOT / "gemeenten.csv").read_bytes().splitlines(keepends=True)
    chosen = [row for row in rows if row.decode().partition(";")[0] in gemeenten]
    assert len(chosen) == len(gemeenten)
    (folder / "gemeenten.csv").write_bytes(b"".join([heading, *chosen]))
    return folder


def state(werkmap: Path) -> dict[str, bytes]:
    """Return what stands in a werkmap, without what a run is at work on or only remembers."""
    found = {}
    for name, content in files(werkmap).items():
        parts = Path(name).parts
        if parts[-1] != GEHEUGEN and not (
            _DRAFT.fullmatch(parts[-1]) or any(part.startswith(".bezig-") for part in parts)
        ):
            found[name] = content
    return found


def alive(folder: Path) -> list[int]:
    """Return the programs, other than this one, that have a folder in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if process.name != str(os.getpid()):
                environment = (process / "environ").read_bytes()
                found += [int(process.name)] * (str(folder).encode() in environment)
        except OSError:  # it has gone, or is not ours
            continue
    return found


def wait_until_gone(folder: Path, seconds: float = 60) -> None:
    """Wait for what a killed run left at work: it must end by itself."""
    deadline = time.monotonic() + seconds
    while left := alive(folder):
        assert time.monotonic() < deadline, left
        time.sleep(0.02)


@dataclass(frozen=True)
class Proefneming:
    """A command in a werkmap, and what it leaves there when nobody disturbs it.

    Attributes:
        begin: The werkmap before the command; never used itself.
        result: What stands in it afterwards.
        length: Seconds that it takes.
        writing: Seconds that it takes from when it first changes something.
    """

    plek: Plek
    begin: Path
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    result: Mapping[str, bytes]
    length: float
    writing: float

    @cached_property
    def before(self) -> dict[str, bytes]:
        return state(self.begin)

    def copy(self, folder: Path | None = None) -> Path:
        """Return a copy of the werkmap as it was before, in a new folder or in this one."""
        return Path(
            shutil.copytree(self.begin, (folder or self.plek.new_folder()) / self.begin.name)
        )

    def own(self) -> dict[str, str]:
        """Return the environment for one run."""
        return {**self.environment, "TMPDIR": str(self.plek.new_folder())}

    def run(self, werkmap: Path, *arguments: str) -> Ended:
        """Run a command to its end; that of the experiment if there are no words."""
        return self.plek.cel.run(
            *(arguments or self.arguments), cwd=werkmap, environment=self.own()
        )

    def kill(self, name: str, *, chain: int = 1) -> Iterator[tuple[Path, Ended]]:
        """Kill the command at random moments, as often as :data:`ROUNDS` says.

        Every other one falls after the command begins to change things, because most of its
        time goes by before that.

        Args:
            name: The entry of :data:`ROUNDS`.
            chain: How many runs are killed in one werkmap, one after the other.

        Yields:
            The werkmap after each series of kills, and how the last run ended.
        """
        wanted, killed, reach = ROUNDS[name], 0, 1.0
        moments = random.Random(f"{ZAAD} {name}")  # noqa: S311 - the same moments each time
        werkmap, attempt = self.copy(), 0
        while killed < wanted:
            attempt += 1
            writing = attempt % 2 == 0
            delay = reach * moments.uniform(0, self.writing if writing else self.length)
            print(f"{name}: zaad {ZAAD}, poging {attempt}, {delay:.4f} s")  # noqa: T201 - shown on failure
            former = signs(werkmap)
            run = self.plek.cel.start(*self.arguments, cwd=werkmap, environment=self.own())
            while writing and signs(werkmap) == former and not run.has_ended():
                time.sleep(0.0002)
            time.sleep(delay)
            run.send(signal.SIGKILL)
            ended = run.wait()
            assert ended.code in {-signal.SIGKILL, ExitCode.OK}, ended
            self.check_whole(werkmap)
            killed += ended.was_killed
            if not ended.was_killed:  # the machine is quicker than it was
                reach *= 0.9
            if killed == wanted or not ended.was_killed or killed % chain == 0:
                yield werkmap, ended
                shutil.rmtree(werkmap.parent, ignore_errors=True)
                werkmap = self.copy()

    def check_whole(self, werkmap: Path) -> None:
        """See that each file is as it was before, or as the command leaves it."""
        before, now = self.before, state(werkmap)
        for name, content in now.items():
            if name.startswith("kopie/"):  # a run that follows a killed one keeps one more
                assert content == before["gemeenten.csv"], name
            elif name != _ACCOUNT:
                assert content in (before.get(name), self.result.get(name)), name
        assert before.keys() - now.keys() <= before.keys() - self.result.keys()
        if not list(werkmap.glob("uitvoer/.bezig-*/*/publiceren.json")):
            self._check_pairs(now)

    def finish(self, werkmap: Path) -> None:
        """Do what a user does after trouble; the werkmap is then as if there had been none.

        The command is given once more. Where the program says that it was done already, only
        what follows from it is made again.
        """
        again = self.run(werkmap)
        if again.code == ExitCode.INPUT:
            assert re.search("heeft al getekend|heeft al opgezegd|bestaat al", again.err), again
            if "bestaat al" not in again.err:
                again = self.run(werkmap, "bijlage3")
                assert (again.code, again.err) == (ExitCode.OK, "")
        else:
            assert (again.code, again.err) == (ExitCode.OK, "")
        assert "met de hand" not in again.out
        self.check_finished(werkmap)

    def check_finished(self, werkmap: Path) -> None:
        """See that the werkmap is as an undisturbed command leaves it, with nothing to spare."""
        now = state(werkmap)
        kept = {name for name in now if name.startswith("kopie/")}  # one more does no harm
        for name in now.keys() | self.result.keys():
            if name == ".ketting.json":  # it is kept after the line itself, by the next one too
                assert now.get(name) in (self.before.get(name), self.result.get(name)), name
            elif not name.startswith("kopie/"):
                assert now.get(name) == self.result.get(name), name
        assert all(now[name] == self.before["gemeenten.csv"] for name in kept)
        assert bool(kept) == any(name.startswith("kopie/") for name in self.result)
        assert not list(werkmap.glob("uitvoer/.bezig-*"))

    def _check_pairs(self, now: Mapping[str, bytes]) -> None:
        """See that Word and PDF are of the same making."""
        for name in now:
            if name.startswith("uitvoer/") and name.endswith(".docx"):
                pair = (now[name], now.get(other := name.removesuffix("docx") + "pdf"))
                whole = [(made.get(name), made.get(other)) for made in (self.before, self.result)]
                assert pair in whole, name


def prepare(
    plek: Plek,
    begin: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    real: bool = False,
    runs: int = 2,
) -> Proefneming:
    """Run a command undisturbed, to know what it leaves and how long it takes."""
    proef = Proefneming(
        plek, begin, arguments, {**plek.environment(real=real), **(environment or {})}, {}, 0, 0
    )
    lengths, writing, results = [], [], []
    for _ in range(runs):  # of the first the memory is still empty
        werkmap, started = proef.copy(), time.monotonic()
        former = signs(werkmap)
        run = plek.cel.start(*arguments, cwd=werkmap, environment=proef.own())
        while signs(werkmap) == former and not run.has_ended():
            time.sleep(0.0002)
        changed = time.monotonic()
        ended = run.wait()
        lengths.append(time.monotonic() - started)
        writing.append(time.monotonic() - changed)
        assert ended.code == ExitCode.OK, ended
        results.append(state(werkmap))
    assert results[1:] == results[:-1], [
        name for name in results[0] if results[0][name] != results[1].get(name)
    ]
    return replace(proef, result=results[-1], length=min(lengths), writing=min(writing))


def signs(werkmap: Path) -> list[int]:
    """Return what changes when something is made, renamed or removed in a werkmap."""
    found = []
    for folder in (werkmap, *werkmap.glob("*/"), werkmap / "uitvoer/overeenkomsten"):
        with suppress(FileNotFoundError):  # it may be going
            found.append(folder.stat().st_mtime_ns)
    return found


def make_scan(place: Path) -> Path:
    """Make a PDF that passes for a signed agreement on paper."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(place, deterministic_id=True)
    return place
