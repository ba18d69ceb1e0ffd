"""Click speaks Dutch: every sentence that it can say is translated."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import click
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog

MESSAGES = Path(__file__).parents[2] / "src/overeenkomstgen/locale/nl/LC_MESSAGES" / "messages.po"


def catalog() -> Catalog:
    with MESSAGES.open("rb") as file:
        return read_po(file, locale="nl")


def sentences_of_click() -> Iterator[str]:
    keywords = {"_": None, "ngettext": (1, 2)}
    for _, _, message, _, _ in extract_from_dir(Path(click.__file__).parent, keywords=keywords):
        yield message if isinstance(message, str) else message[0]


def test_every_sentence_of_click_is_translated() -> None:
    sentences = set(sentences_of_click())
    assert "Missing command." in sentences
    known = {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for message in catalog()
        if message.id
    }
    assert not sentences - set(known)
    assert not [key for key, message in known.items() if not message.string]


def test_the_compiled_translations_are_those_of_the_source() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalog())
    assert compiled.getvalue() == MESSAGES.with_suffix(".mo").read_bytes()
