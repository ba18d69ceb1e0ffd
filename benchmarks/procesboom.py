"""All processes that this one started, and those that they started, from Linux's /proc."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import time
from contextlib import suppress
from pathlib import Path

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of linux/prctl.h
_TICK = os.sysconf("SC_CLK_TCK")
_PATIENCE = 10.0  # seconds that what is left of a run gets to end by itself
_STATE, _PARENT = 0, 1  # the fields of /proc/…/stat after the name, from 0: see proc(5)
_TIMES = slice(11, 15)  # user and system time of the process and of its ended children


def adopt_orphans() -> None:
    """Become the parent of whatever outlives its own parent, so that nothing goes uncounted."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def descendants() -> dict[int, list[str]]:
    """Return the living processes below this one, with the fields of their ``stat``."""
    found: dict[int, list[str]] = {}
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                fields = Path(folder, "stat").read_text("utf-8").rpartition(")")[2].split()
                found[int(folder.name)] = fields
                children.setdefault(int(fields[_PARENT]), []).append(int(folder.name))
    tree: dict[int, list[str]] = {}
    waiting = list(children.get(os.getpid(), []))
    while waiting:
        pid = waiting.pop()
        waiting += children.get(pid, [])
        if found[pid][_STATE] != "Z":
            tree[pid] = found[pid]
    return tree


def cpu_used() -> float:
    """Return the seconds, user and system, of all processes that were ever started from here."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    ticks = sum(int(ticks) for fields in descendants().values() for ticks in fields[_TIMES])
    return ended.ru_utime + ended.ru_stime + ticks / _TICK


def memory_used() -> int:
    """Return the bytes that all living processes take; what they share counts once (PSS)."""
    total = 0
    for pid in descendants():
        with suppress(OSError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


def end_stragglers() -> None:
    """Wait for what is left of a run, and end what does not end by itself."""
    deadline = time.monotonic() + _PATIENCE
    while _reap() or descendants():
        if time.monotonic() > deadline:
            for pid in descendants():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        time.sleep(0.01)


def _reap() -> bool:
    """Take leave of the ended processes; tell whether there was one."""
    try:
        return os.waitpid(-1, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return False
