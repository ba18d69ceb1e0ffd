"""Programs that only the tests need, which `make test` installs under `.gereedschap`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

GEREEDSCHAP = Path(__file__).parents[2] / ".gereedschap"


def lacking(reason: str) -> NoReturn:
    """Skip the test for want of something; in CI it fails."""
    if "CI" in os.environ:
        pytest.fail(reason)
    pytest.skip(reason)


def node_with(script: Path, *, needs: str, lack: str) -> tuple[str, Path]:
    """Return the command that runs a script; node, or a module that it needs, may be lacking."""
    beside_python = Path(sys.executable).parent
    node = shutil.which("node", path=f"{beside_python}{os.pathsep}{os.environ['PATH']}")
    if node is None or not (script.parent / "node_modules" / needs).is_dir():
        lacking(f"{lack} not installed: run make ontwikkel")
    return node, script


def run_node(script: Path, *arguments: Path, needs: str, lack: str) -> bytes:
    """Return what a script prints; it may be lacking, as above."""
    command = node_with(script, needs=needs, lack=lack)
    run = subprocess.run([*command, *arguments], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout
