"""What a text from below refers to, in the words and with the links of the counter."""

import re
import traceback
from collections.abc import Sequence
from functools import partial

from markupsafe import Markup, escape

from overeenkomstgen.errors import os_reason
from overeenkomstgen.loket.doen import AANBOD, address
from overeenkomstgen.verwijzing import ZELF, zeg

PAGINAS = {"status": "gemeenten", "inname": "binnengekomen"}
"""What a page shows instead of a form, by what a reference calls it."""
SETTINGS, INSTELLINGEN = "convenant.toml", "de instellingen"
"""What a text from below calls the settings, and what they are called at the counter."""
_SPELLED = {
    "iban": "IBAN",
    "kvk": "KvK-nummer",
    "kvk_nummer": "KvK-nummer",
    "btw_nummer": "Btw-nummer",
    "oin": "OIN",
    "email": "E-mailadres",
    "e-mail": "E-mailadres",
    "cc": "Kopie van e-mails aan",
    "cbs_code": "CBS-code",
    "factuur_tav": "Factuur ter attentie van",
    "factuur_e-mail": "E-mailadres voor facturen",
}
_WOORD = re.compile(r"[^\W\d_A-Z](?:[^\W\d_A-Z]|-)*(?=[\s,;:]|$)")
FEW = 10
"""Municipalities that are filled in for the user; of more it is for all whom it is for."""


def linked(text: object, wie: Sequence[str] = ()) -> Markup:
    """Return a text as HTML, with a link for what can be done, for these municipalities if few."""
    said = zeg(str(escape(text)), partial(_link, wie if len(wie) <= FEW else ()))
    return Markup(said.replace(SETTINGS, f'<a href="/instellingen">{INSTELLINGEN}</a>'))  # noqa: S704 - it was escaped


def _link(wie: Sequence[str], key: str, values: Sequence[str]) -> str:
    plain = [Markup(value).unescape() for value in values]  # noqa: S704 - undone
    if key in PAGINAS:
        return f'<a href="/{PAGINAS[key]}">{PAGINAS[key].capitalize()}</a>'
    if not (handeling := AANBOD.get(key)):
        label = next((v.label for h in AANBOD.values() for v in h.vakken if v.naam == key), key)
        return f"<q>{' '.join((str(escape(label)), *(v for v in values if v != ZELF)))}</q>"
    filled = dict[str, str | list[str]]()
    for value in plain:
        name, is_box, content = value.partition("=")
        if not is_box and name in {vak.naam for vak in handeling.vakken}:
            content, is_box = "ja", "="
        if not is_box:
            name, content = handeling.vakken[0].naam, value
        if content != ZELF:
            filled[name] = content or "ja"  # of what is ticked
    if any(vak.naam == "gemeente" for vak in handeling.vakken):
        filled.setdefault("gemeente", [*wie])
    return f'<a href="{escape(address(handeling, filled))}">{escape(handeling.titel)}</a>'


def zin(text: str) -> str:
    """Return a text that begins as a sentence does, unless that would change a name or a value."""
    return text[:1].upper() + text[1:] if _WOORD.match(text) else text


def benoem(key: str) -> str:
    """Return in words what a file calls a value: ``plaats_ondertekening``."""
    return _SPELLED.get(key) or key.replace("_", " ").capitalize()


def onverwacht(error: Exception) -> tuple[str, str]:
    """Return what to say of an error that is not ours, and, of a mistake of ours, its trace."""
    if isinstance(error, OSError):
        name = error.filename2 or error.filename or "Een bestand"
        return (
            f"{name} is niet te gebruiken: {os_reason(error)}. Wat al klaar was is bewaard. "
            "Verhelp dit en probeer het opnieuw."
        ), ""
    what = "Er ging iets mis dat niet had mogen gebeuren. Wat al klaar was is bewaard."
    return what, "".join(traceback.format_exception(error))
