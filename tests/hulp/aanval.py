"""Fills templates that mean harm, each in a process of its own with little memory.

Run as a program it is a server: it reads the path of a template on each line, and
answers with a line of JSON. It has everything imported, and forks for each
template, so that an attack takes as long as the attack and no longer. How long that
is depends on the machine, so nothing here measures it: what an attack may do is counted
by the program itself, and shows in the message.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from overeenkomstgen.errors import OvereenkomstgenError
from overeenkomstgen.sjabloon.sjabloon import Sjabloon

if TYPE_CHECKING:
    from types import TracebackType

MEMORY = 512 * 1024**2
HOPELESS = 600  # seconds; a guard against an attack that never ends, not a measurement
VALUES: dict[str, Any] = {
    "x": "y",
    "n": 3,
    "leden": [{"naam": "Almelo"}, {"naam": "Zwolle"}],
}


@dataclass(frozen=True, slots=True)
class Afloop:
    """How an attack ended.

    Attributes:
        message: The refusal, or what else came of it.
        megabytes: The memory that it took.
    """

    message: str
    megabytes: float


class Belegering:
    """A server that is attacked."""

    def __enter__(self) -> Self:
        measured = ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
        self._server = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={name: value for name, value in os.environ.items() if name not in measured},
            text=True,  # not measured for coverage, which takes memory that the bound is about
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._server.communicate(timeout=10)

    def attack(self, path: Path) -> Afloop:
        """Load and fill one template."""
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.write(f"{path}\n")
        self._server.stdin.flush()
        return Afloop(**json.loads(self._server.stdout.readline()))


def outcome(path: Path) -> str:
    """Return what the user is told of a template, part by part what filling does."""
    try:
        sjabloon = Sjabloon.load(path)
        if faults := sjabloon.faults(VALUES):
            return "\n".join(map(str, faults[:1]))
        made = sjabloon.fill(VALUES)
    except OvereenkomstgenError as refusal:
        return str(refusal)
    return f"ingevuld: {' | '.join(made.values)[:200]}"


def _in_child(path: Path, to: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        message = outcome(path)
    except BaseException as error:  # noqa: BLE001 - it is told, whatever it is
        message = f"niet opgevangen: {type(error).__name__}: {error}"
    used = resource.getrusage(resource.RUSAGE_SELF)
    answer = Afloop(message, used.ru_maxrss / 1024)
    os.write(to, json.dumps({name: getattr(answer, name) for name in Afloop.__slots__}).encode())
    os._exit(0)


def _answer(path: Path) -> str:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _in_child(path, writing)
    os.close(writing)
    ends = time.monotonic() + HOPELESS
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > ends:
            os.kill(child, 9)
        time.sleep(0.002)
    with os.fdopen(reading) as pipe:
        return pipe.read() or json.dumps({"message": "gesneuveld", "megabytes": 0})


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(_answer(Path(line.strip())) + "\n")
        sys.stdout.flush()
