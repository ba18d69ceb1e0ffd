"""The objects of a PDF as plain values, read once (ISO 32000-1, 7.3).

Each look into a pikepdf object crosses from Python into qpdf and back. Some thousands of
those make up a judgement: 5 ms for an agreement, against 1 ms for qpdf's own JSON of all
objects at once.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pikepdf import Object, Pdf, Stream, String

_MANY_DECIMALS = re.compile(rb"\.[0-9]{30}")
_TOKEN = re.compile(rb'("(?:[^"\\]|\\.)*")|[-+]?[0-9.]+')
"""A text, or a number: JSON knows neither +1 nor 007, and PDF does."""


@dataclass(frozen=True, slots=True)
class Voorwerpen:
    """The objects of a PDF, in the form of qpdf's JSON, version 2.

    A name is ``"/P"``, a text ``"u:text"``, bytes that are no text ``"b:00ff"``, a reference
    ``"12 0 R"``, a name that is no UTF-8 ``"n:/#ff"``; a stream is ``{"stream": {"dict": …}}``
    and null is None.

    Attributes:
        values: Each indirect object, by the reference to it.
        trailer: The trailer.
        exact: Whether each number is what stands in the file; one of very many decimals
            is rounded, and zero stands for all where JSON does not know how one is written.
        size: The number of bytes of all that in JSON.
    """

    values: Mapping[str, Any]
    trailer: Mapping[str, Any]
    exact: bool
    size: int

    @property
    def root(self) -> Mapping[str, Any]:
        """The catalog; empty where there is none."""
        return self.entries(self.trailer.get("/Root"))

    def of(self, value: Any) -> Any:  # noqa: ANN401 - a PDF can hold anything anywhere
        """Return what a value stands for: the object that it refers to, or itself."""
        return self.values.get(value, value) if isinstance(value, str) else value

    def entries(self, value: Any) -> Mapping[str, Any]:  # noqa: ANN401 - the same
        """Return the entries of a dictionary, or of a stream's; none for anything else."""
        found = self.of(value)
        if not isinstance(found, dict):
            return {}
        entries: Mapping[str, Any] = found["stream"]["dict"] if "stream" in found else found
        return entries


def read_objects(document: Pdf) -> Voorwerpen:
    """Read all objects of a PDF; RecursionError where one is nested too deeply in itself."""
    objects: list[object] = list(document.objects)
    parts = list(map(_json, objects))
    text = b"[" + b",".join([*parts, document.trailer.to_json(dereference=True)]) + b"]"
    exact = _MANY_DECIMALS.search(text) is None
    try:
        *values, trailer = json.loads(text)
    except ValueError:
        text = _TOKEN.sub(lambda token: token[1] or b"0", text)
        *values, trailer = json.loads(text.decode(errors="replace"))
        exact = False
    names = (
        "{} {} R".format(*each.objgen) if isinstance(each, Object) else f"bare {number}"
        for number, each in enumerate(objects, 1)  # pikepdf gives numbers without theirs
    )
    return Voorwerpen(dict(zip(names, values, strict=True)), trailer, exact, len(text))


def text_of(value: Any) -> str:  # noqa: ANN401 - a PDF can hold anything anywhere
    """Return a text, or whatever stands there instead, as text; empty for nothing."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    if value.startswith("b:"):
        return str(String(bytes.fromhex(value[2:])))
    return value.removeprefix("u:").removeprefix("n:")


def _json(value: object) -> bytes:
    if isinstance(value, Stream):  # of which qpdf gives the entries alone
        return b'{"stream": {"dict": %s}}' % value.to_json(dereference=True)
    if isinstance(value, Object):
        return value.to_json(dereference=True)
    return json.dumps(float(value) if isinstance(value, Decimal) else value).encode()
