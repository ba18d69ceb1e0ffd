"""The rules by which a value in a text becomes a field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hulp.lengte import count
from hulp.werkmappen import ROOT
from hulp.wordbouw import docx, field, paragraph, run, table
from overeenkomstgen.afleiding.aanwijzingen import AANWIJZINGEN
from overeenkomstgen.afleiding.afleiden import Afleidwens, leid_af, ontleed
from overeenkomstgen.afleiding.keuze import Bestemming
from overeenkomstgen.afleiding.schrijfwijze import candidates, notations
from overeenkomstgen.afleiding.tekst import Voorbeeldalinea, read_text, surroundings
from overeenkomstgen.keuring.leesvorm import readable
from overeenkomstgen.velden.veld import Invulregel
from overeenkomstgen.velden.velden import VELDEN
from overeenkomstgen.werkmap.werkmap import Werkmap
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from pathlib import Path

    from overeenkomstgen.afleiding.afleiden import Afleiding

TAB = "<w:r><w:tab/></w:r>"


def derive(folder: Path, body: str) -> Afleiding:
    """Derive a template from the agreement of Deventer."""
    place = folder / "deventer.docx"
    place.write_bytes(docx(body))
    wens = Afleidwens(place, "Deventer", folder / "sjabloon.docx", overschrijf=True)
    return leid_af(ontleed(Werkmap(ROOT), wens))


def template(folder: Path, *paragraphs: str) -> str:
    """Return the text of the template that is derived from paragraphs."""
    made = derive(folder, "".join(map(paragraph, paragraphs)))
    assert made.is_goed
    return read_word(made.bestand).as_text().removesuffix("\n")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Burgemeester en wethouders van Deventer", "{{ gemeente.naam }}"),
        ("zetelend in Deventer", "{{ gemeente.plaats }}"),
        ("te bereiken op Grote Kerkhof 1, 7411 KT Deventer", "{{ gemeente.plaats }}"),
        ("Voor de gemeente, getekend te Deventer", "{{ ondertekening.plaats }}"),
        ("Deventer, 10 januari 2023", "{{ ondertekening.datum | datum }}"),
        ("De gemeente Deventer heeft op 10-01-2023 besloten", "collegebesluit | datum_kort }}"),
        ("in de vergadering van 10 januari 2023", "{{ gemeente.collegebesluit | datum }}"),
        ("Peildatum: 1 januari 2022", "{{ bijdrage.peildatum | datum }}"),
        ("PEILDATUM 1 JANUARI 2022", "{{ bijdrage.peildatum | datum | upper }}"),
        ("met ingang van 1 maart 2023", "{{ convenant.ingang | datum }}"),
        ("Stuur dit vóór 1 maart 2023 terug", "{{ convenant.retour_voor | datum }}"),
        ("De 41 gemeenten", "{{ convenant.leden | getal }} gemeenten"),
        ("de eenenveertig leden", "{{ convenant.leden | in_woorden }}"),
        ("Eenenveertig leden", "{{ convenant.leden | in_woorden | capitalize }}"),
        ("met 101.446 inwoners", "{{ gemeente.inwoners | getal }}"),
        ("met 101446 inwoners", "{{ gemeente.inwoners }}"),
        ("voor €15.216,90 per jaar", '€{{ bijdrage.jaarbedrag | bedrag | replace("€", "") | trim'),
        ("voor € 15.217,- per jaar", "{{ bijdrage.jaarbedrag | bedrag_heel }},-"),
        ("voor € 15.216,90 per jaar", "{{ bijdrage.jaarbedrag | bedrag }}"),
        ("0,15 euro per inwoner", '{{ bijdrage.tarief | bedrag | replace("€", "") | trim }}'),
        ("zegge vijftienduizend tweehonderdzestien euro en negentig cent", "| in_woorden }}"),
        ("de jaren 2023-2027", "{{ convenant.ingang.year }}-{{ convenant.einde.year }}"),
        ("De heer R.C. König", "{{ ondertekenaar.aanhef | capitalize }}"),
        ("R.C. König, burgemeester", "{{ ondertekenaar.functie }}"),
        ("Naam: R.C. Ko\u0308nig", "{{ ondertekenaar.naam }}"),
        ("directeur-bestuurder V. Everhardt", "{{ stichting.vertegenwoordiger.functie }}"),
        ("met code GM0150", "{{ gemeente.cbs_code }}"),
        ("Stichting Platform\u00ad31", "{{ stichting.naam }}"),
    ],
)
def test_a_value_in_a_sentence(tmp_path: Path, sentence: str, expected: str) -> None:
    assert expected in template(tmp_path, sentence)


@pytest.mark.ongemeten
@pytest.mark.parametrize(
    "sentence",
    [
        "Deventer",
        "Wat Deventer wil",
        "artikel 41 en punt 4.1, op pagina 41,5",
        "het college van burgemeester en wethouders; de burgemeester zelf",
        "Sittard-Deventer, Deventer-Oost en Deventers belang",
        "op 10 januari 2024 en 110 januari 2023",
        "voor € 115.216,90 of € 15.216,901",
        "over 5 jaar",
        "Grote Kerkhof 10",
        "_____________________",
        "mevrouw en de heer",
    ],
)
def test_what_is_no_field(tmp_path: Path, sentence: str) -> None:
    assert template(tmp_path, sentence) == sentence


def test_lines_and_columns_tell_what_a_value_is(tmp_path: Path) -> None:
    made = derive(
        tmp_path,
        paragraph(run("Stichting Platform31") + TAB + run("Gemeente Deventer"))
        + paragraph(run("V. Everhardt") + TAB + run("R.C. König"))
        + paragraph(run("directeur-bestuurder") + TAB + run("burgemeester"))
        + paragraph(run("Plaats ondertekening:") + TAB + run("Deventer"))
        + paragraph("Ondertekening", "Kop")
        + table([["Plaats", "Deventer"], ["Datum", "10 januari 2023"]])
        + table([["Naam", "Functie"], ["R.C. König", "burgemeester"]], header=True)
        + table([["R.C. König"], ["burgemeester"]])
        + paragraph(""),
    )
    assert read_word(made.bestand).as_text() == (
        "{{ stichting.naam }}\tGemeente {{ gemeente.naam }}\n"
        "{{ stichting.vertegenwoordiger.naam }}\t{{ ondertekenaar.naam }}\n"
        "{{ stichting.vertegenwoordiger.functie }}\t{{ ondertekenaar.functie }}\n"
        "Plaats ondertekening:\t{{ ondertekening.plaats }}\n"
        "# Artikel 1 Ondertekening\n"
        "Plaats | {{ ondertekening.plaats }}\n"
        "Datum | {{ ondertekening.datum | datum }}\n"
        "Naam | Functie\n"
        "{{ ondertekenaar.naam }} | {{ ondertekenaar.functie }}\n"
        "{{ ondertekenaar.naam }}\n"
        "{{ ondertekenaar.functie }}\n"
        "\n"
    )


FRAGMENTEN = (
    *("gemeente ", "gevestigd te ", "Deventer", "DEVENTER", "10 januari 2023", "10-01-2023"),
    *("burgemeester", "de heer ", "R.C. König", "Grote Kerkhof 1", "7411 KT", "€ 15.216,90"),
    *("101.446", "41", " gemeenten", "1 maart 2023", "Stichting Platform31", "Den Haag", "G40"),
    *("________", " (datum)", "2023 t/m 2027", "opgemaakt te ", "collegebesluit van ", ". "),
)


@settings(max_examples=count(500, 12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(
        st.one_of(
            st.sampled_from(FRAGMENTEN),
            st.text(
                st.characters(
                    codec="utf-8",
                    exclude_categories=("Cc", "Cs"),
                    exclude_characters="{}%\ufffe\uffff",
                ),
                max_size=5,
            ),
        ),
        min_size=1,
        max_size=15,
    )
)
@example(pieces=["gemeente ", "Deventer", "\u0301"])
@example(pieces=["\u200bgemeente\u2009", "Deventer", "\ufeff"])
def test_putting_fields_in_and_filling_them_changes_nothing(
    tmp_path: Path, pieces: list[str]
) -> None:
    made = derive(tmp_path, paragraph("".join(run(piece) for piece in pieces)))
    assert made.proeven[0].verschillen == ()


@given(st.text())
def test_every_character_has_its_place(raw: str) -> None:
    found = read_text(raw)
    assert len(found.text) == len(found.spots)
    assert all(start < end for start, end in found.spots)
    assert list(found.spots) == sorted(found.spots)
    assert "  " not in found.text
    assert readable(readable(raw)) == readable(raw)


@given(st.text(alphabet="ab .\t\n(A;", min_size=1), st.data())
def test_what_stands_around_a_value(raw: str, data: st.DataObject) -> None:
    alinea = Voorbeeldalinea(read_text(raw))
    start = data.draw(st.integers(0, len(alinea.text) - 1))
    end = data.draw(st.integers(start + 1, len(alinea.text)))
    found = surroundings(alinea, start, end)
    spaced = alinea.text.replace("\n", " ").replace("\t", " ")
    assert spaced[:start].endswith(found.voor.replace("\t", " "))
    assert spaced[end:].startswith(found.na.replace("\t", " "))
    assert " ".join(alinea.text[start:end].split()) in found.zin


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            date(2023, 1, 10),
            {
                " | datum": "10 januari 2023",
                " | datum | upper": "10 JANUARI 2023",
                " | datum_kort": "10-01-2023",
            },
        ),
        (
            Decimal("0.15"),
            {
                " | bedrag": "€\u00a00,15",
                ' | bedrag | replace("€", "") | trim': "0,15",
                " | percentage": "15,00\u00a0%",
                " | in_woorden": "nul euro en vijftien cent",
                " | in_woorden | upper": "NUL EURO EN VIJFTIEN CENT",
                " | in_woorden | capitalize": "Nul euro en vijftien cent",
            },
        ),
        (Decimal("0.001"), {" | percentage": "0,10\u00a0%"}),
        (0, {" | getal": "0", "": "0"}),
        ("7411 KT", {"": "7411 KT", ' | replace(" ", "")': "7411KT"}),
        ("lid van het Bestuur", {"": "lid van het Bestuur", " | upper": "LID VAN HET BESTUUR"}),
        (Invulregel("gemeente.email", 9), {}),
        (True, {}),
        ((), {}),
    ],
)
def test_the_ways_to_write_a_value(value: Any, expected: dict[str, str]) -> None:  # noqa: ANN401 - of any field
    assert dict(notations(value)) == expected


def test_a_value_that_nobody_can_see_is_not_looked_for() -> None:
    values = {
        "jaar": "\u200b",
        "convenant": {"ingang": date(2023, 3, 1), "einde": date(2027, 1, 1)},
    }
    assert {each.veld for each in candidates(values, ["jaar"])} == {"convenant.periode"}


def both(folder: Path, one: str, two: str, names: tuple[str, str] = ("Deventer", "Zwolle")) -> str:
    """Return the text of the template that is derived from two examples."""
    made = leid_af(ontleed(Werkmap(ROOT), wens_of_two(folder, one, two, names)))
    assert [proef.verschillen for proef in made.proeven] == [(), ()]
    return read_word(made.bestand).as_text().removesuffix("\n")


def wens_of_two(folder: Path, one: str, two: str, names: tuple[str, str]) -> Afleidwens:
    """Return the wish for a template of two examples."""
    places = []
    for naam, body in zip(names, (one, two), strict=True):
        place = folder / f"{naam}.docx"
        lines = [each if each.startswith("<") else paragraph(each) for each in body.split("|")]
        place.write_bytes(docx("".join(lines)))
        places.append((place, naam))
    return Afleidwens(*places[0], folder / "sjabloon.docx", tweede=places[1], overschrijf=True)


COLLEGE = "{{ gemeente.collegebesluit | datum }}"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (  # what stands behind the line in the second example comes behind the field
            "Collegebesluit van 10 januari 2023.",
            "Collegebesluit van ____ (dag en jaar).",
            (
                f"Collegebesluit van {COLLEGE}"
                "{% if not gemeente.collegebesluit %} (dag en jaar){% endif %}."
            ),
        ),
        (
            "Collegebesluit van 10 januari 2023.",
            "Collegebesluit van ______.",
            f"Collegebesluit van {COLLEGE}.",
        ),
        (  # where the second has the same place, nothing is learnt
            "Wat Deventer wil in Den Haag",
            "Wat Deventer wil in Den Haag",
            "Wat Deventer wil in Den Haag",
        ),
        (  # paragraphs that are no pair are left alone
            "De gemeente Deventer|betaalt|€ 15.216,90",
            "De gemeente Zwolle|betaalt|€ 19.600,20",
            "De gemeente {{ gemeente.naam }}\nbetaalt\n{{ bijdrage.jaarbedrag | bedrag }}",
        ),
        (  # an ordinary word stays one, when it is the same in both
            "de burgemeester van de gemeente Deventer spreekt",
            "de burgemeester van de gemeente Zwolle spreekt",
            "de burgemeester van de gemeente {{ gemeente.naam }} spreekt",
        ),
    ],
)
def test_what_a_second_example_teaches(tmp_path: Path, one: str, two: str, expected: str) -> None:
    assert both(tmp_path, one, two) == expected


@pytest.mark.ongemeten
@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (  # words that differ elsewhere in the paragraph settle nothing, and stand in no way
            "Wat Deventer doet, is graag en vaak van nut. Dit geldt hier.",
            "Wat Zaanstad doet, is soms van nut. Dit geldt ook hier.",
            "Wat {{ gemeente.naam }} doet, is graag en vaak van nut. Dit geldt hier.",
        ),
        (
            "Veel van nut is het: kom naar Deventer toe, want daar is plaats.",
            "Weinig van nut is het: kom naar Zaandam toe, want daar is geen plaats.",
            "Veel van nut is het: kom naar {{ gemeente.plaats }} toe, want daar is plaats.",
        ),
    ],
)
def test_a_second_example_settles_a_value_in_a_paragraph_that_differs_elsewhere(
    tmp_path: Path, one: str, two: str, expected: str
) -> None:
    made = leid_af(
        ontleed(Werkmap(ROOT), wens_of_two(tmp_path, one, two, ("Deventer", "Zaanstad")))
    )
    assert read_word(made.bestand).as_text().removesuffix("\n") == expected


def test_an_open_line_gets_its_notation_from_the_second_example(tmp_path: Path) -> None:
    one, two = "Collegebesluit van ____ (dag), hier.", "Collegebesluit van 10-01-2023, hier."
    assert both(tmp_path, one, two, ("Zwolle", "Deventer")) == (
        "Collegebesluit van {{ gemeente.collegebesluit | datum_kort }}"
        "{% if not gemeente.collegebesluit %} (dag){% endif %}, hier."
    )


def test_a_field_of_word_stays_what_it_is_with_two_examples(tmp_path: Path) -> None:
    one = paragraph(run("Op ") + field("DATE", "10 januari 2023") + run(" de gemeente Deventer"))
    two = paragraph(run("Op ") + field("DATE", "10 januari 2023") + run(" de gemeente Zwolle"))
    made = both(tmp_path, one, two)
    assert made == "Op 10 januari 2023 de gemeente {{ gemeente.naam }}"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Hier: ____ (plaats)", "{% if not ondertekening.plaats %} (plaats){% endif %}"),
        ("Iets ____ (datum)", "Iets ____ (datum)"),
        ("Iets ____ (paraaf)", "Iets ____ (paraaf)"),
    ],
)
def test_what_stands_behind_a_line_tells_what_it_is_for(
    tmp_path: Path, line: str, expected: str
) -> None:
    place = tmp_path / "zwolle.docx"
    place.write_bytes(docx(paragraph(line)))
    made = leid_af(ontleed(Werkmap(ROOT), Afleidwens(place, "Zwolle", tmp_path / "sjabloon.docx")))
    assert expected in read_word(made.bestand).as_text()
    assert len(made.of(Bestemming.TWIJFEL)) == ("datum" in line)


def test_braces_that_are_no_tag_are_told(tmp_path: Path) -> None:
    made = derive(tmp_path, paragraph("De gemeente Deventer }} zo"))
    assert not made.is_goed
    assert made.proeven[0].verschillen == (
        (
            'Alinea "De gemeente {{ gemeente.naam }} }} zo": }} staat hier zonder begin; zet het '
            "begin van de opdracht ervoor, of haal }} weg."
        ),
    )


def test_what_filling_makes_something_else_of_is_told(tmp_path: Path) -> None:
    made = derive(tmp_path, paragraph("De gemeente Deventer schrijft {_{ en meer"))
    assert made.proeven[0].verschillen == (
        (
            'In het voorbeeld staat "gemeente Deventer schrijft {_{ en meer", in het ingevulde '
            'sjabloon staat "gemeente Deventer schrijft {{ en meer".'
        ),
    )


def left(made: Afleiding) -> list[str]:
    """Return what the examination says of the text, without its place and advice."""
    return [each.fault.what for each in made.keuring.vondsten if each.fault.plek]


def test_a_short_name_is_a_part_of_too_many_words(tmp_path: Path) -> None:
    place = tmp_path / "ede.docx"
    place.write_bytes(docx(paragraph("De gemeente Ede en de Edese Edelman")))
    made = leid_af(ontleed(Werkmap(ROOT), Afleidwens(place, "Ede", tmp_path / "sjabloon.docx")))
    assert left(made) == [
        '"Edese" is gemaakt van de naam van de gemeente Ede en komt zo in elk document'
    ]


def test_a_template_without_a_title_gets_one(tmp_path: Path) -> None:
    made = derive(tmp_path, paragraph("De gemeente Deventer betaalt."))
    title = "Samenwerkingsovereenkomst \N{EN DASH} gemeente {{ gemeente.naam }}"
    assert Woordbestand.read(made.bestand).gegevens.title == title
    assert made.is_goed


def test_all_that_points_to_a_field_is_about_fields_that_exist() -> None:
    known = {veld.naam for veld in VELDEN}
    assert {each.veld for each in AANWIJZINGEN} <= known
    for each in AANWIJZINGEN:
        for word in each.woorden:
            for piece in word.split("{")[1:]:
                assert piece.partition("}")[0] in known


def test_the_user_decides_of_each_value(tmp_path: Path) -> None:
    """What is surely a field may be left, what is ordinary text may be one; what is locked not."""
    place = tmp_path / "deventer.docx"
    sentences = ("De gemeente Deventer heeft 101.446 inwoners.", "Wat Deventer doet.")
    place.write_bytes(docx("".join(map(paragraph, sentences))))
    wens = Afleidwens(place, "Deventer", tmp_path / "sjabloon.docx", overschrijf=True)
    ontleding = ontleed(Werkmap(ROOT), wens)
    naam, inwoners, twijfel = ontleding.gevonden
    assert [naam.bestemming, inwoners.bestemming] == [Bestemming.VELD] * 2
    assert ontleding.vragen == (twijfel,)
    made = leid_af(ontleding, {naam: None, twijfel: twijfel.keuzes[1]})
    assert read_word(made.bestand).as_text().splitlines() == [
        "De gemeente Deventer heeft {{ gemeente.inwoners | getal }} inwoners.",
        f"Wat {twijfel.keuzes[1].opdracht} doet.",
    ]
    assert made.of(Bestemming.VAST)[0].tekst == "Deventer"
    every = dict.fromkeys(ontleding.gevonden)
    assert leid_af(ontleding, every).velden == {}
