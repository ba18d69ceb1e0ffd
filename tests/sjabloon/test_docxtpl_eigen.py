"""The scripts of docxtpl's own tests, from its source distribution: each makes the same document.

A script is run as it stands, with its own template and its own values: once with docxtpl, with
autoescape on, and once with this program in its place. The newer scripts come with no
distribution; who puts a copy of docxtpl's repository in the place of it runs those too.
"""

from __future__ import annotations

import contextlib
import io
import re
import runpy
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docxtpl
import jinja2.utils
import markupsafe
import pytest
from docxtpl import DocxTemplate
from lxml import etree

from hulp.drager import Drager
from hulp.gereedschap import GEREEDSCHAP, lacking
from hulp.wordbouw import read_parts
from overeenkomstgen.errors import InputError
from overeenkomstgen.sjabloon.sjabloon import Sjabloon

PROEVEN = GEREEDSCHAP / "docxtpl/tests"
NO_SCRIPTS = {"__init__", "runtests", "module_execute", "get_undeclared_variables"}
"""What makes no document, or in a process of its own."""
TEXT = re.compile(r"word/(document|(header|footer)\d*|(foot|end)notes)\.xml")
SAME = 14
"""So many documents of the distribution are the same at least."""

VERSCHILLEN = {
    "comments": "de accolades van { { syntax as that makes less sense. zijn niet goed",
    "custom_jinja_filters": "het filter my_filterB bestaat niet",
    "doc_properties": (
        "dit bestand heeft een invulvak waarvan Word de inhoud uit andere gegevens haalt"
    ),
    "embedded": ("dit bestand heeft een ingesloten object, zoals een werkblad of een programma"),
    "header_footer_entities": "",
    "nested_for": "",
    "template_error": "{% endif %} staat hier zonder {% if … %} ervoor",
}
"""Of each document that differs what is refused of it; empty where it is made.

In the order of the names: no agreement has braces in its text; a filter of a script's own is no
template's; Word fills such a box with something that nobody reads; an object holds more than is
seen; docxtpl escapes what is escaped already, so that a reader sees ``&amp;``, and lets a line end
after the initials of a name; the last one is meant to be wrong, and docxtpl saves it unfilled.
"""


class VanDocxtpl(DocxTemplate):  # type: ignore[misc] # docxtpl ships no types
    """Docxtpl's, with autoescape on."""

    def render(self, context: Mapping[str, object], jinja_env: Any = None, **_: object) -> None:  # noqa: ANN401 - as docxtpl has it
        """Fill the template."""
        super().render(context, jinja_env, autoescape=True)


class VanOns(Drager):
    """This program's, in the place of docxtpl's."""

    def __init__(self, template: Any) -> None:  # noqa: ANN401 - a path, or an open file
        content = template.read() if hasattr(template, "read") else Path(template).read_bytes()
        Sjabloon.load(content, "geopend.docx")  # what is wrong with it is told first
        super().__init__(content, "geopend.docx")
        self._made = b""

    def render(self, context: Mapping[str, object], *_: object, **__: object) -> None:
        """Fill the template."""
        self._made = self.fill(context)

    def save(self, place: Any) -> None:  # noqa: ANN401 - a path, or an open file
        """Write the document."""
        if hasattr(place, "write"):
            place.write(self._made)
        else:
            Path(place).write_bytes(self._made)


def made(script: Path, template: type, folder: Path) -> tuple[dict[str, bytes], str]:
    """Run a script in a copy of its folder; return what it made, and why it stopped, if it did."""
    shutil.copytree(script.parent, folder)
    (folder / "output").mkdir(exist_ok=True)
    before = {place: place.stat().st_mtime_ns for place in folder.rglob("*.docx")}
    why = ""
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        patch.chdir(folder)
        patch.setattr(docxtpl, "DocxTemplate", template)
        patch.setattr(jinja2.utils, "Markup", markupsafe.Markup, raising=False)  # as in its time
        try:
            runpy.run_path(str(folder / script.name), run_name="__main__")
        except InputError as error:
            why = error.faults[0].what
    new = (each for each in folder.rglob("*.docx") if before.get(each) != each.stat().st_mtime_ns)
    return {each.stem: each.read_bytes() for each in new}, why


def texts(content: bytes) -> dict[str, str]:
    """Return the parts with text, whatever prefixes their namespaces have."""
    parser = etree.XMLParser(remove_blank_text=True)
    return {
        name: etree.canonicalize(etree.fromstring(part, parser), rewrite_prefixes=True)
        for name, part in read_parts(content).items()
        if TEXT.fullmatch(name)
    }


@pytest.mark.ongemeten
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_each_script_makes_the_same_document(tmp_path: Path) -> None:
    if not PROEVEN.is_dir():
        lacking("docxtpl's own tests are not installed: run make ontwikkel")
    same, different = set(), {}
    for script in sorted(PROEVEN.glob("*.py")):
        if script.stem in NO_SCRIPTS:
            continue
        theirs, _ = made(script, VanDocxtpl, tmp_path / script.stem / "docxtpl")
        ours, why = made(script, VanOns, tmp_path / script.stem / "ons")
        for name, content in theirs.items():
            if name in ours and texts(ours[name]) == texts(content):
                same.add(name)
            else:
                different[name] = why
    assert different == {name: VERSCHILLEN[name] for name in VERSCHILLEN if name in different}
    assert len(same) >= SAME
