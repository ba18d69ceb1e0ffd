"""Fetching from the internet: a few attempts, within limits that no server can stretch."""

import ipaddress
import ssl
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import socket
from typing import cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from overeenkomstgen.kern.notatie import format_getal
from overeenkomstgen.progress import heed, pause

_Allow = Callable[[int], float]  # counts what was received; gives the seconds left, or stops
_CHUNK = 65536
_TOO_LATE = "het antwoord blijft te lang uit"


class OphaalError(Exception):
    """Nothing could be fetched; the text says why, in Dutch, as a part of a sentence."""

    def __init__(self, why: str, *, passing: bool) -> None:
        super().__init__(why)
        self.passing = passing


@dataclass(slots=True)
class Ophaler:
    """One exchange with a service; not through a proxy where that is on this computer.

    Its limits hold for all that comes from the other side together, from the first question
    to the last: headers, references to another address and failed attempts count as well.

    Attributes:
        address: Where the service is, without a slash at the end.
        attempt_limit: Seconds that one attempt may take.
        time_limit: Seconds that the whole exchange may take.
        pauses: Seconds to wait before each further attempt.
        max_bytes: How much the whole exchange can hold.
    """

    address: str
    attempt_limit: float = 20.0
    time_limit: float = 60.0
    pauses: tuple[float, ...] = (1.0, 2.0, 4.0)
    max_bytes: int = 4_000_000
    _end: float | None = field(default=None, init=False)
    _received: int = field(default=0, init=False)

    @property
    def encrypted(self) -> bool:
        """Whether nothing may go without encryption; only a service on this computer may."""
        return self.address.startswith("https://")

    def fetch(self, address: str) -> bytes:
        """Return what stands at an address of the service.

        What may pass, such as a broken connection or a fault of the server (5xx), is tried
        again after a pause; what will not, such as a refusal (4xx), is not.

        Raises:
            OphaalError: It could not be fetched, or the address is not safe.
        """
        if not is_safe(address, encrypted=self.encrypted):  # urllib would open files too
            raise OphaalError("het adres is niet veilig", passing=False)
        if self._end is None:
            self._end = time.monotonic() + self.time_limit
        attempt = 0
        while True:
            try:
                return self._attempt(address, self._end)
            except OphaalError as error:
                if not error.passing:
                    raise
                if attempt == len(self.pauses):
                    why = f"{error} (na {attempt + 1} pogingen)"
                    raise OphaalError(why, passing=True) from error
                if time.monotonic() + self.pauses[attempt] >= self._end:
                    raise
            pause(self.pauses[attempt])
            attempt += 1

    def _attempt(self, address: str, end: float) -> bytes:
        request = urllib.request.Request(  # noqa: S310 - see fetch
            address, headers={"Accept": "application/json", "User-Agent": "overeenkomstgen"}
        )
        proxy = urllib.request.ProxyHandler({} if is_local(self.address) else None)
        allow = partial(self._allow, min(end, time.monotonic() + self.attempt_limit))
        try:
            opener = urllib.request.build_opener(proxy, _Bounded(allow, encrypted=self.encrypted))
            opened = opener.open(request, timeout=self.attempt_limit)
            with cast("HTTPResponse", opened) as response:
                found = bytearray()
                while chunk := response.read1(_CHUNK):
                    found += chunk
                if response.length:
                    raise OphaalError("het antwoord is halverwege afgebroken", passing=True)
                return bytes(found)
        except HTTPError as error:
            with error:
                raise _refusal(error.code) from error
        except (HTTPException, OSError, ValueError) as error:
            raise _no_answer(error) from error

    def _allow(self, deadline: float, received: int) -> float:
        """Count what was received, return the seconds left; OphaalError if too much or too late."""
        heed()
        self._received += received
        if self._received > self.max_bytes:
            most = format_getal(self.max_bytes)
            raise OphaalError(f"het antwoord is groter dan {most} bytes", passing=False)
        left = deadline - time.monotonic()
        if left <= 0:
            raise OphaalError(_TOO_LATE, passing=True)
        return left


def is_safe(address: str, *, encrypted: bool) -> bool:
    """Return whether an address is encrypted; or on this computer, where that will do."""
    scheme = address.partition("://")[0]
    if scheme == "http":
        return not encrypted and is_local(address)
    return scheme == "https" and bool(host_of(address))


def is_local(address: str) -> bool:
    """Return whether an address is on this computer."""
    host = host_of(address)
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def host_of(address: str) -> str:
    """Return the computer of an address; nothing when the address is not well formed."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _refusal(code: int) -> OphaalError:
    """Return what an answer without content means, by its status code."""
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return OphaalError(f"er is daar een storing (foutcode {code})", passing=True)
    if code >= HTTPStatus.BAD_REQUEST:
        return OphaalError(f"de vraag wordt geweigerd (foutcode {code})", passing=False)
    what = f"de website verwijst naar een adres dat niet veilig is (code {code})"
    return OphaalError(what, passing=False)


def _no_answer(error: Exception) -> OphaalError:
    """Return what it means that there is no answer."""
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return OphaalError(_TOO_LATE, passing=True)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return OphaalError("het beveiligingscertificaat van de website klopt niet", passing=False)
    what = "er komt geen verbinding tot stand of zij valt weg; kijk of er internet is"
    return OphaalError(what, passing=True)


class _Bounded(urllib.request.HTTPHandler, urllib.request.HTTPSHandler):
    """Connects, and bounds all that is read: headers and interim answers as well as a body."""

    def __init__(self, allow: _Allow, *, encrypted: bool) -> None:
        super().__init__()
        self._allow, self._encrypted = allow, encrypted

    def default_open(self, req: urllib.request.Request) -> None:
        """Refuse an address that is not safe, which can only be one that a server refers to."""
        if not is_safe(req.full_url, encrypted=self._encrypted):
            raise _refusal(HTTPStatus.FOUND)

    def http_open(self, req: urllib.request.Request) -> HTTPResponse:
        """Open an address."""
        kind = HTTPSConnection if req.type == "https" else HTTPConnection
        return self.do_open(partial(self._connect, kind), req)

    https_open = http_open

    def _connect(self, kind: type[HTTPConnection], host: str, timeout: float) -> HTTPConnection:
        # A computer may have an address that does not answer: some time is left for its next.
        connection = kind(host, timeout=min(timeout, self._allow(0) / 3))
        connection.response_class = cast("type[HTTPResponse]", self._answer)
        return connection

    def _answer(self, sock: socket, *, method: str | None) -> HTTPResponse:
        """Return an answer, of which each piece that comes out of the connection is counted."""
        answer = HTTPResponse(sock, method=method)
        read = answer.fp.raw.readinto

        def bounded(buffer: memoryview) -> int | None:
            sock.settimeout(self._allow(0))
            received: int | None = read(buffer)
            self._allow(received or 0)
            return received

        answer.fp.raw.readinto = bounded  # type: ignore[method-assign] # of this one stream
        return answer
