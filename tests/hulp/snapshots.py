"""Whole texts that are kept beside the tests."""

from __future__ import annotations

from dataclasses import dataclass

from hulp.werkmappen import ROOT

SNAPSHOTS = ROOT / "tests" / "snapshots"


@dataclass(frozen=True)
class Snapshots:
    """Whole texts that are kept beside the tests and compared."""

    update: bool

    def check(self, name: str, text: str) -> None:
        """Compare a text with the one that is kept; with the flag, keep this one."""
        file = SNAPSHOTS / name
        if self.update:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
        assert text == file.read_text("utf-8")
