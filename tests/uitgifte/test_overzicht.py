"""The page of the overview: what it says, that it stands on its own, and that all can read it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

import pytest
from lxml import html
from pypdf import PdfReader

from hulp.browser import Browser, running_browser
from hulp.lengte import Lengte
from hulp.values import DEVENTER, periode
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, Stand
from overeenkomstgen.kern.status import Status, make_status
from overeenkomstgen.kern.statusregel import Dossier
from overeenkomstgen.uitgifte.overzicht import render_overzicht
from overeenkomstgen.werkmap.werkmap import Werkmap, read_gemeenten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hulp.snapshots import Snapshots

pytestmark = pytest.mark.traag

PERIODE = periode()
GEMEENTEN = read_gemeenten(Werkmap(Path(__file__).parents[2]))[0]
UITVOER = Path("uitvoer")

BOSCH = replace(DEVENTER, naam="'s-Hertogenbosch", cbs_code="GM0796", inwoners=156538)
VREEMD = replace(
    DEVENTER, naam="Bergen & Terblijt <b> {{ x }}", cbs_code="GM0002", inwoners=1000000
)
OPEN = ("gemeente.collegebesluit", "ondertekening.plaats", "ondertekening.datum")


def entry(wat: Gebeurtenis, datum: date, door: str = "", bestand: str = "") -> Inschrijving:
    moment = datetime(2023, 1, 1, tzinfo=UTC)
    return Inschrijving("", "", wat, datum, door, bestand, nummer=1, moment=moment)


def stand(ondertekend_op: date, opgezegd_op: date | None = None) -> Stand:
    return Stand(
        entry(Gebeurtenis.ONDERTEKEND, ondertekend_op, "A. Burger"),
        entry(Gebeurtenis.OPGEZEGD, opgezegd_op) if opgezegd_op else None,
    )


def both_signed(bestand: str) -> Stand:
    """Return the state of who signed on paper of which there is a scan, with the foundation."""
    return Stand(
        entry(Gebeurtenis.ONDERTEKEND, date(2023, 1, 10), "R.C. König", bestand),
        medeondertekening=entry(Gebeurtenis.MEDEONDERTEKEND, date(2023, 1, 20), "V. Everhardt"),
    )


def made(name: str, open_velden: tuple[str, ...] = OPEN, root: str = "") -> Dossier:
    stem = f"uitvoer/overeenkomsten/{name}"
    return Dossier(open_velden, tuple(f"{root}{stem}{end}" for end in (".docx", ".pdf")))


def small_status(root: str = "") -> Status:
    """Return made-up states of three municipalities: notice given, signed, only made.

    The paths of their documents start with the root.
    """
    return make_status(
        replace(PERIODE, convenant=replace(PERIODE.convenant, leden=3)),
        [DEVENTER, BOSCH, VREEMD],
        {
            BOSCH.cbs_code: stand(date(2023, 2, 14), date(2025, 9, 15)),
            DEVENTER.cbs_code: both_signed(f"{root}ondertekend/deventer 1.pdf"),
        },
        {
            BOSCH.cbs_code: made("s-hertogenbosch", open_velden=OPEN[:1], root=root),
            DEVENTER.cbs_code: made("deventer", root=root),
            VREEMD.cbs_code: made(
                "bergen & terblijt #1", open_velden=(*OPEN, "vroeger.veld"), root=root
            ),
        },
        date(2026, 11, 22),
    )


def whole_status(signed: int, notices: int = 0, op: date = date(2023, 2, 20)) -> Status:
    """Return states of all 41: the first so many signed, the first of those gave notice."""
    states = {
        gemeente.cbs_code: stand(date(2023, 2, 1), date(2025, 8, 15) if n < notices else None)
        for n, gemeente in enumerate(GEMEENTEN[:signed])
    }
    dossiers = {gemeente.cbs_code: made(gemeente.cbs_code) for gemeente in GEMEENTEN[:-1]}
    return make_status(PERIODE, GEMEENTEN, states, dossiers, op)


def page_of(status: Status) -> str:
    return render_overzicht(PERIODE, status, UITVOER, "overeenkomstgen overzicht")


def text_of(page: str, css_class: str) -> str:
    (element,) = html.fromstring(page).find_class(css_class)
    return element.text_content().strip()


def test_the_whole_page(snapshots: Snapshots) -> None:
    snapshots.check("overzicht.html", page_of(small_status()))


def test_the_page_stands_on_its_own() -> None:
    page = page_of(small_status())
    signs = ("http:", "https:", "//", "<script", "url(", "@import", " src=", "<link")
    assert [sign for sign in signs if sign in page] == []


@pytest.mark.parametrize("absolute", [True, False])
def test_links_lead_to_the_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, absolute: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    root = f"{tmp_path}/" if absolute else ""
    status = small_status(root)
    documents = [
        tmp_path / document
        for regel in status.regels
        for document in (*regel.dossier.documenten, regel.scan)
        if document
    ]
    for document in documents:
        document.parent.mkdir(parents=True, exist_ok=True)
        document.touch()

    page = html.fromstring(render_overzicht(PERIODE, status, Path(root) / "uitvoer"))

    links = [link for link in page.iter("a") if link.text != "Naar de inhoud"]
    places = [tmp_path / "uitvoer" / unquote(link.attrib["href"]) for link in links]
    assert [place.resolve(strict=True) for place in places] == documents
    assert [link.text_content() for link in links] == [
        "Word, Bergen & Terblijt <b> {{ x }}",
        "PDF, Bergen & Terblijt <b> {{ x }}",
        "Word, Deventer",
        "PDF, Deventer",
        "Scan, Deventer",
        "Word, 's-Hertogenbosch",
        "PDF, 's-Hertogenbosch",
    ]


@pytest.mark.parametrize(
    ("signed", "notices", "sentence"),
    [
        (0, 0, "0 van de 41 gemeenten hebben ondertekend"),
        (1, 0, "1 van de 41 gemeenten heeft ondertekend"),
        (3, 1, "3 van de 41 gemeenten hebben ondertekend; opgezegd, geldt nog: 1"),
        (41, 2, "41 van de 41 gemeenten hebben ondertekend; opgezegd, geldt nog: 2"),
    ],
)
def test_says_how_many_have_signed(signed: int, notices: int, sentence: str) -> None:
    assert text_of(page_of(whole_status(signed, notices)), "score") == sentence


AIM = "om alle overeenkomsten uiterlijk 1 maart 2023 binnen te hebben;"


@pytest.mark.ongemeten
@pytest.mark.parametrize(
    ("op", "sentence"),
    [
        (date(2023, 2, 27), f"is {AIM} dat is over 2 dagen."),
        (date(2023, 3, 1), f"is {AIM} dat is vandaag."),
        (date(2026, 11, 22), f"was {AIM} die datum is inmiddels verstreken."),
    ],
)
def test_says_how_far_off_the_deadline_is_until_all_are_in(op: date, sentence: str) -> None:
    of_some, of_all = (text_of(page_of(whole_status(n, op=op)), "termijn") for n in (40, 41))
    assert of_some == f"Het streven {sentence}"
    assert of_all == "Alle getekende overeenkomsten zijn binnen."


def test_sums_of_all_41() -> None:
    table = next(html.fromstring(page_of(whole_status(3, 1))).iter("table"))

    rows = [[cell.text_content() for cell in row] for row in table.iter("tr")]
    assert rows == [
        ["Stand", "Aantal", "Bedrag"],
        ["Ondertekend", "2", "€\xa043.647,45"],
        ["Opgezegd, geldt nog", "1", "€\xa016.617,45"],
        ["Gemaakt", "37", "€\xa0704.778,00"],
        ["Niet gemaakt", "1", "€\xa019.600,20"],
        ["Samen", "41", "€\xa0784.643,10"],
    ]


def test_who_has_ended_is_out_of_the_sum() -> None:
    """Three ended on 31-12-2025; of whom gave notice a month later the agreement still holds."""
    page = html.fromstring(page_of(whole_status(41, 3, date(2027, 2, 1))))
    rows = [[cell.text_content() for cell in row] for row in next(page.iter("table")).iter("tr")]
    assert rows[1:] == [
        ["Ondertekend", "38", "€\xa0724.378,20"],
        ["Opgezegd, geldt nog", "0", "€\xa00,00"],
        ["Gemaakt", "0", "€\xa00,00"],
        ["Niet gemaakt", "0", "€\xa00,00"],
        ["Geëindigd", "3", "telt niet mee"],
        ["Samen", "41", "€\xa0724.378,20"],
    ]
    cells = {row[0].text_content(): row for row in page.find_class("gemeenten")[0].iter("tr")}
    shown = [cell.text_content() for cell in cells["Alkmaar"]][1:5]
    assert shown == [
        "Geëindigd",
        "1 februari 2023 door A. Burger",
        "31 december 2025 opgezegd op 15 augustus 2025",
        "",
    ]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


View = tuple[int, Literal["light", "dark"], Literal["screen", "print"]]
VIEWS: list[View] = [
    (1280, "light", "screen"),
    (1280, "dark", "print"),
    (800, "light", "screen"),
    (320, "dark", "screen"),
]


@pytest.mark.ongemeten
@pytest.mark.parametrize(
    ("status", "few"),
    [
        pytest.param(
            make_status(PERIODE, GEMEENTEN, {}, {}, date(2023, 1, 20)), VIEWS[-1:], id="none"
        ),
        pytest.param(whole_status(4, 1), VIEWS, id="three-and-a-notice"),
        pytest.param(whole_status(41, 3, date(2027, 2, 1)), VIEWS[::3], id="three-have-ended"),
    ],
)
def test_axe_has_no_complaint(
    browser: Browser, tmp_path: Path, status: Status, few: list[View]
) -> None:
    page = tmp_path / "overzicht.html"
    page.write_text(page_of(status), "utf-8")
    browser.requests.clear()
    views = VIEWS if Lengte.lang else few
    complaints, widths = {}, {}
    for view in views:
        browser.view(*view)
        browser.page.goto(page.as_uri())
        browser.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        widths[view] = browser.width()
        complaints[view] = browser.complaints()

    assert complaints == {view: [] for view in views}
    assert widths == {view: view[0] for view in views}
    assert set(browser.requests) == {page.as_uri()}


def test_axe_finds_faults(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "fout.html"
    page.write_text('<title>Fout</title><p style="color: #aaa">vaal</p>', "utf-8")

    browser.view()
    browser.page.goto(page.as_uri())

    assert {complaint.split(":")[0] for complaint in browser.complaints()} == {
        "color-contrast",
        "html-has-lang",
        "landmark-one-main",
        "page-has-heading-one",
        "region",
    }


def test_prints_on_two_sheets_of_a4_with_the_heading_on_both(
    browser: Browser, tmp_path: Path
) -> None:
    page = tmp_path / "overzicht.html"
    page.write_text(page_of(whole_status(3, 1)), "utf-8")
    browser.view(media="print")
    browser.page.goto(page.as_uri())

    sheets = PdfReader(io.BytesIO(browser.page.pdf(prefer_css_page_size=True))).pages

    assert [(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets] == [
        (595, 842),
        (595, 842),
    ]
    texts = [sheet.extract_text() for sheet in sheets]
    assert [text.count("Documenten") for text in texts] == [1, 1]
    words = " ".join(texts).split("Documenten", 1)[1].split("Samen")[0]
    assert [words.count(f"\n{gemeente.naam} ") for gemeente in GEMEENTEN] == [1] * 41
    assert ["€ 784.643,10" in text.replace("\xa0", " ") for text in texts] == [True, True]


@pytest.mark.parametrize("in_ci", [True, False])
def test_without_chromium_fails_in_ci_and_skips_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, in_ci: bool
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    if in_ci:
        monkeypatch.setenv("CI", "true")
    outcome = pytest.fail.Exception if in_ci else pytest.skip.Exception
    with (
        pytest.raises(outcome, match=r"^Chromium or axe-core is not installed: run make ontwikkel"),
        running_browser(),
    ):
        pass
