"""What is wrong with the tags of a template, seen before it is filled.

Three looks: at the braces in each paragraph, at the order of the tags, and at what Jinja makes
of them; where there are faults already, of each tag by itself.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, zip_longest
from typing import Final, NamedTuple

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

from overeenkomstgen.kern.waarden import nearest
from overeenkomstgen.sjabloon.opdrachten.vindplaats import Bevinding, Vindplaats
from overeenkomstgen.velden.velden import ARTIKEL
from overeenkomstgen.word.pakket import cut

# The tags that are closed by a tag of their own; ``set`` only when it has no ``=``.
_BLOCKS = ("if", "for", "set", "with", "macro", "call", "filter", "block", "autoescape")
WORDS: Final = (*_BLOCKS, "else", "elif", *(f"end{block}" for block in _BLOCKS))
"""What a tag that does something can begin with."""

_BRACES = re.compile(
    r"\{\{(?:(?!\{[{%#]).)*?\}\}|\{%(?:(?!\{[{%#]).)*?%\}|\{#(?:(?!#\}|\{#).)*#\}"
    r"|(?P<open>\{[{%#](?:(?!\{[{%#]).)*)"
    r"|(?P<spaced>\{[ \xa0]+\{.*?(?:\}[ \xa0]*\}|$)|\{[ \xa0]+%.*?(?:%[ \xa0]*\}|$))"
    r"|(?P<single>\{[ \xa0]*[A-Za-z_]\w*(?:\.\w+)*(?:[ \xa0]*\|[ \xa0]*\w+)*[ \xa0]*\}(?!_))"
    r"|(?P<close>[}%#]\})"
)
_CLOSE = {"{{": "}}", "{%": "%}", "{#": "#}"}
_SHOWN = 40
_WORDS = re.compile(r"[{}%#\s\xa0]+")
_STATEMENT = re.compile(
    r"\{%-?\s*raw\s*-?%\}(?:(?!\{%-?\s*raw\s).)*?\{%-?\s*endraw\s*-?%\}|\{#(?:(?!\{#).)*?#\}"
    r"|(?P<tag>\{%[-+]?\s*(?P<word>\w*)(?P<rest>.*?)[-+]?%\}|\{\{.*?\}\})",
    re.DOTALL,
)
_KNOWN = frozenset((*WORDS, "include", "import", "from", "extends"))
_MOST_TAGS = 1000
_SURROUNDINGS = {"p": "een alinea", "tr": "een tabel", "tc": "een tabel", "r": "een alinea"}
_REFUSED: dict[type[nodes.Node], str] = {
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "import",
    nodes.Extends: "extends",
    nodes.ScopedEvalContextModifier: "autoescape",
}


class _Tag(NamedTuple):
    text: str
    word: str
    rest: str
    line: int

    @property
    def opens(self) -> bool:
        return self.word in _BLOCKS and not (self.word == "set" and "=" in self.rest)


def check_braces(places: Sequence[Vindplaats]) -> Iterator[tuple[Vindplaats, Bevinding]]:
    """Find tags that are not closed in their paragraph, or have braces too few.

    Word's own splitting of a tag over runs is no fault: docxtpl heals it.
    """
    paragraphs = [place for place in places if place.is_paragraph]
    unclosed = False
    for place, following in zip_longest(paragraphs, paragraphs[1:]):
        for found in _BRACES.finditer(place.text):
            shown = found[0].strip()
            if found["open"]:
                brace = re.match(r"[^}]*\}+", shown)
                shown = cut(brace[0] if brace else shown, _SHOWN)
                first = None if following is None else re.search(r"\{[{%#]|[}%#]\}", following.text)
                unclosed = first is not None and first[0].endswith("}")
                what = f"de opdracht {shown} heeft geen einde"
                advice = f"zet {_CLOSE[shown[:2]]} achter de opdracht"
                if unclosed:
                    what = f"de opdracht {shown} loopt door in de volgende alinea"
                    advice = "zet de hele opdracht in één alinea"
                yield place, Bevinding(what, advice, shown)
                continue
            if found["close"] and not unclosed:
                advice = f"zet het begin van de opdracht ervoor, of haal {shown} weg"
                yield place, Bevinding(f"{shown} staat hier zonder begin", advice, shown)
            elif found["spaced"] or found["single"]:
                words = " ".join(_WORDS.sub(" ", shown).split())
                meant = f"{{% {words} %}}" if "%" in shown else f"{{{{ {words} }}}}"
                what = f"de accolades van {shown} zijn niet goed"
                yield place, Bevinding(what, f"schrijf {meant}", shown)
            unclosed = False


def check_blocks(source: str) -> Iterator[tuple[int, Bevinding]]:
    """Find tags that do not exist, that close nothing, or that are not closed, with the line."""
    stack: list[_Tag] = []
    for tag in _tags(source):
        if not tag.text.startswith("{%"):
            continue
        if tag.opens:
            stack.append(tag)
        elif tag.word in {"else", "elif"}:
            fitting = {"if", "for"} if tag.word == "else" else {"if"}
            if not stack or stack[-1].word not in fitting:
                yield _stray(tag, "if")
        elif tag.word.startswith("end") and tag.word[3:] in _BLOCKS:
            opener = tag.word[3:]
            if opener not in [open_tag.word for open_tag in stack]:
                yield _stray(tag, opener)
                continue
            while (last := stack.pop()).word != opener:
                yield _unclosed(last)
        elif tag.word not in _KNOWN:
            yield _unknown_tag(tag)
    yield from map(_unclosed, stack)


def _tags(source: str) -> Iterator[_Tag]:
    line, done = 1, 0
    for found in _STATEMENT.finditer(source):
        line += source.count("\n", done, found.start())
        done = found.start()
        if found["tag"]:
            text = " ".join(found["tag"].split())
            yield _Tag(text, found["word"] or "", found["rest"] or "", line)


def _stray(tag: _Tag, opener: str) -> tuple[int, Bevinding]:
    what = f"{tag.text} staat hier zonder {{% {opener} … %}} ervoor"
    advice = f"zet {{% {opener} … %}} op zijn plaats, of haal deze opdracht weg"
    return tag.line, Bevinding(what, advice, tag.word)


def _unclosed(tag: _Tag) -> tuple[int, Bevinding]:
    advice = f"zet {{% end{tag.word} %}} achter het gedeelte dat erbij hoort"
    return tag.line, Bevinding(f"{tag.text} wordt niet gesloten", advice, tag.text)


def _unknown_tag(tag: _Tag) -> tuple[int, Bevinding]:
    if tag.word in _SURROUNDINGS:
        what = f"de opdracht {{%{tag.word}{tag.rest}%}} staat niet in {_SURROUNDINGS[tag.word]}"
        advice = f"laat de {tag.word} weg, of verplaats de opdracht"
        return tag.line, Bevinding(what, advice, tag.rest)
    near = nearest(tag.word, WORDS)
    advice = f"bedoeld is misschien {{% {near} %}}" if near else "gebruik if, for of set"
    return tag.line, Bevinding(f"de opdracht {tag.text} bestaat niet", advice, tag.word)


def set_apart(source: str, language: Environment) -> tuple[str, list[tuple[int, Bevinding]]]:
    """Return a source of only the tags that Jinja can read, closed one by one, and the others.

    Each stands on its line.
    """
    lines, unread = [""] * (source.count("\n") + 1), []
    advice = "controleer de haakjes, aanhalingstekens en leestekens tussen de accolades"
    for tag in islice(_tags(source), _MOST_TAGS):
        if (closed := _alone(tag, language)) is None:
            what = f"de opdracht {tag.text} is niet te lezen"
            unread.append((tag.line, Bevinding(what, advice, tag.text)))
        lines[tag.line - 1] += closed or ""
    return "\n".join(lines), unread


def _alone(tag: _Tag, language: Environment) -> str | None:
    """Return a tag as it can stand by itself; None when Jinja cannot read it."""
    if tag.word.startswith("end"):
        return None if tag.rest.strip() else ""
    if tag.text.startswith("{%") and tag.word not in _KNOWN:
        return ""
    before, after = "", f"{{% end{tag.word} %}}" if tag.opens else ""
    if tag.word in {"else", "elif"}:
        before, after = "{% if 1 %}", "{% endif %}"
    try:
        language.parse(closed := before + tag.text + after)
    except (TemplateSyntaxError, RecursionError, ValueError):  # of a number that is too long
        return None
    return closed


def check_tree(tree: nodes.Template, language: Environment) -> Iterator[tuple[int, Bevinding]]:
    """Find filters and tests that do not exist, and tags that a template may not use."""
    kinds: tuple[type[nodes.Node], ...] = (*_REFUSED, nodes.Filter, nodes.Test)
    there = [*tree.find_all(kinds)]
    for node in there:
        if (name := _REFUSED.get(type(node))) is None:
            continue
        advice = "haal de opdracht weg, of zet in het sjabloon wat zij invoegt"
        yield node.lineno, Bevinding(f"de opdracht {name} kan niet in een sjabloon", advice, name)
    for used in there:
        if not isinstance(used, nodes.Filter | nodes.Test):
            continue
        is_filter = isinstance(used, nodes.Filter)
        noun = "het filter" if is_filter else "de toets"
        if used.name not in (known := language.filters if is_filter else language.tests):
            near = nearest(used.name, [name for name in known if name.isidentifier()])
            advice = f"bedoeld is misschien {near}" if near else "haal het weg uit de opdracht"
            yield used.lineno, Bevinding(f"{noun} {used.name} bestaat niet", advice, used.name)


def unknown_field(veld: str, velden: Collection[str]) -> Bevinding | None:
    """Return what is wrong with a field, or None when it exists.

    What follows a known field is a matter of its value: ``convenant.einde.year``.
    """
    steps = veld.split(".")
    if any(".".join(steps[:length]) in velden for length in range(1, len(steps) + 1)):
        return None
    if members := sorted(known for known in velden if known.startswith(f"{veld}.")):
        advice = f"kies een veld uit de groep, zoals {members[0]}"
        return Bevinding(f"{veld} is een groep velden en zelf geen veld", advice, veld)
    alike = [known for known in velden if nearest(steps[-1], [known.rpartition(".")[2]])]
    near = nearest(veld, alike)
    advice = f"bedoeld is misschien {near}" if near else "gebruik een veld dat bestaat"
    if steps[0] == ARTIKEL:
        mark = "geef in de overeenkomst een bladwijzer aan een artikel waarvan het nummer vaststaat"
        there = ", ".join(sorted(known for known in velden if known.startswith(f"{ARTIKEL}.")))
        advice = f"kies uit {there}, of {mark}" if there else mark
    return Bevinding(f"het veld {veld} bestaat niet", advice, veld)
