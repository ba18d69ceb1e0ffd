"""What came back: kept, proposed, and recorded after a yes; by the command, with real files."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pikepdf import Encryption, Name, Pdf

from hulp.inkomend import make_eml
from hulp.ondertekenen import change, make_passport, mayor, sign
from hulp.retour import LIJN, MARCH_2023, Uitgegeven, prepare, run, saved, without_code
from hulp.scannen import print_page
from hulp.uitvoeren import ONE_FAULT, Ran, run_on_terminal
from hulp.werkmappen import edit, files, fill_in
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.inname.handtekening import NIET_NAGEGAAN
from overeenkomstgen.inname.inname import volg_inname
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.werkmap.registers import read_register
from overeenkomstgen.werkmap.werkmap import Werkmap

if TYPE_CHECKING:
    from hulp.snapshots import Snapshots

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare(tmp_path_factory.mktemp("voorbereid"), "Almelo", "Deventer", "Ede", "Zwolle")


@pytest.fixture
def werkmap(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "werkmap"))


@pytest.fixture
def uitgegeven(werkmap: Path) -> Uitgegeven:
    return Uitgegeven(werkmap)


def put(werkmap: Path, **contents: bytes) -> None:
    """Put files in the folder of what comes in; ``_`` stands for the full stop."""
    for name, content in contents.items():
        (werkmap / "inkomend" / name.replace("_", ".")).write_bytes(content)


def test_nothing_came_in(werkmap: Path) -> None:
    assert run(werkmap, "inname") == Ran(ExitCode.OK, "Er is niets binnengekomen.\n", "")
    (werkmap / "inkomend").rmdir()
    assert run(werkmap, "inname", "--akkoord").out == (
        "Er is niets binnengekomen.\nEr is niets vastgelegd.\n"
    )


def test_what_is_proposed(werkmap: Path, uitgegeven: Uitgegeven, snapshots: Snapshots) -> None:
    """Nothing is recorded, and the next time it is the same; what came in is kept, and stays."""
    filled = (
        (f"{LIJN}(datum)", "17 januari 2023"),
        (f"{LIJN}(plaats)", "Almelo"),
        (f"{LIJN}(datum)", "20 januari 2023"),
        ("vier maanden", "drie maanden"),
    )
    put(
        werkmap,
        almelo_docx=uitgegeven.word("Almelo", *filled),
        ede_pdf=uitgegeven.pdf(("Ede", [1])),
        notulen_txt=b"geen overeenkomst",
        stapel_pdf=uitgegeven.pdf("Deventer", "Zwolle"),
    )
    before = files(werkmap / "uitvoer")
    ran = run(werkmap, "inname")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    snapshots.check("inname.txt", ran.out)
    assert run(werkmap, "inname").out == ran.out
    assert files(werkmap / "uitvoer") == before
    assert not (werkmap / "register.csv").exists()
    came, kept = (sorted(files(werkmap / name).values()) for name in ("inkomend", "ingekomen"))
    assert kept == came


def test_what_is_beyond_doubt_is_recorded_and_goes(
    werkmap: Path, uitgegeven: Uitgegeven, snapshots: Snapshots
) -> None:
    """Of a file with more papers it goes when all are recorded; the scan is just its pages."""
    put(
        werkmap,
        deventer_pdf=uitgegeven.pdf("Deventer"),
        stapel_pdf=uitgegeven.pdf("Zwolle", "Ede"),
        anders_pdf=uitgegeven.pdf(("Almelo", [2])),
    )
    paper = (werkmap / "inkomend/deventer.pdf").read_bytes()
    ran = run(werkmap, "inname", "--akkoord")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    snapshots.check("inname-akkoord.txt", ran.out)
    (entry,) = read_register(werkmap / "register.csv")
    assert (entry.gemeente, str(entry.datum)) == ("Deventer", "2023-01-10")
    assert (werkmap / entry.bestand).read_bytes() == paper
    assert sorted(files(werkmap / "inkomend")) == ["anders.pdf", "stapel.pdf"]
    ran = run(werkmap, "inname", "--akkoord", "--op", "2023-02-01")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert sorted(files(werkmap / "inkomend")) == ["anders.pdf"]
    scans = {
        each.gemeente: werkmap / each.bestand for each in read_register(werkmap / "register.csv")
    }
    assert set(scans) == {"Deventer", "Ede", "Zwolle"}
    for naam in ("Ede", "Zwolle"):
        assert read_pdf(scans[naam]) == read_pdf(uitgegeven.place(naam, ".pdf"))
    assert len(list((werkmap / "ingekomen").iterdir())) == 3


def test_a_number_of_what_is_not_certain_asks(werkmap: Path, uitgegeven: Uitgegeven) -> None:
    put(werkmap, scan_pdf=uitgegeven.pdf("Deventer", ink=False))
    doubt = "1 (Deventer): er is geen inkt gezien."
    assert run(werkmap, "inname", "--akkoord").out.endswith("Er is niets vastgelegd.\n")
    assert run(werkmap, "inname", "--akkoord", "1") == Ran(
        ExitCode.INPUT,
        "",
        f"Fout: Niet bevestigd. {doubt} Er is niets gewijzigd.\n"
        "Kijk het papier na. Klopt het, geef dan --ja.\n",
    )
    words = ("inname", "--akkoord", "1")
    code, shown = run_on_terminal(*words, cwd=werkmap, typed="nee\n", environment=MARCH_2023)
    assert code == ExitCode.INPUT
    assert f"{doubt} Toch vastleggen?" in shown
    assert not (werkmap / "register.csv").exists()
    assert run(werkmap, *words, "--ja").code == ExitCode.OK
    assert len(read_register(werkmap / "register.csv")) == 1
    assert files(werkmap / "inkomend") == {}


def test_what_is_refused_is_not_recorded_with_its_number_either(
    werkmap: Path, uitgegeven: Uitgegeven
) -> None:
    put(werkmap, stapel_pdf=uitgegeven.pdf("Ede", "Ede", ("Zwolle", [1])))
    ran = run(werkmap, "inname", "--akkoord", "1", "7", "--ja")
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    assert ran.err.splitlines()[1:] == [
        "  1.1 (Ede): op dit papier is geen dag van ondertekening te lezen; geef haar met --op",
        "  1.2 (Ede): van deze gemeente is er nog een papier, nummer 1.1; kies één van de twee",
        "  1.2 (Ede): op dit papier is geen dag van ondertekening te lezen; geef haar met --op",
        "  1.3 (Zwolle): bladzijde 2 ontbreekt; vraag het hele papier, of scan het opnieuw",
        "  1.3 (Zwolle): op dit papier is geen dag van ondertekening te lezen; geef haar met --op",
        "  7: er is geen papier met dit nummer; kijk welke er zijn, zonder nummer",
    ]
    assert run(werkmap, "inname", "--akkoord", "1.1", "--op", "2023-02-01").code == ExitCode.OK
    assert (werkmap / "inkomend/stapel.pdf").exists()


def test_a_page_that_lies_by_a_paper_is_a_doubt_of_it(
    werkmap: Path, uitgegeven: Uitgegeven, tmp_path: Path
) -> None:
    """A sheet that says that nothing is paid would else lie unseen behind what is signed."""
    plain, papers = Pdf.new(), Pdf.open(io.BytesIO(uitgegeven.pdf("Ede", "Zwolle")))
    page = plain.add_blank_page(page_size=(595, 842))
    page.contents_add(plain.make_stream(b"0 0 300 300 re f"))
    papers.pages.insert(2, page)
    papers.save(tmp_path / "stapel.pdf")
    told = run(werkmap, "inname", str(tmp_path / "stapel.pdf")).out
    ede, zwolle = told.split("1.2. Zwolle")
    beside = "er ligt iets bij dat niet is herkend: "
    assert f"Bezwaar: {beside}" in ede
    assert f"{tmp_path / 'stapel.pdf'}, bladzijde 3; kijk of het bij de overeenkomst" in ede
    assert beside not in zwolle


def test_a_stamp_on_the_first_page_is_no_signature(
    werkmap: Path, uitgegeven: Uitgegeven, tmp_path: Path
) -> None:
    with Pdf.open(io.BytesIO(uitgegeven.pdf("Ede", ink=False))) as pdf:
        pdf.pages[0].contents_add(
            pdf.make_stream(b"0 G 3 w 430 760 90 40 re 430 760 m 520 800 l S")
        )
        pdf.save(tmp_path / "stempel.pdf")
    told = run(werkmap, "inname", str(tmp_path / "stempel.pdf")).out
    assert "Inkt gezien: bladzijde 1, " in told
    assert "Bezwaar: er is geen inkt gezien op de bladzijde om te tekenen; " in told
    assert "Zonder twijfel" not in told


def test_a_blank_file_is_told(werkmap: Path, tmp_path: Path) -> None:
    blank = Pdf.new()
    for _ in range(3):
        blank.add_blank_page(page_size=(595, 842))
    blank.save(tmp_path / "leeg.pdf")
    told = run(werkmap, "inname", str(tmp_path / "leeg.pdf")).out
    assert f"{tmp_path / 'leeg.pdf'}, bladzijde 1 t/m 3: hierop staat niets; " in told


def test_another_version_is_told(werkmap: Path, uitgegeven: Uitgegeven, tmp_path: Path) -> None:
    """Of what was sent and then replaced it is known when that was; by its code, or by its text."""
    fill_in(werkmap)
    for words in ("genereer Zwolle", "genereer --soort aanbiedingsbrief Zwolle"):
        assert run(werkmap, *words.split()).code == ExitCode.OK
    old, bare = (tmp_path / f"{name}.pdf" for name in ("oud", "kaal"))
    old.write_bytes(uitgegeven.pdf("Zwolle"))
    bare.write_bytes(without_code(old.read_bytes()))
    edit(werkmap, "130668", "130669")
    assert run(werkmap, "genereer", "Zwolle").code == ExitCode.OK
    unsent = run(werkmap, "inname", str(old)).out
    assert "Bezwaar: dit is een andere versie dan die van nu: die is niet als verzond" in unsent
    assert 'Anders: Artikel 3 Prijs, 3.1: "19.600,35" is "19.600,20"' in unsent
    edit(werkmap, "130669", "130668")
    for words in ("genereer Zwolle", "verzonden aanbiedingsbrief Zwolle"):
        assert run(werkmap, *words.split()).code == ExitCode.OK
    edit(werkmap, "130668", "130669")
    assert run(werkmap, "genereer", "Zwolle").code == ExitCode.OK
    for place in (old, bare):
        sent = run(werkmap, "inname", str(place)).out
        assert "een andere versie dan die van nu: verzonden op 10 maart 2023; " in sent
        assert "Anders: " not in sent


def test_a_code_that_says_otherwise_than_the_text_is_told(
    werkmap: Path, uitgegeven: Uitgegeven
) -> None:
    ede, zwolle = uitgegeven.pdf("Ede"), uitgegeven.pdf("Zwolle")
    put(werkmap, scan_pdf=without_code(zwolle, ede))
    ran = run(werkmap, "inname", "--akkoord", "1", "--op", "2023-02-01", "--ja")
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    what = "de code is van Ede, en de tekst van Zwolle; kijk zelf van wie het papier is"
    assert f"  1 (Ede): {what}\n" in ran.err


def test_a_copy_that_was_damaged_is_kept_once_more(werkmap: Path, uitgegeven: Uitgegeven) -> None:
    """So that nothing goes from the folder of what comes in that is not kept whole."""
    put(werkmap, scan_pdf=uitgegeven.pdf("Deventer"))
    assert run(werkmap, "inname").code == ExitCode.OK
    (kept,) = (werkmap / "ingekomen").iterdir()
    kept.write_bytes(b"iets anders")
    assert "2. Deventer: scan.pdf" in run(werkmap, "inname").out
    assert run(werkmap, "inname", "--akkoord").code == ExitCode.OK
    assert files(werkmap / "inkomend") == {}
    assert uitgegeven.pdf("Deventer") in files(werkmap / "ingekomen").values()


def test_the_same_twice_is_one(werkmap: Path, uitgegeven: Uitgegeven) -> None:
    """As a file, and in an e-mail that it came with; each goes when it is recorded."""
    scan = uitgegeven.pdf("Deventer")
    put(werkmap, a_pdf=scan, b_pdf=scan, post_eml=make_eml({"scan.pdf": scan}).as_bytes())
    ran = run(werkmap, "inname", "--akkoord")
    assert ran.code == ExitCode.OK
    assert "Let op: b.pdf is hetzelfde bestand als a.pdf.\n" in ran.out
    assert "Let op: post.eml, bijlage scan.pdf is hetzelfde bestand als a.pdf.\n" in ran.out
    assert files(werkmap / "inkomend") == {}
    assert len(read_register(werkmap / "register.csv")) == 1


def test_what_was_recorded_before_is_told_and_can_go(werkmap: Path, uitgegeven: Uitgegeven) -> None:
    scan = uitgegeven.pdf("Deventer")
    put(werkmap, a_pdf=scan)
    assert run(werkmap, "inname", "--akkoord").code == ExitCode.OK
    put(werkmap, a_pdf=scan)
    ran = run(werkmap, "inname")
    assert "Bezwaar: deze gemeente heeft al getekend, op 10 januari 2023; " in ran.out
    again = run(werkmap, "inname", "--akkoord").out
    assert "\nVastgelegd: Deventer heeft getekend op 10 januari 2023.\n" in again
    assert len(read_register(werkmap / "register.csv")) == 1
    assert files(werkmap / "inkomend") == {}


def test_onderteken_looks_inside(werkmap: Path, uitgegeven: Uitgegeven, tmp_path: Path) -> None:
    """Another's paper, an altered text or a missing page is refused, what is unknown asks."""
    scan, half, other, blank, two = (tmp_path / f"{n}.pdf" for n in ("s", "h", "o", "b", "t"))
    scan.write_bytes(uitgegeven.pdf("Deventer"))
    half.write_bytes(uitgegeven.pdf(("Deventer", [2])))
    other.write_bytes(uitgegeven.pdf("Zwolle"))
    two.write_bytes(uitgegeven.pdf("Deventer", "Zwolle"))
    pdf = Pdf.new()
    pdf.add_blank_page()
    blank.write_bytes(saved(pdf))
    sign = ("onderteken", "Deventer", "--op", "2023-01-10", "--bestand")
    alone = "geef het papier van Deventer alleen, of gebruik overeenkomstgen inname"
    for file in (other, two):
        said = f'{file}: hierin zit het papier van Zwolle; {alone} "{file}"\n'
        assert run(werkmap, *sign, str(file), "--ja").err == f"{ONE_FAULT}{said}"
    assert "bladzijde 1 ontbreekt" in run(werkmap, *sign, str(half), "--ja").err
    assert run(werkmap, *sign, str(blank)).err == (
        f"Fout: Niet bevestigd. {blank}: de overeenkomst van Deventer is niet te herkennen. Er is "
        "niets gewijzigd.\nKijk het papier na. Klopt het, geef dan --ja.\n"
    )
    day = ("onderteken", "Deventer", "--op", "2023-01-11", "--bestand", str(scan))
    assert "op het papier staat 10 januari 2023" in run(werkmap, *day).err
    assert not (werkmap / "register.csv").exists()
    assert run(werkmap, *sign, str(scan)).code == ExitCode.OK


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--op 2023-01-10", "--op en --ja horen bij --akkoord."),
        ("--ja", "--op en --ja horen bij --akkoord."),
        ("--blijf --akkoord", "--blijf kijkt naar de map inkomend, en legt niets vast."),
        ("--blijf scan.pdf", "--blijf kijkt naar de map inkomend, en legt niets vast."),
    ],
)
def test_what_makes_no_sense(werkmap: Path, words: str, message: str) -> None:
    ran = run(werkmap, "inname", *words.split())
    assert (ran.code, ran.err.splitlines()[-1]) == (ExitCode.USAGE, f"Fout: {message}")


def test_numbers_stay_what_they_are(werkmap: Path, uitgegeven: Uitgegeven) -> None:
    """What comes later has a later number, whatever it is called."""
    put(werkmap, m_pdf=uitgegeven.pdf("Deventer"))
    assert "1. Deventer: m.pdf" in run(werkmap, "inname").out
    put(werkmap, a_pdf=uitgegeven.pdf("Zwolle"))
    numbers = re.findall(r"^([\d.]+)\. (\w+)", run(werkmap, "inname").out, re.MULTILINE)
    assert numbers == [("1", "Deventer"), ("2", "Zwolle")]


def test_what_was_signed_digitally_needs_no_ink(werkmap: Path, uitgegeven: Uitgegeven) -> None:
    """Its day is that of the text, or else of the signature; not a byte of it is altered."""
    signed = {
        naam: sign(uitgegeven.pdf(naam, ink=False), mayor(), stamped=True)
        for naam in ("Deventer", "Ede")
    }
    put(
        werkmap,
        deventer_pdf=signed["Deventer"],
        ede_pdf=signed["Ede"],
        zwolle_pdf=change(sign(uitgegeven.pdf("Zwolle", ink=False), mayor())),
        almelo_pdf=sign(uitgegeven.pdf("Almelo", ink=False), make_passport("Zelf")),
    )
    ran = run(werkmap, "inname")
    assert ran.out.count("   Zonder twijfel\n") == 2
    assert "Getekend op: 10 januari 2023, volgens de tekst\n" in ran.out
    assert "volgens de digitale handtekening\n" in ran.out
    assert ran.out.count("Digitale handtekening van R.C. König") == 4  # once more as an objection
    assert "maar daarna is het document gewijzigd; laat Zwolle opnieuw tekenen" in " ".join(
        ran.out.replace(f". {NIET_NAGEGAAN[:-1]}", "").split()
    )
    refused = run(werkmap, "inname", "--akkoord", "4", "--op", "2023-02-01", "--ja")
    assert refused.code == ExitCode.INPUT
    assert run(werkmap, "inname", "--akkoord").code == ExitCode.OK
    filed = {e.gemeente: werkmap / e.bestand for e in read_register(werkmap / "register.csv")}
    assert {naam: place.read_bytes() for naam, place in filed.items()} == signed


def test_a_scan_in_strips_is_a_scan(werkmap: Path, uitgegeven: Uitgegeven) -> None:
    """Some scanners cut a page in many pictures, each smaller than a page."""
    made = Pdf.new()
    for number in (1, 2):
        page = print_page(uitgegeven.place("Deventer", ".pdf"), number).resize((1654, 2339))
        sheet = made.add_blank_page(page_size=(595.28, 841.89))
        for top in range(0, page.height, 150):
            strip = page.crop((0, top, page.width, min(top + 150, page.height)))
            image = made.make_stream(strip.tobytes())
            image.Type, image.Subtype = Name.XObject, Name.Image
            image.Width, image.Height = strip.size
            image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
            name = sheet.add_resource(image, Name.XObject)
            tall, low = (each * 841.89 / page.height for each in (strip.height, page.height - top))
            drawn = f"q 595.28 0 0 {tall} 0 {low - tall} cm {name} Do Q\n"
            sheet.contents_add(made.make_stream(drawn.encode()))
    put(werkmap, scan_pdf=saved(made))
    told = run(werkmap, "inname").out
    assert "   Bezwaar: er is geen inkt gezien; " in told
    assert told.count("Bezwaar") == 1


def test_a_password_to_change_it_is_no_objection(werkmap: Path, uitgegeven: Uitgegeven) -> None:
    """Anybody can read it, so it is recorded as it came."""
    made = io.BytesIO()
    with Pdf.open(io.BytesIO(uitgegeven.pdf("Deventer"))) as pdf:
        pdf.save(made, encryption=Encryption(owner="geheim"))
    put(werkmap, scan_pdf=made.getvalue())
    assert run(werkmap, "inname", "--akkoord", "1", "--ja").code == ExitCode.OK
    (entry,) = read_register(werkmap / "register.csv")
    assert (werkmap / entry.bestand).read_bytes() == made.getvalue()


def test_a_folder_is_watched(
    werkmap: Path, uitgegeven: Uitgegeven, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told once of what is at rest there, and again when that is another."""
    monkeypatch.setattr("overeenkomstgen.inname.inname.STILL", 0.01)
    (werkmap / "inkomend").rmdir()
    seen = volg_inname(Werkmap(werkmap))
    assert next(seen).voorstellen == ()
    put(werkmap, scan_pdf=uitgegeven.pdf("Deventer"))
    assert [each.gemeente.naam for each in next(seen).voorstellen] == ["Deventer"]
    (werkmap / "inkomend/scan.pdf").unlink()
    assert next(seen).voorstellen == ()
