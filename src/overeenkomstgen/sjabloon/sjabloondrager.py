"""What docxtpl's own values are bound to: pictures, links and sub-documents.

They bring parts and relationships of their own, which docxtpl adds to the
document that it has open. A *drager* is such a document.
"""

from __future__ import annotations

import io

from docxtpl import DocxTemplate


class Drager(DocxTemplate):  # type: ignore[misc] # docxtpl ships no types
    """A template that is open, for one document.

    It goes in the place of docxtpl's template: ``InlineImage(drager, "logo.png")``,
    ``drager.build_url_id("https://…")``, ``drager.new_subdoc("bijlage.docx")``,
    ``drager.replace_pic("logo.png", "ander.png")``.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content))
        self.render_init()

    def work_on(self, name: str) -> None:
        """Let what is added from now on belong to a part, named as in the package."""
        parts = self.docx.part.package.iter_parts()
        self.current_rendering_part = next(
            (part for part in parts if part.partname == f"/{name}"), None
        )

    def write(self) -> bytes:
        """Return the Word file with what was added to it, and replaced in it, so far."""
        made = io.BytesIO()
        self.pre_processing()
        self.docx.save(made)
        self.post_processing(made)
        return made.getvalue()
