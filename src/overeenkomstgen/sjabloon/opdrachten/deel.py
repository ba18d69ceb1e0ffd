"""One part of a template, such as the body or a header, compiled and ready to be filled."""

import re
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from jinja2 import Environment, Template, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.sjabloon.leeg import WHOLE_TAG
from overeenkomstgen.sjabloon.opdrachten import fouten
from overeenkomstgen.sjabloon.opdrachten.gebruik import Gebruik, find_fields, put_in_guards
from overeenkomstgen.sjabloon.opdrachten.grens import check_length, check_patchable
from overeenkomstgen.sjabloon.opdrachten.herstel import TAG, mend, mend_source
from overeenkomstgen.sjabloon.opdrachten.invulling import (
    ERRORS,
    INVULLING,
    Invulling,
    Site,
    TagError,
    kind_of,
)
from overeenkomstgen.sjabloon.opdrachten.taal import make_language
from overeenkomstgen.sjabloon.opdrachten.vindplaats import (
    Bevinding,
    Jinjabron,
    Vindplaats,
    mark_places,
)
from overeenkomstgen.word.bestand import Onderdeel

_HAS_TAGS = re.compile(r"\{[{%#_]")
_INSIDE_TAG = re.compile(r"(?<=\{[{%]).*?(?=[}%]\})")
_ANY_TAG = re.compile(r"(?<=\{[{%])[^{}]*(?=\})")
_LEAD = re.compile(r"^(\{[{%])(?:(?:p|tr|tc|r) |\s*(?:colspan|cellbg|hm|vm)\b)")
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
_MOST_FAULTS = 100  # of a part that are told; nobody mends more at once
_UNREADABLE = Bevinding(
    "een van de opdrachten is niet te lezen", "kijk of een naam twee keer tussen haakjes staat"
)
_NO_FIT = Bevinding(
    "de opdrachten in deze alinea passen niet bij elkaar",
    "controleer de opdrachten in en rond deze alinea",
)
_TOO_DEEP = Bevinding(
    "de opdrachten zijn te diep in elkaar geschoven", "gebruik minder if en for binnen elkaar"
)


@dataclass(frozen=True, slots=True)
class Deel:
    """A part of a template.

    Attributes:
        empties: Whether a tag in it can take a paragraph, a row or a cell away, or the end of one.
    """

    onderdeel: Onderdeel  # the part of the Word file
    fields: frozenset[str]  # the fields that are used, and with faults whatever looks like one
    faults: tuple[Fault, ...]  # what is wrong with the tags, whatever fields exist
    _bron: Jinjabron
    _uses: tuple[Gebruik, ...]
    _sites: tuple[Site, ...] = ()
    _template: Template | None = None
    empties: bool = False

    @property
    def changes(self) -> bool:
        """Whether filling changes it; docxtpl mends the tables of a body."""
        return self.onderdeel.kind == "alinea" or bool(_HAS_TAGS.search(self._bron.source))

    def find_faults(self, velden: Collection[str]) -> Iterator[Fault]:
        """Find what is wrong, with the fields that do not exist."""
        unknown = (
            self._bron.fault(found, use.line)
            for use in self._uses
            if not use.own and (found := fouten.unknown_field(use.veld, velden))
        )
        return chain(self.faults, islice(unknown, _MOST_FAULTS))

    def fill(self, values: Mapping[str, object], invulling: Invulling) -> str:
        """Return the XML with the values in it; ``invulling`` gets what is printed.

        InputError if the template has faults, or cannot be carried out with these values.
        """
        if self._template is None:
            raise InputError(self.faults)
        known = {**values, INVULLING: replace(invulling, sites=self._sites)}
        try:
            return self._template.render(known)
        except Exception as error:  # a tag can bring about any error there is
            raise InputError([self._runtime_fault(error)]) from error

    def fault(self, found: Bevinding) -> Fault:
        """Return the fault for a finding somewhere in this part."""
        return self._bron.fault(found, None)

    def _runtime_fault(self, error: Exception) -> Fault:
        """Return the fault for an error while the part is filled."""
        line = error.line if isinstance(error, TagError) else None
        if not line:
            steps = reversed([*traceback.walk_tb(error.__traceback__)])
            here = self.onderdeel.name
            line = next((at for frame, at in steps if frame.f_code.co_filename == here), None)
        if isinstance(error, UndefinedError) and not isinstance(error, SecurityError):
            return self._bron.fault(self._missing(error, line), line)
        told = (error.what, error.advice) if isinstance(error, TagError) else kind_of(error, ERRORS)
        return self._bron.fault(Bevinding(*told), line)

    def _missing(self, error: UndefinedError, line: int | None) -> Bevinding:
        """Return the finding for a field that does not exist, by its whole name."""
        name, _, near = str(error).partition("\n")
        there = (use.veld for use in self._uses if use.line == line)
        whole = next((veld for veld in there if f".{veld}".endswith(f".{name}")), name)
        owner = whole.removesuffix(name)
        advice = f"bedoeld is misschien {owner}{near}" if near else "gebruik een veld dat bestaat"
        return Bevinding(f"het veld {whole} bestaat niet", advice, whole)


def compile_parts(
    sjabloon: str, onderdelen: Sequence[Onderdeel], patch: Callable[[str], str] | None = None
) -> tuple[Deel, ...]:
    """Read the tags of all parts of a template, which messages call ``sjabloon``.

    XML is patched before Jinja reads it; plain text needs no patch. InputError if they are too
    much work together, whatever is in each.
    """
    check_length(sjabloon, [part.xml for part in onderdelen])
    language = make_language(escape=patch is not None)
    return tuple(_compile(sjabloon, part, patch or str, language) for part in onderdelen)


def _compile(
    sjabloon: str, onderdeel: Onderdeel, patch: Callable[[str], str], language: Environment
) -> Deel:
    marked, places = mark_places(onderdeel.xml, onderdeel.kind)
    texts = " ".join(place.text for place in places if place.is_paragraph and place.text)
    bron = Jinjabron(sjabloon, onderdeel.name, texts, places)
    broken = list(islice(fouten.check_braces(places), _MOST_FAULTS))
    faults = [bron.fault_at(found, place) for place, found in broken]
    if broken:
        source = "\n".join(map(_tags_of, range(len(places)), places))
    else:  # docxtpl goes over it again and again
        if too_long := check_patchable(onderdeel.xml, texts):
            return _faulty(onderdeel, bron, [bron.fault(too_long, None)])
        source = patch(mend_source(marked))
    bron = replace(bron, source=_INSIDE_TAG.sub(_heal, source))
    if not any("%" in found.focus for _, found in broken):
        faults += _faults(bron, fouten.check_blocks(bron.source))
    if faults:
        return _faulty(onderdeel, bron, *_each_apart(bron, faults, language))
    try:
        tree = language.parse(bron.source)
        uses = find_fields(tree, language.globals)
        if faults := _faults(bron, fouten.check_tree(tree, language)):
            return _faulty(onderdeel, bron, faults, uses)
        sites = put_in_guards(tree, onderdeel.kind)
        code = language.compile(tree, onderdeel.name, onderdeel.name)
        template = Template.from_code(language, code, language.make_globals(None))
        fields = frozenset(use.veld for use in uses if not use.own)
        blocks = (node for node in tree.body if not isinstance(node, nodes.Output))
        held = (each.data for node in blocks for each in node.find_all(nodes.TemplateData))
        empties = any("</w:p>" in each for each in held)
        empties |= any(WHOLE_TAG.search(place.text) for place in places)
        return Deel(onderdeel, fields, (), bron, uses, sites, template, empties)
    except (TemplateSyntaxError, ValueError) as error:
        faults, uses = _each_apart(bron, [], language)
        no_fit = bron.fault(_NO_FIT, getattr(error, "lineno", 1))
        return _faulty(onderdeel, bron, faults or [no_fit], uses)
    except SyntaxError as error:  # of the Python that Jinja makes of it
        faults = [bron.fault(_TOO_DEEP if "nested" in error.msg else _UNREADABLE, None)]
    except (RecursionError, MemoryError):
        faults = [bron.fault(_TOO_DEEP, None)]
    return _faulty(onderdeel, bron, faults)


def _tags_of(number: int, place: Vindplaats) -> str:
    """Return a line with the whole tags of a paragraph, as they are once docxtpl has seen them."""
    text = " ".join(place.text.split()) if place.is_paragraph else ""
    tags = (_LEAD.sub(r"\1 ", tag[0]) for tag in TAG.finditer(text))
    return f"\x01{number}\x02{''.join(tags)}"


def _each_apart(
    bron: Jinjabron, faults: list[Fault], language: Environment
) -> tuple[list[Fault], tuple[Gebruik, ...]]:
    """Return the faults of a part with those of each tag by itself, and the fields in those."""
    source, unread = fouten.set_apart(bron.source, language)
    found = [*faults, *_faults(bron, unread)]
    try:
        tree = language.parse(source)
    except (TemplateSyntaxError, ValueError, RecursionError):
        return found, ()
    given = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
    given |= {macro.name for macro in tree.find_all(nodes.Macro)} | {"loop", "caller"}
    uses = find_fields(tree, {*language.globals, *given})
    return [*found, *_faults(bron, fouten.check_tree(tree, language))], uses


def _faults(bron: Jinjabron, found: Iterable[tuple[int, Bevinding]]) -> list[Fault]:
    return [bron.fault(each, line) for line, each in islice(found, _MOST_FAULTS)]


def _faulty(
    onderdeel: Onderdeel, bron: Jinjabron, faults: list[Fault], uses: tuple[Gebruik, ...] = ()
) -> Deel:
    fields = frozenset(_NAME.findall(" ".join(_ANY_TAG.findall(bron.source))))
    return Deel(onderdeel, fields, tuple(dict.fromkeys(faults)), bron, uses)


def _heal(found: re.Match[str]) -> str:
    tag = found[0].replace("&quot;", '"').replace("&amp;", "&")  # docxtpl leaves these in a string
    return mend(tag, statement=found.string[found.start() - 1] == "%")
