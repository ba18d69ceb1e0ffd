"""Whether all of a PDF is of the known forms, and its fonts hold what it shows."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from pikepdf import Pdf, PdfError

from overeenkomstgen.pdf.herkenning.bladtaal import UnknownError, read_signs
from overeenkomstgen.pdf.herkenning.letterprogramma import read_widths
from overeenkomstgen.pdf.herkenning.rollen import ROLES, STREAMS, is_harmless, is_name, is_reference
from overeenkomstgen.pdf.metagegevens import write_packet
from overeenkomstgen.pdf.stroom import read_stream
from overeenkomstgen.pdf.voorwerpen import Voorwerpen, text_of

_VERSIONS: Final = frozenset({"1.4", "1.5", "1.6", "1.7"})
_TRAILER: Final = frozenset({"/ID", "/Info", "/Root", "/Size"})
_MAX_OBJECTS: Final = 100_000
_MAX_BYTES: Final = 8_000_000
"""Of the objects, and of what is drawn on all pages: so much has fewer elements and
instructions than the validator goes through."""
_MAX_DEPTH: Final = 20
_MAX_IDENTIFIER: Final = 200
_TOLERANCE: Final = 1.0
"""How much two widths may differ, in thousandths of an em (ISO 19005-2, 6.2.11.5)."""

_INFO = ("Title", "Author", "Subject", "Producer", "Creator")
_TEXT = re.compile(r"[\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")

_Entries = Mapping[str, Any]
_Roles = defaultdict[str, dict[str, _Entries]]
"""The entries of the objects of each role, by reference, in the order of the document."""


def is_recognised(document: Pdf, objects: Voorwerpen, pages: Sequence[str]) -> bool:
    """Tell whether the validator finds nothing in a PDF, and all that is drawn is tagged.

    What it finds in every PDF of ours, about the metadata of level A and PDF/UA, is not
    counted: see :mod:`.oordeel`.
    """
    try:
        if not _is_plain_file(document, objects):
            return False
        roles = _roles(objects)
        return (
            list(roles["Page"]) == list(pages)
            and _fonts_hold(document, roles)
            and _streams_hold(document, roles)
            and not document.get_warnings()
        )
    except (PdfError, UnknownError):
        return False


def _is_plain_file(document: Pdf, objects: Voorwerpen) -> bool:
    """Check the file as a whole (6.1.2, 6.1.3 and 6.1.13): version, trailer, encryption."""
    trailer = objects.trailer
    identifiers = trailer.get("/ID")
    return (
        objects.exact
        and not document.is_encrypted
        and document.pdf_version in _VERSIONS
        and len(objects.values) <= _MAX_OBJECTS
        and objects.size <= _MAX_BYTES
        and trailer.keys() == _TRAILER
        and isinstance(identifiers, list)
        and len(identifiers) == 2  # noqa: PLR2004 - of the first writing and of this one
        and all(isinstance(each, str) and each[:2] in {"u:", "b:"} for each in identifiers)
        and all(len(each) <= _MAX_IDENTIFIER for each in identifiers)
        and type(trailer["/Size"]) is int
        and is_reference(trailer["/Root"])
        and is_reference(trailer["/Info"])
    )


def _roles(objects: Voorwerpen) -> _Roles:
    """Give each object its role, reached from the trailer.

    Raises:
        UnknownError: An object has two roles, or another form than its role asks, or has no
            role and is not harmless.
    """
    values, trailer = objects.values, objects.trailer
    known: dict[str, str] = {}
    found: _Roles = defaultdict(dict)
    pending: list[tuple[Any, str, int]] = [
        (trailer["/Root"], "Catalog", 0),
        (trailer["/Info"], "Info", 0),
    ]
    while pending:
        reference, role, depth = pending.pop()
        value = values.get(reference) if isinstance(reference, str) else None
        if not isinstance(value, dict) or ("stream" in value) is not (role in STREAMS):
            raise UnknownError
        if known.setdefault(reference, role) != role or depth > _MAX_DEPTH:
            raise UnknownError
        if reference not in found[role]:
            found[role][reference] = entries = objects.entries(value)
            pending += [(*each, depth + more) for *each, more in _references(role, entries)]
    harmless = all(is_harmless(values[each]) for each in values.keys() - known.keys())
    if not harmless or not _is_counted(found):
        raise UnknownError
    return found


def _is_counted(roles: _Roles) -> bool:
    """Check that there is one of what there must be one of, and the number of pages."""
    if any(len(roles[role]) != 1 for role in ("OutputIntent", "Pages", "StructTreeRoot")):
        return False
    (tree,), (catalog,) = roles["Pages"].values(), roles["Catalog"].values()
    count, pages, intents = tree["/Count"], tree["/Kids"], catalog["/OutputIntents"]
    return len(intents) == 1 and 0 < count == len(pages) == len(set(pages))


def _references(role: str, entries: _Entries) -> Iterator[tuple[Any, str, int]]:
    """Check the entries of an object; give what they refer to, the last one first.

    Of each its role, and how much deeper it is.

    Raises:
        UnknownError: An entry has another form.
    """
    required, forms = ROLES[role]
    if role == "Fonts":  # each by the name that pages give it
        forms = dict.fromkeys(filter(is_name, entries), "Font")
    if not required <= entries.keys() <= forms.keys():
        raise UnknownError
    for key, value in entries.items():
        form = forms[key]
        if callable(form):
            if not form(value):
                raise UnknownError
            continue
        kind, next_role = (None, form) if isinstance(form, str) else form
        if kind is not None and not isinstance(value, kind):
            raise UnknownError
        if kind is dict and not all(map(is_name, value)):
            raise UnknownError
        references = [value] if kind is None else value if kind is list else [*value.values()]
        deeper = 0 if key == "/Next" else 1  # a bookmark beside it, not within it
        for each in reversed(references):
            yield each, next_role, deeper


def _fonts_hold(document: Pdf, roles: _Roles) -> bool:
    """Check that all signs that are shown are in the fonts, and as wide as the PDF says.

    ISO 19005-2, 6.2.2 (fonts and images are among the page's own resources), 6.2.11.4.1
    (each glyph is embedded), 6.2.11.5 (widths), 6.2.11.6 (symbolic TrueType has one
    ``cmap``, and the PDF no encoding) and 6.2.11.8 (no ``.notdef``).
    """
    shown: dict[str, set[int]] = {font: set() for font in roles["Font"]}
    drawn = 0
    for entries in roles["Page"].values():
        content = _data(document, entries["/Contents"])
        codes_shown, images = read_signs(content)
        drawn += len(content)
        resources = roles["Resources"][entries["/Resources"]]
        fonts = roles["Fonts"][resources["/Font"]]
        drawable = resources.get("/XObject", {}).keys()
        if not (images <= drawable and codes_shown.keys() <= fonts.keys()):
            return False
        for name, codes in codes_shown.items():
            shown[fonts[name]] |= codes
    return drawn <= _MAX_BYTES and all(
        _shows(document, roles, roles["Font"][font], codes) for font, codes in shown.items()
    )


def _shows(document: Pdf, roles: _Roles, font: _Entries, codes: Collection[int]) -> bool:
    descriptor = roles["FontDescriptor"][font["/FontDescriptor"]]
    widths = read_widths(_data(document, descriptor["/FontFile2"]), codes)
    first, given = font["/FirstChar"], font["/Widths"]
    return (
        widths is not None
        and len(given) == font["/LastChar"] - first + 1
        and all(
            width is not None
            and 0 <= code - first < len(given)
            and abs(given[code - first] - width) <= _TOLERANCE
            for code, width in widths.items()
        )
    )


def _streams_hold(document: Pdf, roles: _Roles) -> bool:
    """Check the metadata (6.6) and the colour profile (6.2.3), which must be of RGB.

    The metadata must be what we write of the texts that the PDF says of itself elsewhere; all
    but those is then known. They hold nothing that XML does not allow.
    """
    (metadata,), (profile,) = roles["Metadata"], roles["Profile"]
    packet, colours = _data(document, metadata), _data(document, profile)
    (info,) = roles["Info"].values()
    texts = {name: text_of(info.get(f"/{name}")) for name in _INFO}
    return (
        packet == write_packet(texts)
        and all(_TEXT.fullmatch(text) and "xmlns" not in text for text in texts.values())
        and len(colours) >= 128  # noqa: PLR2004 - the header of a profile, ISO 15076-1, 7.2
        and colours[8] <= 4  # noqa: PLR2004 - the version
        and colours[12:16] in {b"mntr", b"prtr"}
        and colours[16:20] == b"RGB "
    )


def _data(document: Pdf, reference: str) -> bytes:
    number, generation, _ = reference.split(" ")
    data = read_stream(document.get_object(int(number), int(generation)))
    if data is None:
        raise UnknownError
    return data
