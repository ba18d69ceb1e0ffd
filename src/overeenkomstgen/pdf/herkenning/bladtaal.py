"""The language of a page's content, as far as LibreOffice uses it (ISO 32000-1, 7.8.2).

A page is read here only when each sign of it belongs to an instruction of this closed
list, written in the one plain way: numbers of few digits, strings in hexadecimal, no
comments, no images within the page itself. Anything else is not known. It takes 0.3 ms
for a page; pikepdf, which reads any, takes 3 ms.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

MAX_NESTING: Final = 28
"""How deep ``q`` may be nested (ISO 19005-2, 6.1.13)."""

_NUMBER = rb"-?[0-9]{1,7}+(?:\.[0-9]{1,15}+)?+"
_HEX = rb"<[0-9A-Fa-f]{0,32000}+>"  # in pairs: see _codes
_NAME = rb"/(?>[A-Za-z0-9_.+-]{1,42}+(?!\#)|(?:[A-Za-z0-9_.+-]|\#[2-9A-Fa-f][0-9A-Fa-f]){1,42})"
_SPACE = rb"[ \n]"
_SHOWN = rb"(?:\[(?:%(h)s(?:-?[0-9]{1,7}+)?)*+\]%(s)s*TJ|%(h)s%(s)s*Tj)" % {
    b"h": _HEX,
    b"s": _SPACE,
}
_ACTUAL = rb"/ActualText%s*<(?:[0-9A-Fa-f]{2}){0,16000}+>" % _SPACE
_INSTRUCTION = re.compile(
    rb"""(?:
      ((?!/OC<)%(name)s<</MCID%(space)s+[0-9]{1,7}>>BDC%(space)s+)?
        q%(space)s+(?:%(number)s%(space)s+){3}rg%(space)s+BT%(space)s+
        (/Span<<%(actual)s%(space)s*>>%(space)s*BDC%(space)s+)?
        (?:(?:%(number)s%(space)s+){2}Td|(?:%(number)s%(space)s+){6}Tm)%(space)s+
        (%(name)s)%(space)s+%(number)s%(space)s+Tf%(space)s*
        (%(shown)s(?:%(space)s+%(shown)s)*+)%(space)s+
        (?(2)EMC%(space)s+)ET%(space)s+Q(?(1)%(space)s+EMC)
    | ((?:%(number)s%(space)s+){4}re(?:%(space)s+(?:%(number)s%(space)s+){4}re)*+)
    | ((?>(?:%(number)s%(space)s+)+))
        (rg|Td|Tm|w|J|j|m|l|re|RG|g|G|Tc|Tw|Tz|TL|Tr|Ts|TD|M|cm|c|v|y)
    | (EMC|q|Q|BT|ET|S|W\*|n|f\*|f|W|h|s|F|B\*|B|b\*|b|T\*)
    | (%(name)s)%(space)s+%(number)s%(space)s+Tf
    | (%(shown)s)
    | (?!/OC[ \n<])(%(name)s)%(space)s*(?:
        BMC
      | <<%(space)s*
          (?:/MCID%(space)s+[0-9]{1,7}|%(actual)s|/Type/Pagination(?:/Subtype/Footer)?)
          %(space)s*>>%(space)s*BDC)
    | \[(?>(?:%(number)s(?=[ \n\]])|%(space)s+)*)\]%(space)s*%(number)s%(space)s+(d)
    | (%(name)s)%(space)s+Do
    )(?:%(space)s+|(?=[/\[<])|\Z)"""
    % {b"number": _NUMBER, b"shown": _SHOWN, b"name": _NAME, b"space": _SPACE, b"actual": _ACTUAL},
    re.VERBOSE,
)
# Which group a kind of instruction ends with.
_TEXT, _AREAS, _, _WITH_NUMBERS, _PLAIN, _FONT, _SIGNS, _MARK, _DASH, _IMAGE = range(4, 14)
_COUNTS = {  # how many numbers each has
    operator: count
    for count, known in {1: "w J j M g G Tc Tw Tz TL Tr Ts", 2: "Td TD m l", 3: "rg RG"}.items()
    for operator in known.encode().split()
} | {b"re": 4, b"v": 4, b"y": 4, b"Tm": 6, b"cm": 6, b"c": 6}
_WHOLE = frozenset({b"J", b"j", b"Tr"})
_MODES = frozenset({b"0", b"1", b"2"})  # what is shown; 3 is shown to nobody
_POSITIONS = frozenset({b"Td", b"TD", b"Tm", b"T*"})
_PAINTS = frozenset({b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_PATHS = frozenset({b"W", b"W*", b"n", b"h"})


class UnknownError(Exception):
    """It is written in another way than is known."""


def _instructions(content: bytes) -> Iterator[re.Match[bytes]]:
    """Give the instructions one after the other."""
    end = len(content) - len(content.lstrip(b" \n"))
    for found in _INSTRUCTION.finditer(content, end):
        if found.start() != end:
            raise UnknownError
        end = found.end()
        yield found
    if end != len(content):
        raise UnknownError


def _check_numbers(found: re.Match[bytes], *, in_text: bool) -> None:
    """Check how many numbers an instruction has, and of which kind."""
    operator, numbers = found[_WITH_NUMBERS], found[_WITH_NUMBERS - 1].split()
    if (
        len(numbers) != _COUNTS[operator]
        or (operator in _WHOLE and b"." in numbers[0])
        or (operator == b"Tr" and numbers[0] not in _MODES)
        or (operator in _POSITIONS and not in_text)
    ):
        raise UnknownError


def read_signs(  # noqa: C901 - each kind of instruction once, in one loop
    content: bytes,
) -> tuple[Mapping[str, frozenset[int]], frozenset[str]]:
    """Read from a page's unpacked content which signs it shows in which font.

    A page is known when its ``q`` and ``Q``, ``BT`` and ``ET`` belong together, text is
    shown and placed only between the latter, in a font, nothing is nested too deeply, and
    all that is drawn is content or decoration.

    Returns:
        The codes that are shown, by the name of the font among the page's resources, ``/F1``;
        and the names of the images among those, ``/Im4``.

    Raises:
        UnknownError: The page is not known.
    """
    shown: dict[bytes, list[bytes]] = {}
    images: set[str] = set()
    signs: list[bytes] | None = None
    saved: list[list[bytes] | None] = []
    depth, in_text = 0, False
    for found in _instructions(content):
        kind = found.lastindex
        operator = found[_PLAIN]
        fits = not in_text and len(saved) < MAX_NESTING
        if kind == _TEXT and fits and depth + bool(found[1]) > 0:
            shown.setdefault(found[_TEXT - 1], []).append(found[_TEXT])
        elif kind == _WITH_NUMBERS:
            _check_numbers(found, in_text=in_text)
        elif kind == _FONT:
            signs = shown.setdefault(found[_FONT], [])
        elif kind == _MARK or operator == b"EMC":
            depth += 1 if kind == _MARK else -1
        elif kind == _SIGNS and in_text and signs is not None and depth > 0:
            signs.append(found[0])
        elif kind == _IMAGE and not in_text and depth > 0:
            images.add(found[_IMAGE].decode())
        elif operator == b"q" and fits:
            saved.append(signs)
        elif operator == b"Q" and not in_text and saved:
            signs = saved.pop()
        elif operator in {b"BT", b"ET"} and in_text is (operator == b"ET"):
            in_text = not in_text
        elif not (
            kind in {_AREAS, _DASH}
            or operator in _PATHS
            or (operator == b"T*" and in_text)
            or (operator in _PAINTS and depth > 0)
        ):
            raise UnknownError
    if in_text:
        raise UnknownError
    return {name.decode(): _codes(texts) for name, texts in shown.items()}, frozenset(images)


def _codes(texts: list[bytes]) -> frozenset[int]:
    """Return the codes of one byte in strings of hexadecimal digits."""
    strings = b"".join(texts).replace(b"<", b">").split(b">")[1::2]
    try:
        return frozenset(bytes.fromhex(b" ".join(strings).decode()))
    except ValueError:  # digits that are not in pairs
        raise UnknownError from None  # ISO 19005-2, 6.1.6
