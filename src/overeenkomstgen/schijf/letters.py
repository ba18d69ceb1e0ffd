"""Which letters are certain in a text that was read as Windows-1252."""

import re
from collections.abc import Iterable, Iterator

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.tabel import Row, Table
from overeenkomstgen.kern.waarden import show

_LETTER, _CAPITAL, _SMALL = r"[^\W\d_]", "[A-ZÀ-ÖØ-Þ]", "[a-zß-öø-þ]"
_ONE_WAY = "ÀÁÂÄÅÇÈÉÍÎÏÙÚÛÜ"  # what no capital of another code page is taken for, as Í is for Ö
# In Windows-1252: what stands where no letter with an accent of another code page would. It is
# compiled when it is needed first, as it seldom is.
_CERTAIN = "|".join(
    (
        # A small letter among small letters, or after a capital; one of its own: à Campo.
        rf"(?<={_SMALL})[ß-öø-þ](?!{_CAPITAL})",
        rf"(?<={_CAPITAL})(?<!{_CAPITAL}{{2}})[ß-öø-þ](?={_SMALL})",
        rf"(?<!{_LETTER})[àé](?!{_LETTER})",
        # A capital that begins a word or is an initial, or stands among capitals.
        rf"(?<!{_LETTER})[{_ONE_WAY}Ö](?={_SMALL}|\.)",
        rf"(?<!{_LETTER})[{_ONE_WAY}](?={_CAPITAL})",
        rf"(?<={_CAPITAL})[{_ONE_WAY}](?={_CAPITAL}|(?!{_LETTER}))",
        # An apostrophe before a word, or before a capital: 's-Hertogenbosch, d'Orléans.
        rf"(?<!{_LETTER})[\u2018\u2019\xb4](?={_LETTER})",
        rf"(?<={_LETTER})[\u2018\u2019\xb4](?={_CAPITAL})",
        # A space that does not break, a dash, a half: á, û and ¢ stand elsewhere.
        rf"(?<!{_LETTER})(?<!\xa0)\xa0(?!{_SMALL}|\xa0)|\xa0(?={_CAPITAL}|\d)",
        rf"(?<!{_LETTER})[\u2013\u2014](?!{_LETTER})",
        r"(?<=\d)½|\xad",
    )
)


def is_certain(cell: str) -> bool:
    """Tell whether a cell that was read as Windows-1252 can hardly be anything else.

    Excel's *CSV (MS-DOS)* and *CSV (Macintosh)* are in code page 850 and MacRoman. Their
    letters with accents are, in Windows-1252, signs that no Dutch name has, or has in another
    place: ``K\u201dnig``, ``Ren\u201a``, ``\u00d4s-Hertogenbosch``. So what is not surely
    Windows-1252 is not certain, though it can be.
    """
    return cell.isascii() or re.sub(_CERTAIN, "", cell).isascii()


def uncertain(table: Table, rows: Iterable[Row], advice: str) -> Iterator[Fault]:
    """Find the first cell with letters of which it is not certain what they are.

    What is wrong with one is wrong with the whole file.
    """
    cells = ((row, at, cell) for row in rows for at, cell in enumerate(row.cells))
    for row, at, cell in cells:
        if not is_certain(cell):
            what = f"in {show(cell)} is niet zeker welke letters met accenten er staan"
            such = "zoals na bewaren als CSV (MS-DOS) of CSV (Macintosh)"
            place = table.place(row.number, "".join(table.columns[at : at + 1]))
            yield Fault(place, f"{what}, {such}", advice)
            return
