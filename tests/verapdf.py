"""Runs veraPDF, the reference validator of PDF/A and PDF/UA, over PDFs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).parent.parent / ".gereedschap/verapdf"
Flavour = Literal["2a", "ua1"]


def broken_rules(
    flavour: Flavour, paths: Iterable[Path], folder: Path = FOLDER
) -> dict[str, list[str]]:
    """Return by file name the rules that each PDF breaks, such as ``6.6.2.3.1-1``.

    Pass many files at once: starting veraPDF takes seconds, a PDF a tenth of one.
    Where veraPDF is not installed the test is skipped; in CI it fails.

    Args:
        flavour: PDF/A-2a or PDF/UA-1.
        paths: The PDFs, each of another name.
        folder: Where `make test` puts veraPDF.
    """
    java = shutil.which("java")
    jar = max(folder.glob("greenfield-apps-*.jar"), default=None)
    if java is None or jar is None:
        reason = "veraPDF is not installed: run scripts/verapdf.sh"
        if "CI" in os.environ:
            pytest.fail(reason)
        pytest.skip(reason)
    with tempfile.TemporaryDirectory() as scratch:
        run = subprocess.run(
            [
                *(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                *(f"-Dapp.home={scratch}", f"-Djava.io.tmpdir={scratch}"),
                *("-cp", jar, "org.verapdf.apps.GreenfieldCliWrapper"),
                *("--flavour", flavour, "--format", "json", *paths),
            ],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
    found: dict[str, list[str]] = {}
    for job in json.loads(run.stdout)["report"]["jobs"]:
        (result,) = job.get("validationResult") or pytest.fail(str(job["taskException"]))
        name = Path(job["itemDetails"]["name"]).name
        rules = result["details"]["ruleSummaries"]
        found[name] = sorted(f"{rule['clause']}-{rule['testNumber']}" for rule in rules)
    return found
