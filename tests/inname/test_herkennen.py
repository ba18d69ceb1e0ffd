"""Of whom a page is, by its words, and which pages are one paper."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from hulp.lengte import sample
from hulp.retour import without_code
from hulp.scannen import print_page, scan
from overeenkomstgen.inname.blad import Blad
from overeenkomstgen.inname.gelezen import read_page
from overeenkomstgen.inname.herkenning import Herkend, Kenner, Uitgave, papers, uitgaven
from overeenkomstgen.werkmap.invoer import read
from overeenkomstgen.werkmap.werkmap import Werkmap

if TYPE_CHECKING:
    from pathlib import Path

    from hulp.uitvoeren import Made

pytestmark = pytest.mark.usefixtures("onthoudt")


@pytest.fixture(scope="module")
def every(made: Made) -> list[Uitgave]:
    return list(uitgaven(read(Werkmap(made.werkmap))))


def test_every_page_is_recognised_with_words_missing_and_misread(every: list[Uitgave]) -> None:
    """By a fifth of its words gone or misread, as OCR of a bad scan may; none as of another."""
    kenner, random = Kenner(every), Random(17)  # noqa: S311 - the same each time
    assert len(every) == 41
    unknown = 0
    for each in every:
        for number, tekst in enumerate(each.bladen, 1):
            assert kenner.recognise(tekst) == (each.gemeente.cbs_code, number, len(each.bladen))
            words = tekst.split()
            for at in random.sample(range(len(words)), len(words) // 5):
                words[at] = random.choice(["", "xx", words[at][:-1]])
            found = kenner.recognise(" ".join(words))
            unknown += found is None
            assert found is None or found[0] == each.gemeente.cbs_code
    assert unknown <= 2


@pytest.mark.parametrize("few", [1, 2, 3])
def test_of_a_few_municipalities_every_page_is_recognised(every: list[Uitgave], few: int) -> None:
    """Most words of a page are those of all, and tell nothing."""
    kenner = Kenner(every[:few])
    for each in every[:few]:
        for number, tekst in enumerate(each.bladen, 1):
            assert kenner.recognise(tekst) == (each.gemeente.cbs_code, number, len(each.bladen))


@pytest.mark.traag
def test_without_a_code_a_clean_scan_is_recognised_by_ocr(
    every: list[Uitgave], tmp_path: Path
) -> None:
    """As of agreements that were issued before there were codes; none is taken for another's."""
    kenner, tried = Kenner(every), sample(every, 2)
    known = 0
    for seed, each in enumerate(tried):
        place = tmp_path / "kaal.pdf"
        place.write_bytes(without_code(each.pdf.read_bytes()))
        pages = [print_page(place, number) for number in range(1, len(each.bladen) + 1)]
        read = [kenner.recognise(read_page(scan(page, seed=seed)).tekst) for page in pages]
        assert {found[0] for found in read if found} <= {each.gemeente.cbs_code}
        known += all(found and found[1] == at for at, found in enumerate(read, 1))
    assert known >= len(tried) - 2 * (len(tried) > 20)


def test_a_page_that_is_no_agreement_is_of_nobody(every: list[Uitgave]) -> None:
    kenner = Kenner(every)
    for tekst in (
        "",
        "Hierbij de getekende overeenkomst van de gemeente Deventer, Grote Kerkhof 1, Deventer.",
        "Samenwerkingsovereenkomst behorende bij het convenant",
        "\n".join(each.gemeente.naam for each in every),
    ):
        assert kenner.recognise(tekst) is None


def page(number: int, code: str = "", nummer: int | None = None, *, leeg: bool = False) -> Herkend:
    return Herkend(Blad("scan.pdf", number), "", code, nummer, leeg=leeg)


@pytest.mark.parametrize(
    ("pile", "expected", "loose"),
    [
        ("A1 A2 A3 B1 B2 B3", "A1 A2 A3/B1 B2 B3", ""),
        ("A1 A2 A1 A2", "A1 A2/A1 A2", ""),
        ("A3 A2 A1 B3 B2 B1", "A3 A2 A1/B3 B2 B1", ""),
        ("A1 leeg A2 leeg A3 leeg B1", "A1 A2 A3/B1", "leeg leeg leeg"),
        ("A1 ? A3", "A1 A2 A3", ""),
        ("A1 A2 ?", "A1 A2 A3", ""),
        ("? A2 A3 B1", "A1 A2 A3/B1", ""),
        ("A1 A2 A3 ? B1", "A1 A2 A3/B1", "?"),
        ("? A1 A2 A3", "A1 A2 A3", "?"),
        ("A1 A3", "A1 A3", ""),
        ("A A A", "A A A", ""),
        ("? ?", "", "? ?"),
    ],
)
def test_which_pages_are_one_paper(pile: str, expected: str, loose: str) -> None:
    """A municipality and a page each; a question mark for what is not recognised."""
    bladen = [
        page(
            number,
            "" if word in {"?", "leeg"} else word[0],
            int(word[1:]) if word[1:].isdecimal() else None,
            leeg=word == "leeg",
        )
        for number, word in enumerate(pile.split(), 1)
    ]
    found, rest = papers(bladen, {"A": 3, "B": 3}.__getitem__)
    assert "/".join(" ".join(f"{p.cbs_code}{p.nummer or ''}" for p in each) for each in found) == (
        expected
    )
    assert " ".join("leeg" if each.leeg else "?" for each in rest) == loose
    taken = sorted(each.blad.nummer for each in [*rest, *(p for each in found for p in each)])
    assert taken == [*range(1, len(bladen) + 1)]
