"""``sjabloon afleiden``: from filled-in documents to templates that give them back."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hulp.lengte import count, sample
from hulp.ooxml import validate
from hulp.werkmappen import ROOT
from hulp.wordbouw import FOOTNOTE_REFERENCE, docx, field, footnote, paragraph, run, table, text_box
from hulp.wordsplitser import anywhere, repeatable, shatter
from overeenkomstgen.afleiding.afleiden import Afleidwens, leid_af, ontleed
from overeenkomstgen.afleiding.keuze import Bestemming
from overeenkomstgen.keuring.leesvorm import readable
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.velden.velden import merge_values
from overeenkomstgen.werkmap.invoer import read
from overeenkomstgen.werkmap.werkmap import Werkmap
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from overeenkomstgen.afleiding.afleiden import Afleiding

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

TIEN = (
    "Deventer",
    "Zwolle",
    "Zaanstad",
    "Sittard-Geleen",
    "Haarlemmermeer",
    "'s-Hertogenbosch",
    "Alphen aan den Rijn",
    "Ede",
    "Gouda",
    "Breda",
)
TAB = "<w:r><w:tab/></w:r>"
BREAK = "<w:r><w:br/></w:r>"

ANDERS = docx(
    "".join(
        (
            paragraph("OVEREENKOMST {{ gemeente.naam | upper }}"),
            paragraph("Partijen", "Kop"),
            paragraph(
                run("Ondergetekenden: de publiekrechtelijke rechtspersoon gemeente ")
                + run("{{ gemeente.naam }}", "<w:b/>")
                + run(
                    ", zetelend te {{ gemeente.plaats }} ({{ gemeente.adres }}, "
                    '{{ gemeente.postcode | replace(" ", "") }}), ten deze vertegenwoordigd door '
                    "{{ ondertekenaar.aanhef }} {{ ondertekenaar.naam }}, "
                    "{{ ondertekenaar.functie }}, handelend ter uitvoering van het besluit van "
                    "burgemeester en wethouders d.d. {{ gemeente.collegebesluit | datum_kort }}, "
                    "en {{ stichting.naam }} te {{ stichting.plaats }}, vertegenwoordigd door "
                    "{{ stichting.vertegenwoordiger.aanhef }} "
                    "{{ stichting.vertegenwoordiger.naam }};"
                )
                + text_box("Gemeente {{ gemeente.naam }}: {{ gemeente.inwoners | getal }} inwoners")
            ),
            paragraph(
                run("Post: gemeente {{ gemeente.naam }}")
                + BREAK
                + run("{{ gemeente.adres }}")
                + BREAK
                + run("{{ gemeente.postcode }} {{ gemeente.plaats }}")
            ),
            paragraph("Wat en hoelang", "Heading1"),
            paragraph(
                "Dit contract begint op {{ convenant.ingang | datum }} en loopt tot en met "
                "{{ convenant.einde | datum }}. Het stuk komt uiterlijk op "
                "{{ convenant.retour_voor | datum }} terug. De burgemeester en de wethouders "
                "lezen mee; het zijn {{ convenant.leden | in_woorden }} gemeenten."
            ),
            paragraph(run("De inwoners zijn geteld door het CBS.") + FOOTNOTE_REFERENCE),
            table(
                [
                    ["Gegeven", "Waarde"],
                    ["Gemeente", "{{ gemeente.naam }}"],
                    ["Vestigingsplaats", "{{ gemeente.plaats }}"],
                    ["Aantal inwoners", "{{ gemeente.inwoners }}"],
                    [
                        "Tarief per inwoner",
                        '{{ bijdrage.tarief | bedrag | replace("€", "") | trim }} euro',
                    ],
                    ["Bijdrage per jaar", "{{ bijdrage.jaarbedrag | bedrag }}"],
                    ["In letters", "{{ bijdrage.jaarbedrag | in_woorden }}"],
                    ["Looptijd", "{{ convenant.ingang.year }}-{{ convenant.einde.year }}"],
                    ["Collegebesluit", "{{ gemeente.collegebesluit | datum }}"],
                ]
            ),
            paragraph("Ondertekening", "Kop"),
            paragraph(run("Voor {{ stichting.naam }}") + TAB + run("Voor {{ gemeente.naam }}")),
            paragraph(run("Plaats: Den Haag") + TAB + run("Plaats: {{ ondertekening.plaats }}")),
            paragraph(run("Datum:") + TAB + run("Datum: {{ ondertekening.datum | datum }}")),
            paragraph(
                run("{{ stichting.vertegenwoordiger.naam }}")
                + TAB
                + run("{{ ondertekenaar.naam }}")
            ),
            paragraph(
                run("{{ stichting.vertegenwoordiger.functie }}")
                + TAB
                + run("{{ ondertekenaar.functie }}")
            ),
            paragraph("_" * 27),
        )
    ),
    header1=paragraph("{{ stichting.korte_naam }} en {{ gemeente.naam }}"),
    footer1=paragraph(run("Gemeente {{ gemeente.naam }}, blad ") + field("PAGE", "1")),
    footnotes=footnote(" Stand op {{ bijdrage.peildatum | datum_kort }} van de inwoners."),
)
"""The template of an agreement that is worded otherwise; only the tests know it."""


even = cache(readable)  # of sentences that most documents share
TITLE = -2
"""Where the title of a document stands in its text."""


class Alle:
    """What a template makes of all municipalities of the project's own table."""

    def __init__(self, sjabloon: Sjabloon) -> None:
        invoer = read(Werkmap(ROOT))
        subjects = invoer.subjects(invoer.periode.overeenkomst, invoer.gemeenten)
        self.values: Mapping[str, dict[str, Any]] = {
            each.gemeente.naam: merge_values(each) for each in subjects if each.gemeente
        }
        self.documents = {
            naam: sjabloon.fill(values).content for naam, values in self.values.items()
        }
        self.texts = {naam: text(content) for naam, content in self.documents.items()}

    def differing(self, sjabloon: Path) -> list[str]:
        """Return the municipalities for which another template gives another text."""
        other = Sjabloon.load(sjabloon)
        made = {naam: text(other.fill(values).content) for naam, values in self.values.items()}
        for naam, (*_, title, _) in self.texts.items():
            if not title:  # what is derived has one nonetheless
                assert made[naam][TITLE] == f"Samenwerkingsovereenkomst \N{EN DASH} gemeente {naam}"
                made[naam][TITLE] = ""
        return [naam for naam, found in made.items() if found != self.texts[naam]]


def text(content: bytes) -> list[str]:
    """Return a document word for word, whatever spaces and hyphens Word made of its own."""
    own = Woordbestand.of(content).gegevens
    return [*map(even, read_word(content).as_text().split("\n")), even(own.title), own.subject]


@pytest.fixture(scope="module")
def eigen() -> Alle:
    return Alle(Sjabloon.load(ROOT / "sjablonen" / "samenwerkingsovereenkomst.docx"))


@pytest.fixture(scope="module")
def anders(tmp_path_factory: pytest.TempPathFactory) -> Alle:
    place = tmp_path_factory.mktemp("anders") / "anders.docx"
    place.write_bytes(ANDERS)
    return Alle(Sjabloon.load(place))


def derive(folder: Path, content: bytes, gemeente: str, **other: Any) -> Afleiding:  # noqa: ANN401 - what a Afleidwens takes
    """Derive a template from a document, with the project's own table."""
    place = folder / "voorbeeld.docx"
    place.write_bytes(content)
    doel = folder / "sjabloon.docx"
    wens = Afleidwens(place, gemeente, doel, overschrijf=True, **other)
    return leid_af(ontleed(Werkmap(ROOT), wens))


@pytest.mark.parametrize("gemeente", sample(TIEN, 4))
def test_each_example_in_pieces_gives_back_all_agreements(
    eigen: Alle, gemeente: str, tmp_path: Path
) -> None:
    chance = repeatable(gemeente)
    example = shatter(eigen.documents[gemeente], anywhere(chance), chance)
    afleiding = derive(tmp_path, example, gemeente)
    assert afleiding.is_goed
    assert (len(afleiding.velden), sum(afleiding.velden.values())) == (28, 52)
    assert (afleiding.of(Bestemming.TWIJFEL), afleiding.keuring.vondsten) == ((), ())
    assert eigen.differing(afleiding.bestand) == []


def test_nothing_of_the_layout_changes(eigen: Alle, tmp_path: Path) -> None:
    chance = repeatable(1)
    example = shatter(eigen.documents["Deventer"], anywhere(chance), chance)
    derived = derive(tmp_path, example, "Deventer").bestand
    before, after = Woordbestand.read(example), Woordbestand.read(derived)
    assert before.parts.keys() == after.parts.keys()
    texts = {part.name for part in before.onderdelen}
    for name in before.parts.keys() - texts:
        assert before.parts[name] == after.parts[name]
    for old, new in zip(before.onderdelen, after.onderdelen, strict=True):
        for mark in ("<w:rPr>", "<w:p>", "<w:pPr>", "<w:r>", "<w:tc>"):
            assert old.xml.count(mark) == new.xml.count(mark)
    assert not any(validate([derived]).values())


def test_an_agreement_that_is_worded_otherwise(anders: Alle, tmp_path: Path) -> None:
    chance = repeatable(2)
    second = tmp_path / "zaanstad.docx"
    second.write_bytes(shatter(anders.documents["Zaanstad"], anywhere(chance), chance))
    example = shatter(anders.documents["Deventer"], anywhere(chance), chance)
    afleiding = derive(tmp_path, example, "Deventer", tweede=(second, "Zaanstad"))
    assert afleiding.is_goed
    assert anders.differing(afleiding.bestand) == []
    assert [(v.tekst, v.zin) for v in afleiding.of(Bestemming.VAST)] == [
        (
            "burgemeester",
            (
                "… ter uitvoering van het besluit van burgemeester en wethouders d.d. 10-01-2023, "
                "en Stichting …"
            ),
        ),
        ("burgemeester", "De burgemeester en de wethouders lezen mee;"),
    ]


@pytest.fixture(scope="module")
def whole(eigen: Alle, tmp_path_factory: pytest.TempPathFactory) -> Afleiding:
    return derive(tmp_path_factory.mktemp("heel"), eigen.documents["Deventer"], "Deventer")


@settings(max_examples=count(100, 8), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), seed=st.integers())
def test_how_runs_are_split_makes_no_difference(
    eigen: Alle, whole: Afleiding, tmp_path: Path, data: st.DataObject, seed: int
) -> None:
    def cuts(content: str) -> list[int]:
        places = st.lists(st.integers(1, len(content)), max_size=3, unique=True)
        return [place for place in sorted(data.draw(places)) if place < len(content)]

    example = shatter(eigen.documents["Deventer"], cuts, repeatable(seed))
    derived = derive(tmp_path, example, "Deventer")
    ours, theirs = (
        [(v.veld, v.kandidaten[0].opdracht, v.tekst, v.grond) for v in each.treffers]
        for each in (derived, whole)
    )
    assert ours
    assert ours == theirs
    assert derived.is_goed
