"""Runs veraPDF, the reference validator of PDF/A and PDF/UA, over PDFs."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pytest

from hulp.gereedschap import GEREEDSCHAP, lacking

FOLDER = GEREEDSCHAP / "verapdf"
Flavour = Literal["2a", "ua1"]
AS_IT_SAYS = "0"  # veraPDF then takes every standard that the file says it follows
BOTH = ("PDF/A-2A", "PDF/UA-1")


def broken_rules(
    flavour: Flavour, paths: Iterable[Path], folder: Path = FOLDER
) -> dict[str, list[str]]:
    """Return by file name the rules that each PDF breaks, such as ``6.6.2.3.1-1``.

    Pass many files at once: starting veraPDF takes seconds, a PDF a tenth of one.
    Where veraPDF is not installed the test is skipped; in CI it fails. Each PDF has another name.
    """
    return {
        name: next(iter(found.values())) for name, found in _judge(flavour, paths, folder).items()
    }


def assert_archival(paths: Iterable[Path]) -> None:
    """See that each PDF says that it is PDF/A-2a and PDF/UA-1, and breaks no rule of either.

    Quicker than twice :func:`broken_rules`: veraPDF reads each file once.
    """
    pdfs = list(paths)
    assert pdfs
    sound: dict[str, list[str]] = {profile: [] for profile in BOTH}
    assert _judge(AS_IT_SAYS, pdfs, FOLDER) == {pdf.name: sound for pdf in pdfs}


def _judge(flavour: str, paths: Iterable[Path], folder: Path) -> dict[str, dict[str, list[str]]]:
    """Return the broken rules by file name and by profile."""
    java = shutil.which("java")
    jar = max(folder.glob("greenfield-apps-*.jar"), default=None)
    if java is None or jar is None:
        lacking("veraPDF is not installed: run scripts/verapdf.sh")
    with tempfile.TemporaryDirectory() as scratch:
        run = subprocess.run(
            [
                *(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable"),
                *(f"-Dapp.home={scratch}", f"-Djava.io.tmpdir={scratch}"),
                f"-XX:SharedArchiveFile={jar.with_suffix('.jsa')}",
                *("-cp", jar, "org.verapdf.apps.GreenfieldCliWrapper"),
                *("--flavour", flavour, "--format", "json"),
                *paths,
            ],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
    return {
        Path(job["itemDetails"]["name"]).name: {
            result["profileName"].removesuffix(" validation profile"): sorted(
                f"{rule['clause']}-{rule['testNumber']}"
                for rule in result["details"]["ruleSummaries"]
            )
            for result in job.get("validationResult") or pytest.fail(str(job["taskException"]))
        }
        for job in json.loads(run.stdout)["report"]["jobs"]
    }
