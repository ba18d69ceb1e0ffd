"""Whether all of a PDF is of the known forms, and its fonts hold what it shows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from pikepdf import Pdf, PdfError, Stream

from overeenkomstgen.pdf.herkenning.bladtaal import UnknownError, read_signs
from overeenkomstgen.pdf.herkenning.letterprogramma import read_program
from overeenkomstgen.pdf.herkenning.rollen import ROLES, STREAMS, Elk
from overeenkomstgen.pdf.herkenning.vormen import is_harmless, is_name, is_reference
from overeenkomstgen.pdf.metagegevens import write_packet
from overeenkomstgen.pdf.stroom import read_content, read_stream
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

_Entries = dict[str, Any]


def is_recognised(document: Pdf, objects: Voorwerpen, pages: Sequence[str]) -> bool:
    """Tell whether the validator finds nothing in a PDF, and all that is drawn is tagged.

    What it finds in every PDF of ours, about the metadata of level A and PDF/UA, is not
    counted: see :mod:`.oordeel`.
    """
    if not _is_plain_file(document, objects):
        return False
    roles = _Roles(objects)
    if not roles.walk():
        return False
    try:
        return (
            roles.of("Page") == list(pages)
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
        and all(map(_is_identifier, identifiers))
        and type(trailer["/Size"]) is int
        and is_reference(trailer["/Root"])
        and is_reference(trailer["/Info"])
    )


def _is_identifier(value: object) -> bool:
    return isinstance(value, str) and value[:2] in {"u:", "b:"} and len(value) <= _MAX_IDENTIFIER


class _Roles:
    """What each object of a PDF is: reached from the trailer, in one role, of a known form."""

    def __init__(self, objects: Voorwerpen) -> None:
        self._objects = objects
        self._roles: dict[str, str] = {}
        self._found: dict[str, dict[str, _Entries]] = {}
        self._pending: list[tuple[str, str, int]] = []

    def of(self, role: str) -> list[str]:
        """Return the references to the objects of a role, in the order of the document."""
        return list(self._found.get(role, ()))

    def entries(self, role: str) -> Mapping[str, _Entries]:
        """Return the entries of the objects of a role, by reference."""
        return self._found.get(role, {})

    def walk(self) -> bool:
        """Give each object its role; False when one has none, or two, or another form."""
        values, trailer = self._objects.values, self._objects.trailer
        self._pending = [(trailer["/Root"], "Catalog", 0), (trailer["/Info"], "Info", 0)]
        while self._pending:
            reference, role, depth = self._pending.pop()
            known = self._roles.setdefault(reference, role)
            if known != role or depth > _MAX_DEPTH:
                return False
            found = self._found.setdefault(role, {})
            if reference in found:
                continue
            value = values.get(reference)
            entries = _entries(value, stream=role in STREAMS)
            if entries is None or not self._fits(role, entries, depth):
                return False
            found[reference] = entries
        rest = values.keys() - self._roles.keys()
        return self._is_counted() and all(is_harmless(values[each]) for each in rest)

    def _is_counted(self) -> bool:
        """Check that there is one of what there must be one of, and the number of pages."""
        single = ("OutputIntent", "Pages", "StructTreeRoot")
        if any(len(self.of(role)) != 1 for role in single):
            return False
        (tree,) = self.entries("Pages").values()
        (catalog,) = self.entries("Catalog").values()
        pages = tree["/Kids"]
        return len(catalog["/OutputIntents"]) == 1 and 0 < tree["/Count"] == len(pages) == len(
            set(pages)
        )

    def _fits(self, role: str, entries: _Entries, depth: int) -> bool:
        """Check the entries of an object, and have what they refer to checked."""
        required, forms = ROLES[role]
        if role == "Fonts":  # each by the name that pages give it
            forms = dict.fromkeys(filter(is_name, entries), "Font")
        if not required <= entries.keys() <= forms.keys():
            return False
        for key, value in entries.items():
            form = forms[key]
            if callable(form):
                if not form(value):
                    return False
                continue
            next_role = form if isinstance(form, str) else form.role
            references = [value] if isinstance(form, str) else value
            if isinstance(form, Elk) and form.named:
                if not isinstance(value, dict) or not all(map(is_name, value)):
                    return False
                references = list(value.values())
            if not isinstance(references, list) or not all(map(self._is_there, references)):
                return False
            deeper = 0 if key == "/Next" else 1  # a bookmark beside it, not within it
            self._pending += [(each, next_role, depth + deeper) for each in reversed(references)]
        return True

    def _is_there(self, reference: object) -> bool:
        return isinstance(reference, str) and reference in self._objects.values


def _entries(value: object, *, stream: bool) -> _Entries | None:
    """Return the entries of a dictionary, or of a stream where one is asked for."""
    if not isinstance(value, dict) or stream is not ("stream" in value):
        return None
    entries: _Entries = value["stream"]["dict"] if stream else value
    return entries


def _fonts_hold(document: Pdf, roles: _Roles) -> bool:
    """Check that all signs that are shown are in the fonts, and as wide as the PDF says.

    ISO 19005-2, 6.2.2 (fonts and images are among the page's own resources), 6.2.11.4.1
    (each glyph is embedded), 6.2.11.5 (widths), 6.2.11.6 (symbolic TrueType has one
    ``cmap``, and the PDF no encoding) and 6.2.11.8 (no ``.notdef``).
    """
    shown: dict[str, set[int]] = {font: set() for font in roles.of("Font")}
    maps = roles.entries("Fonts")
    resources = roles.entries("Resources")
    drawn = 0
    for page, entries in zip(document.pages, roles.entries("Page").values(), strict=True):
        content = read_content(page)
        if content is None:
            return False
        signs = read_signs(content)
        drawn += len(content)
        found = resources[entries["/Resources"]]
        fonts = maps[found["/Font"]]
        if not signs.images <= found.get("/XObject", {}).keys():
            return False
        for name, codes in signs.by_font.items():
            if name not in fonts:
                return False
            shown[fonts[name]] |= codes
    return drawn <= _MAX_BYTES and all(
        _shows(document, roles, roles.entries("Font")[font], codes) for font, codes in shown.items()
    )


def _shows(document: Pdf, roles: _Roles, font: _Entries, codes: Collection[int]) -> bool:
    """Check one font."""
    descriptor = roles.entries("FontDescriptor")[font["/FontDescriptor"]]
    data = _data(document, descriptor["/FontFile2"])
    program = None if data is None else read_program(data)
    first, widths = font["/FirstChar"], font["/Widths"]
    if program is None or len(widths) != font["/LastChar"] - first + 1:
        return False
    for code in codes:
        width = program.width(code)
        if width is None or not 0 <= code - first < len(widths):
            return False
        if abs(widths[code - first] - width) > _TOLERANCE:
            return False
    return True


def _streams_hold(document: Pdf, roles: _Roles) -> bool:
    """Check the metadata (6.6) and the colour profile (6.2.3), which must be of RGB.

    The metadata must be what we write of the texts that the PDF says of itself elsewhere; all
    but those is then known. They hold nothing that XML does not allow.
    """
    (metadata,), (profile,) = roles.of("Metadata"), roles.of("Profile")
    packet, colours = _data(document, metadata), _data(document, profile)
    (info,) = roles.entries("Info").values()
    texts = {name: text_of(info.get(f"/{name}")) for name in _INFO}
    return (
        packet == write_packet(texts)
        and all(_TEXT.fullmatch(text) and "xmlns" not in text for text in texts.values())
        and colours is not None
        and len(colours) >= 128  # noqa: PLR2004 - the header of a profile, ISO 15076-1, 7.2
        and colours[8] <= 4  # noqa: PLR2004 - the version
        and colours[12:16] in {b"mntr", b"prtr"}
        and colours[16:20] == b"RGB "
    )


def _data(document: Pdf, reference: str) -> bytes | None:
    number, generation, _ = reference.split(" ")
    found = document.get_object(int(number), int(generation))
    return read_stream(found) if isinstance(found, Stream) else None
