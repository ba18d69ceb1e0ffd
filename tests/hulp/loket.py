"""A counter in the test itself, asked as a browser asks it."""

from __future__ import annotations

import atexit
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Thread
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import CombinedMultiDict
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import EnvironBuilder, encode_multipart

import overeenkomstgen as lib
from overeenkomstgen.loket.app import make_app
from overeenkomstgen.loket.hier import Loket
from overeenkomstgen.loket.toegang import Toegang
from overeenkomstgen.loket.werk import Werk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

POORT = 8765
HIER = f"http://127.0.0.1:{POORT}"


class _Silent(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Print nothing."""


@dataclass(frozen=True)
class Bezoek:
    """A browser at a counter, let in unless told otherwise."""

    loket: Loket
    client: FlaskClient

    @property
    def hier(self) -> str:
        return f"http://127.0.0.1:{self.loket.toegang.poort}"

    def get(self, path: str, **more: Any) -> TestResponse:  # noqa: ANN401 - as of the client
        return self.client.get(path, base_url=self.hier, buffered=True, **more)

    def post(self, path: str, **more: Any) -> TestResponse:  # noqa: ANN401 - as of the client
        headers = {"Origin": self.hier, "Sec-Fetch-Site": "same-origin"}
        return self.client.post(path, **{"base_url": self.hier, "headers": headers, **more})

    def begun(self, sleutel: str, **vakken: object) -> str:
        """Begin to do something, and return the place of its page."""
        given = EnvironBuilder(data=vakken)
        boundary, body = encode_multipart(CombinedMultiDict([given.form, given.files]))
        kind = f"multipart/form-data; boundary={boundary}"
        begun = self.post(f"/doe/{sleutel}", data=body, content_type=kind)
        assert begun.status_code == 303, begun.get_data(as_text=True)
        return begun.location

    def doe(self, sleutel: str, **vakken: object) -> TestResponse:
        """Do something, and return the page on which it ended."""
        return self.einde(self.begun(sleutel, **vakken))

    def einde(self, place: str) -> TestResponse:
        """Return the page of a piece of work, when it has ended."""
        self.loket.werk.wait(int(place.rpartition("/")[2]), 600)
        return self.get(place)


def open_loket(werkmap: Path, toegang: Toegang) -> Loket:
    """Return a counter for a werkmap; what comes of its work is gone with the tests."""
    folder = Path(mkdtemp())
    atexit.register(rmtree, folder, ignore_errors=True)
    return Loket(
        lib.Werkmap(werkmap), toegang, Werk(folder), lambda other: f"{HIER}/{other.folder}"
    )


def bezoek(werkmap: Path, *, let_in: bool = True, **toegang: Any) -> Bezoek:  # noqa: ANN401 - of Toegang
    """Open a counter for a werkmap."""
    loket = open_loket(werkmap, Toegang(POORT, **toegang))
    found = Bezoek(loket, make_app(loket).test_client())
    if let_in:
        assert found.get(f"/?sleutel={loket.toegang.sleutel}").status_code == 200
    return found


@contextmanager
def served(werkmap: Path) -> Iterator[Bezoek]:
    """Open a counter that a browser can come to as well; nobody was let in yet."""
    own = bezoek(werkmap, let_in=False)
    server = make_server(
        "127.0.0.1", 0, own.client.application, threaded=True, request_handler=_Silent
    )
    own.loket.toegang.poort = server.port
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield own
    finally:
        own.loket.werk.close()
        server.shutdown()
        thread.join()
        server.server_close()
