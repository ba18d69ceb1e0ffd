"""A letter as a person makes it in Word, without a thought of titles, languages or headings."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from hulp.lengte import Lengte
from hulp.sjabloonbouw import image, template, with_image
from hulp.uitvoeren import call_program
from hulp.verapdf import assert_archival
from hulp.werkmappen import copy_werkmap
from hulp.wordbouw import STYLES, field, frame, paragraph, run, table
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.word.bestand import Woordbestand

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.traag

SOORT = """
[documentsoort.brief]
naam = "Brief"
meervoud = "Brieven"
sjabloon = "brief.docx"
map = "brieven"
bestandsnaam = "brief-{gemeente}"
paginas = [1, 2]
"""
IN_ORDE = "sjablonen/brief.docx (sjabloon van: Brief): in orde.\n"
ADDRESS = (
    "College van burgemeester en wethouders van {{ gemeente.naam }}",
    "{{ gemeente.adres }}",
    "{{ gemeente.postcode }} {{ gemeente.plaats }}",
)
LABELS = [
    ["Datum:", "{{ document.datum | datum }}"],
    ["Betreft:", "bijdrage van {{ bijdrage.jaarbedrag | bedrag }}"],
]
SIGNATURES = [
    ["Stichting Platform31", "", "Gemeente {{ gemeente.naam }}"],
    ["", "", ""],
    ["{{ stichting.vertegenwoordiger.naam }}", "", "{{ ondertekenaar.naam }}"],
    ["{{ stichting.vertegenwoordiger.functie }}", "", "{{ ondertekenaar.functie }}"],
]
BESLUIT = (
    "{%p if gemeente.collegebesluit %}",
    "Uw college besloot hiertoe op {{ gemeente.collegebesluit | datum }}.",
    "{%p endif %}",
)

TODAY = {"SOURCE_DATE_EPOCH": "1756724400"}  # 1 September 2025
DEVENTER = (
    "Datum: 1 september 2025 Betreft: bijdrage van € 15.216,90 Geachte heer König, "
    + "Hierbij vragen wij u de overeenkomst te tekenen. " * 3
    + "Uw college besloot hiertoe op 10 januari 2023. Met vriendelijke groet, Stichting Platform31 "
    "Gemeente Deventer V. Everhardt R.C. König directeur-bestuurder burgemeester Bladzijde 1 van 1 "
    "College van burgemeester en wethouders van Deventer Grote Kerkhof 1 7411 KT Deventer"
)


def logo() -> bytes:
    made = BytesIO()
    picture = Image.new("RGB", (240, 80), "white")
    ImageDraw.Draw(picture).ellipse((10, 10, 70, 70), fill="navy")
    picture.save(made, "PNG")
    return made.getvalue()


def letter() -> bytes:
    body = [
        *(frame(line) for line in ADDRESS),
        table(LABELS),
        paragraph("{{ ontvanger.aanhef }},"),
        paragraph("Hierbij vragen wij u de overeenkomst te tekenen. " * 3),
        *map(paragraph, BESLUIT),
        paragraph("Met vriendelijke groet,"),
        table(SIGNATURES),
        paragraph(""),
    ]
    page = paragraph(run("Bladzijde ") + field("PAGE", "1") + run(" van ") + field("NUMPAGES", "1"))
    content = template(
        "".join(body),
        title="",
        styles=STYLES.replace('<w:lang w:val="nl-NL"/>', ""),
        header1=paragraph(image("rIdLogo", 'descr="Logo van Platform31"')),
        footer1=page,
    )
    return with_image(content, "rIdLogo", logo(), "header1")


@pytest.mark.ongemeten
def test_a_letter_as_a_person_makes_it(tmp_path: Path) -> None:
    werkmap = copy_werkmap(tmp_path / "werkmap")
    (werkmap / "sjablonen/brief.docx").write_bytes(letter())
    with (werkmap / "convenant.toml").open("a", encoding="utf-8") as file:
        file.write(SOORT)
    examined = call_program("sjabloon", "controleer", "sjablonen/brief.docx", cwd=werkmap)
    assert (examined.code, examined.out) == (ExitCode.OK, IN_ORDE)
    few = () if Lengte.lang else ("Deventer", "Zwolle", "den bosch")
    made = call_program("genereer", "--soort", "brief", *few, cwd=werkmap, environment=TODAY)
    assert (made.code, made.err) == (ExitCode.OK, "")
    pdfs = sorted((werkmap / "uitvoer/brieven").glob("*.pdf"))
    assert len(pdfs) == (len(few) or 41)
    assert_archival(pdfs)
    for pdf in pdfs:
        told = Woordbestand.read(pdf.with_suffix(".docx")).gegevens.title
        assert told.startswith("Brief \N{EN DASH} gemeente ")
    (deventer,) = (pdf for pdf in pdfs if "deventer" in pdf.name)
    assert " ".join("".join(read_pdf(deventer)).split()) == DEVENTER
