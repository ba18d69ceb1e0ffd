"""Judges whether a PDF is fit for the archive: PDF/A-2a and PDF/UA-1.

pikepdf's validator judges PDF/A-2b, of what :mod:`.herkenning` does not recognise. It
knows neither level A nor extension schemas; what it says of those is left out and
judged here, more strictly. Of PDF/UA-1, what a template can spoil is judged here, and
what veraPDF does not see.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
from lxml import etree
from pikepdf import Pdf, Stream

from overeenkomstgen.pdf.bladinhoud import untagged_pages
from overeenkomstgen.pdf.herkenning.herkenner import is_recognised
from overeenkomstgen.pdf.metagegevens import PDFUA_SCHEMA, TAAL
from overeenkomstgen.pdf.voorwerpen import Voorwerpen, read_objects, text_of

_PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUAID = "{http://www.aiim.org/pdfua/ns/id/}"
_EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PARSER = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)

_JUDGED_HERE = frozenset(
    {
        "pdfaid:conformance is 'A', expected 'B'",
        "XMP namespace pdfaExtension=http://www.aiim.org/pdfa/ns/extension/ is not permitted",
        "XMP namespace pdfaSchema=http://www.aiim.org/pdfa/ns/schema# is not permitted",
        "XMP namespace pdfaProperty=http://www.aiim.org/pdfa/ns/property# is not permitted",
        "XMP property pdfaExtension:schemas is not permitted",
        "XMP property pdfuaid:part is not permitted",
        "XMP has no PDF/A identification (pdfaid:part)",
        "the catalog has no /Metadata stream",
    }
)
"""What the validator says of the metadata; :func:`_judge_metadata` judges the same."""
_EMBEDDING = "ISO_19005_2:6.2.11.4.1-1"
"""The validator's rule on fonts; :func:`_judge_fonts` judges the same, and names the font."""

_UNFIT = {
    "6.2.4": "een kleur die niet vastligt; kies in het sjabloon een gewone kleur (RGB)",
    "6.2.8": "een afbeelding; voeg haar in het sjabloon opnieuw in, als PNG of JPEG",
    "6.2.10": "iets doorschijnends; kies in het sjabloon een volle kleur",
    "6.2.11": "een lettertype; kies in het sjabloon een ander",
    "6.3": "een aantekening; haal haar weg uit het sjabloon",
    "6.4": "een invulvak; zet er in het sjabloon gewone tekst voor in de plaats",
}
"""What may not be in an archived PDF, and what to do, by clause of ISO 19005-2."""
_STRANGE = "iets ongewoons; zet er in het sjabloon gewone tekst of een afbeelding voor in de plaats"


class _Element(NamedTuple):
    """One element of the structure, such as a heading, a table or a figure."""

    role: str  # the standard type: ``H1``, ``P``, ``Table``
    page: int | None  # the number of that on which it begins, where the PDF says so
    described: bool
    has_content: bool  # something on a page belongs to it directly
    roles_within: frozenset[str]


def judge(pdf: Path) -> tuple[str, ...]:
    """Say what makes a PDF that :func:`~overeenkomstgen.pdf.archief.archive` made unfit.

    A PDF from elsewhere can be refused for an extension schema that is right, but written
    in another form.

    Returns:
        What is wrong, in Dutch sentences; nothing where it is PDF/A-2a (ISO 19005-2) and, as
        far as a program can judge, PDF/UA-1 (ISO 14289-1).
    """
    recognised = False  # where the folder that knows LibreOffice's PDFs is taken out
    try:
        # Inheriting is left to whoever reads the PDF: it hides what pages lack of their own.
        with pikepdf.open(pdf, inherit_page_attributes=False) as document:
            objects = read_objects(document)
            pages = tuple("{} {} R".format(*page.objgen) for page in document.pages)
            recognised = is_recognised(document, objects, pages)
            untagged = () if recognised else untagged_pages(document)
            structure = _read_structure(objects, pages)
            found = [
                *_judge_metadata(document),
                *_judge_catalog(objects, structure, untagged),
                *_judge_fonts(objects),
                *_judge_headings(structure),
                *_judge_figures_and_tables(structure),
                *_judge_links(objects, pages),
            ]
    except (pikepdf.PdfError, RecursionError):
        return ("Het bestand is geen leesbare PDF.",)
    if not recognised:
        found += _judge_rules(pdf)
    return tuple(dict.fromkeys(found))


def _judge_metadata(document: Pdf) -> Iterator[str]:
    """Judge what the PDF says of itself (ISO 19005-2, 6.6; ISO 14289-1, 5 and 7.1)."""
    stream = document.Root.get("/Metadata")
    packet = stream.read_bytes() if isinstance(stream, Stream) else b""
    try:
        metadata = etree.fromstring(packet, _PARSER)
    except etree.XMLSyntaxError:
        yield "De PDF heeft geen leesbare gegevens over zichzelf."
        return
    if not (metadata.findtext(f".//{_DC}title/{_RDF}Alt/{_RDF}li") or "").strip():
        yield "De PDF heeft geen titel."
    part = metadata.findtext(f".//{_PDFAID}part") or ""
    level = metadata.findtext(f".//{_PDFAID}conformance") or ""
    if (part, level) != ("2", "A"):
        name = f"PDF/A-{part}{level.lower()}" if part else "geen PDF/A"
        yield f"De PDF noemt zich {name}; ze moet zich PDF/A-2a noemen."
    if metadata.findtext(f".//{_PDFUAID}part") != "1":
        yield "De PDF noemt zich geen PDF/UA-1."
    schemas = [_canonical(found) for found in metadata.iter(f"{_EXTENSION}schemas")]
    if schemas != [_canonical(etree.fromstring(PDFUA_SCHEMA, _PARSER))]:
        what = "De PDF verklaart niet op de voorgeschreven manier dat ze PDF/UA-1 is"
        yield f"{what} (het uitbreidingsschema ontbreekt of is anders)."


def _canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True)


def _judge_catalog(
    objects: Voorwerpen, structure: Sequence[_Element], untagged: Sequence[int]
) -> Iterator[str]:
    """Judge the document as a whole (ISO 19005-2, 6.7; ISO 14289-1, 7.1, 7.2 and 7.17)."""
    root, entries, of = objects.root, objects.entries, objects.of
    if not of(entries(root.get("/ViewerPreferences")).get("/DisplayDocTitle")):
        yield "De PDF laat boven in het venster haar bestandsnaam zien, niet haar titel."
    language = text_of(of(root.get("/Lang")))
    if language != TAAL:
        named = f"{language} als haar taal" if language else "geen taal"
        yield f"De PDF noemt {named}; dat moet {TAAL} zijn."
    if not of(entries(root.get("/MarkInfo")).get("/Marked")):
        yield "De PDF zegt niet van zichzelf dat ze is getagd."
    if not any(element.has_content for element in structure):
        yield "De PDF is niet getagd: een voorleesprogramma vindt er geen opbouw in."
    for page in untagged:
        what = "iets dat een voorleesprogramma niet kent: het is inhoud noch versiering"
        yield f"Op pagina {page} staat {what}."
    headings = any(_level(element) for element in structure)
    if headings and "/First" not in entries(root.get("/Outlines")):
        yield "De PDF heeft koppen, maar geen bladwijzers."


def _judge_fonts(objects: Voorwerpen) -> Iterator[str]:
    """Judge embedding and text mapping (ISO 19005-2, 6.2.11.4 and 6.2.11.7; 14289-1, 7.21)."""
    advice = "kies in het sjabloon een ander lettertype"
    for each in objects.values.values():
        font = objects.entries(each)
        if objects.of(font.get("/Type")) != "/Font":
            continue
        name = text_of(objects.of(font.get("/BaseFont", "/zonder naam")))[1:].rpartition("+")[2]
        descriptor = objects.entries(font.get("/FontDescriptor"))
        programs = {"/FontFile", "/FontFile2", "/FontFile3"}
        composite = "/DescendantFonts" in font  # its descendant holds the program
        if not composite and descriptor.keys().isdisjoint(programs):
            yield f"Het lettertype {name} is niet ingebed; {advice}."
        descendant = "/CIDSystemInfo" in font  # its composite font holds the mapping
        if not descendant and "/ToUnicode" not in font:
            yield f"Van het lettertype {name} is niet vastgelegd welke letters het toont; {advice}."


def _level(element: _Element) -> int:
    """Return the level of a heading, 0 for anything else."""
    role = element.role
    return int(role[1:]) if role[:1] == "H" and role[1:].isdecimal() else 0


def _judge_headings(structure: Sequence[_Element]) -> Iterator[str]:
    """Judge that headings begin at 1 and skip no level (ISO 14289-1, 7.4.2)."""
    previous = 0
    for element in structure:
        level = _level(element)
        if level > previous + 1:
            after = f"na een kop van niveau {previous}" if previous else "als eerste kop"
            advice = f"maak daarvan in het sjabloon Kop {previous + 1}"
            yield f"{_where(element)} staat {after} een kop van niveau {level}; {advice}."
        previous = level or previous


def _judge_figures_and_tables(structure: Sequence[_Element]) -> Iterator[str]:
    """Judge alternative text and header cells (ISO 14289-1, 7.3 and 7.5)."""
    for element in structure:
        if element.role in {"Figure", "Formula"} and not element.described:
            advice = "geef haar in het sjabloon een alternatieve tekst"
            yield f"{_where(element)} staat een afbeelding zonder beschrijving; {advice}."
        if element.role == "Table" and "TH" not in element.roles_within:
            advice = "kies in het sjabloon voor haar eerste rij 'Veldnamenrijen herhalen'"
            yield f"{_where(element)} staat een tabel zonder veldnamenrij; {advice}."


def _where(element: _Element) -> str:
    return f"Op pagina {element.page}" if element.page else "Ergens in de PDF"


def _judge_links(objects: Voorwerpen, pages: Sequence[str]) -> Iterator[str]:
    """Judge tab order and descriptions of links (ISO 14289-1, 7.18.3 and 7.18.5)."""
    of = objects.of
    for number, page in enumerate(pages, 1):
        entries = objects.entries(page)
        annotations = of(entries.get("/Annots", []))
        if annotations and of(entries.get("/Tabs")) != "/S":
            yield f"Pagina {number} heeft koppelingen zonder tabvolgorde."
        if any(not text_of(of(objects.entries(each).get("/Contents"))) for each in annotations):
            yield f"Op pagina {number} staat een koppeling zonder beschrijving."


def _judge_rules(pdf: Path) -> Iterator[str]:
    """Judge the rules of PDF/A-2 on each object, glyph and colour."""
    from pikepdf.pdfa import validate_written  # noqa: PLC0415 - a quarter of a second to load

    # Subsets of fonts carry no dates, which fontTools reports on standard error.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    for finding in validate_written(pdf, "2b").findings:
        if finding.message in _JUDGED_HERE or finding.rule == _EMBEDDING:
            continue
        clause = finding.rule.rpartition(":")[2].partition("-")[0]
        told = (what for key, what in _UNFIT.items() if f"{clause}.".startswith(f"{key}."))
        yield f"Niet geschikt voor het archief: {next(told, _STRANGE)}."


def _read_structure(objects: Voorwerpen, pages: Sequence[str]) -> tuple[_Element, ...]:
    """Return what a screen reader goes by, in reading order (ISO 32000-1, 14.7)."""
    of = objects.of
    root = objects.entries(objects.root.get("/StructTreeRoot"))
    given = objects.entries(root.get("/RoleMap"))
    mapped = {name[1:]: str(role)[1:] for name, role in given.items()}
    roles = mapped
    for _ in mapped:  # a writer's own type may stand for another of its own
        roles = {name: mapped.get(role, role) for name, role in roles.items()}
    numbers = {page: number for number, page in enumerate(pages, 1)}

    def children(node: Mapping[str, Any]) -> list[Any]:
        """Return what is in a node: elements, and references to content on a page."""
        found = of(node.get("/K", []))
        return list(map(of, found)) if isinstance(found, list) else [found]

    def elements_in(found: list[Any]) -> Iterator[_Element]:
        """Yield each element among the children of a node, and after it all that are in it."""
        for each in filter(_is_element, found):
            own = children(each)
            within = list(elements_in(own))
            page = numbers.get(each["/Pg"]) if isinstance(each.get("/Pg"), str) else None
            role = text_of(of(each.get("/S")))[1:]
            yield _Element(
                role=roles.get(role, role),
                page=page or next((element.page for element in within if element.page), None),
                described=bool(text_of(of(each.get("/Alt"))).strip()),
                has_content=not all(map(_is_element, own)),
                roles_within=frozenset(element.role for element in within),
            )
            yield from within

    return tuple(elements_in(children(root)))


def _is_element(child: object) -> bool:
    return isinstance(child, dict) and "/S" in child
