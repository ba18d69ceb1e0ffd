"""Fills templates that mean harm, in a process of its own with little memory.

Run as a program it reads the path of a template on each line, and answers with what the
user is told of it, as JSON. What a template may do is counted by the program itself, and
shows in what is told; how long it takes depends on the machine, and is not measured.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from overeenkomstgen.errors import OvereenkomstgenError
from overeenkomstgen.sjabloon.sjabloon import Sjabloon

MEMORY = 512 * 1024**2
VALUES: dict[str, Any] = {"x": "y", "n": 3, "leden": [{"naam": "Almelo"}, {"naam": "Zwolle"}]}


@contextmanager
def besieged() -> Iterator[Callable[[Path], str]]:
    """Start the process; it gives what the user is told of a template."""
    with subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        paths, answers = program.stdin, program.stdout
        assert paths
        assert answers

        def attack(path: Path) -> str:
            paths.write(f"{path}\n")
            paths.flush()
            return str(json.loads(answers.readline() or '"gesneuveld"'))

        yield attack
        paths.close()


def outcome(path: Path) -> str:
    """Return what the user is told of a template, part by part what filling does."""
    try:
        sjabloon = Sjabloon.load(path)
        if faults := sjabloon.faults(VALUES):
            return "\n".join(map(str, faults[:1]))
        made = sjabloon.fill(VALUES)
    except OvereenkomstgenError as refusal:
        return str(refusal)
    except Exception as error:  # noqa: BLE001 - it is told, whatever it is
        return f"niet opgevangen: {type(error).__name__}: {error}"
    return f"ingevuld: {' | '.join(made.values)[:200]}"


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for line in sys.stdin:
        sys.stdout.write(json.dumps(outcome(Path(line.strip()))) + "\n")
        sys.stdout.flush()
