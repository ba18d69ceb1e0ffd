"""A counter in the test itself, asked as a browser asks it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import CombinedMultiDict
from werkzeug.test import EnvironBuilder, encode_multipart

import overeenkomstgen as lib
from overeenkomstgen.loket.app import make_app
from overeenkomstgen.loket.hier import Loket
from overeenkomstgen.loket.toegang import Toegang
from overeenkomstgen.loket.werk import Werk

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

POORT = 8765
HIER = f"http://127.0.0.1:{POORT}"


@dataclass(frozen=True)
class Bezoek:
    """A browser at a counter, let in unless told otherwise."""

    loket: Loket
    client: FlaskClient

    def get(self, path: str, **more: Any) -> TestResponse:  # noqa: ANN401 - as of the client
        return self.client.get(path, base_url=HIER, buffered=True, **more)

    def post(self, path: str, **more: Any) -> TestResponse:  # noqa: ANN401 - as of the client
        headers = {"Origin": HIER, "Sec-Fetch-Site": "same-origin"}
        return self.client.post(path, **{"base_url": HIER, "headers": headers, **more})

    def doe(self, sleutel: str, **vakken: object) -> TestResponse:
        """Do something, and return the page on which it ended."""
        given = EnvironBuilder(data=vakken)
        boundary, body = encode_multipart(CombinedMultiDict([given.form, given.files]))
        kind = f"multipart/form-data; boundary={boundary}"
        begun = self.post(f"/doe/{sleutel}", data=body, content_type=kind)
        assert begun.status_code == 303, begun.get_data(as_text=True)
        return self.einde(begun.location)

    def einde(self, place: str) -> TestResponse:
        """Return the page of a piece of work, when it has ended."""
        self.loket.werk.wait(int(place.rpartition("/")[2]), 600)
        return self.get(place)


def bezoek(werkmap: Path, *, let_in: bool = True, **toegang: Any) -> Bezoek:  # noqa: ANN401 - of Toegang
    """Open a counter for a werkmap."""
    loket = Loket(lib.Werkmap(werkmap), Toegang(POORT, **toegang), Werk())
    found = Bezoek(loket, make_app(loket).test_client())
    if let_in:
        assert found.get(f"/?sleutel={loket.toegang.sleutel}").status_code == 200
    return found
