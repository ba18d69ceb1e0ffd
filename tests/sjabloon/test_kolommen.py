"""The columns of tables: right where docxtpl would change nothing."""

from __future__ import annotations

import pytest
from docxtpl import DocxTemplate
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from overeenkomstgen.sjabloon.sjabloon import have_right_columns
from overeenkomstgen.word.elementen import parse

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ROWS = st.lists(st.lists(st.integers(1, 3), max_size=4), max_size=4)


def table(columns: int, rows: list[list[int]]) -> str:
    """Return a table; each number is how many columns a cell spans."""
    grid = '<w:gridCol w:w="1000"/>' * columns
    cells = (
        "".join(f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr></w:tc>' for span in row)
        for row in rows
    )
    body = "".join(f"<w:tr>{row}</w:tr>" for row in cells).replace(
        '<w:tcPr><w:gridSpan w:val="1"/></w:tcPr>', ""
    )
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


@given(st.lists(st.tuples(st.integers(1, 6), ROWS), max_size=3))
@example([(2, [[1, 1], [2]])])
@example([(2, [[1, 1, 1]])])
@example([(3, [[1, 1]])])
@example([(1, [])])
def test_right_is_what_docxtpl_leaves_as_it_is(tables: list[tuple[int, list[list[int]]]]) -> None:
    xml = f"<w:body {NAMESPACE}>{''.join(table(*each) for each in tables)}</w:body>"
    mended = etree.tostring(DocxTemplate("").fix_tables(xml), encoding="unicode")
    unchanged = etree.tostring(etree.fromstring(xml), encoding="unicode") == mended
    assert have_right_columns(parse(xml)) == unchanged


@pytest.mark.parametrize("span", ["", ' w:val=""', ' w:val="twee"'])
def test_a_cell_over_no_number_of_columns_is_refused(span: str) -> None:
    cell = f"<w:tc><w:tcPr><w:gridSpan{span}/></w:tcPr></w:tc>"
    grid = '<w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid>'
    with pytest.raises(ValueError, match="invalid literal"):
        have_right_columns(
            parse(f"<w:body {NAMESPACE}><w:tbl>{grid}<w:tr>{cell}</w:tr></w:tbl></w:body>")
        )


def test_a_table_without_columns_is_not_right() -> None:
    assert not have_right_columns(parse(f"<w:body {NAMESPACE}><w:tbl/></w:body>"))
