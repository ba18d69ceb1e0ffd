"""One LibreOffice at work: it is started here, and given Word files to make PDFs of.

It gets them when it is started, or when it is ready for them: one that is started for
nothing waits for another to pass on what it was asked for, as it does on a desktop, through
a socket, in words that have been the same since version 3. Starting takes longer than all
else that is done to one document, so it can go on while the Word files are still being made.
It ends when its work is done and no document is open, so one that is to stay opens an empty one.
"""

import errno
import hashlib
import json
import os
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Self

from overeenkomstgen.errors import ToolError, os_reason
from overeenkomstgen.office.installatie import Installatie
from overeenkomstgen.progress import unbroken
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.process import Program

MOST = 100
"""Files for one LibreOffice: it grows with each, and Windows limits a command."""
PATIENCE = 30.0
"""Seconds in which a LibreOffice that was started early must be ready for work."""
_REPLY = 5.0
"""The same, of one that has worked before."""

_EXPORT = {
    "SelectPdfVersion": {"type": "long", "value": "2"},  # PDF/A-2b: tagged, all fonts embedded
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "ExportFormFields": {"type": "boolean", "value": "false"},  # Word's content controls are text
    "UseLosslessCompression": {"type": "boolean", "value": "true"},
}
# ooSetupLastVersion, higher than any: with a lower one LibreOffice draws for a second to test
# itself, at every start. BlockUntrustedRefererLinks: a document fetches nothing from elsewhere.
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Product">
<prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>999.9</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
_EMPTY = "private:factory/swriter"
_ASKS = b"InternalIPC::SendArguments\0"
_DONE = "\0"  # no program prints that
_TELLS = "InternalIPC::Arguments1"
_ESCAPES = str.maketrans({"\\": r"\\", "\0": r"\0", ",": r"\,"})
_POLL = 0.005
_FILES = 32
"""As many as LibreOffice 7.4 has open at once, 18, and some to spare."""
_SCARCE = {errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM}


@dataclass(eq=False, slots=True)
class LibreOffice(AbstractContextManager["LibreOffice"]):
    """A LibreOffice that runs, with a folder of its own; leaving the block ends it.

    Attributes:
        folder: Where its PDFs appear.
        program: What runs; it can be stopped from another thread.
        stays: How PDFs were made when it was started, of one that stays when its work is done;
            empty for one that ends with that.
    """

    folder: Path
    program: Program
    _pipe: Path | None
    stays: str = ""
    _given: int = 0  # how many files it got to work on
    _waiter: Thread | None = None  # that waits until it is done with those

    @classmethod
    @unbroken
    def start(cls, office: Installatie, sources: Sequence[Path] = (), stays: str = "") -> Self:
        """Start a LibreOffice, on Word files or to wait for them; ToolError if it cannot be."""
        with ExitStack() as stack:
            folder = schijf.new_folder()
            stack.callback(schijf.clear, folder)
            profile, temporary = folder / ".profile", folder / ".temporary"
            lay_out(profile, office.build)
            schijf.make_folders(temporary)
            command = [
                str(office.kernel or office.executable),
                f"-env:UserInstallation={profile.as_uri()}",
                *("--headless", "--norestore", "--nologo"),
                *(_request(sources, folder) if sources else (_EMPTY,) if stays else ()),
            ]
            own = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
            # In any other locale LibreOffice may not find files with an accent in their name.
            surroundings = {**os.environ, **own, "LC_ALL": "C.UTF-8"}
            try:
                files = os.sysconf("SC_OPEN_MAX") if sys.platform != "win32" else _FILES
                if 0 <= files < _FILES:  # it would say nothing for a minute, or make nothing
                    raise OSError(errno.EMFILE, "")  # noqa: TRY301 - as the system would say it
                program = Program(command, env=surroundings, leashed=office.kernel is not None)
            except OSError as error:
                why, advice = "", "Installeer LibreOffice opnieuw."
                if error.errno in _SCARCE:
                    why = f": {os_reason(error)}"
                    advice = "Sluit andere programma's, of vraag om een hogere grens (ulimit)."
                what = f"LibreOffice ({office.executable}) is niet te starten{why}."
                raise ToolError(what, advice) from error
            stack.pop_all()
            return cls(folder, program, pipe_of(profile), stays)

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def lasts(self) -> bool:
        """Whether it waits for more work, and is not worn out."""
        return bool(self.stays) and self._given < MOST and self.program.running

    def close(self) -> None:
        """End LibreOffice, and leave nothing of it."""
        self.program.stop()
        if self._waiter is not None:  # that hears of it at once
            self._waiter.join(_REPLY)
        if self._pipe is not None:
            schijf.remove(self._pipe)
        schijf.clear(self.folder)

    def feed(self, sources: Sequence[Path]) -> bool:
        """Give Word files to a LibreOffice that waits for them; tell whether it takes them."""
        words = [self.folder.as_uri(), *_request(sources, self.folder)]
        message = _TELLS + ",".join(word.translate(_ESCAPES) for word in words) + "\0"
        with suppress(OSError, ValueError), ExitStack() as stack:
            told = message.encode()
            line = stack.enter_context(self._connect(_REPLY if self._given else PATIENCE))
            asked = b""
            while not asked.endswith(b"\0"):
                asked += line.recv(len(_ASKS)) or b"\0"
            if asked == _ASKS:
                line.sendall(told)
                line.settimeout(None)
                self._waiter = Thread(target=self._wait, args=(line,), daemon=True)
                self._waiter.start()
                stack.pop_all()
                self._given += len(sources)
                return True
        return False

    def lines(self, idle_limit: float) -> Iterator[str]:
        """Give each line that it prints, until it is done; IdleError as of any program."""
        for line in self.program.lines(idle_limit):
            if line == _DONE:
                return
            yield line

    def _wait(self, line: socket.socket) -> None:
        """Say that it is done, when it tells so and hangs up, or is gone."""
        with line, suppress(OSError):
            while line.recv(len(_ASKS)):
                pass
        self.program.interject(_DONE)

    def _connect(self, patience: float) -> socket.socket:
        """Return a line to a LibreOffice that may not listen yet; OSError when it is gone."""
        if self._pipe is None:
            raise ConnectionError
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(patience)
        deadline = time.monotonic() + patience
        while self.program.running and time.monotonic() < deadline:
            with suppress(FileNotFoundError, ConnectionRefusedError):
                line.connect(str(self._pipe))
                return line
            time.sleep(_POLL)
        line.close()
        raise ConnectionError


def lay_out(profile: Path, build: str) -> None:
    """Make a profile, LibreOffice's folder of settings, with which it starts three times as fast.

    With LibreOffice's own build number in it, it does not clean the new profile first and
    then start itself once more.
    """
    extensions = profile / "user" / "extensions"
    schijf.make_folders(extensions)
    schijf.write(profile / "user" / "registrymodifications.xcu", _SETTINGS.encode())
    if build:
        schijf.write(extensions / "buildid", build.encode())


def pipe_of(profile: Path) -> Path | None:
    """Return the socket on which the LibreOffice with a profile listens; None on Windows.

    It leaves the socket when it is killed. It is in ``/tmp``, whatever TMPDIR says. Its name
    has the user's number, and the MD5 sum of the profile's address, each byte in as few
    digits as it takes.
    """
    if sys.platform == "win32":
        return None
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in digest)
    return Path(f"/tmp/OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{name}")  # noqa: S108 - its choice


def _request(sources: Sequence[Path], folder: Path) -> tuple[str, ...]:
    """Return the words that ask for PDFs of Word files."""
    options = json.dumps(_EXPORT, separators=(",", ":"))
    return (
        *("--infilter=MS Word 2007 XML", "--convert-to", f"pdf:writer_pdf_Export:{options}"),
        *("--outdir", str(folder)),
        *(str(source.absolute()) for source in sources),
    )
