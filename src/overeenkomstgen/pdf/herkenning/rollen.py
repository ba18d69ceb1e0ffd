"""What the objects of LibreOffice's PDFs are for, and which entries each of those has.

Keys are those of ISO 32000-1; what is not among them is not known. One that ends in
``?`` may be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from overeenkomstgen.pdf.herkenning.vormen import (
    are_numbers,
    are_printed,
    are_procedures,
    are_roles,
    are_symbolic,
    are_widths,
    is_address,
    is_destination,
    is_harmless,
    is_name,
    is_number,
    is_one_of,
    is_page_box,
    is_reference,
    is_size,
    is_text,
    is_true,
    is_whole,
)


class Elk(NamedTuple):
    """Several references to objects of one role.

    Attributes:
        role: The role of each.
        named: Whether each has a name, in a dictionary; otherwise it is an array.
    """

    role: str
    named: bool = False


Form: TypeAlias = Callable[[Any], bool] | str | Elk

_PACKED: dict[str, Form] = {"/Filter?": is_one_of("/FlateDecode"), "/Length?": is_whole}
_IMAGE: dict[str, Form] = {  # 6.2.8; what it shows is not judged by PDF/A
    "/BitsPerComponent": is_one_of(8),
    "/ColorSpace": is_one_of("/DeviceGray", "/DeviceRGB"),
    "/Filter": is_one_of("/FlateDecode"),
    "/Height": is_size,
    "/Length?": is_whole,
    "/Subtype": is_one_of("/Image"),
    "/Type": is_one_of("/XObject"),
    "/Width": is_size,
}

_FORMS: dict[str, dict[str, Form]] = {
    "Catalog": {
        "/Lang": is_text,
        "/MarkInfo": is_true("/Marked"),
        "/Metadata": "Metadata",
        "/Outlines?": "Outlines",
        "/OutputIntents": Elk("OutputIntent"),
        "/Pages": "Pages",
        "/StructTreeRoot": "StructTreeRoot",
        "/Type": is_one_of("/Catalog"),
        "/ViewerPreferences": is_true("/DisplayDocTitle"),
    },
    "Info": dict.fromkeys(("/Author?", "/Creator?", "/Producer?", "/Subject?", "/Title?"), is_text),
    "Metadata": {
        "/Length?": is_whole,
        "/Subtype": is_one_of("/XML"),
        "/Type": is_one_of("/Metadata"),
    },
    "OutputIntent": {
        "/DestOutputProfile": "Profile",
        "/OutputConditionIdentifier?": is_text,
        "/S": is_one_of("/GTS_PDFA1"),
        "/Type": is_one_of("/OutputIntent"),
    },
    "Profile": {**_PACKED, "/N": is_one_of(3)},
    "Pages": {"/Count": is_whole, "/Kids": Elk("Page"), "/Type": is_one_of("/Pages")},
    "Page": {
        "/Annots?": Elk("Link"),
        "/Contents": "Content",
        "/MediaBox": is_page_box,
        "/Parent": "Pages",
        "/Resources": "Resources",
        "/Rotate?": is_one_of(0, 90, 180, 270),
        "/StructParents?": is_whole,
        "/Tabs?": is_one_of("/S"),
        "/Type": is_one_of("/Page"),
    },
    "Content": _PACKED,
    "Resources": {
        "/Font": "Fonts",
        "/ProcSet?": are_procedures,
        "/XObject?": Elk("Image", named=True),
    },
    "Image": {**_IMAGE, "/SMask?": "SoftMask"},
    "SoftMask": {
        **_IMAGE,
        "/ColorSpace": is_one_of("/DeviceGray"),
        "/Decode?": are_numbers(2),
    },
    "Fonts": {},
    "Font": {
        "/BaseFont": is_name,
        "/FirstChar": is_whole,
        "/FontDescriptor": "FontDescriptor",
        "/LastChar": is_whole,
        "/Subtype": is_one_of("/TrueType"),
        "/ToUnicode": "ToUnicode",
        "/Type": is_one_of("/Font"),
        "/Widths": are_widths,
    },
    "FontDescriptor": {
        **dict.fromkeys(("/Ascent?", "/CapHeight?", "/Descent?", "/StemV?"), is_number),
        "/Flags": are_symbolic,
        "/FontBBox?": are_numbers(4),
        "/FontFile2": "FontProgram",
        "/FontName": is_name,
        "/ItalicAngle?": is_number,
        "/Type": is_one_of("/FontDescriptor"),
    },
    "FontProgram": {**_PACKED, "/Length1?": is_whole},
    "ToUnicode": _PACKED,
    "Outlines": {
        "/Count?": is_whole,
        "/First": "Bookmark",
        "/Last": is_reference,
        "/Type?": is_one_of("/Outlines"),
    },
    "Bookmark": {
        "/Count?": is_whole,
        "/Dest?": is_destination,
        "/First?": "Bookmark",
        "/Last?": is_reference,
        "/Next?": "Bookmark",
        "/Parent": is_reference,
        "/Prev?": is_reference,
        "/Title": is_text,
    },
    "Link": {
        "/A?": is_address,
        "/Border?": are_numbers(3),
        "/Contents?": is_text,
        "/Dest?": is_destination,
        "/F": are_printed,
        "/P?": is_reference,
        "/Rect": are_numbers(4),
        "/StructParent?": is_whole,
        "/Subtype": is_one_of("/Link"),
        "/Type": is_one_of("/Annot"),
    },
    "StructTreeRoot": {
        "/K": is_harmless,
        "/ParentTree": is_reference,
        "/RoleMap?": are_roles,
        "/Type": is_one_of("/StructTreeRoot"),
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
