"""Making, templates and comparing in a browser: by keyboard, and for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hulp.browser import Browser, running_browser
from hulp.storing import small_werkmap
from hulp.toonbank import open_counter
from hulp.werkmappen import edit_word
from hulp.wordbouw import docx, paragraph
from overeenkomstgen.office.installatie import SETTING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hulp.toonbank import Toonbank

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

NAME = "samenwerkingsovereenkomst.docx"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


@pytest.fixture
def counter(tmp_path: Path, browser: Browser, onthoudend: Path) -> Iterator[Toonbank]:
    werkmap = small_werkmap(tmp_path / "werkmap", "opzegbevestiging")
    with open_counter(werkmap, environment={SETTING: str(onthoudend)}) as opened:
        browser.view()
        browser.page.goto(opened.adres)
        browser.page.goto(f"{opened.hier}/maken")
        yield opened


@pytest.fixture
def everyone(browser: Browser) -> Callable[[], None]:
    """Return what sees that a page is for everyone."""

    def judge() -> None:
        assert (browser.page.url, browser.wrong()) == (browser.page.url, [])
        browser.view()

    return judge


def press(browser: Browser, name: str) -> None:
    """Go to a button or a link by keyboard, from the beginning of the page, and press it."""
    browser.page.locator("#inhoud").focus()
    for _ in range(80):
        browser.page.keyboard.press("Tab")
        if browser.page.evaluate("document.activeElement.innerText") == name:
            with browser.page.expect_navigation():
                browser.page.keyboard.press("Enter")
            return
    pytest.fail(f"nothing that is called {name} can be reached")


def other_template(werkmap: Path, folder: Path) -> Path:
    """Write the template of the agreement with other words somewhere else."""
    place, made = werkmap / "sjablonen" / NAME, folder / "nieuw.docx"
    before = place.read_bytes()
    edit_word(werkmap, "Partijen", "De partijen", NAME)
    made.write_bytes(place.read_bytes())
    place.write_bytes(before)
    return made


def test_documents_are_made_and_looked_at(
    counter: Toonbank, browser: Browser, everyone: Callable[[], None]
) -> None:
    everyone()
    press(browser, "Nu maken (4)")
    browser.page.wait_for_selector("text=Gemaakt: 4")
    everyone()
    press(browser, "Almelo")
    assert browser.page.locator("img.blad").count() == 2
    everyone()
    browser.page.goto(f"{counter.hier}/maken")
    assert "Er is niets te maken." in browser.page.inner_text("main")
    everyone()
    browser.page.goto(f"{counter.hier}/doe/afdrukken?gemeente=Almelo")
    press(browser, "Afdrukken")
    browser.page.wait_for_selector("text=Het afdrukbestand is klaar")
    everyone()
    assert browser.console == []


def test_a_template_is_changed_tried_and_put_to_use(
    counter: Toonbank, browser: Browser, everyone: Callable[[], None], tmp_path: Path
) -> None:
    werkmap = tmp_path / "werkmap"
    new = other_template(werkmap, tmp_path)
    browser.page.goto(f"{counter.hier}/sjablonen")
    everyone()
    press(browser, "Samenwerkingsovereenkomst")
    browser.page.set_input_files("input[type=file]", new)
    press(browser, "Nakijken")
    browser.page.wait_for_selector("text=In gebruik nemen")
    everyone()
    press(browser, "Vergelijken met wat in gebruik is")
    press(browser, "Vergelijken")
    browser.page.wait_for_selector("ins:has-text('De partijen')")
    everyone()
    browser.page.goto(f"{counter.hier}/sjablonen/{NAME}")
    everyone()
    browser.page.locator("button:has-text('Uitproberen')").nth(1).press("Enter")
    browser.page.wait_for_selector("text=Proef van Samenwerkingsovereenkomst")
    everyone()
    press(browser, "Naar het sjabloon")
    press(browser, "In gebruik nemen")
    browser.page.wait_for_selector("text=In gebruik genomen")
    everyone()
    assert (werkmap / "sjablonen" / NAME).read_bytes() == new.read_bytes()
    assert browser.console == []


def test_a_template_is_derived(
    counter: Toonbank, browser: Browser, everyone: Callable[[], None], tmp_path: Path
) -> None:
    example = tmp_path / "deventer.docx"
    sentences = "De gemeente Deventer heeft 101.446 inwoners.", "Wat Deventer doet."
    example.write_bytes(docx("".join(map(paragraph, sentences))))
    browser.page.goto(f"{counter.hier}/doe/afleiden?soort=samenwerkingsovereenkomst")
    everyone()
    browser.page.select_option("select[name=gemeente]", "Deventer")
    browser.page.set_input_files("input[name=bestand]", example)
    press(browser, "Zoeken")
    browser.page.wait_for_selector("text=Sjabloon maken")
    everyone()
    browser.page.select_option("select[name=v2]", "gemeente.naam")
    press(browser, "Sjabloon maken")
    browser.page.wait_for_selector("text=Het sjabloon ligt klaar")
    everyone()
    browser.page.goto(f"{counter.hier}/vergelijken")
    everyone()
