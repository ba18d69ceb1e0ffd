"""The counter open for a werkmap, until it is closed."""

import socket
import webbrowser
from collections.abc import Callable

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
    what = f"Het loket kan niet open op poort {toegang.poort}"
    with os_refusal(ToolError, what, "Is het al open? Kies anders een andere poort."):
        listener = socket.create_server((LOKAAL, toegang.poort))
    with listener, lib.houd_warm():
        toegang.poort = listener.getsockname()[1]
        werk = Werk()
        app = make_app(Loket(werkmap, toegang, werk))
        server = create_server(
            app, sockets=[listener], threads=THREADS, ident="", max_request_body_size=2 * MOST
        )
        say(toegang.adres)
        if browser and not toegang.achter:
            webbrowser.open(toegang.adres)
        try:
            server.run()
        finally:
            _close(werk)


@unbroken
def _close(werk: Werk) -> None:
    """End what is being done, as an interruption would; AfgebrokenError when that is done."""
    werk.close()
    raise AfgebrokenError("Het loket is gesloten.", "Wat al klaar was is bewaard.")
