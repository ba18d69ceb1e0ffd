"""The project's own templates: their parts, what they are filled with, their archive PDFs."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from hulp.omzetten import to_pdf
from hulp.regelbreuken import gewoon
from hulp.values import onderwerp
from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.pdf.archief import archive
from overeenkomstgen.pdf.oordeel import judge
from overeenkomstgen.proef.proef import proofread
from overeenkomstgen.sjabloon.artikelen import read_artikelen
from overeenkomstgen.sjabloon.opdrachten.invulling import INVULLING, Invulling
from overeenkomstgen.sjabloon.opdrachten.taal import make_language
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.uitgifte.proefrijen import with_invoice
from overeenkomstgen.velden.veld import Invulregel, value_of
from overeenkomstgen.velden.velden import (
    MEEGESTUURD,
    VELDEN,
    add_derived,
    find_veld,
    merge_values,
    velden_of,
)
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import W
from overeenkomstgen.word.tekst import read_word
from overeenkomstgen.word.voor_omzetting import slim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from overeenkomstgen.sjabloon.sjabloon import Ingevuld

SJABLONEN = Path(__file__).parents[2] / "sjablonen"
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")

DEN_BOSCH: Mapping[str, object] = {
    "gemeente.adres": "Wolvenhoek 1",
    "gemeente.naam": "'s-Hertogenbosch",
    "gemeente.plaats": "'s-Hertogenbosch",
    "gemeente.postcode": "5211 HH",
    "ondertekenaar.naam": "J.M.L.N. Mikkers",
    "ondertekend.door": "J.M.L.N. Mikkers",
    "ontvanger.aanhef": "Geachte heer Mikkers",
}
ALPHEN: Mapping[str, object] = {
    "gemeente.adres": "Stadhuisplein 1",
    "gemeente.naam": "Alphen aan den Rijn",
    "gemeente.plaats": "Alphen aan den Rijn",
    "gemeente.postcode": "2405 SH",
}


def part(name: str, soort: str) -> _Element:
    """Return a part of a template, such as ``word/styles.xml``."""
    with zipfile.ZipFile(SJABLONEN / f"{soort}.docx") as package:
        return etree.fromstring(package.read(name))


def text_of(element: _Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def typed_text(soort: str) -> str:
    """Return what is typed in a template, a line for each paragraph, the tags left out."""
    paragraphs = part("word/document.xml", soort).iter(f"{W}p")
    typed = "\n".join(TAG.sub("", text_of(paragraph)) for paragraph in paragraphs)
    return typed.replace("\N{NO-BREAK SPACE}", " ")


@cache
def deventer() -> Mapping[str, object]:
    """Return the value of every field for Deventer, as the project's own werkmap has it."""
    subject = onderwerp()
    found: dict[str, object] = {}
    for rol in (Rol.CREDITFACTUUR, Rol.FACTUUR):  # the invoice has its own of what both have
        soort = subject.periode.find_soort(rol)
        assert soort is not None
        values = merge_values(with_invoice(replace(subject, soort=soort, jaar=2024)))
        found |= {veld.naam: value_of(values, veld.naam) for veld in velden_of(soort)}
    own = {"velden.bijdrage": Invulregel("velden.bijdrage", 27)}  # of the letter about an extension
    return {**found, **own, "register.getuige": "register rij 17 · 3f2a9c01b2d4e6f8"}


@cache
def artikelen() -> Mapping[str, str]:
    """Return the numbers of the articles of the agreement, by their bookmarks."""
    found = read_artikelen(Woordbestand.read(SJABLONEN / "samenwerkingsovereenkomst.docx"))
    return found[0]


def waarden(*changes: Mapping[str, object]) -> dict[str, Any]:
    """Return Deventer's values with changes, as a template addresses them; None is not known."""
    known = dict(deventer())
    for each in changes:
        known |= each
    for key in ("naam", "adres", "postcode", "plaats"):  # its invoices go there too
        own = [each[f"betaler.{key}"] for each in changes if f"betaler.{key}" in each]
        known[f"betaler.{key}"] = own[-1] if own else known[f"gemeente.{key}"]
    nested: dict[str, Any] = {"artikel": artikelen()}
    for naam, value in known.items():
        if find_veld(naam).uit:
            continue
        *path, last = naam.split(".")
        table = nested
        for step in path:
            table = table.setdefault(step, {})
        table[last] = Invulregel(naam, find_veld(naam).lengte) if value is None else value
    add_derived(nested, VELDEN)
    return nested


def fill(soort: str, *changes: Mapping[str, object]) -> Ingevuld:
    return Sjabloon.load(SJABLONEN / f"{soort}.docx").fill(waarden(*changes))


def text_said(soort: str, *changes: Mapping[str, object]) -> str:
    """Return what a document says, with plain signs and every fill-in line as an ellipsis."""
    return re.sub("_{5,}", "…", gewoon(read_word(fill(soort, *changes).content).as_text()))


def lines_said(soort: str, *changes: Mapping[str, object]) -> list[str]:
    return text_said(soort, *changes).splitlines()


def read_email(soort: str) -> str:
    return (SJABLONEN / f"{soort}.txt").read_text("utf-8")


def render_email(soort: str, *changes: Mapping[str, object]) -> str:
    """Return the text of the e-mail that a document is sent with."""
    template = make_language(escape=True).from_string(read_email(soort))
    values = {**waarden(*changes), MEEGESTUURD: "Bijlage 3", INVULLING: Invulling((), [], {})}
    return unescape(template.render(values)) + "\n"


def write_words(filled: Mapping[str, Ingevuld], folder: Path) -> dict[Path, Ingevuld]:
    """Write filled documents as Word files, each under its name."""
    words = {folder / f"{name}.docx": ingevuld for name, ingevuld in filled.items()}
    for word, ingevuld in words.items():
        word.write_bytes(ingevuld.content)
    return words


def make_pdfs(words: Mapping[Path, Ingevuld]) -> dict[Path, Ingevuld]:
    """Return the archive PDF of each Word file, with what was filled in."""
    made = {}
    folder = next(iter(words)).parent / "pdf"
    copies = {folder.parent / "kopie" / word.name: word for word in words}
    (folder.parent / "kopie").mkdir()
    for copy, word in copies.items():
        copy.write_bytes(slim(words[word].content))
    for omzetting in to_pdf(list(copies), folder, office=find_libreoffice()):
        assert omzetting.pdf is not None, omzetting.problem
        made[omzetting.pdf] = words[copies[omzetting.source]]
        about = Woordbestand.of(made[omzetting.pdf].content).gegevens
        archive(omzetting.pdf, *about)
    return made


def assert_proved(pdfs: Mapping[Path, Ingevuld], pages: Mapping[str, tuple[int, int]]) -> None:
    """See that each PDF says what its Word file says, has so many pages, and is archival."""
    found = {
        pdf.stem: judge(pdf)
        + proofread(word.content, pdf, values=word.values, pages=pages[pdf.stem])
        for pdf, word in pdfs.items()
    }
    assert found == dict.fromkeys(pages, ())
