"""References to the articles of the agreement: right when articles come in, in Word and in PDF."""

from __future__ import annotations

import os
import re
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

import pytest

from hulp.sjabloonbouw import sjabloon
from hulp.uitvoeren import call_program
from hulp.werkmappen import copy_werkmap, keep_gemeenten
from hulp.wordbouw import pack, paragraph, read_parts
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.errors import InputError
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.sjabloon.bericht import Berichtsjabloon
from overeenkomstgen.velden.velden import MEEGESTUURD, merge_values
from overeenkomstgen.werkmap.invoer import ALLE, read
from overeenkomstgen.werkmap.sjablonen import Sjabloonlezer
from overeenkomstgen.werkmap.werkmap import Werkmap
from overeenkomstgen.word.tekst import read_word

pytestmark = [
    pytest.mark.traag,
    pytest.mark.ongemeten,
    pytest.mark.usefixtures("onthoudt"),
]

OVEREENKOMST = "sjablonen/samenwerkingsovereenkomst.docx"
FIRST = '<w:p><w:pPr><w:pStyle w:val="Artikellid"/></w:pPr><w:bookmarkStart w:id="101"'
HEADING = '<w:p><w:pPr><w:pStyle w:val="Kop1"/></w:pPr>'
LID = paragraph("Een nieuw lid over de duur.", "Artikellid")
ARTIKEL = paragraph("Begrippen", "Kop1") + paragraph("Een begrip.", "Artikellid")
REFERENCE = re.compile(
    r"(?<=\bartikel )\d+(?:\.\d+)?(?! *\d*,? [^)]*Gemeentewet)|(?<=artikelen )[^)]+"
)
CONDITION = paragraph("{%p if bijdrage.vorig_tarief %}") + LID + paragraph("{%p endif %}")


def insert(werkmap: Path, before: str, xml: str, name: str = OVEREENKOMST) -> None:
    """Put paragraphs into a template, before the first place that is like that."""
    entries = read_parts((werkmap / name).read_bytes())
    text = entries["word/document.xml"].decode()
    assert before in text
    entries["word/document.xml"] = text.replace(before, xml + before, 1).encode()
    (werkmap / name).write_bytes(pack(entries))


@pytest.fixture
def werkmap(tmp_path: Path) -> Path:
    """Return a werkmap with two municipalities."""
    return keep_gemeenten(copy_werkmap(tmp_path / "werkmap"), "Deventer", "Zwolle")


def run(werkmap: Path, *arguments: str, on: str = "2023-02-01") -> str:
    """Run the program on a day, which must succeed; return what it said."""
    moment = datetime.fromisoformat(f"{on}T12:00Z")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(moment.timestamp()))}
    ran = call_program(*arguments, cwd=werkmap, environment=environment)
    assert ran.code == ExitCode.OK, ran.err
    return ran.out


def said(werkmap: Path, soort: str, gemeente: str = "deventer") -> list[str]:
    """Return the references in a document; Word and PDF must say the same."""
    (word,) = (werkmap / "uitvoer").glob(f"*/{soort}-{gemeente}.docx")
    pdf = "\n".join(read_pdf(word.with_suffix(".pdf")))
    found = [[*REFERENCE.findall(" ".join(t.split()))] for t in (read_word(word).as_text(), pdf)]
    assert found[0] == found[1]
    return found[0]


CASES = {
    "zoals zij is": ([], ["1.2"], ["1.1", "1.2 en 1.3", "2", "3", "4"], ["1.3", "1.1"]),
    "een lid voor 1.1": (
        [(FIRST, LID)],
        ["1.3"],
        ["1.2", "1.3 en 1.4", "2", "3", "4"],
        ["1.4", "1.2"],
    ),
    "een artikel voor artikel 1": (
        [(HEADING, ARTIKEL)],
        ["2.2"],
        ["2.1", "2.2 en 2.3", "3", "4", "5"],
        ["2.3", "2.1"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_every_reference_is_right_in_word_and_in_the_pdf(werkmap: Path, case: str) -> None:
    inserted, own, nota, letters = CASES[case]
    for before, xml in inserted:
        insert(werkmap, before, xml)
    for soort in ("samenwerkingsovereenkomst", "collegenota"):
        run(werkmap, "genereer", "--soort", soort)
    assert said(werkmap, "samenwerkingsovereenkomst") == own
    assert said(werkmap, "collegenota") == nota
    for gemeente, op in (("Deventer", "2025-08-15"), ("Zwolle", "2027-02-01")):
        run(werkmap, "onderteken", gemeente, "--op", "2023-02-01")
        run(werkmap, "zeg-op", gemeente, "--op", op, on=op)
    run(werkmap, "genereer", "--soort", "opzegbevestiging", on="2027-02-02")
    assert said(werkmap, "opzegbevestiging") == letters[:1]
    assert said(werkmap, "opzegbevestiging", "zwolle") == letters[1:]


def test_a_letter_is_made_anew_when_a_number_changes(werkmap: Path) -> None:
    nota = werkmap / "uitvoer/collegenota/collegenota-deventer.docx"
    asked = ("genereer", "Deventer", "--soort", "collegenota", "--alleen-word")
    run(werkmap, *asked)
    first = nota.read_bytes()
    insert(werkmap, HEADING, paragraph("geen artikel", "BodyText"))
    assert "ongewijzigd" in run(werkmap, *asked)
    assert nota.read_bytes() == first
    insert(werkmap, HEADING, ARTIKEL)
    assert "ongewijzigd" not in run(werkmap, *asked)
    assert "(artikel 2.1)" in read_word(nota).as_text().replace("\N{NO-BREAK SPACE}", " ")


MARK = "geef in de overeenkomst een bladwijzer aan een artikel waarvan het nummer vaststaat"
KNOWN = (
    "artikel.duur, artikel.geschillen, artikel.opzegging, artikel.opzegtermijn, artikel.prijs, "
    "artikel.samenwerking"
)


def test_an_email_knows_the_numbers(werkmap: Path) -> None:
    bericht = werkmap / "sjablonen/collegenota.txt"
    bericht.write_text(bericht.read_text("utf-8") + "Zie artikel {{ artikel.prijs }}.\n", "utf-8")
    insert(werkmap, HEADING, ARTIKEL)
    invoer = read(Werkmap(werkmap), ALLE)
    soort = invoer.periode.documentsoort["collegenota"]
    subject = invoer.subjects(soort, invoer.gemeenten)[0]
    text = (
        Berichtsjabloon.load(bericht).fill(merge_values(subject) | {MEEGESTUURD: "Bijlage 3"}).tekst
    )
    assert text.splitlines()[-1] == "Zie artikel 4."
    bericht.write_text(bericht.read_text("utf-8").replace("artikel.prijs", "artikel.x"), "utf-8")
    with pytest.raises(InputError) as refused:
        read(Werkmap(werkmap), ALLE)
    assert [f"{fault.what}; {fault.advice}" for fault in refused.value.faults] == [
        f"het veld artikel.x bestaat niet; kies uit {KNOWN}, of {MARK}"
    ]


def test_a_damaged_agreement_says_nothing_of_its_numbers(werkmap: Path) -> None:
    bericht = werkmap / "sjablonen/collegenota.txt"
    bericht.write_text(bericht.read_text("utf-8") + "Zie {{ artikel.prijs }}.\n", "utf-8")
    (werkmap / OVEREENKOMST).write_bytes(b"geen Word")
    with pytest.raises(InputError) as refused:
        read(Werkmap(werkmap), ALLE)
    assert [fault.where for fault in refused.value.faults] == [OVEREENKOMST]


@pytest.mark.parametrize("strange", ["", "[1", "[1, 2]", "[]", '"ab"', "[" * 9999])
def test_what_is_remembered_and_strange_is_found_out_anew(werkmap: Path, strange: str) -> None:
    invoer = read(Werkmap(werkmap), ALLE)
    (key,) = (each for each in invoer.lezer.fresh if each.startswith("artikelen "))
    kennis = {key: frozenset({strange})}
    lezer = Sjabloonlezer(invoer.werkmap, invoer.periode, invoer.gemeenten, kennis)
    assert lezer.nummers == invoer.lezer.nummers


def test_the_numbers_are_read_along_with_the_templates(werkmap: Path) -> None:
    invoer = read(Werkmap(werkmap), ALLE)
    fresh = invoer.lezer.fresh
    kennis = {key: fresh[key] for key in fresh if not key.startswith("artikelen ")}
    lezer = Sjabloonlezer(invoer.werkmap, invoer.periode, invoer.gemeenten, kennis)
    lezer.read(ALLE)
    (werkmap / OVEREENKOMST).write_bytes(b"geen Word")
    assert lezer.nummers == invoer.lezer.nummers


@pytest.mark.parametrize(
    ("tag", "condition", "told"),
    [
        ("artikel.opzegging", "", ""),
        ("artikel.weg", "", f"het veld artikel.weg bestaat niet; kies uit {KNOWN}, of {MARK}"),
        ("artikel.duur", CONDITION, f"het veld artikel.duur bestaat niet; {MARK}"),
    ],
)
def test_what_a_document_can_name(
    werkmap: Path, tag: str, condition: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    insert(werkmap, FIRST, condition)
    path = werkmap / "sjablonen/bijlage-3.docx"
    insert(werkmap, "<w:sectPr", paragraph(f"{{{{ {tag} }}}}"), "sjablonen/bijlage-3.docx")
    code = sjabloon("controleer", str(path), werkmap=werkmap)
    lines = capsys.readouterr().out.splitlines()
    found = [f'  Fout, alinea "{{{{ {tag} }}}}": {told}.'] if told else []
    assert lines[1:2] == found
    assert (code == ExitCode.OK) is (not told)
    with nullcontext() if not told else pytest.raises(InputError):
        read(Werkmap(werkmap), ALLE)


def test_from_a_condition_on_no_number_is_certain(werkmap: Path) -> None:
    second = FIRST.replace("101", "102")
    insert(werkmap, second, CONDITION)
    assert read(Werkmap(werkmap)).lezer.nummers == {"duur": "1.1"}
