"""Printing through queues whose defaults are against it: what came out is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest

from hulp.cups import Cups, make_document, private_cups
from hulp.lengte import sample
from overeenkomstgen.afdrukken.printer import find_printer, follow, send
from overeenkomstgen.afdrukken.printpakket import Pakket, make_pakket

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

HOSTILE = (
    *("number-up-default=4", "booklet-default=on", "booklet-default=shuffle-only"),
    *("page-ranges-default=2-3", "page-set-default=even", "page-set-default=odd"),
    *("outputorder-default=reverse", "output-order-default=reverse"),
    *("page-delivery-default=reverse-order-face-up", "job-sheets-default=standard,standard"),
    *("mirror-default=true", "page-border-default=double", "page-label-default=concept"),
    *("media-default=A5", "PageSize=A5", "sides-default=two-sided-short-edge"),
)
"""What someone may have set on a queue, and what each does to a job that says nothing of it."""
ELSEWHERE = (
    *("copies-default=3", "collate-default=false", "finishings-default=4", "Duplex=DuplexTumble"),
    *("multiple-document-handling-default=single-document", "print-scaling-default=fill"),
    *("scaling-default=200", "natural-scaling-default=50", "fit-to-page-default=true"),
    *("fitplot-default=true", "fill-default=true", "crop-to-fit-default=true"),
    *("orientation-requested-default=4", "landscape-default=true"),
)
"""What does nothing to this document on these printers, and may on others."""
EACH = (
    *sample(HOSTILE, 6),  # all of them together are tried as well
    *(pytest.param(setting, marks=pytest.mark.lang) for setting in ELSEWHERE),
)
ALL = (
    *("number-up-default=2", "number-up-layout-default=btrl", "page-ranges-default=1-3"),
    *("page-set-default=odd", "outputorder-default=reverse", "output-order-default=reverse"),
    *("page-delivery-default=reverse-order-face-up", "mirror-default=true"),
    *("page-border-default=double", "page-label-default=concept", "copies-default=3"),
    *("job-sheets-default=standard,standard", "print-scaling-default=fill", "media-default=A5"),
    *("fit-to-page-default=true", "landscape-default=true", "sides-default=one-sided"),
)
"""The same, all that go together."""
USER = [setting.replace("-default=", "=") for setting in ALL]
"""What a user may have set with ``lpoptions``."""
ONE_SIDED, LONG_EDGE = "one-sided", "two-sided-long-edge"


@pytest.fixture(scope="module")
def cups() -> Iterator[Cups]:
    with private_cups() as cups, pytest.MonkeyPatch.context() as patch:
        for name, value in cups.environment.items():
            patch.setenv(name, value)
        for name in ("LPDEST", "PRINTER"):
            patch.delenv(name, raising=False)
        yield cups


@pytest.fixture(scope="module")
def plain(cups: Cups, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """Give how the document looks that a queue prints on which nothing was set."""
    document = make_document(tmp_path_factory.mktemp("gewoon") / "document.pdf", 3)
    cups.add_printer("gewoon")
    pakket = make_pakket([document], document.with_name("pakket.pdf"), exemplaren=1)
    print_it(pakket, "gewoon", "gewoon")
    pages = looks(printed(cups, "gewoon"))
    assert [text for text, _ in pages] == ["blad 1", "blad 2", "blad 3", ""]
    return pages


@pytest.fixture
def pakket(tmp_path: Path) -> Pakket:
    """Give two copies of three pages."""
    return make_pakket([make_document(tmp_path / "document.pdf", 3)], tmp_path / "pakket.pdf")


def print_it(pakket: Pakket, name: str, titel: str) -> None:
    printer = find_printer(name)
    news = list(follow(send(pakket, printer, titel=titel), printer, time_limit=120))
    assert news[-1].endswith(f" is afgedrukt op {name}.")


def looks(pdf: Path) -> list[tuple[str, str]]:
    """Return what each page says, and a hash of what is to be seen on it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            (
                page.get_textpage().get_text_bounded().strip(),
                sha256(page.render(scale=0.5).to_pil().tobytes()).hexdigest()[:8],
            )
            for page in document
        ]


def printed(cups: Cups, titel: str) -> Path:
    (found,) = cups.output.glob(f"{titel}_*.pdf")
    return found


def sides(cups: Cups, titel: str) -> list[str]:
    """Return how many copies of a job were asked for, and on which sides of the paper."""
    lines = cups.log.read_text("utf-8").splitlines()
    return [line.partition("|")[2] for line in lines if line.startswith(f"{titel}|")]


@pytest.mark.parametrize("setting", EACH)
def test_no_default_of_a_queue_changes_what_comes_out(
    cups: Cups, plain: list[tuple[str, str]], pakket: Pakket, setting: str
) -> None:
    titel = f"rij-{(*HOSTILE, *ELSEWHERE).index(setting)}"
    cups.add_printer(titel, setting)
    print_it(pakket, titel, titel)
    assert looks(printed(cups, titel)) == plain * 2
    assert sides(cups, titel) == [f"1|{LONG_EDGE}"]


@pytest.mark.parametrize(("dubbelzijdig", "on"), [(True, LONG_EDGE), (False, ONE_SIDED)])
def test_all_of_them_together_and_of_the_user_too(
    cups: Cups, plain: list[tuple[str, str]], tmp_path: Path, *, dubbelzijdig: bool, on: str
) -> None:
    document = make_document(tmp_path / "document.pdf", 3)
    pakket = make_pakket([document], tmp_path / "pakket.pdf", dubbelzijdig=dubbelzijdig)
    titel = f"alles-{on}"
    cups.add_printer(titel, *ALL)
    cups.run("lpoptions", "-p", titel, *(word for each in USER for word in ("-o", each)))
    print_it(pakket, titel, titel)
    copy = plain if dubbelzijdig else plain[:3]
    assert looks(printed(cups, titel)) == copy * 2
    assert sides(cups, titel) == [f"1|{on}"]


SENT = {
    "booklet": "off",
    "collate": "true",
    "copies": "1",
    "crop-to-fit": "false",
    "fill": "false",
    "fit-to-page": "false",
    "fitplot": "false",
    "job-sheets": "none,none",
    "landscape": "false",
    "media": "A4",
    "mirror": "false",
    "multiple-document-handling": "separate-documents-collated-copies",
    "natural-scaling": "100",
    "number-up": "1",
    "orientation-requested": "portrait",
    "output-order": "normal",
    "outputorder": "normal",
    "page-border": "none",
    "page-delivery": "same-order-face-down",
    "page-label": "",
    "page-ranges": "1-8",
    "page-set": "all",
    "print-scaling": "auto",
    "scaling": "100",
    "sides": LONG_EDGE,
}
"""What keeps each copy on sheets of its own, by the names of CUPS."""


def test_what_decides_which_pages_come_on_which_sheet_is_sent(cups: Cups, pakket: Pakket) -> None:
    """All of it, also what these printers do not heed."""
    cups.add_printer("gezegd", *ALL, *ELSEWHERE)
    printer = find_printer("gezegd")
    job = send(pakket, printer, titel="gezegd")
    list(follow(job, printer, time_limit=120))
    said = cups.attributes(job)
    assert {name: said.get(name) for name in SENT} == SENT


def test_a_printer_that_is_sent_postscript(cups: Cups, pakket: Pakket) -> None:
    cups.add_postscript_printer("postscript", *ALL)
    print_it(pakket, "postscript", "postscript")
    with pypdfium2.PdfDocument(cups.postscript("postscript")) as document:
        texts = [page.get_textpage().get_text_bounded().strip() for page in document]
    assert texts == ["blad 1", "blad 2", "blad 3", ""] * 2


@pytest.mark.parametrize("size", [(842, 595), (842, 1191), (420, 595)])
def test_a_document_of_another_shape_is_printed_whole(
    cups: Cups, tmp_path: Path, size: tuple[int, int]
) -> None:
    """Nothing falls off the paper; what is smaller is not made larger, what lies is not turned."""
    titel = f"vorm-{size[0]}-{size[1]}"
    pakket = make_pakket([make_document(tmp_path / "vorm.pdf", 1, size)], tmp_path / "pakket.pdf")
    cups.add_printer(titel)
    print_it(pakket, titel, titel)
    with pypdfium2.PdfDocument(printed(cups, titel)) as document:
        texts = [page.get_textpage().get_text_bounded().strip() for page in document]
        assert texts == ["blad 1", ""] * 2
        found = document[0].get_objects()
        (left, bottom, right, top) = next(iter(found)).get_bounds()
        assert 0 < left < right < document[0].get_width()
        assert 0 < bottom < top < document[0].get_height()
