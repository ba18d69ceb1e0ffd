"""Runs a CUPS of the tests' own, whose printers make PDFs; the computer's are left alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from pikepdf import Dictionary, Name, Page, Pdf

from hulp.gereedschap import lacking

LIB = Path("/usr/lib/cups")
CUPS_PDF = LIB / "backend/cups-pdf"
PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
POSTSCRIPT = "drv:///sample.drv/generic.ppd"
ADMIN = "/usr/sbin"  # where cupsd, lpadmin, cupsdisable and the like are; not on every path

FILES = """\
ServerRoot {0}/root
ServerBin {0}/lib
RequestRoot {0}/spool
CacheDir {0}/cache
StateDir {0}/state
TempDir {0}/temp
AccessLog {0}/access_log
ErrorLog {0}/error_log
PageLog {0}/page_log
SystemGroup root
"""

SETTINGS = """\
Listen {0}/socket
PageLogFormat %{{job-name}}|%{{copies}}|%{{sides}}
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""

BACKEND = """\
#!/bin/sh
# A printer that keeps what it is sent, that never finishes, that is out of paper, or that breaks
# down, by its address; or only from the second job on.
case $DEVICE_URI in
*-tweede) [ "$1" -ge 2 ] || exit 0 ;;
esac
case $DEVICE_URI in
*bewaart) exec cat ${6:+"$6"} > "$TMPDIR/$3.ps" ;;
*papier-op) echo 'STATE: +media-empty-error' >&2 ;;
*kapot*) echo 'ERROR: De lamp is stuk.' >&2; exit 1 ;;
esac
trap exit TERM
sleep 60 & wait
"""


@dataclass(frozen=True)
class Cups:
    """A running CUPS, and the folder with all its files."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What makes the programs of CUPS talk to this one, and to no other."""
        return {
            "CUPS_SERVER": str(self.folder / "socket"),
            "CUPS_SERVERROOT": str(self.folder / "root"),
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
        }

    @property
    def output(self) -> Path:
        """Where its PDF printers put what they print."""
        return self.folder / "gedrukt"

    @property
    def log(self) -> Path:
        """What it keeps of each job: title, copies and sides."""
        return self.folder / "page_log"

    def run(self, *command: str) -> str:
        """Run a program of CUPS against this one; return what it prints."""
        env = {**os.environ, **self.environment, "PATH": f"{os.environ['PATH']}:{ADMIN}"}
        for name in ("LPDEST", "PRINTER"):
            env.pop(name, None)
        return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout

    def attributes(self, job: str) -> dict[str, str]:
        """Return what a job was sent with, by the names of CUPS."""
        host = quote(str(self.folder / "socket"), safe="")
        place = f"ipp://{host}/jobs/{job.rpartition('-')[2]}"
        told = self.run("ipptool", "-tv", place, "get-job-attributes.test")
        return dict(re.findall(r"^ +([\w-]+) \([^)]*\) = (.*)$", told, re.MULTILINE))

    def add_printer(self, name: str, *settings: str) -> None:
        """Add a printer that makes PDFs, with defaults of its queue."""
        device = f"cups-pdf:/{self.folder.name}"
        options = [word for setting in settings for word in ("-o", setting)]
        self.run("lpadmin", "-p", name, "-v", device, "-P", str(PPD), *options, "-E")

    def add_postscript_printer(self, name: str, *settings: str) -> None:
        """Add a printer that is sent PostScript, with defaults of its queue, and keeps that."""
        options = [word for setting in settings for word in ("-o", setting)]
        self.run("lpadmin", "-p", name, "-v", "proef:/bewaart", "-m", POSTSCRIPT, *options, "-E")

    def postscript(self, titel: str) -> Path:
        """Return what such a printer was sent of a job, made a PDF again."""
        sent = self.folder / f"temp/{titel}.ps"
        made = sent.with_suffix(".pdf")
        quiet = ("-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pdfwrite")
        subprocess.run(["gs", *quiet, f"-o{made}", sent], check=True, capture_output=True)
        return made

    def add_bad_printer(self, name: str, trouble: str) -> None:
        """Add a printer with trouble: ``traag``, ``papier-op``, ``kapot`` or ``kapot-tweede``."""
        policy = "printer-error-policy=stop-printer"
        self.run("lpadmin", "-p", name, "-v", f"proef:/{trouble}", "-o", policy, "-E")


@contextmanager
def private_cups() -> Iterator[Cups]:
    """Start a CUPS without printers; it ends, and its files go, with the block.

    Where it cannot run the test is skipped; in CI it fails.
    """
    daemon = shutil.which("cupsd", path=f"{os.environ['PATH']}:{ADMIN}")
    reason = None
    if daemon is None or not CUPS_PDF.exists() or not shutil.which("ipptool"):
        reason = "CUPS is not installed: run scripts/cups.sh"
    elif os.geteuid():
        reason = "the printer that makes PDFs works only for root"
    if reason is not None:
        lacking(reason)
    assert daemon is not None
    with tempfile.TemporaryDirectory(prefix="overeenkomstgen-cups-") as scratch:
        folder = Path(scratch)
        _furnish(folder)
        configuration = Path(f"/etc/cups/cups-pdf-{folder.name}.conf")
        configuration.write_text(f"Out {folder}/gedrukt\nLog {folder}\nLabel 1\nTitlePref 1\n")
        root = folder / "root"
        running = subprocess.Popen(
            [daemon, "-f", "-c", root / "cupsd.conf", "-s", root / "cups-files.conf"]
        )
        try:
            cups = Cups(folder)
            _wait_until_running(cups, running)
            yield cups
        finally:
            running.terminate()
            running.wait()
            configuration.unlink()


def _furnish(folder: Path) -> None:
    folder.chmod(0o711)  # the filters run as another user
    for part in ("root", "lib/backend"):
        (folder / part).mkdir(parents=True)
    (folder / "root/cups-files.conf").write_text(FILES.format(folder))
    (folder / "root/cupsd.conf").write_text(SETTINGS.format(folder))
    for programs in LIB.iterdir():
        if programs.name != "backend":
            (folder / "lib" / programs.name).symlink_to(programs)
    (folder / "lib/backend/cups-pdf").symlink_to(CUPS_PDF)
    own = folder / "lib/backend/proef"
    own.write_text(BACKEND)
    own.chmod(0o755)
    (folder / "temp").mkdir()
    (folder / "temp").chmod(0o1777)


def _wait_until_running(cups: Cups, daemon: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 300
    while daemon.poll() is None and time.monotonic() < deadline:
        if (cups.folder / "socket").exists() and cups.run("lpstat", "-r").startswith(
            "scheduler is running"
        ):
            return
        time.sleep(0.01)
    log = cups.folder / "error_log"
    pytest.fail(f"cupsd does not start: {log.read_text('utf-8') if log.exists() else 'no log'}")


A4 = (595, 842)


def make_document(path: Path, pages: int, size: tuple[int, int] = A4) -> Path:
    """Write a PDF whose pages say ``blad 1``, ``blad 2`` and so on; return its path."""
    with Pdf.new() as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        shared = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
        for number in range(1, pages + 1):
            text = pdf.make_stream(f"BT /F1 24 Tf 20 40 Td (blad {number}) Tj ET".encode())
            box = [0, 0, *size]
            page = Dictionary(Type=Name.Page, MediaBox=box, Resources=shared, Contents=text)
            pdf.pages.append(Page(page))
        pdf.save(path)
    return path
