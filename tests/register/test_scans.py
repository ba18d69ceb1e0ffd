"""The papers that count are kept, whole, and never overwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from pikepdf import Encryption, Pdf

from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.errors import InputError
from overeenkomstgen.register.scans import file_signed, read_signed
from overeenkomstgen.schijf.kluis import Kluis, KluisError
from overeenkomstgen.schijf.schijf import UitvoerError
from overeenkomstgen.werkmap.papieren import Papieren
from overeenkomstgen.werkmap.werkmap import Werkmap

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
    files = (file for file in (werkmap / "ondertekend").rglob("*") if file.is_file())
    return {file.name: file.read_bytes() for file in files}


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
    "deze PDF is beschadigd of niet volledig; vraag het bestand nog eens op, of maak het opnieuw"
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
    ],
)
def test_what_is_no_signed_pdf_is_refused_and_nothing_is_made(
    tmp_path: Path, make: Callable[[Path], object], message: str
) -> None:
    scan = tmp_path / "scan.pdf"
    make(scan)
    with pytest.raises(InputError) as caught:
        file_signed(Werkmap(tmp_path), scan, STEM, DATUM)
    assert str(caught.value) == f"{scan}: {message}"
    assert not (tmp_path / "ondertekend").exists()


def test_a_scan_with_something_before_and_after_it_is_accepted(tmp_path: Path) -> None:
    """Scanners and mail programs add such lines; every viewer opens these files."""
    scan = make_pdf(tmp_path / "scan.pdf")
    scan.write_bytes(b"\n\n" + scan.read_bytes() + b"\r\n\0\0")
    assert read_signed(scan) == scan.read_bytes()


def test_a_scan_that_only_its_maker_may_change_is_accepted(tmp_path: Path) -> None:
    """Such a PDF opens without a password; what it asks is whether it may be printed or copied."""
    scan = tmp_path / "scan.pdf"
    protect(scan, Encryption(owner="geheim"))
    assert read_signed(scan) == scan.read_bytes()


def test_a_signed_pdf_is_kept_and_stays_where_it_was(tmp_path: Path) -> None:
    scan = make_pdf(tmp_path / "scan.pdf")
    data = scan.read_bytes()
    assert file_signed(Werkmap(tmp_path), scan, STEM, DATUM) == (
        "ondertekend/samenwerkingsovereenkomst-deventer-2023-01-10.pdf",
        sha256(data).hexdigest(),
    )
    assert contents(tmp_path) == {"samenwerkingsovereenkomst-deventer-2023-01-10.pdf": data}
    assert scan.read_bytes() == data


def test_the_same_is_not_kept_twice_and_nothing_is_overwritten(tmp_path: Path) -> None:
    scans = [make_pdf(tmp_path / f"{pages}.pdf", pages) for pages in (1, 2, 3)]
    for _ in range(2):
        assert [file_signed(Werkmap(tmp_path), scan, STEM, DATUM)[0] for scan in scans] == [
            "ondertekend/samenwerkingsovereenkomst-deventer-2023-01-10.pdf",
            "ondertekend/samenwerkingsovereenkomst-deventer-2023-01-10-2.pdf",
            "ondertekend/samenwerkingsovereenkomst-deventer-2023-01-10-3.pdf",
        ]
    assert contents(tmp_path) == {
        f"{STEM}-2023-01-10{number}.pdf": scan.read_bytes()
        for number, scan in zip(("", "-2", "-3"), scans, strict=True)
    }


CODE = "GM0150"
ISSUED = {f"{STEM}.docx": b"Word zoals uitgegeven", f"{STEM}.pdf": b"PDF zoals uitgegeven"}


def safe_of(werkmap: Path) -> Kluis:
    return Papieren(Werkmap(werkmap)).getekend


def kept(werkmap: Path) -> dict[str, bytes]:
    return {
        file.relative_to(werkmap).as_posix(): file.read_bytes()
        for file in safe_of(werkmap).find(CODE)
    }


def test_what_was_issued_is_kept_by_code(tmp_path: Path) -> None:
    assert safe_of(tmp_path).find(CODE) == ()
    safe_of(tmp_path).keep(CODE, ISSUED)
    assert kept(tmp_path) == {
        f"ondertekend/uitgegeven/GM0150-{name}": data for name, data in ISSUED.items()
    }
    assert safe_of(tmp_path).find("GM0193") == ()


def test_what_is_frozen_is_frozen_again_without_a_change(tmp_path: Path) -> None:
    safe_of(tmp_path).keep(CODE, dict(list(ISSUED.items())[:1]))
    safe_of(tmp_path).keep(CODE, ISSUED)
    safe_of(tmp_path).keep(CODE, ISSUED)
    assert len(contents(tmp_path)) == len(ISSUED)


def test_what_no_longer_counts_is_set_aside_and_never_lost(tmp_path: Path) -> None:
    versions = [{f"{STEM}.docx": text} for text in (b"een", b"twee", b"drie")]
    for version in versions:
        safe_of(tmp_path).keep(CODE, version)
    assert kept(tmp_path) == {f"ondertekend/uitgegeven/GM0150-{STEM}.docx": b"drie"}
    lapsed = tmp_path / "ondertekend/vervallen"
    assert {file.name: file.read_bytes() for file in lapsed.iterdir()} == {
        f"GM0150-{STEM}.docx": b"een",
        f"GM0150-{STEM}-2.docx": b"twee",
    }


def test_what_was_kept_must_be_readable(tmp_path: Path) -> None:
    place = tmp_path / f"ondertekend/uitgegeven/GM0150-{STEM}.docx"
    place.mkdir(parents=True)
    with pytest.raises(KluisError) as caught:
        safe_of(tmp_path).keep(CODE, ISSUED)
    assert str(caught.value) == (
        f"{place} is niet te lezen: er staat een map met die naam.\n"
        "Kijk of het een bestand is dat u mag lezen."
    )
    assert code_of(caught.value) is ExitCode.INPUT


def test_a_file_in_the_way_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "ondertekend").write_text("geen map")
    with pytest.raises(UitvoerError) as caught:
        file_signed(Werkmap(tmp_path), make_pdf(tmp_path / "scan.pdf"), STEM, DATUM)
    assert str(caught.value) == (
        f"{tmp_path}/ondertekend is niet te schrijven: er staat al iets met die naam.\n{SCHIJFRAAD}"
    )
