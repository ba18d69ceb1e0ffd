"""Fetching from the internet: with a time limit, a bounded size, and a few attempts."""

from __future__ import annotations

import ipaddress
import ssl
import time
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from overeenkomstgen.kern.notatie import format_getal
from overeenkomstgen.progress import heed, pause

_CHUNK = 65536
_SERVER_ERROR = 500
_CLIENT_ERROR = 400
_TOO_LATE = "het antwoord blijft te lang uit"


class OphaalError(Exception):
    """Nothing could be fetched; the text says why, in Dutch, as a part of a sentence."""

    def __init__(self, why: str, *, passing: bool) -> None:
        super().__init__(why)
        self.passing = passing


@dataclass(frozen=True, slots=True)
class Ophaler:
    """Fetches from a service; not through a proxy where that is on this computer.

    Attributes:
        address: Where the service is, without a slash at the end.
        time_limit: Seconds that one attempt may take.
        pauses: Seconds to wait before each further attempt.
        max_bytes: How much one answer can hold.
    """

    address: str
    time_limit: float = 30.0
    pauses: tuple[float, ...] = (1.0, 2.0, 4.0)
    max_bytes: int = 20_000_000

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
        for seconds in self.pauses:
            try:
                return self._attempt(address)
            except OphaalError as error:
                if not error.passing:
                    raise
            pause(seconds)
        try:
            return self._attempt(address)
        except OphaalError as error:
            if not error.passing:
                raise
            why = f"{error} (na {len(self.pauses) + 1} pogingen)"
            raise OphaalError(why, passing=True) from error

    def _attempt(self, address: str) -> bytes:
        request = urllib.request.Request(  # noqa: S310 - see fetch
            address, headers={"Accept": "application/json", "User-Agent": "overeenkomstgen"}
        )
        deadline = time.monotonic() + self.time_limit
        try:
            opened = self._opener().open(request, timeout=self.time_limit)
            with cast("HTTPResponse", opened) as response:
                return self._body(response, deadline)
        except HTTPError as error:
            with error:
                raise _refusal(error.code) from error
        except (HTTPException, OSError) as error:
            raise _no_answer(error) from error

    def _body(self, response: HTTPResponse, deadline: float) -> bytes:
        """Return the whole answer."""
        chunks = []
        size = 0
        while chunk := response.read1(_CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            heed()
            if size > self.max_bytes:
                most = format_getal(self.max_bytes)
                raise OphaalError(f"het antwoord is groter dan {most} bytes", passing=False)
            if time.monotonic() > deadline:
                raise OphaalError(_TOO_LATE, passing=True)
        announced = response.headers.get("Content-Length", "")
        if announced.isdecimal() and size < int(announced):
            raise OphaalError("het antwoord is halverwege afgebroken", passing=True)
        return b"".join(chunks)

    def _opener(self) -> urllib.request.OpenerDirector:
        """Return what opens addresses, and follows the server to those alone that are safe."""
        proxy = urllib.request.ProxyHandler({} if _is_local(self.address) else None)
        return urllib.request.build_opener(proxy, _SafeRedirects(encrypted=self.encrypted))


def is_safe(address: str, *, encrypted: bool) -> bool:
    """Return whether an address is encrypted; or on this computer, where that will do."""
    scheme = address.partition("://")[0]
    if scheme == "http":
        return not encrypted and _is_local(address)
    return scheme == "https" and bool(host_of(address))


def _is_local(address: str) -> bool:
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
    if code >= _SERVER_ERROR:
        return OphaalError(f"er is daar een storing (foutcode {code})", passing=True)
    if code >= _CLIENT_ERROR:
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


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Goes where the server refers to, when that is safe."""

    def __init__(self, *, encrypted: bool) -> None:
        self._encrypted = encrypted

    def redirect_request(  # noqa: PLR0913, PLR0917 - as urllib calls it
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Return the request for the address that the server refers to.

        Raises:
            HTTPError: The address is not safe.
        """
        if not is_safe(newurl, encrypted=self._encrypted):
            raise HTTPError(newurl, code, msg, headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
