"""A CBS of the tests' own, on this computer: it speaks the shapes of the real one, and its faults.

The real service cannot be reached from where these tests were written. The shape of version 4
is that of answers which others recorded, of version 3 that of documents, and what is
around it that of answers of other tables; see the docstring of the client, and its tests.
"""

from __future__ import annotations

import json
import re
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

PATHS = {"v4": "/odata/v1/CBS", "v3": "/ODataFeed/odata"}
"""Where the tables are, in each version of the service."""
MEASURE = "M000352_3"
_FILTER = re.compile(
    rf"(?:Measure eq '{MEASURE}' and )?Perioden eq '([^']*)' and startswith\(RegioS,'GM'\)"
)


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
        version: Which version it speaks; what is asked in the other is not there.
        measures: What it counts, by code.
        strange: The addresses that it does not have.
        spelling: What stands in an answer, and what comes in its stead.
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
    version: str = "v4"
    measures: dict[str, str] = field(default_factory=lambda: {MEASURE: "Totale bevolking"})
    strange: list[str] = field(default_factory=list)
    spelling: tuple[bytes, bytes] = (b"\0", b"")
    address: str = ""

    @property
    def tables(self) -> dict[str, Callable[[dict[str, list[str]]], list[dict[str, Any]]]]:
        """Return what gives the rows of each table, for a question."""
        if self.version == "v3":
            return {"Perioden": self._periods, "RegioS": self._regions, "TypedDataSet": self._wide}
        return {
            "MeasureCodes": self._measures,
            "PeriodenCodes": self._period_codes,
            "RegioSCodes": self._region_codes,
            "Observations": self._long,
        }

    def _measures(self, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        assert query["$select"] == ["Identifier,Title"]
        assert query["$filter"] == [f"Identifier eq '{MEASURE}'"]
        return [{"Identifier": code, "Title": title} for code, title in self.measures.items()]

    def _period_codes(self, _: object) -> list[dict[str, Any]]:
        return [
            {
                "Identifier": key,
                "Index": number,
                "Title": key[:4],
                "Description": remark or "",
                "DimensionGroupId": "0",
                "Status": None,
            }
            for number, (key, remark) in enumerate(self.periods.items(), start=1)
        ]

    def _region_codes(self, _: object) -> list[dict[str, Any]]:
        return [
            {
                "Identifier": code,
                "Index": number,
                "Title": title,
                "Description": "",
                "DimensionGroupId": code[:2],
            }
            for number, (code, title) in enumerate([("NL01", "Nederland"), *self.names.items()], 1)
        ]

    def _long(self, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        assert query["$select"] == ["RegioS,Perioden,Value,Measure"]
        assert query["$filter"][0].startswith("Measure")
        return [
            {"Measure": MEASURE, "Value": figure, "RegioS": code, "Perioden": period}
            for code, period, figure in self._chosen(query)
        ]

    def _periods(self, _: object) -> list[dict[str, Any]]:
        return [
            {"Key": key, "Title": key[:4], "Description": remark, "Status": None}
            for key, remark in self.periods.items()
        ]

    def _regions(self, _: object) -> list[dict[str, Any]]:
        """Return regions with keys filled up with spaces, as CBS does."""
        return [
            {"Key": f"{code:10}", "Title": title, "Description": None, "CategoryGroupID": 1}
            for code, title in {"NL01": "Nederland", **self.names}.items()
        ]

    def _wide(self, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        assert query["$select"] == ["RegioS,Perioden,TotaleBevolking_1"]
        return [
            {"RegioS": f"{code:10}", "Perioden": f"{period:10}", "TotaleBevolking_1": figure}
            for code, period, figure in self._chosen(query)
        ]

    def _chosen(self, query: dict[str, list[str]]) -> Iterator[tuple[str, str, Any]]:
        found = _FILTER.fullmatch(query["$filter"][0])
        assert found, query
        for (code, period), figure in self.figures.items():
            if not self.heeds_filter or period == found[1]:
                yield code, period, figure


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
        parts = urlsplit(self.path)
        folder, _, name = parts.path.rpartition("/")
        if folder != f"{PATHS[cbs.version]}/70072ned" or name not in cbs.tables:
            cbs.strange.append(self.path)
            self.reply(b'{"error":{"code":"","message":"Resource not found."}}', 404)
            return
        cbs.asked.append(self.path)
        fault = cbs.faults.pop(0) if cbs.faults else cbs.always
        if fault:
            fault(self)
            return
        query = parse_qs(parts.query)
        assert query.get("$format") == (["json"] if cbs.version == "v3" else None)
        rows = cbs.tables[name](query)
        start = int(query.get("$skip", ["0"])[0])
        answer: dict[str, Any] = {
            {"v4": "@odata.context", "v3": "odata.metadata"}[cbs.version]: (
                f"{cbs.address}/70072ned/$metadata#"
                f"{'Cbs.OData.WebAPI.' * (cbs.version == 'v3')}{name}"
            ),
            "value": rows[start : start + cbs.page_size],
        }
        if start + cbs.page_size < len(rows):
            rest = re.sub(r"\$skip=.*", "", f"{parts.query}&".removeprefix("&"))
            host = cbs.address.removesuffix(PATHS[cbs.version])
            following = f"{host}{parts.path}?{rest}$skip={start + cbs.page_size}"
            answer[{"v4": "@odata.nextLink", "v3": "odata.nextLink"}[cbs.version]] = cbs.link(
                following
            )
        self.reply(json.dumps(answer, ensure_ascii=False).encode())

    def reply(self, body: bytes, code: int = 200, headers: dict[str, str] | None = None) -> None:
        body = body.replace(*self.server.cbs.spelling)
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


def endless(start: bytes, more: bytes, pause: float = 0.0) -> Callable[[Handler], None]:
    """Return what begins an answer and never ends it, though it never falls silent either.

    Args:
        start: What comes first, from the first word of the answer.
        more: What comes then, again and again.
        pause: Seconds between one and the next.
    """

    def answer(handler: Handler) -> None:
        handler.close_connection = True
        with suppress(OSError):  # until nobody listens any more
            handler.wfile.write(start)
            while True:
                handler.wfile.write(more)
                handler.wfile.flush()
                time.sleep(pause)

    return answer


OK = b"HTTP/1.1 200 OK\r\n"
drip = endless(OK + b"\r\n", b" ", 0.05)
"""Answer with a body that never ends."""


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
        cbs.address = f"{scheme}://127.0.0.1:{server.server_port}{PATHS[cbs.version]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield cbs
        finally:
            server.shutdown()
            thread.join()
