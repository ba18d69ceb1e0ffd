"""What a PDF says of itself: the one packet of metadata that is written.

The packet is XMP (ISO 16684-1) with what PDF/A and PDF/UA ask of it: the part and level of
each, and the extension schema that PDF/UA's own property needs (ISO 19005-2, 6.6).
"""

from collections.abc import Mapping
from html import escape
from typing import Final

TAAL: Final = "nl-NL"
"""The language of every document, as in BCP 47."""
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
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{Author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{Subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{Producer}</pdf:Producer>
<xmp:CreatorTool>{Creator}</xmp:CreatorTool>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
{schema}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def write_packet(texts: Mapping[str, str]) -> bytes:
    """Return the packet of a ``Title``, ``Author``, ``Subject``, ``Producer`` and ``Creator``.

    The last two are the programs that made the PDF and its source.
    """
    escaped = {name: escape(text, quote=False) for name, text in texts.items()}
    return _PACKET.format(schema=PDFUA_SCHEMA, language=TAAL, **escaped).encode()
