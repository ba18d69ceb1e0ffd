"""Every change that the program makes to the disk, counted; at one of them something happens.

It works inside a run of the program that :mod:`kiemcel` starts. All that Python changes on a
disk goes through a few functions of ``os`` and through ``open``; those are replaced here by ones
that count. What other programs write, such as LibreOffice, is theirs.
"""

from __future__ import annotations

import builtins
import errno
import io
import itertools
import os
import signal
import sys
from pathlib import Path
from typing import Any, Self

CHANGES = ("mkdir", "rmdir", "unlink", "remove", "rename", "replace", "link", "chmod", "fsync")
GROWS = {"open", "write", "mkdir", "link"}
"""What takes room on a disk."""

ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS")
LASTING = {"ENOSPC": GROWS, "EROFS": {*CHANGES, "open", "write"} - {"fsync"}}
"""The errors that stay, once they are there, and for which changes."""

_MAKES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_DOORS = ("/schijf/schijf.py", "/schijf/slot.py")


class Ingreep:
    """What happens to a run of the program.

    Args:
        log: The file in which each change is written down before it is made.
        at: The number of the change at which it happens, from 1; 0 for never.
        how: ``kill``, ``stop`` (until somebody says go on), ``int`` or ``twice`` (Ctrl-C), one of
            :data:`ERRORS`, or a shell command.
    """

    def __init__(self, log: Path, at: int, how: str) -> None:
        self._log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._at, self._how, self._numbers = at, how, itertools.count(1)
        self._open, self._os_open, self._raw_write = io.open, os.open, os.write

    def install(self) -> None:
        """Count from here on."""
        for name in CHANGES:
            setattr(os, name, self._counted(name, getattr(os, name)))
        for module, name in ((io, "open"), (builtins, "open")):
            setattr(module, name, self._opens)
        setattr(os, "open", self._opens_low)  # noqa: B010 - mypy would not have it otherwise

    def change(self, what: str, place: object, half: Any = None) -> None:  # noqa: ANN401 - a way to write
        """Count a change of a place, and let happen what is to happen there, or half of it."""
        number = next(self._numbers)
        frame, by = sys._getframe(1), "voorbij"  # noqa: SLF001 - Python gives no other way
        while frame := frame.f_back:  # type: ignore[assignment] # the last one has none
            if frame.f_code.co_filename.endswith(_DOORS):
                by = "deur"
                break
        where = place if isinstance(place, int) else os.path.abspath(str(place))  # noqa: PTH100 - a Path is no better
        self._raw_write(self._log, f"{by}\t{what}\t{where}\n".encode())
        lasts = number > self._at > 0 and what in LASTING.get(self._how, ())
        if number != self._at + (number > self._at and self._how == "twice") and not lasts:
            return
        if self._how in {"int", "twice"}:
            os.kill(os.getpid(), signal.SIGINT)
        elif self._how in ERRORS:
            if half and not lasts:
                half()
            code = getattr(errno, self._how)
            named = () if what == "write" else (str(place),)  # as the system does it
            raise OSError(code, os.strerror(code), *named)
        elif self._how == "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        elif self._how == "kill":
            if half:
                half()
            os.kill(os.getpid(), signal.SIGKILL)
        else:
            os.system(self._how)  # noqa: S605 - a command of the test's own

    def _counted(self, name: str, real: Any) -> Any:  # noqa: ANN401 - any function of os
        def counted(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - the same
            self.change(name, arguments[0])
            return real(*arguments, **options)

        return counted

    def _opens(self, file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as open() has it
        writes = not isinstance(file, int) and set("wax+") & set(mode) and file != os.devnull
        if writes:
            self.change("open", file)
        opened = self._open(file, mode, *arguments, **options)
        return _Written(opened, self) if writes else opened

    def _opens_low(self, path: Any, flags: int, *arguments: Any, **options: Any) -> int:  # noqa: ANN401 - as os.open() has it
        if flags & _MAKES and path != os.devnull:
            self.change("open", path)
        return self._os_open(path, flags, *arguments, **options)


class _Written:
    """A file that is written, of which the writing is counted."""

    def __init__(self, file: Any, ingreep: Ingreep) -> None:  # noqa: ANN401 - of any kind
        self._file, self._ingreep = file, ingreep

    def write(self, data: Any) -> Any:  # noqa: ANN401 - text or bytes
        def half() -> None:
            self._file.write(data[: len(data) // 2])
            self._file.flush()

        self._ingreep.change("write", self._file.name, half)
        return self._file.write(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - what the file has
        return getattr(self._file, name)


def read_log(log: Path) -> list[tuple[str, str, str]]:
    """Return each change: through the door or past it, of what kind, and of what."""
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    return [(by, what, place) for by, what, place in (line.split("\t") for line in lines)]
