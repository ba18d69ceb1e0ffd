"""The one reading of a paragraph: its place, its pieces, its number and its style."""

from __future__ import annotations

from hulp.wordbouw import docx, field, numbered, paragraph, run, table, text_box
from overeenkomstgen.word.alinea import Cel
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import parse
from overeenkomstgen.word.lezer import Lezer
from overeenkomstgen.word.tekst import read_word


def test_every_paragraph_is_read_once_with_all_that_anyone_asks_of_it() -> None:
    inner = table([["binnen"]])
    bestand = Woordbestand.read(
        docx(
            paragraph("Duur", "Kop")
            + paragraph(
                f"<w:del>{run('weg ')}</w:del>{run('geheim ', '<w:vanish/>')}"
                f"{run('blad ')}{field('PAGE', '1')}"
            )
            + table([["a", "b"]], header=True).replace("</w:tc></w:tr>", f"{inner}</w:tc></w:tr>")
            + paragraph(run("Met vak") + text_box("In vak"), properties=numbered(2))
        )
    )
    heading, fields, *cells, holder, box, double = Lezer.of(bestand).read(
        parse(bestand.parts[bestand.body])
    )
    assert (heading.line, heading.style.heading, heading.style.name) == ("Artikel 1 Duur", 1, "Kop")
    assert (fields.text, fields.instructions) == ("blad \ufdd0", [" PAGE "])
    assert [(p.text, p.vast, p.gone, p.style.hidden is True) for p in fields.pieces] == [
        ("weg ", False, True, False),
        ("geheim ", False, False, True),
        ("blad ", False, False, False),
        ("1", True, False, False),
    ]
    last = Cel(0, 0, 1, header=True)
    assert [(each.text, each.cell, each.outer) for each in cells] == [
        ("a", Cel(0, 0, 0, header=True), Cel(0, 0, 0, header=True)),
        ("b", last, last),
        ("binnen", Cel(1, 0, 0, header=False, within=last), last),
    ]
    assert (holder.line, holder.box) == ("(a) Met vak", None)
    assert [(each.text, each.box is None, each.double) for each in (box, double)] == [
        ("In vak", False, False),
        ("In vak", False, True),
    ]


def test_what_no_reader_meets_is_a_double() -> None:
    changed = f"<w:del>{text_box('weg')}{field('PAGE', '1')}</w:del>{run('staat')}"
    choice = f"<mc:Choice>{paragraph('nieuw')}</mc:Choice><mc:Fallback>{paragraph('oud')}"
    bestand = Woordbestand.read(
        docx(
            f"<w:p>{changed}</w:p><mc:AlternateContent>{choice}</mc:Fallback></mc:AlternateContent>"
        )
    )
    read = Lezer.of(bestand).read(parse(bestand.parts[bestand.body]))
    assert [(each.text, each.double) for each in read] == [
        ("staat", False),
        *[("weg", True)] * 2,
        ("nieuw", False),
        ("oud", True),
    ]
    assert read_word(bestand).as_text() == "staat\nnieuw\n"
