"""Every way into the counter, as one who means harm tries it: with raw requests."""

from __future__ import annotations

import time
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from hulp.lengte import sample
from hulp.loket import bezoek
from hulp.toonbank import ISSUED, Antwoord, Toonbank, open_counter
from overeenkomstgen.loket.doen import AANBOD
from overeenkomstgen.loket.formulier import Soort
from overeenkomstgen.loket.toegang import Toegang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from overeenkomstgen.loket.handeling import Handeling

WEGEN: dict[str, Mapping[str, str]] = {
    "/": {},
    "/maken": {},
    "/binnengekomen": {},
    "/binnengekomen/<int:werk>/<nummer>/<int:bladzijde>": {
        "werk": "1",
        "nummer": "1",
        "bladzijde": "1",
    },
    "/versturen": {},
    "/versturen/<soort>": {"soort": "aanbiedingsbrief"},
    "/facturen": {},
    "/register": {},
    "/gemeenten": {},
    "/gemeenten/tabel": {},
    "/gemeenten/vervangen": {},
    "/gemeenten/<int:rij>": {"rij": "2"},
    "/instellingen": {},
    "/instellingen/<deel>": {"deel": "stichting"},
    "/vergelijken": {},
    "/sjablonen": {},
    "/sjablonen/<naam>": {"naam": "bijlage-3.docx"},
    "/sjablonen/<naam>/nagekeken": {"naam": "bijlage-3.docx"},
    "/sjablonen/afleiding/<int:nummer>": {"nummer": "1"},
    "/hulp": {},
    "/bestand/<path:plaats>": {"plaats": ISSUED},
    "/blad/<int:nummer>/<path:plaats>": {"nummer": "1", "plaats": ISSUED},
    "/bekijk/<path:plaats>": {"plaats": ISSUED},
    "/doe/<sleutel>": {"sleutel": "zeg-op"},
    "/werk/<int:nummer>": {"nummer": "1"},
    "/werk/<int:nummer>/bestand": {"nummer": "1"},
    "/werk/<int:nummer>/stand": {"nummer": "1"},
    "/werk/<int:nummer>/stop": {"nummer": "1"},
    "/werk/<int:nummer>/ja": {"nummer": "1"},
    "/stijl/<path:filename>": {"filename": "loket.css"},
}
"""Every route, with what makes it a page of the full werkmap. A new one belongs here first."""
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


@dataclass(frozen=True)
class Weg:
    """A route: how it may be asked, and what of its address varies."""

    rule: str
    methods: frozenset[str]
    names: frozenset[str]

    def path(self, **other: str) -> str:
        """Return an address of it, with something else in place of a parameter."""
        made = self.rule
        for name, value in {**WEGEN[self.rule], **other}.items():
            (found,) = (part for part in made.split("<") if part.partition(">")[0].endswith(name))
            given = found.partition(">")[0]
            made = made.replace(f"<{given}>", quote(value) if name in other else value)
        return made


@pytest.fixture(scope="module")
def wegen(tmp_path_factory: pytest.TempPathFactory) -> list[Weg]:
    app = bezoek(tmp_path_factory.mktemp("leeg"), let_in=False).client.application
    return [
        Weg(rule.rule, frozenset(rule.methods or ()), frozenset(rule.arguments))
        for rule in app.url_map.iter_rules()
    ]


@pytest.fixture
def counter(full: Path) -> Iterator[Toonbank]:
    (full.parent / "geheim.txt").write_text(GEHEIM)
    with open_counter(full) as opened:
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


def test_nothing_changes_by_looking(wegen: list[Weg], counter: Toonbank, full: Path) -> None:
    before = seen(full)
    codes = dict[str, int]()
    for weg in wegen:
        if "GET" in weg.methods:
            codes[weg.path()] = counter.ask("GET", weg.path()).code
    codes |= {f"/doe/{key}": counter.ask("GET", f"/doe/{key}").code for key in AANBOD}
    assert {path for path, code in codes.items() if code != 200} == {
        *("/werk/1", "/werk/1/stand", "/werk/1/bestand"),
        "/binnengekomen/1/1/1",
    }
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
    for kwaad in KWAAD:
        for sleutel, handeling in AANBOD.items():
            query = urlencode({vak.naam: kwaad for vak in handeling.vakken})
            answer = counter.ask("GET", f"/doe/{sleutel}?{query}")
            assert answer.code == 200
            assert _is_harmless(answer)
    assert seen(full) == before


def test_nothing_that_a_page_is_asked_leads_out_of_the_folders(
    wegen: list[Weg], counter: Toonbank, full: Path
) -> None:
    before = seen(full)
    names = ("gemeente", "soort", "jaar", "naam", "plaats")
    for kwaad in KWAAD:
        for weg in wegen:
            if "GET" in weg.methods and not weg.names:
                answer = counter.ask("GET", f"{weg.rule}?{urlencode(dict.fromkeys(names, kwaad))}")
                assert answer.code in {200, 404, 409}
                assert _is_harmless(answer)
    assert seen(full) == before


def filled(handeling: Handeling, what: str) -> tuple[bytes, str]:
    """Return a form with the same in every box, and in the name of each file; and its type."""
    values = {
        vak.naam: FileStorage(BytesIO(b"%PDF-1.7 kwaad"), what)
        if vak.soort in {Soort.BESTAND, Soort.BESTANDEN}
        else what
        for vak in handeling.vakken
    }
    boundary, body = encode_multipart(values)
    return body, f"multipart/form-data; boundary={boundary}"


def followed(counter: Toonbank, answer: Antwoord) -> Antwoord:
    """Return the page of the work that was begun, when it has ended."""
    place = answer.headers["Location"]
    while '"klaar":true' not in (stand := counter.ask("GET", f"{place}/stand")).text:
        assert stand.code == 200
        time.sleep(0.05)
    return counter.ask("GET", place)


def test_no_box_leads_out_of_the_folders(counter: Toonbank, full: Path) -> None:
    outside = {place: was for place, was in seen(full).items() if str(full) not in place}
    for kwaad in sample(KWAAD, 3):
        for sleutel, handeling in AANBOD.items():
            if not handeling.vakken:
                continue
            body, kind = filled(handeling, kwaad)
            answer = counter.ask("POST", f"/doe/{sleutel}", body, {"Content-Type": kind})
            assert answer.code in {303, 400, 409, 422}, (sleutel, answer.code)
            if answer.code == 303:
                answer = followed(counter, answer)
            assert _is_harmless(answer)
            assert "niet had mogen gebeuren" not in answer.text, (sleutel, answer.text)
    now = seen(full)
    assert {place: now[place] for place in outside} == outside
