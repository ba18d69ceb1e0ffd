"""The account of what was made."""

from __future__ import annotations

import codecs
import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from overeenkomstgen.schijf.kettingregels import NieuwerError
from overeenkomstgen.schijf.kluis import KluisError
from overeenkomstgen.schijf.schijf import UitvoerError
from overeenkomstgen.schijf.uitvoer import Uitvoer, open_uitvoer
from overeenkomstgen.werkmap.verantwoording import (
    COLUMNS,
    NAME,
    Regel,
    addition,
    read_row,
    read_verantwoording,
    record,
)

ALMELO = Regel(
    soort="Samenwerkingsovereenkomst",
    gemeente="Almelo",
    cbs_code="GM0141",
    jaar="",
    inwoners="73155",
    tarief="0,15",
    bedrag="10973,25",
    collegebesluit="",
    open_velden="gemeente.collegebesluit",
    paginas="3",
    pdf_a="PDF/A-2a",
    pdf_ua="PDF/UA-1",
    word="overeenkomsten/a.docx",
    pdf="overeenkomsten/a.pdf",
    sha256_sjabloon="1",
    sha256_word="2",
    sha256_pdf="3",
    vingerafdruk_invoer="4",
)
HALF = ALMELO.to_json().replace(b'"Almelo"', b'"\\ud800"')
"""A row with half a sign, which JSON can hold and no file."""
ZWOLLE = replace(ALMELO, gemeente="Zwolle", cbs_code="GM0193", word="overeenkomsten/z.docx")


def recorded(folder: Path, *rows: Regel) -> str:
    with open_uitvoer(folder) as uitvoer:
        for row in rows:
            (folder / row.word).parent.mkdir(exist_ok=True)
            (folder / row.word).touch()
        record(uitvoer, rows)
    return (folder / NAME).read_bytes().decode("utf-8")


def add(uitvoer: Uitvoer, row: Regel) -> tuple[str, ...]:
    """Account for a document at once, as making documents does."""
    (uitvoer.folder / row.word).parent.mkdir(exist_ok=True)
    (uitvoer.folder / row.word).touch()
    if additions := addition(uitvoer.folder, row):
        uitvoer.publish({}, additions=additions)
        return ()
    return record(uitvoer, [row])


def test_a_dutch_excel_can_read_it(tmp_path: Path) -> None:
    assert recorded(tmp_path, ALMELO) == (
        "\N{BYTE ORDER MARK}soort;gemeente;cbs_code;jaar;inwoners;tarief;bedrag;collegebesluit;"
        "open_velden;paginas;pdf_a;pdf_ua;word;pdf;sha256_sjabloon;sha256_word;sha256_pdf;"
        "vingerafdruk_invoer;factuurnummer;sha256_xml;exemplaar;ingang\r\n"
        "Samenwerkingsovereenkomst;Almelo;GM0141;;73155;0,15;10973,25;;gemeente.collegebesluit;3;"
        "PDF/A-2a;PDF/UA-1;overeenkomsten/a.docx;overeenkomsten/a.pdf;1;2;3;4;;;;\r\n"
    )


def test_a_row_takes_the_place_of_the_former_and_the_others_stay(tmp_path: Path) -> None:
    recorded(tmp_path, ZWOLLE, ALMELO)
    recorded(tmp_path, replace(ALMELO, paginas="2"))
    assert read_verantwoording(tmp_path) == (replace(ALMELO, paginas="2"), ZWOLLE)


def test_a_document_that_is_gone_is_no_longer_accounted_for(tmp_path: Path) -> None:
    recorded(tmp_path, ALMELO, ZWOLLE)
    (tmp_path / ZWOLLE.word).unlink()
    recorded(tmp_path, ALMELO)
    assert read_verantwoording(tmp_path) == (ALMELO,)


def test_a_formula_is_kept_from_the_spreadsheet(tmp_path: Path) -> None:
    row = replace(ALMELO, gemeente="=1+1")
    assert ";'=1+1;" in recorded(tmp_path, row)
    assert read_verantwoording(tmp_path) == (row,)


@given(name=st.text(st.characters(exclude_categories=("Cc", "Cs"))))
@example(name="'=1+1")
@example(name="''=1+1")
@example(name="'s-Hertogenbosch")
def test_any_text_comes_back_as_it_was(name: str) -> None:
    row = replace(ALMELO, gemeente=name)
    with TemporaryDirectory() as folder:
        recorded(Path(folder), row)
        assert read_verantwoording(Path(folder)) == (row,)


def test_a_row_is_added_at_once_and_the_last_of_a_document_counts(tmp_path: Path) -> None:
    newer = replace(ALMELO, paginas="2")
    with open_uitvoer(tmp_path) as uitvoer:
        for row in (ALMELO, ZWOLLE, newer):
            assert add(uitvoer, row) == ()
    text = (tmp_path / NAME).read_bytes()
    assert text.startswith(codecs.BOM_UTF8 + b"soort;gemeente;")
    assert text.count(codecs.BOM_UTF8) == 1
    assert text.count(b"\r\n") == 4
    assert read_verantwoording(tmp_path) == (newer, ZWOLLE)


def test_a_row_that_was_torn_off_does_not_count(tmp_path: Path) -> None:
    fryslan = replace(ZWOLLE, gemeente="S\u00fbdwest-Frysl\u00e2n")
    recorded(tmp_path, ALMELO)
    whole = (tmp_path / NAME).read_bytes()
    with open_uitvoer(tmp_path) as uitvoer:
        add(uitvoer, fryslan)
        both = (tmp_path / NAME).read_bytes()
        for length in range(len(whole), len(both) - 1):
            (tmp_path / NAME).write_bytes(both[:length])
            assert read_verantwoording(tmp_path) == (ALMELO,)
        add(uitvoer, fryslan)
    assert (tmp_path / NAME).read_bytes() == both


def test_an_account_that_excel_saved_in_its_own_way_is_read(tmp_path: Path) -> None:
    row = replace(ALMELO, gemeente="S\u00fbdwest-Frysl\u00e2n")
    recorded(tmp_path, row)
    text = (tmp_path / NAME).read_bytes().decode("utf-8-sig")
    for encoding in ("cp1252", "utf-8", "utf-16"):
        (tmp_path / NAME).write_bytes(text.encode(encoding))
        assert read_verantwoording(tmp_path) == (row,)
    with open_uitvoer(tmp_path) as uitvoer:
        add(uitvoer, ZWOLLE)
    assert read_verantwoording(tmp_path) == (row, ZWOLLE)
    assert not list(tmp_path.glob("*onleesbaar*"))


@pytest.mark.parametrize(
    "data",
    [
        b"iets;anders\r\n1;2\r\n",
        b"\xff\xfe\x00\xd8",
        b"a\0b",
        (";".join(COLUMNS) + "\r\n" + "x" * 200_000).encode(),
    ],
    ids=["other columns", "no text", "null", "an endless value"],
)
def test_a_file_that_is_no_account_is_kept_aside(tmp_path: Path, data: bytes) -> None:
    for number, aside in enumerate(
        ("verantwoording-onleesbaar.csv", "verantwoording-onleesbaar-2.csv")
    ):
        (tmp_path / NAME).write_bytes(data)
        assert read_verantwoording(tmp_path) == ()
        (tmp_path / ALMELO.word).parent.mkdir(exist_ok=True)
        (tmp_path / ALMELO.word).touch()
        with open_uitvoer(tmp_path) as uitvoer:
            told = record(uitvoer, [ALMELO]) if number else add(uitvoer, ALMELO)
            assert record(uitvoer, []) == ()
        assert "\n".join(told) == (
            f"verantwoording.csv was niet te lezen en is bewaard als {aside}. Er is een nieuwe "
            "gemaakt; of iemand een document met de hand had gewijzigd is deze keer niet nagegaan."
        )
        assert (tmp_path / aside).read_bytes() == data
        assert read_verantwoording(tmp_path) == (ALMELO,)


def test_an_empty_file_is_no_loss(tmp_path: Path) -> None:
    (tmp_path / NAME).touch()
    recorded(tmp_path, ALMELO)
    assert read_verantwoording(tmp_path) == (ALMELO,)
    assert not list(tmp_path.glob("*onleesbaar*"))


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with open_uitvoer(tmp_path) as uitvoer, pytest.raises(UitvoerError) as caught:
        add(uitvoer, ALMELO)
    assert str(caught.value) == (
        f"{tmp_path}/verantwoording.csv is niet te lezen of te schrijven: er staat een map met die "
        "naam.\nSluit het bestand als het open staat, en kijk of er schijfruimte is."
    )


@pytest.mark.parametrize("word", ["../a.docx", "a/\x7f.docx", ""])
def test_a_row_that_was_kept_and_names_no_document(tmp_path: Path, word: str) -> None:
    place = tmp_path / "GM0141-a.json"
    place.write_text(json.dumps({"word": word}))
    with pytest.raises(KluisError) as caught:
        read_row([place])
    assert str(caught.value) == (
        f"{place} wijst naar iets anders dan een document.\nZet het terug uit een reservekopie."
    )


def test_a_row_that_is_kept_beside_a_document_comes_back(tmp_path: Path) -> None:
    place = tmp_path / "GM0141-a.json"
    place.write_bytes(ALMELO.to_json())
    assert read_row([tmp_path / "GM0141-a.pdf", place]) == ALMELO
    assert read_row([]) is None
    place.write_bytes(ALMELO.to_json().replace(b'"jaar"', b'"kleur"'))
    with pytest.raises(NieuwerError) as caught:
        read_row([place])
    assert str(caught.value) == (
        "GM0141-a.json is geschreven door een nieuwere versie van dit programma, met meer "
        "kolommen: kleur. Er is niets gewijzigd.\nGebruik de nieuwste versie van het programma."
    )


@pytest.mark.parametrize(
    "content",
    [b"", b'{"soort": ', b"[]", b'"x"', b"\xff", b"[" * 100_000, HALF],
    ids=lambda content: content[:20],
)
def test_a_row_that_was_kept_and_is_damaged(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "GM0141-a.json"
    place.write_bytes(content)
    with pytest.raises(KluisError) as caught:
        read_row([place])
    assert str(caught.value) == (
        f"{place} is niet te lezen: het is beschadigd.\nZet het terug uit een reservekopie."
    )
