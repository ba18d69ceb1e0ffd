"""Our template with the markers of another program: a field for each tag, nothing to decide.

No other program reads our tags, and most know no conditions of that kind. What stands
between two pieces of fixed text becomes one field, whose text for each document is worked
out beforehand: the others have less to do than we have.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

_CONDITION = re.compile(r"(\{% if [^%]*%\})((?:(?!\{% if).)*?)(\{% endif %\})", re.DOTALL)
_PARAGRAPHS = re.compile(
    r"<w:p\b(?:(?!<w:p\b).)*?\{%p if [^%]*%\}.*?\{%p endif %\}.*?</w:p>", re.DOTALL
)
_MARKUP = re.compile(r"((?:<[^>]*>)+)")
_TAGS = re.compile(r"(?:\{\{[^{}]*\}\}|\{% if [^%]*%\}[^<]*?\{% endif %\})+")
_RUN = re.compile(
    r"<w:r>(?P<look><w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>(?P<text>[^<]*)</w:t></w:r>"
)
_MERGE = (
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}{}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)


@dataclass(slots=True)
class Platsjabloon:
    """The parts of a Word file with every tag a field.

    Attributes:
        parts: What is in the Word file, with ``{{ name }}`` where a field stands.
        fields: What each field is in our own tags, by its name.
    """

    parts: dict[str, bytes]
    fields: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Platsjabloon:
        """Read a template of ours."""
        with zipfile.ZipFile(path) as word:
            plat = cls({name: word.read(name) for name in word.namelist()})
        for name, content in plat.parts.items():
            if b"{{" in content:
                plat.parts[name] = plat.flatten(content.decode()).encode()
        return plat

    def flatten(self, xml: str) -> str:
        """Return a part with a field for each row of tags.

        Paragraphs under a condition go: it holds for none of the 41, of whom nobody joined later.
        """
        always = _CONDITION.sub(_within_runs, _PARAGRAPHS.sub("", xml))
        return _TAGS.sub(lambda tags: self._field(tags[0]), always)

    def drop(self, names: Iterable[str]) -> None:
        """Leave out fields that have no text in any document."""
        for name in tuple(names):
            del self.fields[name]
            mark = f"{{{{ {name} }}}}".encode()
            self.parts = {part: content.replace(mark, b"") for part, content in self.parts.items()}

    def write(self, path: Path, mark: Callable[[str], str]) -> None:
        """Write a Word file in which each field has the mark of another program."""
        self._write(path, lambda xml: re.sub(r"\{\{ (\w+) \}\}", lambda m: mark(m[1]), xml))

    def write_merge_fields(self, path: Path) -> None:
        """Write a Word file with Word's own merge fields; its properties have no fields."""
        self._write(path, _merge_fields)

    def _field(self, tags: str) -> str:
        names = {source: name for name, source in self.fields.items()}
        name = names.get(tags) or f"veld{len(self.fields) + 1:02}"
        self.fields[name] = tags
        return f"{{{{ {name} }}}}"

    def _write(self, path: Path, change: Callable[[str], str]) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as word:
            for name, content in self.parts.items():
                marked = change(content.decode()).encode() if b"{{" in content else content
                word.writestr(name, marked)


def _within_runs(condition: re.Match[str]) -> str:
    """Close a condition before each piece of markup that it spans, and open it again after."""
    start, body, end = condition.groups()
    if "<" not in body:
        return condition[0]
    pieces = _MARKUP.split(body)
    texts = [f"{start}{text}{end}" if text else "" for text in pieces[::2]]
    return "".join(part for pair in zip(texts, [*pieces[1::2], ""], strict=True) for part in pair)


def _merge_fields(xml: str) -> str:
    if "<w:r>" not in xml:
        return re.sub(r"\{\{ \w+ \}\}", "", xml)
    return _RUN.sub(_merge_run, xml)


def _merge_run(run: re.Match[str]) -> str:
    """Split a run into its fixed texts and its fields, as Word writes them."""
    if "{{" not in run["text"]:
        return run[0]
    look = run["look"] or ""
    parts = []
    for number, piece in enumerate(re.split(r"\{\{ (\w+) \}\}", run["text"])):
        if number % 2:
            parts += [
                _run(look, '<w:fldChar w:fldCharType="begin"/>'),
                _run(look, f'<w:instrText xml:space="preserve"> MERGEFIELD {piece} </w:instrText>'),
                _run(look, '<w:fldChar w:fldCharType="separate"/>'),
                _run(look, _text(_MERGE.format(piece))),
                _run(look, '<w:fldChar w:fldCharType="end"/>'),
            ]
        elif piece:
            parts.append(_run(look, _text(piece)))
    return "".join(parts)


def _run(look: str, content: str) -> str:
    return f"<w:r>{look}{content}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'
