"""Drives headless Chromium, and runs axe-core, which judges accessibility, in its pages.

Chromium is spoken to through two pipes, in the Chrome DevTools Protocol: JSON messages, each
ended by a zero byte. So nothing else is needed, and no port is opened.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from hulp.gereedschap import GEREEDSCHAP, lacking

AXE = GEREEDSCHAP / "ooxml/node_modules/axe-core/axe.min.js"

_FLAGS = (
    *("--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--no-first-run", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars"),
)
_PIPES = 'exec "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1'
"""Chromium reads from descriptor 3 and writes to 4."""
_JUDGE = """
axe.run().then(result => [...result.violations, ...result.incomplete].flatMap(rule =>
  rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`)))
"""
_SECONDS = 60


@dataclass
class Browser:
    """A tab of a running Chromium, and the addresses that it has asked for."""

    process: subprocess.Popen[bytes]
    session: dict[str, str] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    _number: int = 0
    _unread: bytes = b""

    def open(
        self,
        page: Path,
        width: int = 1280,
        scheme: Literal["light", "dark"] = "light",
        media: Literal["screen", "print"] = "screen",
    ) -> None:
        """Show a page, in a window of a width in pixels, on screen or as for the printer."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self._do("Emulation.setDeviceMetricsOverride", **size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self._do("Emulation.setEmulatedMedia", media=media, features=features)
        self._do("Page.navigate", url=page.as_uri())
        while self._read().get("method") != "Page.loadEventFired":
            pass

    def evaluate(self, script: str) -> Any:  # noqa: ANN401 - whatever the script gives
        """Return what a script gives; a promise is waited for."""
        answer = self._do(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def complaints(self) -> list[str]:
        """Return what axe-core finds wrong in the page, or cannot judge: rule, element, advice."""
        self.evaluate(AXE.read_text("utf-8"))
        found: list[str] = self.evaluate(_JUDGE)
        return found

    def screenshot(self) -> bytes:
        """Return a picture of the whole page, as PNG."""
        answer = self._do("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(answer["data"])

    def print(self) -> bytes:
        """Return the page as it is printed, as PDF."""
        self._do("Emulation.setEmulatedMedia", media="print")
        answer = self._do("Page.printToPDF", preferCSSPageSize=True)
        return base64.b64decode(answer["data"])

    def attach(self) -> None:
        """Take a tab of Chromium, and start listening to it."""
        target = self._do("Target.createTarget", url="about:blank")["targetId"]
        answer = self._do("Target.attachToTarget", targetId=target, flatten=True)
        self.session = {"sessionId": answer["sessionId"]}
        self._do("Page.enable")
        self._do("Network.enable")

    def _do(self, method: str, **parameters: object) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters, **self.session}
        assert self.process.stdin
        self.process.stdin.write(json.dumps(message).encode() + b"\0")
        self.process.stdin.flush()
        while (answer := self._read()).get("id") != self._number:
            pass
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout
        pipe = self.process.stdout.fileno()
        while b"\0" not in self._unread:
            assert select.select([pipe], [], [], _SECONDS)[0], "Chromium is silent"
            more = os.read(pipe, 1 << 20)
            assert more, "Chromium has stopped"
            self._unread += more
        text, _, self._unread = self._unread.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(message["params"]["request"]["url"])
        return message


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Start Chromium with a fresh profile; it ends, and its files go, with the block.

    Where Chromium or axe-core is not installed the test is skipped; in CI it fails.
    """
    chromium = shutil.which("chromium")
    if chromium is None or not AXE.exists():
        lacking("Chromium or axe-core is not installed: run make ontwikkel")
    with tempfile.TemporaryDirectory(
        prefix="overeenkomstgen-chromium-", ignore_cleanup_errors=True
    ) as profile:
        command = [chromium, *_FLAGS, f"--user-data-dir={profile}"]
        with subprocess.Popen(
            ["sh", "-c", _PIPES, "sh", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            browser = Browser(process)
            try:
                browser.attach()
                yield browser
            finally:
                process.terminate()
                process.wait(_SECONDS)
