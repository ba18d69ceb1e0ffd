"""What a PDF says of itself: the one packet of metadata that is written, and is known again.

The packet is XMP (ISO 16684-1) with what PDF/A and PDF/UA ask of it: the part and level of
each, and the extension schema that PDF/UA's own property needs (ISO 19005-2, 6.6).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, unescape

if TYPE_CHECKING:
    from collections.abc import Mapping

PDFUA_SCHEMA: Final = """\
<pdfaExtension:schemas xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
 <rdf:Bag>
  <rdf:li rdf:parseType="Resource">
   <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
   <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
   <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
   <pdfaSchema:property>
    <rdf:Seq>
     <rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
     </rdf:li>
    </rdf:Seq>
   </pdfaSchema:property>
  </rdf:li>
 </rdf:Bag>
</pdfaExtension:schemas>"""
"""Declares ``pdfuaid:part`` to PDF/A (ISO 19005-2, 6.6.2.3.2)."""

_PACKET = """\
<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
{schema}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_NAMES = ("title", "author", "subject", "language", "producer", "creator")
# Signs that XML allows, none of them at work in it.
_TEXT = (
    r"(?:[\x20-\x25\x27-\x3b\x3d\x3f-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    r"|&(?:amp|lt|gt);)*+"
)
_KNOWN = re.compile(
    "".join(
        re.escape(piece) if index % 2 == 0 else f"(?P<{piece}>{_TEXT})"
        for index, piece in enumerate(
            re.split(r"\{(\w+)\}", _PACKET.replace("{schema}", PDFUA_SCHEMA))
        )
    )
)


def write_packet(texts: Mapping[str, str]) -> bytes:
    """Return the packet of metadata.

    Args:
        texts: The ``title``, ``author``, ``subject``, ``language`` (as in BCP 47),
            ``producer`` and ``creator`` (the programs that made the PDF and its source).
    """
    escaped = {name: escape(texts[name]) for name in _NAMES}
    return _PACKET.format(schema=PDFUA_SCHEMA, **escaped).encode()


def read_packet(packet: bytes) -> dict[str, str] | None:
    """Return the texts in a packet that :func:`write_packet` wrote.

    Every other sign of the packet is then known, so it needs no XML parser: the PDF calls
    itself PDF/A-2a and PDF/UA-1, and declares that as it should.

    Returns:
        None where it is another packet, or where a text holds what XML does not allow or
        what only looks like a declaration (``xmlns``).
    """
    try:
        found = _KNOWN.fullmatch(packet.decode())
    except UnicodeDecodeError:
        return None
    if found is None or any("xmlns" in text for text in found.groups()):
        return None
    return {name: unescape(text) for name, text in found.groupdict().items()}
