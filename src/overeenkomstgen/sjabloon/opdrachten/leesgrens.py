"""What docxtpl cannot get through in reasonable time, seen before it starts.

It searches a whole part with patterns that, for some tags, look at everything
up to the end, and for tags in the wrong place try every way to divide what is
in between. Each is fine in a document that people made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.sjabloon.opdrachten.vindplaats import Bevinding

MAX_LOOKS: Final = 1_000_000_000
"""The number of braces times the number of characters, of all parts."""
MAX_LENGTH: Final = 2_000_000
"""The number of characters of the XML of all parts."""
MAX_PLACES: Final = 50_000
"""The number of paragraphs, rows and cells, of all parts."""

_TOO_LONG = (
    "dit sjabloon is te groot, of heeft te veel opdrachten voor zo veel tekst",
    "verdeel het over meer sjablonen",
)
_PLACE = re.compile(r"<w:(?:p|tr|tc)[ />]")
_MAX_SPACE = 2000
_SPACE = re.compile(r"\s{100,}")
_WIDE_TAG = re.compile(r"(?:colspan|cellbg)\s{50,}")
_SPLIT_BRACE = re.compile(r"(?<=[{%#])(?:<[^<>]*>)+(?=[{%#}])")
_SPLIT_TAG = re.compile(r"\{%(?:(?!%\}).)*", re.DOTALL)
_BETWEEN = re.compile(r"</w:t>(?:(?!<w:t[ >]).)*<w:t(?: [^<>]*)?>", re.DOTALL)
_MERGE = re.compile(r"\{%\s*([vh]m)\s*%\}")
_CELL = re.compile(r"<w:tc[ >]")
_CELL_END = re.compile(r"</w:tc[ >]")


def check_length(name: str, parts: Sequence[str]) -> None:
    """Refuse parts that are too long together, whatever is in each.

    Args:
        name: What messages call the template.
        parts: Their XML.

    Raises:
        InputError: They are.
    """
    looks = sum(len(xml) * (xml.count("{") + xml.count("}")) for xml in parts)
    places = sum(len(_PLACE.findall(xml)) for xml in parts)
    if sum(map(len, parts)) > MAX_LENGTH or looks > MAX_LOOKS or places > MAX_PLACES:
        raise InputError([Fault(name, *_TOO_LONG)])


def check_patchable(xml: str, text: str) -> Iterator[Bevinding]:
    """Find what would take docxtpl too long."""
    spaces = (len(space) for each in (xml, text) for space in _SPACE.findall(each))
    if max(spaces, default=0) > _MAX_SPACE or _WIDE_TAG.search(xml) or _WIDE_TAG.search(text):
        yield Bevinding(
            "er staan heel veel spaties achter elkaar", "haal ze weg; gebruik tabs of een tabel"
        )
        return
    if "m" in xml and "{" in xml:
        yield from _check_merges(xml)


def _check_merges(xml: str) -> Iterator[Bevinding]:
    """Find the tags that merge cells and do not stand in the text of one."""
    joined = _SPLIT_TAG.sub(lambda tag: _BETWEEN.sub("", tag[0]), _SPLIT_BRACE.sub("", xml))
    cell = ended = 0
    for tag in _MERGE.finditer(joined):
        for begun in _CELL.finditer(joined, ended, tag.start()):
            cell = begun.start()
        ended = tag.start()
        properties = joined.find("</w:tcPr", cell, tag.start())
        text = joined.find("<w:t", properties, tag.start()) if properties >= 0 else -1
        end = _CELL_END.search(joined, tag.end())
        if text < 0 or end is None or joined.find("</w:t>", tag.end(), end.start()) < 0:
            yield Bevinding(
                f"de opdracht {{% {tag[1]} %}} staat niet in de tekst van een cel",
                "zet de opdracht in de eerste alinea van een cel, voor de tekst",
            )
            return
