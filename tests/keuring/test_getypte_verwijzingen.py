"""References to articles that were typed: what they point at, and where that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from hulp.sjabloonbouw import sjabloon, template
from hulp.werkmappen import copy_werkmap
from hulp.wordbouw import field, pack, paragraph, read_parts, run
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.errors import InputError
from overeenkomstgen.keuring.keuring import examine
from overeenkomstgen.keuring.letterlijk import make_zoeker
from overeenkomstgen.werkmap.invoer import ALLE, read
from overeenkomstgen.werkmap.werkmap import Werkmap

AS_WORD = "maak er in Word een kruisverwijzing van (Verwijzingen, Kruisverwijzing), die meetelt"
BETTER = 'verbeter het nummer, of zeg waarvan het is, zoals "van de Gemeentewet"'
AGREEMENT = (
    paragraph("Duur", "Heading1")
    + paragraph("De duur is {{ convenant.jaren }} jaar.", "Lid")
    + paragraph("opzeggen kan schriftelijk.", "Lid")
    + paragraph("Prijs", "Heading1")
)
TYPED = "".join(map(paragraph, ("Artikel 1 duur", "1.1 De duur is", "Artikel 2. Prijs")))


def told(
    folder: Path, body: str, artikelen: tuple[dict[str, str], dict[str, str]] | None
) -> list[str]:
    path = folder / "mijn" / "brief.docx"
    path.parent.mkdir()
    path.write_bytes(template(body))
    vondsten = examine(path, (), make_zoeker((), None), artikelen).vondsten
    return [f"{v.graad}: {v.fault.what}; {v.fault.advice}" for v in vondsten]


def points(number: str, text: str) -> str:
    return f'let op: "artikel {number}" is getypt, en wijst naar "{text}"; {AS_WORD}'


def missing(number: str, where: str = "dit document", graad: str = "fout") -> str:
    return f'{graad}: "artikel {number}" bestaat niet in {where}; {BETTER}'


DUUR = "De duur is {{ convenant.jaren }} jaar."
FOUND = {
    "volgens artikel 1.1 van deze overeenkomst": [points("1.1", DUUR)],
    "de artikelen 1.1, 1.2 en 2": [
        points("1.1", DUUR),
        points("1.2", "opzeggen kan schriftelijk."),
        points("2", "Prijs"),
    ],
    "lid 2 van artikel\N{NO-BREAK SPACE}1": [points("1", "Duur")],
    "In artikel 1, tweede lid, van de samenwerkingsovereenkomst": [points("1", "Duur")],
    "is artikel 2 van toepassing": [points("2", "Prijs")],
    "zie artikel 7.3.": [missing("7.3")],
    "zie artikel 1.1 t/m 1.3": [missing("1.3"), points("1.1", DUUR)],
    "zie artikel 1.9: daar staat het": [missing("1.9")],
    "volgens artikel 7, tweede lid, van deze overeenkomst moet dat": [missing("7")],
    "de AVG en artikel 9 van de overeenkomst": [missing("9")],
    "is artikel 7.3 van toepassing": [missing("7.3", graad="let op")],
}
OF_ANOTHER = (
    "artikel 171, tweede lid, van de Gemeentewet",
    "artikel 160, eerste lid, onder d, van de Gemeentewet",
    "artikel 6:248 BW",
    "artikel 2:10 lid 1 BW",
    "artikel 160a Gemeentewet",
    "artikel 27 Handelsregisterwet",
    "de artikelen 27 en 28 Handelsregisterwet",
    "de Gemeentewet (artikel 160)",
    "het convenant, in het bijzonder artikel 9",
    "artikel 9 van het convenant",
    "punt 2 van het convenant",
    "artikelen 5 tot en met 8 uit de statuten",
    "artikel 40% korting",
    "artikel 28, derde lid, AVG",
    "artikel 160, eerste lid, onder d, Gemeentewet",
    "artikel 28, derde lid, onder a tot en met h, van de AVG",
    "artikel 33 (AVG)",
    "de AVG, artikel 28",
    "artikel 13 en artikel 14 AVG",
    "artikel 12 in de Awb",
    "de Awb, artikel 12",
    "artikel 212-verordening",
    "artikel 12 van de verwerkersovereenkomst",
    "artikel 9 van de vorige samenwerkingsovereenkomst",
    "artikel 9 van de overeenkomst met Platform31",
    "artikel 1, onderdeel 7, AVG",
)


@pytest.mark.parametrize("text", FOUND)
def test_a_number_that_was_typed(tmp_path: Path, text: str) -> None:
    found = told(tmp_path, AGREEMENT + paragraph(f"Zie {text}"), None)
    assert found == FOUND[text]


@pytest.mark.parametrize("text", OF_ANOTHER)
def test_a_law_or_the_convenant_is_another_matter(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, AGREEMENT + paragraph(f"Zie {text}."), ({}, {})) == []


def test_a_reference_of_word_and_a_tag_are_not_typed(tmp_path: Path) -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="prijs"/><w:bookmarkEnd w:id="1"/>'
    own = paragraph(mark + run("Zie artikel ") + field("REF prijs \\r", "9.9"), "Lid")
    named = paragraph("Zie artikel {{ artikel.prijs }}.")
    assert told(tmp_path, AGREEMENT + own + named, ({"prijs": "9"}, {"9": "Prijs"})) == []


def test_articles_with_a_typed_number(tmp_path: Path) -> None:
    body = TYPED + paragraph("Zie artikel 1.1 en artikel 2") + paragraph("Zie artikel 3.")
    assert told(tmp_path, body, None) == [
        missing("3"),
        points("1.1", "1.1 De duur is"),
        points("2", "Artikel 2. Prijs"),
    ]


def test_without_articles_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert told(tmp_path, paragraph("Zie artikel 7.3 en artikel 1."), None) == []


def test_a_letter_is_held_against_the_agreement(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    werkmap = copy_werkmap(tmp_path / "werkmap")
    path = werkmap / "sjablonen/herinnering.docx"
    entries = read_parts(path.read_bytes())
    text = entries["word/document.xml"].decode()
    added = "Volgens artikel 1.3 en artikel 2.2, en artikel 9.1."
    text = text.replace("<w:sectPr", paragraph(added) + "<w:sectPr", 1)
    entries["word/document.xml"] = text.encode()
    path.write_bytes(pack(entries))
    assert sjabloon("controleer", str(path), werkmap=werkmap) == ExitCode.INPUT
    where = f'alinea "{added}"'
    assert capsys.readouterr().out.splitlines()[1:] == [
        f'  Fout, {where}: "artikel 9.1" bestaat niet in de overeenkomst; {BETTER}.',
        (
            f'  Let op, {where}: "artikel 1.3" is getypt, en wijst in de overeenkomst naar "De in '
            'artikel 1.2 bedoelde opzegging wordt vóór {{ convenan…"; zet '
            "{{ artikel.opzegtermijn }} in de plaats van het nummer."
        ),
        (
            f'  Let op, {where}: "artikel 2.2" is getypt, en wijst in de overeenkomst naar '
            '"Partijen kunnen aanvullende werkzaamheden overeenkomen. Zij…"; geef dat artikel een '
            "bladwijzer, en zet {{ artikel.NAAM }} in de plaats van het nummer."
        ),
        "1 fout, 2 keer let op, 0 keer vanzelf hersteld.",
    ]
    with pytest.raises(InputError) as refused:
        read(Werkmap(werkmap), ALLE)
    assert [fault.what for fault in refused.value.faults] == [
        '"artikel 9.1" bestaat niet in de overeenkomst'
    ]
