"""The text of a Word file that stands in no paragraph, and goes along with it all the same."""

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from lxml import etree

from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import R, is_double, is_xml, parse, references
from overeenkomstgen.word.lezer import Lezer

TITEL = "eigenschap titel"
_ABOUT = ("{*}docPr", "{*}cNvPr", "{*}shape")
PROPERTIES: Final = {
    "title": "titel",
    "subject": "onderwerp",
    "creator": "auteur",
    "keywords": "labels",
    "description": "opmerkingen",
    "category": "categorie",
    "lastModifiedBy": "bewaard door",
    "Company": "bedrijf",
    "Manager": "manager",
    "HyperlinkBase": "basis van koppelingen",
    "language": "taal",
    "identifier": "id",
}
"""What a reader calls the properties of a file."""


def read_elsewhere(
    bestand: Woordbestand, lezers: Mapping[str, Lezer]
) -> Iterator[tuple[str, str, etree._Element]]:
    """Give the targets of links, the alternative texts and the properties of a Word file.

    Each as what a reader calls it, its text, and the element that it belongs to; see
    ISO/IEC 29500-1 (17.16.22, 20.4.2.5, 22.2, 22.3) and 29500-2 (11).
    """
    for part, lezer in lezers.items():
        targets = {each.key: each.address for each in references(bestand.parts, part)}
        for element in lezer.root.iter("{*}hyperlink"):
            address = unquote(targets.get(element.get(f"{R}id", ""), ""))
            yield "doel van een koppeling", address, element
        for element in lezer.root.iter(*_ABOUT):
            for name in ("descr", "alt", "title") if not is_double(element) else ():
                yield "alternatieve tekst", element.get(name, ""), element
    for part, content in bestand.parts.items():
        if part.lower().startswith("docprops/") and is_xml(content):
            for element in parse(content):
                called = element.get("name") or PROPERTIES.get(etree.QName(element).localname)
                if called:
                    yield f"eigenschap {called}", "".join(map(str, element.itertext())), element
