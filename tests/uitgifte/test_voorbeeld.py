"""Another period is another folder: the werkmap of 2019 t/m 2022, through the real programs."""

from __future__ import annotations

import ast
import csv
import re
import shutil
import tomllib
import zipfile
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from hulp.lengte import count, sample
from hulp.ooxml import VALIDATORS, validate
from hulp.regelbreuken import gewoon
from hulp.uitvoeren import Made, call_program, run_program
from hulp.verapdf import assert_archival
from hulp.werkmappen import ROOT, VOOR_FACTUREN, edit, files, fill_in
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.word.bestand import Woordbestand, Woordgegevens
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hulp.snapshots import Snapshots

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten, pytest.mark.usefixtures("onthoudt")]

VOORBEELD = ROOT / "voorbeelden" / "2019-2022"
SJABLONEN = VOORBEELD / "sjablonen"
SJABLOON = SJABLONEN / "uitvoeringsovereenkomst.docx"
BIJLAGE_2 = SJABLONEN / "bijlage-2.docx"
MADE_HERE = ("uitvoer", "ondertekend", "facturen", "register.csv", "facturen.csv", ".*")
"""What a user who tried the example out in place would have in it."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
OPEN = (
    "gemeente.collegebesluit",
    "ondertekenaar.aanhef",
    "ondertekenaar.naam",
    "ondertekening.datum",
    "ondertekening.plaats",
)


def copy_example(folder: Path) -> Path:
    """Copy the example to a folder that does not exist yet, without what was made in it."""
    return shutil.copytree(VOORBEELD, folder, ignore=shutil.ignore_patterns(*MADE_HERE))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make all agreements and Bijlage 2, once."""
    werkmap = copy_example(tmp_path_factory.mktemp("voorbeeld") / "2019-2022")
    return Made(werkmap, run_program("genereer", cwd=werkmap))


def gemeenten(folder: Path = VOORBEELD) -> list[dict[str, str]]:
    with (folder / "gemeenten.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def one_line(pdf: Path) -> str:
    """Return the text of a PDF with single spaces."""
    return " ".join(" ".join(read_pdf(pdf)).split())


# The table


def test_the_40_members_of_2018_with_their_inhabitants() -> None:
    rows, later = gemeenten(), gemeenten(ROOT)
    assert [*rows[0], "vorige_inwoners"] == list(later[0])
    assert {row["gemeente"] for row in later if not row["vorige_inwoners"]} == {"Amstelveen"}
    assert [(row["gemeente"], row["inwoners"]) for row in rows] == [
        (row["gemeente"], row["vorige_inwoners"]) for row in later if row["vorige_inwoners"]
    ]
    assert len(rows) == 40
    assert sum(int(row["inwoners"]) for row in rows) == 4_989_629
    assert {row["gemeente"]: row["inwoners"] for row in rows}["Deventer"] == "99653"


def test_who_signed_in_2018_is_not_known_and_not_made_up() -> None:
    not_known = ["aanhef", "ondertekenaar", "collegebesluit", "e-mail"]
    not_known += ["plaats_ondertekening", "datum_ondertekening"]
    assert gemeenten()
    for row in gemeenten():
        assert [row[column] for column in not_known] == [""] * len(not_known)
        assert row["functie"] == "burgemeester"


def test_the_table_is_as_excel_writes_it() -> None:
    content = (VOORBEELD / "gemeenten.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfgemeente;cbs_code;inwoners;")
    assert content.count(b"\r\n") == content.count(b"\n") == 41


# The run


def test_40_agreements_and_bijlage_2_in_word_and_pdf(made: Made) -> None:
    assert (made.ran.code, made.ran.err) == (ExitCode.OK, "")
    assert len(made.words()) == len(made.pdfs()) == 40
    assert {word.stem for word in made.words()} == {pdf.stem for pdf in made.pdfs()}
    assert {name.split("/")[0] for name in files(made.werkmap / "uitvoer")} == {
        ".geheugen-1.jsonl",
        "bijlage-2.docx",
        "bijlage-2.pdf",
        "overeenkomsten",
        "verantwoording.csv",
    }


def test_what_the_user_is_told(made: Made) -> None:
    assert made.ran.out.startswith(
        "40 uitvoeringsovereenkomsten gemaakt, samen €\u00a0648.651,77 per jaar, in "
        "uitvoer/overeenkomsten.\n"
        "Bijlage 2 gemaakt: uitvoer/bijlage-2.pdf, en in Word.\n"
        "De verantwoording staat in uitvoer/verantwoording.csv.\n"
    )


def test_the_amounts(made: Made) -> None:
    account = {row["gemeente"]: row for row in made.account() if row["gemeente"]}
    amounts = {name: Decimal(row["bedrag"].replace(",", ".")) for name, row in account.items()}
    assert len(amounts) == 40
    assert amounts["Deventer"] == Decimal("12954.89")
    assert sum(amounts.values()) == Decimal("648651.77")
    for row in gemeenten():  # thirteen whole cents each, so that nothing is rounded
        assert amounts[row["gemeente"]] * 100 == int(row["inwoners"]) * 13


def test_what_is_not_known_is_open_in_every_agreement(made: Made) -> None:
    assert made.account()
    for row in made.account():
        expected = list(OPEN) if row["gemeente"] else []
        assert sorted(filter(None, re.split(r"[ ,;|]+", row["open_velden"]))) == expected, row


def test_strikt_refuses_them(tmp_path: Path) -> None:
    werkmap = copy_example(tmp_path / "werkmap")
    ran = call_program("genereer", "Deventer", "--strikt", cwd=werkmap)
    assert ran.code == ExitCode.OPEN_FIELDS
    assert ran.err.startswith("\nGeweigerd, omdat er een gegeven ontbreekt: 1\n    Deventer: kolom")
    assert not list((werkmap / "uitvoer").rglob("*.pdf"))


def test_the_whole_text(made: Made, snapshots: Snapshots) -> None:
    word = made.folder / "uitvoeringsovereenkomst-deventer.docx"
    snapshots.check("2019-deventer.txt", read_word(word).as_text())
    bijlage = made.werkmap / "uitvoer" / "bijlage-2.docx"
    snapshots.check("2019-bijlage-2.txt", read_word(bijlage).as_text())


@pytest.mark.parametrize(
    "fact",
    [
        "de gemeente Deventer, gevestigd te Deventer, Grote Kerkhof 1",
        "€ 12.954,89 per jaar, exclusief btw",
        "Gemeente Deventer H. Karakus algemeen directeur Naam: ___________________________ bur",
        "gemeente Deventer pagina 1 van 2",
        "gemeente Deventer pagina 2 van 2",
    ],
)
def test_the_pdf_of_deventer_says(made: Made, fact: str) -> None:
    text = one_line(made.folder / "uitvoeringsovereenkomst-deventer.pdf")
    assert fact in text.replace("\N{NO-BREAK SPACE}", " ")


def test_no_fact_of_the_later_period_in_any_document(made: Made) -> None:
    later = re.compile(r"0,15|2023|2027|Everhardt|Depla|directeur-bestuurder|amenwerkingsover")
    for pdf in (*made.pdfs(), made.werkmap / "uitvoer" / "bijlage-2.pdf"):
        assert later.findall(one_line(pdf)) == [], pdf.name


def test_a_municipality_keeps_its_name(made: Made) -> None:
    text = one_line(made.folder / "uitvoeringsovereenkomst-s-hertogenbosch.pdf")
    assert "de gemeente 's-Hertogenbosch, gevestigd te 's-Hertogenbosch" in text
    assert "Gemeente 's-Hertogenbosch" in text


def test_a_signature_stands_with_the_last_article_on_page_two(made: Made) -> None:
    for pdf in made.pdfs():
        first, last = (" ".join(page.split()) for page in read_pdf(pdf))
        assert "3.4" not in first, pdf.name
        assert re.match(r"Artikel \d", last), pdf.name
        for text in ("Is er over het derde jaar", "Opgemaakt te _", "H. Karakus", "Naam: _"):
            assert text in last, pdf.name


def test_bijlage_2_lists_all_with_their_inhabitants(made: Made) -> None:
    lines = gewoon(read_word(made.werkmap / "uitvoer" / "bijlage-2.docx").as_text()).splitlines()
    rows = [line.split(" | ") for line in lines if " | " in line]
    header, *listed, total = rows
    assert header == ["Nr.", "Gemeente", "Inwoners"]
    assert listed == [
        [str(number), row["gemeente"], f"{int(row['inwoners']):,}".replace(",", ".")]
        for number, row in enumerate(gemeenten(), 1)
    ]
    assert total == ["Totaal", "4.989.629"]


def test_bijlage_2_repeats_its_header_row(made: Made) -> None:
    first, second = read_pdf(made.werkmap / "uitvoer" / "bijlage-2.pdf")
    assert "Nr. Gemeente Inwoners" in " ".join(first.split())
    assert " ".join(second.split()).startswith("Nr. Gemeente Inwoners")
    assert "Totaal 4.989.629" in " ".join(second.split())


def test_the_properties(made: Made) -> None:
    author = "Stedennetwerk G40 en Stichting Platform31"
    convenant = "Samenwerken aan aantrekkelijke en krachtige steden 2019 t/m 2022"
    deventer = (made.folder / "uitvoeringsovereenkomst-deventer.docx").read_bytes()
    assert Woordbestand.of(deventer).gegevens == Woordgegevens(
        title="Uitvoeringsovereenkomst 2019 t/m 2022 \N{EN DASH} gemeente Deventer",
        author=author,
        subject=f"Uitvoeringsovereenkomst bij het convenant {convenant}",
    )
    bijlage = (made.werkmap / "uitvoer" / "bijlage-2.docx").read_bytes()
    assert Woordbestand.of(bijlage).gegevens == Woordgegevens(
        title="Bijlage 2 Aangesloten gemeenten 2019 t/m 2022",
        author=author,
        subject=f"Bijlage 2 bij het convenant {convenant}",
    )


def test_two_validators_find_no_fault_in_templates_and_documents(made: Made) -> None:
    deventer = made.folder / "uitvoeringsovereenkomst-deventer.docx"
    words = [deventer, made.werkmap / "uitvoer" / "bijlage-2.docx", SJABLOON, BIJLAGE_2]
    assert validate(words[: count(4, 2)]) == {validator: [] for validator in VALIDATORS}


# The invoices


@pytest.fixture(scope="module")
def invoiced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the invoices of the third and fourth year: three signed, one of them gave notice."""
    werkmap = copy_example(tmp_path_factory.mktemp("facturen") / "2019-2022")
    signed = ("Deventer", "Almelo", "'s-Hertogenbosch")
    commands = [
        ("genereer", *signed),
        *(
            ("onderteken", name, "--op", "13-11-2018", "--ondertekenaar", "A. Jansen", "--ja")
            for name in signed
        ),
        ("zeg-op", "Almelo", "--op", "15-08-2021"),
        ("facturen", "2021", "--datum", "01-02-2021", "--ja"),
        ("facturen", "2022", "--datum", "01-02-2022", "--overschot", "12500,00", "--ja"),
    ]
    asked = "\n".join(f'# {key} = ""' for key in VOOR_FACTUREN)
    edit(werkmap, "[stichting]\n", f"[stichting]\n{asked}\n", "convenant.toml")
    fill_in(werkmap, *VOOR_FACTUREN)
    for command in commands:
        ran = call_program(*command, cwd=werkmap)
        assert ran.code == ExitCode.OK, (command, ran.err)
    return werkmap


def test_an_invoice_for_whoever_is_still_bound(invoiced: Path) -> None:
    names = {
        year: sorted(file.name for file in (invoiced / "uitvoer/facturen" / year).glob("*.pdf"))
        for year in ("2021", "2022")
    }
    assert names == {
        "2021": [
            "factuur-2021-almelo.pdf",
            "factuur-2021-deventer.pdf",
            "factuur-2021-s-hertogenbosch.pdf",
        ],
        "2022": ["factuur-2022-deventer.pdf", "factuur-2022-s-hertogenbosch.pdf"],
    }


def test_the_surplus_is_settled_in_the_fourth_year(invoiced: Path) -> None:
    """Deventer pays 12.954,89 of 32.901,31, so 4.921,87 of the surplus is its own."""
    folder = invoiced / "uitvoer" / "facturen"
    third = one_line(folder / "2021" / "factuur-2021-deventer.pdf")
    fourth = one_line(folder / "2022" / "factuur-2022-deventer.pdf")
    for text in ("P31-2021-002", "€ 12.954,89", "€ 15.675,42"):
        assert text in third
    for text in ("P31-2022-001", "€ 12.954,89", "€ 12.500,00", "€ 4.921,87", "€ 8.033,02"):
        assert text in fourth
    assert "€ 12.500,00" not in third


def test_verapdf_passes_every_pdf(made: Made, invoiced: Path) -> None:
    invoices = sorted((invoiced / "uitvoer" / "facturen").rglob("*.pdf"))
    assert (len(made.pdfs()), len(invoices)) == (40, 5)
    bijlage = made.werkmap / "uitvoer" / "bijlage-2.pdf"
    assert_archival([*sample(made.pdfs(), 3), bijlage, *sample(invoices, 2)])


# The templates


def part(sjabloon: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(sjabloon) as package:
        return etree.fromstring(package.read(name))


def text_of(element: etree._Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


FINE_PRINT = re.compile(rb'<w:style [^>]*"Kleineletters">.*?</w:style>')
"""What Bijlage 3 has and Bijlage 2 has not, because it rests on no row of the register."""


@pytest.mark.parametrize(
    ("sjabloon", "house"),
    [(SJABLOON, "samenwerkingsovereenkomst.docx"), (BIJLAGE_2, "bijlage-3.docx")],
)
def test_template_is_of_the_house_and_as_lean(sjabloon: Path, house: str) -> None:
    with zipfile.ZipFile(sjabloon) as own, zipfile.ZipFile(ROOT / "sjablonen" / house) as theirs:
        assert own.namelist() == theirs.namelist()
        assert own.read("word/styles.xml") == FINE_PRINT.sub(b"", theirs.read("word/styles.xml"))
    assert sjabloon.stat().st_size < 12_000
    used = {
        element.get(f"{W}val", "")
        for name in ("word/document.xml", "word/footer1.xml", "word/styles.xml")
        for element in part(sjabloon, name).iter(f"{W}pStyle", f"{W}rStyle", f"{W}basedOn")
    }
    styles = list(part(sjabloon, "word/styles.xml").iter(f"{W}style"))
    defaults = {style.get(f"{W}styleId") for style in styles if style.get(f"{W}default")}
    assert {style.get(f"{W}styleId") for style in styles} == used | defaults
    languages = part(sjabloon, "word/styles.xml").iter(f"{W}lang")
    assert [each.get(f"{W}val") for each in languages] == ["nl-NL"]


@pytest.mark.parametrize("sjabloon", [SJABLOON, BIJLAGE_2])
def test_every_tag_stands_in_one_run(sjabloon: Path) -> None:
    runs = [
        text_of(run)
        for name in ("word/document.xml", "word/footer1.xml")
        for run in part(sjabloon, name).iter(f"{W}r")
    ]
    left = [text for text in runs if re.search(r"[{}]|(?<!\xa0)%", TAG.sub("", text))]
    assert left == []


def test_no_number_is_typed_that_word_or_the_table_gives() -> None:
    document = part(SJABLOON, "word/document.xml")
    assert document.find(f".//{W}numPr") is None
    typed = TAG.sub("", "\n".join(text_of(p) for p in document.iter(f"{W}p"))).replace("\xa0", " ")
    assert re.findall(r"\w+:? \d+ ?\S+", typed) == [
        "tegen 1 januari",
        "richtlijn: 40 %",
        "en 60 %",
        "Bijlage 2 bij",
    ]


# No line of code knows a period


EXAMPLE = "an example in help or advice"
ALLOWED: Mapping[str, tuple[str, set[str]]] = {
    "sjabloon/bericht.py": (EXAMPLE, {"Herinnering"}),
    "loket/binnengekomen.py": (EXAMPLE, {"2023"}),
    "loket/handeling.py": (EXAMPLE, {"2023"}),
    "loket/instellingen.py": (EXAMPLE, {"0,15"}),
    "loket/vergelijken.py": (EXAMPLE, {"aanbiedingsbrief.docx"}),
    "loket/versturen.py": (EXAMPLE, {"2023"}),
    "werkmap/instelling.py": (EXAMPLE, {"0,15"}),
    "sjabloon/opdrachten/taal.py": ("how much is shown of a value", {"40"}),
    "sjabloon/opdrachten/fouten.py": ("how much is shown of a text", {"40"}),
    "word/nummering.py": ("a Roman numeral", {"40"}),
    "keuring/leesvorm.py": (
        "whose inhabitants are called otherwise, and how long a word may be",
        {"40", "dordrecht", "gouda", "zaanstad"},
    ),
    "keuring/letterlijk.py": (
        "names that are ordinary words, and how far is looked back",
        {"40", "assen", "delft", "gouda", "hoorn", "leiden"},
    ),
    "keuring/sporen.py": ("how long something may be", {"40"}),
    "word/beeld.py": ("where the records of a picture begin", {"40"}),
    "cli/genereer.py": (EXAMPLE, {"collegenota", "herinnering"}),
    "cli/nieuw.py": (EXAMPLE, {"0,15", "2023", "2027"}),
    "cli/opties.py": (EXAMPLE, {"0,15"}),
    "cli/register.py": (EXAMPLE, {"Deventer"}),
    "inname/herkenning.py": ("how much more a page is of one than of others", {"0.15"}),
    "velden/kolommen.py": (
        "examples, and a word that stands before a term, whatever the kind of agreement",
        {"samenwerkingsovereenkomst", "Deventer", "Grote Kerkhof 1"},
    ),
    "werkmap/instellingen.py": (EXAMPLE, {"0.15", "2022", "41", "Den Haag"}),
    "werkmap/instelregels.py": (EXAMPLE, {"2022"}),
    "kern/namen.py": ("what everyone calls 's-Gravenhage", {"den haag"}),
    "nieuw/nieuwe_periode.py": (EXAMPLE, {"0,15"}),
    "kern/jaardag.py": ("any year that is no leap year", {"2023"}),
    "velden/zinnen.py": ("a year in which councils were elected, whatever the period", {"2022"}),
    "velden/periodevelden.py": (EXAMPLE, {"2023", "2027"}),
    "kern/waarden.py": (EXAMPLE, {"2023"}),
    "afleiding/afleiden.py": ("a verb, not the municipality", {"leiden"}),
    "nieuw/nieuw.py": (EXAMPLE, {"2023", "2027"}),
}
"""By module what of a period stands in it, and why the program knows no period by that."""


def facts() -> Iterator[str]:
    """Yield what the two werkmappen say of their period, each as a text to look for."""
    for folder in (ROOT, VOORBEELD):
        with (folder / "convenant.toml").open("rb") as file:
            data = tomllib.load(file)
        convenant, soorten = data["convenant"], data["documentsoort"]
        yield from (convenant["naam"], convenant["getekend_te"], str(convenant["leden"]))
        yield from years(data)
        tarief = str(data["bijdrage"]["tarief"])
        yield from (tarief, tarief.replace(".", ","))
        for party in (data["stichting"], data["netwerk"]):
            yield from (party["naam"], party["korte_naam"])
            yield from (party["vertegenwoordiger"][key] for key in ("naam", "functie"))
        yield data["stichting"]["adres"]
        for key, soort in soorten.items():
            rol = soort.get("rol")  # what the program itself calls an invoice, and a credit
            yield from (key, soort["sjabloon"]) if key != rol else ()
            if rol not in {"factuur", "creditfactuur"}:
                yield from (soort["naam"], soort["meervoud"])
        for row in gemeenten(folder):
            yield from (row["gemeente"], row["adres"], row["ondertekenaar"])


def years(value: object) -> Iterator[str]:
    """Yield the year of every date in ``convenant.toml``."""
    if isinstance(value, date):
        yield str(value.year)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from years(inner)


def literals(module: Path) -> Iterator[str]:
    """Yield every text and number that a module works with or shows; docstrings are neither."""
    tree = ast.parse(module.read_text("utf-8"))
    told = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in told:
            yield str(node.value)


def test_no_line_of_code_knows_a_period() -> None:
    known = sorted(set(filter(None, facts())), key=len, reverse=True)
    some = ["0.13", "0,15", "2018", "2019", "2022", "2023", "2027", "40", "Deventer", "G40"]
    some += ["Platform31", "samenwerkingsovereenkomst", "Uitvoeringsovereenkomst"]
    assert set(some) <= set(known)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)", re.IGNORECASE)
    package = ROOT / "src" / "overeenkomstgen"
    found = {
        str(module.relative_to(package)): set(pattern.findall("\n".join(literals(module))))
        for module in package.rglob("*.py")
    }
    allowed = {module: texts for module, (_, texts) in ALLOWED.items()}
    assert {module: texts for module, texts in found.items() if texts} == allowed
