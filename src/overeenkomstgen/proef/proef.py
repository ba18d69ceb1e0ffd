"""Proofreading: whether a finished PDF says what its Word file says.

The Word file is the measure. Headers, footers, footnotes and text boxes stand
elsewhere in a PDF than in a Word file, so each is looked up and taken out first;
what remains must be the body, sign for sign apart from white space.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from overeenkomstgen.errors import InputError
from overeenkomstgen.pdf.tekst import count_pictures, read_pdf
from overeenkomstgen.proef.drukproef import Drukproef, Plaats
from overeenkomstgen.proef.vergelijking import (
    CONTEXT,
    SOFT_HYPHEN,
    differences,
    excerpt,
    flat,
    normalise,
)
from overeenkomstgen.word.beeld import is_vector
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.tekst import Woordtekst, read_word
from overeenkomstgen.word.vreemd import find_unseen
from overeenkomstgen.word.woordveld import outdated

LEFTOVER = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{\{|\}\}|\{%|%\}|\{#|#\}|N(?<=\bN)one\b|U(?<=\bU)ndefined\b"
)
"""Each begins with a sign of its own, so that a text without any is gone through at once."""


def proofread(
    word: bytes | Path | Woordbestand,
    pdf: Path,
    *,
    values: Sequence[str],
    pages: tuple[int, int],
    sheets: Sequence[str] | None = None,
) -> tuple[str, ...]:
    """Compare a PDF with the Word file that it was made from.

    Every value that was merged into the document has to stand in it; the number of pages has
    a least and a greatest. The text of its pages can be given, where it was read already.

    Returns:
        What is wrong, each a sentence in Dutch; empty when all is well.
    """
    try:
        word = Woordbestand.of(word)
        text, sheets = read_word(word), read_pdf(pdf) if sheets is None else sheets
    except InputError as error:
        return tuple(map(str, error.faults))
    full = text.everything(len(sheets))
    proof = Drukproef(sheets, normalise(full, text.leaders), text.leaders)
    return (
        *_wrong_count(len(sheets), pages),
        *_leftovers("\n".join((full, *(text for _, text in find_unseen(word.parts)))), values),
        *(f"In Word staat {each.naam.what}, en dat is niet na te kijken." for each in text.unread),
        *(
            f"De inhoudsopgave klopt niet met de koppen: {excerpt(line.split())}."
            for line in outdated(text.body.paragraphs)
        ),
        *_differences(text, proof, len(sheets)),
        *_missing(values, proof, text.leaders),
        *_missing_pictures(text, proof.places, pdf),
    )


def _wrong_count(count: int, pages: tuple[int, int]) -> Iterator[str]:
    least, greatest = pages
    if not least <= count <= greatest:
        counted = "1 bladzijde" if count == 1 else f"{count} bladzijden"
        allowed = f"{least}" if least == greatest else f"{least} tot en met {greatest}"
        yield f"De PDF telt {counted}; dat moet {allowed} zijn."


def _leftovers(full: str, values: Sequence[str]) -> Iterator[str]:
    """Tell what is left of the template; what a merged value itself contains is none."""
    text = masked = " ".join(full.split())
    for value in sorted(values, key=len, reverse=True):
        if LEFTOVER.search(value):
            own = " ".join(value.split())
            masked = masked.replace(own, " " * len(own))
    for found in LEFTOVER.finditer(masked):
        before, after = text[: found.start()].split(), text[found.end() :].split()
        context = excerpt([*before[-CONTEXT:], found[0], *after[:CONTEXT]])
        yield f'In Word staat nog "{found[0]}", een rest van het sjabloon: {context}.'


def _differences(text: Woordtekst, proof: Drukproef, pages: int) -> Iterator[str]:
    for index, name, edge in proof.missing_edges(text.sections):
        quotation = excerpt(edge.split())
        yield f"Op bladzijde {index + 1} van de PDF ontbreekt {name} {quotation}."
    proof.take_line_numbers(text.sections)
    section, number, _ = proof.places[0]  # a letter tells it on its first page
    body = text.body.numbered(number, pages, text.sections[section].number_format)
    pieces = [("de voetnoot", note) for note in text.footnotes]
    pieces += [("het tekstvak", box) for box in body.boxes if box.strip()]
    for number in sorted(proof.take_all([piece for _, piece in pieces])):
        name, piece = pieces[number]
        yield f"In de PDF ontbreekt {name} {excerpt(piece.split())}."
    proof.place_initials(body.paragraphs)
    running = "\n".join((body.text, *text.endnotes))
    word = normalise(running, text.leaders).replace(SOFT_HYPHEN, "")
    if flat(word) != flat(proof.text):
        proof.take_repeated_rows(body.paragraphs)
        proof.join_split_rows(body.paragraphs)
    yield from differences(word, proof.text)


def _missing(values: Sequence[str], proof: Drukproef, leaders: str) -> Iterator[str]:
    """Tell which values are nowhere; layout may have made capitals of them."""
    standing = f"{proof.whole}\n{flat(proof.text)}".casefold()
    for value in dict.fromkeys(values):
        if flat(normalise(value, leaders)).casefold() not in standing:
            yield f'De waarde "{value}" staat niet in de PDF.'


def _missing_pictures(text: Woordtekst, places: Sequence[Plaats], pdf: Path) -> Iterator[str]:
    """Tell that not all pictures are drawn: those in the text, and those at the edge of each page.

    LibreOffice may make a picture of something else too, such as a shadow.
    """
    edges = (
        edge
        for section, number, first in places
        for edge in text.sections[section].edges(number, len(places), first=first)
    )
    pictures = [each for story in (text.body, *edges) for each in story.beelden]
    count = sum(not is_vector(each) for each in pictures)
    drawn = count_pictures(pdf) if count else 0
    if drawn < count:
        standing = "staat 1 afbeelding" if count == 1 else f"staan {count} afbeeldingen"
        yield f"In Word {standing}; de PDF toont er {drawn}."
