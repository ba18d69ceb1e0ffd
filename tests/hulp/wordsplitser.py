"""Does to a Word file what years of editing in Word do: the same text, in other pieces."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from copy import deepcopy

from lxml import etree

from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import SPACE, W, parse


def shatter(content: bytes, cuts: Callable[[str], Sequence[int]], chance: random.Random) -> bytes:
    """Return a Word file with its runs split, and some spaces and hyphens made no-break ones."""
    bestand = Woordbestand.read(content)
    changed = {}
    for onderdeel in bestand.onderdelen:
        if onderdeel.kind == "eigenschap":
            continue
        root = parse(onderdeel.xml)
        for run in list(root.iter(f"{W}r")):
            _split(run, cuts, chance)
        changed[onderdeel.name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return bestand.write(changed)


def repeatable(seed: int | str) -> random.Random:
    """Return chance that comes out the same in each run."""
    return random.Random(seed)  # noqa: S311 - it keeps no secret


def anywhere(chance: random.Random, most: int = 4) -> Callable[[str], Sequence[int]]:
    """Return what splits a text at random places."""
    return lambda text: sorted(
        chance.sample(range(1, len(text)), chance.randint(0, min(most, len(text) - 1)))
    )


def _split(
    run: etree._Element, cuts: Callable[[str], Sequence[int]], chance: random.Random
) -> None:
    """Put in the place of a run of text several runs that look the same."""
    texts = run.findall(f"{W}t")
    if len(texts) != 1 or not texts[0].text or len(run) > 1 + (run.find(f"{W}rPr") is not None):
        return
    text = texts[0].text
    ends = [*cuts(text), len(text)]
    for start, end in zip([0, *ends], ends, strict=False):
        run.addprevious(_run(run, text[start:end], chance))
    parent = run.getparent()
    assert parent is not None
    parent.remove(run)


def _run(like: etree._Element, text: str, chance: random.Random) -> etree._Element:
    """Return a run with a text, that looks as another."""
    made = etree.Element(f"{W}r", nsmap=like.nsmap)
    if (properties := like.find(f"{W}rPr")) is not None:
        made.append(deepcopy(properties))
    text = "".join("\u00a0" if char == " " and chance.random() < 0.2 else char for char in text)
    pieces = text.split("-") if chance.random() < 0.7 else [text]
    for number, piece in enumerate(pieces):
        if number:
            etree.SubElement(made, f"{W}noBreakHyphen")
        element = etree.SubElement(made, f"{W}t")
        element.text = piece
        element.set(SPACE, "preserve")
    return made
