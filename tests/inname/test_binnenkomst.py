"""What comes in: each kind of file, alone and in another, and what is not read, with why."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from hulp import wordbouw
from hulp.inkomend import make_eml, make_msg, make_ole, make_pdf, make_picture, make_zip
from overeenkomstgen.errors import InputError
from overeenkomstgen.inname import binnenkomst
from overeenkomstgen.inname.binnenkomst import (
    ASIDE,
    MOST_BYTES,
    files_in,
    read_still,
    take_in,
)
from overeenkomstgen.inname.blad import Bladen, Onherkend, Vak
from overeenkomstgen.inname.inhoud import OnvolledigError
from overeenkomstgen.schijf.plaats import read_bytes
from overeenkomstgen.word import pakket

pytestmark = pytest.mark.processen


@pytest.fixture(scope="module", autouse=True)
def _measured() -> Iterator[None]:
    """Let what is read aside be read by a process that these tests start, and that is measured."""
    ASIDE.stop()
    yield
    ASIDE.stop()


PDF = make_pdf(["De gemeente Deventer", "bladzijde 2"])
WORD = wordbouw.docx(wordbouw.paragraph(wordbouw.run("De gemeente Deventer")))
JPEG = make_picture("JPEG")


def told(content: bytes, name: str = "post") -> list[str]:
    """Return of each thing in a file what it is, in a line."""
    lines = []
    for part in take_in(content, name):
        match part:
            case Bladen(bron=bron, soort="docx", bladen=()):
                lines.append(f"{bron}: Word")
            case Bladen(bron=bron, soort=soort, bladen=bladen, opmerkingen=remarks):
                assert {blad.bron for blad in bladen} == {bron}
                assert [blad.nummer for blad in bladen] == list(range(1, len(bladen) + 1))
                lines.append(" ".join([f"{bron}: {soort}, {len(bladen)}", *remarks]))
            case Onherkend(reden=reden, wacht=wacht):
                lines.append(f"{'(wacht) ' if wacht else ''}{reden}")
    return lines


def locked(content: bytes, owner: str, user: str = "") -> bytes:
    """Return a PDF with passwords."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(owner, user))
    return made.getvalue()


def test_a_pdf_is_its_pages_with_their_words() -> None:
    (papier,) = take_in(PDF, "post.pdf")
    assert isinstance(papier, Bladen)
    assert papier.inhoud == PDF
    first, second = papier.bladen
    assert first.tekst == "De gemeente Deventer"
    assert [woord.tekst for woord in second.woorden] == ["bladzijde", "2"]
    assert first.beeld(72).size == (595, 842)
    assert isinstance(first.woorden[0].vak, Vak)
    assert first.beeld(100).size == (827, 1170)
    assert first.beeld(100) != second.beeld(100)


@pytest.mark.parametrize(
    ("kind", "dpi", "size", "points"),
    [
        pytest.param("JPEG", 200, (1654, 2339), (595.4, 842.0), id="a scan"),
        pytest.param("PNG", 150, (1240, 1754), (595.2, 841.9), id="another"),
        pytest.param("JPEG", 72, (3000, 4000), (631.4, 841.9), id="a photograph is taken for A4"),
        pytest.param("JPEG", 200, (2339, 1654), (842.0, 595.4), id="on its side"),
    ],
)
def test_a_picture_is_a_page(
    kind: str, dpi: int, size: tuple[int, int], points: tuple[float, float]
) -> None:
    content = make_picture(kind, [size], dpi)
    (papier,) = take_in(content, "foto")
    assert isinstance(papier, Bladen)
    assert (papier.soort, papier.inhoud) == (kind.lower(), content)
    (blad,) = papier.bladen
    assert (blad.tekst, blad.woorden) == ("", ())
    picture = blad.beeld(300)
    assert picture.mode == "L"
    assert picture.size == pytest.approx([side * 300 / 72 for side in points], abs=1.5)
    assert picture.getpixel((10, 10)) == 0
    assert picture.getpixel((picture.width - 10, 10)) == 255


def test_a_photograph_is_seen_the_right_way_up() -> None:
    """Exif says 6: its first row is the right side of what was seen."""
    (papier,) = take_in(make_picture("JPEG", [(4000, 3000)], 72, turned=6), "foto")
    assert isinstance(papier, Bladen)
    (blad,) = papier.bladen
    picture = blad.beeld(100)
    assert picture.size == (877, 1170)
    assert picture.getpixel((10, 10)) == 255
    assert picture.getpixel((picture.width - 10, 10)) == 0


def test_what_a_telephone_keeps_beside_a_photograph_is_no_page() -> None:
    (papier,) = take_in(make_picture("MPO", [(3000, 4000), (750, 1000)], 72), "foto")
    assert isinstance(papier, Bladen)
    assert (papier.soort, len(papier.bladen)) == ("jpeg", 1)


def test_what_is_transparent_is_white() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (1000, 1400), (0, 0, 0, 0)).save(made, "PNG")
    (papier,) = take_in(made.getvalue(), "scan.png")
    assert isinstance(papier, Bladen)
    assert papier.bladen[0].beeld(72).getextrema() == (255, 255)


@pytest.mark.parametrize(
    ("kind", "mode", "turned"),
    [
        *(("JPEG", "RGB", turned) for turned in (1, 3, 6, 8)),
        *(("JPEG", mode, 1) for mode in ("L", "CMYK")),
        *(("PNG", mode, 1) for mode in ("1", "L", "P", "RGB", "RGBA", "LA")),
        *(("TIFF", mode, 6) for mode in ("1", "RGB")),
    ],
)
def test_a_picture_is_kept_as_a_pdf_that_looks_the_same(kind: str, mode: str, turned: int) -> None:
    content = make_picture(kind, [(827, 1169)] * (2 if kind == "TIFF" else 1), 100, turned, mode)
    (papier,) = take_in(content, "foto")
    assert isinstance(papier, Bladen)
    kept = papier.pdf
    assert (content in kept) == (kind == "JPEG" and mode != "CMYK")
    (again,) = take_in(kept, "kopie")
    assert isinstance(again, Bladen)
    assert len(again.bladen) == len(papier.bladen)
    for one, other in zip(papier.bladen, again.bladen, strict=True):
        pictures = one.beeld(100), other.beeld(100)
        assert pictures[0].size == pytest.approx(pictures[1].size, abs=1)
        small = [each.resize((40, 60)) for each in pictures]
        assert ImageStat.Stat(ImageChops.difference(*small)).mean[0] < 4


def test_a_pdf_is_kept_as_it_is() -> None:
    (papier,) = take_in(PDF, "post.pdf")
    assert isinstance(papier, Bladen)
    assert papier.pdf == PDF


def test_a_tiff_has_several_pages() -> None:
    (papier,) = take_in(make_picture("TIFF", [(1654, 2339), (1240, 1754), (1654, 2339)]), "fax")
    assert isinstance(papier, Bladen)
    sizes = [blad.beeld(200).size for blad in papier.bladen]
    assert sizes == [(1654, 2339), (1240, 1754), (1654, 2339)]


def with_extras() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.launchURL('http://example.org')")
        )
        pdf.attachments["boos.exe"] = b"MZ"
        pdf.pages[0].AA = pikepdf.Dictionary(
            O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("boos.exe"))
        )
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


TOO_MUCH = (
    "er zit te veel in dit bestand, of het wordt uitgepakt veel te groot; geef de scans of de "
    "documenten los"
)


def stored(files: Mapping[str, bytes]) -> bytes:
    """Return a zip in which files stand as they are."""
    return pakket.pack(files, briefly=True)


LEFT = "In deze PDF zit ook {}; daar is niets mee gedaan."

KINDS: Mapping[str, tuple[bytes, list[str]]] = {
    "a PDF": (PDF, ["post: pdf, 2"]),
    "its rights are restricted": (
        locked(PDF, "geheim"),
        ["post: pdf, 2"],
    ),
    "a broken table of objects": (PDF.replace(b"startxref", b"startxrfe"), ["post: pdf, 2"]),
    "what a PDF brings along": (
        with_extras(),
        [
            (
                f"post: pdf, 2 {LEFT.format('een script')} "
                f"{LEFT.format('een opdracht om een programma te starten')} "
                f"{LEFT.format('een bijlage')}"
            )
        ],
    ),
    "Word": (WORD, ["post: Word"]),
    "a zip": (
        make_zip(
            {
                "map/scan.pdf": PDF,
                "map/foto.jpg": JPEG,
                "__MACOSX/map/._scan.pdf": b"\0",
                "leeg.pdf": b"",
                "a.docx": WORD,
            }
        ),
        [
            "post, daarin map/scan.pdf: pdf, 2",
            "post, daarin map/foto.jpg: jpeg, 1",
            (
                "post, daarin leeg.pdf: dit bestand is nog niet volledig, of het is beschadigd; "
                "wacht tot het er helemaal is, of vraag het nog eens op"
            ),
            "post, daarin a.docx: Word",
        ],
    ),
    "an e-mail": (
        bytes(
            make_eml(
                {"één.pdf": PDF, "logo.png": make_picture("PNG", [(200, 60)]), "één.zip": b""},
                make_eml({"scan.jpg": JPEG}),
            )
        ),
        [
            "post, bijlage één.pdf: pdf, 2",
            (
                "post, bijlage één.zip: dit bestand is nog niet volledig, of het is beschadigd; "
                "wacht tot het er helemaal is, of vraag het nog eens op"
            ),
            "post, bijlage scan.jpg: jpeg, 1",
        ],
    ),
    "a zip of what is not packed": (stored({"a.pdf": PDF}), ["post, daarin a.pdf: pdf, 2"]),
    "two of one name": (
        bytes(make_eml({"scan.pdf": PDF}, make_eml({"scan.pdf": PDF}))),
        ["post, bijlage scan.pdf: pdf, 2", "post, bijlage scan.pdf (2): pdf, 2"],
    ),
    "an e-mail of Outlook": (
        make_ole(
            make_msg(
                {
                    "één.pdf": PDF,
                    "groot.jpg": JPEG,
                    "doorgestuurd": make_msg({"tweede.pdf": PDF}, "cp1252"),
                }
            )
        ),
        [
            "post, bijlage één.pdf: pdf, 2",
            "post, bijlage groot.jpg: jpeg, 1",
            "post, bijlage tweede.pdf: pdf, 2",
        ],
    ),
    "one in another": (
        make_zip({"post.eml": bytes(make_eml({"alles.zip": make_zip({"scan.pdf": PDF})}))}),
        ["post, daarin post.eml, bijlage alles.zip, daarin scan.pdf: pdf, 2"],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_file_is_taken_in(kind: str) -> None:
    content, expected = KINDS[kind]
    assert told(content) == expected


HALF = (
    "(wacht) post: dit bestand is nog niet volledig, of het is beschadigd; wacht tot het er "
    "helemaal is, of vraag het nog eens op"
)
UNKNOWN = (
    "dit is geen PDF, scan, foto, Word-bestand (.docx), zip of e-mail; bewaar het als PDF, of "
    "geef een scan of foto (PDF, JPEG, PNG of TIFF)"
)
MAIL = bytes(make_eml({"scan.pdf": PDF}))
OUTLOOK = make_ole(make_msg({"scan.pdf": PDF, "foto.jpg": JPEG}))
LOCKED = bytearray(make_zip({"scan.pdf": PDF}))
LOCKED[6] |= 1  # the mark of a password, in both places where it stands
LOCKED[LOCKED.index(b"PK\1\2") + 8] |= 1
EXCEL = make_zip(
    {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        b'content-types"/>',
        "xl/workbook.xml": b"<workbook/>",
    }
)

UNREAD: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", HALF),
    "half a PDF": (PDF[: len(PDF) // 2], HALF),
    "half a JPEG": (JPEG[: len(JPEG) // 2], HALF),
    "half a PNG": ((png := make_picture("PNG"))[: len(png) // 2], HALF),
    "half a TIFF": ((tiff := make_picture("TIFF"))[: len(tiff) // 2], HALF),
    "half a zip": ((packed := make_zip({"a.pdf": PDF}))[: len(packed) // 2], HALF),
    "half a Word file": (WORD[: len(WORD) // 2], HALF),
    "half an e-mail": (MAIL[: len(MAIL) // 2], HALF),
    "half an e-mail of Outlook": (OUTLOOK[: len(OUTLOOK) // 2], HALF),
    "a password": (
        locked(PDF, "geheim", "geheim"),
        (
            "post: deze PDF is beveiligd met een wachtwoord; bewaar of vraag het document zonder "
            "wachtwoord"
        ),
    ),
    "a zip with a password": (
        bytes(LOCKED),
        (
            "post: deze zip is beschadigd, of heeft een wachtwoord; pak hem uit, en geef de "
            "bestanden die erin zitten"
        ),
    ),
    "a PDF without pages": (
        b"%PDF-1.7\n%%EOF\n",
        (
            "post: deze PDF is beschadigd of niet volledig; vraag het bestand nog eens op, of maak "
            "het opnieuw"
        ),
    ),
    "old Word, or with a password": (
        make_ole({"WordDocument": bytes(600)}),
        (
            "post: dit is een oud Word-bestand (.doc), of een bestand met een wachtwoord; bewaar "
            "het zonder wachtwoord als .docx of PDF"
        ),
    ),
    "Excel": (
        EXCEL,
        (
            "post: dit is geen Word-document: het hoofddocument ontbreekt; open het in Word en "
            "bewaar het als Word-document (.docx), zonder wachtwoord"
        ),
    ),
    "a logo alone": (
        make_picture("PNG", [(200, 60)]),
        "post: deze afbeelding is te klein voor een bladzijde; scan opnieuw",
    ),
    "a zip of nothing": (
        make_zip({}),
        "post: in deze zip zit niets dat een overeenkomst kan zijn; kijk of het de goede is",
    ),
    "an e-mail without attachments": (
        bytes(make_eml({"logo.png": make_picture("PNG", [(200, 60)])})),
        "post: in deze e-mail zit niets dat een overeenkomst kan zijn; kijk of het de goede is",
    ),
    "RTF": (b"{\\rtf1 tekst}", f"post: {UNKNOWN}"),
    "a photograph of an iPhone": (b"\0\0\0\x18ftypheic" + bytes(90), f"post: {UNKNOWN}"),
    "OpenDocument": (
        stored({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        f"post: {UNKNOWN}",
    ),
    "something else": (b"zomaar wat: tekst", f"post: {UNKNOWN}"),
}


@pytest.mark.parametrize("kind", UNREAD)
def test_what_is_not_read_says_why(kind: str) -> None:
    content, reason = UNREAD[kind]
    assert told(content) == [reason]


def test_a_name_that_a_stranger_chose_is_shown_without_what_a_screen_obeys() -> None:
    (line,) = told(make_zip({"\x1b[2Jgoed\n.pdf": PDF}))
    assert line == "post, daarin ?[2Jgoed?.pdf: pdf, 2"


def test_of_a_folder_each_file_is_taken_in(tmp_path: Path) -> None:
    for name in ("b.pdf", "a/c.pdf", ".weg/d.pdf", "~$b.docx", ".DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "elders.pdf").symlink_to(tmp_path / "b.pdf")
    (tmp_path / "a" / "lus").symlink_to(tmp_path)
    found = files_in([tmp_path, tmp_path / ".weg/d.pdf"])
    names = [str(each.relative_to(tmp_path)) for each in found]
    assert names == ["a/c.pdf", "b.pdf", ".weg/d.pdf"]


def test_a_file_that_changes_while_it_is_read_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF)
    assert read_still(scan) == PDF

    def read_and_go_on(place: Path) -> bytes:
        content = read_bytes(place)
        place.write_bytes(content + content)
        return content

    monkeypatch.setattr(binnenkomst, "read_bytes", read_and_go_on)
    with pytest.raises(OnvolledigError, match="nog niet volledig"):
        read_still(scan)


def test_a_file_that_is_not_there_or_is_too_big_is_told(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    with pytest.raises(InputError) as caught:
        read_still(scan)
    assert str(caught.value) == f"{scan}: dit bestand bestaat niet; controleer de naam"
    with scan.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(InputError) as caught:
        read_still(scan)
    assert str(caught.value) == f"{scan}: {TOO_MUCH}"
