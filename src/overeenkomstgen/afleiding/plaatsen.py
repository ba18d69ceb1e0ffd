"""Putting tags into the pieces of a paragraph, with nothing of the layout changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overeenkomstgen.afleiding.alineas import SPACE
from overeenkomstgen.word.bestand import W

if TYPE_CHECKING:
    from collections.abc import Iterable

    from overeenkomstgen.afleiding.alineas import Leesbestand, Stuk
    from overeenkomstgen.afleiding.opdrachten import Vervanging


def put_in(boek: Leesbestand, vervangingen: Iterable[Vervanging]) -> bytes:
    """Return the Word file with its stretches replaced; the paragraphs are changed.

    What is in more than one piece gets the new text in the piece of its anchor, and is cut
    from the others; tabs, line breaks and hyphens inside it go.
    """
    for each in sorted(vervangingen, key=lambda v: (v.passage, -v.start)):
        _replace(boek.stukken[each.passage], each)
    return boek.bestand.write({deel.name: deel.content() for deel in boek.delen})


def _replace(pieces: list[Stuk], new: Vervanging) -> None:
    at = 0
    for piece in list(pieces):
        begin, end = at, at + len(piece.text)
        at = end
        if end <= new.start or new.end <= begin:
            continue
        before = piece.text[: max(new.start - begin, 0)]
        after = piece.text[max(new.end - begin, 0) :] if new.end < end else ""
        own = new.tekst if begin <= new.anker < end else ""
        if piece.writable:
            piece.text = piece.element.text = before + own + after
            if piece.element.tag == f"{W}t":
                piece.element.set(SPACE, "preserve")
        else:
            parent = piece.element.getparent()
            if parent is not None:
                parent.remove(piece.element)
            pieces.remove(piece)
