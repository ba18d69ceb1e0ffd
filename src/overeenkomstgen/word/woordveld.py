"""Fields of Word's own, such as the number of a page (ISO/IEC 29500-1, 17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from overeenkomstgen.word.alinea import FORMAT_MARKS, PAGE, PAGES

FIELD_MARKS = {"PAGE": PAGE, "NUMPAGES": PAGES}
_FORMAT = re.compile(rf"\\\*\s*({'|'.join(FORMAT_MARKS)})\b")


@dataclass(slots=True)
class Woordveld:
    """A field that is being read: first its instruction, then its result."""

    element: etree._Element
    instruction: str = ""
    separated: bool = False

    @property
    def name(self) -> str:
        """What it does: ``PAGE``."""
        return next(iter(self.instruction.split(maxsplit=1)), "").upper()

    @property
    def mark(self) -> str | None:
        """What stands for it in a text, when that differs from page to page."""
        mark = FIELD_MARKS.get(self.name)
        how = _FORMAT.search(self.instruction) if mark else None
        return mark and mark + (FORMAT_MARKS[how[1]] if how else "")

    @property
    def shown(self) -> bool:
        """Whether a reader sees what stands at this point of the field."""
        return self.separated and self.mark is None
