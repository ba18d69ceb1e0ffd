"""``vergelijk``: two documents side by side, or what was issued beside what would be made now."""

from __future__ import annotations

import random
import re
import shutil
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pikepdf
import pytest

from hulp.lengte import sample
from hulp.ooxml import VALIDATORS, validate
from hulp.regelbreuken import gewoon
from hulp.werkmappen import ROOT, edit
from hulp.wordbouw import (
    KOPTEKST,
    VOETNOOT,
    VOETTEKST,
    WORD_FILES,
    convert,
    docx,
    footnote,
    level,
    lists,
    numbered,
    of,
    overeenkomst,
    paragraph,
    table,
)
from hulp.wordbouw import run as text_run
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.hoofd import run
from overeenkomstgen.vergelijken import versies
from overeenkomstgen.vergelijken.vergelijk import vergelijk
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from hulp.snapshots import Snapshots
    from hulp.uitvoeren import Made

pytestmark = pytest.mark.traag

TODAY = "1756724400"  # 1 September 2025

EQUAL = "De tekst is gelijk.\n"


def articles(*order: tuple[str, list[str]], before: str = "", after: str = "") -> str:
    """Return the body of an agreement: its articles, each with its numbered paragraphs."""
    parts = [paragraph("Samenwerkingsovereenkomst"), before]
    for title, items in order:
        parts.append(paragraph(title, "Heading1"))
        parts += [paragraph(item, "Lid") for item in items]
    return "".join((*parts, after))


PRIJS = (
    "Prijs",
    [
        "De gemeente betaalt per jaar € 15.216,90 exclusief btw.",
        "De bijdrage wordt elk jaar in januari betaald. Betaling in termijnen is niet mogelijk.",
    ],
)
DUUR = ("Duur", ["De overeenkomst loopt van 1 maart 2023 tot en met 31 december 2027."])
SLOT = (
    "Geschillen",
    ["Partijen overleggen eerst over elk geschil.", "Daarna beslist de bevoegde rechter."],
)
TABEL = table([["Naam", "Inwoners"], ["Deventer", "101.446"], ["Zwolle", "130.668"]])


def changed(part: tuple[str, list[str]], old: str, new: str) -> tuple[str, list[str]]:
    title, items = part
    assert any(old in item for item in items)
    return title, [item.replace(old, new) for item in items]


BODIES = {
    "basis": articles(PRIJS, DUUR, SLOT, after=TABEL),
    "woord": articles(changed(PRIJS, "januari", "februari"), DUUR, SLOT, after=TABEL),
    "bedrag": articles(changed(PRIJS, "15.216,90", "15.217,05"), DUUR, SLOT, after=TABEL),
    "verplaatst": articles(PRIJS, SLOT, DUUR, after=TABEL),
    "nieuw": articles(
        ("Prijs", PRIJS[1][:1]),
        ("Geheimhouding", ["Partijen houden geheim wat vertrouwelijk is."]),
        DUUR,
        SLOT,
        after=TABEL.replace("130.668", "131.000"),
    ),
}


BULLETS = {"\uf0b7": "Symbol", "o": "Courier New", "\uf0a7": "Wingdings"} | dict.fromkeys(
    "☐➢✓■\N{EN DASH}-*→>§", "Carlito"
)


def bolletjes() -> bytes:
    """Return lists with the bullets that Word gives, and some that people choose."""
    styled = [
        level(0, "bullet", escape(sign)).replace(
            "</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr></w:lvl>'
        )
        for sign, font in BULLETS.items()
    ]
    long = "Evalueren met de gemeenten die later zijn toegetreden, waaronder die van V. Everhardt. "
    body = "".join(
        paragraph(text, properties=numbered(number))
        for number in range(1, len(styled) + 1)
        for text in ("De steden;", f"Lijst {number};", f"{long * 2}{number}", "o zo")
    )
    numbers = {number: of(number) for number in range(1, len(styled) + 1)}
    return docx(body, numbering=lists(dict(enumerate(styled, start=1)), numbers))


@dataclass(frozen=True)
class Papieren:
    """Word files, the same saved again by LibreOffice, and the PDFs of both."""

    folder: Path

    def word(self, name: str) -> Path:
        return self.folder / f"{name}.docx"

    def pdf(self, name: str) -> Path:
        return self.folder / f"{name}.pdf"

    def again(self, name: str) -> Path:
        return self.folder / "opnieuw" / f"{name}.docx"


@pytest.fixture(scope="module")
def papieren(tmp_path_factory: pytest.TempPathFactory) -> Papieren:
    folder = tmp_path_factory.mktemp("papieren")
    edges = {"header1": KOPTEKST, "footer1": VOETTEKST}
    made = {name: docx(body, **edges) for name, body in BODIES.items()} | WORD_FILES
    made["randen"] = docx(
        overeenkomst().replace("In een vak", "In het vak"),
        header1=KOPTEKST.replace("Platform31", "Platform32"),
        footer1=VOETTEKST.replace("pagina", "blad"),
        footnotes=VOETNOOT.replace("punt 2", "punt 3"),
    )
    made["noot"] = docx(
        overeenkomst(),
        header1=KOPTEKST,
        footer1=VOETTEKST,
        footnotes=footnote(" Iets dat nergens staat."),
    )
    made["kaal"] = docx(overeenkomst(), footnotes=VOETNOOT)
    made["bolletjes"] = bolletjes()
    for name, content in made.items():
        (folder / f"{name}.docx").write_bytes(content)
    shutil.copy(ROOT / "sjablonen/samenwerkingsovereenkomst.docx", folder / "sjabloon.docx")
    places = [folder / f"{name}.docx" for name in (*made, "sjabloon")]
    convert("docx:MS Word 2007 XML", folder / "opnieuw", places)
    convert("pdf", folder, places)
    return Papieren(folder)


def screen(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """Return what the program says, below the names of the two documents."""
    assert run(["vergelijk", *map(str, arguments)]) == ExitCode.OK
    out = capsys.readouterr()
    assert out.err == ""
    old, new, rest = out.out.split("\n", 2)
    assert (old[:7], new[:7]) == ("Oud:   ", "Nieuw: ")
    return rest


# Acceptance: one word, one article, one amount, in Word and as PDF


@pytest.mark.ongemeten
@pytest.mark.parametrize("name", ["woord", "bedrag", "verplaatst", "nieuw"])
def test_the_screen(
    papieren: Papieren, capsys: pytest.CaptureFixture[str], snapshots: Snapshots, name: str
) -> None:
    shown = screen(capsys, papieren.word("basis"), papieren.word(name))
    snapshots.check(f"vergelijk-{name}.txt", shown)
    bars = shown.replace(" | ", " ")  # a PDF knows no cells
    for old, new in (
        (papieren.pdf("basis"), papieren.word(name)),
        (papieren.word("basis"), papieren.pdf(name)),
    ):
        assert screen(capsys, old, new).replace(" | ", " ") == bars
    assert screen(capsys, papieren.pdf("basis"), papieren.pdf(name)) == bars


@pytest.mark.ongemeten
@pytest.mark.parametrize("name", [*BODIES, *WORD_FILES, "randen", "kaal", "bolletjes", "sjabloon"])
def test_a_copy_that_was_saved_again_is_equal(
    papieren: Papieren, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    word, again, pdf = papieren.word(name), papieren.again(name), papieren.pdf(name)
    for old, new in ((word, again), (word, pdf), (pdf, word), (again, pdf), (pdf, pdf)):
        assert screen(capsys, old, new) == EQUAL


@pytest.mark.parametrize(
    ("name", "word"), [("bolletjes", "steden"), ("bolletjes", "waaronder"), ("noten", "Alinea")]
)
def test_one_changed_word_is_one_difference_with_a_pdf(
    papieren: Papieren, tmp_path: Path, name: str, word: str
) -> None:
    new = rewritten(
        papieren.word(name), tmp_path / "nieuw.docx", lambda xml: xml.replace(word, "x", 1)
    )
    assert vergelijk(papieren.pdf(name), new).verschil.aantallen.total() == 1


@pytest.mark.ongemeten
@pytest.mark.parametrize("seed", range(5))
def test_runs_that_are_split_anywhere_are_no_difference(
    papieren: Papieren, tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    split = rewritten(papieren.word("overeenkomst"), tmp_path / "split.docx", splitter(seed))
    assert screen(capsys, papieren.word("overeenkomst"), split) == EQUAL


def splitter(seed: int) -> Callable[[str], str]:
    """Return what splits runs at random places."""
    chance = random.Random(seed)  # noqa: S311 - places to split at, no secret

    def split(found: re.Match[str]) -> str:
        properties, text = found[1], found[2]
        cuts = [at for at in range(1, len(text)) if text[at - 1].isalpha() and text[at].isalpha()]
        at = chance.choice(cuts) if cuts else 0
        return "".join(
            f'<w:r>{properties}<w:t xml:space="preserve">{piece}</w:t></w:r>'
            for piece in (text[:at], text[at:])
        )

    pattern = (
        r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)<w:t xml:space="preserve">([^<]*)</w:t></w:r>'
    )
    return lambda xml: re.sub(pattern, split, xml)


def rewritten(word: Path, place: Path, change: Callable[[str], str]) -> Path:
    """Write a Word file with its body changed."""
    with zipfile.ZipFile(word) as old, zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = change(content.decode()).encode()
            new.writestr(name, content)
    return place


def test_what_looks_the_same_is_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "oud.docx", tmp_path / "nieuw.docx"
    old.write_bytes(docx(paragraph("€ 5 voor een efficiënt Noord-Hollands plan: _____ en •")))
    new.write_bytes(
        docx(
            paragraph("€\u00a05 voor een e\ufb03ciënt Noord\u2011Hol\u00adlands  plan: ________ en")
        )
    )
    assert screen(capsys, old, new) == EQUAL


def test_a_value_that_stands_in_another_column_is_a_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "oud.docx", tmp_path / "nieuw.docx"
    old.write_bytes(docx(table([["Deventer", "ja", ""]])))
    new.write_bytes(docx(table([["Deventer", "", "ja"]])))
    assert "Verschillen: 1 gewijzigd." in screen(capsys, old, new)


@pytest.mark.ongemeten
def test_a_pdf_differs_as_its_word_file_does(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    words = sample(made.words(), 8)
    assert len(words) >= 8
    for old, new in pairwise(words):
        word, pdf = (
            " ".join(gewoon(screen(capsys, old, place)).replace(" | ", " ").split())
            for place in (new, new.with_suffix(".pdf"))
        )
        assert re.sub(r"pagina \d van \d", "pagina [bladzijde] van [bladzijde]", pdf) == word


# Headers, footers, footnotes and text boxes are compared apart


def test_what_stands_outside_the_text(
    papieren: Papieren, capsys: pytest.CaptureFixture[str], snapshots: Snapshots
) -> None:
    whole = {
        "word-word": (papieren.word("overeenkomst"), papieren.word("randen")),
        "word-pdf": (papieren.word("overeenkomst"), papieren.pdf("randen")),
        "pdf-pdf": (papieren.pdf("overeenkomst"), papieren.pdf("randen")),
        "kaal-word": (papieren.word("kaal"), papieren.word("overeenkomst")),
        "kaal-pdf": (papieren.word("kaal"), papieren.pdf("overeenkomst")),
        "noot-pdf": (papieren.word("noot"), papieren.pdf("overeenkomst")),
        "pdf-kaal": (papieren.pdf("overeenkomst"), papieren.word("kaal")),
    }
    shown = (f"== {name}\n{screen(capsys, *pair)}" for name, pair in whole.items())
    snapshots.check("vergelijk-randen.txt", "\n".join(shown))


def test_what_was_moved_and_changed_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], snapshots: Snapshots
) -> None:
    old, new = tmp_path / "oud.docx", tmp_path / "nieuw.docx"
    start = "Partijen beginnen altijd met een goed gesprek van een uur."
    title, (first, second) = SLOT
    old.write_bytes(docx(articles(PRIJS, DUUR, (title, [start, first, second]))))
    new.write_bytes(
        docx(
            articles(
                (PRIJS[0], [start.replace("een uur", "twee uur"), *PRIJS[1]]),
                DUUR,
                (title, [second, f"{first[:-1]} dat er is."]),
                before=paragraph("Aan dit stuk gaat nu een nieuwe inleiding vooraf."),
            )
        )
    )
    snapshots.check("vergelijk-verplaatst-en-gewijzigd.txt", screen(capsys, old, new))


def test_what_was_moved_to_the_beginning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "oud.docx", tmp_path / "nieuw.docx"
    long = paragraph("Deze alinea is de langere van de twee en blijft staan.")
    short = paragraph("Deze alinea is verplaatst.")
    old.write_bytes(docx(long + short))
    new.write_bytes(docx(short + long))
    assert screen(capsys, old, new) == (
        "\n"
        "Begin van de tekst\n"
        '  Verplaatst: "Deze alinea is verplaatst." stond bij Begin van de tekst, staat nu aan\n'
        "  het begin.\n"
        "\n"
        "Verschillen: 1 verplaatst.\n"
    )


# The Word file


def test_the_word_file_is_sound_and_can_be_accepted_or_rejected(
    papieren: Papieren, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = []
    for name in ("woord", "bedrag", "verplaatst", "nieuw", "overeenkomst"):
        old, new = papieren.word("basis"), papieren.word(name)
        made.append(tmp_path / f"{name}.docx")
        assert "De verschillen staan ook in" in screen(capsys, old, new, "-o", made[-1])
        assert spoken(made[-1]) == spoken(new)
        rejected = rewritten(made[-1], tmp_path / "geweigerd.docx", reject)
        assert spoken(rejected) == spoken(old)
        assert made[-1].stat().st_size < 12_000
        about = Woordbestand.of(made[-1]).gegevens
        assert about.title == f"Verschillen tussen basis.docx en {name}.docx"
    made.append(tmp_path / "secties.docx")  # three headers
    screen(capsys, papieren.word("basis"), papieren.word("secties"), "-o", made[-1])
    assert validate(made) == {validator: [] for validator in VALIDATORS}


def spoken(word: Path) -> str:
    """Return the words of a Word file, without what is told above and below the text itself."""
    text = read_word(word).as_text()
    start = text.index("Samenwerkingsovereenkomst\n")
    bare = re.sub(r"[#|\u00ad]|\n\[.*|\n# Buiten de tekst.*", "", text[start:], flags=re.DOTALL)
    return "".join(bare.split())


def reject(xml: str) -> str:
    """Reject all tracked changes, as Word does."""
    for gone in ("ins", "moveTo"):
        xml = re.sub(rf"<w:{gone} [^>]*[^/]>.*?</w:{gone}>", "", xml)
    for back in ("del", "moveFrom"):
        xml = re.sub(rf"<w:{back} [^>]*[^/]>(.*?)</w:{back}>", r"\1", xml)
    return xml.replace("w:delText", "w:t")


def test_the_word_file_whole(
    papieren: Papieren,
    tmp_path: Path,
    snapshots: Snapshots,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    monkeypatch.chdir(papieren.folder)
    place = tmp_path / "verschil.docx"
    screen(capsys, "basis.docx", "verplaatst.docx", "-o", place)
    first = place.read_bytes()
    with zipfile.ZipFile(place) as parts:
        xml = parts.read("word/document.xml").decode()
    snapshots.check("vergelijk-word.xml", xml.replace("<w:p>", "\n<w:p>"))
    screen(capsys, "basis.docx", "verplaatst.docx", "-o", place)
    assert place.read_bytes() == first


def test_signs_that_xml_does_not_know_do_no_harm(tmp_path: Path) -> None:
    old, new = tmp_path / "oud.docx", tmp_path / "nieuw\x01.docx"
    old.write_bytes(docx(paragraph("een")))
    new.write_bytes(docx(paragraph("twee")))
    place = vergelijk(old, new, tmp_path / "v.docx").verslag
    assert place is not None
    assert (
        Woordbestand.of(place).gegevens.title == "Verschillen tussen oud.docx en nieuw\ufffd.docx"
    )


# A municipality: what was issued, and what would be made now


def test_a_municipality(
    werkmap: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    snapshots: Snapshots,
) -> None:
    monkeypatch.chdir(werkmap)
    assert run(["genereer", "Deventer"]) == ExitCode.OK
    capsys.readouterr()
    assert run(["vergelijk", "deventer"]) == ExitCode.OK
    assert capsys.readouterr().out == (
        "Oud:   uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.docx\n"
        "Nieuw: wat nu gemaakt zou worden\n"
        "De tekst is gelijk.\n"
    )
    edit(werkmap, "Grote Kerkhof 1", "Grote Kerkhof 2")
    edit(werkmap, "101446", "101447")
    assert run(["vergelijk", "Deventer", "-o", "verschil.docx"]) == ExitCode.OK
    snapshots.check("vergelijk-deventer.txt", capsys.readouterr().out)
    assert Woordbestand.of(werkmap / "verschil.docx").gegevens.title == (
        "Verschillen tussen samenwerkingsovereenkomst-deventer.docx en wat nu gemaakt zou worden"
    )
    assert run(["onderteken", "Deventer", "--op", "10-01-2023", "--ja"]) == ExitCode.OK
    shutil.rmtree(werkmap / "uitvoer")
    capsys.readouterr()
    assert run(["vergelijk", "Deventer"]) == ExitCode.OK
    signed = capsys.readouterr().out
    assert signed.startswith(
        "Oud:   ondertekend/uitgegeven/GM0150-samenwerkingsovereenkomst-deventer.docx\n"
        "Nieuw: wat nu gemaakt zou worden\n"
        "Let op: Deventer heeft getekend; vergeleken is de overeenkomst die toen is bewaard.\n"
    )
    assert "bedrag: € 15.216,90 wordt € 15.217,05" in signed.replace("\u00a0", " ")
    shutil.rmtree(werkmap / "ondertekend")
    assert run(["vergelijk", "Deventer"]) == ExitCode.INPUT
    assert capsys.readouterr().err == (
        "Fout: De overeenkomst die Deventer heeft getekend staat niet meer in ondertekend.\n"
        "Zet die map terug uit een reservekopie.\n"
    )


@pytest.mark.ongemeten
def test_a_document_that_was_changed_by_hand(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(werkmap)
    run(["genereer", "Ede", "--alleen-word"])
    place = werkmap / "uitvoer/overeenkomsten/samenwerkingsovereenkomst-ede.docx"
    rewritten(place, place.with_suffix(".tmp"), lambda xml: xml.replace("twee deskundigen", "drie"))
    place.with_suffix(".tmp").replace(place)
    capsys.readouterr()
    assert run(["vergelijk", "Ede"]) == ExitCode.OK
    assert capsys.readouterr().out.split("\n", 2)[2] == (
        "Let op: Het document van Ede in de uitvoer is met de hand gewijzigd; vergeleken is het "
        "zoals het er nu staat.\n"
        "\n"
        "Artikel 4 Overige bepalingen, 4.2\n"
        "  … niet tot een oplossing, dan wijst elke partij één deskundige aan. Deze [-drie-]\n"
        "  {+twee deskundigen+} benoemen samen een onafhankelijke derde deskundige. …\n"
        "\n"
        "Verschillen: 1 gewijzigd.\n"
    )


def test_a_municipality_without_agreement(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(werkmap)
    assert run(["vergelijk", "'s-Hertogenbosch"]) == ExitCode.INPUT
    assert capsys.readouterr() == (
        "",
        (
            "Fout: Van 's-Hertogenbosch is nog geen overeenkomst gemaakt.\n"
            'Maak haar met: overeenkomstgen genereer "\'s-Hertogenbosch"\n'
        ),
    )
    assert run(["vergelijk", "Deventre"]) == ExitCode.INPUT
    assert "bedoeld is misschien Deventer" in capsys.readouterr().err


# What cannot be compared


def scan(place: Path, pages: int, texts: Path | None = None) -> Path:
    """Write a PDF of empty pages, after those of another."""
    with pikepdf.new() as pdf:
        if texts:
            with pikepdf.open(texts) as other:
                pdf.pages.extend(other.pages)
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(place)
    return place


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert run(["vergelijk", *map(str, arguments)]) == ExitCode.INPUT
    out = capsys.readouterr()
    assert out.out == ""
    heading, line = out.err.splitlines()
    assert heading == "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd."
    return line.strip()


def test_what_cannot_be_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("goed.docx").write_bytes(docx(paragraph("Tekst")))
    Path("map").mkdir()
    Path("oud.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    Path("brief.txt").write_text("Tekst")
    Path("stuk.docx").write_bytes(b"PK\x03\x04 en dan niets")
    Path("stuk.pdf").write_bytes(b"%PDF-1.7 en dan niets")
    scan(Path("scan.pdf"), 2)
    with pikepdf.open("scan.pdf") as pdf:
        pdf.save("slot.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    scan(Path("dik.pdf"), 3)
    expected = {
        "weg.docx": "dit bestand bestaat niet; controleer de naam; zet een naam met een spatie "
        "erin tussen aanhalingstekens",
        "map": "dit is een map; geef een Word-bestand of een PDF",
        "oud.doc": "dit is een oud Word-bestand (.doc), of een Word-bestand met een wachtwoord; "
        "open het in Word en bewaar het als Word-document (.docx), zonder wachtwoord",
        "brief.txt": "dit is geen Word-bestand (.docx) en geen PDF; geef een Word-bestand of een "
        "PDF",
        "stuk.docx": "dit is geen Word-document (.docx), of het is beschadigd; open het in Word en "
        "bewaar het als Word-document (.docx), zonder wachtwoord",
        "stuk.pdf": "deze PDF is beschadigd of niet volledig; vraag het bestand nog eens op, of "
        "maak het opnieuw",
        "scan.pdf": "in deze PDF staat geen tekst, alleen beeld; het is waarschijnlijk een scan; "
        "geef het Word-bestand, of laat er eerst tekst van maken (OCR)",
        "slot.pdf": "deze PDF is beveiligd met een wachtwoord; bewaar of vraag het document zonder "
        "wachtwoord",
    }
    for name, told in expected.items():
        assert refused(capsys, "goed.docx", name) == f"{name}: {told}"
    limit = "dit document is te lang: meer dan 2 bladzijden of 300000 woorden; verdeel het "
    monkeypatch.setattr(versies, "MOST_PAGES", 2)
    assert refused(capsys, "dik.pdf", "goed.docx") == (
        f"dik.pdf: {limit}document, en vergelijk de delen"
    )
    monkeypatch.setattr(versies, "MOST_WORDS", 0)
    assert refused(capsys, "goed.docx", "goed.docx") == (
        "goed.docx: dit document is te lang: meer dan 2 bladzijden of 0 woorden; verdeel het "
        "document, en vergelijk de delen"
    )


def test_a_file_that_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forbidden(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(versies, "read_bytes", forbidden)
    place = tmp_path / "a.docx"
    assert refused(capsys, place, place) == (
        f"{place}: dit bestand is niet te lezen (geen toegang); kijk of het een bestand is dat u "
        "mag lezen"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Geef twee documenten, of één gemeente."),
        (["a.docx"], "Geef twee documenten, of één gemeente."),
        (["a", "b", "c"], "Geef twee documenten, of één gemeente."),
        (["a", "b", "-o", "c.pdf"], "c.pdf moet een naam hebben die eindigt op .docx."),
    ],
)
def test_wrong_use(capsys: pytest.CaptureFixture[str], arguments: list[str], told: str) -> None:
    assert run(["vergelijk", *arguments]) == ExitCode.USAGE
    assert told in capsys.readouterr().err


def test_the_difference_does_not_replace_a_document(
    papieren: Papieren, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = papieren.word("basis"), papieren.word("woord")
    kept = new.read_bytes()
    assert run(["vergelijk", str(old), str(new), "-o", str(new)]) == ExitCode.INPUT
    assert capsys.readouterr().err == (
        f"Fout: Het verschil kan niet in {new}: dat is een van de twee documenten.\n"
        "Kies een andere naam achter -o.\n"
    )
    assert new.read_bytes() == kept


def test_no_difference_makes_no_file(
    papieren: Papieren, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "verschil.docx"
    shown = screen(capsys, papieren.word("basis"), papieren.pdf("basis"), "-o", place)
    assert shown == f"{EQUAL}Daarom is {place} niet gemaakt.\n"
    assert not place.exists()


def test_what_a_reader_should_know(
    papieren: Papieren,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    tracked = text_run("Prijs ") + f'<w:ins w:id="1" w:author="x">{text_run("nieuw")}</w:ins>'
    Path("gevolgd.docx").write_bytes(docx(paragraph(tracked)))
    Path("schoon.docx").write_bytes(docx(paragraph("Prijs nieuw")))
    assert screen(capsys, "gevolgd.docx", "schoon.docx") == (
        "Niet vergeleken: de bijgehouden wijzigingen in gevolgd.docx (gelezen alsof zij zijn "
        "aanvaard).\nDe tekst is gelijk, op wat niet is vergeleken na.\n"
    )
    scan(Path("een.pdf"), 1, papieren.pdf("basis"))
    scan(Path("twee.pdf"), 2, papieren.pdf("basis"))
    assert screen(capsys, "een.pdf", "twee.pdf") == (
        "Let op: Bladzijde 2 van een.pdf heeft geen tekst (leeg, of een scan); beeld wordt niet "
        "vergeleken.\n"
        "Let op: De bladzijden 2, 3 van twee.pdf hebben geen tekst (leeg, of een scan); beeld "
        f"wordt niet vergeleken.\n{EQUAL}"
    )


def test_the_help(capsys: pytest.CaptureFixture[str], snapshots: Snapshots) -> None:
    assert run(["vergelijk", "--help"]) == ExitCode.OK
    snapshots.check("help-vergelijk.txt", capsys.readouterr().out)
