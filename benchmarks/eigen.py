"""This tool, as its users run it."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from programma import run
from werkstuk import ROOT, copy_werkmap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kandidaat import Ronde

PROGRAM = ROOT / ".venv" / "bin" / "overeenkomstgen"
AGAIN = "--alles"
_FIRST_ROW = re.compile(rb"(?<=;GM0361;)\d+")
_CODES = "paginacode = true"


class Eigenwerk:
    """A werkmap of its own, and a home without anything that an earlier run kept."""

    def __init__(self, folder: Path) -> None:
        self.werkmap = copy_werkmap(folder / "werkmap")
        self._home = folder / "thuis"
        self._home.mkdir()
        self._drop = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")

    @property
    def pdfs(self) -> Path:
        """The folder of the agreements."""
        return self.werkmap / "uitvoer" / "overeenkomsten"

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which that home is the user's."""
        kept = {k: v for k, v in os.environ.items() if k not in self._drop}
        return {**kept, "HOME": str(self._home)}

    def run(self, *arguments: str) -> str:
        """Run the program to its end, and return what it printed."""
        return run(str(PROGRAM), *arguments, env=self.environment, cwd=self.werkmap)

    def change_row(self) -> None:
        """Count one more inhabitant of Alkmaar."""
        table = self.werkmap / "gemeenten.csv"
        more = _FIRST_ROW.sub(lambda number: b"%d" % (int(number[0]) + 1), table.read_bytes())
        table.write_bytes(more)

    def leave_out_codes(self) -> None:
        """Let no page get a code; SystemExit if the settings do not have that."""
        settings = self.werkmap / "convenant.toml"
        text = settings.read_text("utf-8")
        if _CODES not in text:
            raise SystemExit(f"In {settings} staat niet: {_CODES}")
        settings.write_text(text.replace(_CODES, "paginacode = false"), "utf-8")

    def clear_register(self) -> None:
        """Forget all signatures."""
        for name in ("register.csv", ".ketting.json"):
            (self.werkmap / name).unlink(missing_ok=True)
        shutil.rmtree(self.werkmap / "ondertekend", ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Eigen:
    """``overeenkomstgen genereer``; it makes Bijlage 3 besides."""

    naam: str = "overeenkomstgen genereer"
    geeft: str = "Word en PDF/A-2a + PDF/UA-1, nagelezen, plus Bijlage 3 en de verantwoording"
    koud: str = "een nieuwe werkmap zonder uitvoer, een lege thuismap"
    warm: str = "dezelfde werkmap, alles nog eens"
    blijft: bool = True

    @contextmanager
    def sessie(self, folder: Path) -> Iterator[Ronde]:
        """Lay out a werkmap; the folders for the PDFs become links to its own."""
        werk = Eigenwerk(folder)
        again = () if AGAIN not in werk.run("genereer", "--help") else (AGAIN,)
        options: list[tuple[str, ...]] = [again, ()]

        def make(out: Path) -> None:
            werk.run("genereer", *(options.pop() if options else again))
            out.rmdir()
            out.symlink_to(werk.pdfs)

        yield make
