"""The sentences of the project's own templates: what they say when a fact of the period differs."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from hulp.eigensjabloon import SJABLONEN, TAG, artikelen, fill, text_of
from hulp.regelbreuken import gewoon
from hulp.values import DEVENTER, onderwerp, periode
from overeenkomstgen.kern.documentsoort import Per
from overeenkomstgen.kern.jaardag import Opzegdag
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, Stand
from overeenkomstgen.kern.status import make_status
from overeenkomstgen.sjabloon.bericht import Berichtsjabloon
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.uitgifte.proefrijen import emptied, with_invoice
from overeenkomstgen.velden.onderwerp import Onderwerp
from overeenkomstgen.velden.velden import MEEGESTUURD, merge_values
from overeenkomstgen.word.elementen import W
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from pathlib import Path

    from overeenkomstgen.kern.convenant import Periode
    from overeenkomstgen.kern.gemeente import Gemeente

pytestmark = pytest.mark.ongemeten

ALL = (*SJABLONEN.iterdir(), *SJABLONEN.parent.glob("voorbeelden/*/sjablonen/*"))
KINDS = tuple(periode().documentsoort)
PARTS = ("document", "footer1")
CONDITION = re.compile(r"\b(?:if|elif|and|or)\b")
SIGNED, NOTICE = date(2023, 1, 10), date(2025, 9, 15)


def paragraphs_of(template: Path) -> list[str]:
    """Return what is typed in a template, with its tags, by paragraph."""
    if template.suffix == ".txt":
        return template.read_text("utf-8").splitlines()
    with zipfile.ZipFile(template) as package:
        parts = [etree.fromstring(package.read(f"word/{name}.xml")) for name in PARTS]
    return [text_of(each) for part in parts for each in part.iter(f"{W}p")]


def conditions(paragraph: str) -> list[int]:
    """Return how many conditions each sentence of a paragraph has."""
    masked = TAG.sub(lambda tag: "\x01" * len(CONDITION.findall(tag[0])) or "\x02", paragraph)
    return [each.count("\x01") for each in re.split(r"(?<=[.?!])(?=[\s\x01\x02])", masked)]


def test_conditions_are_counted_by_sentence() -> None:
    nested = "Dit {% if a %}is{% if b and c %} zo{% endif %}{% endif %}. {{ d if e else f }} en g."
    assert conditions(nested) == [3, 1]
    assert conditions("Zo.{% if a %} Of zo.{% elif b %} Of niet.{% endif %} Klaar.") == [0, 1, 1, 0]


@pytest.mark.parametrize("template", ALL, ids=lambda path: path.name)
def test_no_sentence_has_more_than_one_condition(template: Path) -> None:
    paragraphs = paragraphs_of(template)
    assert len(paragraphs) > 5
    assert [each for each in paragraphs if max(conditions(each)) > 1] == []


def entry(gebeurtenis: Gebeurtenis, day: date) -> Inschrijving:
    return Inschrijving(
        DEVENTER.cbs_code,
        DEVENTER.naam,
        gebeurtenis,
        day,
        "R.C. König",
        nummer=1,
        moment=datetime(2023, 1, 11, 9, tzinfo=UTC),
    )


def subject(found: Periode, kind: str, gemeente: Gemeente = DEVENTER) -> Onderwerp:
    """Return what a document is about for who signed, and gave notice on 15 September 2025."""
    stand = Stand(
        entry(Gebeurtenis.ONDERTEKEND, SIGNED),
        entry(Gebeurtenis.OPGEZEGD, NOTICE) if kind.startswith("opzeg") else None,
    )
    status = make_status(found, [gemeente], {gemeente.cbs_code: stand}, {}, date(2025, 10, 2))
    soort = found.documentsoort[kind]
    jaar = 2024 if soort.per is Per.JAAR else None
    who = None if soort.per is Per.CONVENANT else gemeente
    return with_invoice(Onderwerp(found, status, soort, who, jaar, artikelen=artikelen()))


def say(about: Onderwerp) -> str:
    """Return the text of a document and of the e-mail that goes with it, with plain spaces."""
    values = merge_values(about)
    said = read_word(Sjabloon.load(SJABLONEN / about.soort.sjabloon).fill(values).content).as_text()
    if about.soort.bericht:
        mail = Berichtsjabloon.load(SJABLONEN / about.soort.bericht).fill(
            merge_values(replace(about, soort=about.soort.per_post, gemeente=DEVENTER))
            | {MEEGESTUURD: "Bijlage 3"}
        )
        said += f"\n{mail.onderwerpregel}\n{mail.tekst}"
    return gewoon(said)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("day", "shown", "term"),
    [
        (Opzegdag(1, 9), "1 september", "vier maanden"),
        (Opzegdag(1, 10), "1 oktober", "drie maanden"),
    ],
)
def test_the_day_of_notice_is_that_of_the_settings(
    kind: str, day: Opzegdag, shown: str, term: str
) -> None:
    """Notice of 15 September comes after the one day and before the other."""
    found = periode()
    found = replace(found, convenant=replace(found.convenant, opzeggen_voor=day))
    said = say(subject(found, kind))
    sentences = {
        "samenwerkingsovereenkomst": f"wordt vóór {shown} van het lopende jaar verzonden en geldt "
        "tegen 1 januari van het daaropvolgende jaar; de opzegtermijn bedraagt daarmee {term}.",
        "collegenota": f"Dat gebeurt vóór {shown}, tegen 1 januari van het volgende jaar; de "
        "opzegtermijn is dus {term}",
        "opzeggingsbrief": f"geldt een opzegging die vóór {shown} is verzonden tegen 1 januari "
        "van het jaar daarna. De opzegtermijn is {term}.",
        "opzegbevestiging": f"geldt een opzegging die vóór {shown} is verzonden tegen 1 januari "
        "van het jaar daarna. De opzegtermijn is {term}.",
    }
    assert sentences.get(kind, "").replace("{term}", term) in said
    assert (" 1 september" in said) is (kind in sentences and shown == "1 september")
    if kind == "opzegbevestiging":
        late = "Uw opzegging is op of na 1 september verzonden en geldt daarom een jaar later."
        assert (late in said) is (shown == "1 september")
        year = 2026 if shown == "1 september" else 2025
        assert f"De laatste dag van de overeenkomst is 31 december {year}." in said


@pytest.mark.parametrize(
    ("op", "sentence"),
    [
        (date(2023, 2, 1), "is om … binnen te hebben; dat is over 28 dagen."),
        (date(2023, 2, 28), "is om … binnen te hebben; dat is morgen."),
        (date(2023, 3, 1), "is om … binnen te hebben; dat is vandaag."),
        (date(2023, 3, 2), "was om … binnen te hebben; die datum is inmiddels verstreken."),
    ],
)
def test_a_reminder_tells_what_is_aimed_at(op: date, sentence: str) -> None:
    """A day that nobody promised cannot be missed: the letter of 21 December called it an aim."""
    status = make_status(periode(), [DEVENTER], {}, {}, op)
    said = say(replace(subject(periode(), "herinnering"), status=status))
    what = sentence.replace("…", "alle overeenkomsten uiterlijk 1 maart 2023")
    assert said.count(f"Het streven {what}") == 2  # in the e-mail too


UIT_DE_PAS = "zodat een volgend convenant niet meer samenvalt met de gemeenteraadsverkiezingen"


def test_the_agreement_of_the_period_before_has_that_day_too() -> None:
    found = replace(periode().convenant, opzeggen_voor=Opzegdag(15, 10))
    values = merge_values(subject(replace(periode(), convenant=found), "samenwerkingsovereenkomst"))
    (path,) = (each for each in ALL if each.stem == "uitvoeringsovereenkomst")
    said = " ".join(read_word(Sjabloon.load(path).fill(values).content).as_text().split())
    assert (
        "Een opzegging wordt gedaan vóór 15 oktober en geldt tegen 1 januari van het volgende jaar."
        " De opzegtermijn is daarmee twee maanden en zeventien dagen."
    ) in said


TARIEVEN = [
    (
        "0.13",
        "Dat is € 0,02 meer dan het tarief in het convenant daarvoor.",
        "€ 2.029 per jaar meer dan bij het vorige tarief van € 0,13; dat is 15,38 %",
        ["€ 13.187,98", "€ 2.028,92", "15,38 %"],
    ),
    (
        "0.15",
        "Dat is gelijk aan het tarief in het convenant daarvoor.",
        "gelijk aan het bedrag bij het vorige tarief van € 0,15",
        ["€ 15.216,90", "€ 0,00", "0,00 %"],
    ),
    (
        "0.20",
        "Dat is € 0,05 minder dan het tarief in het convenant daarvoor.",
        "€ 5.072 per jaar minder dan bij het vorige tarief van € 0,20; dat is 25,00 %",
        ["€ 20.289,20", "€ -5.072,30", "-25,00 %"],
    ),
]


@pytest.mark.parametrize(("vorig", "letter", "nota", "table"), TARIEVEN)
def test_the_tariff_is_compared_with_the_one_before(
    vorig: str, letter: str, nota: str, table: list[str]
) -> None:
    found = periode()
    found = replace(found, bijdrage=replace(found.bijdrage, vorig_tarief=Decimal(vorig)))
    assert letter in say(subject(found, "aanbiedingsbrief"))
    old = " van het oude bedrag" * nota.endswith("%")
    said = say(subject(found, "collegenota"))
    assert (
        said.count(f"Gerekend met hetzelfde aantal inwoners is dat {nota}{old}.") == 2
    )  # in the e-mail too
    rows = [
        line for line in said.splitlines() if " vorige tarief van" in line or "Verschil" in line
    ]
    assert [row.rpartition(" | ")[2] for row in rows if " | " in row] == table


@pytest.mark.parametrize(
    ("ingang", "einde", "term"),
    [
        (date(2023, 3, 1), date(2027, 12, 31), f"eenmalig vijf jaar, {UIT_DE_PAS}"),
        (date(2023, 1, 1), date(2026, 12, 31), "vier jaar"),
        (date(2028, 1, 1), date(2031, 12, 31), "vier jaar"),
        (date(2028, 1, 1), date(2032, 12, 31), "vijf jaar"),
        (date(2023, 1, 1), date(2028, 12, 31), f"eenmalig zes jaar, {UIT_DE_PAS}"),
        # the next begins in a year of elections: 2026, 2030
        (date(2023, 1, 1), date(2025, 12, 31), "drie jaar"),
        (date(2023, 1, 1), date(2029, 12, 31), "zeven jaar"),
    ],
)
def test_a_term_is_for_once_where_it_gets_out_of_step_with_the_elections(
    ingang: date, einde: date, term: str
) -> None:
    found = periode()
    found = replace(found, convenant=replace(found.convenant, ingang=ingang, einde=einde))
    assert f" De looptijd is {term}.\n" in say(subject(found, "aanbiedingsbrief"))


def test_a_phrase_reports_just_what_is_missing_in_it() -> None:
    """The choice between de heer and mevrouw is open too: who signs strikes one out."""
    values = merge_values(onderwerp(emptied(DEVENTER)))
    template = Sjabloon.load(SJABLONEN / "samenwerkingsovereenkomst.docx").fill(values)
    assert template.open_fields == (
        "ondertekenaar.functie",
        "ondertekenaar.aanhef",
        "ondertekenaar.naam",
        "gemeente.collegebesluit",
        "ondertekening.plaats",
        "ondertekening.datum",
    )
    one = fill("samenwerkingsovereenkomst", {"ondertekenaar.aanhef": None})
    assert one.open_fields == ("ondertekenaar.aanhef",)
    said = gewoon(read_word(one.content).as_text())
    assert "door haar burgemeester, de heer/mevrouw R.C. König, op grond van" in said
