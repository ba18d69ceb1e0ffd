"""LibreOffice as the alternatives start it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from programma import run
from werkstuk import MODULES


def find_soffice() -> Path:
    """Return LibreOffice's program."""
    found = os.environ.get("OVEREENKOMSTGEN_SOFFICE") or shutil.which("soffice")
    if not found:
        raise SystemExit("LibreOffice is niet gevonden.")
    return Path(found)


def environment() -> dict[str, str]:
    """Return an environment in which everyone finds LibreOffice and the system's Python first."""
    program = find_soffice().resolve().parent
    path = os.pathsep.join([str(program), "/usr/bin", os.environ["PATH"]])
    return {**os.environ, "PATH": path, "NODE_PATH": str(MODULES), "LC_ALL": "C.UTF-8"}


def convert(words: Sequence[Path], folder: Path, profile: Path) -> None:
    """Run one LibreOffice that makes PDFs of Word files, in the way that everyone knows."""
    run(
        *(str(find_soffice()), f"-env:UserInstallation={profile.as_uri()}", "--headless"),
        *("--convert-to", "pdf", "--outdir", str(folder), *map(str, words)),
        env=environment(),
    )


def make_profile(profile: Path, word: Path) -> None:
    """Have LibreOffice make a profile, by converting a file once."""
    out = profile.with_name(f"{profile.name}-uit")
    for _ in range(2):  # the second start still writes to it
        convert([word], out, profile)
    shutil.rmtree(out)
