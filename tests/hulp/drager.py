"""What docxtpl's own values are bound to, while this program fills a template.

Pictures, links and sub-documents bring parts and relationships of their own, which docxtpl adds
to the document that it has open. No value of this program does; with this in the place of docxtpl
its templates can be held against this program's filling.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest
from docxtpl import DocxTemplate

from overeenkomstgen.sjabloon.opdrachten.deel import Deel, compile_parts
from overeenkomstgen.sjabloon.opdrachten.invulling import Invulling
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import DECLARATION


class Drager(DocxTemplate):  # type: ignore[misc] # docxtpl ships no types
    """A template that is open, for one document; in the place of docxtpl's template.

    ``InlineImage(drager, "logo.png")``, ``drager.build_url_id("https://…")``,
    ``drager.new_subdoc("bijlage.docx")``, ``drager.replace_pic("logo.png", "ander.png")``.
    """

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(io.BytesIO(content))
        self.render_init()
        self._name = name

    def fill(self, values: Mapping[str, object]) -> bytes:
        """Return the document with values that are bound to this; messages call it by its name."""
        sjabloon = Sjabloon.load(self._written(), self._name)  # a sub-document has brought styles
        fill = Deel.fill

        def bound(deel: Deel, *given: Any) -> str:  # noqa: ANN401 - as it is called
            parts = {part.partname: part for part in self.docx.part.package.iter_parts()}
            self.current_rendering_part = parts.get(f"/{deel.onderdeel.name}")
            return fill(deel, *given)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Deel, "fill", bound)
            filled = Woordbestand.read(sjabloon.fill(values).content)
        grown = Woordbestand.read(self._written(), self._name)  # by pictures, and references
        loose = [each for each in grown.onderdelen if each.kind == "koppeling"]
        links = compile_parts(self._name, loose, DocxTemplate("").patch_xml)
        others = (each.name for each in grown.onderdelen if each.kind != "koppeling")
        return grown.write(
            {name: filled.parts[name] for name in others}
            | {
                deel.onderdeel.name: DECLARATION + deel.fill(values, Invulling()).encode()
                for deel in links
            }
        )

    def _written(self) -> bytes:
        """Return the Word file with what was added to it, and replaced in it, so far."""
        made = io.BytesIO()
        self.pre_processing()
        self.docx.save(made)
        self.post_processing(made)
        return made.getvalue()
