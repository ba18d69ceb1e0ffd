"""Who gets in at the counter, and what a browser may do with what it gets.

It listens on this computer only; but a page of another in the same browser can send to it, and a
name of another can be made to mean this computer (DNS rebinding). So the name that was asked for
must be ours, what changes something must come from a page of ours, and a browser shows once, by
the address that it was opened with, that it may.
"""

import secrets
from dataclasses import dataclass, field
from hmac import compare_digest
from urllib.parse import urlsplit

from flask import Request, Response

LOKAAL = "127.0.0.1"
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # with less, a browser hides the Origin of our own forms
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass
class Toegang:
    """Who gets in.

    Attributes:
        poort: Where it listens.
        achter: The address of a proxy in front, ``https://naam``, which says who may log in;
            empty without one.
        alleen_lezen: Whether nothing can be changed.
        sleutel: What the address has with which a browser is let in: once, and behind a proxy as
            long as the counter is open, for each colleague.
    """

    poort: int
    achter: str = ""
    alleen_lezen: bool = False
    sleutel: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _bewijs: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    _gebruikt: bool = False

    @property
    def adres(self) -> str:
        """The address with which a browser is let in."""
        return f"{self._ours[0]}/?sleutel={self.sleutel}"

    def opnieuw(self) -> str:
        """Return an address that lets in a browser once more, with another key."""
        self.sleutel, self._gebruikt = secrets.token_urlsafe(24), False
        return self.adres

    @property
    def koekje(self) -> str:
        """The name of what a browser keeps; another port of this computer has another."""
        return f"loket-{self.poort}"

    @property
    def _ours(self) -> tuple[str, ...]:
        here = (f"http://{LOKAAL}:{self.poort}", f"http://localhost:{self.poort}")
        return (self.achter,) if self.achter else here

    def refuse(self, request: Request) -> tuple[int, str] | None:
        """Return why a request is not answered, in Dutch, and with which HTTP status."""
        if request.headers.get("Host") not in {urlsplit(each).netloc for each in self._ours}:
            return 400, "Dit adres is niet van dit loket."
        if not self._is_known(request) and not self.admits(request.args.get("sleutel", "")):
            return 403, (
                "Open het loket met het adres dat bij het starten is getoond. Is dat al gebruikt, "
                "in een andere browser bijvoorbeeld, sluit het loket dan en start het opnieuw."
            )
        if request.method in {"GET", "HEAD"}:
            return None
        if not self._is_from_us(request):
            return 403, "Dit kwam niet van een pagina van het loket, en er is niets mee gedaan."
        if self.alleen_lezen:
            return 403, "In dit loket kunt u alleen kijken; er is niets gewijzigd."
        return None

    def admits(self, sleutel: str) -> bool:
        """Return whether this key lets a browser in that has no proof of it yet."""
        spent = self._gebruikt and not self.achter
        return not spent and compare_digest(sleutel.encode(), self.sleutel.encode())

    def let_in(self, response: Response) -> Response:
        """Give a browser the proof that it was let in."""
        self._gebruikt = True
        secure = self.achter.startswith("https:")
        response.set_cookie(
            self.koekje, self._bewijs, httponly=True, samesite="Strict", secure=secure
        )
        return response

    def _is_known(self, request: Request) -> bool:
        return compare_digest(request.cookies.get(self.koekje, "").encode(), self._bewijs.encode())

    def _is_from_us(self, request: Request) -> bool:
        """Return whether a page of ours sent it: the browser says so, of all that it says."""
        origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
        if origin is None and site is None:
            return False
        return origin in {None, *self._ours} and site in {None, "same-origin"}


def guarded(response: Response) -> Response:
    """Say with each answer what a browser may do with it."""
    response.headers.update(_HEADERS)
    return response
