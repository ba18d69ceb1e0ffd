"""What is drawn on a page: content, decoration, or neither."""

from __future__ import annotations

import pytest
from pikepdf import Pdf

from overeenkomstgen.pdf.bladinhoud import Bladen, untagged_pages


def page(content: str) -> Pdf:
    document = Pdf.new()
    document.add_blank_page()
    document.pages[0].Contents = document.make_stream(content.encode())
    return document


def marked(content: str) -> str:
    document = page(content)
    Bladen.of(document).write()
    return " ".join(document.pages[0].Contents.read_bytes().decode("latin-1").split())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("1 w 0 0 m 9 9 l S", "1 w /Artifact BMC 0 0 m 9 9 l S EMC"),
        (
            "0 0 9 9 re f 1 0 0 rg 0 0 9 9 re B*",
            "/Artifact BMC 0 0 9 9 re f EMC 1 0 0 rg /Artifact BMC 0 0 9 9 re B* EMC",
        ),
        # a path that only clips draws nothing
        ("0 0 9 9 re W n 0 0 m 9 9 l S", "0 0 9 9 re W n /Artifact BMC 0 0 m 9 9 l S EMC"),
        ("0 0 9 9 re W* f", "/Artifact BMC 0 0 9 9 re W* f EMC"),
        # what is marked already stays as it is
        (
            "/Artifact BMC 0 0 m 9 9 l S EMC 0 0 m 8 8 l S",
            "/Artifact BMC 0 0 m 9 9 l S EMC /Artifact BMC 0 0 m 8 8 l S EMC",
        ),
        ("/P <</MCID 0>> BDC BT (x) Tj ET EMC", "/P <</MCID 0>> BDC BT (x) Tj ET EMC"),
        # nor do signs, whatever they say, or a name
        ("/EMC <</MCID 0>> BDC BT (EMC \\) BMC) Tj ET EMC h",) * 2,
        ("BT (EMC) Tj ET 0 0 m S", "BT (EMC) Tj ET /Artifact BMC 0 0 m S EMC"),
        # a path that is never painted
        ("0 0 m 9 9 l S 0 0 m", "/Artifact BMC 0 0 m 9 9 l S EMC 0 0 m"),
        # LibreOffice writes no images within the page; what is not understood stays as it is
        ("BI /W 1 /H 1 /BPC 1 /CS /G ID \x00 EI 0 0 m 9 9 l S",) * 2,
    ],
)
def test_lines_become_decoration(content: str, expected: str) -> None:
    assert marked(content) == expected


def text(height: float, mark: str = "/Artifact BMC", *below: float) -> str:
    """Return text with lines at some heights, as LibreOffice writes it."""
    lines = (f"BT\n79.5 {each} Td /F1 9 Tf<0F>Tj\nET\n" for each in (height, *below))
    return f"{mark}\nq 0 0 0 rg\n{''.join(lines)}Q\nEMC\n"


PAGINA = text(700, "/P<</MCID 0>>BDC") + text(112.5, "/P<</MCID 1>>BDC", 101.5, 90.5)


@pytest.mark.parametrize(
    ("height", "mark"),
    [
        (37.689, "/Artifact<</Type/Pagination/Subtype/Footer>>BDC"),
        (101.5, "/Artifact BMC"),  # the number of a line
        (90.5, "/Artifact BMC"),
        (400, "/Artifact BMC"),
        (790, "/Artifact<</Type/Pagination>>BDC"),
    ],
)
def test_text_at_the_edge_of_a_page_is_part_of_it_as_a_page(height: float, mark: str) -> None:
    for before, after in (("", PAGINA), (PAGINA, "")):  # LibreOffice 25.2, and 7.4
        expected = f"{before}{text(height, mark)}{after}"
        assert marked(f"{before}{text(height)}{after}") == " ".join(expected.split())


def test_on_a_page_that_is_not_understood_nothing_is_marked() -> None:
    content = f"{PAGINA}{text(37)}BI /W 1 /H 1 /BPC 1 /CS /G ID \x00 EI"
    assert marked(content) == " ".join(content.split())


def test_a_page_with_nothing_but_its_edges() -> None:
    assert marked(f"{text(37)}{text(790)}") == " ".join(
        f"{text(37, '/Artifact<</Type/Pagination/Subtype/Footer>>BDC')}"
        f"{text(790, '/Artifact<</Type/Pagination>>BDC')}".split()
    )


@pytest.mark.parametrize(
    "content",
    ["BT (x) Tj ET", "0 0 m 9 9 l S", "/X Do", "BI /W 1 /H 1 /BPC 1 /CS /G ID \x00 EI"],
)
def test_what_is_neither_content_nor_decoration_is_found(content: str) -> None:
    assert untagged_pages(page(content)) == (1,)
    assert untagged_pages(page(f"/P <</MCID 0>> BDC {content} EMC")) == ()


def test_text_is_never_made_decoration() -> None:
    document = page("BT (x) Tj ET 0 0 m 9 9 l S")
    Bladen.of(document).write()
    assert untagged_pages(document) == (1,)
