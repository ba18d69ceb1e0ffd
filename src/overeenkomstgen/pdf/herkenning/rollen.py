"""What the objects of LibreOffice's PDFs are for, and which entries each of those has.

Keys are those of ISO 32000-1; what is not among them is not known. One that ends in
``?`` may be left out. Values are those of :mod:`~overeenkomstgen.pdf.voorwerpen`, in forms in
which PDF/A finds no fault; all limits are within those of ISO 19005-2, 6.1.13.
"""

from collections.abc import Callable, Container, Mapping
from functools import lru_cache
from itertools import repeat
from typing import Any, Final, TypeAlias

_MAX_NUMBER = 1_000_000_000
_MAX_TEXT = 8000
"""The number of signs of a text: at most four bytes each, of the 32767 that a string has."""
_MAX_NAME = 120
"""The number of bytes of a name, of the 127 that it may have."""
_SMALLEST_PAGE, _GREATEST_PAGE = 3, 14400
"""The bounds of a page's sides, in units."""
_MAX_NESTING = 8
_PROCEDURES = ("/PDF", "/Text", "/ImageB", "/ImageC", "/ImageI")
_STRUCTURE_TYPES = ("/StructElem", "/MCR", "/OBJR")
_STRUCTURE = frozenset(
    (  # noqa: SIM905 - thirty names read better in four lines
        "/A /ActualText /Alt /BBox /ColSpan /E /EndIndent /Headers /Height /ID /K /Kids /Lang"
        " /Limits /LineHeight /ListNumbering /MCID /Names /Nums /O /Obj /P /Pg /Placement"
        " /RowSpan /S /Scope /SpaceAfter /SpaceBefore /StartIndent /T /TextAlign /TextIndent"
        " /Type /Width"
    ).split()
)


Form: TypeAlias = Callable[[Any], bool] | str | tuple[type[list[Any] | dict[str, Any]], str]
"""What a value may be: what a function says, a reference to an object of a role, or several
of those, in an array or by name in a dictionary."""


def _is_number(value: object) -> bool:
    return type(value) in {int, float} and -_MAX_NUMBER < value < _MAX_NUMBER  # type: ignore[operator]


def _is_whole(value: object) -> bool:
    return type(value) is int and _is_number(value)


def _is_size(value: object) -> bool:
    return _is_whole(value) and value > 0  # type: ignore[operator]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.startswith("u:") and len(value) < _MAX_TEXT


def is_name(value: object) -> bool:
    """Tell whether a value is a name in UTF-8 (6.1.8) that is not too long."""
    if not isinstance(value, str) or not value.startswith("/"):
        return False
    try:
        return len(value.encode()) <= _MAX_NAME
    except UnicodeEncodeError:  # half of a pair, which is no UTF-8 though qpdf takes it
        return False


def is_reference(value: object) -> bool:
    """Tell whether a value looks like a reference."""
    return isinstance(value, str) and value.endswith(" 0 R") and value[:-4].isdecimal()


def _is_one_of(*allowed: object) -> Callable[[object], bool]:
    """Return a form: one of these values, and of the same type, for 1 is not true."""
    return lambda value: type(value) in {type(each) for each in allowed} and value in allowed


def _is_true(key: str) -> Callable[[object], bool]:
    """Return a form: a dictionary with one entry, which is true."""
    return lambda value: isinstance(value, dict) and list(value) == [key] and value[key] is True


def _are(each: Callable[[Any], bool], counts: Container[int]) -> Callable[[object], bool]:
    """Return a form: an array of so many values of a form."""
    return lambda value: isinstance(value, list) and len(value) in counts and all(map(each, value))


def _has_flags(wanted: int, unwanted: int) -> Callable[[object], bool]:
    """Return a form: a whole number with these bits, and without those."""
    return lambda value: _is_whole(value) and value & (wanted | unwanted) == wanted  # type: ignore[operator]


def _is_page_box(value: object) -> bool:
    """Tell whether a value is a rectangle of the size that a page may have (6.1.13)."""
    if not isinstance(value, list) or not _are(_is_number, {4})(value):
        return False
    left, lower, right, upper = value
    sides = abs(right - left), abs(upper - lower)
    return all(_SMALLEST_PAGE <= side <= _GREATEST_PAGE for side in sides)


def _is_destination(value: object) -> bool:
    """Check a place in the document: a page, a way to show it, and where."""
    return (
        isinstance(value, list)
        and _are(_is_number, {3})(value[2:])  # left, top, zoom
        and is_reference(value[0])
        and value[1] == "/XYZ"
    )


def _is_address(value: object) -> bool:
    """Check an action (6.5.1): nothing but the address of a page on the web."""
    return (
        isinstance(value, dict)
        and {"/S", "/URI"} <= value.keys() <= {"/S", "/Type", "/URI"}
        and value["/S"] == "/URI"
        and value.get("/Type", "/Action") == "/Action"
        and _is_text(value["/URI"])
    )


def is_harmless(value: object, depth: int = 0) -> bool:
    """Tell whether a value belongs to the structure, of which PDF/A-2b asks little.

    Its names are UTF-8 (6.1.8), nothing is too great or too long (6.1.13), and it holds no
    key with which a file could be embedded (6.8) or anything be drawn or done.
    """
    if isinstance(value, str):
        return _is_harmless_text(value)
    if isinstance(value, dict):
        kind = value.get("/Type", "/StructElem")
        if not value.keys() <= _STRUCTURE or kind not in _STRUCTURE_TYPES:
            return False
        value = list(value.values())
    if isinstance(value, list):
        return depth < _MAX_NESTING and all(map(is_harmless, value, repeat(depth + 1)))
    return _is_number(value)


@lru_cache(maxsize=1024)  # the documents of one run refer to the same numbers
def _is_harmless_text(value: str) -> bool:
    return is_reference(value) or is_name(value) or _is_text(value)


_PACKED: dict[str, Form] = {"/Filter?": _is_one_of("/FlateDecode"), "/Length?": _is_whole}
_IMAGE: dict[str, Form] = {  # 6.2.8; what it shows is not judged by PDF/A
    "/BitsPerComponent": _is_one_of(8),
    "/ColorSpace": _is_one_of("/DeviceGray", "/DeviceRGB"),
    "/Filter": _is_one_of("/FlateDecode"),
    "/Height": _is_size,
    "/Length?": _is_whole,
    "/Subtype": _is_one_of("/Image"),
    "/Type": _is_one_of("/XObject"),
    "/Width": _is_size,
}

_FORMS: dict[str, dict[str, Form]] = {
    "Catalog": {
        "/Lang": _is_text,
        "/MarkInfo": _is_true("/Marked"),
        "/Metadata": "Metadata",
        "/Outlines?": "Outlines",
        "/OutputIntents": (list, "OutputIntent"),
        "/Pages": "Pages",
        "/StructTreeRoot": "StructTreeRoot",
        "/Type": _is_one_of("/Catalog"),
        "/ViewerPreferences": _is_true("/DisplayDocTitle"),
    },
    "Info": dict.fromkeys(
        ("/Author?", "/Creator?", "/Producer?", "/Subject?", "/Title?"), _is_text
    ),
    "Metadata": {
        "/Length?": _is_whole,
        "/Subtype": _is_one_of("/XML"),
        "/Type": _is_one_of("/Metadata"),
    },
    "OutputIntent": {
        "/DestOutputProfile": "Profile",
        "/OutputConditionIdentifier?": _is_text,
        "/S": _is_one_of("/GTS_PDFA1"),
        "/Type": _is_one_of("/OutputIntent"),
    },
    "Profile": {**_PACKED, "/N": _is_one_of(3)},
    "Pages": {"/Count": _is_whole, "/Kids": (list, "Page"), "/Type": _is_one_of("/Pages")},
    "Page": {
        "/Annots?": (list, "Link"),
        "/Contents": "Content",
        "/MediaBox": _is_page_box,
        "/Parent": "Pages",
        "/Resources": "Resources",
        "/Rotate?": _is_one_of(0, 90, 180, 270),
        "/StructParents?": _is_whole,
        "/Tabs?": _is_one_of("/S"),
        "/Type": _is_one_of("/Page"),
    },
    "Content": _PACKED,
    "Resources": {
        "/Font": "Fonts",
        "/ProcSet?": _are(_is_one_of(*_PROCEDURES), range(6)),  # they say nothing any more
        "/XObject?": (dict, "Image"),
    },
    "Image": {**_IMAGE, "/SMask?": "SoftMask"},
    "SoftMask": {
        **_IMAGE,
        "/ColorSpace": _is_one_of("/DeviceGray"),
        "/Decode?": _are(_is_number, {2}),
    },
    "Fonts": {},
    "Font": {
        "/BaseFont": is_name,
        "/FirstChar": _is_whole,
        "/FontDescriptor": "FontDescriptor",
        "/LastChar": _is_whole,
        "/Subtype": _is_one_of("/TrueType"),
        "/ToUnicode": "ToUnicode",
        "/Type": _is_one_of("/Font"),
        "/Widths": _are(_is_number, range(257)),  # as many as one byte has codes
    },
    "FontDescriptor": {
        **dict.fromkeys(("/Ascent?", "/CapHeight?", "/Descent?", "/StemV?"), _is_number),
        "/Flags": _has_flags(4, 32),  # symbolic, and not the opposite too (6.2.11.6)
        "/FontBBox?": _are(_is_number, {4}),
        "/FontFile2": "FontProgram",
        "/FontName": is_name,
        "/ItalicAngle?": _is_number,
        "/Type": _is_one_of("/FontDescriptor"),
    },
    "FontProgram": {**_PACKED, "/Length1?": _is_whole},
    "ToUnicode": _PACKED,
    "Outlines": {
        "/Count?": _is_whole,
        "/First": "Bookmark",
        "/Last": is_reference,
        "/Type?": _is_one_of("/Outlines"),
    },
    "Bookmark": {
        "/Count?": _is_whole,
        "/Dest?": _is_destination,
        "/First?": "Bookmark",
        "/Last?": is_reference,
        "/Next?": "Bookmark",
        "/Parent": is_reference,
        "/Prev?": is_reference,
        "/Title": _is_text,
    },
    "Link": {
        "/A?": _is_address,
        "/Border?": _are(_is_number, {3}),
        "/Contents?": _is_text,
        "/Dest?": _is_destination,
        "/F": _has_flags(4, 1 | 2 | 32 | 256),  # printed, and not hidden (6.3.2)
        "/P?": is_reference,
        "/Rect": _are(_is_number, {4}),
        "/StructParent?": _is_whole,
        "/Subtype": _is_one_of("/Link"),
        "/Type": _is_one_of("/Annot"),
    },
    "StructTreeRoot": {
        "/IDTree?": is_reference,
        "/K": is_harmless,
        "/ParentTree": is_reference,
        "/RoleMap?": lambda value: (
            isinstance(value, dict) and all(map(is_name, (*value, *value.values())))
        ),
        "/Type": _is_one_of("/StructTreeRoot"),
    },
}
ROLES: Final[Mapping[str, tuple[frozenset[str], Mapping[str, Form]]]] = {
    role: (
        frozenset(key for key in forms if not key.endswith("?")),
        {key.removesuffix("?"): form for key, form in forms.items()},
    )
    for role, forms in _FORMS.items()
}
"""Of each role an object can have: the entries that it must have, and the forms of all."""
STREAMS: Final = frozenset(
    {"Metadata", "Profile", "Content", "FontProgram", "ToUnicode", "Image", "SoftMask"}
)
"""The roles of streams."""
