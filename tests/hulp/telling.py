"""Counting what a run of the program does: the calls of its functions, the files it hashes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import FrameType

_PACKAGE = "overeenkomstgen"


@dataclass(frozen=True)
class Telling:
    """What a run did: how often it called each function, and hashed each file."""

    code: int
    calls: Mapping[str, int]
    hashed: Mapping[str, int]

    def of(self, *functions: str) -> dict[str, int]:
        """Return how often these functions were called."""
        return {name: self.calls.get(name, 0) for name in functions}


def count_run(*arguments: str, cwd: Path, environment: Mapping[str, str]) -> Telling:
    """Run the program as a process of its own, and count."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "telling.json")
        done = subprocess.run(
            [sys.executable, __file__, str(out), *arguments],
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert not done.stderr, done.stderr
        return Telling(done.returncode, **json.loads(out.read_text("utf-8")))


def _main(out: Path, arguments: list[str]) -> int:
    calls: Counter[str] = Counter()
    hashed: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_globals.get("__name__", "").startswith(_PACKAGE):
            calls[frame.f_code.co_qualname] += 1
            if frame.f_code.co_name == "fingerprint_of":
                hashed[str(frame.f_locals["place"])] += 1

    os.fsync = lambda fd: None  # noqa: ARG005 - what is counted does not depend on it, and it is slow
    sys.setprofile(note)
    threading.setprofile(note)
    from overeenkomstgen.cli.hoofd import run  # noqa: PLC0415 - counted from its first line

    code = run(arguments)
    sys.setprofile(None)
    out.write_text(json.dumps({"calls": calls, "hashed": hashed}), "utf-8")
    return code


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1]), sys.argv[2:]))
