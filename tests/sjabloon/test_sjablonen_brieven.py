"""The templates of the four letters: the Word files, what they say once filled, their PDFs."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest

from hulp.eigensjabloon import (
    ALPHEN,
    DEN_BOSCH,
    assert_proved,
    fill,
    lines_said,
    make_pdfs,
    render_email,
    text_said,
    typed_text,
    write_words,
)
from hulp.opbouw import structure
from hulp.verapdf import assert_archival
from overeenkomstgen.kern.gemeente import Functie, salutation
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.velden.onderwerp import Bijdragejaar
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hulp.snapshots import Snapshots
    from overeenkomstgen.sjabloon.sjabloon import Ingevuld

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

PAGINAS = {
    "aanbiedingsbrief": (1, 2),
    "herinnering": (1, 1),
    "ontvangstbevestiging": (1, 1),
    "opzegbevestiging": (1, 1),
    "opzeggingsbrief": (1, 1),
    "beeindigingsbevestiging": (1, 1),
    "overdrachtsbevestiging": (1, 1),
    "verlengingsbrief": (1, 1),
    "wijzigingsbrief": (1, 1),
}
BRIEVEN = tuple(PAGINAS)
SAMEN = ("aanbiedingsbrief", "herinnering")
MILLIMETRE = 72 / 25.4
"""In points."""


def rij(jaar: int, bedrag: str = "15216.90", factuur: str = "") -> Bijdragejaar:
    """Return what a notice tells of a year; an invoice is of 3 February."""
    return Bijdragejaar(jaar, Decimal(bedrag), factuur, date(jaar, 2, 3) if factuur else None)


DIT_JAAR = rij(2025, factuur="P31-2025-GM0150")
VROEGER: Mapping[str, object] = {
    "bijdrage.vorig_tarief": Decimal("0.13"),
    "bijdrage.vorige_peildatum": date(2018, 1, 1),
    "gemeente.vorige_inwoners": 99653,
}
"""What Deventer paid for in the period before: € 12.954,89 a year."""
NIETS_VAN_VROEGER: Mapping[str, object] = dict.fromkeys(VROEGER)
NOOIT_EERDER: Mapping[str, object] = {"gemeente.nieuw": True, "gemeente.vorige_inwoners": 0}
OPGEZEGD: Mapping[str, object] = {
    **VROEGER,
    "document.kenmerk": "2023-GM0150",
    "gemeente.collegebesluit": None,
    "ondertekend.door": "R.C. König",
    "ondertekend.op": date(2023, 1, 10),
    "opgezegd.jaren": (DIT_JAAR, rij(2026)),
    "opgezegd.laatste_dag": date(2026, 12, 31),
    "opgezegd.nog_te_factureren": Decimal("15216.90"),
    "opgezegd.op": date(2025, 10, 1),
    "beeindigd.laatste_dag": date(2026, 12, 31),
    "overeenkomst.einde": date(2026, 12, 31),
    "overgedragen.per": date(2026, 1, 1),
    "velden.bijdrage": None,
}
"""Deventer signed, and gave notice; None is not known."""
VERLENGD: Mapping[str, object] = {
    "convenant.einde": date(2028, 2, 29),
    "overeenkomst.einde": date(2028, 2, 29),
}
HENGELO: Mapping[str, object] = {
    "beeindigd.laatste_dag": None,
    "overeenkomst.einde": date(2027, 12, 31),
    "overgedragen.van": "Hengelo",
}
"""Hengelo signed, and Deventer got its territory."""
RELATIEMANAGER = {
    "relatiemanager.naam": "A. Jansen",
    "relatiemanager.email": "a.jansen@voorbeeld.nl",
}
MEVROUW_SPIES = {
    **ALPHEN,
    "ondertekenaar.aanhef": "mevrouw",
    "ondertekenaar.naam": "J.W.E. Spies",
    "ondertekend.door": "J.W.E. Spies",
    "ontvanger.aanhef": salutation("mevrouw", "J.W.E. Spies"),
}
ONBEKEND = {
    "ondertekenaar.aanhef": None,
    "ondertekenaar.functie": None,
    "ondertekenaar.naam": None,
    "ondertekend.door": None,
    "ontvanger.aanhef": salutation(None, None),
}
"""A signatory of whom nothing is known."""
NAAM_ALLEEN = {"ondertekenaar.aanhef": None, "ontvanger.aanhef": salutation(None, "R.C. König")}
HET_COLLEGE = [
    "Gemeente Deventer",
    "College van burgemeester en wethouders",
    "Grote Kerkhof 1",
    "7411 KT  Deventer",
]
NIET_OPGEZEGD: Mapping[str, object] = {
    "beeindigd.laatste_dag": None,
    "overeenkomst.einde": date(2027, 12, 31),
    "opgezegd.jaren": (),
    "opgezegd.laatste_dag": None,
    "opgezegd.nog_te_factureren": Decimal(0),
    "opgezegd.op": None,
}
LANG = {
    **MEVROUW_SPIES,
    **RELATIEMANAGER,
    "gemeente.collegebesluit": date(2023, 1, 10),
    "ondertekenaar.functie": Functie.WAARNEMEND_BURGEMEESTER,
    "ondertekenaar.naam": "P.J.M.G. Blanksma-van den Heuvel-Schuurmans",
    "stichting.postcode": "2595 AA",
}
"""Everything known and as long as it comes."""
ALLE_JAREN: Mapping[str, object] = {
    **LANG,
    "opgezegd.jaren": tuple(
        rij(each, "16938.90", f"P31-{each}-GM0484" if each < 2026 else "")
        for each in range(2023, 2028)
    ),
    "opgezegd.laatste_dag": date(2027, 12, 31),
    "beeindigd.laatste_dag": date(2027, 11, 30),
    "overgedragen.van": "Haarlemmermeer",
    "opgezegd.nog_te_factureren": Decimal("33877.80"),
    "opgezegd.op": date(2026, 9, 10),
    "relatiemanager.email": None,
    "relatiemanager.naam": None,
}
"""The longest table that a notice can have."""
GEVALLEN: Mapping[str, Mapping[str, object]] = {
    "deventer": {},
    "alphen": MEVROUW_SPIES,
    "s-hertogenbosch": DEN_BOSCH,
    "onbekend": ONBEKEND,
    "lang": LANG,
    "alle-jaren": ALLE_JAREN,
    "nieuw": {**MEVROUW_SPIES, **NOOIT_EERDER},
    "niets-van-vroeger": {**LANG, **NIETS_VAN_VROEGER},
}


def places_of_lines(pdf: Path) -> list[tuple[str, float, float, float]]:
    """Return of each line of the first page its text, left, baseline and right, in mm."""
    with pdfium.PdfDocument(pdf) as document:
        page = document[0]
        text, height = page.get_textpage(), page.get_height()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        return [
            (
                text.get_text_bounded(*box).strip(),
                box[0] / MILLIMETRE,
                (height - box[1]) / MILLIMETRE,
                box[2] / MILLIMETRE,
            )
            for box in boxes
        ]


@pytest.mark.parametrize(
    ("soort", "figures"),
    [
        ("aanbiedingsbrief", ["2", "28 februari 2023"]),
        ("herinnering", ["1"]),
        ("ontvangstbevestiging", ["1", "3 van", "3 van"]),
        ("opzegbevestiging", ["1 januari"]),
        ("opzeggingsbrief", ["1 januari"]),
        ("beeindigingsbevestiging", []),
        ("overdrachtsbevestiging", ["44 van", "3 van"]),
        ("verlengingsbrief", []),
        ("wijzigingsbrief", []),
    ],
)
def test_which_figures_are_typed(soort: str, figures: list[str]) -> None:
    """Only the end of the convenant before, which no field has, and what the agreement types."""
    assert re.findall(r"\d+(?:\.\d+)?(?: [a-z]+)?(?: \d{4})?", typed_text(soort)) == figures


@pytest.mark.parametrize("soort", BRIEVEN)
@pytest.mark.parametrize(
    ("changes", "address", "aanhef"),
    [
        (
            {},
            [
                "Gemeente Deventer",
                "t.a.v. de heer R.C. König, burgemeester",
                "Grote Kerkhof 1",
                "7411 KT  Deventer",
            ],
            "Geachte heer König,",
        ),
        (
            DEN_BOSCH,
            [
                "Gemeente 's-Hertogenbosch",
                "t.a.v. de heer J.M.L.N. Mikkers, burgemeester",
                "Wolvenhoek 1",
                "5211 HH  's-Hertogenbosch",
            ],
            "Geachte heer Mikkers,",
        ),
        (
            {**MEVROUW_SPIES, "ondertekenaar.functie": None},
            [
                "Gemeente Alphen aan den Rijn",
                "t.a.v. mevrouw J.W.E. Spies",
                "Stadhuisplein 1",
                "2405 SH  Alphen aan den Rijn",
            ],
            "Geachte mevrouw Spies,",
        ),
        (NAAM_ALLEEN, HET_COLLEGE, "Geacht college,"),
        (ONBEKEND, HET_COLLEGE, "Geacht college,"),
    ],
)
def test_to_whom_it_is_addressed(
    soort: str, changes: Mapping[str, object], address: list[str], aanhef: str
) -> None:
    shown = lines_said(soort, OPGEZEGD, changes)
    start = next(n for n, line in enumerate(shown) if line.startswith("Gemeente"))
    day = "1 oktober 2025" if soort == "opzeggingsbrief" else "1 februari 2023"
    assert shown[start : shown.index(f"Den Haag, {day}")] == address
    assert aanhef in shown


@pytest.mark.parametrize("soort", BRIEVEN)
def test_what_comes_with_what_is_known(soort: str) -> None:
    """The whole text, without these, is kept as a snapshot."""
    sender = 1 + (soort in SAMEN) + 1
    assert lines_said(soort, OPGEZEGD)[sender] == "Den Haag"
    known = lines_said(soort, OPGEZEGD, {"stichting.postcode": "2595 AA"})
    assert known[sender] == "2595 AA  Den Haag"
    without = lines_said(soort, OPGEZEGD, {"document.kenmerk": ""})
    assert not [line for line in without if line.startswith("Ons kenmerk")]


USUAL: Mapping[str, Mapping[str, object]] = {
    "opzegbevestiging": {},
    "opzeggingsbrief": {},
    "beeindigingsbevestiging": {},
    "overdrachtsbevestiging": HENGELO,
    "verlengingsbrief": VERLENGD,
}
"""What a letter is about, where it is not about who signed and gave no notice."""
VERVALT = "Factuur P31-2027-007 van 3 februari 2027 vervalt; u ontvangt een creditfactuur."
GEFACTUREERD: Mapping[str, object] = {"opgezegd.nog_te_factureren": Decimal(0)}
VERVALLEN: Mapping[str, object] = {
    "facturen.vervallen": "Factuur P31-2027-001 van 2 januari 2027 vervalt; u ontvangt een "
    "creditfactuur."
}
SAID: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "€ 0,15 per inwoner per jaar, exclusief btw. Dit tarief staat vast": (
        "aanbiedingsbrief",
        {"bijdrage.vorig_tarief": None},
    ),
    "de relatiemanager G40 van Platform31, A. Jansen, a.jansen@voorbeeld.nl. Ons streven": (
        "aanbiedingsbrief",
        RELATIEMANAGER,
    ),
    "Volgens onze gegevens is de datum van uw collegebesluit 10 januari 2023. Wij vragen u alleen"
    " nog dit:\n"
    "1. Vul de bijgevoegde overeenkomst aan en onderteken die in tweevoud: één exemplaar is voor uw"
    " gemeente en één voor Platform31.\n"
    "2. Stuur de ondertekende overeenkomst per e-mail naar de relatiemanager G40 van Platform31,"
    " A. Jansen, a.jansen@voorbeeld.nl.\n"
    "De bijdrage van uw gemeente is € 15.216,90 per jaar, exclusief btw. Dat is € 0,15 per"
    " inwoner.": (
        "herinnering",
        {"gemeente.collegebesluit": date(2023, 1, 10), **RELATIEMANAGER},
    ),
    "De overeenkomst is namens uw gemeente ondertekend op 10 januari 2023 door A. de Vries.": (
        "ontvangstbevestiging",
        {"ondertekend.door": "A. de Vries"},
    ),
    "namens uw gemeente ondertekend op 10 januari 2023 door burgemeester R.C. König.": (
        "ontvangstbevestiging",
        NAAM_ALLEEN,
    ),
    "namens uw gemeente ondertekend op 10 januari 2023.": ("ontvangstbevestiging", ONBEKEND),
    "De overeenkomst geldt vanaf 1 maart 2023. Zij is op 1 oktober 2025 opgezegd; de laatste dag is"
    " 31 december 2026. In die periode ontvangt u elk jaar een factuur voor uw bijdrage:"
    " € 15.216,90 exclusief btw.": ("ontvangstbevestiging", {}),
    "(e-mailadres).\nMet vriendelijke groet,": ("ontvangstbevestiging", {}),
    "Hiervoor hebt u alle facturen al ontvangen. Voor de tijd na 31 december 2026 bent u geen"
    " bijdrage verschuldigd.": ("opzegbevestiging", GEFACTUREERD),
}


@pytest.mark.parametrize("soort", USUAL)
def test_an_end_tells_which_invoices_lapse(soort: str) -> None:
    ends = {"opzegbevestiging", "opzeggingsbrief", "beeindigingsbevestiging"}
    said = text_said(soort, OPGEZEGD, {"facturen.vervallen": VERVALT})
    assert (VERVALT in said) is (soort in ends)


@pytest.mark.parametrize(("sentence", "letter"), SAID.items())
def test_what_it_says(sentence: str, letter: tuple[str, Mapping[str, object]]) -> None:
    soort, changes = letter
    assert sentence in text_said(soort, OPGEZEGD, changes)


WIJZIGINGEN: Mapping[str, Mapping[str, object]] = {
    "minder": {**DEN_BOSCH, "gemeente.vorige_inwoners": 150000},
    "evenveel": {"gemeente.vorige_inwoners": 101446, "bijdrage.vorig_tarief": Decimal("0.15")},
    "onbekend": NIETS_VAN_VROEGER,
    "nieuw": {**DEN_BOSCH, **NOOIT_EERDER},
}


@pytest.mark.parametrize("geval", WIJZIGINGEN)
def test_what_changes_for_a_municipality(snapshots: Snapshots, geval: str) -> None:
    """The usual snapshot has who pays more; the e-mail stands below the letter."""
    known = (OPGEZEGD, NIET_OPGEZEGD, WIJZIGINGEN[geval])
    letter = read_word(fill("wijzigingsbrief", *known).content).as_text()
    email = render_email("wijzigingsbrief", *known)
    snapshots.check(f"brief-wijzigingsbrief-{geval}.txt", f"{letter}\n{email}")


@pytest.mark.parametrize(
    ("op", "laatste_dag", "more"),
    [
        (date(2025, 8, 31), date(2025, 12, 31), ""),
        (
            date(2025, 9, 1),
            date(2026, 12, 31),
            " Uw opzegging is op of na 1 september verzonden en geldt daarom een jaar later.",
        ),
    ],
)
def test_notice_tells_why_that_is_the_last_day(op: date, laatste_dag: date, more: str) -> None:
    shown = lines_said(
        "opzegbevestiging", OPGEZEGD, {"opgezegd.op": op, "opgezegd.laatste_dag": laatste_dag}
    )
    assert (
        f"De laatste dag van de overeenkomst is 31 december {laatste_dag.year}. Volgens artikel 1.3"
        " geldt een opzegging die vóór 1 september is verzonden tegen 1 januari van het jaar"
        f" daarna. De opzegtermijn is vier maanden.{more}"
    ) in shown


@pytest.mark.parametrize("op", [date(2026, 9, 10), date(2027, 3, 1), date(2027, 10, 1)])
def test_notice_that_changes_nothing_says_so(op: date) -> None:
    changes: dict[str, object] = {
        "opgezegd.op": op,
        "opgezegd.laatste_dag": date(2027, 12, 31),
        "convenant.einde": date(2027, 12, 31),
    }
    assert (
        "De overeenkomst eindigt op 31 december 2027 van rechtswege (artikel 1.1). Uw opzegging"
        " verandert die dag niet."
    ) in lines_said("opzegbevestiging", OPGEZEGD, changes)


@pytest.mark.parametrize(
    "soort", ["opzegbevestiging", "opzeggingsbrief", "beeindigingsbevestiging"]
)
def test_an_end_names_the_invoices_that_are_no_longer_due(soort: str) -> None:
    """And never says that none will come."""
    assert (
        "Betalingen zijn in deze brief niet verwerkt.\nFactuur P31-2027-001 van 2 januari 2027"
        " vervalt; u ontvangt een creditfactuur.\nHebt u vragen?"
    ) in text_said(soort, OPGEZEGD, VERVALLEN)
    none = text_said(soort, OPGEZEGD)
    assert "vervalt" not in none
    assert "geen factu" not in none


def test_notice_before_the_first_day_has_no_table() -> None:
    none = {**GEFACTUREERD, "opgezegd.jaren": ()}
    shown = lines_said("opzegbevestiging", OPGEZEGD, none)
    start = next(n for n, line in enumerate(shown) if line.startswith("De laatste dag"))
    assert shown[start + 1] == (
        "Voor de tijd na 31 december 2026 bent u geen bijdrage verschuldigd. Betalingen zijn in"
        " deze brief niet verwerkt."
    )


@pytest.mark.parametrize("soort", BRIEVEN)
def test_it_can_be_filled_when_next_to_nothing_is_known(soort: str) -> None:
    """A check of the templates fills them also for who did not sign, or gave no notice."""
    unknown = {
        **ONBEKEND,
        "convenant.retour_voor": None,
        "document.kenmerk": None,
        **NIET_OPGEZEGD,
        "ondertekend.op": None,
        "overgedragen.per": None,
        "stand.termijnzin": None,
        **NIETS_VAN_VROEGER,
    }
    fields: dict[str, set[str]] = {
        "aanbiedingsbrief": set(),
        "herinnering": {"stand.termijnzin"},
        "ontvangstbevestiging": {"ondertekend.op"},
        "opzegbevestiging": {"opgezegd.op", "opgezegd.laatste_dag"},
        "opzeggingsbrief": {"opgezegd.op", "opgezegd.laatste_dag"},
        "beeindigingsbevestiging": {"beeindigd.laatste_dag"},
        "overdrachtsbevestiging": {"overgedragen.per", "ondertekend.op"},
        "verlengingsbrief": {"velden.bijdrage"},
        "wijzigingsbrief": {
            "bijdrage.vorig_tarief",
            "bijdrage.vorige_peildatum",
            "gemeente.vorige_inwoners",
        },
    }
    found = set(fill(soort, OPGEZEGD, unknown).open_fields)
    asked = {
        f"{who}.{what}"
        for who in ("relatiemanager", "netwerk.secretaris")
        for what in ("naam", "email")
    }
    assert found == {*asked, "stichting.kvk_nummer"} | fields[soort]


def test_who_got_an_agreement_is_not_told_that_it_signed() -> None:
    signed = "De overeenkomst is namens uw gemeente ondertekend op"
    assert signed in text_said("ontvangstbevestiging", OPGEZEGD)
    passed = text_said("ontvangstbevestiging", OPGEZEGD, {"overgedragen.van": "Hengelo"})
    assert signed not in passed
    assert "De overeenkomst is ondertekend op" in passed


@pytest.mark.parametrize("soort", BRIEVEN)
def test_filled_text(snapshots: Snapshots, soort: str) -> None:
    changes = USUAL.get(soort, NIET_OPGEZEGD)
    snapshots.check(
        f"brief-{soort}.txt", read_word(fill(soort, OPGEZEGD, changes).content).as_text()
    )


@pytest.mark.parametrize("soort", BRIEVEN)
def test_email(snapshots: Snapshots, soort: str) -> None:
    snapshots.check(
        f"brief-{soort}-bericht.txt", render_email(soort, OPGEZEGD, USUAL.get(soort, {}))
    )


@pytest.mark.parametrize("soort", BRIEVEN)
def test_email_names_municipality_and_whom_to_ask(soort: str) -> None:
    subject, _, aanhef, *text = render_email(
        soort, OPGEZEGD, DEN_BOSCH, {"overgedragen.van": "'s-Hertogenbosch"}, RELATIEMANAGER
    ).splitlines()
    assert subject.endswith("gemeente 's-Hertogenbosch")
    assert aanhef == "Geachte heer Mikkers,"
    assert "Met vriendelijke groet," in text
    assert "de relatiemanager G40 van Platform31, A. Jansen, a.jansen@voorbeeld.nl" in "".join(text)


@pytest.mark.parametrize("soort", BRIEVEN)
def test_properties_name_letter_and_municipality(soort: str) -> None:
    about = Woordbestand.of(fill(soort, OPGEZEGD).content).gegevens
    titles = {
        "aanbiedingsbrief": "Aanbiedingsbrief convenant",
        "herinnering": "Herinnering samenwerkingsovereenkomst",
        "ontvangstbevestiging": "Ontvangstbevestiging samenwerkingsovereenkomst",
        "opzegbevestiging": "Bevestiging opzegging samenwerkingsovereenkomst",
        "opzeggingsbrief": "Opzegging samenwerkingsovereenkomst",
        "beeindigingsbevestiging": "Bevestiging einde samenwerkingsovereenkomst",
        "overdrachtsbevestiging": "Bevestiging overgang samenwerkingsovereenkomst",
        "verlengingsbrief": "Verlenging samenwerkingsovereenkomst",
        "wijzigingsbrief": "Wijzigingen convenant",
    }
    assert about.title == f"{titles[soort]} 2023 t/m 2027 \N{EN DASH} gemeente Deventer"
    assert about.author == f"{'Stedennetwerk G40 en ' * (soort in SAMEN)}Stichting Platform31"
    assert about.subject == (
        "Convenant Samenwerken aan aantrekkelijke en krachtige steden 2023 t/m 2027"
    )


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Path, Ingevuld]:
    """Return every letter for every case, as archive PDF."""
    filled = {
        f"{soort}-{geval}": fill(soort, OPGEZEGD, changes)
        for soort in BRIEVEN
        for geval, changes in GEVALLEN.items()
    }
    return make_pdfs(write_words(filled, tmp_path_factory.mktemp("brieven")))


def test_pdf_says_what_word_says_and_is_fit_for_the_archive(pdfs: Mapping[Path, Ingevuld]) -> None:
    assert_proved(pdfs, {f"{s}-{geval}": PAGINAS[s] for s in BRIEVEN for geval in GEVALLEN})
    assert_archival(pdfs)


@pytest.mark.parametrize("soort", BRIEVEN)
def test_what_a_listener_hears(
    snapshots: Snapshots, pdfs: Mapping[Path, Ingevuld], soort: str
) -> None:
    (pdf,) = (pdf for pdf in pdfs if pdf.stem == f"{soort}-deventer")
    snapshots.check(f"opbouw-{soort}.txt", structure(pdf))


def test_address_stands_in_the_window_of_the_envelope(pdfs: Mapping[Path, Ingevuld]) -> None:
    """It begins at one height, 2,5 cm from the left, and ends before the window does."""
    assert pdfs
    for pdf in pdfs:
        places = places_of_lines(pdf)
        start = next(n for n, (text, *_) in enumerate(places) if text.startswith("Gemeente "))
        end = next(n for n, (text, *_) in enumerate(places) if text.startswith("Den Haag, "))
        _, left, bottom, _ = places[start]
        assert round(left) == 25, pdf.name
        assert 52 < bottom < 55, pdf.name  # less than a line's height of 5 mm
        assert max(right for _, _, _, right in places[start:end]) < 116, pdf.name
        assert max(bottom for _, _, bottom, _ in places[start:end]) < 79, pdf.name
        assert places[end][2] > 80, pdf.name


def test_closing_stands_with_the_last_sentence_and_the_signatures(
    pdfs: Mapping[Path, Ingevuld],
) -> None:
    assert pdfs
    for pdf in pdfs:
        last = read_pdf(pdf)[-1]
        end = last.index("Met vriendelijke groet,")
        assert last.index("Hebt u vragen?") < end, pdf.name
        assert last.index("V. Everhardt") > end, pdf.name
        if pdf.name.startswith("aanbiedingsbrief"):
            assert last.startswith("Wat wij u vragen"), pdf.name
