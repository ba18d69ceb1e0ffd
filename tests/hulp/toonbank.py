"""A counter that is open as users open it, in a process of its own, and a werkmap full of work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hulp.inkomend import make_pdf
from hulp.ondertekenen import mayor, sign
from hulp.proeven import BRIEVEN
from hulp.storing import make_scan, small_werkmap
from hulp.uitvoeren import call_program
from hulp.werkmappen import fill_in, know_payers
from overeenkomstgen.cli.afloop import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NOW = {"SOURCE_DATE_EPOCH": "1735732800"}  # 1 January 2025
ISSUED = "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.pdf"


def full_werkmap(folder: Path) -> Path:
    """Make a werkmap of three municipalities in which something of everything has happened."""
    made = small_werkmap(folder, "factuurbrief", "creditfactuur", "aanbiedingsbrief", *BRIEVEN)
    fill_in(made)
    for words in (
        ("genereer",),
        ("genereer", "--soort", "aanbiedingsbrief"),
        ("onderteken", "Almelo", "--op", "10-01-2023", "--bestand", "scan.pdf", "--ja"),
        ("verzend", "--toch"),
        ("verzonden", "aanbiedingsbrief", "Deventer"),
        ("facturen", "2024", "--ja"),
    ):
        make_scan(made / "scan.pdf")
        ran = call_program(*words, cwd=made, environment=NOW)
        assert ran.code == ExitCode.OK, ran
    (made / "scan.pdf").unlink()
    know_payers(made)
    (made / "inkomend").mkdir()
    (made / "inkomend/los.pdf").write_bytes(make_pdf())
    (made / "inkomend/deventer.pdf").write_bytes(sign((made / ISSUED).read_bytes(), mayor()))
    return made


@dataclass(frozen=True)
class Antwoord:
    """What a server answered."""

    code: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass
class Toonbank:
    """A counter that is open, spoken to without a browser.

    Attributes:
        adres: With which one browser is let in.
        koekje: What it then keeps.
    """

    process: subprocess.Popen[str]
    adres: str
    koekje: str = ""

    @property
    def hier(self) -> str:
        return self.adres.partition("/?")[0]

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str | None] | None = None,
    ) -> Antwoord:
        """Send what a browser would send from a page of ours; ``None`` leaves a header out.

        The path is sent as it stands.
        """
        own = {
            "Host": urlsplit(self.hier).netloc,
            "Cookie": self.koekje,
            "Content-Length": str(len(body)),
        }
        if method != "GET":
            own |= {"Origin": self.hier, "Sec-Fetch-Site": "same-origin"}
            own["Content-Type"] = "application/x-www-form-urlencoded"
        line = HTTPConnection(urlsplit(self.hier).netloc, timeout=300)
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in {**own, **(headers or {})}.items():
            if value is not None:
                line.putheader(name, value)
        line.endheaders(body)
        with line.getresponse() as answer:
            found = Antwoord(answer.status, dict(answer.getheaders()), answer.read())
        line.close()
        return found

    def end(self, answer: Antwoord) -> Antwoord:
        """Return the page of the work that was begun, when it has ended."""
        place = answer.headers["Location"]
        while '"klaar":true' not in (stand := self.ask("GET", f"{place}/stand")).text:
            assert stand.code == 200
            time.sleep(0.05)
        return self.ask("GET", place)

    def enter(self) -> Antwoord:
        """Be let in."""
        let_in = self.ask("GET", self.adres.removeprefix(self.hier))
        self.koekje = let_in.headers["Set-Cookie"].partition(";")[0]
        return let_in


@contextmanager
def open_counter(
    werkmap: Path, *options: str, environment: Mapping[str, str] | None = None
) -> Iterator[Toonbank]:
    """Open a counter for a werkmap; it is closed with the block, when it is open still."""
    with subprocess.Popen(
        [sys.executable, "-m", "overeenkomstgen", "loket", "--geen-browser", *options],
        cwd=werkmap,
        env={**os.environ, **NOW, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout
        said = process.stdout.readline()
        try:
            assert "http://" in said, (said, process.stderr and process.stderr.read())
            yield Toonbank(process, said.rpartition(" ")[2].strip())
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.communicate(timeout=300)
