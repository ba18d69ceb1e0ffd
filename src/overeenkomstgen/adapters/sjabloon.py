"""A Word template: read and compiled once, filled for each document.

The tags and what they mean are docxtpl's, and so is the work on the XML before
and after Jinja; only its way of opening, rendering and saving is left, which
reads the whole template anew for each document. What differs, on purpose: every
value comes out as it is, undefined fields are errors, and a tag stands in one
paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate
from lxml import etree

from overeenkomstgen.adapters.opdrachten.deel import Deel, compile_part
from overeenkomstgen.adapters.opdrachten.plaats import Bevinding
from overeenkomstgen.adapters.opdrachten.taal import make_language
from overeenkomstgen.adapters.word.bestand import Woordbestand, parse
from overeenkomstgen.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from overeenkomstgen.errors import Fault

_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_LISTED = "\n\t\a\f"
_FIRST_DRAWING = 1000
_TORN = Bevinding(
    "na het invullen klopt de opbouw van het document niet meer",
    "zet {%p if … %} en {%p endif %} in eigen alinea's, en {%tr for … %} en {%tr endfor %} "
    "in eigen rijen",
)


@dataclass(frozen=True, slots=True)
class Ingevuld:
    """A filled document.

    Attributes:
        content: The Word file; the same template and values give the same bytes.
        values: Every text that was merged where a reader sees it, in order.
        open_fields: The fields whose fill-in lines were printed, each once, in order.
    """

    content: bytes
    values: tuple[str, ...]
    open_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sjabloon:
    """A Word template.

    Attributes:
        name: What messages call it: ``sjablonen/samenwerkingsovereenkomst.docx``.
        sha256: Fingerprint of the file, in hexadecimal.
    """

    name: str
    sha256: str
    _bestand: Woordbestand
    _delen: tuple[Deel, ...]

    @classmethod
    def load(cls, path: Path) -> Sjabloon:
        """Read and compile a template.

        What is wrong with its tags is for :meth:`faults` to tell.

        Raises:
            InputError: It is no Word document, or not one to trust.
        """
        name = "/".join(path.parts[-2:])
        bestand = Woordbestand.read(path, name)
        patch, language = _docxtpl().patch_xml, make_language()
        delen = [compile_part(name, part, patch, language) for part in bestand.onderdelen]
        return cls(name, bestand.sha256, bestand, tuple(delen))

    @property
    def fields(self) -> frozenset[str]:
        """The fields that the template uses, as it writes them: ``gemeente.naam``."""
        return frozenset().union(*(deel.fields for deel in self._delen))

    def faults(self, velden: Collection[str]) -> tuple[Fault, ...]:
        """Return all that is wrong with the tags, part by part.

        Args:
            velden: The name of every field that exists; a name stands also for
                what its value has, such as the year of a date.
        """
        found = (chain(deel.faults, deel.unknown_fields(velden)) for deel in self._delen)
        return tuple(dict.fromkeys(chain.from_iterable(found)))

    def fill(self, values: Mapping[str, object]) -> Ingevuld:
        """Return a document with the values in it.

        Args:
            values: The values, nested as the template addresses them:
                ``gemeente.naam`` is ``values["gemeente"]["naam"]``.

        Raises:
            InputError: The template has faults, or does not go with these values.
        """
        if faults := tuple(chain.from_iterable(deel.faults for deel in self._delen)):
            raise InputError(faults)
        printed: list[str] = []
        open_fields: dict[str, None] = {}
        changed = {
            deel.onderdeel.name: _finish(deel, deel.fill(values, printed, open_fields))
            for deel in self._delen
            if deel.changes
        }
        return Ingevuld(self._bestand.write(changed), tuple(printed), tuple(open_fields))


def _docxtpl() -> DocxTemplate:
    """Return docxtpl's work on XML, without a file."""
    return DocxTemplate("")


def _finish(deel: Deel, xml: str) -> bytes:
    """Return a filled part as docxtpl would leave it: listings, tables, numbers of drawings."""
    docxtpl = _docxtpl()
    if any(char in xml for char in _LISTED):
        xml = docxtpl.resolve_listing(xml)
    try:
        parse(xml)  # docxtpl would mend what is torn, and lose text
        if deel.onderdeel.kind == "alinea" and ("<w:tbl>" in xml or "<wp:docPr" in xml):
            docxtpl.docx_ids_index = _FIRST_DRAWING
            tree = docxtpl.fix_tables(xml)
            docxtpl.fix_docpr_ids(tree)
            xml = etree.tostring(tree, encoding="unicode")
    except (etree.XMLSyntaxError, AttributeError, TypeError, ValueError, ArithmeticError) as error:
        raise InputError([deel.fault(_TORN)]) from error
    return _DECLARATION + xml.encode()
