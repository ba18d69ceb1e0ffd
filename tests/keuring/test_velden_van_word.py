"""Word's own fields that make a document wrong, each with its whole message."""

from __future__ import annotations

from pathlib import Path

import pytest

from hulp.sjabloonbouw import template
from hulp.wordbouw import field, numbered, paragraph, run
from overeenkomstgen.keuring.keuring import examine
from overeenkomstgen.keuring.letterlijk import make_zoeker

PLACE = 'mijn/brief.docx, alinea "De gemeente, zie 3 mei.": '
PLAIN = "haal het weg, of maak er gewone tekst van (zet de cursor erin en druk op Ctrl+Shift+F9)"
AGAIN = "zet de cursor erin en druk op F9"
MARK = '<w:bookmarkStart w:id="1" w:name="_Ref1"/><w:bookmarkEnd w:id="1"/>'


def told(folder: Path, content: bytes) -> list[str]:
    path = folder / "mijn" / "brief.docx"
    path.parent.mkdir()
    path.write_bytes(content)
    vondsten = examine(path, (), make_zoeker((), None)).vondsten
    return [f"{each.graad}: {each.fault}" for each in vondsten]


def changes(kind: str, advice: str) -> str:
    return (
        f"fout: {PLACE}het veld {kind} van Word verandert vanzelf, en zegt dan iets anders dan de "
        f"PDF; {advice}"
    )


DATE = "zet er {{ document.datum | datum }} voor in de plaats"
COMPUTED = (
    "rekent alleen Word uit; in elk document komt wat er nu staat; kijk of dat klopt, of zet er "
    "een veld van dit programma voor in de plaats"
)
UNWRITTEN = (
    f"fout: {PLACE}het veld PAGE van Word schrijft een nummer op een manier die de PDF niet kent; "
    "kies bij Paginanummers opmaken voor 1, 2, 3, a, b, c of i, ii, iii"
)
FIELDS = {
    'DATE \\@ "d MMMM yyyy"': [changes("DATE", DATE)],
    "SAVEDATE": [changes("SAVEDATE", DATE)],
    "PRINTDATE": [changes("PRINTDATE", DATE)],
    "createdate": [changes("CREATEDATE", DATE)],
    "TIME": [changes("TIME", PLAIN)],
    "FILENAME \\* MERGEFORMAT": [changes("FILENAME", PLAIN)],
    "NUMWORDS": [changes("NUMWORDS", PLAIN)],
    "AUTONUM": [changes("AUTONUM", "gebruik een lijst")],
    "SECTIONPAGES": [changes("SECTIONPAGES", "gebruik NUMPAGES")],
    'IF "{{ ondertekenaar.aanhef }}" = "de heer" "hij" "zij"': [
        (
            f"fout: {PLACE}in het veld IF van Word staat een opdracht, en Word rekent daar niet "
            "mee; gebruik {% if … %} of een veld van dit programma"
        )
    ],
    'IF 1 = 1 "ja" "nee"': [f"let op: {PLACE}het veld IF van Word {COMPUTED}"],
    "= 2 + 3": [f"let op: {PLACE}het veld = van Word {COMPUTED}"],
    "PAGE": [],
    "PAGE \\* roman \\* MERGEFORMAT": [],
    "NUMPAGES \\*ALPHABETIC": [],
    "PAGE \\* Ordinal": [UNWRITTEN],
    'PAGE \\# "00"': [UNWRITTEN],
    "REF _Ref1 \\p \\h": [],
    "PAGEREF _ref1": [],
    "REF _Ref9 \\r": [
        (
            f"fout: {PLACE}een verwijzing wijst naar iets dat er niet is (_Ref9); maak de "
            "verwijzing opnieuw"
        )
    ],
    "TITLE": [f"let op: {PLACE}het veld TITLE van Word {COMPUTED}"],
    'DOCPROPERTY "Mijn zaak"': [f"let op: {PLACE}het veld DOCPROPERTY van Word {COMPUTED}"],
    'HYPERLINK "mailto:{{ gemeente.email }}"': [],
    "XE x": [],
}


@pytest.mark.parametrize("instruction", FIELDS)
def test_a_field_that_changes_or_is_not_computed(tmp_path: Path, instruction: str) -> None:
    shown = field(instruction.replace('"', "&quot;"), "3 mei")
    content = template(paragraph(run("De gemeente, zie ") + MARK + shown + run(".")))
    assert told(tmp_path, content) == FIELDS[instruction]


@pytest.mark.parametrize(("switch", "stays"), [("r", True), ("w", False), ("n", False)])
def test_a_reference_that_stays_as_it_is(tmp_path: Path, switch: str, *, stays: bool) -> None:
    lists = paragraph("een", properties=numbered(2))
    lists += paragraph(MARK + run("twee"), properties=numbered(2, 1))
    shown = field(f"REF _Ref1 \\{switch}", "3 mei")
    refers = paragraph(run("De gemeente, zie ") + shown + run("."))
    found = [
        (
            f"let op: {PLACE}een kruisverwijzing houdt het nummer dat er nu staat, ook als het "
            "verandert; kies bij Kruisverwijzing voor Alineanummer (volledige context)"
        )
    ]
    assert told(tmp_path, template(lists + refers)) == (found if stays else [])


def test_a_reference_that_word_did_not_find(tmp_path: Path) -> None:
    content = template(paragraph("zie artikel Fout! Verwijzingsbron niet gevonden. en verder"))
    assert told(tmp_path, content) == [
        (
            'fout: mijn/brief.docx, alinea "zie artikel Fout! Verwijzingsbron niet gevonden. en '
            'verder": er staat een foutmelding van Word: "Fout! Verwijzingsbron niet gevonden."; '
            "maak de verwijzing opnieuw"
        )
    ]


def contents(*entries: str) -> str:
    begin, end = field(' TOC \\o "1-3" \\h '.replace('"', "&quot;"), "x").split(run("x"))
    lines = [
        run(entry) + "<w:r><w:tab/></w:r>" + field("PAGEREF _Ref1 \\h", "9") for entry in entries
    ]
    lines[0], lines[-1] = begin + lines[0], lines[-1] + end
    return "".join(map(paragraph, lines))


def test_a_table_of_contents_that_is_out_of_date(tmp_path: Path) -> None:
    headings = paragraph(MARK + run("Nieuw"), "Heading1") + paragraph("Duur", "Heading1")
    listed = contents("Artikel 1Oud", "Artikel 2\tDuur")
    assert told(tmp_path, template(listed + headings)) == [
        f'fout: mijn/brief.docx: de inhoudsopgave klopt niet met de koppen: "{line}"; {AGAIN}'
        for line in ("Artikel 1Oud 9", "Artikel 1 Nieuw")
    ]


def test_a_table_of_contents_that_is_up_to_date(tmp_path: Path) -> None:
    headings = paragraph(MARK + run("{{ gemeente.naam }}"), "Heading1") + paragraph("", "Heading1")
    own = paragraph("Van een eigen stijl, die Word niet opneemt", "Kop")
    listed = contents("ARTIKEL 1\t{{ gemeente.naam }}")
    assert told(tmp_path, template(listed + headings + own)) == []


PLACEHOLDER = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


def test_what_word_asks_to_fill_in(tmp_path: Path) -> None:
    ask, on, off = run("Kies een datum"), "<w:showingPlcHdr/>", '<w:showingPlcHdr w:val="0"/>'
    boxes = (PLACEHOLDER.format(on, ask), PLACEHOLDER.format(off, ask), PLACEHOLDER.format(on, ""))
    tag = PLACEHOLDER.format(on, run("{{ gemeente.naam }}"))
    content = template("".join(paragraph(run("Op ") + box) for box in (*boxes, tag)))
    assert told(tmp_path, content) == [
        (
            'fout: mijn/brief.docx, alinea "Op Kies een datum": "Kies een datum" is de aanwijzing '
            "van een invulvak, en komt zo in elk document; vul het vak in, of verwijder het"
        )
    ]


def test_a_list_that_goes_on_where_it_may_have_to_start_again(tmp_path: Path) -> None:
    heading = paragraph("Kop", "Heading1")
    first, bullet = paragraph("een", properties=numbered(2)), paragraph("kogel", "Lid", numbered(4))
    inner, again = paragraph("lid", "Lid"), paragraph("opnieuw", properties=numbered(3))
    content = template(heading + (first + bullet + inner) * 2 + heading + first + bullet + inner)
    assert told(tmp_path, content) == [
        (
            'let op: mijn/brief.docx, alinea "een": de lijst gaat na een kop door met "(c)"; klik '
            "in Word met rechts op het nummer en kies Opnieuw beginnen, als dat zo hoort"
        )
    ]
    (tmp_path / "goed").mkdir()
    assert told(tmp_path / "goed", template(heading + first + heading + again)) == []
