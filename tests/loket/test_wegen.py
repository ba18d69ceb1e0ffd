"""Every way into the counter, as one who means harm tries it: with raw requests."""

from __future__ import annotations

from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from hulp.lengte import count, sample
from hulp.loket import bezoek
from hulp.toonbank import Antwoord, Toonbank, open_counter
from hulp.wegen import DOEN, WEGEN, form_of, wegen_of
from overeenkomstgen.loket.doen import AANBOD
from overeenkomstgen.loket.formulier import Soort
from overeenkomstgen.loket.toegang import Toegang

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hulp.wegen import Weg
    from overeenkomstgen.loket.formulier import Vak
    from overeenkomstgen.loket.handeling import Handeling

GEHEIM = "niet-voor-het-loket"
KWAAD = (
    "../geheim.txt",
    "../../etc/passwd",
    "/etc/passwd",
    "uitvoer/../../geheim.txt",
    "uitvoer/../convenant.toml",
    "....//geheim.txt",
    "..\\geheim.txt",
    "C:\\geheim.txt",
    "file:///etc/passwd",
    "uitvoer/\0geheim",
    ".slot",
    "uitvoer/.geheugen-1.jsonl",
    "convenant.toml",
    "~root",
    "x" * 5000,
)
"""Where no parameter may lead."""


@pytest.fixture(scope="module")
def wegen(tmp_path_factory: pytest.TempPathFactory) -> list[Weg]:
    app = bezoek(tmp_path_factory.mktemp("leeg"), let_in=False).client.application
    return wegen_of(app)


@pytest.fixture
def counter(full: Path) -> Iterator[Toonbank]:
    (full.parent / "geheim.txt").write_text(GEHEIM)
    with open_counter(full, environment={"OVEREENKOMSTGEN_CBS": "http://127.0.0.1:9"}) as opened:
        opened.enter()
        yield opened


def seen(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return all that stands in and around a werkmap: when it was changed, and what it is."""
    return {
        str(place): (place.lstat().st_mtime_ns, place.read_bytes() if place.is_file() else b"")
        for place in (folder.parent, *sorted(folder.parent.rglob("*")))
    }


def test_every_route_is_in_the_list(wegen: list[Weg]) -> None:
    assert {weg.rule for weg in wegen} == set(WEGEN)
    assert {weg.rule: weg.names for weg in wegen} == {
        rule: set(values) for rule, values in WEGEN.items()
    }
    assert set(AANBOD) == set(DOEN)


def test_nothing_changes_by_looking(wegen: list[Weg], counter: Toonbank, full: Path) -> None:
    before = seen(full)
    paths = [weg.path() for weg in wegen if "GET" in weg.methods]
    codes = {path: counter.ask("GET", path).code for path in paths}
    forms = {counter.ask("GET", f"/doe/{key}").code for key in AANBOD}
    gone = {path for path in codes if path.startswith("/werk/")} | {"/binnengekomen/1/1/1"}
    assert {path for path, code in codes.items() if code != 200} == gone
    assert forms == {200}
    assert seen(full) == before


def test_nobody_gets_in_by_any_route_but_with_the_key(
    wegen: list[Weg], counter: Toonbank, full: Path
) -> None:
    before, used = seen(full), urlsplit(counter.adres).query
    port = counter.hier.rpartition(":")[2]
    name = Toegang(int(port)).koekje
    strange = f"kwaad.voorbeeld.nl:{port}"
    cookies = (None, "", f"{name}=geraden", f"loket-1={counter.koekje.partition('=')[2]}")
    hosts: list[dict[str, str | None]] = [
        {"Host": None},
        {"Host": strange},
        {"Host": strange, "Origin": f"http://{strange}", "Sec-Fetch-Site": "same-origin"},
        {"Host": f"127.0.0.1.nip.io:{port}"},
    ]
    origins: list[dict[str, str | None]] = [
        {"Origin": None, "Sec-Fetch-Site": None},
        {"Origin": f"http://{strange}"},
        {"Origin": f"http://{strange}", "Sec-Fetch-Site": None},
        {"Sec-Fetch-Site": "cross-site"},
    ]
    refused = [
        *((403, {"Cookie": each}) for each in cookies),
        *((400, each) for each in hosts),
    ]
    for weg, method in product(wegen, ("GET", "POST")):
        if method not in weg.methods:
            continue
        more = [(403, each) for each in origins if method == "POST"]
        for path, (code, headers) in product(
            (weg.path(), f"{weg.path()}?{used}"), (*refused, *more)
        ):
            answer = counter.ask(method, path, headers=headers)
            assert answer.code == code, (method, path, headers)
    assert seen(full) == before


def _is_harmless(answer: Antwoord) -> bool:
    return GEHEIM not in answer.text and "root:" not in answer.text


def test_no_parameter_leads_out_of_the_folders(
    wegen: list[Weg], counter: Toonbank, full: Path
) -> None:
    before = seen(full)
    for weg in wegen:
        for name in weg.names:
            for kwaad in KWAAD:
                for path in (weg.path(**{name: kwaad}), weg.path(**{name: quote(kwaad, safe="")})):
                    for method in weg.methods - {"OPTIONS", "HEAD"}:
                        answer = counter.ask(method, path)
                        assert answer.code in {308, 400, 404, 405, 409}, (path, answer.code)
                        if answer.code == 308:  # steps that are empty are left out
                            assert answer.headers["Location"].startswith(f"{counter.hier}/")
                        assert _is_harmless(answer)
    names = {vak.naam for handeling in AANBOD.values() for vak in handeling.vakken}
    paths = [weg.path() for weg in wegen if "GET" in weg.methods]
    paths += [f"/doe/{key}" for key in AANBOD]
    for path, kwaad in product(paths, sample(KWAAD, 3)):
        query = urlencode(dict.fromkeys(names | {"zoek", "toestand"}, kwaad[:200]))
        answer = counter.ask("GET", f"{path}?{query}")
        assert answer.code in {200, 302, 404, 409}, (path, kwaad, answer.code)
        assert _is_harmless(answer)
    assert seen(full) == before


def filled(handeling: Handeling, vak: Vak, what: str, werkmap: Path) -> tuple[bytes, str]:
    """Return its form as it can be done, but for one box or the name of one file; and its type."""
    values = form_of(handeling.sleutel, werkmap)
    is_file = vak.soort in {Soort.BESTAND, Soort.BESTANDEN}
    values[vak.naam] = FileStorage(BytesIO(b"%PDF-1.7 kwaad"), what) if is_file else what
    boundary, body = encode_multipart(values)
    return body, f"multipart/form-data; boundary={boundary}"


def test_no_box_leads_out_of_the_folders(counter: Toonbank, full: Path) -> None:
    outside = full.parent.parent
    before = sorted(outside.iterdir())
    boxes = [(each, vak) for each in AANBOD.values() for vak in each.vakken]
    for handeling, vak in boxes:
        is_file = vak.soort in {Soort.BESTAND, Soort.BESTANDEN}
        for kwaad in sample(KWAAD, 2)[: 2 if is_file else count(2, 1)]:
            body, kind = filled(handeling, vak, kwaad, full)
            path = f"/doe/{handeling.sleutel}"
            answer = counter.ask("POST", path, body, {"Content-Type": kind})
            assert answer.code in {303, 409, 422}, (path, vak.naam, answer.code)
            if answer.code == 303:
                answer = counter.end(answer)
            assert _is_harmless(answer)
            assert "niet had mogen gebeuren" not in answer.text, (path, vak, answer.text)
    assert sorted(outside.iterdir()) == before
    assert (full.parent / "geheim.txt").read_text() == GEHEIM
