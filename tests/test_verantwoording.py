"""The account of what was made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from overeenkomstgen.adapters.uitvoer import open_uitvoer
from overeenkomstgen.adapters.verantwoording import NAME, Regel, read_verantwoording, record

if TYPE_CHECKING:
    from pathlib import Path

ALMELO = Regel(
    soort="Samenwerkingsovereenkomst",
    gemeente="Almelo",
    cbs_code="GM0141",
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
ZWOLLE = replace(ALMELO, gemeente="Zwolle", cbs_code="GM0193", word="overeenkomsten/z.docx")


def recorded(folder: Path, *rows: Regel) -> str:
    with open_uitvoer(folder) as uitvoer:
        for row in rows:
            (folder / row.word).parent.mkdir(exist_ok=True)
            (folder / row.word).touch()
        record(uitvoer, rows)
    return (folder / NAME).read_bytes().decode("utf-8")


def test_a_dutch_excel_can_read_it(tmp_path: Path) -> None:
    assert recorded(tmp_path, ALMELO) == (
        "\N{BYTE ORDER MARK}soort;gemeente;cbs_code;inwoners;tarief;bedrag;collegebesluit;"
        "open_velden;paginas;pdf_a;pdf_ua;word;pdf;sha256_sjabloon;sha256_word;sha256_pdf;"
        "vingerafdruk_invoer\r\n"
        "Samenwerkingsovereenkomst;Almelo;GM0141;73155;0,15;10973,25;;gemeente.collegebesluit;3;"
        "PDF/A-2a;PDF/UA-1;overeenkomsten/a.docx;overeenkomsten/a.pdf;1;2;3;4\r\n"
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


def test_a_file_that_is_no_account_is_written_afresh(tmp_path: Path) -> None:
    for text in (b"iets;anders\r\n1;2\r\n", b"\xff\xfe\x00\xd8", b""):
        (tmp_path / NAME).write_bytes(text)
        assert read_verantwoording(tmp_path) == ()
    recorded(tmp_path, ALMELO)
    assert read_verantwoording(tmp_path) == (ALMELO,)
