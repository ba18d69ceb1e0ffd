"""The content of pages as LibreOffice writes it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Pdf, parse_content_stream

from hulp.lengte import count
from overeenkomstgen.pdf.bladinhoud import CLIP, PAINT, PATH, Bladen, untagged_pages
from overeenkomstgen.pdf.herkenning.bladtaal import UnknownError, read_signs

LINE = b"q 0 0 0 rg\nBT\n71 74.5 Td /F1 10 Tf[<0102>7<03>-4<04>]TJ\nET\nQ\n"
SPACE = b"q 0 0 0 rg BT /Span<</ActualText<FEFF00A0>>> BDC 1 0 0 1 9 9 Tm /F1 9 Tf<05>Tj EMC ET Q "


def test_the_signs_of_a_page() -> None:
    content = (
        b"0.1 w\n/Artifact BMC\nq 0 0.028 595.275 841.861 re\nW* n\nEMC\n/P<</MCID 0>>BDC\n"
        + LINE
        + SPACE
        + b"EMC\n/Artikellid#20a<</MCID 1>>BDC\nq BT 1 0 0 1 9 9 Tm /F2 9 Tf<FF>Tj ET Q EMC\nQ"
    )
    codes, images = read_signs(content)
    assert codes == {"/F1": frozenset({1, 2, 3, 4, 5}), "/F2": frozenset({255})}
    assert not images


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"/P<</MCID 0>>BDC " + LINE + b"EMC",
        b"0 0 9 9 re W n",
        b"/Figure<</MCID 0>>BDC /Im1 Do EMC",
        b"[1 2] 0 d",
        b"/P BMC 0 0 m 9 9 l S EMC",
        b"/Artifact<</Type/Pagination>>BDC /Im1 Do EMC",
        b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC /Im1 Do EMC",
    ],
)
def test_what_is_known(content: bytes) -> None:
    _, images = read_signs(content)
    assert images <= {"/Im1"}


@pytest.mark.parametrize(
    "content",
    [
        b"BT (a) Tj ET",
        b"BT /F1 9 Tf <012>Tj ET",
        b"BT <01>Tj ET",
        b"/F1 9 Tf <01>Tj",
        b"BT /F1 9 Tf 3 Tr <01>Tj ET",
        b"BT",
        b"ET",
        b"BT BT ET ET",
        b"BT q ET",
        b"Q",
        b"q " * 29,
        b"1 2 w",
        b"w",
        b"1.5 J",
        b"1 1 Td",
        b"T*",
        b"12345678 w",
        b"+1 w",
        b".5 w",
        b"0 0 0 1 k",
        b"/G1 gs",
        b"/OC<</MCID 0>>BDC EMC",
        b"/P<</MCID 0/A 1>>BDC EMC",
        b"/P/M BDC EMC",
        b"/Artifact<</Type/Pagination/Subtype/Header>>BDC EMC",
        b"% \n",
        b"foo",
        b"wfoo",
        b"1 w\x00",
        b"BI /W 1 ID \x00 EI",
        b"[(a)]TJ",
        b"BT " + LINE + b"ET",
        b"q " * 28 + LINE,
        LINE + b"BT <01>Tj ET",
        LINE.replace(b"04", b"040"),
        LINE.replace(b"74.5", b""),
    ],
)
def test_what_is_not_known(content: bytes) -> None:
    with pytest.raises(UnknownError):
        read_signs(b"/P BMC " + content + b" EMC")


@pytest.mark.parametrize(
    "content", [LINE, SPACE, b"0 0 m 9 9 l S", b"/Im1 Do", b"EMC /P BMC " + LINE]
)
def test_what_is_neither_content_nor_decoration_is_not_known(content: bytes) -> None:
    read_signs(b"/P BMC /Artifact BMC " + content + b" EMC EMC")
    with pytest.raises(UnknownError):
        read_signs(content)


INSTRUCTIONS = (
    b"q", b"Q", b"BT", b"ET", b"EMC", b"/P BMC", b"/P<</MCID 3>>BDC", b"0 0 m", b"9 9 l",
    b"S", b"f*", b"0 0 9 9 re", b"W n", b"1 w", b"1 0 0 rg", b"/F1 9 Tf", b"<01>Tj", b"[<01>2]TJ",
    b"1 1 Td", b"/Im1 Do", b"(a) Tj", b"h", b"n",
)  # fmt: skip


def instructions(document: Pdf) -> list[tuple[str, str]]:
    """Return each instruction, and its operator, as pikepdf reads them."""
    parsed = parse_content_stream(document.pages[0])
    return [
        (" ".join(map(str, (*each.operands, each.operator))), str(each.operator)) for each in parsed
    ]


def marked(read: list[tuple[str, str]]) -> Iterator[str]:
    """Give the instructions, each untagged path that is painted marked as decoration."""
    depth, path = 0, list[str]()
    for instruction, operator in read:
        if depth <= 0 and (path or operator in PATH):
            path.append(instruction)
            if operator not in PATH | CLIP:
                yield from ("/Artifact BMC", *path, "EMC") if operator in PAINT else path
                path = []
        else:
            yield instruction
        depth += (operator in {"BMC", "BDC"}) - (operator == "EMC")
    yield from path


@settings(max_examples=count(500, 100))
@given(st.lists(st.sampled_from(INSTRUCTIONS), max_size=12))
def test_it_finds_and_marks_what_pikepdf_does(written: list[bytes]) -> None:
    content = b"\n".join(written)
    document = Pdf.new()
    document.add_blank_page()
    document.pages[0].Contents = document.make_stream(content)
    with suppress(UnknownError):
        read_signs(content)
        assert untagged_pages(document) == ()
    expected = list(marked(instructions(document)))
    Bladen.of(document).write()
    assert [instruction for instruction, _ in instructions(document)] == expected
