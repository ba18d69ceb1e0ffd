"""The columns of tables in Word: what a table says that it has, and what its rows fill."""

from __future__ import annotations

from lxml import etree

from overeenkomstgen.word.elementen import W


def have_right_columns(tree: etree._Element) -> bool:
    """Tell whether each table has the columns that its rows fill (ISO/IEC 29500-1, 17.4.48).

    Such tables are as docxtpl leaves them, after a loop over columns or cells.

    Raises:
        ValueError: A cell spans a number of columns that is no number.
    """
    return all(map(_has_right_columns, tree.iter(f"{W}tbl")))


def _has_right_columns(table: etree._Element) -> bool:
    grid = table.find(f"{W}tblGrid")
    if grid is None:
        return False
    columns = len(grid.findall(f"{W}gridCol"))
    widest = 0
    for row in table.iter(f"{W}tr"):
        spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
        if len(spans) > columns:
            return False
        width = sum(1 if span is None else int(span.get(f"{W}val", "")) for span in spans)
        widest = max(widest, width)
    return columns <= widest
