"""Fields of Word itself, as they stand in the copy for LibreOffice."""

from __future__ import annotations

import pytest

from hulp.wordbouw import docx, field, pack, paragraph, read_parts, run, section, text_box
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import W, parse, text_in, value
from overeenkomstgen.word.lezer import Lezer
from overeenkomstgen.word.tekst import read_word
from overeenkomstgen.word.voor_omzetting import slim, write_out

STYLE = "KoppelingZonderStijl"
LIVE = (
    *("PAGE", "page \\* roman", "NUMPAGES", 'HYPERLINK "https://example.org/"', "FORMTEXT"),
    *("REF _Ref1 \\r \\h", "REF _Ref1 \\h \\* MERGEFORMAT", "PAGEREF _Toc1 \\h", "NOTEREF n \\h"),
    *("SEQ Tabel \\* ARABIC", "SEQ Tabel"),
)
FROZEN = (
    *('DATE \\@ "d MMMM yyyy"', "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE", "AUTONUM"),
    *("AUTONUMLGL", "LISTNUM", "NUMWORDS", "NUMCHARS", "FILENAME \\p", "TITLE", "SUBJECT"),
    *("KEYWORDS", "AUTHOR", "COMMENTS", "DOCPROPERTY Zaaknummer", "EDITTIME", "REVNUM"),
    *("REF _Ref1 \\p \\h", "REF _Ref1 \\r \\t", "REF _Ref1 \\* Upper", "PAGEREF _Ref1 \\p"),
    *('IF 1 = 1 "ja" "nee"', "= 2 + 3", "QUOTE x", "SECTIONPAGES", "STYLEREF 1", "_Ref1 \\h"),
    *('TOC \\o "1-3" \\h', "INDEX", "BIBLIOGRAPHY", "SEQ Tabel \\h", "USERNAME", "XE x"),
)


def copied(body: str, **parts: str) -> Woordbestand:
    """Return the copy of a Word file, of which the text must be that of the file."""
    entries = read_parts(docx(body, **parts))
    write_out(entries, "word/document.xml")
    copy = Woordbestand.read(pack(entries))
    assert read_word(copy) == read_word(docx(body, **parts))
    return copy


def instructions(bestand: Woordbestand) -> list[str]:
    """Return the instructions of all fields, in order."""
    lezer = Lezer.of(bestand)
    found = [lezer.read(parse(bestand.parts[part])) for part in bestand.kinds]
    return [each.strip() for part in found for alinea in part for each in alinea.instructions]


@pytest.mark.parametrize("instruction", LIVE)
def test_what_depends_on_the_pages_and_what_links_stays(instruction: str) -> None:
    shown = paragraph(field(instruction.replace('"', "&quot;"), "3"))
    assert instructions(copied(shown)) == [instruction]
    assert (slim(content := docx(shown)) is content) is not instruction.startswith("HYPERLINK")


@pytest.mark.ongemeten
@pytest.mark.parametrize("instruction", FROZEN)
def test_a_field_that_libreoffice_computes_otherwise_is_what_it_showed(instruction: str) -> None:
    shown = paragraph(run("op ") + field(instruction.replace('"', "&quot;"), "3 mei") + run("."))
    copy = copied(shown, footer1=shown)
    assert instructions(copy) == []
    assert read_word(copy).body.text == "op 3 mei."
    assert b"fldChar" not in copy.parts[copy.body] + copy.parts["word/footer1.xml"]


def test_a_field_in_a_field() -> None:
    inner = field("PAGE", "1")
    condition = field("IF", "x").replace(" IF ", f" IF </w:instrText></w:r>{inner}<w:r>", 1)
    condition = condition.replace("<w:r></w:instrText>", "<w:r><w:instrText> = 1 </w:instrText>")
    link = field('HYPERLINK "https://example.org/"', "y").replace(run("y"), field("DATE", "y"))
    page = field("QUOTE z", "z").replace(run("z"), field("NUMPAGES", "9"))
    copy = copied(paragraph(condition + link + page))
    assert instructions(copy) == ['HYPERLINK "https://example.org/"', "NUMPAGES"]


def test_a_field_that_goes_on_over_paragraphs_a_simple_one_and_one_in_a_text_box() -> None:
    begin, end = field("TOC", "Een").rsplit("<w:r>", 1)
    simple = f'<w:fldSimple w:instr=" AUTHOR ">{run("Jansen")}</w:fldSimple>'
    body = paragraph(begin) + paragraph(run("Twee") + f"<w:r>{end}") + paragraph(simple)
    box = text_box("x").replace(run("x"), field("DATE", "vandaag"))
    copy = copied(body + paragraph(begin + box + f"<w:r>{end}"))
    assert instructions(copy) == []
    assert read_word(copy).body.boxes == ("vandaag",)


def test_an_instruction_that_word_split_and_a_field_that_never_ends() -> None:
    split = field("DATE", "vandaag").replace("DATE", "DA</w:instrText><w:instrText>TE")
    torn = paragraph(field("DATE", "morgen").rsplit("<w:r>", 1)[0])
    copy = copied(paragraph(split) + torn)
    assert instructions(copy) == ["DATE"]


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        *(("PAGE", "iv"), ("PAGE \\* MERGEFORMAT", "iv"), ("PAGE \\* Arabic", "4")),
        *(("PAGE \\* roman \\* MERGEFORMAT", "iv"), ("page \\*ROMAN", "IV")),
        *(("PAGE \\* alphabetic", "d"), ("PAGE \\* ALPHABETIC", "D")),
        *(("NUMPAGES", "12"), ("NUMPAGES \\* roman", "xii")),
    ],
)
def test_a_number_is_written_as_its_own_field_says(instruction: str, shown: str) -> None:
    body = paragraph("x") + section("default footer1", '<w:pgNumType w:fmt="lowerRoman"/>')
    text = read_word(docx(body, footer1=paragraph(run("blad ") + field(instruction, "1"))))
    (sectie,) = text.sections
    assert sectie.edges(4, 12, first=False)[1].text == f"blad {shown}"
    assert sectie.footers["default"].numbered("{pagina}", "{paginas}").text.startswith("blad {pag")


def styles_of_runs(bestand: Woordbestand) -> dict[str, str]:
    """Return the style of each run, by its text; empty for none."""
    runs = parse(bestand.parts[bestand.body]).iter(f"{W}r")
    return {text_in(each): value(each, "rPr/rStyle") or "" for each in runs if text_in(each)}


def test_a_link_without_a_style_gets_one_so_that_it_is_drawn_as_a_link() -> None:
    bare, styled = run("zonder", "<w:b/>"), run("met", '<w:rStyle w:val="Kapitaal"/>')
    torn = (
        '<w:r><w:t>los</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Weg"/></w:rPr><w:t>weg</w:t></w:r>'
    )
    link = f'<w:hyperlink w:anchor="x">{bare}{styled}{torn}</w:hyperlink>'
    by_field = field('HYPERLINK "https://example.org/"', "veld")
    simple = f'<w:fldSimple w:instr=" HYPERLINK &quot;x&quot; ">{run("kort")}</w:fldSimple>'
    body = paragraph(link + run("gewoon")) + paragraph(by_field) + paragraph(simple)
    copy = copied(body)
    named = dict.fromkeys(("zonder", "los", "weg", "veld", "kort"), STYLE)
    assert styles_of_runs(copy) == {**named, "met": "Kapitaal", "gewoon": ""}
    assert f'w:styleId="{STYLE}"'.encode() in copy.parts["word/styles.xml"]
    assert slim(content := docx(paragraph(link.replace(bare, "").replace(torn, "")))) is content
    entries = read_parts(docx(body))
    relations = entries["word/_rels/document.xml.rels"]
    entries["word/_rels/document.xml.rels"] = relations.replace(b"/styles", b"/anders")
    assert slim(content := pack(entries)) is content


def test_what_only_a_view_of_the_web_leaves_out_is_in_the_copy_as_any_text() -> None:
    number = "<w:r><w:rPr><w:webHidden/><w:b/></w:rPr><w:t>7</w:t></w:r>"
    copy = copied(paragraph(run("Slot ") + number))
    assert read_word(copy).body.text == "Slot 7"
    assert b"webHidden" not in copy.parts[copy.body]
    assert b"<w:b/>" in copy.parts[copy.body]
