"""Papers as they come back: out of what was issued, printed, filled in, put together, altered."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import zxingcpp
from pikepdf import Name, Page, Pdf
from PIL import Image

from hulp.omzetten import to_pdf
from hulp.scannen import print_page, sign
from hulp.uitvoeren import Ran, call_program
from hulp.werkmappen import copy_werkmap, keep_gemeenten
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.kern.notatie import slug
from overeenkomstgen.office.installatie import find_libreoffice

MARCH_2023 = {"SOURCE_DATE_EPOCH": "1678446000"}  # 10 March 2023
LIJN = "_" * 19 + "\N{NO-BREAK SPACE}"
"""The line for a day or a place, with the space behind it."""
_CODE = re.compile(
    rb"/Artifact<</Type/Pagination/Subtype/Footer>>BDC\nq [^A-Z]*cm\n.*?EMC\n", re.DOTALL
)


def run(werkmap: Path, *arguments: str) -> Ran:
    """Run the program on 10 March 2023."""
    return call_program(*arguments, cwd=werkmap, environment=MARCH_2023)


def prepare(folder: Path, *gemeenten: str) -> Path:
    """Make a werkmap in which agreements were made for these, and nothing came back yet."""
    werkmap = copy_werkmap(folder / "werkmap")
    keep_gemeenten(werkmap, *gemeenten)
    assert run(werkmap, "genereer").code == ExitCode.OK
    (werkmap / "inkomend").mkdir()
    return werkmap


@dataclass(frozen=True)
class Uitgegeven:
    """The agreements of a werkmap, as they were issued."""

    werkmap: Path

    def place(self, gemeente: str, ending: str) -> Path:
        stem = f"samenwerkingsovereenkomst-{slug(gemeente)}{ending}"
        return self.werkmap / "uitvoer/overeenkomsten" / stem

    def pdf(self, *papers: str | tuple[str, Iterable[int]], ink: bool = True) -> bytes:
        """Put agreements in one PDF, whole, with ink on the last page, or some of their pages."""
        made = Pdf.new()
        for paper in papers:
            gemeente, numbers = (paper, None) if isinstance(paper, str) else paper
            with Pdf.open(self.place(gemeente, ".pdf")) as pdf:
                own = numbers or range(1, len(pdf.pages) + 1)
                made.pages.extend(pdf.pages[number - 1] for number in own)
            if ink and numbers is None:
                write_on(made, len(made.pages) - 1)
        return saved(made)

    def word(self, gemeente: str, *changes: tuple[str, str]) -> bytes:
        """Return the Word file with texts changed, each once and in the order of the text."""
        made = io.BytesIO()
        with (
            zipfile.ZipFile(self.place(gemeente, ".docx")) as old,
            zipfile.ZipFile(made, "w") as new,
        ):
            for part in old.namelist():
                data = old.read(part)
                if part == "word/document.xml":
                    text = data.decode()
                    for was, now in changes:
                        assert was in text
                        text = text.replace(was, now, 1)
                    data = text.encode()
                new.writestr(part, data)
        return made.getvalue()


def saved(pdf: Pdf) -> bytes:
    """Return a PDF as a file, the same each time."""
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True)
    return made.getvalue()


def write_on(pdf: Pdf, number: int, at: tuple[int, int] = (330, 150)) -> None:
    """Draw what a pen does on a page of a PDF, by default where the municipality signs."""
    x, y = at
    strokes = f"q 1.2 w {x} {y} m {x + 20} {y + 30} {x + 30} {y - 20} {x + 45} {y + 15} c "
    strokes += f"{x + 60} {y + 40} {x + 70} {y - 15} {x + 90} {y + 10} c S Q\n"
    pdf.pages[number].contents_add(pdf.make_stream(strokes.encode()))
    assert Name.Contents in pdf.pages[number]


def _code_of(page: Page) -> bytes:
    found = _CODE.search(page.Contents.read_bytes())
    assert found is not None
    return found[0]


def without_code(content: bytes, other: bytes | None = None) -> bytes:
    """Return a PDF without the codes on its pages, or with those of another PDF in their place."""
    with Pdf.open(io.BytesIO(content)) as pdf, Pdf.open(io.BytesIO(other or content)) as source:
        for page, giver in zip(pdf.pages, source.pages, strict=True):
            for each in (page, giver):
                each.contents_coalesce()
            before, found, after = page.Contents.read_bytes().partition(_code_of(page))
            assert found
            page.Contents = pdf.make_stream(before + (_code_of(giver) if other else b"") + after)
        return saved(pdf)


PEN = (330.0, 430.0, 450.0, 475.0)
"""Where the municipality signs, on the last page of an agreement."""
INGEVULD = (
    (f"{LIJN}(datum)", "17 januari 2023"),
    (f"{LIJN}(plaats)", "het stadhuis"),
    (f"{LIJN}(datum)", "20 januari 2023"),
)
"""What a municipality types on the lines of the Word file."""


@dataclass(frozen=True)
class Drukker:
    """Prints agreements, and has them signed with a pen."""

    uitgegeven: Uitgegeven
    folder: Path

    def issued(self, gemeente: str) -> list[Image.Image]:
        """Print the PDF that was issued."""
        return self._signed(self.uitgegeven.place(gemeente, ".pdf"), gemeente)

    def word(self, gemeente: str, *changes: tuple[str, str]) -> list[Image.Image]:
        """Print the Word file with texts changed, without a code: a municipality has none."""
        source = self.folder / f"{slug(gemeente)}.docx"
        source.write_bytes(self.uitgegeven.word(gemeente, *changes))
        (made,) = to_pdf([source], self.folder, office=find_libreoffice(), workers=1)
        assert made.pdf is not None
        return self._signed(made.pdf, gemeente)

    def _signed(self, pdf: Path, gemeente: str) -> list[Image.Image]:
        with Pdf.open(pdf) as opened:
            pages = [print_page(pdf, number) for number in range(1, len(opened.pages) + 1)]
        sign(pages[-1], PEN, len(gemeente))
        return pages


def strange_code(page: Image.Image) -> None:
    """Stick a code of another system on a printed page, as an archive does."""
    code = zxingcpp.create_barcode("ARCHIEF-0042", zxingcpp.BarcodeFormat.DataMatrix)
    page.paste(Image.fromarray(np.array(code.to_image(scale=6))), (120, 120))
