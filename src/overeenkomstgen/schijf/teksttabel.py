"""A table in a text file: its encoding, its delimiter, its quotes."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import islice

from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.tabel import HIGHEST, Row, filled_rows, heading_of

_DELIMITERS = (";", ",", "\t")
_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_SEP_LINE = re.compile(r'"?sep=([^"\r\n])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)

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


def as_csv(rows: Iterable[Iterable[str]], encoding: str = "utf-8-sig") -> bytes:
    """Return rows as a Dutch Excel writes them: semicolons, CRLF, UTF-8 with a byte order mark.

    Rows that are added to others get no mark: their encoding is ``utf-8``.
    """
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def decode(data: bytes, errors: str = "strict") -> tuple[str, bytes, str] | None:
    """Return the text of a file in UTF-8, UTF-16 or Windows-1252; None if it is no text.

    Args:
        data: What the file holds.
        errors: What becomes of bytes that Windows-1252 does not have, as Python calls it.

    Returns:
        The text, the byte order mark before it, and the encoding that makes the file of it.
    """
    bom = next(filter(data.startswith, _BOMS), b"")
    # Text in Windows-1252 is hardly ever UTF-8.
    for encoding in (_BOMS[bom],) if bom else ("utf-8", "cp1252"):
        try:
            text = data[len(bom) :].decode(encoding, errors if encoding == "cp1252" else "strict")
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, bom, encoding
    return None


def find_start(text: str, columns: Sequence[str]) -> tuple[int, str]:
    """Return where the rows of a text begin, and the delimiter between its cells.

    Excel obeys a line such as ``sep=;`` before them, and does not count it. Without it that is
    the delimiter under which most column names are known.
    """
    if declared := _SEP_LINE.match(text):
        return declared.end(), declared[1]
    return 0, max(_DELIMITERS, key=lambda delimiter: _known_under(text, delimiter, columns))


def text_rows(name: str, text: str, columns: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows of a text that hold anything.

    Raises:
        InputError: A quote is not closed well.
    """
    start, delimiter = find_start(text, columns)
    reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)  # keeps the records before an error
    except csv.Error as error:
        raise InputError.of(
            f"{name}, rij {len(records) + 1}",
            "een dubbel aanhalingsteken opent een waarde, maar sluit haar niet goed af",
            "verbeter het aanhalingsteken, of bewaar de tabel opnieuw vanuit Excel",
        ) from error
    return tuple(filled_rows(records))


def _known_under(text: str, delimiter: str, columns: Sequence[str]) -> int:
    """Return how many column names are known under a delimiter that need not be the right one."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        first = tuple(islice(filled_rows(reader), HIGHEST))
    except csv.Error:
        return 0
    return heading_of(first, columns)[0] if first else 0


def is_certain(cell: str) -> bool:
    """Tell whether a cell that was read as Windows-1252 can hardly be anything else.

    Excel's *CSV (MS-DOS)* and *CSV (Macintosh)* are in code page 850 and MacRoman. Their
    letters with accents are, in Windows-1252, signs that no Dutch name has, or has in another
    place: ``K\u201dnig``, ``Ren\u201a``, ``\u00d4s-Hertogenbosch``. So what is not surely
    Windows-1252 is not certain, though it can be.
    """
    return cell.isascii() or re.sub(_CERTAIN, "", cell).isascii()
