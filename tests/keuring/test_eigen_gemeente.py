"""The name of one municipality in a template: an error where it is no coincidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hulp.sjabloonbouw import template
from hulp.werkmappen import ROOT, edit
from hulp.wordbouw import paragraph
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.hoofd import run as program
from overeenkomstgen.keuring.keuring import examine
from overeenkomstgen.keuring.letterlijk import make_zoeker
from overeenkomstgen.keuring.vondst import Graad
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.werkmap.invoer import read
from overeenkomstgen.werkmap.werkmap import Werkmap
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from pathlib import Path

    from overeenkomstgen.keuring.letterlijk import Waardenzoeker

ZES = "De gemeenten Alkmaar, Breda, Delft, Zwolle, Leiden en Oss vormen het bestuur."


@pytest.fixture(scope="module")
def zoeker() -> Waardenzoeker:
    invoer = read(Werkmap(ROOT))
    return make_zoeker(invoer.gemeenten, invoer.periode)


def found(folder: Path, zoeker: Waardenzoeker, *alineas: str, soort: str = "") -> list[str]:
    """Return what is found in a template: the texts, an error with an exclamation mark."""
    path = folder / "brief.docx"
    path.write_bytes(template("".join(map(paragraph, alineas))))
    soorten = [read(Werkmap(ROOT)).periode.documentsoort[soort]] if soort else []
    texts = [
        (each.fault.what.split('"')[1], "!" if each.graad is Graad.FOUT else "")
        for each in examine(path, soorten, zoeker).vondsten
        if each.fault.plek and " en komt zo in elk document" in each.fault.what
    ]
    return ["".join(each) for each in texts]


@pytest.mark.parametrize(
    "alineas",
    [
        ("De gemeente Deventer betaalt.", "Getekend te Deventer."),
        ("De gemeente Deventer, gevestigd te Deventer, betaalt.",),
        ("OVEREENKOMST DEVENTER", "De gemeente Deventer betaalt."),
        ("De gemeente {{ gemeente.naam }}, gevestigd te Deventer, betaalt.",),
        (ZES, "De gemeente Deventer betaalt.", *["Deventer doet mee."] * 6),
    ],
    ids=["twee keer", "in een zin", "in hoofdletters", "naast het eigen veld", "met een lijst"],
)
def test_the_name_of_one_municipality_is_an_error(
    tmp_path: Path, zoeker: Waardenzoeker, alineas: tuple[str, ...]
) -> None:
    told = [each for each in found(tmp_path, zoeker, *alineas) if "deventer" in each.lower()]
    assert told
    assert all(each.endswith("!") for each in told)


@pytest.mark.parametrize(
    ("alineas", "expected"),
    [
        (["De gemeente Deventer doet mee."], ["Deventer"]),
        (["Gemeente: {{ gemeente.naam }}", "Het bureau staat in Deventer."], ["Deventer"]),
        (["Naar de rechtbank te Zwolle.", "De rechtbank Zwolle beslist."], ["Zwolle"] * 2),
        (["{{ gemeente.naam }} gaat naar de rechtbank Zwolle."], ["Zwolle"]),
        (["Leiden de gesprekken tot niets?", "Leiden ze tot iets?"], ["Leiden"] * 2),
        (["Assen van voertuigen. Emmen en assen, hoorn en gouda."], ["Assen", "Emmen"]),
        (
            [ZES, "De gemeente Zwolle houdt kantoor.", "Post gaat naar de gemeente Zwolle."],
            ["Alkmaar", "Breda", "Delft", "Zwolle", "Leiden", "Oss", "Zwolle", "Zwolle"],
        ),
        (["Arnhemse weg, Haarlemmermeerpolder, Deventer straatweg."], ["Deventer"]),
        (['{{ "Deventer" }} en {{ "Deventer" }}.'], []),
        (["{% if gemeente.naam == 'Deventer' %}Deventer{% endif %} betaalt."], ["Deventer"]),
        (["Den Haag, Platform31, V. Everhardt, 1 maart 2023, € 0,15."], []),
        (["Op 1 september 2022 en 12 april 2021, voor € 2.500."], []),
        (["De burgemeester of zijn vervanger.", "Hij/zij tekent."], ["zijn"]),
        (["Burgemeester en wethouders zijn bevoegd; zij tekenen, haar college ook."], []),
        (["De heer/mevrouw {{ ondertekenaar.naam }}"], []),
        (["{{ stichting.naam }}, postbus 30833, 2500 GV Den Haag, KvK 12345678"], []),
        (["De gemeente, postbus 30833, 2500 GV Den Haag."], ["postbus 30833", "2500 GV"]),
        (["Datum: ______", "______", "Handtekening: ............"], []),
        (["Het bedrag is ______ per jaar.", "Aan de gemeente ……"], ["______", "……"]),
    ],
)
def test_what_is_a_remark_at_most(
    tmp_path: Path, zoeker: Waardenzoeker, alineas: list[str], expected: list[str]
) -> None:
    assert found(tmp_path, zoeker, *alineas) == expected


def test_in_a_document_for_all_together_names_are_no_error(
    tmp_path: Path, zoeker: Waardenzoeker
) -> None:
    texts = ("De gemeente Zwolle tekent.", "Getekend te Zwolle.")
    assert found(tmp_path, zoeker, *texts, soort="bijlage-3") == ["Zwolle", "Zwolle"]
    assert found(tmp_path, zoeker, *texts, soort="herinnering") == ["Zwolle!", "Zwolle!"]


def test_a_name_that_is_written_as_a_tag_is_printed() -> None:
    sjabloon = Sjabloon.load(template(paragraph('Post gaat naar {{ "Zwolle" }}.')), "x")
    assert read_word(sjabloon.fill({}).content).as_text() == "Post gaat naar Zwolle.\n"


@pytest.mark.ongemeten
@pytest.mark.parametrize("place", [ROOT, ROOT / "voorbeelden" / "2019-2022"])
def test_the_templates_of_the_house_have_nothing_of_one_municipality(
    place: Path, zoeker: Waardenzoeker
) -> None:
    for path in (place / "sjablonen").glob("*.docx"):
        said = [str(each.fault) for each in examine(path, (), zoeker).vondsten]
        assert [each for each in said if "elk document" in each] == []


@pytest.mark.ongemeten
def test_genereer_refuses_a_template_in_which_one_name_was_typed(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A template of one's own, with the name in four paragraphs: it was made for all."""
    monkeypatch.chdir(werkmap)
    text = (werkmap / "convenant.toml").read_text("utf-8")
    start = text.index("[documentsoort.herinnering]")
    soort = text[start : text.index("\n\n", start)]
    edit(
        werkmap, soort, re.sub(r"verplicht = \[[^]]*\]", "verplicht = []", soort), "convenant.toml"
    )
    (werkmap / "sjablonen" / "herinnering.docx").write_bytes(
        template("".join(paragraph(f"{n}. De gemeente Deventer doet mee.") for n in range(4)))
    )
    assert program(["genereer", "--soort", "herinnering", "Zwolle"]) == ExitCode.INPUT
    tags = "{{ gemeente.naam }}, {{ gemeente.plaats }} of {{ ondertekening.plaats }}"
    out = capsys.readouterr().err
    assert [line.strip() for line in out.splitlines() if "Deventer" in line] == [
        (
            f'sjablonen/herinnering.docx, alinea "{n}. De gemeente Deventer doet mee.": "Deventer" '
            f"is een gegeven van de gemeente Deventer en komt zo in elk document; zet er {tags} "
            'voor in de plaats, of schrijf {{ "Deventer" }} als het zo in elk document hoort'
        )
        for n in range(4)
    ]
