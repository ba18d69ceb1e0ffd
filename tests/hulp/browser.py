"""Drives Debian's Chromium, and runs axe-core, which judges accessibility, in its pages."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, sync_playwright

from hulp.gereedschap import GEREEDSCHAP, lacking
from hulp.lengte import Lengte

AXE = GEREEDSCHAP / "ooxml/node_modules/axe-core/axe.min.js"
HEIGHT = 900
PATIENCE = 300_000
"""Milliseconds: how busy the machine is decides nothing."""
VIEWS: tuple[tuple[int, Literal["light", "dark"]], ...] = (
    *((320, "light"), (1280, "dark")),
    *((320, "dark"), (1280, "light")),
)
"""How wide the window is of those who use the counter, and in which colours."""

_SMALL = """
[...document.querySelectorAll("a, button, input, select, textarea, summary")].flatMap(e => {
  const {width, height} = e.getBoundingClientRect();
  const own = e.closest("label") ?? e;
  const high = Math.max(height, own.getBoundingClientRect().height);
  const inline = e.matches("p a, li a, dd a, td a, th a, td summary");
  const least = inline ? 0 : 44;
  return e.type == "hidden" || !width || e.matches(".overslaan") || high >= least
    ? [] : [`${high}: ${e.outerHTML}`];
})
"""
"""Where a finger misses: what is lower than 44 px and stands in no sentence."""
_JUDGE = """
axe.run({resultTypes: ["violations", "incomplete"]}).then(({violations, incomplete}) => {
  const isOutOfSight = ({target}) => {
    const region = document.querySelector(target[0])?.closest(".rol");
    return region?.scrollWidth > region?.clientWidth;
  };
  const judged = incomplete.map(rule => rule.id == "color-contrast"
    ? {...rule, nodes: rule.nodes.filter(node => !isOutOfSight(node))} : rule);
  return [...violations, ...judged].flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
})
"""
"""In a table that scrolls the contrast of some cells cannot be judged; where it is wide it can."""


@dataclass(frozen=True)
class Browser:
    """A tab of a running Chromium, the addresses that it has asked for, and what it says of it.

    Attributes:
        turn: Which page is judged, to take another view for each.
    """

    page: Page
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    turn: Iterator[int] = field(default_factory=itertools.count)

    def view(
        self,
        width: int = 1280,
        scheme: Literal["light", "dark"] = "light",
        media: Literal["screen", "print"] = "screen",
    ) -> None:
        """Look at it in a window of a width in pixels, on screen or as for the printer."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(media=media, color_scheme=scheme)

    def complaints(self) -> list[str]:
        """Return what axe-core finds wrong in the page, or cannot judge: rule, element, advice."""
        self.page.evaluate(AXE.read_text("utf-8"))
        found: list[str] = self.page.evaluate(_JUDGE)
        return found

    def width(self) -> int:
        """Return how wide the page is, in pixels: wider than the window, and it scrolls."""
        wide: int = self.page.evaluate("document.documentElement.scrollWidth")
        return wide

    def wrong(self) -> list[str]:
        """Return what is wrong with it in each view; or in two, of which axe-core judges one."""
        views = VIEWS if Lengte.lang else VIEWS[:2]
        judged = views if Lengte.lang else [views[next(self.turn) % 2]]
        found = []
        for view in views:
            self.view(*view)
            if view in judged:
                found += self.complaints()
            if self.width() > view[0]:
                found.append(f"{self.width()} px wide in {view[0]}")
            if view[0] == VIEWS[0][0]:
                found += self.page.evaluate(_SMALL)
        return found


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Start Chromium with a fresh profile; it ends, and its files go, with the block.

    Where Chromium or axe-core is not installed the test is skipped; in CI it fails.
    """
    chromium = shutil.which("chromium")
    if chromium is None or not AXE.exists():
        lacking("Chromium or axe-core is not installed: run make ontwikkel")
    with sync_playwright() as playwright:
        # Debian's has all drawn by a graphics card, which is a slow program where there is none.
        running = playwright.chromium.launch(
            executable_path=Path(chromium), args=["--disable-gpu"], timeout=PATIENCE
        )
        own = Browser(running.new_page())
        own.page.set_default_timeout(PATIENCE)
        own.page.on("request", lambda request: own.requests.append(request.url))
        own.page.on("console", lambda message: own.console.append(message.text))
        own.page.on("pageerror", lambda error: own.console.append(str(error)))
        yield own
        running.close()
