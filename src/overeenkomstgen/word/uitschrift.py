"""What LibreOffice would show otherwise than Word does, written out as plain text in its copy.

The file that is handed out is never touched; of one in which there is nothing to write out,
nothing is parsed.
"""

from __future__ import annotations

from overeenkomstgen.word.elementen import is_xml, parse, serialize
from overeenkomstgen.word.woordvelden import freeze, may_freeze


def write_out(parts: dict[str, bytes], body: str) -> None:  # noqa: ARG001 - for notes, which go behind it
    """Write out, in the parts of a sound Word file, what LibreOffice would show otherwise.

    Args:
        parts: The content of each part by its name; those that change are replaced.
        body: The name of the main part.
    """
    for name, content in parts.items():
        if is_xml(content) and may_freeze(content):
            root = parse(content)
            freeze(root)
            parts[name] = serialize(root)
