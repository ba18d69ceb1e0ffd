"""What is recognised without the validator: nothing in which the validator finds anything."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

import overeenkomstgen
from hulp.herkennen import findings, is_recognised
from hulp.lengte import count
from hulp.mutaties import mutilate
from hulp.uitvoeren import run_program
from hulp.werkmappen import copy_werkmap

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from hulp.uitvoeren import Made

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

MUTATIONS = count(3000, 150)
PACKAGE = Path(overeenkomstgen.__file__).parent


@pytest.fixture(scope="module")
def agreement(made: Made) -> bytes:
    return made.pdfs()[0].read_bytes()


@pytest.fixture(scope="module")
def usual(agreement: bytes) -> Counter[tuple[str, str]]:
    """Return what the validator finds in each of our PDFs: level A, and PDF/UA's schema."""
    return findings(agreement)


def test_each_agreement_is_recognised(made: Made) -> None:
    assert [pdf.name for pdf in made.pdfs() if not is_recognised(pdf.read_bytes())] == []


def test_the_validator_is_not_even_loaded(made: Made) -> None:
    script = (
        "import sys; from pathlib import Path;"
        " from overeenkomstgen.pdf.oordeel import judge;"
        " print(judge(Path(sys.argv[1])),"
        " sorted({'pikepdf.pdfa', 'fontTools', 'jsonschema'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", script, str(made.pdfs()[0])]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout == "() []\n"


def test_the_validator_finds_in_ours_what_we_judge_ourselves(
    usual: Counter[tuple[str, str]],
) -> None:
    assert sorted(message for _, message in usual) == [
        "XMP namespace pdfaExtension=http://www.aiim.org/pdfa/ns/extension/ is not permitted",
        "XMP namespace pdfaProperty=http://www.aiim.org/pdfa/ns/property# is not permitted",
        "XMP namespace pdfaSchema=http://www.aiim.org/pdfa/ns/schema# is not permitted",
        "XMP property pdfaExtension:schemas is not permitted",
        "XMP property pdfuaid:part is not permitted",
        "pdfaid:conformance is 'A', expected 'B'",
    ]


@pytest.mark.parametrize("first", range(0, MUTATIONS, 50))
def test_nothing_is_recognised_in_which_the_validator_finds_anything(
    agreement: bytes, usual: Counter[tuple[str, str]], first: int
) -> None:
    recognised = 0
    for seed in range(first, first + 50):
        try:
            mutilated = mutilate(agreement, seed)
        except (pikepdf.PdfError, ValueError):
            continue  # it cannot be saved
        if is_recognised(mutilated):
            recognised += 1
            assert (seed, findings(mutilated) - usual) == (seed, {})
    assert recognised > 0  # and some damage is none


def content(text: bytes) -> Callable[[Pdf], None]:
    """Add to the content of the first page, at its end, as decoration."""

    def change(pdf: Pdf) -> None:
        stream = pdf.pages[0].Contents
        stream.write(stream.read_bytes() + b"\n/Artifact BMC\n" + text + b"\nEMC")

    return change


def font_of(pdf: Pdf) -> Any:  # noqa: ANN401 - pikepdf's objects have any attribute
    return pdf.pages[0].Resources.Font.F1


def table(tag: bytes, at: int, data: bytes) -> Callable[[Pdf], None]:
    """Change bytes in a table of a font program; to its end where there are as many and more."""

    def change(pdf: Pdf) -> None:
        stream = font_of(pdf).FontDescriptor.FontFile2
        program = bytearray(stream.read_bytes())
        entry = program.index(tag, 12)
        start, size = struct.unpack_from(">LL", program, entry + 8)
        changed = data[: size - at]
        program[start + at : start + at + len(changed)] = changed
        stream.write(bytes(program))

    return change


def profile(at: int, data: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        stream = pdf.Root.OutputIntents[0].DestOutputProfile
        old = stream.read_bytes()
        stream.write(old[:at] + data + old[at + len(data) :])

    return change


def packet(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        text = pdf.Root.Metadata.read_bytes()
        assert old in text
        pdf.Root.Metadata.write(text.replace(old, new, 1))

    return change


def title(pdf: Pdf) -> None:
    """Put signs at the end of the title that have a meaning in XML."""
    pdf.docinfo["/Title"] = f"{pdf.docinfo['/Title']} & <b>"
    end = b"</rdf:li></rdf:Alt></dc:title>"
    packet(end, b" &amp; &lt;b&gt;" + end)(pdf)


def put(path: str, value: object) -> Callable[[Pdf], None]:
    """Put a value at a place such as ``Root.MarkInfo.Marked``; None takes it away."""

    def change(pdf: Pdf) -> None:
        holder: Any = {"Root": pdf.Root, "Page": pdf.pages[0].obj, "Font": font_of(pdf)}
        *steps, last = path.split(".")
        found = holder[steps[0]]
        for step in steps[1:]:
            found = found[f"/{step}"]
        if value is None:
            del found[f"/{last}"]
        else:
            found[f"/{last}"] = value() if callable(value) else value

    return change


def add_stream(path: str, entries: dict[str, object]) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        put(path, Dictionary(X=pdf.make_stream(b"q Q", entries)))(pdf)

    return change


def annotate(entries: dict[str, object]) -> Callable[[Pdf], None]:
    """Put a link on the first page, with some entries changed."""

    def change(pdf: Pdf) -> None:
        link = {"/Type": Name.Annot, "/Subtype": Name.Link, "/F": 4, "/Rect": Array([0, 0, 9, 9])}
        link["/Contents"] = String("een koppeling")
        link["/A"] = Dictionary(S=Name.URI, URI=String("https://www.platform31.nl/"))
        changed = {key: value for key, value in (link | entries).items() if value is not None}
        others = pdf.pages[0].get("/Annots", Array())
        pdf.pages[0].Annots = Array([*others, pdf.make_indirect(Dictionary(changed))])
        pdf.pages[0].Tabs = Name.S

    return change


def twice(pdf: Pdf) -> None:
    """Let one object be two things."""
    pdf.Root.Outlines = pdf.pages[0].Resources


def bookmarks(pdf: Pdf) -> None:
    """Nest bookmarks a hundred deep."""
    item = pdf.Root.Outlines.First
    for _ in range(100):
        item.First = pdf.make_indirect(Dictionary(Title=String("dieper"), Parent=item))
        item = item.First


def inherit(pdf: Pdf) -> None:
    """Leave the resources of a page to the tree of pages (6.2.2)."""
    pdf.Root.Pages.Resources = pdf.pages[0].Resources
    del pdf.pages[0].obj["/Resources"]


def compress(pdf: Pdf) -> None:
    stream = pdf.pages[0].Contents
    stream.write(stream.read_bytes().hex().encode() + b">", filter=Name.ASCIIHexDecode)
    stream.Filter = Array([Name.Crypt])


RULES: dict[str, Callable[[Pdf], None]] = {
    "6.1.6 half a pair of digits": content(b"BT /F1 9 Tf <012> Tj ET"),
    "6.1.6 a sign that is no digit": content(b"BT /F1 9 Tf <0g> Tj ET"),
    "6.1.7 a filter": compress,
    "6.1.7 data elsewhere": put("Page.Contents.F", String("elders.txt")),
    "6.1.8 a name that is no UTF-8": put("Font.BaseFont", lambda: Object.parse(b"/a#ff#fe")),
    "6.1.8 a name with half a pair": put("Font.BaseFont", lambda: Object.parse(b"/a#ed#a0#80")),
    "6.1.8 a structure type with half a pair": put(
        "Root.StructTreeRoot.RoleMap.P", lambda: Object.parse(b"/a#ed#a0#80")
    ),
    "6.1.8 a name that is longer than it must be": put(
        "Font.BaseFont", lambda: Object.parse(b"/a#c1#81")
    ),
    "6.1.8 a structure type that is no UTF-8": put(
        "Root.StructTreeRoot.RoleMap.P", lambda: Object.parse(b"/a#ff#fe")
    ),
    "6.1.13 a number too great": put("Page.StructParents", 2**31),
    "6.1.13 a real too great": put("Font.FontDescriptor.StemV", Decimal("1" + "0" * 39 + ".5")),
    "6.1.13 a real too small": put(
        "Font.FontDescriptor.FontBBox", lambda: Object.parse(b"[0 0 9 0.%s1]" % (b"0" * 40))
    ),
    "6.1.13 a text too long": put("Root.Lang", String("x" * 32768)),
    "6.1.13 an identifier too long": lambda pdf: pdf.trailer.__setitem__(
        "/ID", Array([String("x" * 32768), String("y")])
    ),
    "6.1.13 a name too long": put("Font.BaseFont", lambda: Name("/" + "n" * 128)),
    "6.1.13 q too deep": content(b"q " * 29 + b"Q " * 29),
    "6.1.13 a page too great": put("Page.MediaBox", lambda: Array([0, 0, 14401, 842])),
    "6.1.13 a page too small": put("Page.MediaBox", lambda: Array([0, 0, 2, 842])),
    "6.1.13 a number in content too great": content(b"99999999999 w"),
    "6.2.2 an operator that is none": content(b"foo"),
    "6.2.2 a resource that is not there": content(b"BT /F99 9 Tf <01> Tj ET"),
    "6.2.2 resources of the tree": inherit,
    "6.2.3 the profile of a camera": profile(12, b"scnr"),
    "6.2.3 a profile in CMYK": profile(16, b"CMYK"),
    "6.2.3 a profile of version 5": profile(8, b"\5"),
    "6.2.3 components": put("Root.OutputIntents", Array()),
    "6.2.4 another colour space": content(b"0 0 0 1 k"),
    "6.2.4 a pattern": content(b"/Pattern cs /P0 scn"),
    "6.2.5 a graphics state": add_stream("Page.Resources.ExtGState", {}),
    "6.2.6 a rendering intent": content(b"/Fout ri"),
    "6.2.8 an image": content(b"BI /W 1 /H 1 /BPC 1 /CS /G /I true ID \x00 EI"),
    "6.2.9 a form": add_stream(
        "Page.Resources.XObject",
        {"/Subtype": Name.Form, "/BBox": Array([0, 0, 1, 1]), "/PS": Dictionary()},
    ),
    "6.2.10 transparency": put(
        "Page.Group", lambda: Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
    ),
    "6.2.11.2 no type": put("Font.Type", Name.Fout),
    "6.2.11.2 no first code": put("Font.FirstChar", None),
    "6.2.11.2 too few widths": put("Font.LastChar", 250),
    "6.2.11.4 not embedded": put("Font.FontDescriptor.FontFile2", None),
    "6.2.11.4 a glyph that is not there": table(b"cmap", 24, b"\xfe" * 240),
    "6.2.11.4 outlines that are not whole": table(b"glyf", 0, b"\x7f" * 999_999),
    "6.2.11.5 other widths": table(b"head", 18, b"\x04\x00"),
    "6.2.11.6 symbolic with an encoding": put("Font.Encoding", Name.WinAnsiEncoding),
    "6.2.11.6 not symbolic": put("Font.FontDescriptor.Flags", 32),
    "6.2.11.8 the glyph for what is missing": content(b"BT /F1 9 Tf <00> Tj ET"),
    "6.3.1 another annotation": annotate({"/Subtype": Name.Screen}),
    "6.3.2 an annotation without flags": annotate({"/F": None}),
    "6.3.2 a hidden annotation": annotate({"/F": 6}),
    "6.3.3 an appearance": annotate({"/AP": Dictionary(D=Dictionary())}),
    "6.4.2 forms": put("Root.NeedsRendering", value=True),
    "6.5.1 a script": annotate({"/A": Dictionary(S=Name.JavaScript, JS=String("1"))}),
    "6.5.1 a program": annotate({"/A": Dictionary(S=Name.Launch, F=String("a.exe"))}),
    "6.5.1 an action after it": annotate(
        {"/A": Dictionary(S=Name.URI, URI=String("x:"), Next=Dictionary(S=Name.Launch))}
    ),
    "6.5.2 an action on opening": put("Root.AA", lambda: Dictionary(WC=Dictionary())),
    "6.5.2 an action of a page": put("Page.AA", lambda: Dictionary(O=Dictionary())),
    "6.6.2 metadata that is no XML": packet(b"</rdf:RDF>", b""),
    "6.6.2 metadata with an encoding": packet(b"<?xpacket ", b'<?xpacket encoding="UTF-8" '),
    "6.6.2 a property that is not known": packet(
        b"<pdf:Producer>", b"<pdf:A>a</pdf:A><pdf:Producer>"
    ),
    "6.6.4 another part": packet(b"<pdfaid:part>2", b"<pdfaid:part>3"),
    "6.8 a file": put("Page.StructParents", lambda: Dictionary(EF=Dictionary())),
    "6.10 a presentation": put("Page.PresSteps", Dictionary),
    "6.11 requirements": put("Root.Requirements", Array),
    "text outside a text object": content(b"/F1 9 Tf <01> Tj"),
    "a text object without end": content(b"BT"),
    "Q without q": content(b"Q"),
    "optional content": content(b"/OC /MC0 BDC EMC"),
    "one object for two things": twice,
    "bookmarks too deep": bookmarks,
    "a value of another kind": put("Root.MarkInfo", lambda: Dictionary(Marked=1)),
    "a catalog of a later version": put("Root.Version", lambda: Name("/2.0")),
}


@pytest.mark.parametrize("rule", RULES)
def test_what_breaks_a_rule_is_not_recognised(
    agreement: bytes, usual: Counter[tuple[str, str]], rule: str
) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(agreement), inherit_page_attributes=False) as pdf:
        RULES[rule](pdf)
        pdf.save(made, fix_metadata_version=False)
    assert findings(made.getvalue()) - usual
    assert not is_recognised(made.getvalue())


HARMLESS: dict[str, Callable[[Pdf], None]] = {
    "nothing": lambda _: None,
    "a link": annotate({}),
    "a page on its side": put("Page.Rotate", 90),
    "decoration": content(b"0.5 w 0 0 m 9 9 l S BT /F1 9 Tf <01> Tj ET"),
    "a title with signs of XML": title,
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_breaks_none_is_recognised(
    agreement: bytes, usual: Counter[tuple[str, str]], name: str
) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(agreement), inherit_page_attributes=False) as pdf:
        HARMLESS[name](pdf)
        pdf.save(made, fix_metadata_version=False)
    assert findings(made.getvalue()) == usual
    assert is_recognised(made.getvalue())


@pytest.mark.parametrize(
    "settings",
    [
        {"encryption": pikepdf.Encryption(owner="a", user="")},
        {"force_version": "2.0"},
    ],
)
def test_a_file_of_another_kind_is_not_recognised(
    agreement: bytes, usual: Counter[tuple[str, str]], settings: dict[str, Any]
) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(agreement)) as pdf:
        pdf.save(made, **settings)
    assert findings(made.getvalue()) - usual
    assert not is_recognised(made.getvalue())


def test_another_number_of_pages_is_not_recognised(
    agreement: bytes, usual: Counter[tuple[str, str]]
) -> None:
    changed = agreement.replace(b"/Count 2 /Kids", b"/Count 7 /Kids")  # qpdf would mend it
    assert findings(changed) - usual
    assert not is_recognised(changed)


def test_a_stream_that_unpacks_to_very_much_is_not_unpacked(agreement: bytes) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(agreement)) as pdf:
        content(b" " * 50_000_000)(pdf)
        pdf.save(made)
    assert not is_recognised(made.getvalue())


def test_without_this_all_is_judged_as_well(made: Made, tmp_path: Path) -> None:
    """It buys time and nothing else: the folder can go, and the line that calls it."""
    shutil.copytree(PACKAGE, tmp_path / PACKAGE.name)
    pdf = tmp_path / PACKAGE.name / "pdf"
    shutil.rmtree(pdf / "herkenning")
    lines = (pdf / "oordeel.py").read_text().splitlines()
    left = [line for line in lines if "is_recognised" not in line]
    assert len(lines) - len(left) == 2  # its import and its call
    (pdf / "oordeel.py").write_text("\n".join(left))
    werkmap = copy_werkmap(tmp_path / "werkmap")
    ran = run_program(
        "genereer", "Deventer", cwd=werkmap, environment={"PYTHONPATH": str(tmp_path)}
    )
    assert (ran.code, ran.err) == (0, "")
    (ours,) = (werkmap / "uitvoer/overeenkomsten").glob("*.pdf")
    assert ours.read_bytes() == (made.werkmap / ours.relative_to(werkmap)).read_bytes()
