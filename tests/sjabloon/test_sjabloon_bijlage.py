"""The template of Bijlage 3: the Word file that it is, what it says once filled, its PDF."""

from __future__ import annotations

import csv
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from lxml import etree

from hulp.herkennen import is_recognised
from hulp.ooxml import VALIDATORS, validate
from hulp.verapdf import assert_archival
from overeenkomstgen.kern.namen import sort_key
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.office.omzetting import to_pdf
from overeenkomstgen.pdf.archief import Documentgegevens, archive
from overeenkomstgen.pdf.oordeel import judge
from overeenkomstgen.proef.proef import proofread
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.word.gegevens import Woordgegevens, read_properties
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from lxml.etree import _Element

    from hulp.snapshots import Snapshots
    from overeenkomstgen.sjabloon.sjabloon import Ingevuld

ROOT = Path(__file__).parents[2]
SJABLOON = ROOT / "sjablonen" / "bijlage-3.docx"
HUISSTIJL = ROOT / "sjablonen" / "samenwerkingsovereenkomst.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
HEADER = ["Nr.", "Gemeente", "Ondertekend op", "Geldt tot en met"]
DRIE = ("Alkmaar", "Deventer", "'s-Hertogenbosch")


def members() -> tuple[str, ...]:
    """Return the names of all municipalities, sorted as Dutch does."""
    with (ROOT / "gemeenten.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return tuple(sorted((row["gemeente"] for row in rows), key=sort_key))


def part(name: str, sjabloon: Path = SJABLOON) -> _Element:
    with zipfile.ZipFile(sjabloon) as package:
        return etree.fromstring(package.read(name))


def text_of(element: _Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def styles_of(sjabloon: Path) -> dict[str, bytes]:
    """Return each style of a template, as it stands in the file."""
    styles = part("word/styles.xml", sjabloon).iter(f"{W}style")
    return {style.get(f"{W}styleId", ""): etree.tostring(style) for style in styles}


def values(names: Sequence[str], opgezegd: Collection[str] = ()) -> dict[str, Any]:
    """Return the values for a list of municipalities, that signed on one day after the other."""
    return {
        "convenant": {
            "naam": "Samenwerken aan aantrekkelijke en krachtige steden",
            "periode": "2023 t/m 2027",
            "getekend_op": date(2022, 12, 19),
            "getekend_te": "Den Haag",
            "leden": 41,
        },
        "stichting": {"naam": "Stichting Platform31", "korte_naam": "Platform31"},
        "netwerk": {"naam": "Stedennetwerk G40", "korte_naam": "G40"},
        "stand": {"datum": date(2023, 3, 1), "aantal": len(names)},
        "deelnemers": [
            {
                "nummer": nummer,
                "gemeente": naam,
                "ondertekend_op": date(2023, 1, 9) + timedelta(nummer),
                "laatste_dag": date(2025, 12, 31) if naam in opgezegd else None,
            }
            for nummer, naam in enumerate(names, start=1)
        ],
    }


def fill(names: Sequence[str], opgezegd: Collection[str] = ()) -> Ingevuld:
    return Sjabloon.load(SJABLOON).fill(values(names, opgezegd))


def test_file_holds_nothing_but_what_is_needed() -> None:
    with zipfile.ZipFile(SJABLOON) as package:
        names = package.namelist()
    assert names == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/settings.xml",
        "word/footer1.xml",
        "docProps/core.xml",
    ]
    assert SJABLOON.stat().st_size < 12_000


def test_styles_are_those_of_the_agreement_and_two_for_the_table() -> None:
    own, house = styles_of(SJABLOON), styles_of(HUISSTIJL)
    assert {name for name in own if own[name] != house.get(name)} == {"Tabeltekst", "Tabelkop"}


def test_every_style_is_in_use() -> None:
    used = {
        element.get(f"{W}val", "")
        for name in ("word/document.xml", "word/footer1.xml", "word/styles.xml")
        for element in part(name).iter(f"{W}pStyle", f"{W}rStyle", f"{W}basedOn")
    }
    defaults = {
        style.get(f"{W}styleId", "")
        for style in part("word/styles.xml").iter(f"{W}style")
        if style.get(f"{W}default")
    }
    assert set(styles_of(SJABLOON)) == used | defaults


def test_language_is_dutch_everywhere() -> None:
    languages = [
        each.get(f"{W}val")
        for name in ("word/styles.xml", "word/settings.xml")
        for each in part(name).iter(f"{W}lang", f"{W}themeFontLang")
    ]
    assert languages == ["nl-NL", "nl-NL"]
    for name in ("word/document.xml", "word/footer1.xml"):
        assert list(part(name).iter(f"{W}lang")) == []


def test_table_repeats_its_header_row_and_splits_no_row() -> None:
    (table,) = part("word/document.xml").iter(f"{W}tbl")
    rows = list(table.iter(f"{W}tr"))
    assert [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in rows] == [
        HEADER,
        ["{%tr for deelnemer in deelnemers %}"],
        [
            "{{ deelnemer.nummer }}",
            "{{ deelnemer.gemeente }}",
            "{{ deelnemer.ondertekend_op | datum }}",
            (
                "{% if deelnemer.laatste_dag %}{{ deelnemer.laatste_dag | datum }}"
                "{% else %}\N{EN DASH}{% endif %}"
            ),
        ],
        ["{%tr endfor %}"],
    ]
    assert [bool(list(row.iter(f"{W}tblHeader"))) for row in rows] == [True, False, False, False]
    assert all(list(row.iter(f"{W}cantSplit")) for row in rows)


def test_fields_are_the_known_ones() -> None:
    sjabloon = Sjabloon.load(SJABLOON)
    assert sjabloon.faults(sjabloon.fields) == ()
    assert sjabloon.fields == {
        "convenant.getekend_op",
        "convenant.getekend_te",
        "convenant.leden",
        "convenant.naam",
        "convenant.periode",
        "deelnemers",
        "netwerk.naam",
        "stand.aantal",
        "stand.datum",
        "stichting.korte_naam",
        "stichting.naam",
    }


def test_every_tag_stands_in_one_run() -> None:
    runs = [
        text_of(run)
        for name in ("word/document.xml", "word/footer1.xml")
        for run in part(name).iter(f"{W}r")
    ]
    assert [text for text in runs if re.search(r"[{}%]", TAG.sub("", text))] == []


def test_no_figure_municipality_or_party_is_typed() -> None:
    typed = TAG.sub("", text_of(part("word/document.xml")))
    assert re.findall(r"\w+ \d+", typed) == ["Bijlage 3"]
    assert len(re.findall(r"\d", typed)) == 1
    known = (*members(), "Platform31", "G40", "Stedennetwerk", "Den Haag")
    assert [name for name in known if name in typed] == []


def test_two_validators_find_no_fault_in_template_and_documents(tmp_path: Path) -> None:
    words = [SJABLOON]
    for names in ((), DRIE):
        words.append(tmp_path / f"{len(names)}.docx")
        words[-1].write_bytes(fill(names).content)
    assert validate(words) == {validator: [] for validator in VALIDATORS}


@pytest.mark.parametrize(
    ("snapshot", "names", "opgezegd"),
    [
        ("bijlage-3-geen.txt", (), ()),
        ("bijlage-3-een.txt", ("Deventer",), ()),
        ("bijlage-3-drie.txt", DRIE, ("Deventer",)),
    ],
)
def test_filled_text(
    snapshots: Snapshots, snapshot: str, names: Sequence[str], opgezegd: Collection[str]
) -> None:
    snapshots.check(snapshot, read_word(fill(names, opgezegd).content).as_text())


def test_properties_name_annex_period_and_day() -> None:
    assert read_properties(fill(DRIE).content) == Woordgegevens(
        title="Bijlage 3 Deelnemende steden 2023 t/m 2027 \N{EN DASH} stand per 1 maart 2023",
        author="Stedennetwerk G40 en Stichting Platform31",
        subject="Bijlage 3 behorende bij het convenant "
        "Samenwerken aan aantrekkelijke en krachtige steden 2023 t/m 2027",
    )


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Path, Ingevuld]:
    """Return the PDFs for none, three and all, and all of which some gave notice."""
    folder = tmp_path_factory.mktemp("bijlage")
    everyone = members()
    filled = {
        folder / "geen.docx": fill(()),
        folder / "drie.docx": fill(DRIE, ("Deventer",)),
        folder / "alle.docx": fill(everyone),
        folder / "opgezegd.docx": fill(everyone, everyone[::2]),
    }
    for word, ingevuld in filled.items():
        word.write_bytes(ingevuld.content)
    made = {}
    for omzetting in to_pdf(list(filled), folder / "pdf", office=find_libreoffice()):
        assert omzetting.pdf is not None, omzetting.problem
        made[omzetting.pdf] = filled[omzetting.source]
        about = read_properties(made[omzetting.pdf].content)
        archive(omzetting.pdf, Documentgegevens(about.title, about.author, about.subject))
    return made


def test_pdf_says_what_word_says_and_is_fit_for_the_archive(
    pdfs: Mapping[Path, Ingevuld],
) -> None:
    pages = {"geen": (1, 1), "drie": (1, 1), "alle": (2, 2), "opgezegd": (2, 2)}
    found = {
        pdf.stem: judge(pdf).findings
        + proofread(word.content, pdf, values=word.values, pages=pages[pdf.stem])
        for pdf, word in pdfs.items()
    }
    assert found == dict.fromkeys(pages, ())


def test_verapdf_passes_every_pdf(pdfs: Mapping[Path, Ingevuld]) -> None:
    assert_archival(pdfs)
    assert [pdf.name for pdf in pdfs if not is_recognised(pdf.read_bytes())] == []


def test_second_page_begins_with_the_header_row(pdfs: Mapping[Path, Ingevuld]) -> None:
    (pdf,) = (pdf for pdf in pdfs if pdf.stem == "alle")
    first, second = (page.extract_text().split("pagina")[0] for page in pypdf.PdfReader(pdf).pages)
    assert second.lstrip().startswith(" ".join(HEADER))
    listed = [name for page in (first, second) for name in members() if f" {name} " in page]
    assert listed == list(members())
