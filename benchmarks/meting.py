"""One measurement: how long something takes, with all processes that it starts."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread

from procesboom import cpu_used, memory_used

_EVERY = 0.02  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Meting:
    """What a run took.

    Attributes:
        seconden: From start to end, on the clock.
        cpu: Seconds of processor, user and system, of all processes together.
    """

    seconden: float
    cpu: float


def measure(work: Callable[[], object]) -> Meting:
    """Do some work, and return what it took."""
    cpu, start = cpu_used(), time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    return Meting(seconds, cpu_used() - cpu)


def measure_memory(work: Callable[[], object]) -> int:
    """Do some work, and return the most bytes that all processes together took.

    Looking takes time of its own: this run is not to be timed.
    """
    peak, done = [0], Event()

    def watch() -> None:
        while not done.wait(_EVERY):
            peak[0] = max(peak[0], memory_used())

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        work()
    finally:
        done.set()
        watcher.join()
    return peak[0]
