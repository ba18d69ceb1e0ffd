"""Filling a template: what comes out, against what went in."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docxtpl import RichText
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from hulp.regelbreuken import gewoon
from hulp.sjabloonbouw import template as titled
from hulp.wordbouw import docx, footnote, formula, paragraph, read_parts, run, table, text_box
from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.notatie import keep_together
from overeenkomstgen.sjabloon.sjabloon import Ingevuld, Sjabloon
from overeenkomstgen.velden.veld import Invulregel
from overeenkomstgen.word.elementen import W
from overeenkomstgen.word.tekst import read_word

# What changes what stands around it, and what does not; as Markup it is not escaped.
LETTERS = (
    *("Deventer", "Ede", "", "1.1", "12", "& Co", "&amp;", "&nee;", "]]>", "<", "<w:br/>", ">"),
    *("\x01", "\t", "\n", "\a", "vml", "a\N{NON-BREAKING HYPHEN}b", "3 mei", "'s-Gravenhage"),
    *("</w:t>", "</w:t><w:t>", '"', "\ud800", "\ufffe", "\N{GRINNING FACE}", "<!-- ", " -->"),
)
LASTIG = 'Bergen & Terblijt <b> {{ x }} {_{ %} "é" \'s'


def template(folder: Path, body: str, **parts: str) -> Path:
    path = folder / "sjabloon.docx"
    path.write_bytes(docx(body, **parts))
    return path


def fill(folder: Path, body: str, **values: object) -> Ingevuld:
    return Sjabloon.load(template(folder, body)).fill(values)


def read(content: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(read_parts(content)[part])


def texts(content: bytes, part: str = "word/document.xml") -> list[str]:
    """Return the text of each paragraph that has any; a text box has paragraphs of its own."""
    found: dict[etree._Element, str] = {}
    for text in read(content, part).iter(f"{W}t"):
        paragraph_of = next(text.iterancestors(f"{W}p"))
        found[paragraph_of] = found.get(paragraph_of, "") + (text.text or "")
    return list(found.values())


def refusal(folder: Path, body: str, **values: object) -> str:
    with pytest.raises(InputError) as refused:
        fill(folder, body, **values)
    return str(refused.value).replace(f"{folder.name}/", "")


STEDEN = [{"naam": "Almelo", "n": 1}, {"naam": "Zwolle", "n": 2}]


# --- values come out as they are ---

PROPERTIES = ("title", "subject", "author", "comments", "language", "identifier")


def everywhere(folder: Path, text: str = "{{ naam }}") -> Path:
    """Return a template with one text in all places that a template can have."""
    document = Document(
        BytesIO(
            docx(
                paragraph(text) + table([[text]]) + f"<w:p>{text_box(text)}</w:p>",
                header1=paragraph(text),
                footer1=paragraph(text),
                footnotes=footnote(text),
                endnotes=f'<w:endnote w:id="1">{paragraph(text)}</w:endnote>',
            )
        )
    )
    for name in PROPERTIES:
        setattr(document.core_properties, name, text)
    path = folder / "sjabloon.docx"
    document.save(str(path))
    return path


def test_a_difficult_name_comes_out_literally_everywhere(tmp_path: Path) -> None:
    filled = Sjabloon.load(everywhere(tmp_path)).fill({"naam": LASTIG})
    body = texts(filled.content)
    assert body == [LASTIG] * 4  # a paragraph, a cell, and a text box in two versions
    for part in ("header1", "footer1", "footnotes", "endnotes"):
        assert texts(filled.content, f"word/{part}.xml") == [LASTIG]
    properties = Document(BytesIO(filled.content)).core_properties
    assert {name: getattr(properties, name) for name in PROPERTIES} == dict.fromkeys(
        PROPERTIES, LASTIG
    )
    assert filled.values == (LASTIG,) * 8  # properties are not on paper


def test_a_tag_in_a_formula_is_filled_and_one_that_fails_is_told_with_its_place(
    tmp_path: Path,
) -> None:
    bedrag = paragraph(run("De bijdrage is ") + formula("{{ naam }}") + run("."))
    filled = fill(tmp_path, bedrag, naam=LASTIG)
    assert read_word(filled.content).body.text == f"De bijdrage is {LASTIG}."
    assert refusal(tmp_path, bedrag) == (
        'sjabloon.docx, alinea "De bijdrage is {{ naam }}.": het veld naam bestaat niet; gebruik '
        "een veld dat bestaat"
    )


XML_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n{}%#_&<>\"'")
)
GENERAL = docx(paragraph("{{ naam }}|{{ naam }}") + table([["{{ naam }}"]]))


@pytest.fixture(scope="module")
def general(tmp_path_factory: pytest.TempPathFactory) -> Sjabloon:
    path = tmp_path_factory.mktemp("sjablonen") / "algemeen.docx"
    path.write_bytes(GENERAL)
    return Sjabloon.load(path)


@given(text=XML_TEXT)
def test_any_text_comes_out_literally(general: Sjabloon, text: str) -> None:
    filled = general.fill({"naam": text})
    document = Document(BytesIO(filled.content))
    shown = (document.paragraphs[0].text, document.tables[0].cell(0, 0).text)
    made = keep_together(text).replace("\u2011", "-")  # as python-docx reads it
    assert shown == (f"{made}|{made}", made)
    assert filled.values == (text,) * 3


def test_no_line_ends_inside_what_belongs_together(tmp_path: Path) -> None:
    """In what is filled in and in what is typed, as Word writes it; nowhere but in running text."""
    place = everywhere(tmp_path, "Op 1 mei {{ naam }} {{ dag | datum }}, artikel 1.2")
    filled = Sjabloon.load(place).fill({"naam": "'s-Gravenhage", "dag": date(2023, 1, 10)})
    said = "Op 1\xa0mei 's\u2011Gravenhage 10\xa0januari\xa02023, artikel\xa01.2"
    word = read_word(filled.content)
    assert word.body.text.splitlines() == [said] * 2
    body = read_parts(filled.content)["word/document.xml"]
    assert body.count(b"'s</w:t><w:noBreakHyphen/><w:t xml:space") == body.count(b"Gravenhage") == 4
    title = Document(BytesIO(filled.content)).core_properties.title
    assert title == gewoon(said)
    assert filled.values == ("'s-Gravenhage", "10 januari 2023") * 8


def test_line_ends_of_windows_are_line_breaks(tmp_path: Path) -> None:
    filled = fill(tmp_path, paragraph("{{ x }}"), x="een\r\ntwee\rdrie")
    assert Document(BytesIO(filled.content)).paragraphs[0].text == "een\ntwee\ndrie"


def test_spaces_around_a_value_are_kept(tmp_path: Path) -> None:
    filled = fill(tmp_path, "<w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p>", x="  a  ")
    text = next(read(filled.content).iter(f"{W}t"))
    assert text.text == "  a  "
    assert text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


def test_an_ampersand_in_a_tag_is_that_character(tmp_path: Path) -> None:
    body = paragraph("{{ 'a & b' }} {% if x == 'c & d' %}gelijk{% endif %}")
    assert texts(fill(tmp_path, body, x="c & d").content) == ["a & b gelijk"]


def test_values_are_remembered_where_a_reader_sees_them(tmp_path: Path) -> None:
    hidden = '<w:p><w:r><w:instrText>HYPERLINK "{{ adres }}"</w:instrText></w:r></w:p>'
    body = (
        paragraph("{{ een }} {% if twee %}{{ twee }}{% endif %}")
        + hidden
        + table([["{% cellbg kleur %}{{ drie }}"]])
        + paragraph("{{r rijk }}")
    )
    filled = fill(
        tmp_path,
        body,
        een="1",
        twee="2",
        drie=3,
        kleur="FF0000",
        adres="x",
        rijk=RichText("vet & schuin", bold=True),
    )
    assert filled.values == ("1", "2", "3", "vet & schuin")


# --- fill-in lines ---


def test_a_fill_in_line_is_underscores_false_and_untouched_by_filters(tmp_path: Path) -> None:
    body = paragraph(
        "{{ a.b }} {{ a.b|datum }} {{ a.b|join }} {{ a.b|default('x', true) }} {{ a.b.year }} "
        "{% if a.b %}wel{% else %}niet{% endif %}"
    )
    filled = fill(tmp_path, body, a={"b": Invulregel("a.b", 5)})
    assert texts(filled.content) == ["_____ _____ _____ _____ _____ niet"]
    assert filled.open_fields == ("a.b",)


def test_open_fields_are_those_that_were_printed_once_in_order(tmp_path: Path) -> None:
    body = paragraph("{{ b }} {{ a }} {{ b }} {% if c %}{{ c }}{% endif %}")
    values = {name: Invulregel(name, 3) for name in "abc"}
    assert fill(tmp_path, body, **values).open_fields == ("b", "a")


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 'op ' ~ x }}",
        "{{ ['op', x]|join(' ') }}",
        "{{ [{'n': 'op'}, {'n': x}]|join(' ', attribute='n') }}",
        "{{ 'op %s'|format(x) }}",
        "{{ 'op y'|replace('y', x) }}",
        "op {{ niets|default(x) }}",
        "{% set y = x %}op {{ y }}",
    ],
)
def test_a_fill_in_line_inside_an_expression_is_reported(tmp_path: Path, tag: str) -> None:
    filled = fill(tmp_path, paragraph(tag), x=Invulregel("veld.x", 4))
    assert texts(filled.content) == ["op ____"]
    assert filled.open_fields == ("veld.x",)


# --- notation ---


@pytest.mark.ongemeten
@pytest.mark.parametrize(
    ("tag", "value", "expected"),
    [
        ("x|bedrag", Decimal("15216.90"), "€\xa015.216,90"),
        ("x|bedrag", 12, "€\xa012,00"),
        ("x|bedrag_heel", Decimal("15216.90"), "€\xa015.217"),
        ("x|getal", 101446, "101.446"),
        ("x|getal", Decimal("1234.5"), "1.234,5"),
        ("x|datum", date(2023, 1, 10), "10 januari 2023"),
        ("x|datum_kort", date(2023, 1, 10), "10-01-2023"),
        ("x|percentage", Decimal("0.02") / Decimal("0.13"), "15,38\xa0%"),
        ("x|in_woorden", 41, "eenenveertig"),
        ("x|in_woorden", Decimal(41), "eenenveertig euro"),
        ("x|in_woorden", Decimal("2.50"), "twee euro en vijftig cent"),
        ("x|datum|upper", date(2023, 1, 10), "10 JANUARI 2023"),
        ("x.year", date(2023, 1, 10), "2023"),
        ("x", 2023, "2023"),
    ],
)
def test_notation(tmp_path: Path, tag: str, value: object, expected: str) -> None:
    filled = fill(tmp_path, paragraph(f"{{{{ {tag} }}}}"), x=value)
    assert filled.values == (expected,)


# --- what cannot be filled in, seen while filling ---

ALINEA = 'sjabloon.docx, alinea "Voor {{ %s }} na": '


DAG = date(2023, 1, 10)
X = "het veld a.x"
AFDRUKKEN = "en kan zo niet worden afgedrukt"
INVULLEN = "vul het gegeven in, of zet {% if … %} om dit gedeelte"
NOTEREN = "zet er |datum of |datum_kort achter"
TEKEN = "haal het teken weg uit de gegevens"
NIETS = "gebruik een veld dat bestaat"
CENTEN = "een bedrag heeft hele centen, en in woorden is het niet negatief"
CONTROLEER = "controleer het filter en wat er tussen haakjes achter staat"


@pytest.mark.parametrize(
    ("tag", "value", "message"),
    [
        ("a.x", None, f"{X} is leeg {AFDRUKKEN}; {INVULLEN}"),
        ("a.x ~ '!'", None, f"{X} is leeg {AFDRUKKEN}; {INVULLEN}"),
        ("[a.x]|join", None, f"{X} is leeg {AFDRUKKEN}; {INVULLEN}"),
        ("a.x|upper", None, f"{X} is leeg en past niet bij het filter upper; {INVULLEN}"),
        ("a.x|join", None, f"{X} is leeg en past niet bij het filter join; {INVULLEN}"),
        ("a.x|datum", None, f"{X} is leeg en past niet bij het filter datum; {INVULLEN}"),
        ("a.x", DAG, f"{X} is een datum {AFDRUKKEN}; {NOTEREN}"),
        (
            "a.x",
            Decimal("0.15"),
            (
                f"{X} is een getal met decimalen {AFDRUKKEN}; "
                "zet er |bedrag, |getal of |percentage achter"
            ),
        ),
        ("a.x", True, f"{X} is ja of nee {AFDRUKKEN}; gebruik het alleen in {{% if … %}}"),
        ("a.x", ["y"], f"{X} is een lijst {AFDRUKKEN}; doorloop de lijst met {{% for … %}}"),
        ("a", 1, f"het veld a is een groep velden {AFDRUKKEN}; kies een veld uit de groep"),
        (
            "a.x / 2",
            3,
            (
                f"{X} is een getal dat niet exact is {AFDRUKKEN}; "
                "laat de berekening weg uit het sjabloon"
            ),
        ),
        ("a.x", object(), f"{X} is geen tekst, getal of datum {AFDRUKKEN}; gebruik een ander veld"),
        ("a.x", "be\x01l", f"{X} bevat een teken dat niet in Word kan (U+0001); {TEKEN}"),
        ("a.x", "\ud800", f"{X} bevat een teken dat niet in Word kan (U+D800); {TEKEN}"),
        ("a.x|bedrag", DAG, f"{X} is een datum en past niet bij het filter bedrag; {NOTEREN}"),
        (
            "a.x|datum",
            5,
            (
                f"{X} is een getal en past niet bij het filter datum; "
                "gebruik |getal, of laat het filter weg"
            ),
        ),
        (
            "a.x|getal",
            "veel",
            f"{X} is tekst en past niet bij het filter getal; laat het filter weg",
        ),
        (
            "a.x|bedrag",
            Decimal("0.155"),
            f"{X} is 0.155 en dat kan het filter bedrag niet schrijven; {CENTEN}",
        ),
        (
            "a.x|round",
            "veel",
            f"het filter round past niet bij het veld a.x, of is niet goed gebruikt; {CONTROLEER}",
        ),
        (
            "[a.x]|map('round')|list",
            "veel",
            f"het filter round past niet bij een waarde, of is niet goed gebruikt; {CONTROLEER}",
        ),
        ("a.y", 1, f"het veld a.y bestaat niet; {NIETS}"),
        ("a.xx", 1, "het veld a.xx bestaat niet; bedoeld is misschien a.x"),
        ("b|upper", 1, f"het veld b bestaat niet; {NIETS}"),
        ("b|datum", 1, f"het veld b bestaat niet; {NIETS}"),
        ("1 if b.c else 2", 1, f"het veld b bestaat niet; {NIETS}"),
        (
            "a.x // 0",
            1,
            "er wordt door nul gedeeld; zet {% if … %} om dit gedeelte, of verbeter de berekening",
        ),
        (
            "a.x + 1",
            "een",
            (
                "een opdracht past niet bij de waarde van het veld; "
                "reken alleen met getallen, en doorloop alleen lijsten"
            ),
        ),
        ("dict(a.x)", "een", "een opdracht kan niet worden uitgevoerd; vereenvoudig de opdracht"),
    ],
)
def test_what_cannot_be_filled_in(tmp_path: Path, tag: str, value: object, message: str) -> None:
    body = paragraph("Eerst") + paragraph(f"Voor {{{{ {tag} }}}} na") + paragraph("Dan")
    assert refusal(tmp_path, body, a={"x": value}) == ALINEA % tag + message


def test_a_field_of_a_loop_that_does_not_exist_gets_the_nearest(tmp_path: Path) -> None:
    body = table([["{%tr for s in steden %}"], ["Stad {{ s.nam }}"], ["{%tr endfor %}"]])
    assert refusal(tmp_path, body, steden=STEDEN) == (
        'sjabloon.docx, alinea "Stad {{ s.nam }}": het veld s.nam bestaat niet; '
        "bedoeld is misschien s.naam"
    )


def test_a_condition_in_a_row_of_its_own_names_that_row(tmp_path: Path) -> None:
    body = table([["kop"], ["{%tr if b.c %}"], ["x"], ["{%tr endif %}"]])
    assert refusal(tmp_path, body, b={}) == (
        'sjabloon.docx, alinea "{%tr if b.c %}": het veld b.c bestaat niet; '
        "gebruik een veld dat bestaat"
    )


def test_tags_that_tear_the_document_apart_are_seen(tmp_path: Path) -> None:
    body = paragraph("{% if x %}een") + table([["twee{% endif %}"]])
    assert refusal(tmp_path, body, x=False) == (
        "sjabloon.docx: na het invullen klopt de opbouw van het document niet meer; "
        "zet {%p if … %} en {%p endif %} in eigen alinea's, "
        "en {%tr for … %} en {%tr endfor %} in eigen rijen"
    )


def test_a_field_goes_before_a_method_of_the_same_name(tmp_path: Path) -> None:
    body = paragraph("{{ a.items }} {{ a['values'] }}")
    assert texts(fill(tmp_path, body, a={"items": "i", "values": "v"}).content) == ["i v"]


# --- the file ---


def test_one_template_fills_many_documents_independently(tmp_path: Path) -> None:
    sjabloon = Sjabloon.load(template(tmp_path, paragraph("{{ x }}") + table([["{{ x }}"]])))
    first = sjabloon.fill({"x": "een"})
    assert texts(sjabloon.fill({"x": "twee"}).content) == ["twee", "twee"]
    assert sjabloon.fill({"x": "een"}) == first


@pytest.fixture(scope="module")
def repeating() -> Sjabloon:
    rows = table([["{%tr for rij in rijen %}"], ["{{ rij }}"], ["{%tr endfor %}"]])
    return Sjabloon.load(docx(paragraph("Dit is {{ naam }}.") + rows), "sjabloon")


@given(st.lists(st.sampled_from(LETTERS) | st.sampled_from(LETTERS).map(Markup), max_size=12))
def test_what_was_filled_before_makes_no_difference(repeating: Sjabloon, texts: list[str]) -> None:
    for text in texts:
        values: dict[str, object] = {"naam": text, "rijen": [text] * (len(text) % 3)}
        assert outcome(repeating, values) == outcome(replace(repeating, _right=set()), values)


def outcome(sjabloon: Sjabloon, values: dict[str, object]) -> Ingevuld | str:
    try:
        return sjabloon.fill(values)
    except InputError as refused:
        return str(refused)


def test_values_are_left_as_they_were(tmp_path: Path) -> None:
    values = {"x": {"y": "1"}}
    Sjabloon.load(template(tmp_path, paragraph("{{ x.y }}"))).fill(values)
    assert values == {"x": {"y": "1"}}


def test_entries_keep_their_order_after_the_content_types(tmp_path: Path) -> None:
    path = tmp_path / "sjabloon.docx"
    path.write_bytes(titled(paragraph("{{ x }}"), header1=paragraph("{{ x }}")))
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
    filled = Sjabloon.load(path).fill({"x": "é"})
    with zipfile.ZipFile(BytesIO(filled.content)) as package:
        assert package.testzip() is None
        assert package.namelist() == [
            "[Content_Types].xml",
            *(name for name in names if name != "[Content_Types].xml"),
        ]
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in package.infolist()} == {zipfile.ZIP_DEFLATED}


def test_parts_without_tags_are_left_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "sjabloon.docx"
    path.write_bytes(titled(paragraph("{{ x }}"), header1=paragraph("vast")))
    filled = Sjabloon.load(path).fill({"x": "y"})
    before, after = read_parts(path.read_bytes()), read_parts(filled.content)
    assert "word/header1.xml" in before
    assert {name for name in before if after[name] != before[name]} == {"word/document.xml"}


def test_pictures_are_not_compressed_once_more(tmp_path: Path) -> None:
    path = template(tmp_path, paragraph("{{ x }}"))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/logo.PNG", bytes(1000))
    filled = Sjabloon.load(path).fill({"x": "y"})
    with zipfile.ZipFile(BytesIO(filled.content)) as package:
        kinds = {entry.filename: entry.compress_type for entry in package.infolist()}
        assert package.read("word/media/logo.PNG") == bytes(1000)
    assert kinds["word/media/logo.PNG"] == zipfile.ZIP_STORED
    assert kinds["word/document.xml"] == zipfile.ZIP_DEFLATED


PRINT_SHA256 = """
import hashlib, sys
from pathlib import Path
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
filled = Sjabloon.load(Path(sys.argv[1])).fill({"naam": "Súdwest-Fryslân & <b>", "lijst": "ab"})
print(hashlib.sha256(filled.content).hexdigest(), filled.values)
"""


def test_the_same_input_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    path = everywhere(tmp_path, "{{ naam }}{% for x in lijst %}{{ x }}{% endfor %}")
    printed = {
        subprocess.run(
            [sys.executable, "-c", PRINT_SHA256, path],
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for zone, seed, locale in [("Asia/Tokyo", "1", "C.UTF-8"), ("America/Lima", "2", "C.UTF-8")]
    }
    assert len(printed) == 1


def test_fields_and_fingerprint(tmp_path: Path) -> None:
    body = paragraph("{{ a.b|upper }} {% if c.d %}{{ e['f'].strip() }}{% endif %}") + table(
        [["{%tr for x in lijst %}"], ["{{ x.naam }} {{ loop.index }}"], ["{%tr endfor %}"]]
    )
    path = template(tmp_path, body, footer1=paragraph("{% set eigen = g.h %}{{ eigen }}"))
    sjabloon = Sjabloon.load(path)
    assert sjabloon.fields == {"a.b", "c.d", "e.f", "lijst", "g.h"}
    assert sjabloon.name == f"{tmp_path.name}/sjabloon.docx"
    assert sjabloon.sha256 == sha256(path.read_bytes()).hexdigest()
