"""Every other documentsoort: letters, the nota, and one that was added by files alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn

from hulp.herkennen import is_recognised
from hulp.lengte import Lengte, count
from hulp.regelbreuken import lelijk_in, lelijke_breuken
from hulp.storing import small_werkmap
from hulp.uitvoeren import ONE_FAULT, Ran, call_program, run_program
from hulp.verapdf import assert_archival
from hulp.werkmappen import ROOT, copy_werkmap, edit, files
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.pdf.tekst import read_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from hulp.snapshots import Snapshots
    from hulp.uitvoeren import Made

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

TODAY = {"SOURCE_DATE_EPOCH": "1756724400"}  # 1 September 2025
TEKENAARS = ("Deventer", "Zwolle", "Alkmaar")


@dataclass(frozen=True)
class Brieven:
    """A werkmap in which three signed and one gave notice, and letters of each kind were made."""

    werkmap: Path
    ran: dict[str, Ran]

    def pdfs(self, folder: str) -> list[Path]:
        return sorted((self.werkmap / "uitvoer" / folder).glob("*.pdf"))

    def text(self, place: str) -> str:
        return " ".join(" ".join(read_pdf(self.werkmap / "uitvoer" / f"{place}.pdf")).split())


SOORTEN = {
    "aanbiedingsbrief": ("aanbiedingsbrieven", count(41, 5), count(41, 5)),
    "herinnering": ("herinneringen", 38, count(38, 4)),
    "ontvangstbevestiging": ("ontvangstbevestigingen", 3, 3),
    "collegenota": ("collegenota", count(41, 5), count(41, 5)),
    "opzegbevestiging": ("opzegbevestigingen", 1, 1),
}
"""The folder of a kind, and how many there are in Word and in PDF."""

LONG_AND_SHORT = ("Alphen aan den Rijn", "Ede", "den bosch", "Haarlemmermeer")
FEW = {
    "aanbiedingsbrief": ("Deventer", *LONG_AND_SHORT),
    "herinnering": ("--alleen-word",),
    "collegenota": ("Deventer", *LONG_AND_SHORT),
}
"""Which ones are made when it is not all of them; of reminders some get a PDF afterwards."""


@pytest.fixture(scope="module")
def brieven(tmp_path_factory: pytest.TempPathFactory) -> Brieven:
    werkmap = copy_werkmap(tmp_path_factory.mktemp("brieven") / "werkmap")
    assert call_program("genereer", *TEKENAARS, cwd=werkmap).code == ExitCode.OK
    sign = ("onderteken", *TEKENAARS, "--op", "10-01-2023", "--ja")
    assert call_program(*sign, cwd=werkmap).code == ExitCode.OK
    notice = ("zeg-op", "Zwolle", "--op", "15-08-2025")
    assert call_program(*notice, cwd=werkmap, environment=TODAY).code == ExitCode.OK

    def make(soort: str, *which: str) -> Ran:
        arguments = ("genereer", "--soort", soort, *which)
        return call_program(*arguments, cwd=werkmap, environment=TODAY)

    few = {} if Lengte.lang else FEW
    ran = {soort: make(soort, *few.get(soort, ())) for soort in SOORTEN}
    if not Lengte.lang:
        assert make("herinnering", *LONG_AND_SHORT).code == ExitCode.OK
    return Brieven(werkmap, ran)


NIEUW = """
[documentsoort.uitnodiging]
naam = "Uitnodiging"
meervoud = "Uitnodigingen"
sjabloon = "uitnodiging.docx"
map = "uitnodigingen"
bestandsnaam = "uitnodiging-{gemeente}"
paginas = [1, 1]
voor = "niet getekend"
"""


def add_uitnodiging(werkmap: Path, settings: str = NIEUW) -> None:
    """Add a documentsoort as a secretariat does: a Word file and a few lines."""
    document = Document(str(ROOT / "sjablonen" / "herinnering.docx"))
    body = document.element.body
    for element in list(body.iterchildren(qn("w:p"), qn("w:tbl"))):
        body.remove(element)
    document.add_paragraph("{{ ontvanger.aanhef }}, komt u {{ document.datum | datum }}?")
    document.core_properties.title = "Uitnodiging gemeente {{ gemeente.naam }}"
    document.save(str(werkmap / "sjablonen" / "uitnodiging.docx"))
    with (werkmap / "convenant.toml").open("a", encoding="utf-8") as file:
        file.write(settings)


@pytest.fixture(scope="module")
def uitnodigingen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """Return a werkmap with such a documentsoort, and what is said when two are made."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("uitnodigingen") / "werkmap")
    add_uitnodiging(werkmap)
    made = ("genereer", "--soort", "uitnodiging", "Deventer", "den bosch")
    return werkmap, run_program(*made, cwd=werkmap, environment=TODAY)


@pytest.mark.ongemeten
@pytest.mark.parametrize("soort", SOORTEN)
def test_all_who_should_get_one_get_one(brieven: Brieven, soort: str) -> None:
    folder, number, in_pdf = SOORTEN[soort]
    assert (brieven.ran[soort].code, brieven.ran[soort].err) == (ExitCode.OK, "")
    words = {word.stem for word in (brieven.werkmap / "uitvoer" / folder).glob("*.docx")}
    pdfs = {pdf.stem for pdf in brieven.pdfs(folder)}
    assert (len(words), len(pdfs)) == (number, in_pdf)
    assert pdfs <= words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tot 1\nmaart 2023", "datum"),
        ("1 maart\n2023 en", "datum"),
        ("de heer V. \nEverhardt", "voorletters"),
        ("te 's-\nHertogenbosch", "naam"),
        ("Schuurmans\xad\nWijdeven", "naam"),
        ("is €\n15.216,90", "bedrag"),
        ("is 15,38\n%", "bedrag"),
        ("(7e\nverdieping)", "rangtelwoord"),
        ("zie artikel\n1.2", "artikel"),
        ("5211\nHH", "postcode"),
        ("per e\xad\nmail", "naam"),
        ("van 101.446\ninwoners, niet\xad\nbindend", ""),
    ],
)
def test_what_is_counted_as_an_ugly_end_of_a_line(text: str, kind: str) -> None:
    assert [found for found, _ in lelijke_breuken(text)] == ([kind] if kind else [])


@pytest.mark.ongemeten
def test_no_line_ends_inside_a_date_a_name_or_an_amount(brieven: Brieven, made: Made) -> None:
    """Of every kind: all agreements, and as many letters as are made, with the longest names."""
    pdfs = [pdf for folder, *_ in SOORTEN.values() for pdf in brieven.pdfs(folder)]
    pdfs += [*made.pdfs(), made.werkmap / "uitvoer/bijlage-3.pdf"]
    assert lelijk_in(pdfs) == {}
    names = "\n".join(text for pdf in made.pdfs() for text in read_pdf(pdf))
    for name in ("'s-Hertogenbosch", "M.H.F. Schuurmans-Wijdeven", "(7e verdieping)"):
        assert name in names  # as they are searched for


@pytest.mark.ongemeten
def test_who_gets_one_follows_from_the_register(brieven: Brieven) -> None:
    words = (brieven.werkmap / "uitvoer/herinneringen").glob("*.docx")
    reminded = {word.stem for word in words}
    assert not reminded & {f"herinnering-{naam.lower()}" for naam in TEKENAARS}
    assert [pdf.stem for pdf in brieven.pdfs("opzegbevestigingen")] == ["opzegbevestiging-zwolle"]


@pytest.mark.ongemeten
def test_verapdf_passes_every_one(brieven: Brieven, uitnodigingen: tuple[Path, Ran]) -> None:
    pdfs = [pdf for folder, *_ in SOORTEN.values() for pdf in brieven.pdfs(folder)]
    assert len(pdfs) == sum(number for *_, number in SOORTEN.values())
    added = sorted((uitnodigingen[0] / "uitvoer/uitnodigingen").glob("*.pdf"))
    assert len(added) == 2
    assert_archival([*pdfs, *added])
    assert [pdf.name for pdf in pdfs if not is_recognised(pdf.read_bytes())] == []


@pytest.mark.ongemeten
def test_the_nota_of_deventer_says_what_the_facts_say(brieven: Brieven) -> None:
    text = brieven.text("collegenota/collegenota-deventer").replace("\N{NO-BREAK SPACE}", " ")
    for fact in ("101.446", "€ 15.217", "€ 2.029 per jaar meer", "15,38 % van het oude bedrag"):
        assert fact in text, fact
    assert "13,33" not in text


def test_the_letters_say_what_the_register_says(brieven: Brieven) -> None:
    signed = brieven.text("ontvangstbevestigingen/ontvangstbevestiging-deventer")
    assert "ondertekend op 10 januari 2023 door burgemeester R.C. König. Uw gemeente" in signed
    notice = brieven.text("opzegbevestigingen/opzegbevestiging-zwolle")
    assert "Den Haag, 1 september 2025" in notice
    assert "Wij hebben uw opzegging van 15 augustus 2025 van de samenwerkings" in notice
    assert "De laatste dag van de overeenkomst is 31 december 2025" in notice
    reminder = brieven.text("herinneringen/herinnering-s-hertogenbosch")
    assert "1 maart 2023 binnen te hebben; die datum is inmiddels verstreken." in reminder
    assert "Ons kenmerk 2025-HER-GM0796" in reminder
    offer = brieven.text("aanbiedingsbrieven/aanbiedingsbrief-ede")
    assert "Den Haag, 21 december 2022" in offer


def test_what_the_user_is_told(brieven: Brieven, snapshots: Snapshots) -> None:
    snapshots.check("herinnering.txt", brieven.ran["herinnering"].out)


def test_the_account_has_a_row_for_each(brieven: Brieven) -> None:
    lines = (brieven.werkmap / "uitvoer/verantwoording.csv").read_text("utf-8-sig").splitlines()
    kinds = [line.partition(";")[0] for line in lines[1:]]
    assert kinds.count("Herinnering") == 38
    assert kinds.count("Collegenota") == SOORTEN["collegenota"][1]


def test_who_gets_none_is_refused_by_name(brieven: Brieven) -> None:
    names = ("Deventer", "Ede")
    ran = call_program("genereer", "--soort", "herinnering", *names, cwd=brieven.werkmap)
    assert ran.code == ExitCode.INPUT
    assert ran.err == (
        f"{ONE_FAULT}Deventer: deze gemeente krijgt geen herinnering: zij heeft getekend op 10 "
        "januari 2023; laat haar weg, of kijk wat er is vastgelegd met: overeenkomstgen status\n"
    )


REFUSED = {
    "--soort herinering": 'documentsoort "herinering": deze documentsoort staat niet in '
    "convenant.toml; bedoeld is misschien herinnering",
    "--soort xyz": 'documentsoort "xyz": deze documentsoort staat niet in convenant.toml; kies '
    "uit: samenwerkingsovereenkomst, bijlage-3, aanbiedingsbrief, herinnering, collegenota, "
    "ontvangstbevestiging, factuurbrief, creditfactuur, opzegbevestiging, opzeggingsbrief, "
    "beeindigingsbevestiging, overdrachtsbevestiging, verlengingsbrief, wijzigingsbrief",
    "--soort bijlage-3 Deventer": "--soort bijlage-3: van Bijlage 3 is er één voor alle gemeenten "
    "samen; laat de namen van gemeenten weg",
    "--soort herinnering --jaar 2024": "--jaar 2024: van Herinnering is er niet één voor elk jaar; "
    "laat --jaar weg",
    "--jaar 2024": "--jaar 2024: bij de overeenkomsten hoort geen jaar; laat --jaar weg",
    "--soort factuurbrief": "--soort factuurbrief: een factuur is definitief en wordt niet "
    "zo gemaakt; maak haar met: overeenkomstgen facturen JAAR",
}


@pytest.mark.parametrize("arguments", REFUSED)
def test_what_cannot_be_asked(werkmap: Path, arguments: str) -> None:
    ran = call_program("genereer", *arguments.split(), cwd=werkmap)
    assert ran.code == ExitCode.INPUT
    assert ran.err == f"{ONE_FAULT}{REFUSED[arguments]}\n"


def test_nobody_to_write_to(werkmap: Path) -> None:
    ran = call_program("genereer", "--soort", "opzegbevestiging", cwd=werkmap)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert ran.out == (
        "Let op: Er is nu geen enkele gemeente die een opzegbevestiging krijgt.\n"
        "Er is niets gemaakt.\n"
    )


def test_a_letter_of_who_signed_since_is_told_of(tmp_path: Path) -> None:
    four = ("Almelo", "Deventer", "Ede", "Zwolle")
    werkmap = small_werkmap(tmp_path / "werkmap", "herinnering", gemeenten=four)
    assert call_program("genereer", "Deventer", cwd=werkmap).code == ExitCode.OK
    letter = ("genereer", "--soort", "herinnering", "--alleen-word")
    assert call_program(*letter, "Deventer", "Ede", cwd=werkmap).code == ExitCode.OK
    sign = ("onderteken", "Deventer", "--op", "10-01-2023", "--ja")
    assert call_program(*sign, cwd=werkmap).code == ExitCode.OK
    ran = call_program(*letter, cwd=werkmap)
    assert ran.out.startswith(
        "Let op: Deze documenten zijn van gemeenten die er nu geen meer krijgen en zijn blijven "
        "staan: herinnering-deventer.docx.\n1 herinnering was al gemaakt en is ongewijzigd.\n"
        "2 herinneringen gemaakt, in uitvoer/herinneringen.\n"
    )


@pytest.mark.ongemeten
def test_a_new_documentsoort_is_a_word_file_and_a_few_lines(
    uitnodigingen: tuple[Path, Ran],
) -> None:
    werkmap, ran = uitnodigingen
    assert "15 sjablonen" in call_program("controleer", cwd=werkmap).out
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert ran.out.startswith("2 uitnodigingen gemaakt, in uitvoer/uitnodigingen.\n")
    pdf = werkmap / "uitvoer/uitnodigingen/uitnodiging-s-hertogenbosch.pdf"
    text = " ".join(" ".join(read_pdf(pdf)).split())
    assert "Geachte heer Mikkers, komt u 1 september 2025?" in text


@pytest.mark.ongemeten
def test_one_for_each_year(werkmap: Path) -> None:
    yearly = NIEUW.replace('"niet getekend"', '"alle"\nper = "jaar"').replace(
        '"uitnodigingen"', '"uitnodigingen/{jaar}"'
    )
    add_uitnodiging(werkmap, yearly)
    made = ("genereer", "--soort", "uitnodiging", "Deventer", "--alleen-word")
    ran = call_program(*made, cwd=werkmap)
    assert ran.code == ExitCode.INPUT
    assert ran.err == (
        f"{ONE_FAULT}--soort uitnodiging: van Uitnodiging is er één voor elk jaar; zeg voor welk "
        "jaar, zoals --jaar 2023\n"
    )
    for jaar in ("2024", "2025"):
        assert call_program(*made, "--jaar", jaar, cwd=werkmap).code == ExitCode.OK
    assert [name for name in sorted(files(werkmap / "uitvoer")) if name.endswith("docx")] == [
        "uitnodigingen/2024/uitnodiging-deventer.docx",
        "uitnodigingen/2025/uitnodiging-deventer.docx",
    ]


@pytest.mark.ongemeten
def test_a_letter_without_its_template_stops_everything_in_plain_words(werkmap: Path) -> None:
    with (werkmap / "convenant.toml").open("a", encoding="utf-8") as file:
        file.write(NIEUW)
    ran = call_program("genereer", cwd=werkmap)
    assert ran.code == ExitCode.INPUT
    assert "sjablonen/uitnodiging.docx" in ran.err
    assert not (werkmap / "uitvoer").exists()


UNTOGETHER = {
    (', "bijlage-3"]', ', "bijlage3"]'): "ontvangstbevestiging sluit "
    '"bijlage3" bij, en die documentsoort is er niet; kies uit: samenwerkingsovereenkomst, '
    "bijlage-3, aanbiedingsbrief, herinnering, collegenota, ontvangstbevestiging, factuurbrief, "
    "creditfactuur, opzegbevestiging, opzeggingsbrief, beeindigingsbevestiging, "
    "overdrachtsbevestiging, verlengingsbrief, wijzigingsbrief",
    ('rol = "deelnemerslijst"', 'rol = "overeenkomst"'): "2 documentsoorten hebben rol = "
    '"overeenkomst"; geef die rol aan één documentsoort',
    (
        'map = "collegenota"\nbestandsnaam = "collegenota-{',
        'map = "herinneringen"\nbestandsnaam = "herinnering-{',
    ): "de documenten van herinnering en collegenota krijgen dezelfde naam; geef één van beide een "
    "andere map of bestandsnaam",
}


@pytest.mark.parametrize(("old", "new"), UNTOGETHER)
def test_documentsoorten_that_do_not_go_together(werkmap: Path, old: str, new: str) -> None:
    edit(werkmap, old, new, "convenant.toml")
    fault = f"  convenant.toml, sleutel documentsoort: {UNTOGETHER[old, new]}\n"
    assert fault in call_program("controleer", cwd=werkmap).err
