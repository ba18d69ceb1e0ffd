"""The template of Bijlage 3: the Word file that it is, what it says once filled, its PDF."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest
from lxml import etree

from hulp import eigensjabloon
from hulp.eigensjabloon import assert_proved, make_pdfs, part, text_of, typed_text, write_words
from hulp.herkennen import is_recognised
from hulp.opbouw import structure
from hulp.verapdf import assert_archival
from overeenkomstgen.kern.namen import sort_key
from overeenkomstgen.kern.status import Deelnemer
from overeenkomstgen.word.bestand import Woordbestand, Woordgegevens
from overeenkomstgen.word.elementen import W
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from hulp.snapshots import Snapshots
    from overeenkomstgen.sjabloon.sjabloon import Ingevuld

pytestmark = pytest.mark.ongemeten

ROOT = Path(__file__).parents[2]
BIJLAGE = "bijlage-3"
HEADER = ["Nr.", "Gemeente", "Ondertekend op", "Geldt tot en met"]
DRIE = ("Alkmaar", "Deventer", "'s-Hertogenbosch")


def members() -> tuple[str, ...]:
    """Return the names of all municipalities, sorted as Dutch does."""
    with (ROOT / "gemeenten.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return tuple(sorted((row["gemeente"] for row in rows), key=sort_key))


def styles_of(soort: str) -> dict[str, bytes]:
    """Return each style of a template, as it stands in the file."""
    styles = part("word/styles.xml", soort).iter(f"{W}style")
    return {style.get(f"{W}styleId", ""): etree.tostring(style) for style in styles}


def fill(
    names: Sequence[str], opgezegd: Collection[str] = (), ended: Collection[str] = ()
) -> Ingevuld:
    """Return the list of municipalities, that signed on one day after the other.

    Of some notice was given, and the agreements of others have ended.
    """
    deelnemers = [
        Deelnemer(
            *(nummer, naam, date(2023, 1, 9) + timedelta(nummer)),
            *(None, date(2025, 12, 31) if naam in {*opgezegd, *ended} else date(2027, 12, 31)),
            toestand="opgezegd, geldt nog" if naam in opgezegd else "",
        )
        for nummer, naam in enumerate(names, start=1)
    ]
    geeindigd = [each for each in deelnemers if each.gemeente in ended]
    deelnemend = [each for each in deelnemers if each.gemeente not in ended]
    deelname = f"{len(deelnemend)} nemen deel"
    stand: dict[str, object] = {
        "stand.datum": date(2023, 3, 1),
        "stand.aantal": len(names),
        "stand.deelname": f"{deelname}, {len(geeindigd)} zijn geëindigd" if ended else deelname,
    }
    if not names:
        stand["register.getuige"] = ""
    lists = {"deelnemers": deelnemers, "deelnemend": deelnemend, "geeindigd": geeindigd}
    return eigensjabloon.fill(BIJLAGE, {**stand, **lists})


def test_styles_are_those_of_the_agreement_two_for_the_table_and_one_for_the_fine_print() -> None:
    own, house = styles_of(BIJLAGE), styles_of("samenwerkingsovereenkomst")
    others = {name for name in own if own[name] != house.get(name)}
    assert others == {"Tabeltekst", "Tabelkop", "Kleineletters"}


GELDT = (
    "{{ deelnemer.geldt_tot_en_met | datum }}"
    "{% if deelnemer.toestand %} ({{ deelnemer.toestand }}){% endif %}"
)
GEMEENTE = (
    "{{ deelnemer.gemeente }}"
    "{% if deelnemer.vanaf %} (vanaf {{ deelnemer.vanaf | datum }}){% endif %}"
)


def test_tables_have_a_row_for_each() -> None:
    now, ended = (
        [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        for table in part("word/document.xml", BIJLAGE).iter(f"{W}tbl")
    )
    signed = "{{ deelnemer.ondertekend_op | datum }}"
    assert now == [
        HEADER,
        ["{%tr for deelnemer in deelnemend %}"],
        ["{{ deelnemer.nummer }}", GEMEENTE, signed, GELDT],
        ["{%tr endfor %}"],
    ]
    assert ended == [
        ["Gemeente", "Ondertekend op", "Gold tot en met"],
        ["{%tr for deelnemer in geeindigd %}"],
        [GEMEENTE, signed, "{{ deelnemer.geldt_tot_en_met | datum }}"],
        ["{%tr endfor %}"],
    ]


def test_no_figure_municipality_or_party_is_typed() -> None:
    typed = typed_text(BIJLAGE)
    assert re.findall(r"\w+ \d+", typed) == ["Bijlage 3"]
    assert len(re.findall(r"\d", typed)) == 1
    known = (*members(), "Platform31", "G40", "Stedennetwerk", "Den Haag")
    assert [name for name in known if name in typed] == []


@pytest.mark.parametrize(
    ("snapshot", "names", "opgezegd", "ended"),
    [
        ("bijlage-3-geen.txt", (), (), ()),
        ("bijlage-3-een.txt", ("Deventer",), (), ()),
        ("bijlage-3-drie.txt", DRIE, ("Deventer",), ("Alkmaar",)),
    ],
)
def test_filled_text(
    snapshots: Snapshots,
    snapshot: str,
    names: Sequence[str],
    opgezegd: Collection[str],
    ended: Collection[str],
) -> None:
    snapshots.check(snapshot, read_word(fill(names, opgezegd, ended).content).as_text())


def test_properties_name_annex_period_and_day() -> None:
    assert Woordbestand.of(fill(DRIE).content).gegevens == Woordgegevens(
        title="Bijlage 3 Deelnemende steden 2023 t/m 2027 \N{EN DASH} stand per 1 maart 2023",
        author="Stedennetwerk G40 en Stichting Platform31",
        subject="Bijlage 3 behorende bij het convenant "
        "Samenwerken aan aantrekkelijke en krachtige steden 2023 t/m 2027",
    )


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Path, Ingevuld]:
    """Return the PDFs for none, three and all, and all of which some gave notice."""
    everyone = members()
    filled = {
        "geen": fill(()),
        "drie": fill(DRIE, ("Deventer",)),
        "alle": fill(everyone),
        "opgezegd": fill(everyone, everyone[::2], everyone[1::4]),
        "voorbij": fill(DRIE, (), DRIE),
    }
    return make_pdfs(write_words(filled, tmp_path_factory.mktemp("bijlage")))


def test_pdf_says_what_word_says_and_is_fit_for_the_archive(pdfs: Mapping[Path, Ingevuld]) -> None:
    pages = {"geen": (1, 1), "drie": (1, 1), "alle": (2, 2), "opgezegd": (2, 2), "voorbij": (1, 1)}
    assert_proved(pdfs, pages)
    assert_archival(pdfs)
    assert [pdf.name for pdf in pdfs if not is_recognised(pdf.read_bytes())] == []


def test_what_a_listener_hears(snapshots: Snapshots, pdfs: Mapping[Path, Ingevuld]) -> None:
    for pdf in pdfs:
        name = {"alle": "opbouw-bijlage-3.txt", "opgezegd": "opbouw-bijlage-3-geeindigd.txt"}
        if pdf.stem in name:
            snapshots.check(name[pdf.stem], structure(pdf))


def test_second_page_begins_with_the_header_row(pdfs: Mapping[Path, Ingevuld]) -> None:
    (pdf,) = (pdf for pdf in pdfs if pdf.stem == "alle")
    first, second = (page.extract_text().split("pagina")[0] for page in pypdf.PdfReader(pdf).pages)
    assert second.lstrip().startswith(" ".join(HEADER))
    listed = [name for page in (first, second) for name in members() if f" {name} " in page]
    assert listed == list(members())
