"""The template language beside docxtpl's own: feature by feature, part by part, as XML.

docxtpl fills the same template with the same values, with autoescape on, and what
comes out must be the same XML. Where it is not the same, :data:`VERSCHILLEN` says so
and why; there is no other difference that we know of.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText, RichTextParagraph
from jinja2 import Environment
from lxml import etree

from hulp.drager import Drager
from hulp.kenmerken import KENMERKEN, VALUES
from hulp.ooxml import validate
from hulp.wordbouw import RELATIONS, docx, paragraph, read_parts, table
from overeenkomstgen.errors import InputError
from overeenkomstgen.kern import euro, notatie
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.word.elementen import W

DOCUMENT = "word/document.xml"


def both(path: Path, make: Callable[[DocxTemplate], Mapping[str, Any]]) -> tuple[bytes, bytes]:
    """Fill a template ourselves and with docxtpl, with values that are bound to it."""
    drager = dragend(path)
    return drager.fill(make(drager)), with_docxtpl(path, make)


def dragend(path: Path) -> Drager:
    """Open a template, for one document with values that are bound to it."""
    return Drager(path.read_bytes(), "/".join(path.parts[-2:]))


def assert_same(path: Path, *names: str) -> None:
    """See that parts are filled as docxtpl does, with the values of the features."""
    ours, theirs = Sjabloon.load(path).fill(VALUES).content, with_docxtpl(path, lambda _: VALUES)
    for name in names:
        assert canonical(ours, name) == canonical(theirs, name)


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
    root = etree.fromstring(read_parts(content)[part], parser)
    return etree.tostring(root, method="c14n", exclusive=True).decode().replace("<w:p", "\n<w:p")


def written(folder: Path, content: bytes) -> Path:
    path = folder / "sjabloon.docx"
    path.write_bytes(content)
    return path


@pytest.mark.ongemeten
@pytest.mark.parametrize("body", KENMERKEN.values(), ids=KENMERKEN.keys())
def test_a_feature_is_filled_as_docxtpl_does(tmp_path: Path, body: str) -> None:
    assert_same(written(tmp_path, docx(body)), DOCUMENT)


def test_all_features_in_one_document_are_filled_as_docxtpl_does(tmp_path: Path) -> None:
    assert_same(written(tmp_path, docx("".join(KENMERKEN.values()))), DOCUMENT)


# Tables of loops, drawings and control over the whole paragraph work there as in the body.
ELSEWHERE = [name for name in KENMERKEN if name not in {"two drawings", "no tags"}]


@pytest.mark.ongemeten
@pytest.mark.parametrize("feature", ELSEWHERE)
def test_a_feature_in_a_header_footer_and_footnote_is_filled_as_docxtpl_does(
    tmp_path: Path, feature: str
) -> None:
    body = KENMERKEN[feature]
    # docxtpl takes footnotes as they were written, everything else as lxml writes it.
    note = f'<w:footnote w:id="7">{body.replace("<w:rPr></w:rPr>", "")}</w:footnote>'
    path = written(tmp_path, docx(paragraph("x"), header1=body, footer1=body, footnotes=note))
    assert_same(path, DOCUMENT, "word/header1.xml", "word/footer1.xml", "word/footnotes.xml")


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
    language = Environment(autoescape=True, finalize=notatie.keep_together)
    language.filters.update(NOTATIES)
    document.render(values, language)
    made = BytesIO()
    document.save(made)
    ours = Sjabloon.load(path).fill(values).content
    assert canonical(ours, DOCUMENT) == canonical(made.getvalue(), DOCUMENT)


@pytest.mark.ongemeten
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
    root = etree.fromstring(read_parts(content)[f"{folder}/_rels/{name}.rels"])
    return sorted(tuple(each.get(key, "") for key in ("Id", "Type", "Target")) for each in root)


@pytest.mark.ongemeten
@pytest.mark.filterwarnings("ignore::DeprecationWarning:docxcompose")
@pytest.mark.parametrize(("body", "make"), GEBONDEN.values(), ids=GEBONDEN.keys())
def test_a_value_with_parts_of_its_own_is_filled_as_docxtpl_does(
    tmp_path: Path, body: str, make: Callable[[DocxTemplate, Path], object]
) -> None:
    path = tmp_path / "sjabloon.docx"
    template = Document(BytesIO(docx(body)))
    template.core_properties.title = "Brief"
    template.save(str(path))
    ours, theirs = both(path, lambda tpl: {"x": make(tpl, tmp_path)})
    assert canonical(ours, DOCUMENT) == canonical(theirs, DOCUMENT)
    assert relations(ours, DOCUMENT) == relations(theirs, DOCUMENT)
    mine, others = (
        # docxcompose gives each list that it takes over a number by chance
        {name: _NSID.sub(b"", content) for name, content in read_parts(made).items()}
        for made in (ours, theirs)
    )
    for name in (DOCUMENT, "docProps/core.xml"):
        del mine[name], others[name]
    assert mine == others
    Document(BytesIO(ours))


def test_a_picture_in_a_header_is_filled_as_docxtpl_does(tmp_path: Path) -> None:
    path = written(tmp_path, docx(paragraph("x"), header1=paragraph("{{ x }}")))
    ours, theirs = both(path, lambda tpl: {"x": InlineImage(tpl, png())})
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


@pytest.mark.ongemeten
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
    def values(tpl: DocxTemplate) -> Mapping[str, Any]:
        replace(tpl)
        return VALUES

    ours, theirs = both(with_pictures(tmp_path), values)
    assert canonical(ours, DOCUMENT) == canonical(theirs, DOCUMENT)
    for made in (ours, theirs):
        assert read_parts(made)["word/media/image1.png"] == png(2).getvalue()


def test_a_template_fills_documents_with_different_pictures(tmp_path: Path) -> None:
    path = written(tmp_path, docx(paragraph("{{ x }}")))
    found = []
    for colour in (1, 2):
        drager = dragend(path)
        made = read_parts(drager.fill({"x": InlineImage(drager, png(colour))}))
        found.append([made[name] for name in made if name.startswith("word/media/")])
    assert found == [[png(1).getvalue()], [png(2).getvalue()]]


def test_what_a_value_brings_is_looked_at_as_a_template_is(tmp_path: Path) -> None:
    drager = dragend(written(tmp_path, docx(paragraph("{{p x }}"))))
    drager.docx.part.relate_to("https://example.org/a.png", f"{RELATIONS}/image", is_external=True)
    with pytest.raises(InputError) as refused:
        drager.fill({"x": built(drager)})
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


# --- what differs, and why ---


NIET = "en kan zo niet worden afgedrukt"
VERSCHILLEN: dict[str, tuple[str, object, str, str]] = {
    "an agreement with a hole is worse than none": (
        "a{{ y }}b",
        None,
        "ab",
        "het veld y bestaat niet",
    ),
    "no reader should see None": ("{{ x }}", None, "None", f"het veld x is leeg {NIET}"),
    "no reader should see True": ("{{ x }}", True, "True", f"het veld x is ja of nee {NIET}"),
    "no reader should see [1]": ("{{ x }}", [1], "[1]", f"het veld x is een lijst {NIET}"),
    "a date is written in Dutch, with |datum": (
        "{{ x }}",
        date(2023, 1, 10),
        "2023-01-10",
        f"het veld x is een datum {NIET}",
    ),
    "an amount is written in Dutch, with |bedrag": (
        "{{ x }}",
        Decimal("0.15"),
        "0.15",
        f"het veld x is een getal met decimalen {NIET}",
    ),
    "money is never float": (
        "{{ 1 / 3 }}",
        None,
        "0.3333333333333333",
        f"een waarde is een getal dat niet exact is {NIET}",
    ),
    "a value that looks like escaped braces comes out as it is": (
        "{{ x }}",
        "{_{ y %_}",
        "{{ y %}",
        "{_{ y %_}",
    ),
    "a value from a spreadsheet breaks as its author saw": (
        "{{ x }}",
        "a\r\nb\n",
        "a\n\nb\n",
        "a\nb\n",
    ),
    "docxtpl drops in silence what XML cannot hold; ours names the field": (
        "{{ x }}",
        "a\x01b",
        "ab",
        "het veld x bevat een teken dat niet in Word kan (U+0001)",
    ),
    "values are always escaped": ("{{ x|safe }}", "y", "y", "het filter safe bestaat niet"),
    "values are escaped in a block too": (
        "{% autoescape false %}{{ x }}{% endautoescape %}",
        "y",
        "y",
        "de opdracht autoescape kan niet in een sjabloon",
    ),
    "the same input gives the same document": (
        "{{ x|random }}",
        "y",
        "y",
        "het filter random bestaat niet",
    ),
    "no reader should see notation for programmers": (
        "{{ x|pprint }}",
        "y",
        "'y'",
        "het filter pprint bestaat niet",
    ),
    "that makes HTML, not Word": ("{{ x|urlize }}", "y", "y", "het filter urlize bestaat niet"),
    "neither can do it; ours says so before filling, in Dutch": (
        "{% include 'x' %}",
        None,
        "TypeError",
        "de opdracht include kan niet in een sjabloon",
    ),
    "Word in Dutch opens quotations below the line": (
        "{{ „a” }}",
        None,
        "TemplateSyntaxError",
        "a",
    ),
    "the tag says what its author sees": ("{{ 'a & b' }}", None, "a &amp; b", "a & b"),
    "a template is a stranger's file, and may not reach for Python": (
        "{{ x.__class__.__name__ }}",
        "y",
        "str",
        "een opdracht doet iets wat een sjabloon niet mag",
    ),
    "a template is a stranger's file, and may not take all memory": (
        "{{ ('a' * 2000000)|length }}",
        None,
        "2000000",
        "een opdracht maakt iets dat veel te groot is, of herhaalt te vaak",
    ),
    "the fault is named with its place": (
        "a {{ x b",
        "y",
        "TemplateSyntaxError",
        "de opdracht {{ x b heeft geen einde",
    ),
    "no agreement has braces in its text; it is a tag that went wrong": (
        "a { x } b",
        "y",
        "a { x } b",
        "de accolades van { x } zijn niet goed",
    ),
}
"""Why it is better here; a text with a value of ``x``, what docxtpl makes of it, and what we do.

Of an error of docxtpl its kind; of a refusal of ours what is wrong.
"""


def text_of(content: bytes) -> str:
    root = etree.fromstring(read_parts(content)[DOCUMENT])
    pieces = (
        "\n" if node.tag == f"{W}br" else node.text or "" for node in root.iter(f"{W}t", f"{W}br")
    )
    return "".join(pieces)


@pytest.mark.ongemeten
@pytest.mark.parametrize(
    ("text", "value", "theirs", "ours"), VERSCHILLEN.values(), ids=VERSCHILLEN.keys()
)
def test_a_difference_is_as_it_is_listed(
    tmp_path: Path, text: str, value: object, theirs: str, ours: str
) -> None:
    path = written(tmp_path, docx(paragraph(text)))
    values = {"x": value}
    try:
        from_docxtpl = text_of(with_docxtpl(path, lambda _: values))
    except Exception as error:  # noqa: BLE001 - whatever docxtpl lets through
        from_docxtpl = type(error).__name__
    sjabloon = Sjabloon.load(path)
    try:
        from_us = text_of(sjabloon.fill(values).content)
    except InputError as error:
        from_us = error.faults[0].what
    assert (from_docxtpl, from_us) == (theirs, ours)


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
    ours = Document(BytesIO(Sjabloon.load(path).fill(VALUES, titel="Brief").content))
    properties = ours.core_properties
    assert (properties.title, properties.author, properties.modified) == ("Brief", "", None)


@pytest.mark.ongemeten
def test_everything_that_a_value_can_bring_is_a_sound_word_file(tmp_path: Path) -> None:
    body = paragraph("{{ beeld }}") + paragraph("{{r link }}") + paragraph("{{p sub }}")
    drager = dragend(written(tmp_path, docx(body)))
    values: dict[str, object] = {"beeld": InlineImage(drager, png()), "sub": built(drager)}
    values["link"] = RichText("zie", url_id=drager.build_url_id("https://example.org"))
    made = tmp_path / "gemaakt.docx"
    made.write_bytes(drager.fill(values))
    assert not any(validate([made]).values())
