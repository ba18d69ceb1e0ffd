"""One LibreOffice at work: given Word files when it is started, or when it is ready for them.

A LibreOffice that is started for nothing waits for another to pass on what it was asked
for, as it does on a desktop: through a socket, in words that have been the same since
version 3. Starting takes longer than all else that is done to one document, so it can go
on while the Word files are still being made.
"""

from __future__ import annotations

import json
import os
import socket
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from overeenkomstgen.errors import ToolError
from overeenkomstgen.office.profiel import lay_out, pipe_of
from overeenkomstgen.schijf.process import Program

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from overeenkomstgen.office.libreoffice import LibreOffice

PATIENCE = 30.0
"""Seconds in which a LibreOffice that was started early must be ready for work."""

_EXPORT = {
    "SelectPdfVersion": {"type": "long", "value": "2"},  # PDF/A-2b: tagged, all fonts embedded
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "ExportFormFields": {"type": "boolean", "value": "false"},  # Word's content controls are text
    "UseLosslessCompression": {"type": "boolean", "value": "true"},
}
_ASKS = b"InternalIPC::SendArguments\0"
_TELLS = "InternalIPC::Arguments1"
_ESCAPES = str.maketrans({"\\": r"\\", "\0": r"\0", ",": r"\,"})
_POLL = 0.005


class FeedError(Exception):
    """A LibreOffice that was started early is not there to be given work."""


@dataclass(eq=False, slots=True)
class Kantoor:
    """A LibreOffice that is running, with a folder of its own.

    It is a context manager: leaving the block ends it, and nothing of it is left.

    Attributes:
        folder: Where its PDFs appear.
    """

    folder: Path
    _keeper: tempfile.TemporaryDirectory[str]
    _pipe: Path | None
    _program: Program
    _line: socket.socket | None = field(default=None)

    @classmethod
    def start(cls, office: LibreOffice, sources: Sequence[Path] = ()) -> Kantoor:
        """Start a LibreOffice that makes PDFs of Word files; without any, it waits for them.

        Args:
            office: The LibreOffice to use.
            sources: The Word files.

        Raises:
            ToolError: It cannot be started.
        """
        keeper = tempfile.TemporaryDirectory(prefix="overeenkomstgen-", ignore_cleanup_errors=True)
        folder = Path(keeper.name)
        profile, temporary = folder / ".profile", folder / ".temporary"
        lay_out(profile, office.build)
        temporary.mkdir()
        command = [
            *(str(office.kernel or office.executable), f"-env:UserInstallation={profile.as_uri()}"),
            *("--headless", "--norestore", "--nologo"),
            *(_request(sources, folder) if sources else ()),
        ]
        own = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
        # In any other locale LibreOffice may not find files with an accent in their name.
        surroundings = {**os.environ, **own, "LC_ALL": "C.UTF-8"}
        try:
            program = Program(command, env=surroundings, leashed=office.kernel is not None)
        except OSError as error:
            keeper.cleanup()
            raise ToolError(
                f"LibreOffice ({office.executable}) is niet te starten.",
                "Installeer LibreOffice opnieuw.",
            ) from error
        return cls(folder, keeper, pipe_of(profile), program)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End LibreOffice, and leave nothing of it."""
        self.stop()
        if self._line is not None:
            self._line.close()
        if self._pipe is not None:
            self._pipe.unlink(missing_ok=True)
        self._keeper.cleanup()

    def feed(self, sources: Sequence[Path]) -> None:
        """Give Word files to a LibreOffice that waits for them; it ends when they are done.

        Raises:
            FeedError: It does not take them.
        """
        words = [self.folder.as_uri(), *_request(sources, self.folder)]
        message = _TELLS + ",".join(word.translate(_ESCAPES) for word in words) + "\0"
        try:
            told = message.encode()
            self._line = self._connect()
            asked = b""
            while not asked.endswith(b"\0"):
                asked += self._line.recv(len(_ASKS)) or b"\0"
            if asked != _ASKS:
                raise FeedError
            self._line.sendall(told)
        except (OSError, ValueError) as error:
            raise FeedError from error

    def lines(self, idle_limit: float) -> Iterator[str]:
        """Give each line that LibreOffice prints, until it ends.

        Raises:
            IdleError: It was silent for longer than the limit, in seconds.
        """
        yield from self._program.lines(idle_limit)

    def stop(self) -> None:
        """End LibreOffice; may be called more than once, and from another thread."""
        self._program.stop()

    def _connect(self) -> socket.socket:
        """Return a line to a LibreOffice that may not be ready to listen yet."""
        if self._pipe is None:
            raise FeedError
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        deadline = time.monotonic() + PATIENCE
        while self._program.running and time.monotonic() < deadline:
            with suppress(FileNotFoundError, ConnectionRefusedError):
                line.connect(str(self._pipe))
                return line
            time.sleep(_POLL)
        line.close()
        raise FeedError


def _request(sources: Sequence[Path], folder: Path) -> tuple[str, ...]:
    """Return the words that ask for PDFs of Word files."""
    options = json.dumps(_EXPORT, separators=(",", ":"))
    return (
        *("--infilter=MS Word 2007 XML", "--convert-to", f"pdf:writer_pdf_Export:{options}"),
        *("--outdir", str(folder)),
        *(str(source.absolute()) for source in sources),
    )
