"""Breaking the program off: a small werkmap, a command, and what must be true whatever happens.

Each kill is a real SIGKILL of a real process, at a change that it makes to the disk. Each file of
the werkmap must then be as it was before the command or as the command leaves it when nobody
disturbs it: nothing in between. And the next run must end with exactly what an undisturbed one
leaves.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import tomlkit

from hulp.ingreep import read_log
from hulp.kiemcel import Ended, Kiemcel
from hulp.onthouden import write_onthoudend
from hulp.werkmappen import ROOT, files, keep_gemeenten
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.office.installatie import SETTING, find_libreoffice
from overeenkomstgen.werkmap.geheugen import NAME as GEHEUGEN
from overeenkomstgen.werkmap.registers import KOPIE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hulp.kiemcel import Run

GEMEENTEN = ("Almelo", "Deventer", "Zwolle")
NOON = "1675252800"  # 1 February 2023, 12:00 UTC

_DRAFT = re.compile(r"\.[^/]*\.nieuw|\.\w+-\w{8}")  # a file, or a folder with a name by chance
_BY_CHANCE = re.compile(rb"\b[a-z0-9_]{8}\b")
_MENDING = re.compile(r"ondertekend/(?:herstel\.csv.*|\.ketting\.json|vervallen/.*)")
_COUNTS = ".ketting.json"
_NONE = b'{\n "versie": 1,\n "rijen": {\n  "register.csv": 0\n }\n}'
_ACCOUNT = "uitvoer/verantwoording.csv"  # it grows row by row, and is judged when all is done


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

    def count_remembered(self) -> int:
        """Return how many documents LibreOffice remembers."""
        return sum(1 for _ in (self.folder / "onthouden").glob("*.pdf"))

    def environment(self, *, real: bool = False) -> dict[str, str]:
        """Return the environment of a run, with a folder of its own for temporary files."""
        office = {SETTING: str(find_libreoffice().executable if real else self.soffice)}
        return {"SOURCE_DATE_EPOCH": NOON, "TMPDIR": str(self.new_folder()), **office}

    def run(self, werkmap: Path, *arguments: str, **environment: str) -> Ended:
        """Run the program to its end, undisturbed; it must succeed."""
        own = self.environment() | environment
        ended = self.cel.run(*arguments, cwd=werkmap, environment=own)
        assert ended.code == ExitCode.OK, ended
        return ended


@contextmanager
def open_plek(office: Path) -> Iterator[Plek]:
    """Give such a place, and clear it away at the end, with what still works in it.

    ``office`` is asked for what is new to the LibreOffice of the place.
    """
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
        soffice = write_onthoudend(folder / "soffice", office, folder / "onthouden")
        yield Plek(folder, stack.enter_context(Kiemcel(folder / "gezegd")), soffice)


def small_werkmap(folder: Path, *soorten: str, gemeenten: tuple[str, ...] = GEMEENTEN) -> Path:
    """Make a werkmap with a few municipalities and kinds of documents, so that it goes quickly."""
    (folder / "sjablonen").mkdir(parents=True)
    periode = tomlkit.parse((ROOT / "convenant.toml").read_text("utf-8"))
    known = periode["documentsoort"]
    assert isinstance(known, dict)
    for key in set(known) - {"samenwerkingsovereenkomst", "bijlage-3", *soorten}:
        del known[key]
    for soort in known.values():
        for name in filter(None, (soort["sjabloon"], soort.get("bericht"))):
            shutil.copy(ROOT / "sjablonen" / name, folder / "sjablonen")
    (folder / "convenant.toml").write_text(tomlkit.dumps(periode), "utf-8")
    shutil.copy(ROOT / "gemeenten.csv", folder)
    return keep_gemeenten(folder, *gemeenten)


def state(werkmap: Path) -> dict[str, bytes]:
    """Return what stands in a werkmap, without what a run is at work on or only remembers."""
    found = {}
    for name, content in files(werkmap).items():
        parts = Path(name).parts
        if parts[-1] != GEHEUGEN and not any(map(_DRAFT.fullmatch, parts)):
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
        changes: What it changes on the disk: by the door or past it, how, and what.
        finished: The fingerprints of what the next run was seen to finish.
    """

    plek: Plek
    begin: Path
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    result: Mapping[str, bytes]
    changes: Sequence[tuple[str, str, str]]
    finished: set[str] = field(default_factory=set)

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

    def start(self, werkmap: Path, at: int = 0, how: str = "") -> Run:
        """Start the command; something happens at a change."""
        ingreep = (werkmap.with_name("wijzigingen"), at, how)
        return self.plek.cel.start(
            *self.arguments, cwd=werkmap, environment=self.own(), ingreep=ingreep
        )

    def disturb(self, at: int, how: str) -> tuple[Path, Ended]:
        """Run the command in a copy, while something happens at a change; see what it leaves."""
        werkmap = self.copy()
        ended = self.start(werkmap, at, how).wait()
        self.check_whole(werkmap)
        return werkmap, ended

    def point(self, what: str, place: str) -> int:
        """Return the number of the first such change of a place, by the end of its path."""
        return next(
            number
            for number, (_, how, where) in enumerate(self.changes, 1)
            if how == what and where.endswith(place)
        )

    def check_whole(self, werkmap: Path) -> None:
        """See that each file is as it was before, or as the command leaves it."""
        before, now = self.before, state(werkmap)
        for name, content in now.items():
            if self._is_of_mending(name):
                continue
            if name.startswith("kopie/"):  # a run that follows a killed one keeps one more
                assert content in before.values(), name
            elif name == _COUNTS and content not in (before.get(name), self.result.get(name)):
                # before the first row there is none, and that is written first
                counts = json.loads(content)["rijen"]
                known = json.loads(self.result[name])["rijen"]
                assert all(rows <= known[each] for each, rows in counts.items()), name
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
        now = {name: _BY_CHANCE.sub(b"", data) for name, data in files(werkmap).items()}
        names = sorted((_BY_CHANCE.sub(b"", name.encode()), data) for name, data in now.items())
        if (seen := sha256(repr(names).encode()).hexdigest()) in self.finished:
            return
        again = self.run(werkmap)
        if again.code == ExitCode.INPUT:
            assert re.search(r"heeft al|al een \w+ vast|bestaat al|niet leeg", again.err), again
            if "heeft al" in again.err or "al een opzegging" in again.err:
                again = self.run(werkmap, "bijlage3")
                assert (again.code, again.err) == (ExitCode.OK, "")
        else:
            assert (again.code, again.err) == (ExitCode.OK, "")
        assert "met de hand" not in again.out
        self.check_finished(werkmap)
        self.finished.add(seen)

    def check_finished(self, werkmap: Path) -> None:
        """See that the werkmap is as an undisturbed command leaves it, with nothing to spare."""
        now = state(werkmap)
        kept = {name for name in now if name.startswith("kopie/")}  # one more does no harm
        for name in now.keys() | self.result.keys():
            if self._is_of_mending(name):
                continue
            if name == _COUNTS or name.endswith(KOPIE):  # they follow the file, at the next row too
                assert now.get(name) in (self.before.get(name), self.result.get(name), _NONE), name
            elif not name.startswith("kopie/"):
                assert now.get(name) == self.result.get(name), name
        assert all(now[name] in self.before.values() for name in kept)
        assert bool(kept) == any(name.startswith("kopie/") for name in self.result)
        assert not list(werkmap.glob("uitvoer/.bezig-*"))

    def _is_of_mending(self, name: str) -> bool:
        """Return whether a file tells what was put back, in one go or in two, or was set aside."""
        return self.arguments[0] == "herstel" and bool(_MENDING.fullmatch(name))

    def _check_pairs(self, now: Mapping[str, bytes]) -> None:
        """See that Word and PDF are of the same making."""
        for name in now:
            if name.startswith("uitvoer/o") and name.endswith(".docx"):
                pair = (now[name], now.get(other := name.removesuffix("docx") + "pdf"))
                whole = [(made.get(name), made.get(other)) for made in (self.before, self.result)]
                assert pair in whole, name


def prepare(
    plek: Plek,
    begin: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    real: bool = False,
) -> Proefneming:
    """Run a command undisturbed, to know what it leaves and what it changes."""
    proef = Proefneming(
        plek, begin, arguments, {**plek.environment(real=real), **(environment or {})}, {}, ()
    )
    while True:
        known, werkmap = plek.count_remembered(), proef.copy()
        ended = proef.start(werkmap).wait()
        assert ended.code == ExitCode.OK, ended
        if plek.count_remembered() == known:  # else LibreOffice itself left more to tidy up
            changes = read_log(werkmap.with_name("wijzigingen"))
            return replace(proef, result=state(werkmap), changes=changes)


def make_scan(place: Path, pages: int = 1) -> Path:
    """Make a PDF that passes for a signed agreement on paper; by its pages it is another one."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(place, deterministic_id=True)
    return place
