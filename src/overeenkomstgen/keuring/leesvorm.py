"""A text in the form in which it is searched: what people write in several ways is one here."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from overeenkomstgen.kern.waarden import APOSTROFS

SIGNS: Final[Mapping[int, str | None]] = {
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff")),  # invisible
    **dict.fromkeys(map(ord, APOSTROFS), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e"), '"'),
}
"""What is read for a sign that Word may write in its place."""

_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
# Places whose inhabitants are called otherwise than after their whole name.
_OTHERWISE = {"hertogenbosch": "bossch", "zaanstad": "zaan", "dordrecht": "dordt", "gouda": "gouw"}
_ENDING = re.compile(
    r"(?:[bdfglmnprst]?(?:e?n)?aa?r(?:s|en)?|(?:e?n)?se?|kanters?|ling(?:en)?"
    r"|(?P<er>[dhlmnst]?ee?rs?))"
)
_SHORT, _LONG, _LONGEST = 3, 6, 40  # letters


class _Folded(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = (unicodedata.normalize("NFKD", chr(code).casefold()) or chr(code))[0]
        return self[code]


_FOLDED = _Folded({ord("ø"): "o", ord("Ø"): "o"})


def readable(text: str) -> str:
    """Return a text on one line: one kind of space, hyphen, apostrophe; no invisible signs."""
    return " ".join(unicodedata.normalize("NFC", text).translate(SIGNS).split())


def fold(text: str) -> str:
    """Return a text in small letters without accents, sign by sign, as long as it was."""
    return text.translate(_FOLDED)


def spellings(text: str) -> Iterator[str]:
    """Yield the ways in which a text of the table is written, folded."""
    text = readable(text)
    yield fold(text)
    yield fold(text.lower().translate(_TWO_LETTERS))
    if re.fullmatch("[0-9]{4} [A-Z]{2}", text):  # a postcode
        yield fold(text.replace(" ", ""))


def stems(name: str) -> Iterator[str]:
    """Yield what the words for a place, its inhabitants and what is of it begin with."""
    word, *others = re.findall("[a-z]+", fold(name).removeprefix("'s-"))
    base = re.sub("(?:en|er|[aeo])$", "", word)
    yield from (word, "".join((word, *others)), _OTHERWISE.get(word, word), base)
    yield re.sub(r"([a-z])\1$", r"\1", base)  # Zwolle: Zwols
    yield re.sub(r"([aeou])([a-z])$", r"\1\1\2", base)  # Nijmegen: Nijmeegs


def made_of(word: str) -> Iterator[str]:
    """Yield the stems that a folded word can be made of: *zwol* and *zwoll* of *zwollenaar*."""
    for cut in range(_SHORT, min(len(word), _LONGEST)):
        ending = _ENDING.fullmatch(word, cut)
        short = cut == _SHORT and not re.match("e?naar|se|enar", word[cut:])
        if ending and not short and (cut >= _LONG or not ending["er"]):
            yield word[:cut]
