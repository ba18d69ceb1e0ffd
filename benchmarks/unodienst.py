"""docxtpl, and then unoserver: one LibreOffice that stays and is given file after file."""

from __future__ import annotations

import socket
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from programma import run
from soffice import environment
from werkstuk import HELPERS, PYTHON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kandidaat import Ronde
    from werkstuk import Werkstuk


@dataclass(frozen=True, slots=True)
class Unodienst:
    """One unoserver, which makes itself a new profile when it starts."""

    werkstuk: Werkstuk
    naam: str = "docxtpl + unoserver"
    geeft: str = "Word en gewone PDF; geen archief, geen toegankelijkheid, geen proef"
    koud: str = "niets; de server start terwijl docxtpl invult, met een nieuw profiel"
    warm: str = "de server draait en heeft alles al eens gemaakt"
    blijft: bool = True

    @contextmanager
    def sessie(self, folder: Path) -> Iterator[Ronde]:
        """Choose ports; the server starts with the first round."""
        port, uno_port = _free_ports()
        server: list[subprocess.Popen[bytes]] = []
        script = str(HELPERS / "docxtpl_unoserver.py")
        template, values = str(self.werkstuk.template), str(self.werkstuk.values)

        def make(out: Path) -> None:
            if not server:
                server.append(_start(folder, port, uno_port))
            run(str(PYTHON), script, template, values, str(out), port, env=environment())

        try:
            yield make
        finally:
            for process in server:
                process.terminate()
                process.wait()


def _start(folder: Path, port: str, uno_port: str) -> subprocess.Popen[bytes]:
    command = [str(PYTHON), "-m", "unoserver.server", "--port", port, "--uno-port", uno_port]
    profile = ["--user-installation", str(folder / "profiel")]
    return subprocess.Popen(
        [*command, *profile],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _free_ports() -> tuple[str, str]:
    """Return two ports that nobody listens on."""
    with socket.socket() as first, socket.socket() as second:
        for each in (first, second):
            each.bind(("127.0.0.1", 0))
        return str(first.getsockname()[1]), str(second.getsockname()[1])
