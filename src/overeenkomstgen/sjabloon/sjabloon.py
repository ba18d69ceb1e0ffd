"""A Word template: read and compiled once, filled for each document.

The tags and what they mean are docxtpl's, and so is the work on the XML before and after Jinja;
only its way of opening, rendering and saving is left, which reads the whole template anew for
each document. What differs, on purpose: every value comes out as it is, undefined fields are
errors, and a tag stands in one paragraph.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from itertools import chain
from pathlib import Path

from docxtpl import DocxTemplate
from lxml import etree

from overeenkomstgen.errors import Fault, InputError, refuse
from overeenkomstgen.kern.notatie import NO_BREAK_HYPHEN
from overeenkomstgen.sjabloon.leeg import mend_emptied
from overeenkomstgen.sjabloon.opdrachten.deel import Deel, compile_parts
from overeenkomstgen.sjabloon.opdrachten.invulling import Invulling
from overeenkomstgen.sjabloon.opdrachten.vindplaats import Bevinding
from overeenkomstgen.word.aanvulling import OPEN_TITEL, complete
from overeenkomstgen.word.bestand import MAX_MARKS, MAX_XML, Woordbestand
from overeenkomstgen.word.bladwijzer import renumbered
from overeenkomstgen.word.elementen import DECLARATION, VAL, W, parse
from overeenkomstgen.word.lezer import read_parts
from overeenkomstgen.word.tekens import HARD_HYPHEN
from overeenkomstgen.word.vreemd import find_fetching, find_foreign

_LISTED = "\n\t\a\f"
_FIRST_DRAWING = 1000
_INSTRUCTION = re.compile(r'<w:instrText[^>]*>([^<]*)|\bw:instr="([^"]*)"')
_EMPTY = re.compile(r"<(w:[prt])( [^<>]*?)?/>")
# Text that can be any other without a difference to what stands around it (XML 1.0, 2.2 and 2.4).
_WORDS = re.compile(r"(?<=>)(?![0-9.]*<)[ -%'-;=?-\\^-\ud7ff\ue000-\ufffd]+(?=</(?:w:t|dc:\w+)>)")
_HYPHENS = re.compile(f"{NO_BREAK_HYPHEN}(?=[^<>]*</w:t>)")  # as Word writes one: few fonts have it
_LOOKS = re.compile(r"<w:[pr]Pr>.*?</w:[pr]Pr>", re.DOTALL)
_MOST_SHAPES = 100  # that are kept of a template; a document has one for each choice made in it
_MAY_FETCH = ("vml", "&#")  # in the names of such pictures, or spelt out
_TOO_MUCH = Bevinding(
    "na het invullen is het document veel te groot", "maak de herhalingen in het sjabloon korter"
)
_NO_TABLE = Bevinding("een tabel heeft kolommen die niet kloppen", "maak de tabel opnieuw in Word")
_TORN = Bevinding(
    "na het invullen klopt de opbouw van het document niet meer",
    "zet {%p if … %} en {%p endif %} in eigen alinea's, en {%tr for … %} en {%tr endfor %} "
    "in eigen rijen",
)


@dataclass(frozen=True, slots=True)
class Ingevuld:
    """A filled document."""

    content: bytes  # the Word file; the same template and values give the same bytes
    values: tuple[str, ...]  # every text that was merged where a reader sees it, in order
    open_fields: tuple[str, ...]  # the fields whose fill-in lines were printed, each once, in order


@dataclass(frozen=True, slots=True)
class Sjabloon:
    """A Word template.

    Messages call it by its name; the fingerprint of the file is in hexadecimal.
    """

    name: str
    sha256: str
    _bestand: Woordbestand
    _delen: tuple[Deel, ...]
    _refers: bool  # whether it has references of Word itself
    # Documents with nothing to mend: that follows from all but the letters in them.
    _right: set[tuple[str, ...]] = field(default_factory=set, compare=False)

    @classmethod
    def load(cls, source: Path | bytes | Woordbestand, name: str = "") -> "Sjabloon":
        """Read and compile a template.

        What is wrong with its tags is for :meth:`faults` to tell. Messages call it by its name,
        by default after where it stands.

        Raises:
            InputError: It is no Word document, or not one to trust.
        """
        if isinstance(source, Path):
            name = name or "/".join(source.parts[-2:])
        bestand = Woordbestand.of(source, name)
        refuse(find_foreign(name, bestand, read_parts(bestand)))
        return cls.of(bestand, name)

    @classmethod
    def of(cls, bestand: Woordbestand, name: str) -> "Sjabloon":
        """Compile a Word file, whatever is in it beside text; InputError if far too long."""
        bestand = complete(bestand)
        found = (_INSTRUCTION.findall(part.xml) for part in bestand.onderdelen)
        if refers := any("REF" in "".join(chain(*each)).upper() for each in found):
            bestand = replace(bestand, parts={**bestand.parts, **renumbered(bestand)})
        delen = compile_parts(name, bestand.onderdelen, DocxTemplate("").patch_xml)
        return cls(name, bestand.sha256, bestand, delen, refers)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that the template uses, as it writes them: ``gemeente.naam``."""
        return frozenset().union(*(deel.fields for deel in self._delen))

    def faults(self, velden: Collection[str]) -> tuple[Fault, ...]:
        """Return all that is wrong with the tags, part by part.

        Each field that exists stands also for what its value has, such as the year of a date.
        """
        found = (deel.find_faults(velden) for deel in self._delen)
        return tuple(dict.fromkeys(chain.from_iterable(found)))

    def fill(self, values: Mapping[str, object], titel: str = "") -> Ingevuld:
        """Return a document with the values in it.

        Args:
            values: Nested as the template has them: ``values["gemeente"]["naam"]``.
            titel: The title of the document, where the template gives it none.

        Raises:
            InputError: The template has faults, or does not go with these values.
        """
        refuse(chain.from_iterable(deel.faults for deel in self._delen))
        bestand, invulling = self._bestand, Invulling()
        changing = [deel for deel in self._delen if deel.changes]
        made = [deel.fill(values, invulling) for deel in changing]
        shape = tuple(_WORDS.sub("", xml) for xml in made)
        right = shape in self._right and sum(map(len, made)) <= MAX_XML
        made = [_HYPHENS.sub(HARD_HYPHEN, xml) if NO_BREAK_HYPHEN in xml else xml for xml in made]
        whole = made if right else [*map(_finish, changing, made)]
        names = (deel.onderdeel.name for deel in changing)
        changed = {name: DECLARATION + xml.encode() for name, xml in zip(names, whole, strict=True)}
        if about := bestand.properties:
            core = changed.get(about, bestand.parts[about])
            changed[about] = core.replace(OPEN_TITEL.encode(), escape(titel, quote=False).encode())
        if not right:
            all_parts = {**bestand.parts, **changed}
            mended = renumbered(replace(bestand, parts=all_parts)) if self._refers else {}
            changed |= mended
            if not mended and whole == made and len(self._right) < _MOST_SHAPES:
                self._right.add(shape)
        content = bestand.write(changed)
        return Ingevuld(content, tuple(invulling.values), tuple(invulling.open_fields))


def _finish(deel: Deel, xml: str) -> str:
    """Return a filled part as docxtpl would leave it: listings, tables, numbers of drawings."""
    docxtpl = DocxTemplate("")  # its work on XML, without a file
    if len(xml) > MAX_MARKS and (len(xml) > MAX_XML or xml.count("<") > MAX_MARKS):
        raise InputError([deel.fault(_TOO_MUCH)])
    if any(map(xml.__contains__, _LISTED)):
        listed = sum(map(xml.count, _LISTED))
        xml = _EMPTY.sub(r"<\1\2></\1>", xml)  # docxtpl would look for its end further on
        if listed * max(map(len, _LOOKS.findall(xml)), default=0) > MAX_XML:
            raise InputError([deel.fault(_TOO_MUCH)])
        xml = docxtpl.resolve_listing(xml)
    try:
        tree = parse(xml)  # docxtpl would mend what is torn, and lose text
    except etree.XMLSyntaxError as error:
        raise InputError([deel.fault(_TORN)]) from error
    others = "instr" in xml and _fields_in(xml) != _fields_in(deel.onderdeel.xml)
    search = others or any(map(xml.__contains__, _MAY_FETCH))
    if search and (found := next(find_fetching(tree), None)):
        what, advice = found  # a tag can make what the template itself has not
        raise InputError([deel.fault(Bevinding(f"dit document {what}", advice))])
    if deel.empties and mend_emptied(tree):
        xml = etree.tostring(tree, encoding="unicode")
    try:
        drawings = "<wp:docPr" in xml
        if deel.onderdeel.kind == "alinea" and (drawings or not have_right_columns(tree)):
            docxtpl.docx_ids_index = _FIRST_DRAWING
            tree = docxtpl.fix_tables(xml)
            if drawings:
                docxtpl.fix_docpr_ids(tree)
            xml = etree.tostring(tree, encoding="unicode")
    except (AttributeError, TypeError, ValueError, ArithmeticError) as error:
        raise InputError([deel.fault(_NO_TABLE)]) from error
    return xml


def _fields_in(xml: str) -> list[list[str]]:
    """Return the instructions of Word's own fields, as they stand between the marks of fields."""
    marks = (each.split("instr") for each in xml.split("fldChar"))
    return [[each.partition("<")[0] for each in pieces] for pieces in marks]


def have_right_columns(tree: etree._Element) -> bool:
    """Tell whether each table has the columns that its rows fill (ISO/IEC 29500-1, 17.4.48).

    Such tables are as docxtpl leaves them, after a loop over columns or cells. ValueError if a
    cell spans a number of columns that is no number.
    """
    for table in tree.iter(f"{W}tbl"):
        grid = table.find(f"{W}tblGrid")
        rows = [row.findall(f"{W}tc") for row in table.iter(f"{W}tr")]
        spans = [[cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells] for cells in rows]
        widths = (sum(1 if one is None else int(one.get(VAL, "")) for one in row) for row in spans)
        widest, most = max(widths, default=0), max(map(len, rows), default=0)
        if grid is None or not most <= len(grid.findall(f"{W}gridCol")) <= widest:
            return False
    return True
