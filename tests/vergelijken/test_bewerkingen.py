"""The Word file with the difference of two documents, after edits as people make them.

Accepting all changes gives the new text and rejecting them the old, paragraph by paragraph; who
accepts and rejects here knows nothing of the program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from lxml import etree

from hulp.aanvaarden import W, settle, settle_in_libreoffice
from hulp.bewerking import Bewerker
from hulp.eigensjabloon import SJABLONEN, fill
from hulp.lengte import count, sample
from hulp.ooxml import VALIDATORS, validate
from hulp.wordbouw import WORD_FILES, docx, numbered, paragraph, read_parts
from overeenkomstgen.vergelijken.vergelijken import compare
from overeenkomstgen.vergelijken.verschil import Verschil
from overeenkomstgen.vergelijken.versies import PAGE, TEKSTVAK, VOETNOOT, make_versies, read_woord
from overeenkomstgen.vergelijken.wijzigingen import write_verschil
from overeenkomstgen.word.alinea import by_row
from overeenkomstgen.word.tekst import read_word

pytestmark = pytest.mark.traag

MOMENT = datetime(2025, 9, 1, tzinfo=UTC)
EDITS = 500
BODY = ""


@cache
def documents() -> Mapping[str, bytes]:
    """Return what the project's own templates make, and documents that were built by hand."""
    filled = {path.stem: fill(path.stem).content for path in sorted(SJABLONEN.glob("*.docx"))}
    return filled | WORD_FILES


def edited(number: int) -> tuple[bytes, bytes]:
    """Return a document, and the same after some edits that a reader sees."""
    old = list(documents().values())[number % len(documents())]
    seed = number
    while counted(new := Bewerker(old, seed).edited(1 + number % 4)) == counted(old):
        seed += EDITS
    return old, new


def difference(old: bytes, new: bytes) -> Verschil:
    return compare(*make_versies(read_woord(old, "oud"), read_woord(new, "nieuw")))


def lines(content: bytes) -> dict[str, list[str]]:
    """Return what a Word file says: its text, a row of a table on a line, and what stands apart."""
    text = read_word(content)
    rows = by_row(text.body.numbered(PAGE, PAGE).paragraphs)
    body = [" | ".join(" ".join(each.line for each in cell) for cell in row) for row in rows]
    apart = {VOETNOOT: clean(text.footnotes), TEKSTVAK: clean(text.body.boxes)}
    return {BODY: clean(body), **apart}


def clean(texts: Iterable[str]) -> list[str]:
    """Return texts with plain spaces, without those that are empty."""
    plain = (" ".join(text.replace("\u00ad", "").split()) for text in texts)
    return [text for text in plain if text.strip(" |")]


def counted(content: bytes) -> str:
    """Return all that counts as a difference: where paragraphs end does not, nor do bullets."""
    return "".join("".join(map("".join, lines(content).values())).replace("•", "").split())


def settled(verschil: bytes, *, accept: bool) -> dict[str, list[str]]:
    """Return what the Word file with the difference says after all is accepted, or rejected."""
    document = etree.fromstring(settle(read_parts(verschil)["word/document.xml"], accept=accept))
    found: dict[str, list[str]] = {}
    name = BODY
    for alinea in document.iter(f"{W}p"):
        (style,) = (each.get(f"{W}val") for each in alinea.iterfind(f"{W}pPr/{W}pStyle"))
        pieces = alinea.iter(f"{W}t", f"{W}tab")
        text = "".join(each.text or "" if each.tag == f"{W}t" else " " for each in pieces)
        if text == "Buiten de tekst" or (name != BODY and style == "Kop2"):
            name = text
        elif style not in {"Titel", "Uitleg"}:
            found.setdefault(name, []).append(text)
    return {name: clean(texts) for name, texts in found.items()}


def wrong(number: int, made: Path) -> Iterator[str]:
    """Tell what is not exact of one edit; keep the Word file with the difference."""
    return inexact(number, *edited(number), made)


def inexact(number: int, old: bytes, new: bytes, made: Path) -> Iterator[str]:
    """Tell what is not exact between two documents."""
    if not difference(new, new).gelijk:
        yield f"{number}: verschilt van zichzelf"
    content = write_verschil(difference(old, new), "Verschil", (), MOMENT)
    made.write_bytes(content)
    for accept, which, other in ((True, lines(new), lines(old)), (False, lines(old), lines(new))):
        found = settled(content, accept=accept)
        if found[BODY] != which[BODY]:
            yield f"{number}: aanvaard {accept}: {found[BODY]} is niet {which[BODY]}"
        for name in (VOETNOOT, TEKSTVAK):  # those that are the same are not in it
            if Counter(found.get(name, ())) != Counter(which[name]) - Counter(other[name]):
                yield f"{number}: aanvaard {accept}: {name} {found.get(name)}"


@pytest.mark.ongemeten
def test_accepting_gives_the_new_text_and_rejecting_the_old(tmp_path: Path) -> None:
    numbers = range(count(EDITS, 40))
    made = [tmp_path / f"{number}.docx" for number in numbers]
    assert [said for number in numbers for said in wrong(number, made[number])] == []
    assert validate(sample(made, 4)) == {validator: [] for validator in VALIDATORS}


ITEMS = (
    ("Wij spreken dit af:", "• een is het eerste", "• twee is daarna", "• drie komt ten slotte"),
    ("Wij spreken dit af:", "• een is het eerste twee is daarna drie komt ten slotte"),
    ("Wij spreken dit af: een is het eerste", "• twee is daarna", "• drie komt ten slotte"),
    ("Wij spreken dit af:", "• een is het", "• eerste twee is", "• daarna drie komt ten slotte"),
)


@pytest.mark.parametrize(("old", "new"), [*permutations(ITEMS, 2)])
def test_items_of_a_list_are_joined_and_divided(
    tmp_path: Path, old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    one, other = (docx("".join(map(item, texts))) for texts in (old, new))
    assert lines(one)[BODY] == [*old]
    assert difference(one, other).gelijk
    assert [*inexact(0, one, other, tmp_path / "verschil.docx")] == []


def item(text: str) -> str:
    words = text.removeprefix("• ")
    return paragraph(words, "Normal", numbered(4) if words != text else "")


def test_libreoffice_accepts_and_rejects_the_same(tmp_path: Path) -> None:
    numbers = range(3, EDITS, 120)
    made = [tmp_path / f"{number}.docx" for number in numbers]
    assert not [
        said for number, place in zip(numbers, made, strict=True) for said in wrong(number, place)
    ]
    for number, texts in zip(numbers, settle_in_libreoffice(made, tmp_path), strict=True):
        for content, text in zip(edited(number)[::-1], texts, strict=True):
            body = text.partition("\nBuiten de tekst\n")[0].split("\n")[1:]  # below the title
            assert clean(body) == lines(content)[BODY]
