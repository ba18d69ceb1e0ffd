"""What is given to the counter: however much it is, and whatever is in it."""

from __future__ import annotations

import socket
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from hulp import vijandig
from hulp.inkomend import make_zip
from hulp.lengte import count
from hulp.toonbank import Toonbank, open_counter
from hulp.wegen import BRIEF
from overeenkomstgen.loket.app import MOST

if TYPE_CHECKING:
    from collections.abc import Iterator

HTML = b"<!DOCTYPE html><script>document.title = 'mis'</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MB = 1_000_000


def xlsx_bomb() -> bytes:
    """Make a workbook of a few hundred kB whose sheet is one of 300 MB."""
    return make_zip(
        {"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": b" " * 300 * MB}
    )


@pytest.fixture
def counter(full: Path, tmp_path: Path) -> Iterator[Toonbank]:
    (tmp_path / "tijdelijk").mkdir()
    with open_counter(full, environment={"TMPDIR": str(tmp_path / "tijdelijk")}) as opened:
        opened.enter()
        yield opened


def used(counter: Toonbank) -> int:
    """Return the most memory that the counter has had since this was asked, in bytes."""
    status = Path(f"/proc/{counter.process.pid}/status").read_text()
    Path(f"/proc/{counter.process.pid}/clear_refs").write_text("5")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def form(**values: object) -> tuple[bytes, dict[str, str]]:
    boundary, body = encode_multipart(values)
    return body, {"Content-Type": f"multipart/form-data; boundary={boundary}"}


def file(content: bytes, name: str) -> FileStorage:
    return FileStorage(BytesIO(content), name)


def test_a_gigabyte_is_refused_before_it_is_taken(counter: Toonbank, tmp_path: Path) -> None:
    before, place = used(counter), urlsplit(counter.hier)
    with socket.create_connection((place.hostname, place.port), 60) as line:
        head = {
            "Host": place.netloc,
            "Origin": counter.hier,
            "Cookie": counter.koekje,
            "Content-Type": "multipart/form-data; boundary=x",
            "Content-Length": str(1024 * MB),
        }
        lines = (f"{name}: {value}" for name, value in head.items())
        line.sendall("\r\n".join(("POST /doe/inname HTTP/1.1", *lines, "", "")).encode())
        with suppress(OSError):  # it hangs up
            for _ in range(1024):
                line.sendall(b"x" * MB)
        with suppress(OSError):
            assert b" 413 " in line.recv(100)
    assert counter.ask("GET", "/").code == 200
    assert used(counter) - before < 30 * MB
    assert sum(each.stat().st_size for each in (tmp_path / "tijdelijk").rglob("*")) < MB


@pytest.mark.lang
def test_too_much_is_told_in_words(counter: Toonbank) -> None:
    body, headers = form(bestanden=file(bytes(MOST + 1), "groot.pdf"))
    answer = counter.ask("POST", "/doe/inname", body, headers)
    assert answer.code == 413
    assert "Dit is te groot: samen mag het 200 MB zijn." in answer.text


BOMBS = (
    ("/doe/inname", "bestanden", "a.zip", vijandig.zip_bomb),
    ("/doe/sjabloon", "bestand", "a.docx", vijandig.xml_bomb),
    ("/doe/tabel", "tabel", "a.xlsx", xlsx_bomb),
    ("/doe/getuige", "bestand", "a.pdf", vijandig.pdf_bomb),
    ("/doe/inname", "bestanden", "a.docx", vijandig.xml_bomb),
    ("/doe/sjabloon", "bestand", "a.docx", vijandig.zip_bomb),
    ("/doe/vergelijk", "oud", "a.docx", vijandig.xml_bomb),
    ("/doe/vergelijk", "oud", "a.pdf", vijandig.pdf_bomb),
    ("/doe/tabel", "tabel", "a.xlsx", vijandig.zip_bomb),
    ("/doe/tabel", "tabel", "a.csv", lambda: b"a;" * 3 * MB),
)
"""What is given to which box; the first few each time, all of them now and then."""


@pytest.mark.ongemeten
def test_no_bomb_goes_off(counter: Toonbank) -> None:
    more = {
        "/doe/sjabloon": {"naam": BRIEF},
        "/doe/vergelijk": {"nieuw-plaats": f"sjablonen/{BRIEF}"},
    }
    for path, box, name, make in BOMBS[: count(len(BOMBS), 3)]:
        before = used(counter)
        body, headers = form(**more.get(path, {}), **{box: file(make(), name)})
        answer = counter.ask("POST", path, body, headers)
        told = counter.end(answer) if answer.code == 303 else answer
        assert told.code in {200, 409, 422}, (path, name, told.code)
        assert "niet had mogen gebeuren" not in told.text, (path, name, told.text)
        assert used(counter) - before < 400 * MB, (path, name)


@pytest.mark.parametrize("name", ["<img src=x>.html", "kwaad.svg"])
def test_what_was_given_never_runs_on_our_pages(counter: Toonbank, full: Path, name: str) -> None:
    content = SVG if name.endswith("svg") else HTML
    body, headers = form(bestanden=file(content, name))
    page = counter.end(counter.ask("POST", "/doe/inname", body, headers))
    pages = [page, *(counter.ask("GET", path) for path in ("/binnengekomen", "/", "/register"))]
    for each in pages:
        assert "<img src=x>" not in each.text
        assert "<script>" not in each.text
    files = [each for each in full.rglob("*") if each.is_file() and each.read_bytes() == content]
    assert files
    for kept in files:
        place = quote(kept.relative_to(full).as_posix())
        given = counter.ask("GET", f"/bestand/{place}")
        assert given.headers["Content-Disposition"].startswith("attachment;")
        assert given.headers["X-Content-Type-Options"] == "nosniff"
        assert given.headers["Content-Security-Policy"].startswith("default-src 'self'")
        for path in (f"/bekijk/{place}", f"/blad/1/{place}"):
            shown = counter.ask("GET", path)
            assert shown.code == 409
            assert shown.headers["Content-Type"] == "text/html; charset=utf-8"
            assert content.decode() not in shown.text
