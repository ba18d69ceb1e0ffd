"""The counter, as a browser uses it: LibreOffice is ready there."""

from __future__ import annotations

import re
import subprocess
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

from carbonedienst import Carbonedienst
from eigen import PROGRAM, Eigenwerk
from klein import Klein
from procesboom import end_stragglers
from soffice import convert, make_profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mappen import Mappen
    from werkstuk import Werkstuk

ALLES = "aan het loket, alles opnieuw"
EEN = "aan het loket, één overeenkomst is veranderd: tot zij nagelezen in beeld is"
_BUSY = "data-stand="
_PICTURE = re.compile(r'<img[^>]* src="([^"]+)"')


class Bezoek:
    """A browser at a counter."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._opener = build_opener(HTTPCookieProcessor())
        self._get(address)

    def make(self, **boxes: str) -> str:
        """Make documents, and return the page that tells what was made.

        Raises:
            SystemExit: Nothing was.
        """
        place = urljoin(self._address, "/doe/genereer")
        origin = {"Origin": place.rpartition("/doe/")[0]}
        ask = Request(place, urlencode(boxes).encode(), origin)  # noqa: S310 - the counter's own
        with self._opener.open(ask) as answer:
            place, page = str(answer.url), str(answer.read(), "utf-8")
        while _BUSY in page:
            page = str(self._get(place), "utf-8")
        if "Gemaakt:" not in page:
            raise SystemExit(f"Aan het loket is niets gemaakt:\n{page}")
        return page

    def look(self, page: str) -> None:
        """Get the pictures in a page.

        Raises:
            SystemExit: There are none.
        """
        places = _PICTURE.findall(page)
        if not places:
            raise SystemExit("Het loket toont geen bladzijden.")
        for place in places:
            self._get(urljoin(self._address, place))

    def _get(self, place: str) -> bytes:
        with self._opener.open(place) as answer:
            found: bytes = answer.read()
        return found


@contextmanager
def open_loket(werk: Eigenwerk) -> Iterator[Bezoek]:
    """Open the counter of a werkmap, and give a browser that was let in."""
    command = [str(PROGRAM), "loket", "--geen-browser"]
    with subprocess.Popen(
        command,
        cwd=werk.werkmap,
        env=werk.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as program:
        try:
            yield Bezoek(
                re.findall(r"http://\S+", program.stdout.readline() if program.stdout else "")[0]
            )
        finally:
            program.terminate()


def measure_loket(mappen: Mappen, werkstuk: Werkstuk, rondes: int) -> list[Klein]:
    """Measure the counter beside what it was compared with, while both stay at work."""
    werk, folder = Eigenwerk(mappen.new()), mappen.new()
    werk.run("genereer")
    word, profile = werk.pdfs / "samenwerkingsovereenkomst-alkmaar.docx", folder / "profiel"
    make_profile(profile, word)
    end_stragglers()
    carbone = Carbonedienst(werkstuk)
    with open_loket(werk) as bezoek, carbone.sessie(mappen.new()) as theirs:
        pairs = [
            Klein(
                ALLES,
                f"{carbone.naam}, warm",
                partial(bezoek.make, alles="ja"),
                lambda: theirs(mappen.new()),
                blijft=True,
            ),
            Klein(
                EEN,
                "één kale soffice over die overeenkomst",
                lambda: bezoek.look(bezoek.make()),
                partial(convert, [word], folder / "pdf", profile),
                werk.change_row,
                blijft=True,
            ),
        ]
        for ronde in range(rondes + 2):
            for pair in pairs:
                pair.race()
                if ronde < 2:  # noqa: PLR2004 - until all have made everything once before
                    pair.rondes.clear()
    end_stragglers()
    return pairs
