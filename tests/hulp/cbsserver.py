"""A CBS of the tests' own, on this computer: it speaks the shape of the real one, and its faults.

The shape is that of the documents named in the docstring of the client, not of recordings
of the real service, which cannot be reached from where these tests were written.
"""

from __future__ import annotations

import json
import re
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

PREFIX = "/ODataFeed/odata/70072ned/"
_FILTER = re.compile(r"Perioden eq '([^']*)' and startswith\(RegioS,'GM'\)")


@dataclass
class CbsServer:
    """What the server has, what goes wrong with it, and what it was asked.

    Attributes:
        figures: By code and period, the figure that CBS has; None is null.
        names: The names of the codes.
        periods: The periods, with what CBS remarks on each.
        page_size: How many rows one answer has.
        faults: What goes wrong with the next answers, one after the other; None: nothing.
        always: What goes wrong with every answer after those.
        asked: The addresses that were asked for.
        heeds_filter: Whether it gives only the rows that were asked for.
        link: What it makes of the address of a next page.
    """

    figures: dict[tuple[str, str], Any] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)
    periods: dict[str, Any] = field(default_factory=lambda: {"2022JJ00": ""})
    page_size: int = 10_000
    faults: list[Callable[[Handler], None] | None] = field(default_factory=list)
    always: Callable[[Handler], None] | None = None
    asked: list[str] = field(default_factory=list)
    heeds_filter: bool = True
    link: Callable[[str], Any] = str
    address: str = ""

    def rows(self, name: str, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        """Return the rows of a table, with keys filled up with spaces as CBS does."""
        if name == "Perioden":
            return [
                {"Key": key, "Title": key[:4], "Description": remark, "Status": None}
                for key, remark in self.periods.items()
            ]
        if name == "RegioS":
            return [
                {"Key": f"{code:10}", "Title": title, "Description": None, "CategoryGroupID": 1}
                for code, title in {"NL01": "Nederland", **self.names}.items()
            ]
        assert query["$select"] == ["RegioS,Perioden,TotaleBevolking_1"]
        found = _FILTER.fullmatch(query["$filter"][0])
        assert found, query
        return [
            {"RegioS": f"{code:10}", "Perioden": f"{period:10}", "TotaleBevolking_1": figure}
            for (code, period), figure in self.figures.items()
            if not self.heeds_filter or period == found[1]
        ]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    cbs: CbsServer

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about a client that hangs up; what it makes of an answer is what counts."""


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: _Server

    def do_GET(self) -> None:
        """Answer as CBS, or go wrong as the test wants."""
        cbs = self.server.cbs
        cbs.asked.append(self.path)
        fault = cbs.faults.pop(0) if cbs.faults else cbs.always
        if fault:
            fault(self)
            return
        parts = urlsplit(self.path)
        assert parts.path.startswith(PREFIX), self.path
        query = parse_qs(parts.query)
        assert query["$format"] == ["json"]
        rows = cbs.rows(parts.path.removeprefix(PREFIX), query)
        start = int(query.get("$skip", ["0"])[0])
        answer: dict[str, Any] = {
            "odata.metadata": f"{cbs.address}/70072ned/$metadata#Cbs.OData.WebAPI.X",
            "value": rows[start : start + cbs.page_size],
        }
        if start + cbs.page_size < len(rows):
            rest = parts.query.partition("&$skip=")[0]
            following = f"{cbs.address.partition('/ODataFeed')[0]}{parts.path}?{rest}"
            answer["odata.nextLink"] = cbs.link(f"{following}&$skip={start + cbs.page_size}")
        self.reply(json.dumps(answer, ensure_ascii=False).encode())

    def reply(self, body: bytes, code: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for name, value in {
            "Content-Type": "application/json;odata=minimalmetadata;charset=utf-8",
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server has it
        """Keep quiet."""


def status(code: int) -> Callable[[Handler], None]:
    """Return what answers with nothing but a status code."""
    return lambda handler: handler.reply(b"The service is unavailable.", code)


def body(content: bytes) -> Callable[[Handler], None]:
    """Return what answers with something else."""
    return lambda handler: handler.reply(content)


def rows(*found: object) -> Callable[[Handler], None]:
    """Return what answers with these rows."""
    return body(json.dumps({"value": found}).encode())


def redirect(target: str) -> Callable[[Handler], None]:
    """Return what refers to another address."""
    return lambda handler: handler.reply(b"", 302, {"Location": quote(target, safe=":/?=&")})


def silence(seconds: float) -> Callable[[Handler], None]:
    """Return what says nothing for a while, and then nothing."""
    return lambda _: time.sleep(seconds)


def hang_up(handler: Handler) -> None:
    """Break the connection off without a word."""
    handler.close_connection = True


def cut_short(handler: Handler) -> None:
    """Break off half-way an answer that was announced to be longer."""
    handler.reply(b'{"value": [', headers={"Content-Length": "1000"})
    handler.close_connection = True


def drip(handler: Handler) -> None:
    """Answer so slowly that it never ends, though it never falls silent either."""
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:  # nobody listens any more
        handler.close_connection = True


def make_certificate(folder: Path) -> Path:
    """Make a certificate for this computer, with its key in the same file."""
    place = folder / "certificaat.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", place, "-out", place),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )
    return place


@contextmanager
def cbs_server(
    certificate: Path | None = None,
    **settings: Any,  # noqa: ANN401 - as CbsServer has them
) -> Iterator[CbsServer]:
    """Run a server, with encryption if it has a certificate; it ends with the block."""
    cbs = CbsServer(**settings)
    with _Server(("127.0.0.1", 0), Handler) as server:
        server.cbs = cbs
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https" if certificate else "http"
        cbs.address = f"{scheme}://127.0.0.1:{server.server_port}/ODataFeed/odata"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield cbs
        finally:
            server.shutdown()
            thread.join()
