"""What a text from below refers to, in the words and with the links of the counter."""

from collections.abc import Sequence

from flask import url_for
from markupsafe import Markup, escape

from overeenkomstgen.loket.doen import AANBOD
from overeenkomstgen.verwijzing import ZELF, zeg

PAGINAS = {"status": "gemeenten", "inname": "binnengekomen"}
"""What a page shows instead of a form, by what a reference calls it."""


def linked(text: object) -> Markup:
    """Return a text as HTML, with a link for what can be done."""
    return Markup(zeg(str(escape(text)), _link))  # noqa: S704 - it was escaped


def _link(key: str, values: Sequence[str]) -> str:
    plain = [Markup(value).unescape() for value in values]  # noqa: S704 - undone
    if key in PAGINAS:
        return f'<a href="/{PAGINAS[key]}">{PAGINAS[key].capitalize()}</a>'
    if not (handeling := AANBOD.get(key)):
        label = next((v.label for h in AANBOD.values() for v in h.vakken if v.naam == key), key)
        return f"<q>{' '.join((str(escape(label)), *values))}</q>"
    filled = dict[str, str]()
    for value in plain:
        name, is_box, content = value.partition("=")
        if not is_box and name in {vak.naam for vak in handeling.vakken}:
            content, is_box = "ja", "="
        if not is_box:
            name, content = handeling.vakken[0].naam, value
        if content != ZELF:
            filled[name] = content
    address = url_for("doen.toon", sleutel=key, **filled)  # type: ignore[arg-type] # boxes are no arguments of its
    return f'<a href="{escape(address)}">{escape(handeling.titel)}</a>'
