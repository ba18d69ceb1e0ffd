"""The papers that count are kept, whole, and never overwritten."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from pikepdf import Encryption, Pdf

from overeenkomstgen.adapters.ondertekend import (
    Afschrift,
    OndertekendError,
    file_signed,
    freeze,
    frozen,
    read_signed,
)
from overeenkomstgen.adapters.uitvoer import UitvoerError
from overeenkomstgen.errors import ExitCode, InputError
from schijf import fill, make_read_only, small_disk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STEM = "samenwerkingsovereenkomst-deventer"
DATUM = date(2023, 1, 10)
SCHIJFRAAD = (
    "Sluit het als het open staat, en kijk of er schijfruimte is en of de map beschreven mag "
    "worden. Wat er stond is ongewijzigd."
)


def make_pdf(path: Path, pages: int = 1, *, linear: bool = False) -> Path:
    with Pdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(path, linearize=linear)
    return path


def contents(werkmap: Path) -> dict[str, bytes]:
    """Return the files under ``ondertekend`` with their bytes."""
    return {file.name: file.read_bytes() for file in (werkmap / "ondertekend").iterdir()}


def protect(path: Path, encryption: Encryption) -> None:
    with Pdf.open(make_pdf(path), allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=encryption)


def cut(path: Path, *, keep: float, linear: bool = False) -> None:
    data = make_pdf(path, pages=9, linear=linear).read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])


WACHTWOORD = (
    "deze PDF is beveiligd met een wachtwoord; bewaar of vraag het document zonder wachtwoord"
)
GEEN_PDF = "dit is geen PDF; geef de scan van de ondertekende overeenkomst, bewaard als PDF"
BESCHADIGD = (
    "deze PDF is beschadigd of niet volledig; scan de overeenkomst opnieuw, of vraag het bestand "
    "nog eens op"
)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(
            lambda _: None, "dit bestand bestaat niet; controleer de naam", id="bestaat niet"
        ),
        pytest.param(
            lambda path: path.mkdir(),
            (
                "dit bestand is niet te lezen (er staat een map met die naam); kijk of het een "
                "bestand is dat u mag lezen"
            ),
            id="map",
        ),
        pytest.param(lambda path: path.write_bytes(b""), GEEN_PDF, id="leeg"),
        pytest.param(lambda path: path.write_bytes(b"PK\3\4 Word"), GEEN_PDF, id="Word"),
        pytest.param(lambda path: path.write_bytes(b"%PDF-1.7\n%%EOF\n"), BESCHADIGD, id="hol"),
        pytest.param(lambda path: make_pdf(path, pages=0), BESCHADIGD, id="geen pagina's"),
        pytest.param(lambda path: cut(path, keep=0.7), BESCHADIGD, id="half"),
        pytest.param(
            lambda path: cut(path, keep=0.7, linear=True), BESCHADIGD, id="half van het web"
        ),
        pytest.param(
            lambda path: protect(path, Encryption(user="geheim", owner="geheim")),
            WACHTWOORD,
            id="wachtwoord",
        ),
        pytest.param(
            lambda path: protect(path, Encryption(owner="geheim")), WACHTWOORD, id="rechten"
        ),
    ],
)
def test_what_is_no_signed_pdf_is_refused_and_nothing_is_made(
    tmp_path: Path, make: Callable[[Path], object], message: str
) -> None:
    scan = tmp_path / "scan.pdf"
    make(scan)
    with pytest.raises(InputError) as caught:
        file_signed(tmp_path, scan, STEM, DATUM)
    assert str(caught.value) == f"{scan}: {message}"
    assert not (tmp_path / "ondertekend").exists()


def test_a_scan_with_something_before_and_after_it_is_accepted(tmp_path: Path) -> None:
    """Scanners and mail programs add such lines; every viewer opens these files."""
    scan = make_pdf(tmp_path / "scan.pdf")
    scan.write_bytes(b"\n\n" + scan.read_bytes() + b"\r\n\0\0")
    assert read_signed(scan) == scan.read_bytes()


def test_a_signed_pdf_is_kept_and_stays_where_it_was(tmp_path: Path) -> None:
    scan = make_pdf(tmp_path / "scan.pdf")
    data = scan.read_bytes()
    assert file_signed(tmp_path, scan, STEM, DATUM) == Afschrift(
        "ondertekend/samenwerkingsovereenkomst-deventer-2023-01-10.pdf", sha256(data).hexdigest()
    )
    assert contents(tmp_path) == {"samenwerkingsovereenkomst-deventer-2023-01-10.pdf": data}
    assert scan.read_bytes() == data


def test_the_same_is_not_kept_twice_and_nothing_is_overwritten(tmp_path: Path) -> None:
    scans = [make_pdf(tmp_path / f"{pages}.pdf", pages) for pages in (1, 2, 3)]
    for _ in range(2):
        assert [file_signed(tmp_path, scan, STEM, DATUM).bestand for scan in scans] == [
            "ondertekend/samenwerkingsovereenkomst-deventer-2023-01-10.pdf",
            "ondertekend/samenwerkingsovereenkomst-deventer-2023-01-10-2.pdf",
            "ondertekend/samenwerkingsovereenkomst-deventer-2023-01-10-3.pdf",
        ]
    assert contents(tmp_path) == {
        f"{STEM}-2023-01-10{number}.pdf": scan.read_bytes()
        for number, scan in zip(("", "-2", "-3"), scans, strict=True)
    }


@pytest.fixture
def issued(tmp_path: Path) -> list[Path]:
    """Return the Word file and the PDF of an agreement in the output folder."""
    files = [tmp_path / "uitvoer" / f"{STEM}{ending}" for ending in (".docx", ".pdf")]
    files[0].parent.mkdir()
    for file in files:
        file.write_bytes(f"zoals uitgegeven: {file.suffix}".encode())
    return files


def test_what_was_issued_outlives_the_output_folder(tmp_path: Path, issued: list[Path]) -> None:
    assert frozen(tmp_path, STEM) == ()
    freeze(tmp_path, STEM, issued)
    kept = frozen(tmp_path, STEM)
    assert [file.relative_to(tmp_path).as_posix() for file in kept] == [
        "ondertekend/samenwerkingsovereenkomst-deventer.docx",
        "ondertekend/samenwerkingsovereenkomst-deventer.pdf",
    ]
    assert [file.read_bytes() for file in kept] == [file.read_bytes() for file in issued]
    assert frozen(tmp_path, "samenwerkingsovereenkomst-zwolle") == ()


def test_what_is_frozen_is_frozen_again_without_a_change(
    tmp_path: Path, issued: list[Path]
) -> None:
    freeze(tmp_path, STEM, issued[:1])
    freeze(tmp_path, STEM, issued)
    freeze(tmp_path, STEM, issued)
    assert [file.suffix for file in frozen(tmp_path, STEM)] == [".docx", ".pdf"]
    assert len(contents(tmp_path)) == 2


def test_something_else_is_never_frozen_over_it(tmp_path: Path, issued: list[Path]) -> None:
    word, pdf = issued
    freeze(tmp_path, STEM, [pdf])
    before = contents(tmp_path)
    pdf.write_bytes(b"anders")
    with pytest.raises(OndertekendError) as caught:
        freeze(tmp_path, STEM, [word, pdf])
    assert str(caught.value) == (
        f"{tmp_path}/ondertekend/{STEM}.pdf staat er al, met een andere inhoud. Er is niets "
        "bewaard.\n"
        "Zo is deze overeenkomst eerder vastgelegd. Geldt die niet meer, verplaats haar "
        "bestanden dan naar een andere map en probeer het opnieuw."
    )
    assert caught.value.exit_code is ExitCode.INPUT
    assert contents(tmp_path) == before


def test_what_was_issued_must_be_there(tmp_path: Path, issued: list[Path]) -> None:
    issued[1].unlink()
    with pytest.raises(OndertekendError) as caught:
        freeze(tmp_path, STEM, issued)
    assert str(caught.value) == (
        f"{issued[1]} is niet te lezen: het bestaat niet.\n"
        "Kijk of het een bestand is dat u mag lezen."
    )
    assert frozen(tmp_path, STEM) == ()


def test_a_full_disk_keeps_what_there_was(tmp_path: Path) -> None:
    scan = make_pdf(tmp_path / "scan.pdf", pages=2)
    with small_disk(tmp_path / "schijf") as disk:
        file_signed(disk, make_pdf(tmp_path / "eerste.pdf"), STEM, DATUM)
        before = contents(disk)
        fill(disk)
        with pytest.raises(UitvoerError) as caught:
            file_signed(disk, scan, STEM, DATUM)
        assert str(caught.value) == (
            f"{disk}/ondertekend/{STEM}-2023-01-10-2.pdf is niet te schrijven: de schijf is "
            f"vol.\n{SCHIJFRAAD}"
        )
        with pytest.raises(UitvoerError):
            freeze(disk, STEM, [scan])
        assert contents(disk) == before


def test_a_disk_that_is_read_only_keeps_what_there_was(tmp_path: Path) -> None:
    scan = make_pdf(tmp_path / "scan.pdf")
    with small_disk(tmp_path / "schijf") as disk:
        file_signed(disk, scan, STEM, DATUM)
        before = contents(disk)
        make_read_only(disk)
        with pytest.raises(UitvoerError) as caught:
            file_signed(disk, scan, STEM, date(2023, 1, 11))
        assert str(caught.value) == (
            f"{disk}/ondertekend is niet te schrijven: de schijf is alleen te lezen.\n{SCHIJFRAAD}"
        )
        assert contents(disk) == before


def test_a_file_in_the_way_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "ondertekend").write_text("geen map")
    with pytest.raises(UitvoerError) as caught:
        file_signed(tmp_path, make_pdf(tmp_path / "scan.pdf"), STEM, DATUM)
    assert str(caught.value) == (
        f"{tmp_path}/ondertekend is niet te schrijven: er staat al iets met die naam.\n{SCHIJFRAAD}"
    )
