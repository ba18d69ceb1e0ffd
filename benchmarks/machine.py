"""What is measured on: the machine, and the versions of all programs."""

from __future__ import annotations

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from programma import run
from soffice import environment, find_soffice
from werkstuk import NODE, PYTHON

_GIB = 2**30
_HERE = Path(__file__).parent
_COMPARED = ("docxtpl", "unoserver", "docx-mailmerge2")


def describe() -> list[str]:
    """Return what it is measured on, line by line, in Dutch."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB
    office = run(str(find_soffice()), "--version", env=environment()).split()
    python = run(str(PYTHON), "--version").split()[-1]
    node = run(str(NODE), "--version").strip().removeprefix("v")
    return [
        f"op {datetime.now(tz=UTC):%d-%m-%Y}",
        f"{len(os.sched_getaffinity(0))} kernen, {_cpu()}, {memory:.0f} GiB geheugen",
        f"{platform.freedesktop_os_release()['PRETTY_NAME']}, {' '.join(office[:2])}",
        f"Python {platform.python_version()} (de andere: {python}), Node {node}",
        ", ".join(f"{name} {version}" for name, version in _versions()),
    ]


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _versions() -> list[tuple[str, str]]:
    pinned = [
        line.partition("==")
        for line in (_HERE / "requirements.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    node: dict[str, str] = json.loads((_HERE / "package.json").read_text("utf-8"))["dependencies"]
    python = [(name, version) for name, _, version in pinned if name in _COMPARED]
    return [*python, *((name, version) for name, version in node.items() if name != "pizzip")]
