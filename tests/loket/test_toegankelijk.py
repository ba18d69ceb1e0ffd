"""That all can use the counter: each page, in each state, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from flask import template_rendered

from hulp.browser import VIEWS, Browser, running_browser
from hulp.loket import Bezoek, served
from hulp.toonbank import NOW
from hulp.wegen import DOEN, form_of, wegen_of
from overeenkomstgen.errors import Fault, InputError, Vraag, VraagError
from overeenkomstgen.loket.doen import AANBOD
from overeenkomstgen.loket.werk import Klus
from overeenkomstgen.progress import pause

if TYPE_CHECKING:
    from flask import Flask
    from jinja2 import Template

    from overeenkomstgen.loket.werk import Loop

pytest_plugins = ("hulp.opstelling",)
pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

ELSEWHERE = {"bezet.html", "welkom.html"}
"""Pages that another test here shows, or that go on to another by themselves."""
NAME = "e => [...document.querySelectorAll('*')].indexOf(e) + e.outerHTML.slice(0, 150)"
"""What tells one thing on a page from another."""
FOCUS = f"""
() => {{
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const shown = style.outlineStyle != "none" && parseFloat(style.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [e == document.body ? "" : ({NAME})(e), shown && inside];
}}
"""
"""What has the focus, and whether that can be seen."""
REACHABLE = f"""
[...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter(e => e.type != "hidden" && !e.disabled && e.checkVisibility()).map({NAME})
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


@pytest.fixture
def own(
    full: Path, browser: Browser, cbs: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Bezoek]:
    """Open a counter for the full werkmap, with the browser in it, and whoever tests as well."""
    for name, value in (NOW | cbs).items():
        monkeypatch.setenv(name, value)
    with served(full) as opened:
        toegang = opened.loket.toegang
        browser.page.context.clear_cookies()
        browser.page.goto(toegang.adres)
        browser.page.wait_for_url(f"{opened.hier}/")
        (cookie,) = browser.page.context.cookies()
        opened.client.set_cookie(cookie["name"], cookie["value"], domain="127.0.0.1")
        browser.console.clear()
        yield opened


@dataclass
class Keurder:
    """Judges page after page, and remembers what was wrong."""

    browser: Browser
    own: Bezoek
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def look(self, path: str, state: str = "") -> None:
        """Open a page and judge it."""
        self.browser.page.goto(self.own.hier + path)
        self.judge(f"{path} {state}")

    def press(self, path: str, state: str) -> None:
        """Press the button of the form of a page, as it is, and judge what comes."""
        page = self.browser.page
        page.goto(self.own.hier + path)
        page.locator("main form button[type=submit]").last.click()
        self.judge(f"{path} {state}")

    def judge(self, name: str) -> None:
        """Judge what is shown, all that folds open."""
        unfold = "document.querySelectorAll('details').forEach(d => d.open = true)"
        self.browser.page.evaluate(unfold)
        if found := self.browser.wrong():
            self.wrong[name] = found


@pytest.fixture
def keurder(browser: Browser, own: Bezoek) -> Keurder:
    return Keurder(browser, own)


def done(own: Bezoek, key: str) -> str:
    """Do something, whatever it asks, and return where it is told what came of it."""
    werk = own.loket.werk
    place = own.begun(key, **form_of(key, own.loket.werkmap.folder))
    while vraag := werk.wait(int(place.rpartition("/")[2]), 600).vraag:
        place = own.post(f"{place}/ja", data={"vraag": vraag}).location
    klus = werk[int(place.rpartition("/")[2])]
    assert klus.klaar
    assert klus.fout is None, klus
    return place


def failed(error: Exception) -> Callable[[Loop], object]:
    def work(_: Loop) -> object:
        raise error

    return work


def nothing(_: Loop) -> None:
    """Do nothing, of which nothing comes."""


ERRORS = (
    InputError((Fault("gemeenten.csv, rij 2", "dit is fout", "verbeter het"),)),
    VraagError(Vraag("Zal ik doorgaan?"), "Er is een vraag.", "Antwoord eerst."),
    OSError(28, "vol", "uitvoer/a.pdf"),
    ZeroDivisionError("een fout van het programma"),
)


@pytest.fixture
def shown(own: Bezoek) -> Iterator[set[str]]:
    """Collect which templates are shown."""
    names = set[str]()

    def note(_: Flask, template: Template, **__: object) -> None:
        names.add(str(template.name))

    with template_rendered.connected_to(note, own.client.application):
        yield names


def test_axe_has_no_complaint_of_any_page(
    keurder: Keurder, own: Bezoek, shown: set[str], browser: Browser
) -> None:
    for key in AANBOD:
        if not any(vak.verplicht for vak in AANBOD[key].vakken):
            keurder.look(f"/doe/{key}")
        else:
            keurder.press(f"/doe/{key}", "with errors")
            assert browser.page.evaluate("document.activeElement.id") == "foutlijst"
    for key in DOEN:
        place = done(own, key)
        keurder.look(place, key)
        if key == "afleiden":
            derived = own.post(place.replace("werk", "sjablonen/afleiding")).location
            own.einde(derived)
            keurder.look(derived)
    for weg in wegen_of(own.client.application):
        if "GET" in weg.methods and own.get(weg.path()).mimetype == "text/html":
            keurder.look(weg.path())
    keurder.look("/niets")
    keurder.press("/instellingen", "of the period that was begun")
    for work in (*map(failed, ERRORS), nothing):
        klus = own.loket.werk.begin(Klus("Iets proberen", work))
        assert klus
        own.loket.werk.wait(klus.nummer, 60)
        keurder.look(f"/werk/{klus.nummer}", repr(klus.fout))
    assert not keurder.wrong, json.dumps(keurder.wrong, indent=1)
    folder = Path(own.client.application.root_path) / "paginas"
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*.html")}
    pages = {name for name, file in files.items() if "{% extends" in file.read_text("utf-8")}
    assert pages - shown == ELSEWHERE


def test_axe_has_no_complaint_while_the_counter_works(keurder: Keurder, own: Bezoek) -> None:
    begun = Event()

    def slow(loop: Loop) -> None:
        with loop.progress("Documenten maken", 3) as step:
            step()
            begun.set()
            pause(600)

    klus = own.loket.werk.begin(Klus("Overeenkomsten maken", slow))
    assert klus
    assert begun.wait(300)
    keurder.look(f"/werk/{klus.nummer}", "at work")
    keurder.look("/", "at work")
    keurder.press("/doe/bijlage3", "busy")
    assert not keurder.wrong, json.dumps(keurder.wrong, indent=1)


def test_axe_has_no_complaint_where_one_may_only_look(keurder: Keurder, own: Bezoek) -> None:
    own.loket.toegang.alleen_lezen = True
    for path in ("/", "/doe/onderteken"):
        keurder.look(path, "only to look")
    assert not keurder.wrong, json.dumps(keurder.wrong, indent=1)


@pytest.mark.parametrize("path", ["/", "/doe/onderteken"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    browser: Browser, own: Bezoek, path: str
) -> None:
    page = browser.page
    browser.view(*VIEWS[0])
    page.goto(own.hier + path)
    seen, hidden = list[str](), list[str]()
    while True:
        page.keyboard.press("Tab")
        name, is_seen = page.evaluate(FOCUS)
        if not name or name in seen:
            break
        seen.append(name)
        hidden += [] if is_seen else [name]
    assert "overslaan" in seen[0]
    assert set(page.evaluate(REACHABLE)) == set(seen)
    assert hidden == []
    page.goto(own.hier + path)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_the_style_is_small(own: Bezoek) -> None:
    assert len(own.get("/stijl/loket.css").data) < 20_000
