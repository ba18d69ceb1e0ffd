"""The counter open for a werkmap, until it is closed, with those of other periods beside it."""

import socket
import webbrowser
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from threading import Lock
from typing import Any

from waitress.server import create_server

import overeenkomstgen as lib
from overeenkomstgen.errors import AfgebrokenError, ToolError, os_refusal
from overeenkomstgen.loket.app import MOST, make_app
from overeenkomstgen.loket.hier import Loket
from overeenkomstgen.loket.toegang import LOKAAL, Toegang
from overeenkomstgen.loket.werk import Werk
from overeenkomstgen.progress import unbroken

THREADS = 8


def open_loket(
    werkmap: lib.Werkmap,
    toegang: Toegang,
    say: Callable[[str], object],
    *,
    browser: bool = True,
) -> None:
    """Serve a werkmap to browsers of this computer, until an interruption.

    ``say`` is given the address with which a browser is let in.

    Raises:
        ToolError: Nothing can be served at that port.
        AfgebrokenError: It was closed.
    """
    with lib.houd_warm(), ExitStack() as stack:
        loketten = _Loketten(stack)
        server = loketten.open(werkmap, toegang)
        say(toegang.adres)
        if browser and not toegang.achter:
            webbrowser.open(toegang.adres)
        try:
            server.run()
        finally:
            _close([each.werk for each in loketten.alle.values()])


class _Loketten:
    """The counters of one program: each of a werkmap, with a port and a key of its own."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack, self._lock = stack, Lock()
        self._sockets: dict[int, socket.socket] = {}
        self.alle: dict[lib.Werkmap, Loket] = {}

    def open(self, werkmap: lib.Werkmap, toegang: Toegang) -> Any:  # noqa: ANN401 - waitress does not tell of what class
        """Open a counter, and return what serves it; that serves those which come later too."""
        what = f"Het loket kan niet open op poort {toegang.poort}"
        with os_refusal(ToolError, what, "Is het al open? Kies anders een andere poort."):
            listener = self._stack.enter_context(socket.create_server((LOKAAL, toegang.poort)))
        toegang.poort = listener.getsockname()[1]
        werk = Werk(self._stack.enter_context(lib.temporary_folder()))
        loket = self.alle[werkmap] = Loket(werkmap, toegang, werk, self.open_other)
        return create_server(
            make_app(loket),
            self._sockets,
            sockets=[listener],
            threads=THREADS,
            ident="",
            max_request_body_size=2 * MOST,
        )

    def open_other(self, werkmap: lib.Werkmap) -> str:
        """Return the address that lets a browser in at the counter of a werkmap, once."""
        with self._lock:
            if werkmap not in self.alle:
                self.open(werkmap, Toegang(0))
            return self.alle[werkmap].toegang.opnieuw()


@unbroken
def _close(werken: Iterable[Werk]) -> None:
    """End what is being done, as an interruption would; AfgebrokenError when that is done."""
    for werk in werken:
        werk.close()
    raise AfgebrokenError("Het loket is gesloten.", "Wat al klaar was is bewaard.")
