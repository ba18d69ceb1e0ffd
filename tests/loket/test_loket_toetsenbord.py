"""The pages of the municipalities and the settings in a browser: by keyboard, and for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hulp.browser import VIEWS, Browser, running_browser
from hulp.toonbank import open_counter
from hulp.werkmappen import edit, keep_gemeenten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hulp.toonbank import Toonbank

pytestmark = pytest.mark.ongemeten


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


@pytest.fixture
def counter(werkmap: Path, browser: Browser) -> Iterator[Toonbank]:
    keep_gemeenten(werkmap, "Almelo", "Deventer", "Zwolle")
    edit(werkmap, ";101446;", ";veel;")
    with open_counter(werkmap) as opened:
        browser.view()
        browser.page.goto(opened.adres)
        browser.page.goto(f"{opened.hier}/hulp")
        yield opened


def tab_to(browser: Browser, name: str) -> None:
    """Press Tab until something that is called so has the focus, as who has no mouse does."""
    active = "document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText"
    for _ in range(60):
        browser.page.keyboard.press("Tab")
        if str(browser.page.evaluate(active)).startswith(name):
            return
    pytest.fail(f"nothing that is called {name} can be reached")


def retype(browser: Browser, text: str) -> None:
    browser.page.keyboard.press("Control+a")
    browser.page.keyboard.type(text)
    with browser.page.expect_navigation():
        browser.page.keyboard.press("Enter")


def test_an_error_in_the_table_is_mended_by_keyboard(
    counter: Toonbank, browser: Browser, werkmap: Path
) -> None:
    tab_to(browser, "Gemeenten")
    with browser.page.expect_navigation():
        browser.page.keyboard.press("Enter")
    assert "veel is geen getal" in browser.page.inner_text("main")
    tab_to(browser, "3, Deventer: verbeteren")
    with browser.page.expect_navigation():
        browser.page.keyboard.press("Enter")
    tab_to(browser, "Inwoners (verplicht)")
    retype(browser, "meer")
    focused = browser.page.evaluate("document.activeElement.id")
    assert focused == "foutlijst"
    tab_to(browser, "Inwoners: meer is geen getal")
    browser.page.keyboard.press("Enter")
    tab_to(browser, "Inwoners (verplicht)")
    retype(browser, "101446")
    assert "Gewijzigd." in browser.page.inner_text("main")
    assert ";101446;" in (werkmap / "gemeenten.csv").read_text("utf-8")
    assert counter.process.poll() is None


def test_what_is_not_right_is_told_to_everyone(counter: Toonbank, browser: Browser) -> None:
    setting = "/instellingen/documentsoort.bijlage-3"
    for place in ("/gemeenten", "/gemeenten/3", "/instellingen", setting):
        browser.page.goto(f"{counter.hier}{place}")
        assert (place, browser.wrong()) == (place, [])
        for view in VIEWS if "instellingen" in place else ():  # where there are links to each part
            browser.view(*view)
            colour = "getComputedStyle(document.querySelector('.delen a')).color"
            paper = "getComputedStyle(document.body).backgroundColor"
            assert browser.page.evaluate(f"{colour} != {paper}")
