"""All that can be asked of the counter: each route, and each thing that can be done."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug.datastructures import FileStorage

import overeenkomstgen as lib
from hulp.toonbank import ISSUED
from hulp.werkmappen import edit_word

if TYPE_CHECKING:
    from flask import Flask

OVEREENKOMSTEN = "uitvoer/overeenkomsten/samenwerkingsovereenkomst-"
BRIEF = "aanbiedingsbrief.docx"

WEGEN: dict[str, Mapping[str, str]] = {
    "/": {},
    "/maken": {},
    "/binnengekomen": {},
    "/binnengekomen/<int:werk>/<nummer>/<int:bladzijde>": {
        "werk": "1",
        "nummer": "1",
        "bladzijde": "1",
    },
    "/versturen": {},
    "/versturen/<soort>": {"soort": "aanbiedingsbrief"},
    "/facturen": {},
    "/register": {},
    "/gemeenten": {},
    "/gemeenten/tabel": {},
    "/gemeenten/<int:rij>": {"rij": "2"},
    "/instellingen": {},
    "/instellingen/<deel>": {"deel": "stichting"},
    "/periode/<naam>": {"naam": "geen"},
    "/vergelijken": {},
    "/sjablonen": {},
    "/sjablonen/<naam>": {"naam": "bijlage-3.docx"},
    "/sjablonen/<naam>/nagekeken": {"naam": "bijlage-3.docx"},
    "/sjablonen/afleiding/<int:nummer>": {"nummer": "1"},
    "/hulp": {},
    "/bestand/<path:plaats>": {"plaats": ISSUED},
    "/blad/<int:nummer>/<path:plaats>": {"nummer": "1", "plaats": ISSUED},
    "/bekijk/<path:plaats>": {"plaats": ISSUED},
    "/doe/<sleutel>": {"sleutel": "zeg-op"},
    "/werk/<int:nummer>": {"nummer": "1"},
    "/werk/<int:nummer>/bestand": {"nummer": "1"},
    "/werk/<int:nummer>/stand": {"nummer": "1"},
    "/werk/<int:nummer>/stop": {"nummer": "1"},
    "/werk/<int:nummer>/ja": {"nummer": "1"},
    "/stijl/<path:filename>": {"filename": "loket.css"},
}
"""Every route, with what makes it a page of the full werkmap. A new one belongs here first."""


def _klaar(werkmap: Path) -> str:
    return lib.sjabloon_van(lib.Werkmap(werkmap), BRIEF).vingerafdruk


def _tabel(werkmap: Path) -> str:
    return lib.tabel_van(lib.Werkmap(werkmap)).vingerafdruk


def _anders(werkmap: Path) -> FileStorage:
    place = werkmap / "sjablonen/anders.docx"
    shutil.copy(place.with_name(BRIEF), place)
    edit_word(werkmap, "Hebt u vragen?", "Hebt u nog vragen?", place.name)
    content = place.read_bytes()
    place.unlink()
    return FileStorage(BytesIO(content), BRIEF)


DOEN: dict[str, Mapping[str, object]] = {
    "genereer": {"soort": "aanbiedingsbrief", "gemeente": "Deventer", "alles": "ja"},
    "afdrukken": {"gemeente": "Deventer", "pakket": "ja"},
    "inname": {},
    "neem-in": {},
    "leg-weg": {"bestand": "los.pdf"},
    "afleiden": {
        "soort": "samenwerkingsovereenkomst",
        "bestand": Path(f"{OVEREENKOMSTEN}deventer.docx"),
        "gemeente": "Deventer",
    },
    "sjabloon": {"naam": BRIEF, "bestand": _anders},
    "beproef": {"naam": BRIEF, "klaar": "ja"},
    "neem-sjabloon": {"naam": BRIEF, "vingerafdruk": _klaar},
    "onderteken": {"gemeente": ["Zwolle"], "op": "10-01-2023", "namens": ""},
    "corrigeer": {
        "gemeente": "Zwolle",
        "van": "ondertekening",
        "op": "11-01-2023",
        "reden": "fout",
    },
    "zeg-op": {"gemeente": "Almelo", "op": "15-12-2024", "door": ""},
    "beeindig": {"gemeente": "Deventer", "per": "30-06-2025", "reden": "in overleg"},
    "draag-over": {"gemeente": "Zwolle", "aan": "Deventer", "per": "01-01-2026"},
    "verleng": {"tot": "29-02-2028"},
    "verzend": {"soort": "aanbiedingsbrief", "toch": "ja"},
    "verzonden": {"soort": "aanbiedingsbrief", "alle": "ja"},
    "facturen": {"jaar": "2025", "proef": "ja"},
    "crediteer": {"nummer": "P31-2024-001", "reden": "dubbel"},
    "tabel": {"tabel": Path("gemeenten.csv"), "vingerafdruk": _tabel},
    "inwoners": {},
    "nieuw": {
        "map": "2028-2031",
        "ingang": "01-01-2028",
        "einde": "31-12-2031",
        "tarief": "0,15",
        "peildatum": "01-01-2027",
    },
    "vergelijk": {
        "oud-plaats": f"{OVEREENKOMSTEN}deventer.docx",
        "nieuw-plaats": f"{OVEREENKOMSTEN}zwolle.docx",
    },
    "vergelijk-gemeente": {"gemeente": "Almelo"},
    "bijlage3": {},
    "herstel": {},
    "getuige": {},
}
"""What can be done, with what makes it possible in the full werkmap, one after another.

A path is a file of the werkmap that is given; what else is not known yet, a function tells.
"""


def form_of(sleutel: str, werkmap: Path) -> dict[str, object]:
    """Return what is put in the boxes."""
    form = dict[str, object]()
    for name, value in DOEN[sleutel].items():
        form[name] = value(werkmap) if callable(value) else value
        if isinstance(value, Path):
            form[name] = FileStorage(BytesIO((werkmap / value).read_bytes()), value.name)
    return form


@dataclass(frozen=True)
class Weg:
    """A route: how it may be asked, and what of its address varies."""

    rule: str
    methods: frozenset[str]
    names: frozenset[str]

    def path(self, **other: str) -> str:
        """Return an address of it, with something else in place of a parameter."""
        made = self.rule
        for name, value in {**WEGEN[self.rule], **other}.items():
            (found,) = (part for part in made.split("<") if part.partition(">")[0].endswith(name))
            given = found.partition(">")[0]
            made = made.replace(f"<{given}>", quote(value) if name in other else value)
        return made


def wegen_of(app: Flask) -> list[Weg]:
    """Return all routes."""
    return [
        Weg(rule.rule, frozenset(rule.methods or ()), frozenset(rule.arguments))
        for rule in app.url_map.iter_rules()
    ]
