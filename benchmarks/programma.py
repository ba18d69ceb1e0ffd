"""Runs a program to its end, and not longer."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path


def run(*command: str, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> str:
    """Run a program, and return what it printed.

    Its output goes to a file: what outlives the program may hold a pipe open.

    Raises:
        SystemExit: The program failed.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        done = subprocess.run(
            command, cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT, check=False
        )
        output.seek(0)
        printed = output.read()
    if done.returncode:
        raise SystemExit(f"Mislukt ({done.returncode}): {' '.join(command)}\n{printed}")
    return printed
