"""Feeds mutated Word files to all that reads one: nothing may crash, hang, or speak riddles.

Each case has a number, and its number makes it: the same number gives the same
file. A case is loaded as a template, looked at for faults, filled, read for its
text, and now and then examined and marked. From number 1,000,000 on it is a
document that was filled in, and is compared with another, and a template is
derived from it. It may work or be refused with an error of ours in plain Dutch;
anything else is a find, and is printed with its number.

Use: python tests/hulp/fuzz_docx.py FIRST COUNT        run a range of cases
     python tests/hulp/fuzz_docx.py NUMBER --bewaar X  write one case to a file
"""

from __future__ import annotations

import io
import itertools
import random
import re
import resource
import signal
import sys
import time
import traceback
import warnings
import zipfile
from collections import Counter
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from docx import Document
from lxml import etree

from hulp.eigensjabloon import waarden
from hulp.kenmerken import KENMERKEN, VALUES
from hulp.values import DEVENTER, periode
from hulp.werkmappen import ROOT, copy_werkmap
from hulp.wordbouw import (
    FOOTNOTE_REFERENCE,
    VOETNOOT,
    VOETTEKST,
    WORD_FILES,
    docx,
    field,
    footnote,
    footnote_reference,
    formula,
    numbered,
    paragraph,
    part_of_formula,
    read_parts,
    run,
    section,
    table,
    text_box,
)
from overeenkomstgen.afleiding.afleiden import Afleidwens, leid_af, ontleed
from overeenkomstgen.errors import InputError, OvereenkomstgenError
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.keuring.keuring import examine
from overeenkomstgen.keuring.letterlijk import Waardenzoeker, make_zoeker
from overeenkomstgen.keuring.markering import mark
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.vergelijken.vergelijken import compare
from overeenkomstgen.vergelijken.versies import make_versies, read_woord
from overeenkomstgen.vergelijken.wijzigingen import write_verschil
from overeenkomstgen.werkmap.werkmap import Werkmap
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import W
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

SOORT = Documentsoort(  # one that has all fields
    *("brief", "brieven", "brief.docx", "brief-{gemeente}-{jaar}", (1, 9)),
    per=Per.JAAR,
    rol=Rol.FACTUUR,
    verplicht=("gemeente.naam",),
)
HOPELESS = 600  # seconds of a case; a guard against one that never ends, not a measurement
FILLED = 1_000_000
MEMORY = 1024**3
# What betrays that an error is not in words for a user.
RIDDLE = re.compile(
    r"Traceback|\b[A-Z]\w*(?:Error|Exception|Warning)\b|<class|object at 0x|NoneType|\bline [0-9]"
    r"|\b(?:the|invalid|expected|cannot|failed|must|unexpected|argument|missing|unknown)\b"
)
QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'|\{[^{}]*\}+|\{.*')  # what a stranger wrote


class HangsError(BaseException):
    """A case never ends; no ``except Exception`` catches it."""


@dataclass(frozen=True)
class Vondst:
    """A case that did what none may do."""

    number: int
    step: str
    what: str


# --- the files to start from ---


@cache
def seeds() -> tuple[bytes, ...]:
    """Return the templates of the project, and files that have all that Word has."""
    paths = sorted([*ROOT.glob("sjablonen/*.docx"), *ROOT.glob("voorbeelden/**/*.docx")])
    text = paragraph("{{ naam }} {% if ja %}x{% endif %}")
    rich = io.BytesIO()
    comment = '<w:comment w:id="1" w:author="a" w:date="2023-01-10T00:00:00Z">'
    document = Document()
    document.add_heading("{{ naam }}", 1)
    document.add_picture(io.BytesIO(_PICTURE))
    document.add_table(2, 3).cell(0, 0).text = "{{ aantal }}"
    document.core_properties.title = "{{ naam }}"
    document.sections[0].header.paragraphs[0].text = "{{ naam }}"
    document.save(rich)
    return (
        *(path.read_bytes() for path in paths),
        *WORD_FILES.values(),
        *(docx("".join(some)) for some in _batches(list(KENMERKEN.values()), 8)),
        docx(
            text,
            header1=text,
            footer1=text + table([["{{ naam }}", "{{ lang }}"]]),
            footnotes=footnote("{{ naam }}"),
            endnotes=f'<w:endnote w:id="1">{text}</w:endnote>',
            settings="<w:evenAndOddHeaders/>",
        ),
        docx(
            _ALLES,
            comments=f"{comment}{text}</w:comment>",
            header1=text,
            footer1=VOETTEKST,
            footnotes=VOETNOOT,
            endnotes=footnote(" Noot bij {{ naam }}", kind="endnote"),
        ),
        rich.getvalue(),
    )


def _batches(items: list[str], size: int) -> list[list[str]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


_LINE = '<w:ins w:id="2" w:author="a">%s</w:ins><w:del w:id="3" w:author="a"><w:r><w:delText>'
_ALLES = "".join(
    (
        paragraph("{{ naam }}", "Heading1"),
        paragraph(
            run("Dus ", "<w:strike/>")
            + formula("b = {{ naam }} ", part_of_formula("d", e="n"))
            + footnote_reference(kind="endnote")
        ),
        paragraph(
            _LINE % run("{{ naam }}")
            + "oud</w:delText></w:r></w:del>"
            + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:noBreakHyphen/></w:r>'
        ),
        paragraph(
            '<w:commentRangeStart w:id="1"/>'
            + run("{% if ja %}ja{% endif %}")
            + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
        ),
        paragraph(field(" MERGEFIELD Gemeente ", "«Gemeente»")),
        paragraph(field(' IF "{{ naam }}" = "x" "a" "b" ', "a")),
        paragraph(f'<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>'),
        paragraph(run("Met voetnoot") + FOOTNOTE_REFERENCE, "Lid", numbered(2, 1)),
        paragraph(run("verborgen", "<w:vanish/>") + run("{{ aantal }}")),
        paragraph(run("vak ") + text_box("{{ naam }}")),
        (
            "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>"
            f"{paragraph('{{ naam }}')}</w:sdtContent></w:sdt>"
        ),
        table([["{%tr for s in steden %}"], ["{{ s.naam }}"], ["{%tr endfor %}"]], header=True),
        section(
            "default header1\nfirst footer1",
            '<w:titlePg/><w:pgNumType w:fmt="upperLetter" w:start="3"/>',
        ),
    )
)
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@cache
def documents() -> tuple[bytes, ...]:
    """Return documents that were filled in."""
    found = []
    with TemporaryDirectory() as scratch:
        path = Path(scratch) / "sjabloon.docx"
        for content in seeds():
            path.write_bytes(content)
            found.append(Sjabloon.load(path).fill(values()).content)
    return tuple(found)


# --- mutations ---

TAGS = (
    *("{{ ", " }}", "{% ", " %}", "{# ", " #}", "{", "}", "{{ naam }}", "{{ x.y.z }}"),
    *("{{ naam|upper|bedrag }}", "{{ aantal * 10 ** 9 }}", "{{ 'x' * 10 ** 9 }}", "{% if ja %}"),
    *("{% else %}", "{% elif x %}", "{% endif %}", "{% for x in steden %}"),
    *("{% for x in range(100000) %}", "{% endfor %}", "{%p if ja %}", "{%p endif %}"),
    *("{%tr for x in steden %}", "{%tr endfor %}", "{%tc for x in steden %}", "{%tc endfor %}"),
    *("{%r if ja %}", "{{r rijk }}", "{{p alineas }}", "{{ lang }}", "{{ lijst }}", "{% vm %}"),
    *("{% hm %}", "{% colspan aantal %}", "{% cellbg kleur %}", "{% set x = [1, 2] %}"),
    *("{% set x %}", "{% endset %}", "{% macro m(a) %}", "{% endmacro %}", "{{ m(m) }}"),
    *("{% raw %}", "{% endraw %}", "{%- if ja -%}", "{_{", "%_}", "{{ naam.__class__ }}"),
    *("{{ ''|attr('x') }}", "{% include 'x' %}", "{% block a %}", "{% endblock %}"),
    *("{{ steden[0]['naam'][::-1] }}",),
    "„“‘’",  # noqa: RUF001 - as Word does
    *("\xa0\xad\u200b\u2028", "&amp;", "<w:p/>", "\U0001f600", "\ufffd"),
    *("{{ " + "9" * 5000 + " }}", "{{ dict(a=1, a=2) }}"),
    *("{% set n = namespace(a=n, b=[n, steden]) %}",),
    *("{{ [n, steden.items, steden[0].items()]|string }}", "{% call m(1) %}", "{% endcall %}"),
    *("{% filter upper %}", "{% endfilter %}", "{{ self.a() }}", "{{ loop.index }}"),
    *("{{ loop(steden) }}",),
)
NODES = ("p", "r", "t", "tbl", "tr", "tc", "tcPr", "tblGrid", "gridSpan", "sectPr", "instrText")
NUMBERS = ("-1", "0", "1", "99999999999999999999", "1e400", "NaN", "", "x", "0x10", "٣", "9" * 5000)
ENTITIES = (
    *(b"<!DOCTYPE x [<!ENTITY e 'x'>]>", b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"),
    *(b"<?xml version='1.0' encoding='UTF-16'?>", b"<?xml version='1.1'?>", b"\xef\xbb\xbf"),
    *(b"\xff\xfe", b"<!--", b"<![CDATA[", b"&e;", b"&#0;", b"&#xFFFFFFFF;", b"<?a b?>"),
)
NAMES = (
    *("../x.xml", "/x.xml", "x\0y.xml", "C:x.xml", "a\\b.xml", "word/document.xml"),
    *("WORD/DOCUMENT.XML", "word/document.xml.rels", "word/_rels/document.xml.rels"),
    *("[Content_Types].xml", "é/ü.xml", "x" * 300, ""),
)


def mutate(number: int) -> bytes:
    """Return the file of a case."""
    chance = random.Random(number)  # noqa: S311 - a case can be made again from its number
    content = chance.choice(seeds() if number < FILLED else documents())
    kinds = (_bytes, _entries, _xml, _xml, _tags, _tags)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        kind = chance.choice(kinds)
        try:
            content = kind(chance, content)
        except Exception:  # noqa: BLE001 - an earlier mutation left no zip, or no names for XML
            content = _bytes(chance, content)
    return content


def _bytes(chance: random.Random, content: bytes) -> bytes:
    """Change, cut, repeat or add bytes of the zip itself."""
    data = bytearray(content or b"\0")
    for _ in range(chance.choice((1, 2, 5, 50))):
        place = chance.randrange(len(data))
        if chance.random() < 0.4:  # the directory, where the names and sizes are
            place = max(len(data) - chance.randrange(1, 600), 0)
        match chance.randrange(5):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                data[place] ^= 1 << chance.randrange(8)
            case 2:
                sizes = (b"\0" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff")
                data[place : place + 4] = chance.choice(sizes)
            case 3:
                piece = data[place : place + chance.randrange(1, 200)]
                where = chance.randrange(len(data))
                data[where:where] = piece
            case _ if chance.random() < 0.3:
                del data[place:]
            case _:
                del data[place : place + chance.randrange(1, 100)]
        data = data or bytearray(b"\0")
    return bytes(data)


def _zipped(entries: list[tuple[str, bytes]], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", kind, compresslevel=1) as package:
        for name, data in entries:
            package.writestr(zipfile.ZipInfo(name), data, kind)
    return made.getvalue()


def _entries(chance: random.Random, content: bytes) -> bytes:
    """Rename, drop, repeat, swap, empty or add parts."""
    entries = list(read_parts(content).items())
    place = chance.randrange(len(entries))
    name, data = entries[place]
    other = chance.choice(entries)
    kind = zipfile.ZIP_DEFLATED
    match chance.randrange(8):
        case 0:
            entries[place] = (chance.choice(NAMES), data)
        case 1:
            del entries[place]
        case 2:
            entries.append((name.swapcase(), data))
        case 3:
            entries[place] = (name, other[1])
        case 4:
            entries[place] = (name, chance.choice((b"", b"<a/>", b"\0", data[: len(data) // 2])))
        case 5:
            entries.append((chance.choice(NAMES), chance.choice((b"", b"<a/>", data))))
        case 6:
            kind = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
        case _:
            entries.append((f"{name}/", b""))
    return _zipped([(name or "x", data) for name, data in entries], kind)


def _parts(chance: random.Random, content: bytes) -> tuple[dict[str, bytes], str]:
    parts = read_parts(content)
    names = [name for name in parts if name.endswith((".xml", ".rels"))] or list(parts)
    texts = [name for name in names if "document" in name or "header" in name or "foot" in name]
    return parts, chance.choice(texts if texts and chance.random() < 0.6 else names)


def _xml(chance: random.Random, content: bytes) -> bytes:
    """Change the XML of a part: its elements, its attributes, or what it is made of."""
    parts, name = _parts(chance, content)
    data = parts[name]
    if chance.random() < 0.15:
        place = chance.randrange(len(data) + 1) if chance.random() < 0.7 else 0
        parts[name] = data[:place] + chance.choice(ENTITIES) + data[place:]
        return _zipped(list(parts.items()))
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return _bytes(chance, content)
    for _ in range(chance.choice((1, 1, 3, 10))):
        _change_tree(chance, root)
    parts[name] = etree.tostring(root)
    return _zipped(list(parts.items()))


def _change_tree(chance: random.Random, root: etree._Element) -> None:
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    node, other = chance.choice(nodes), chance.choice(nodes)
    parent = node.getparent()
    if parent is None or chance.random() < 0.6:
        _change_node(chance, node, other)
    elif chance.random() < 0.3:
        parent.remove(node)
    elif chance.random() < 0.5 and node is not other and node not in other.iterancestors():
        other.insert(chance.randrange(len(other) + 1), node)
    else:
        parent.insert(chance.randrange(len(parent) + 1), deepcopy(node))


def _change_node(chance: random.Random, node: etree._Element, other: etree._Element) -> None:
    match chance.randrange(6):
        case 0:
            node.tag = other.tag
        case 1:
            for key in list(node.attrib)[: chance.randrange(1, 4)]:
                del node.attrib[key]
        case 2 if node.attrib:
            key = chance.choice(list(node.attrib))
            values = (*NUMBERS, "http://example.org/x", "file:///x", *TAGS[:12])
            node.set(key, chance.choice(values))
        case 3:
            for _ in range(chance.choice((2, 40, 300))):  # deeper and deeper
                node = etree.SubElement(node, node.tag, dict(node.attrib))
        case 4:
            node.text = chance.choice(TAGS)
        case _:
            node.tag = W + chance.choice(NODES)


def _tags(chance: random.Random, content: bytes) -> bytes:
    """Change the tags: put fragments of them into the text, or take characters away."""
    parts, name = _parts(chance, content)
    try:
        root = etree.fromstring(parts[name])
    except etree.XMLSyntaxError:
        return _bytes(chance, content)
    texts = list(root.iter(f"{W}t")) or [node for node in root.iter() if isinstance(node.tag, str)]
    for _ in range(chance.choice((1, 2, 4, 20))):
        node = chance.choice(texts)
        text = node.text or ""
        place = chance.randrange(len(text) + 1)
        if chance.random() < 0.3 and text:
            node.text = text[:place] + text[place + chance.randrange(1, 4) :]
        elif chance.random() < 0.05:
            many = chance.choice(TAGS) * chance.choice((50, 1000))
            node.text = text[:place] + many + text[place:]
        else:
            node.text = text[:place] + chance.choice(TAGS) + text[place:]
    parts[name] = etree.tostring(root)
    return _zipped(list(parts.items()))


# --- what is done with a case ---


@cache
def values() -> dict[str, Any]:
    """Return a value for each field of each documentsoort."""
    return {**VALUES, "x": "y", **waarden()}


@cache
def zoeker() -> Waardenzoeker:
    """Return what looks for the values of a municipality."""
    return make_zoeker([DEVENTER], periode())


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(_number: int, _frame: FrameType | None) -> None:
        raise HangsError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)  # its own time, however busy the machine is
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def try_case(number: int, folder: Path, tally: Counter[str] | None = None) -> list[Vondst]:
    """Do all that can be done with a Word file, and return what went wrong."""
    content = mutate(number)
    path = folder / "sjabloon.docx"
    path.write_bytes(content)
    steps: dict[str, Callable[[], object]] = {
        "vullen": lambda: _fill(path),
        "lezen": lambda: read_word(content),
    }
    if number >= FILLED:
        steps = {
            "vergelijken": lambda: _compare(number, content),
            "afleiden": lambda: _derive(folder, path),
        }
    elif number % 3 == 0:  # it reads the template all over again
        steps["keuren"] = lambda: _judge(path)
    found: list[Vondst] = []
    for name, step in steps.items():
        end, what = _outcome(step)
        if what:
            found.append(Vondst(number, name, what))
        if tally is not None:
            tally[f"{name} {end}"] += 1
    return found


def _fill(path: Path) -> None:
    sjabloon = Sjabloon.load(path)
    for fault in sjabloon.faults(values()):
        _check(str(fault))
    made = sjabloon.fill(values()).content
    try:
        Woordbestand.read(made)
    except InputError as error:
        raise AssertionError("what was filled cannot be read") from error
    read_word(made)


def _judge(path: Path) -> None:
    keuring = examine(path, [SOORT], zoeker())
    for vondst in keuring.vondsten:
        _check(str(vondst.fault))
    if keuring.bestand is not None:
        Woordbestand.read(mark(keuring.bestand, keuring.vondsten))


def _compare(number: int, content: bytes) -> None:
    other = documents()[number % len(documents())]
    verschil = compare(*make_versies(read_woord(other, "oud"), read_woord(content, "nieuw")))
    moment = datetime(2023, 1, 10, tzinfo=UTC)
    Woordbestand.read(write_verschil(verschil, "Verschil", ("Uitleg",), moment))


def _derive(folder: Path, path: Path) -> None:
    place = folder / "werkmap"
    werkmap = Werkmap(place if place.exists() else copy_werkmap(place))
    wens = Afleidwens(path, "Deventer", folder / "afgeleid.docx", overschrijf=True)
    afleiding = leid_af(ontleed(werkmap, wens))
    for proef in afleiding.proeven:
        for verschil in proef.verschillen:
            _check(verschil)


def _outcome(step: Callable[[], object]) -> tuple[str, str]:
    """Return how a step ended, and what is wrong about that."""
    try:
        with _alarm(HOPELESS):
            step()
    except OvereenkomstgenError as refusal:
        try:
            _check(str(refusal))
        except AssertionError as riddle:
            return "vondst", str(riddle)
        return "geweigerd", ""
    except (Exception, HangsError) as error:  # noqa: BLE001 - that is what is looked for
        return "vondst", f"{type(error).__name__}: {error} {_where(error)}"
    return "goed", ""


def _check(message: str) -> None:
    """Refuse a message that is no plain Dutch."""
    riddle = RIDDLE.search(QUOTED.sub("", message))
    assert riddle is None, f"in: {message[:300]}"
    assert message.strip()
    assert len(message) < 40_000


def _where(error: BaseException) -> str:
    places = traceback.extract_tb(error.__traceback__)[-4:][::-1]
    return " < ".join(f"{Path(place.filename).name}:{place.lineno}" for place in places)


def main(first: int, count: int) -> int:
    """Run a range of cases, and print what is found and how it went."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("ignore")  # of zipfile, when a mutation puts a name in twice
    tally: Counter[str] = Counter()
    finds = 0
    slowest = (0.0, 0)
    start = time.monotonic()
    with TemporaryDirectory() as scratch:
        for number in itertools.islice(itertools.count(first), count):
            began = time.process_time()
            for vondst in try_case(number, Path(scratch), tally):
                finds += 1
                sys.stdout.write(f"{vondst}\n")
            slowest = max(slowest, (time.process_time() - began, number))
            if (number - first) % 1000 == 999:
                taken = time.monotonic() - start
                sys.stdout.write(f"{number - first + 1} in {taken:.0f} s, slowest {slowest}\n")
                sys.stdout.flush()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for name, times in sorted(tally.items()):
        sys.stdout.write(f"{name}: {times}\n")
    taken = time.monotonic() - start
    sys.stdout.write(
        f"{count} cases from {first} in {taken:.0f} s; {finds} finds; slowest case "
        f"{slowest[1]} took {slowest[0]:.1f} s; {memory} MB at most\n"
    )
    return 1 if finds else 0


if __name__ == "__main__":
    if "--bewaar" in sys.argv:
        Path(sys.argv[3]).write_bytes(mutate(int(sys.argv[1])))
    else:
        sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
