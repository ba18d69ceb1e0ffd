"""Documents as if they were made, signed and given: their files and what accounts for them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

from hulp.cups import make_document
from overeenkomstgen.kern.euro import format_kaal
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.register import Gebeurtenis, Melding
from overeenkomstgen.schijf.kluis import Kluis
from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.schijf.uitvoer import open_uitvoer
from overeenkomstgen.uitgifte.bevroren import freeze
from overeenkomstgen.werkmap.papieren import Papieren
from overeenkomstgen.werkmap.registers import record, record_facturen
from overeenkomstgen.werkmap.verantwoording import Regel
from overeenkomstgen.werkmap.verantwoording import record as account
from overeenkomstgen.werkmap.werkmap import Werkmap

GEMEENTEN = {"Almelo": "GM0141", "Deventer": "GM0150", "Zwolle": "GM0193"}
OVEREENKOMST = ("Samenwerkingsovereenkomst", "overeenkomsten/samenwerkingsovereenkomst")


def issue(
    werkmap: Path,
    gemeente: str,
    pages: int,
    soort: tuple[str, str] = OVEREENKOMST,
    **said: str,
) -> Regel:
    """Put a document of so many pages in the output folder, with its row in the account.

    ``soort`` is the name of the documentsoort and the beginning of its files; ``said`` what else
    the account says of it.
    """
    naam, start = soort
    stem = f"{start}-{gemeente.lower()}" if gemeente else start
    with open_uitvoer(werkmap / "uitvoer") as uitvoer:
        word, pdf = (uitvoer.folder / f"{stem}{ending}" for ending in (".docx", ".pdf"))
        word.parent.mkdir(parents=True, exist_ok=True)
        word.write_text(f"{naam} van {gemeente}", "utf-8")
        make_document(pdf, pages)
        known = {
            "soort": naam,
            "gemeente": gemeente,
            "cbs_code": GEMEENTEN.get(gemeente, ""),
            "word": f"{stem}.docx",
            "pdf": f"{stem}.pdf",
            "sha256_word": fingerprint_of(word),
            "sha256_pdf": fingerprint_of(pdf),
            **said,
        }
        row = Regel(**{field.name: known.get(field.name, "") for field in fields(Regel)})
        account(uitvoer, [row])
    return row


def sign(werkmap: Path, gemeente: str, row: Regel) -> None:
    """Record that a municipality signed the agreement of a row, and keep it."""
    code = GEMEENTEN[gemeente]
    freeze(Papieren(Werkmap(werkmap)).getekend, code, row, werkmap / "uitvoer")
    signed = Melding(code, gemeente, Gebeurtenis.ONDERTEKEND, date(2023, 1, 10), "J. de Vries")
    record(werkmap / "register.csv", [signed])


def invoice(werkmap: Path, gemeente: str, pages: int, jaar: int = 2024) -> Regel:
    """Give an invoice of so many pages, and keep it."""
    code = GEMEENTEN[gemeente]
    nummer = f"P31-{jaar}-{code}"
    given = Factuur(
        nummer=nummer,
        jaar=jaar,
        cbs_code=code,
        gemeente=gemeente,
        datum=date(jaar, 2, 1),
        inwoners=1000,
        tarief=Decimal("0.15"),
        peildatum=date(2022, 1, 1),
        bijdrage=Decimal(150),
        overschot=Decimal(0),
        overschot_totaal=Decimal(0),
        btw_tarief=Decimal("0.21"),
        termijn=30,
    )
    record_facturen(werkmap / "facturen.csv", [given])
    soort = ("Factuur", f"facturen/{jaar}/factuur-{jaar}")
    figures = {
        "inwoners": str(given.inwoners),
        "tarief": format_kaal(given.tarief),
        "bedrag": format_kaal(given.bedrag),
    }
    row = issue(werkmap, gemeente, pages, soort, jaar=str(jaar), **figures)
    freeze(Kluis(werkmap / "facturen"), nummer, row, werkmap / "uitvoer")
    return row
