"""``vergelijk`` of texts that differ in what is no plain text, and of what it does not read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp.sjabloonbouw import EMF, PNG, image, with_image
from hulp.wordbouw import (
    docx,
    drop_down,
    footnote,
    footnote_reference,
    formula,
    frame,
    paragraph,
    part_of_formula,
    run,
    text_box,
    tick_box,
)
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.hoofd import run as program
from overeenkomstgen.vergelijken.vergelijk import vergelijk
from overeenkomstgen.vergelijken.versies import Brondocument, read_woord

if TYPE_CHECKING:
    from collections.abc import Callable

EQUAL = "De tekst is gelijk.\n"
EQUAL_BUT = "De tekst is gelijk, op wat niet is vergeleken na.\n"
POWER = part_of_formula("sSup", e="m", sup="2")
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
RUBY = "<w:r><w:ruby/></w:r>"


@pytest.fixture
def screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[bytes, bytes], str]:
    """Return what the program says of two Word files, below their names."""
    monkeypatch.chdir(tmp_path)

    def compare(old: bytes, new: bytes) -> str:
        Path("oud.docx").write_bytes(old)
        Path("nieuw.docx").write_bytes(new)
        assert program(["vergelijk", "oud.docx", "nieuw.docx"]) == ExitCode.OK
        return capsys.readouterr().out.removeprefix("Oud:   oud.docx\nNieuw: nieuw.docx\n")

    return compare


def betaalt(properties: str = "") -> bytes:
    return docx(paragraph(run("De gemeente betaalt ") + run("niet.", properties)))


@pytest.mark.parametrize("properties", ["<w:strike/>", "<w:dstrike/>"])
def test_what_is_struck_through_is_no_plain_text(
    screen: Callable[[bytes, bytes], str], properties: str
) -> None:
    struck = betaalt(properties)
    assert screen(betaalt(), struck) == (
        "\nBegin van de tekst\n  De gemeente betaalt [-niet.-] {+[doorgehaald: niet.]+}\n"
        "\nVerschillen: 1 gewijzigd.\n"
    )
    assert screen(struck, struck) == EQUAL
    off = betaalt(properties.replace("/>", ' w:val="0"/>'))
    assert screen(betaalt(), off) == EQUAL


def test_what_is_not_read_is_said_not_to_be_compared(
    screen: Callable[[bytes, bytes], str], tmp_path: Path
) -> None:
    old, new = docx(paragraph(run("Zie de gids"))), docx(paragraph(run("Zie de gids") + RUBY))
    assert screen(old, new) == (
        'Niet vergeleken: een fonetische gids (ruby), bij "Zie de gids" in nieuw.docx.\n'
        f"{EQUAL_BUT}"
    )
    Path("nieuw.docx").write_bytes(docx(paragraph("Zie de reisgids") + paragraph(RUBY)))
    vergelijk(Path("oud.docx"), Path("nieuw.docx"), tmp_path / "verschil.docx")
    verslag = read_woord((tmp_path / "verschil.docx").read_bytes(), "verschil").tekst
    assert "Niet vergeleken: een fonetische gids (ruby), in nieuw.docx." in str(verslag)


def test_tracked_changes_are_said_not_to_be_compared(
    screen: Callable[[bytes, bytes], str],
) -> None:
    gone = '<w:del w:id="1" w:author="x"><w:r><w:delText>{}</w:delText></w:r></w:del>'
    one, other = (run("De gemeente betaalt") + gone.format(each) for each in ("nooit", "altijd"))
    apart = (
        "Niet vergeleken: de bijgehouden wijzigingen in {}.docx (gelezen alsof zij zijn aanvaard)."
    )
    old, new = f"{apart.format('oud')}\n", f"{apart.format('nieuw')}\n"
    plain = docx(paragraph("De gemeente betaalt"))
    assert screen(docx(paragraph(one)), docx(paragraph(other))) == f"{old}{new}{EQUAL_BUT}"
    assert screen(docx(paragraph(one)), docx(paragraph(one))) == f"{old}{new}{EQUAL_BUT}"
    assert screen(plain, docx(paragraph(one))) == f"{new}{EQUAL_BUT}"
    both_changed = one.replace("w:del ", f'w14:conflictDel xmlns:w14="{W14}" ')
    both_changed = both_changed.replace("/w:del>", "/w14:conflictDel>")
    assert screen(plain, docx(paragraph(both_changed))) == f"{new}{EQUAL_BUT}"
    at_the_edge = docx(paragraph("Slot"), header1=paragraph(one))
    assert screen(
        at_the_edge, docx(paragraph("Slot"), header1=paragraph("De gemeente betaalt"))
    ) == (f"{old}{EQUAL_BUT}")
    assert screen(plain, plain) == EQUAL


def test_the_difference_itself_can_be_compared(
    screen: Callable[[bytes, bytes], str],
) -> None:
    assert "gewijzigd" in screen(betaalt(), docx(paragraph("De gemeente betaalt altijd.")))
    place = Path("verschil.docx")
    vergelijk(Path("oud.docx"), Path("nieuw.docx"), place)
    again = vergelijk(place, place)
    assert again.verschil.gelijk
    assert again.niet_vergeleken == (
        "de bijgehouden wijzigingen in verschil.docx (gelezen alsof zij zijn aanvaard)",
    )


def test_other_pictures_are_not_compared(screen: Callable[[bytes, bytes], str]) -> None:
    body = docx(paragraph(run("Zie het logo ") + image("rIdL")), header1=paragraph(image("rIdK")))
    old, new = (
        with_image(with_image(body, "rIdL", data), "rIdK", part="header1") for data in (PNG, EMF)
    )
    apart = "Niet vergeleken: de afbeeldingen in {}.docx.\n"
    assert screen(old, new) == (f"{apart.format('oud')}{apart.format('nieuw')}{EQUAL_BUT}")
    assert screen(new, new) == EQUAL
    assert read_woord(old, "oud.docx").left_out(Brondocument("nieuw.pdf", ("Zie het logo",))) == (
        "de afbeeldingen in oud.docx",
    )


def in_note(veld: str, kind: str) -> bytes:
    note = footnote("Zie artikel ", kind=kind).replace("</w:p>", f"{veld}</w:p>")
    return docx(paragraph(run("Slot") + footnote_reference(kind=kind)), **{f"{kind}s": note})


@pytest.mark.parametrize(
    "made",
    [
        lambda veld: docx(paragraph(run("Zie artikel ") + veld)),
        lambda veld: docx(paragraph(run("Slot") + text_box(veld))),
        lambda veld: docx(frame(veld) + paragraph("Slot")),
        lambda veld: in_note(veld, "footnote"),
        lambda veld: in_note(veld, "endnote"),
    ],
)
def test_fields_of_another_instruction_are_told_to_differ(
    screen: Callable[[bytes, bytes], str], made: Callable[[str], bytes]
) -> None:
    veld = '<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    one, other, same = (
        made(veld.format(code)) for code in ("REF prijs", "REF duur", "REF  prijs ")
    )
    apart = "Niet vergeleken: wat velden van Word uitrekenen in {}.docx.\n"
    assert screen(one, other) == (f"{apart.format('oud')}{apart.format('nieuw')}{EQUAL_BUT}")
    assert screen(one, same) == EQUAL


def test_a_form_is_compared_by_what_is_chosen(screen: Callable[[bytes, bytes], str]) -> None:
    old, new = (
        docx(paragraph(tick_box(f'<w:default w:val="{at}"/>') + run(" betaalt ") + chosen))
        for at, chosen in enumerate(
            drop_down("eenmalig|jaarlijks", f'<w:result w:val="{at}"/>') for at in (0, 1)
        )
    )
    assert screen(old, new) == (
        "\nBegin van de tekst\n  [-☐-] {+☒+} betaalt [-eenmalig-] {+jaarlijks+}\n"
        "\nVerschillen: 1 gewijzigd.\n"
    )


def test_what_a_pdf_cannot_tell_is_not_compared_with_it() -> None:
    pdf = Brondocument("nieuw.pdf", ("De gemeente betaalt niet.",))
    assert read_woord(betaalt("<w:strike/>"), "oud.docx").left_out(pdf) == (
        "welke tekst is doorgehaald in oud.docx (aan een PDF is dat niet te zien)",
    )
    assert read_woord(betaalt(), "oud.docx").left_out(pdf) == ()


def test_a_formula_is_compared_even_one_that_is_not_made(
    screen: Callable[[bytes, bytes], str],
) -> None:
    old, new = (
        docx(paragraph(run("Bijdrage ") + formula(f"b = {rate} n")) + paragraph(formula(power)))
        for rate, power in (("0,15", POWER), ("0,51", POWER.replace("2", "3")))
    )
    assert screen(old, new) == (
        "\nBegin van de tekst\n  Bijdrage b = [-0,15-] {+0,51+} n\n  getal: 0,15 wordt 0,51\n"
        "  macht(m; [-2)-] {+3)+}\n  getal: 2 wordt 3\n\nVerschillen: 2 gewijzigd. "
        "Er zijn 2 bedragen, data of getallen gewijzigd.\n"
    )
    assert screen(new, new) == EQUAL


def test_an_endnote_is_compared(screen: Callable[[bytes, bytes], str]) -> None:
    body = paragraph(run("De gemeente tekent") + footnote_reference(kind="endnote"))
    old, new = (
        docx(body, endnotes=footnote(f" De termijn is {days} dagen.", kind="endnote"))
        for days in (30, 60)
    )
    assert screen(old, new) == (
        "\nEindnoot\n  i De termijn is [-30-] {+60+} dagen.\n  getal: 30 wordt 60\n"
        "\nVerschillen: 1 gewijzigd. Er is 1 bedrag, datum of getal gewijzigd.\n"
    )
    assert screen(new, new) == EQUAL
