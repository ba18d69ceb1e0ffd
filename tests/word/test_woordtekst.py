"""Reading the text of a Word file as a reader sees it."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hulp.wordbouw import (
    FOOTNOTE_REFERENCE,
    KOPTEKST,
    NAAM,
    VOETNOOT,
    VOETTEKST,
    WORD_FILES,
    docx,
    field,
    footnote,
    footnote_reference,
    formula,
    level,
    lists,
    numbered,
    of,
    pack,
    paragraph,
    part_of_formula,
    read_parts,
    run,
    section,
    starting_at,
    symbol,
    table,
    text_box,
)
from overeenkomstgen.errors import InputError
from overeenkomstgen.word.nummering import format_number
from overeenkomstgen.word.tekst import read_word

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def text_of(content: str, styles: str | None = None) -> str:
    """Return the text of a document of one paragraph."""
    parts = {} if styles is None else {"styles": styles}
    return read_word(docx(paragraph(content), **parts)).body.paragraphs[0].text


def labels(body: str, numbering: str, **parts: str) -> list[str]:
    word = read_word(docx(body, numbering=numbering, **parts))
    return [each.label for each in word.body.paragraphs]


def test_the_whole_text_in_plain_view() -> None:
    body = "".join(
        (
            paragraph("Overeenkomst"),
            paragraph(f"De gemeente {NAAM}"),
            paragraph("Duur", "Heading1"),
            paragraph(run("Vijf jaar") + FOOTNOTE_REFERENCE + text_box("Let op!"), "Lid"),
            paragraph("verlenging", properties=numbered(2)),
            paragraph("opzegging", properties=numbered(2)),
            paragraph("Opzegtermijn: vier maanden", "Lid"),
            paragraph("Prijs", "Kop"),
            table([["Naam", "Bijdrage"], ["Deventer", "€ 15.216,90"]]),
            paragraph("Jaarlijks", "Lid"),
        )
    )
    word = docx(body, header1=KOPTEKST, footer1=VOETTEKST, footnotes=VOETNOOT)
    assert read_word(word).as_text() == (
        "Overeenkomst\n"
        "De gemeente Bergen & Terblijt <b> {{ x }}\n"
        "# Artikel 1 Duur\n"
        "1.1 Vijf jaar1\n"
        "(a) verlenging\n"
        "(b) opzegging\n"
        "1.2 Opzegtermijn: vier maanden\n"
        "# Artikel 2 Prijs\n"
        "Naam | Bijdrage\n"
        "Deventer | € 15.216,90\n"
        "2.1 Jaarlijks\n"
        "[tekstvak] Let op!\n"
        "[voetnoot] 1 Zie het convenant, punt 2.\n"
        "[koptekst] G40 en Platform31\n"
        "[voettekst] Samenwerkingsovereenkomst Bergen & Terblijt <b> {{ x }}\t"
        "pagina {pagina} van {paginas}\n"
    )


def test_a_paragraph_knows_its_style_its_heading_and_its_cell() -> None:
    body = paragraph("Duur", "Kop") + table([["a", "b"], ["c", "d"]], header=True)
    heading, *cells = read_word(docx(body)).body.paragraphs
    assert (heading.style.name, heading.style.heading, heading.cell) == ("Kop", 1, None)
    assert [
        (
            each.text,
            each.style.heading,
            each.cell and (each.cell.row, each.cell.column, each.cell.header),
        )
        for each in cells
    ] == [
        ("a", None, (0, 0, True)),
        ("b", None, (0, 1, True)),
        ("c", None, (1, 0, False)),
        ("d", None, (1, 1, False)),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("a") + "<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
        ("<w:r><w:t>bij</w:t><w:softHyphen/><w:t>drage</w:t></w:r>", "bij\u00addrage"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t></w:r>", "A\u2011B"),
        ('<w:r><w:sym w:font="Wingdings" w:char="2713"/></w:r>', "\u2713"),
        (run("dus ") + formula("b=0,15*n") + run("."), "dus b=0,15*n."),
        (f"<m:oMathPara>{formula('a')}{formula('b')}</m:oMathPara>", "ab"),
        (formula(part_of_formula("d", e="x+1"), part_of_formula("box", e="n")), "(x+1)n"),
        (
            formula(part_of_formula("d", '<m:begChr m:val="["/><m:endChr m:val=""/>', e="x")),
            "[x",
        ),
        (formula("a=", part_of_formula("f", num="1", den="2")), "a=breuk(1; 2)"),
        (formula(part_of_formula("sSup", e="m", sup="2")), "macht(m; 2)"),
        (
            formula(part_of_formula("nary", '<m:chr m:val="∏"/>', sub="i", sup="n", e="x")),
            "som∏(i; n; x)",
        ),
        (run("weg", "<w:vanish/>") + run(" niet weg", '<w:vanish w:val="0"/>'), " niet weg"),
        (run("É wél", "<w:caps/>") + run(" klein", "<w:smallCaps/>"), "É WÉL KLEIN"),
        (run("groot", '<w:rStyle w:val="Kapitaal"/>'), "GROOT"),
        (run("niet", '<w:rStyle w:val="Kapitaal"/><w:caps w:val="false"/>'), "niet"),
        (
            f"<w:del><w:r><w:delText>oud</w:delText></w:r></w:del><w:ins>{run('nieuw')}</w:ins>",
            "nieuw",
        ),
        ("<w:moveFrom><w:r><w:t>hier</w:t></w:r></w:moveFrom>" + run("daar"), "daar"),
        (
            "<w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>"
            + run("binnenin")
            + "</w:sdtContent></w:sdt></w:hyperlink>",
            "binnenin",
        ),
        (field("DATE \\@ d-M-yyyy", "10-1-2023"), "10-1-2023"),
        (f'<w:fldSimple w:instr="TITLE">{run("Convenant")}</w:fldSimple>', "Convenant"),
        (field(f"IF </w:instrText></w:r>{field('PAGE', '1')}<w:r><w:instrText>", "ja"), "ja"),
        (field("NUMPAGES", "9").replace('<w:fldChar w:fldCharType="separate"/>', ""), "\ufdd1"),
        (run("a") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("b"), "ab"),
        (
            run("of ")
            + f"<mc:AlternateContent><mc:Choice>{run('nieuw')}</mc:Choice>"
            + f"<mc:Fallback>{run('oud')}</mc:Fallback></mc:AlternateContent>",
            "of nieuw",
        ),
    ],
)
def test_what_a_reader_sees_of_a_run(content: str, expected: str) -> None:
    assert text_of(content) == expected


def test_a_text_box_is_read_once_and_stands_apart() -> None:
    story = read_word(docx(paragraph(run("Ervoor. ") + text_box("Erin.") + run("Erna.")))).body
    assert story.text == "Ervoor. Erna."
    assert story.boxes == ("Erin.",)


def test_a_text_box_in_a_group_is_read_once() -> None:
    group = f"<w:r><w:drawing>{text_box('Erin.')[len('<w:r>') :]}".replace(
        "</mc:AlternateContent></w:r>", "</mc:AlternateContent></w:drawing></w:r>"
    )
    assert read_word(docx(paragraph(group))).body.boxes == ("Erin.",)


def test_capitals_of_a_paragraph_style_and_of_the_style_that_it_is_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="B"/>'
        '</w:style><w:style w:type="paragraph" w:styleId="B"><w:name w:val="b"/>'
        '<w:basedOn w:val="A"/><w:rPr><w:caps/></w:rPr></w:style>'
    )
    body = paragraph("kop", "A") + paragraph("kop", "B", numbered(1))
    word = read_word(docx(body, styles=styles))
    assert [each.line for each in word.body.paragraphs] == ["KOP", "ARTIKEL 1 KOP"]


THREE_LEVELS = (
    level(0, "upperRoman", "%1")
    + level(1, "decimal", "%1.%2")
    + level(2, "lowerLetter", "%1.%2.%3")
)


@pytest.mark.parametrize(
    ("levels", "indexes", "expected"),
    [
        (
            THREE_LEVELS,
            [0, 1, 1, 2, 2, 1, 2, 0, 1],
            ["I", "I.1", "I.2", "I.2.a", "I.2.b", "I.3", "I.3.a", "II", "II.1"],
        ),
        (THREE_LEVELS, [1, 2], ["I.1", "I.1.a"]),
        (
            level(0, "upperRoman", "%1") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
            [0, 1],
            ["I", "1.1"],
        ),
        (
            level(0, "upperRoman", "%1") + level(1, "decimalZero", "%1.%2", "<w:isLgl/>"),
            [0, 1],
            ["I", "1.01"],
        ),
        (
            level(0, "decimal", "%1") + level(1, "decimal", "%2", '<w:lvlRestart w:val="0"/>'),
            [0, 1, 0, 1],
            ["1", "1", "2", "2"],
        ),
        (
            level(0, "decimal", "%1")
            + level(1, "decimal", "%2")
            + level(2, "decimal", "%3", '<w:lvlRestart w:val="1"/>'),
            [0, 1, 2, 1, 2, 0, 2],
            ["1", "1", "1", "2", "2", "2", "1"],
        ),
        (level(0, "decimalZero", "%1)"), [0, 0], ["01)", "02)"]),
        (level(0, "upperLetter", "%1."), [0, 0], ["A.", "B."]),
        (level(0, "none", "§%1"), [0, 0], ["§", "§"]),
        (level(0, "bullet", "\u2022"), [0, 0], ["\u2022", "\u2022"]),
        (level(0, "hindiVowels", "%1"), [0], ["1"]),
    ],
)
def test_labels_of_a_list(levels: str, indexes: list[int], expected: list[str]) -> None:
    body = "".join(paragraph("x", properties=numbered(1, index)) for index in indexes)
    assert labels(body, lists({0: levels}, {1: of(0)})) == expected


def test_lists_count_on_together_until_one_starts_anew() -> None:
    numbering = lists(
        {0: level(0, "decimal", "%1")},
        {1: of(0), 2: of(0), 3: of(0, starting_at(7)), 4: of(0, starting_at(1))},
    )
    body = "".join(paragraph("x", properties=numbered(key)) for key in (1, 1, 2, 3, 3, 4, 1))
    assert labels(body, numbering) == ["1", "2", "3", "7", "8", "1", "2"]


def test_a_level_can_be_written_otherwise_in_one_list() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerRoman", "%1)")}</w:lvlOverride>'
    numbering = lists({0: level(0, "decimal", "%1")}, {1: of(0), 2: of(0, other)})
    body = "".join(paragraph("x", properties=numbered(key)) for key in (1, 2))
    assert labels(body, numbering) == ["1", "ii)"]


def test_the_capitals_of_a_number_are_those_of_its_level_else_of_its_paragraph() -> None:
    caps, small, plain = "<w:caps/>", "<w:smallCaps/>", '<w:caps w:val="0"/>'
    levels = {
        key: level(0, "lowerLetter", "Punt %1").replace(
            "</w:lvl>", f"<w:rPr>{said}</w:rPr></w:lvl>"
        )
        for key, said in enumerate(("", caps, small, plain))
    }
    numbering = lists(levels, {key + 1: of(key) for key in levels})
    body = "".join(
        paragraph("x", properties=f"{numbered(key + 1)}<w:rPr>{mark}</w:rPr>")
        for mark in ("", caps, plain)
        for key in levels
    )
    assert labels(body, numbering) == [
        *("Punt a", "PUNT A", "PUNT A", "Punt a"),
        *("PUNT B", "PUNT B", "PUNT B", "Punt b"),
        *("Punt c", "PUNT C", "PUNT C", "Punt c"),
    ]


def test_the_capitals_of_a_number_can_be_of_the_character_style_of_its_paragraph() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Groot"><w:name w:val="Groot"/>'
        "<w:rPr><w:caps/></w:rPr></w:style>"
    )
    mark = f'{numbered(1)}<w:rPr><w:rStyle w:val="Groot"/></w:rPr>'
    body = paragraph("x", properties=mark) + paragraph("x", properties=numbered(1))
    numbering = lists({0: level(0, "lowerLetter", "Punt %1")}, {1: of(0)})
    assert labels(body, numbering, styles=styles) == ["PUNT A", "Punt b"]


def test_a_list_can_be_that_of_a_list_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Lijst"><w:name w:val="Lijst"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = lists(
        {
            0: '<w:styleLink w:val="Lijst"/>' + level(0, "decimal", "Punt %1"),
            1: '<w:numStyleLink w:val="Lijst"/>',
        },
        {1: of(0), 2: of(1)},
    )
    body = "".join(paragraph("x", properties=numbered(key)) for key in (2, 1))
    assert labels(body, numbering, styles=styles) == ["Punt 1", "Punt 2"]


def test_number_0_and_unknown_numbers_give_no_label() -> None:
    body = (
        paragraph("a", "Heading1", '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("b", properties=numbered(99))
        + paragraph("c", "Heading1")
    )
    word = read_word(docx(body))
    assert [each.line for each in word.body.paragraphs] == ["a", "b", "Artikel 1 c"]


def test_a_list_that_refers_to_nothing_gives_no_label() -> None:
    numbering = lists({0: level(0, "decimal", "%1.")}, {1: of(9), 2: of(0)})
    body = "".join(paragraph("x", properties=numbered(key)) for key in (1, 2))
    assert labels(body, numbering) == ["", "1."]


def test_a_reference_to_a_footnote_that_is_not_there() -> None:
    word = read_word(docx(paragraph(run("tekst") + FOOTNOTE_REFERENCE), footnotes=""))
    assert (word.body.text, word.footnotes) == ("tekst1", ())


@given(st.integers(min_value=1, max_value=3999))
def test_roman_numerals_read_back_as_the_number(value: int) -> None:
    digits = [ROMAN[letter] for letter in format_number(value, "lowerRoman")]
    signed = [
        -digit if following > digit else digit
        for digit, following in zip(digits, [*digits[1:], 0], strict=True)
    ]
    assert sum(signed) == value
    assert format_number(value, "upperRoman") == format_number(value, "lowerRoman").upper()


@pytest.mark.parametrize(
    ("value", "expected"),
    [(4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (1994, "mcmxciv"), (2027, "mmxxvii")],
)
def test_roman_numerals(value: int, expected: str) -> None:
    assert format_number(value, "lowerRoman") == expected


@given(st.integers(min_value=1, max_value=26), st.integers(min_value=1, max_value=5))
def test_letters_are_doubled_after_z(letter: int, times: int) -> None:
    value = 26 * (times - 1) + letter
    assert format_number(value, "lowerLetter") == "abcdefghijklmnopqrstuvwxyz"[letter - 1] * times
    assert format_number(value, "upperLetter") == format_number(value, "lowerLetter").upper()


@pytest.mark.parametrize("number_format", ["lowerLetter", "upperRoman", "decimal"])
def test_nought_is_written_in_digits(number_format: str) -> None:
    assert format_number(0, number_format) == "0"


def test_headers_and_footers_page_by_page() -> None:
    first, second = read_word(WORD_FILES["secties"]).sections

    found = [
        tuple(story.text for story in used.edges(number, 5, first=is_first))
        for used, number, is_first in (
            (first, 1, True),
            (first, 2, False),
            (first, 3, False),
            (second, 3, True),
            (second, 4, False),
        )
    ]
    assert found == [
        ("Kop van het titelblad", ""),
        ("Kop van een even bladzijde", ""),
        ("Gewone kop", ""),
        ("Gewone kop", "blad iii"),
        ("Kop van een even bladzijde", ""),
    ]
    assert (first.first_number, second.first_number) == (None, 3)


def test_numbers_of_pages_in_a_text_box_of_a_footer() -> None:
    footer = paragraph(text_box("naam") + run("x"))
    footer = footer.replace(run("naam"), field("PAGE", "9") + run(" van ") + field("NUMPAGES", "9"))
    (only,) = read_word(docx(paragraph("tekst"), footer1=footer)).sections
    assert only.edges(2, 3, first=False)[1].boxes == ("2 van 3",)


def test_leaders_of_tabs() -> None:
    tabs = (
        '<w:tabs><w:tab w:val="left" w:leader="dot" w:pos="1"/>'
        '<w:tab w:val="left" w:leader="underscore" w:pos="2"/></w:tabs>'
    )
    assert read_word(docx(paragraph("x", properties=tabs))).leaders == "._"
    assert read_word(docx(paragraph("x"))).leaders == ""


def test_a_section_without_edges_of_its_own_and_a_document_without_styles(tmp_path: Path) -> None:
    path = tmp_path / "kaal.docx"
    path.write_bytes(docx(paragraph("tekst") + section("")))
    with zipfile.ZipFile(path) as whole:
        bare = {name: whole.read(name) for name in whole.namelist() if "word/_rels" not in name}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in bare.items():
            archive.writestr(name, content)
    assert read_word(path).as_text() == "tekst\n"


def test_a_file_that_refers_outside_itself_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim", encoding="utf-8")
    declaration = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(paragraph("open: ENTITEIT")))) as whole:
        parts = {name: whole.read(name).decode() for name in whole.namelist()}
    parts["word/document.xml"] = declaration + parts["word/document.xml"].replace("ENTITEIT", "&e;")
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(InputError) as caught:
        read_word(made.getvalue())
    assert str(caught.value) == (
        "Word-bestand: het onderdeel word/document.xml heeft een DOCTYPE, en die hoort niet in een "
        "Word-document; gebruik dit bestand niet; maak het opnieuw in Word"
    )


def test_a_file_that_is_no_word_file(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_text("Geachte heer", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_word(path)
    assert str(caught.value) == (
        "brief.docx: dit is geen Word-document (.docx), of het is beschadigd; "
        "open het in Word en bewaar het als Word-document (.docx), zonder wachtwoord"
    )


@pytest.mark.parametrize("name", ["word/document.xml", "_rels/.rels"])
def test_a_word_file_of_which_a_part_is_missing(name: str) -> None:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(paragraph("x")))) as whole, zipfile.ZipFile(made, "w") as cut:
        for part in whole.namelist():
            if part != name:
                cut.writestr(part, whole.read(part))
    with pytest.raises(InputError) as caught:
        read_word(made.getvalue())
    assert str(caught.value) == (
        "Word-bestand: dit is geen Word-document: het hoofddocument ontbreekt; "
        "open het in Word en bewaar het als Word-document (.docx), zonder wachtwoord"
    )


@pytest.mark.parametrize(
    ("settings", "section_says", "numbers"),
    [
        ("", "", ["i", "ii"]),
        ('<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>', "", ["1", "2"]),
        (
            '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>',
            '<w:endnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/></w:endnotePr>',
            ["c", "d"],
        ),
    ],
)
def test_endnotes_are_numbered_as_the_file_says(
    settings: str, section_says: str, numbers: list[str]
) -> None:
    hidden = footnote_reference(2, "endnote").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    body = paragraph(
        run("een") + footnote_reference(3, "endnote") + hidden + footnote_reference(1, "endnote")
    )
    notes = "".join(footnote(f" noot {key}", key, "endnote") for key in (1, 2, 3))
    word = read_word(docx(body + section("", section_says), endnotes=notes, settings=settings))
    assert word.body.text == f"een{''.join(numbers)}"
    assert word.endnotes == (f"{numbers[0]} noot 3", f"{numbers[1]} noot 1")
    assert word.as_text().endswith(f"[eindnoot] {numbers[1]} noot 1\n")


@pytest.mark.parametrize(
    ("font", "letters", "shown"),
    [  # as Unicode's charts and the fonts themselves show them
        ("Symbol", "abcDSW\xa3\xb3\xb7\xde", "αβχΔΣΩ≤≥•⇒"),
        ("Wingdings", "Jlnouv\xd8\xe0\xe8\xa7\xa8\xfb\xfc\xfd\xfe", "☺●■□◆❖➢→➔▪◻✗✓☒☑"),
        ("Wingdings 2", "OPRT\x6a\x73\x75\x98\xa2\xa3", "✗✓☑☒①⑩❶●■□"),
        ("Wingdings 3", "pqrstuvwy}", "▲▼△▽◀▶◁▷◢►"),
        ("Webdings", "3456acgn", "◀▶▲▼✔□■●"),
    ],
)
def test_fonts_of_signs(font: str, letters: str, shown: str) -> None:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    private = "".join(chr(0xF000 + ord(letter)) for letter in letters)
    signs = "".join(symbol(font, f"{ord(letter):04X}") for letter in letters)
    text = read_word(
        docx(paragraph(run(letters, fonts)) + paragraph(run(private, fonts)) + paragraph(signs))
    )
    assert text.as_text().splitlines() == [shown] * 3


def test_a_file_that_names_no_section_has_one() -> None:
    """The Open XML SDK writes such files."""
    content = read_parts(docx(paragraph("tekst")))
    body = content["word/document.xml"]
    start, end = body.index(b"<w:sectPr>"), body.index(b"</w:sectPr>") + len(b"</w:sectPr>")
    content["word/document.xml"] = body[:start] + body[end:]
    (only,) = read_word(pack(content)).sections
    assert (only.first_number, only.number_format, only.title_page) == (None, "decimal", False)
