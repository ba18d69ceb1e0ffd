"""The forms that the objects of LibreOffice's PDFs have: which entries, with which values.

Values are those of :mod:`.voorwerpen`. All limits are within those of ISO 19005-2, 6.1.13;
keys are those of ISO 32000-1, and what is not among them is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Form = Callable[[Any], bool] | str | tuple[str]

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
    return isinstance(value, str) and value.startswith("/") and len(value.encode()) <= MAX_NAME


def _is(*allowed: object) -> Callable[[object], bool]:
    return lambda value: type(value) in {type(each) for each in allowed} and value in allowed


def _is_true(key: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, dict) and list(value) == [key] and value[key] is True


def _are_numbers(count: int) -> Callable[[object], bool]:
    return lambda value: (
        isinstance(value, list) and len(value) == count and all(map(is_number, value))
    )


def _are_widths(value: object) -> bool:
    return isinstance(value, list) and len(value) <= 256 and all(map(is_number, value))  # noqa: PLR2004 - the codes of one byte


def _is_page_box(value: object) -> bool:
    if not isinstance(value, list) or not _are_numbers(4)(value):
        return False
    left, lower, right, upper = value
    sides = abs(right - left), abs(upper - lower)
    return all(SMALLEST_PAGE <= side <= GREATEST_PAGE for side in sides)


def _are_symbolic(value: object) -> bool:
    return is_whole(value) and value & (_SYMBOLIC | _NONSYMBOLIC) == _SYMBOLIC  # type: ignore[operator]


def _are_printed(value: object) -> bool:
    """Check the flags of an annotation (6.3.2)."""
    return is_whole(value) and value & (_PRINT | _HIDDEN) == _PRINT  # type: ignore[operator]


def _is_destination(value: object) -> bool:
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


def _is_address(value: object) -> bool:
    """Check an action (6.5.1): nothing but the address of a page on the web."""
    return (
        isinstance(value, dict)
        and {"/S", "/URI"} <= value.keys() <= {"/S", "/Type", "/URI"}
        and value["/S"] == "/URI"
        and value.get("/Type", "/Action") == "/Action"
        and is_text(value["/URI"])
    )


def _are_roles(value: object) -> bool:
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


def _are_procedures(value: object) -> bool:
    return isinstance(value, list) and all(each in ("/PDF", "/Text") for each in value)


_PACKED = {"/Filter": _is("/FlateDecode"), "/Length": is_whole}

_FORMS: dict[str, tuple[str, dict[str, Form]]] = {
    "Catalog": (
        "/Lang /MarkInfo /Metadata /OutputIntents /Pages /StructTreeRoot /Type /ViewerPreferences",
        {
            "/Lang": is_text,
            "/MarkInfo": _is_true("/Marked"),
            "/Metadata": "Metadata",
            "/Outlines": "Outlines",
            "/OutputIntents": ("OutputIntent",),
            "/Pages": "Pages",
            "/StructTreeRoot": "StructTreeRoot",
            "/Type": _is("/Catalog"),
            "/ViewerPreferences": _is_true("/DisplayDocTitle"),
        },
    ),
    "Info": (
        "",
        dict.fromkeys(("/Author", "/Creator", "/Producer", "/Subject", "/Title"), is_text),
    ),
    "Metadata": (
        "/Type /Subtype",
        {"/Type": _is("/Metadata"), "/Subtype": _is("/XML"), "/Length": is_whole},
    ),
    "OutputIntent": (
        "/DestOutputProfile /S /Type",
        {
            "/DestOutputProfile": "Profile",
            "/OutputConditionIdentifier": is_text,
            "/S": _is("/GTS_PDFA1"),
            "/Type": _is("/OutputIntent"),
        },
    ),
    "Profile": ("/N", {**_PACKED, "/N": _is(3)}),
    "Pages": (
        "/Count /Kids /Type",
        {"/Count": is_whole, "/Kids": ("Page",), "/Type": _is("/Pages")},
    ),
    "Page": (
        "/Contents /MediaBox /Parent /Resources /Type",
        {
            "/Annots": ("Link",),
            "/Contents": "Content",
            "/MediaBox": _is_page_box,
            "/Parent": "Pages",
            "/Resources": "Resources",
            "/Rotate": _is(0, 90, 180, 270),
            "/StructParents": is_whole,
            "/Tabs": _is("/S"),
            "/Type": _is("/Page"),
        },
    ),
    "Content": ("", {**_PACKED}),
    "Resources": ("/Font", {"/Font": "Fonts", "/ProcSet": _are_procedures}),
    "Fonts": ("", {}),
    "Font": (
        "/BaseFont /FirstChar /FontDescriptor /LastChar /Subtype /ToUnicode /Type /Widths",
        {
            "/BaseFont": is_name,
            "/FirstChar": is_whole,
            "/FontDescriptor": "FontDescriptor",
            "/LastChar": is_whole,
            "/Subtype": _is("/TrueType"),
            "/ToUnicode": "ToUnicode",
            "/Type": _is("/Font"),
            "/Widths": _are_widths,
        },
    ),
    "FontDescriptor": (
        "/Flags /FontFile2 /FontName /Type",
        {
            **dict.fromkeys(("/Ascent", "/CapHeight", "/Descent", "/StemV"), is_number),
            "/Flags": _are_symbolic,
            "/FontBBox": _are_numbers(4),
            "/FontFile2": "FontProgram",
            "/FontName": is_name,
            "/ItalicAngle": is_number,
            "/Type": _is("/FontDescriptor"),
        },
    ),
    "FontProgram": ("", {**_PACKED, "/Length1": is_whole}),
    "ToUnicode": ("", {**_PACKED}),
    "Outlines": (
        "/First /Last",
        {
            "/Count": is_whole,
            "/First": "Bookmark",
            "/Last": is_reference,
            "/Type": _is("/Outlines"),
        },
    ),
    "Bookmark": (
        "/Parent /Title",
        {
            "/Count": is_whole,
            "/Dest": _is_destination,
            "/First": "Bookmark",
            "/Last": is_reference,
            "/Next": "Bookmark",
            "/Parent": is_reference,
            "/Prev": is_reference,
            "/Title": is_text,
        },
    ),
    "Link": (
        "/F /Rect /Subtype /Type",
        {
            "/A": _is_address,
            "/Border": _are_numbers(3),
            "/Contents": is_text,
            "/Dest": _is_destination,
            "/F": _are_printed,
            "/P": is_reference,
            "/Rect": _are_numbers(4),
            "/StructParent": is_whole,
            "/Subtype": _is("/Link"),
            "/Type": _is("/Annot"),
        },
    ),
    "StructTreeRoot": (
        "/K /ParentTree /Type",
        {
            "/K": is_harmless,
            "/ParentTree": is_reference,
            "/RoleMap": _are_roles,
            "/Type": _is("/StructTreeRoot"),
        },
    ),
}
ROLES: Final[Mapping[str, tuple[frozenset[str], Mapping[str, Form]]]] = {
    role: (frozenset(required.split()), forms) for role, (required, forms) in _FORMS.items()
}
"""Of each role an object can have: the entries that it must have, and the forms of all."""
STREAMS: Final = frozenset({"Metadata", "Profile", "Content", "FontProgram", "ToUnicode"})
"""The roles of streams."""
