"""Changing ``convenant.toml`` while its comments, its order and its layout stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import tomlkit
from tomlkit.items import InlineTable, Item, Table

from overeenkomstgen.nieuw.nieuwe_periode import Instelwijziging


def change_settings(text: str, wijzigingen: Iterable[Instelwijziging]) -> str:
    """Return the text of a settings file with settings changed."""
    ending = "\r\n" if "\r\n" in text else "\n"
    document = tomlkit.parse(text.replace("\r\n", "\n"))
    added: list[tuple[Table, Instelwijziging]] = []
    for wijziging in wijzigingen:
        table: Any = document  # tomlkit has several types for one thing, a table
        for name in wijziging.path:
            table = table[name]
        new = wijziging.key not in table
        _change(table, wijziging)
        if new and wijziging.after and isinstance(table, Table):
            added.append((table, wijziging))
    for table, wijziging in added:  # only now, as tomlkit loses track of keys that were moved
        _place(table, wijziging.key, wijziging.after)
    return tomlkit.dumps(document).replace("\n", ending)


def _change(table: Any, wijziging: Instelwijziging) -> None:  # noqa: ANN401 - see above
    key = wijziging.key
    if wijziging.value is None:
        del table[key]
        return
    old = table[key].trivia.comment.lstrip("# ") if key in table else ""
    table[key] = _item(wijziging.value)
    if wijziging.note and not isinstance(table, InlineTable):  # a comment would end that one
        table[key].comment("; ".join(filter(None, (wijziging.note, old))))


def _item(value: date | Decimal | str) -> Item:
    """Return a value as TOML writes it; an amount keeps its decimals."""
    if isinstance(value, str):
        return tomlkit.string(value)
    return tomlkit.value(value.isoformat() if isinstance(value, date) else f"{value:f}")


def _place(table: Table, key: str, after: str) -> None:
    """Move a key behind another; it stands at the end, behind the comment on the next table."""
    body = table.value.body
    keys = [each.key if each else "" for each, _ in body]
    added = body.pop(keys.index(key))
    body.insert(keys.index(after) + 1, added)
