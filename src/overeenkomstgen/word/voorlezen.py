"""What a listener goes by, in the copy for LibreOffice: levels of headings, lines, heads of rows.

LibreOffice passes on no more than levels and the names of styles. So a style without looks of
its own tells by its name what a text is: ``invulregel|…`` or ``rijkop|…``, numbered.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from lxml import etree

from overeenkomstgen.word.elementen import VAL, W, is_on, parse, reach, serialize, text_in, value
from overeenkomstgen.word.stijl import Stijl, read_styles
from overeenkomstgen.word.tekens import HARD_HYPHEN, set_apart

_HYPHEN = "\N{NON-BREAKING HYPHEN}"
_LINE = re.compile("(_{5,})")
_WORD = re.compile(r"^(\s*\([^\W\d_][^()_]{0,26}\))")
_FIRST_COLUMN = re.compile("[0-9A-Fa-f]{0,2}[89A-Fa-f][0-9A-Fa-f]")  # of w:tblLook (17.4.55)


def heading_levels(found: Sequence[Stijl]) -> tuple[int, ...]:
    """Return as what each paragraph of these styles is heard: a heading of a level, or 0 for none.

    A title comes before all other headings, and no level is passed over because nobody uses it
    (ISO 14289-1, 7.4.2).
    """
    levels = [each.heading or (0 if each.is_title else None) for each in found]
    told = [level for level in levels if level is not None]
    used = sorted({level for level in told if level or told[0] == 0})
    return tuple(used.index(level) + 1 if level in used else 0 for level in levels)


def write_for_listener(parts: dict[str, bytes], body: str, styles: str) -> None:
    """Write in the body of a Word file what a listener needs; parts are changed in place."""
    text = parts[body].replace(HARD_HYPHEN.encode(), _HYPHEN.encode())  # as LibreOffice reads it
    root, known = parse(text), read_styles(parts.get(styles))
    styled = ((each, known.of_paragraph(each)) for each in root.iter(f"{W}p"))
    heads = [(each, style) for each, style in styled if style.heading or style.is_title]
    heads = [(each, style) for each, style in heads if text_in(each).strip()]
    levels = heading_levels([style for _, style in heads])
    changed = levels != tuple(style.heading or 0 for _, style in heads)
    for (paragraph, _), level in zip(heads, levels if changed else (), strict=False):
        if level:
            reach(paragraph, "pPr", "outlineLvl").set(VAL, str(level - 1))
    made = list[tuple[str, str | None]]()
    for name, run in (*_name_lines(root), *_name_heads(root)) if styles else ():
        style_of_run = reach(run, "rPr", "rStyle")
        made.append((f"{name}|{len(made)}", style_of_run.get(VAL)))
        style_of_run.set(VAL, made[-1][0])
    if made:
        parts[styles] = with_styles(parts[styles], tuple(made))
    if made or changed:
        parts[body] = serialize(root)


def _name_lines(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Give the lines to write on, and the word in brackets behind each, by the same name."""
    texts = [each for each in root.iter(f"{W}t") if "_____" in (each.text or "")]
    lines = [run for text in texts for run in set_apart(text, _LINE)]
    for number, line in enumerate(lines):
        behind = (text for run in line.itersiblings() for text in run.iter(f"{W}t"))
        text = next((each for each in behind if (each.text or "").strip()), None)
        word = [] if text is None else set_apart(text, _WORD)
        said = "".join(f": {text_in(run).strip()[1:-1]}" for run in word).replace(_HYPHEN, "-")
        yield from ((f"invulregel|{number}|{said}", run) for run in (line, *word))


def _name_heads(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Give a run of the cell that tells what a row is about.

    It is the first, or the next where that only counts, in a table with a heading for which the
    box "Eerste kolom" is ticked in Word.
    """
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        body = [row for row in rows if not is_on(row.find(f"{W}trPr/{W}tblHeader"))]
        ticked = _FIRST_COLUMN.fullmatch(value(table, "tblPr/tblLook") or "")
        for number, row in enumerate(body if ticked and body[:1] != rows[:1] else (), 1):
            cells = (cell for cell in row.findall(f"{W}tc") if text_in(cell) != str(number))
            runs = (run for cell in islice(cells, 1) for run in cell.iter(f"{W}r"))
            yield from (("rijkop", run) for run in islice(filter(text_in, runs), 1))


@lru_cache(maxsize=16)  # the documents of a run have the same lines
def with_styles(content: bytes, made: tuple[tuple[str, str | None], ...]) -> bytes:
    """Return styles with more, for runs: their names, and the style that each is based on."""
    root = parse(content)
    for name, base in made:
        style = etree.SubElement(root, f"{W}style", {f"{W}type": "character", f"{W}styleId": name})
        etree.SubElement(style, f"{W}name", {VAL: name})
        if base is not None:
            etree.SubElement(style, f"{W}basedOn", {VAL: base})
    return serialize(root)
