"""The template language beside docxtpl's own: feature by feature, part by part, as XML.

docxtpl fills the same template with the same values, with autoescape on, and what
comes out must be the same XML. Where it is not the same, :data:`VERSCHILLEN` says so
and why; there is no other difference that we know of.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText, RichTextParagraph
from jinja2 import Environment, StrictUndefined
from lxml import etree

from hulp.kenmerken import KENMERKEN, VALUES
from hulp.ooxml import validate
from hulp.wordbouw import docx, paragraph, table
from overeenkomstgen.errors import InputError
from overeenkomstgen.kern import euro, notatie
from overeenkomstgen.sjabloon.sjabloon import Sjabloon

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"


def with_docxtpl(path: Path, make: Callable[[DocxTemplate], Mapping[str, Any]]) -> bytes:
    document = DocxTemplate(path)
    document.init_docx()
    document.render(make(document), autoescape=True)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def canonical(content: bytes, part: str) -> str:
    # python-docx reads without the white space between elements; both are compared so.
    parser = etree.XMLParser(remove_blank_text=True)
    with zipfile.ZipFile(BytesIO(content)) as package:
        root = etree.fromstring(package.read(part), parser)
    return etree.tostring(root, method="c14n", exclusive=True).decode().replace("<w:p", "\n<w:p")


def written(folder: Path, content: bytes) -> Path:
    path = folder / "sjabloon.docx"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("body", KENMERKEN.values(), ids=KENMERKEN.keys())
def test_a_feature_is_filled_as_docxtpl_does(tmp_path: Path, body: str) -> None:
    path = written(tmp_path, docx(body))
    ours = Sjabloon.load(path).fill(VALUES).content
    theirs = with_docxtpl(path, lambda _: VALUES)
    assert canonical(ours, DOCUMENT) == canonical(theirs, DOCUMENT)


def test_all_features_in_one_document_are_filled_as_docxtpl_does(tmp_path: Path) -> None:
    path = written(tmp_path, docx("".join(KENMERKEN.values())))
    ours = Sjabloon.load(path).fill(VALUES).content
    theirs = with_docxtpl(path, lambda _: VALUES)
    assert canonical(ours, DOCUMENT) == canonical(theirs, DOCUMENT)


# Tables of loops, drawings and control over the whole paragraph work there as in the body.
ELSEWHERE = [name for name in KENMERKEN if name not in {"two drawings", "no tags"}]


@pytest.mark.parametrize("feature", ELSEWHERE)
def test_a_feature_in_a_header_footer_and_footnote_is_filled_as_docxtpl_does(
    tmp_path: Path, feature: str
) -> None:
    body = KENMERKEN[feature]
    path = written(
        tmp_path,
        docx(
            paragraph("Tekst"),
            header1=body,
            footer1=body,
            # docxtpl takes footnotes as they were written, everything else as lxml writes it.
            footnotes=f'<w:footnote w:id="7">{body.replace("<w:rPr></w:rPr>", "")}</w:footnote>',
        ),
    )
    ours = Sjabloon.load(path).fill(VALUES).content
    theirs = with_docxtpl(path, lambda _: VALUES)
    for part in (DOCUMENT, "word/header1.xml", "word/footer1.xml", "word/footnotes.xml"):
        assert canonical(ours, part) == canonical(theirs, part)


PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")


def test_properties_are_filled_as_docxtpl_does(tmp_path: Path) -> None:
    document = Document(BytesIO(docx(paragraph("x"))))
    for name in PROPERTIES:
        setattr(document.core_properties, name, f"{name} {{% if ja %}}{{{{ titel }}}}{{% endif %}}")
    document.core_properties.last_modified_by = "{{ naam }}"
    path = tmp_path / "sjabloon.docx"
    document.save(str(path))
    ours = Document(BytesIO(Sjabloon.load(path).fill(VALUES).content)).core_properties
    theirs = Document(BytesIO(with_docxtpl(path, lambda _: VALUES))).core_properties
    for name in PROPERTIES:
        # Without escaping in docxtpl's own properties a title would be "Bergen &amp; …".
        assert getattr(ours, name) == f"{name} Bergen & <Terblijt>"
        assert getattr(theirs, name).replace("&amp;", "&").replace("&lt;", "<").replace(
            "&gt;", ">"
        ) == getattr(ours, name)


NOTATIES: dict[str, Callable[..., str]] = {
    "bedrag": lambda value: euro.format_bedrag(Decimal(value)),
    "getal": notatie.format_getal,
    "datum": notatie.format_datum,
    "in_woorden": notatie.format_getal_in_woorden,
}


def test_our_filters_are_what_custom_filters_are_to_docxtpl(tmp_path: Path) -> None:
    body = paragraph("{{ b|bedrag }} {{ n|getal }} {{ d|datum|upper }} {{ n|in_woorden }}")
    path = written(tmp_path, docx(body))
    values = {"b": Decimal("15216.90"), "n": 101446, "d": date(2023, 1, 10)}
    document = DocxTemplate(path)
    language = Environment(autoescape=True)
    language.filters.update(NOTATIES)
    document.render(values, language)
    made = BytesIO()
    document.save(made)
    ours = Sjabloon.load(path).fill(values).content
    assert canonical(ours, DOCUMENT) == canonical(made.getvalue(), DOCUMENT)


def test_the_fields_are_those_that_docxtpl_finds(tmp_path: Path) -> None:
    path = written(tmp_path, docx("".join(KENMERKEN.values()), header1=paragraph("{{ kop }}")))
    ours = {name.partition(".")[0] for name in Sjabloon.load(path).fields}
    assert ours == DocxTemplate(path).get_undeclared_template_variables() - {"self"}


# --- values that bring parts of their own ---


def png(colour: int = 0) -> BytesIO:
    """Return a picture of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dot = zlib.compress(bytes([0, colour]))
    content = chunk(b"IHDR", header) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")
    return BytesIO(b"\x89PNG\r\n\x1a\n" + content)


def subdocument(folder: Path) -> Path:
    """Return a Word file with a style, a list, a table and a picture of its own."""
    path = folder / "bijlage.docx"
    document = Document()
    document.add_heading("Bijlage", 1)
    document.add_paragraph("punt", "List Bullet")
    document.add_table(1, 2).cell(0, 1).text = "cel"
    document.add_picture(png(9))
    document.save(str(path))
    return path


def built(tpl: DocxTemplate) -> object:
    subdoc = tpl.new_subdoc()
    subdoc.add_paragraph("gebouwd & wel")
    subdoc.add_table(1, 1).cell(0, 0).text = "cel"
    return subdoc


def linked(tpl: DocxTemplate) -> RichText:
    rich = RichText("zie ", color="#FF0000", size=24, underline="double", lang="nl-NL")
    rich.add("de website", url_id=tpl.build_url_id("https://example.org/a?b&c"), style="Kapitaal")
    rich.add(RichText("2", superscript=True, strike=True))
    rich.add(
        "naast", highlight="#00FF00", font="eastAsia:Carlito", rtl=True, italic=True, bold=True
    )
    return rich


GEBONDEN: dict[str, tuple[str, Callable[[DocxTemplate, Path], object]]] = {
    "picture": (paragraph("Voor {{ x }} na"), lambda tpl, _: InlineImage(tpl, png())),
    "picture with a size and a link": (
        paragraph("{{ x }}"),
        lambda tpl, _: InlineImage(tpl, png(), Mm(20), Mm(10), anchor="https://example.org"),
    ),
    "pictures, one twice": (
        paragraph("{% for each in x %}{{ each }}{% endfor %}"),
        lambda tpl, _: [InlineImage(tpl, png(c), width=Mm(5)) for c in (1, 2, 1)],
    ),
    "pictures in a table": (
        table([["{%tr for each in x %}"], ["{{ each }}"], ["{%tr endfor %}"]]),
        lambda tpl, _: [InlineImage(tpl, png(c)) for c in (1, 2)],
    ),
    "rich text with a link": (paragraph("{{r x }}"), lambda tpl, _: linked(tpl)),
    "paragraphs of rich text with a link": (
        paragraph("{{p x }}"),
        lambda tpl, _: RichTextParagraph(linked(tpl), parastyle="Lid"),
    ),
    "sub-document that is built": (paragraph("{{p x }}"), lambda tpl, _: built(tpl)),
    "sub-document of a file": (
        paragraph("Eerst", "Heading1") + paragraph("{{p x }}") + paragraph("Dan"),
        lambda tpl, folder: tpl.new_subdoc(str(subdocument(folder))),
    ),
    "picture and sub-document": (
        paragraph("{{ x[0] }}") + paragraph("{{p x[1] }}"),
        lambda tpl, folder: (InlineImage(tpl, png(5)), tpl.new_subdoc(str(subdocument(folder)))),
    ),
}


_NSID = re.compile(rb'<w:nsid w:val="[^"]*"/>')


def relations(content: bytes, part: str) -> list[tuple[str, ...]]:
    folder, _, name = part.rpartition("/")
    with zipfile.ZipFile(BytesIO(content)) as package:
        root = etree.fromstring(package.read(f"{folder}/_rels/{name}.rels"))
    return sorted(tuple(each.get(key, "") for key in ("Id", "Type", "Target")) for each in root)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:docxcompose")
@pytest.mark.parametrize(("body", "make"), GEBONDEN.values(), ids=GEBONDEN.keys())
def test_a_value_with_parts_of_its_own_is_filled_as_docxtpl_does(
    tmp_path: Path, body: str, make: Callable[[DocxTemplate, Path], object]
) -> None:
    path = tmp_path / "sjabloon.docx"
    template = Document(BytesIO(docx(body)))
    template.core_properties.title = "Brief"
    template.save(str(path))
    sjabloon = Sjabloon.load(path)
    drager = sjabloon.drager()
    ours = sjabloon.fill({"x": make(drager, tmp_path)}, drager).content
    theirs = with_docxtpl(path, lambda tpl: {"x": make(tpl, tmp_path)})
    assert canonical(ours, DOCUMENT) == canonical(theirs, DOCUMENT)
    assert relations(ours, DOCUMENT) == relations(theirs, DOCUMENT)
    with zipfile.ZipFile(BytesIO(ours)) as own, zipfile.ZipFile(BytesIO(theirs)) as other:
        assert sorted(own.namelist()) == sorted(other.namelist())
        for name in other.namelist():
            if name not in {DOCUMENT, "docProps/core.xml"}:
                # docxcompose gives each list that it takes over a number by chance
                mine, others = (_NSID.sub(b"", each.read(name)) for each in (own, other))
                assert mine == others, name
    Document(BytesIO(ours))


def test_a_picture_in_a_header_is_filled_as_docxtpl_does(tmp_path: Path) -> None:
    path = written(tmp_path, docx(paragraph("x"), header1=paragraph("{{ x }}")))
    sjabloon = Sjabloon.load(path)
    drager = sjabloon.drager()
    ours = sjabloon.fill({"x": InlineImage(drager, png())}, drager).content
    theirs = with_docxtpl(path, lambda tpl: {"x": InlineImage(tpl, png())})
    assert canonical(ours, "word/header1.xml") == canonical(theirs, "word/header1.xml")
    assert relations(ours, "word/header1.xml") == relations(theirs, "word/header1.xml")


def with_pictures(folder: Path) -> Path:
    """Return a template with a picture in its text, of which the name is known."""
    document = Document()
    document.add_paragraph("{{ naam }}")
    document.add_picture(png(1))
    place = document.inline_shapes[0]._inline  # noqa: SLF001 - python-docx names it after nothing
    place.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", "logo.png")
    path = folder / "sjabloon.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    "replace",
    [
        lambda tpl: tpl.replace_pic("logo.png", png(2)),
        lambda tpl: tpl.replace_media(png(1), png(2)),
    ],
    ids=["by name", "by content"],
)
def test_a_picture_is_replaced_as_docxtpl_does(
    tmp_path: Path, replace: Callable[[DocxTemplate], None]
) -> None:
    path = with_pictures(tmp_path)
    sjabloon = Sjabloon.load(path)
    drager = sjabloon.drager()
    replace(drager)
    ours = sjabloon.fill(VALUES, drager).content
    document = DocxTemplate(path)
    replace(document)
    document.render(VALUES, autoescape=True)
    document.save(str(tmp_path / "gemaakt.docx"))
    theirs = (tmp_path / "gemaakt.docx").read_bytes()
    assert canonical(ours, DOCUMENT) == canonical(theirs, DOCUMENT)
    for made in (ours, theirs):
        with zipfile.ZipFile(BytesIO(made)) as package:
            assert package.read("word/media/image1.png") == png(2).getvalue()


def test_a_template_fills_documents_with_different_pictures(tmp_path: Path) -> None:
    sjabloon = Sjabloon.load(written(tmp_path, docx(paragraph("{{ x }}"))))
    found = []
    for colour in (1, 2):
        drager = sjabloon.drager()
        made = sjabloon.fill({"x": InlineImage(drager, png(colour))}, drager).content
        with zipfile.ZipFile(BytesIO(made)) as package:
            pictures = [name for name in package.namelist() if name.startswith("word/media/")]
            found.append([package.read(name) for name in pictures])
    assert found == [[png(1).getvalue()], [png(2).getvalue()]]


def test_what_a_value_brings_is_looked_at_as_a_template_is(tmp_path: Path) -> None:
    sjabloon = Sjabloon.load(written(tmp_path, docx(paragraph("{{p x }}"))))
    drager = sjabloon.drager()
    drager.docx.part.relate_to("https://example.org/a.png", f"{RELATION}/image", is_external=True)
    with pytest.raises(InputError) as refused:
        sjabloon.fill({"x": built(drager)}, drager)
    assert str(refused.value) == (
        f"{tmp_path.name}/sjabloon.docx: dit bestand heeft een afbeelding die niet in het bestand "
        "staat maar op https://example.org/a.png; voeg de afbeelding in Word opnieuw in, "
        "zonder koppeling"
    )


def test_a_picture_that_is_bound_to_nothing_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, docx(paragraph("{{ x }}")))
    with pytest.raises(InputError) as refused:
        Sjabloon.load(path).fill({"x": InlineImage(DocxTemplate(path), png())})
    assert str(refused.value) == (
        f'{tmp_path.name}/sjabloon.docx, alinea "{{{{ x }}}}": een opdracht kan niet worden '
        "uitgevoerd; vereenvoudig de opdracht"
    )


RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


# --- what differs, and why ---


@dataclass(frozen=True)
class Verschil:
    """A difference: what docxtpl gives, what we give, and why.

    Attributes:
        text: The text of the template.
        theirs: The text that docxtpl makes of it; of an error its kind.
        ours: The text that we make of it; of a refusal what is wrong.
        reason: Why that is better here.
        values: The value of ``x``.
    """

    text: str
    theirs: str
    ours: str
    reason: str
    values: object = None


AFDRUKKEN = "en kan zo niet worden afgedrukt"
VERSCHILLEN = {
    "a name that does not exist": Verschil(
        "a{{ y }}b", "ab", "het veld y bestaat niet", "an agreement with a hole is worse than none"
    ),
    "nothing": Verschil(
        "{{ x }}", "None", f"het veld x is leeg {AFDRUKKEN}", "no reader should see None"
    ),
    "true": Verschil(
        "{{ x }}", "True", f"het veld x is ja of nee {AFDRUKKEN}", "nor True", values=True
    ),
    "a date": Verschil(
        "{{ x }}",
        "2023-01-10",
        f"het veld x is een datum {AFDRUKKEN}",
        "a date is written in Dutch, with |datum",
        date(2023, 1, 10),
    ),
    "an amount": Verschil(
        "{{ x }}",
        "0.15",
        f"het veld x is een getal met decimalen {AFDRUKKEN}",
        "an amount is written in Dutch, with |bedrag",
        Decimal("0.15"),
    ),
    "a number that is not exact": Verschil(
        "{{ 1 / 3 }}",
        "0.3333333333333333",
        f"een waarde is een getal dat niet exact is {AFDRUKKEN}",
        "money is never float",
    ),
    "a list": Verschil(
        "{{ x }}", "[1]", f"het veld x is een lijst {AFDRUKKEN}", "no reader should see [1]", [1]
    ),
    "a value that looks like escaped braces": Verschil(
        "{{ x }}", "{{ y %}", "{_{ y %_}", "a value comes out as it is", "{_{ y %_}"
    ),
    "a line end of Windows": Verschil(
        "{{ x }}",
        "a\n\nb\n",
        "a\nb\n",
        "a value from a spreadsheet breaks as its author saw",
        "a\r\nb\n",
    ),
    "a character that XML cannot hold": Verschil(
        "{{ x }}",
        "ab",
        "het veld x bevat een teken dat niet in Word kan (U+0001)",
        "docxtpl drops it in silence; ours names the field",
        "a\x01b",
    ),
    "ready-made XML": Verschil(
        "{{ x|safe }}", "y", "het filter safe bestaat niet", "values are always escaped", "y"
    ),
    "chance": Verschil(
        "{{ x|random }}",
        "y",
        "het filter random bestaat niet",
        "the same input gives the same document",
        "y",
    ),
    "notation for programmers": Verschil(
        "{{ x|pprint }}", "'y'", "het filter pprint bestaat niet", "no reader should see it", "y"
    ),
    "filters for web pages": Verschil(
        "{{ x|urlize }}", "y", "het filter urlize bestaat niet", "it makes HTML, not Word", "y"
    ),
    "no escaping": Verschil(
        "{% autoescape false %}{{ x }}{% endautoescape %}",
        "y",
        "de opdracht autoescape kan niet in een sjabloon",
        "values are always escaped",
        "y",
    ),
    "another template": Verschil(
        "{% include 'x' %}",
        "TypeError",
        "de opdracht include kan niet in een sjabloon",
        "neither can do it; ours says so before filling, in Dutch",
    ),
    "a quotation mark of Dutch": Verschil(
        "{{ „a” }}",
        "TemplateSyntaxError",
        "a",
        "Word in Dutch opens quotations below the line",
    ),
    "an ampersand in a tag": Verschil(
        "{{ 'a & b' }}", "a &amp; b", "a & b", "the tag says what its author sees"
    ),
    "an expression that reaches for Python": Verschil(
        "{{ x.__class__.__name__ }}",
        "str",
        "een opdracht doet iets wat een sjabloon niet mag",
        "a template is a stranger's file",
        "y",
    ),
    "a repetition that makes too much": Verschil(
        "{{ ('a' * 2000000)|length }}",
        "2000000",
        "een opdracht maakt iets dat veel te groot is, of herhaalt te vaak",
        "a template is a stranger's file",
    ),
    "a tag with a beginning only": Verschil(
        "a {{ x b",
        "TemplateSyntaxError",
        "de opdracht {{ x b heeft geen einde",
        "the fault is named with its place",
        "y",
    ),
    "braces too few": Verschil(
        "a { x } b",
        "a { x } b",
        "de accolades van { x } zijn niet goed",
        "no agreement has braces in its text; it is a tag that went wrong",
        "y",
    ),
}


def text_of(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as package:
        root = etree.fromstring(package.read(DOCUMENT))
    pieces = (
        "\n" if node.tag == f"{W}br" else node.text or "" for node in root.iter(f"{W}t", f"{W}br")
    )
    return "".join(pieces)


@pytest.mark.parametrize("name", VERSCHILLEN)
def test_a_difference_is_as_it_is_listed(tmp_path: Path, name: str) -> None:
    verschil = VERSCHILLEN[name]
    path = written(tmp_path, docx(paragraph(verschil.text)))
    values = {"x": verschil.values}
    try:
        theirs = text_of(with_docxtpl(path, lambda _: values))
    except Exception as error:  # noqa: BLE001 - whatever docxtpl lets through
        theirs = type(error).__name__
    sjabloon = Sjabloon.load(path)
    try:
        ours = text_of(sjabloon.fill(values).content)
    except InputError as error:
        ours = error.faults[0].what
    assert (theirs, ours) == (verschil.theirs, verschil.ours)
    assert verschil.reason


def test_what_docxtpl_leaves_as_it_was_is_filled_too(tmp_path: Path) -> None:
    """Endnotes, keywords and category: a field there is a field, and not text."""
    document = Document(
        BytesIO(
            docx(
                paragraph("x"),
                endnotes=f'<w:endnote w:id="1">{paragraph("{{ naam }}")}</w:endnote>',
            )
        )
    )
    document.core_properties.keywords = document.core_properties.category = "{{ naam }}"
    path = tmp_path / "sjabloon.docx"
    document.save(str(path))
    ours, theirs = Sjabloon.load(path).fill(VALUES).content, with_docxtpl(path, lambda _: VALUES)
    assert "Deventer" in canonical(ours, "word/endnotes.xml")
    assert "{{ naam }}" in canonical(theirs, "word/endnotes.xml")
    assert Document(BytesIO(ours)).core_properties.keywords == "Deventer"
    assert Document(BytesIO(theirs)).core_properties.keywords == "{{ naam }}"


def test_properties_that_a_template_has_not_are_not_made_up(tmp_path: Path) -> None:
    """Python-docx writes a title, an author and the time of now of its own."""
    path = written(tmp_path, docx(paragraph("x")))
    theirs = Document(BytesIO(with_docxtpl(path, lambda _: VALUES))).core_properties
    assert (theirs.title, theirs.last_modified_by) == ("Word Document", "python-docx")
    with zipfile.ZipFile(BytesIO(Sjabloon.load(path).fill(VALUES).content)) as package:
        assert "docProps/core.xml" not in package.namelist()


def test_tags_over_paragraphs_are_refused(tmp_path: Path) -> None:
    """The paragraphs would be joined and what stood between lost; we say where it went wrong."""
    path = written(tmp_path, docx(paragraph("{{ naam") + paragraph("}} x")))
    with pytest.raises(InputError) as refused:
        Sjabloon.load(path).fill(VALUES)
    assert refused.value.faults[0].what == "de opdracht {{ naam loopt door in de volgende alinea"


def test_the_same_names_are_strict_in_docxtpl(tmp_path: Path) -> None:
    """With the strictness that we have, docxtpl refuses the same template."""
    path = written(tmp_path, docx(paragraph("{{ y }}")))
    with pytest.raises(Exception, match="'y' is undefined"):
        DocxTemplate(path).render({}, Environment(autoescape=True, undefined=StrictUndefined))
    with pytest.raises(InputError, match="het veld y bestaat niet"):
        Sjabloon.load(path).fill({})


def test_everything_that_a_value_can_bring_is_a_sound_word_file(tmp_path: Path) -> None:
    body = paragraph("{{ beeld }}") + paragraph("{{r link }}") + paragraph("{{p sub }}")
    sjabloon = Sjabloon.load(written(tmp_path, docx(body)))
    drager = sjabloon.drager()
    values: dict[str, object] = {"beeld": InlineImage(drager, png()), "sub": built(drager)}
    values["link"] = RichText("zie", url_id=drager.build_url_id("https://example.org"))
    made = tmp_path / "gemaakt.docx"
    made.write_bytes(sjabloon.fill(values, drager).content)
    assert not any(validate([made]).values())
