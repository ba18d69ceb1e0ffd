"""A CBS that does all it can to hold the program up, or to fill its memory.

Each trial runs in a process of its own, of which the memory is limited and measured.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from hulp import cbsserver
from hulp.cbsserver import OK, Handler, cbs_server, endless
from overeenkomstgen.errors import AfgebrokenError
from overeenkomstgen.inwoners.cbs import CbsError, Dienst, rows
from overeenkomstgen.inwoners.inwoners import find_cbs
from overeenkomstgen.progress import stoppable
from overeenkomstgen.schijf.ophalen import OphaalError, Ophaler

pytestmark = pytest.mark.ongemeten

KILOBYTES = 100_000
DRIP = 0.02
"""Seconds between one sign and the next."""
NAMES = {"GM0150": "Deventer"}
LATE = "CBS geeft geen cijfers: het antwoord blijft te lang uit."
BIG = "CBS geeft geen cijfers: het antwoord is groter dan 4.000.000 bytes."
SHAPE = "Het antwoord van CBS (tabel 70072ned) ziet er anders uit dan verwacht: "
ROW = f"{SHAPE}een regel heeft een andere vorm."
ODD = f"{SHAPE}het veld Identifier ontbreekt of is geen tekst."
FULL = f"{SHAPE}er staat veel te veel in."

CHILD = """
import re, resource, sys
from datetime import date
from overeenkomstgen.inwoners.cbs import CbsError, Dienst, fetch_bevolking
from overeenkomstgen.schijf.ophalen import Ophaler

resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))  # a failure must not take us along
limits = {"time_limit": float(sys.argv[2])} if sys.argv[2:] else {}
dienst = Dienst(Ophaler(sys.argv[1], **limits), v4="ODataFeed" not in sys.argv[1])
try:
    print(fetch_bevolking([dienst], date(2022, 1, 1)).cijfers)
except CbsError as error:
    print(error.message)
print(re.search("VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
"""


def ask(address: str, *time_limit: str) -> str:
    """Ask CBS in another process; return what came of it."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, address, *time_limit],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert not done.stderr
    told, _, used = done.stdout.strip().rpartition("\n")
    assert int(used) < KILOBYTES
    return told


def filled(template: str, size: int = 3_900_000) -> Callable[[Handler], None]:
    """Return what answers with a list of as many of something as a whole exchange can hold."""
    return cbsserver.body(f'{{"value": [{template * (size // len(template))} 1]}}'.encode())


def bodies(handler: Handler) -> None:
    """Refer to this address again, with much to read at each turn."""
    handler.reply(b" " * 1_000_000, 302, {"Location": f"{handler.path}&again"})


CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
FOUND = OK.replace(b"200 OK", b"302 Found") + b"Location: elders\r\n\r\n"


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(endless(b"", b"H", DRIP), id="status"),
        pytest.param(endless(OK + b"X: ", b"a", DRIP), id="header"),
        pytest.param(endless(OK, b"A: b\r\n", 5 * DRIP), id="headers"),
        pytest.param(endless(OK + b"\r\n", b" ", DRIP), id="body"),
        pytest.param(endless(CHUNKED + b"1;", b"x", DRIP), id="chunk"),
        pytest.param(endless(CHUNKED + b"0\r\n", b"A: b\r\n", DRIP), id="trailers"),
        pytest.param(endless(b"", CONTINUE, DRIP), id="interim answers"),
        pytest.param(endless(FOUND, b" ", DRIP), id="reference"),
        pytest.param(cbsserver.silence(3.0), id="nothing"),
    ],
)
def test_what_drips(fault: Callable[[Handler], None]) -> None:
    with cbs_server(always=fault) as server:
        assert ask(server.address, "0.4") == LATE
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        pytest.param(endless(b"", CONTINUE * 9999), BIG, id="interim answers"),
        pytest.param(endless(OK + b"\r\n", b" " * 65536), BIG, id="body"),
        pytest.param(endless(CHUNKED + b"0\r\n", b"A: b\r\n" * 9999), BIG, id="trailers"),
        pytest.param(bodies, BIG, id="references"),
        pytest.param(filled("{},"), FULL, id="objects"),
        pytest.param(filled('{"a":1},'), FULL, id="objects with something in them"),
        pytest.param(filled("[],"), FULL, id="lists"),
        pytest.param(filled('"ab",'), FULL, id="texts"),
        pytest.param(filled("[],", 290_000), ROW, id="as many lists as may be"),
        pytest.param(filled('{"a":"bc"},', 990_000), ODD, id="as many objects as may be"),
        pytest.param(
            cbsserver.body('{"value": ["\U0001f600'.encode() + b"a" * 3_900_000 + b'"]}'),
            ROW,
            id="a text of wide signs",
        ),
    ],
)
def test_what_is_large(fault: Callable[[Handler], None], told: str) -> None:
    with cbs_server(always=fault) as server:
        assert ask(server.address) == told


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (b"1e999999999", f"{SHAPE}in het veld Value staat geen heel getal, maar 1E+999999999."),
        (b"-1E18446744073709551616", "Het antwoord van CBS is niet te lezen: het is geen geldige"),
        (b"1" * 4_000, f"{SHAPE}in het veld Value staat geen heel getal, maar 1111"),
        (b"1" * 3_900_000, "Het antwoord van CBS is niet te lezen: het is geen geldige JSON."),
        (b"1" * 3_900_000 + b"e0", f"{SHAPE}in het veld Value staat geen heel getal, maar 1111"),
        (b"1." + b"0" * 3_900_000, "{('GM0150', '2022JJ00'): 1}"),
        (b"50e-1", "{('GM0150', '2022JJ00'): 5}"),
    ],
    ids=["exponent", "exponent beyond all", "4.000", "digits", "digits, e0", "zeros", "whole"],
)
@pytest.mark.parametrize("version", ["v4", "v3"])
def test_numbers_out_of_all_reason(figure: bytes, told: str, version: str) -> None:
    column = {"v4": "Value", "v3": "TotaleBevolking_1"}[version]
    row = {"RegioS": "GM0150", "Perioden": "2022JJ00", "Measure": cbsserver.MEASURE}
    answer = cbsserver.rows(row | {column: 123454321})
    lists = [None] * {"v4": 3, "v3": 2}[version]
    with cbs_server(names=NAMES, version=version, faults=[*lists, answer]) as server:
        server.spelling = (b"123454321", figure)
        assert ask(server.address).startswith(told.replace("Value", column))


def test_a_length_that_is_no_number() -> None:
    with cbs_server(
        names=NAMES, faults=[lambda it: it.reply(b"", headers={"Content-Length": "9" * 5000})]
    ) as server:
        assert ask(server.address) == (
            "Het antwoord van CBS is niet te lezen: het is geen geldige JSON."
        )


@pytest.mark.parametrize("target", ["http://[", "https://a..b/", f"https://{'a' * 70}.nl"])
def test_a_reference_to_no_address(target: str) -> None:
    def refer(handler: Handler) -> None:
        handler.reply(b"", 302, {"Location": target})

    with cbs_server(always=refer) as server:
        told = ask(server.address, "0.4")
    assert told.startswith("CBS geeft geen cijfers: ")


def test_attempts_count_together() -> None:
    """A pause that would fit by itself does not after what the former attempts took."""
    with cbs_server(always=cbsserver.status(503)) as server:
        cbs = Ophaler(server.address, time_limit=60.0, pauses=(0.2, 59.9))
        with pytest.raises(OphaalError, match="er is daar een storing"):
            cbs.fetch(f"{server.address}/70072ned/PeriodenCodes")
    assert len(server.asked) == 2


def test_pages_count_together() -> None:
    """Each page is small, and there is always another."""
    number = iter(range(10**6))
    with cbs_server(
        names=NAMES | {f"GM{code:04}": "x" * 200 for code in range(9)},
        page_size=9,
        link=lambda _: f"RegioSCodes?{next(number)}",
    ) as server:
        cbs = Ophaler(server.address, max_bytes=30_000)
        dienst = Dienst(cbs, v4=True)
        with pytest.raises(CbsError) as caught:
            list(rows(dienst, "RegioSCodes", {}))
    assert (
        caught.value.message == "CBS geeft geen cijfers: het antwoord is groter dan 30.000 bytes."
    )
    assert 10 < len(server.asked) < 20


@contextmanager
def dripping(start: bytes) -> Iterator[int]:
    """Run a server that says a word, and then a sign at a time; give its port."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection, suppress(OSError):
                        connection.sendall(start)
                        while not over.wait(DRIP):
                            connection.sendall(b"\0")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        over.set()
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_handshake_that_drips() -> None:
    """The server begins its hello of 16 kB, and is never done with it."""
    with dripping(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc") as port:
        assert ask(f"https://127.0.0.1:{port}/odata", "1.2") == LATE


def test_a_header_that_drips_is_not_heard_out() -> None:
    """Who stops the work need not wait for the server."""
    stop = threading.Event()

    def begin(handler: Handler) -> None:
        stop.set()
        endless(OK + b"X: ", b"a", DRIP)(handler)

    with cbs_server(always=begin) as server, pytest.raises(AfgebrokenError), stoppable(stop):
        Ophaler(server.address).fetch(f"{server.address}/70072ned/PeriodenCodes")
    assert len(server.asked) == 1


def test_the_limits_of_the_program() -> None:
    """With both versions of the service, CBS has two minutes at the most, and 4 MB at a time."""
    for dienst in find_cbs():
        assert (dienst.cbs.time_limit, dienst.cbs.max_bytes) == (60.0, 4_000_000)
