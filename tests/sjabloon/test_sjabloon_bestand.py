"""Files that are no template, or not one to trust: each refused with its own message."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hulp.wordbouw import TYPES, docx, pack, paragraph, read_parts
from overeenkomstgen.errors import InputError
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.werkmap.sjablonen import Bekend
from overeenkomstgen.word.tekst import read_word

GOOD = docx(paragraph("{{ x }}"), footer1=paragraph("{{ x }}"))
PARTS = read_parts(GOOD)
DOCUMENT = "word/document.xml"
NO_WORD = (
    "dit is geen Word-document (.docx), of het is beschadigd; "
    "open het in Word en bewaar het als Word-document (.docx), zonder wachtwoord"
)
SAVE_AGAIN = "open het in Word en bewaar het als Word-document (.docx), zonder wachtwoord"
NO_BODY = f"dit is geen Word-document: het hoofddocument ontbreekt; {SAVE_AGAIN}"
DAMAGED = (
    "is beschadigd; open het in Word en bewaar het als Word-document (.docx), zonder wachtwoord"
)
DISTRUST = "gebruik dit bestand niet; maak het opnieuw in Word"
OTHER_TYPE = (
    "dit is een Word-document van een ander type; "
    "open het in Word en bewaar het als Word-document (.docx), zonder wachtwoord"
)
TOO_BIG = (
    "uitgepakt is dit bestand groter dan 50 MB of heeft het meer dan 2000 onderdelen; "
    "verklein of verwijder de afbeeldingen erin"
)


def part(name: str, content: str | bytes) -> bytes:
    """Return a good file with one part more, or another."""
    return pack({**PARTS, name: content})


def without(name: str) -> bytes:
    return pack({key: content for key, content in PARTS.items() if key != name})


def replaced(name: str, old: str, new: str) -> bytes:
    before = PARTS[name].decode()
    assert old in before
    return part(name, before.replace(old, new))


MAIN = f"{TYPES}.document.main+xml"


def of_type(content_type: str) -> bytes:
    """Return a good file that says it is of another type."""
    return replaced("[Content_Types].xml", MAIN, content_type)


REFUSED = {
    "empty file": (b"", NO_WORD),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), NO_WORD),
    "half a file": (GOOD[: len(GOOD) // 2], NO_WORD),
    "another kind of zip": (pack({"a.txt": b"a"}), NO_BODY),
    "no relations": (without("_rels/.rels"), NO_BODY),
    "no content types": (without("[Content_Types].xml"), NO_BODY),
    "no body": (without(DOCUMENT), NO_BODY),
    "a document with macros": (
        of_type("application/vnd.ms-word.document.macroEnabled.main+xml"),
        f"dit is een Word-document met macro's (.docm); {SAVE_AGAIN}",
    ),
    "a template": (
        of_type(f"{TYPES}.template.main+xml"),
        f"dit is een Word-sjabloon (.dotx), geen Word-document; {SAVE_AGAIN}",
    ),
    "a template with macros": (
        of_type("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        f"dit is een Word-sjabloon met macro's (.dotm), geen Word-document; {SAVE_AGAIN}",
    ),
    "another program's file": (of_type("application/xml"), NO_BODY),
    "another type of Word document": (
        replaced(
            DOCUMENT,
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
        OTHER_TYPE,
    ),
    "XML cut off": (part(DOCUMENT, PARTS[DOCUMENT][:-20]), f"het onderdeel {DOCUMENT} {DAMAGED}"),
    "another part cut off": (
        part("word/styles.xml", b"<a>"),
        f"het onderdeel word/styles.xml {DAMAGED}",
    ),
    "one part twice": (
        part("WORD/document.xml", b"<a/>"),
        f"een onderdeel komt er twee keer in voor; {DISTRUST}",
    ),
    "too many parts": (pack({**PARTS, **{f"a/{n}": b"" for n in range(2000)}}), TOO_BIG),
}


def message(path: Path) -> str:
    with pytest.raises(InputError) as refused:
        Sjabloon.load(path)
    return str(refused.value)


@pytest.mark.parametrize(("content", "expected"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(content)
    assert message(path) == f"{tmp_path.name}/brief.docx: {expected}"


# --- packages as other programs write them ---


def by_ending() -> bytes:
    """Return a good file whose body has the type of all XML, as Open XML SDK writes it."""
    types = PARTS["[Content_Types].xml"].decode()
    own = f'<Override PartName="/{DOCUMENT}" ContentType="{MAIN}"/>'
    assert own in types
    ending = f'<Default Extension="xml" ContentType="{MAIN}"/>'
    return part(
        "[Content_Types].xml", types.replace(own, "").replace("<Override", ending + "<Override", 1)
    )


def capitals(name: str) -> str:
    return name.replace("word/", "Word/").replace("document.xml", "Document.xml")


READ = {
    "a type by the ending of the name": by_ending(),
    "a type of a name in another case": replaced(
        "[Content_Types].xml", f"/{DOCUMENT}", f"/{capitals(DOCUMENT)}"
    ),
    "parts in another case": pack({capitals(name): data for name, data in PARTS.items()}),
    "a part of a part in another case": replaced(
        "word/_rels/document.xml.rels", '"footer1.xml"', '"Footer1.xml"'
    ),
    "content types in another case": pack(
        {name.replace("[Content_Types]", "[content_types]"): data for name, data in PARTS.items()}
    ),
}


@pytest.mark.parametrize("name", READ)
def test_read_as_other_programs_write_it(name: str) -> None:
    sjabloon = Sjabloon.load(READ[name], name)
    assert sjabloon.sha256 == sha256(READ[name]).hexdigest()
    made = sjabloon.fill({"x": "Deventer"}).content
    text = read_word(made)
    assert text.body.text == "Deventer"
    assert text.sections[0].footers["default"].text == "Deventer"
    document = Document(BytesIO(made))  # which knows only names as they are
    assert document.paragraphs[0].text == document.sections[0].footer.paragraphs[0].text


def test_a_name_that_is_found_in_neither_case_is_no_part() -> None:
    lost = {name: data for name, data in PARTS.items() if name != "word/footer1.xml"}
    loop = lost["word/_rels/document.xml.rels"].replace(b"footer1.xml", b"../[content_types].xml")
    assert Sjabloon.load(pack({**lost, "word/_rels/document.xml.rels": loop}), "x").fields == {"x"}


def test_missing_file(tmp_path: Path) -> None:
    assert message(tmp_path / "brief.docx") == (
        f"{tmp_path.name}/brief.docx: dit bestand bestaat niet; "
        "zet het op zijn plaats of verbeter de naam"
    )


def test_a_folder_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "brief.docx").mkdir()
    assert message(tmp_path / "brief.docx") == (
        f"{tmp_path.name}/brief.docx: dit bestand is niet te lezen (er staat een map met die "
        "naam); controleer of het bestand voor u toegankelijk is"
    )


def test_a_file_that_is_too_big_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    with path.open("wb") as file:
        file.truncate(51 * 1024**2)
    assert message(path) == f"{tmp_path.name}/brief.docx: {TOO_BIG}"


def test_a_template_that_is_swapped_during_the_run_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "sjabloon.docx"
    place.write_bytes(docx(paragraph("tekst")))
    with pytest.raises(InputError, match="is gewijzigd terwijl het programma bezig was"):
        Bekend(place, "0" * 64).fill({})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1))
def test_a_damaged_file_is_refused_or_works(tmp_path: Path, cuts: list[tuple[int, int]]) -> None:
    damaged = bytearray(GOOD)
    for position, value in cuts:
        damaged[position] = value
    path = tmp_path / "brief.docx"
    path.write_bytes(damaged)
    with suppress(InputError):
        Sjabloon.load(path).fill({"x": "y"})
