"""The forms of the values in LibreOffice's PDFs, in which PDF/A finds no fault.

Values are those of :mod:`.voorwerpen`. All limits are within those of ISO 19005-2, 6.1.13.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

MAX_NUMBER: Final = 1_000_000_000
MAX_TEXT: Final = 8000
"""The number of signs of a text: at most four bytes each, of the 32767 that a string has."""
MAX_NAME: Final = 120
"""The number of bytes of a name, of the 127 that it may have."""
SMALLEST_PAGE, GREATEST_PAGE = 3, 14400
"""The bounds of a page's sides, in units (6.1.13)."""

_SYMBOLIC, _NONSYMBOLIC = 4, 32
_PRINT, _HIDDEN = 4, 1 | 2 | 32 | 256
_MAX_NESTING = 8
_PROCEDURES = ("/PDF", "/Text", "/ImageB", "/ImageC", "/ImageI")
_STRUCTURE_TYPES = ("/StructElem", "/MCR", "/OBJR")
_STRUCTURE = frozenset(
    (  # noqa: SIM905 - thirty names read better in three lines
        "/A /ActualText /Alt /BBox /ColSpan /E /EndIndent /Headers /Height /ID /K /Kids /Lang"
        " /Limits /LineHeight /ListNumbering /MCID /Nums /O /Obj /P /Pg /Placement /RowSpan /S"
        " /Scope /SpaceAfter /SpaceBefore /StartIndent /T /TextAlign /TextIndent /Type /Width"
    ).split()
)


def is_number(value: object) -> bool:
    """Tell whether a value is a number, and none too great."""
    return type(value) in {int, float} and -MAX_NUMBER < value < MAX_NUMBER  # type: ignore[operator]


def is_whole(value: object) -> bool:
    """Tell whether a value is a whole number, and none too great."""
    return type(value) is int and -MAX_NUMBER < value < MAX_NUMBER


def is_text(value: object) -> bool:
    """Tell whether a value is a text that is not too long."""
    return isinstance(value, str) and value.startswith("u:") and len(value) < MAX_TEXT


def is_name(value: object) -> bool:
    """Tell whether a value is a name in UTF-8 (6.1.8) that is not too long."""
    if not isinstance(value, str) or not value.startswith("/"):
        return False
    try:
        return len(value.encode()) <= MAX_NAME
    except UnicodeEncodeError:  # half of a pair, which is no UTF-8 though qpdf takes it
        return False


def is_one_of(*allowed: object) -> Callable[[object], bool]:
    """Return a form: one of these values, and of the same type, for 1 is not true."""
    return lambda value: type(value) in {type(each) for each in allowed} and value in allowed


def is_true(key: str) -> Callable[[object], bool]:
    """Return a form: a dictionary with one entry, which is true."""
    return lambda value: isinstance(value, dict) and list(value) == [key] and value[key] is True


def are_numbers(count: int) -> Callable[[object], bool]:
    """Return a form: an array of so many numbers."""
    return lambda value: (
        isinstance(value, list) and len(value) == count and all(map(is_number, value))
    )


def is_size(value: object) -> bool:
    """Tell whether a value is a number of pixels, at least one."""
    return is_whole(value) and value > 0  # type: ignore[operator]


def are_widths(value: object) -> bool:
    """Tell whether a value is an array of widths, of at most as many as one byte has codes."""
    return isinstance(value, list) and len(value) <= 256 and all(map(is_number, value))  # noqa: PLR2004 - the codes of one byte


def is_page_box(value: object) -> bool:
    """Tell whether a value is a rectangle of the size that a page may have (6.1.13)."""
    if not isinstance(value, list) or not are_numbers(4)(value):
        return False
    left, lower, right, upper = value
    sides = abs(right - left), abs(upper - lower)
    return all(SMALLEST_PAGE <= side <= GREATEST_PAGE for side in sides)


def are_symbolic(value: object) -> bool:
    """Check the flags of a font: symbolic, and not the opposite too (6.2.11.6)."""
    return is_whole(value) and value & (_SYMBOLIC | _NONSYMBOLIC) == _SYMBOLIC  # type: ignore[operator]


def are_printed(value: object) -> bool:
    """Check the flags of an annotation (6.3.2)."""
    return is_whole(value) and value & (_PRINT | _HIDDEN) == _PRINT  # type: ignore[operator]


def is_destination(value: object) -> bool:
    """Check a place in the document: a page, a way to show it, and where."""
    return (
        isinstance(value, list)
        and len(value) == 5  # noqa: PLR2004 - page, XYZ, left, top, zoom
        and is_reference(value[0])
        and value[1] == "/XYZ"
        and all(map(is_number, value[2:]))
    )


def is_reference(value: object) -> bool:
    """Tell whether a value looks like a reference."""
    return isinstance(value, str) and value.endswith(" 0 R") and value[:-4].isdecimal()


def is_address(value: object) -> bool:
    """Check an action (6.5.1): nothing but the address of a page on the web."""
    return (
        isinstance(value, dict)
        and {"/S", "/URI"} <= value.keys() <= {"/S", "/Type", "/URI"}
        and value["/S"] == "/URI"
        and value.get("/Type", "/Action") == "/Action"
        and is_text(value["/URI"])
    )


def are_roles(value: object) -> bool:
    """Tell whether a value maps structure types, with names in UTF-8 (6.1.8)."""
    return isinstance(value, dict) and all(map(is_name, (*value, *value.values())))


def is_harmless(value: object, depth: int = 0) -> bool:
    """Tell whether a value belongs to the structure, of which PDF/A-2b asks little.

    Its names are UTF-8 (6.1.8), nothing is too great or too long (6.1.13), and it holds no
    key with which a file could be embedded (6.8) or anything be drawn or done.
    """
    if isinstance(value, str):
        return is_reference(value) or is_name(value) or is_text(value)
    if isinstance(value, dict):
        return (
            value.keys() <= _STRUCTURE
            and depth < _MAX_NESTING
            and value.get("/Type", "/StructElem") in _STRUCTURE_TYPES
            and all(is_harmless(each, depth + 1) for each in value.values())
        )
    if isinstance(value, list):
        return depth < _MAX_NESTING and all(is_harmless(each, depth + 1) for each in value)
    return is_number(value)


def are_procedures(value: object) -> bool:
    """Tell whether a value is an array of procedure sets, which say nothing any more."""
    return isinstance(value, list) and all(each in _PROCEDURES for each in value)
