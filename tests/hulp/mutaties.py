"""Mutilates PDFs at random: objects, content, font programs, metadata, the way of saving."""

from __future__ import annotations

import io
import random
import warnings
import zlib
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

KEYS = (  # noqa: SIM905 - a hundred names read better in some lines
    "/A /AA /AcroForm /AF /Alt /Annots /Ascent /AS /AP /BBox /BaseFont /BleedBox /Border /C /CA"
    " /CIDSet /CIDToGIDMap /ClassMap /ColorSpace /Contents /Count /CropBox /D /DL /DW /DecodeParms"
    " /DescendantFonts /Dest /Dests /EF /E /Encoding /Encrypt /ExtGState /Extensions /F /FD"
    " /FDecodeParms /FFilter /Filter /First /FirstChar /Flags /Font /FontBBox /FontDescriptor"
    " /FontFile /FontFile2 /FontFile3 /FontName /FontStretch /FontWeight /Group /H /ID /IDTree"
    " /Info /K /Kids /Lang /Last /LastChar /Length /Length1 /Length2 /MCID /MarkInfo /MediaBox"
    " /Metadata /N /Name /Names /NeedsRendering /Next /Nums /O /OC /OCProperties /Obj /OpenAction"
    " /OPI /OutputIntents /P /PageLabels /PageLayout /PageMode /Pages /Parent /ParentTree /Pattern"
    " /Perms /Pg /PieceInfo /PresSteps /Prev /ProcSet /Properties /QuadPoints /R /Rect"
    " /Requirements /Resources /RoleMap /Root /Rotate /S /SMask /SE /Shading /StemV /StructParents"
    " /StructTreeRoot /Subtype /T /Tabs /Title /ToUnicode /Trapped /Type /URI /UserUnit /Version"
    " /ViewerPreferences /W /W2 /Widths /WMode /XObject /DestOutputProfileRef /RegistryName"
    " /OutputCondition /Rotatie"
).split()
NAMES = (  # noqa: SIM905 - the same
    "/Font /Page /Pages /Catalog /TrueType /Type0 /Type1 /Type3 /CIDFontType2 /FlateDecode"
    " /LZWDecode /Crypt /ASCIIHexDecode /JPXDecode /XML /Metadata /Link /Widget /Screen /URI"
    " /JavaScript /Launch /GoTo /GTS_PDFX /GTS_PDFA1 /WinAnsiEncoding /Identity-H /Identity"
    " /StructElem /S /R /D /MCR /OBJR /EmbeddedFile /Filespec /Form /Image /XYZ /Fit /Text"
    " /ImageC /DeviceCMYK /True /Action /Annot"
).split()
OTHERS = ("/Metadata", "/DestOutputProfile", "/ToUnicode")
SNIPPETS = (
    *rb"""/Im1 Do;/G1 gs;0 0 0 1 k;0 0 0 1 K;Q;3 Tr;4 Tr;9 Tr;<FF>Tj;<00>Tj;[<FE>3<7F>]TJ
/Pattern cs;/P0 scn;/DeviceCMYK cs;99999999999 w;1e5 w;(abc)Tj;<0>Tj;<0g>Tj;/F9 12 Tf;/Sh0 sh;BX EX
BX foo EX;foo;/OC /MC0 BDC;/OC BMC;/OC <</MCID 1>> BDC;/Perceptual ri;/Fout ri;BT;ET;BT ET;q;EMC
1 G;0.5 g;[1 2] 0 d;[/A] 0 d;[] 0 d;1 i;1.5 J;1 2 3 rg 4;d0;1 0 d0;1 1 1 1 1 1 d1;0 0 9 9 re f
<</MCID 1>>BDC;/P <</MCID 0/A 1>> BDC;/P /MC0 BDC;/P MP;/P /MC0 DP;/#ff BMC;+1 w;-.5 w;--1 w;1.2.3 w
';(x)';1 1 (x)";[<01>(a)]TJ;[<01>/A]TJ;[<01>--1]TJ;[<01>-]TJ;1 0 0 1 0 0 cm;1 0 0 1 0 cm;5 Tc;5 Tw
5 TL;5 Ts;T*;5 Tz;0 0 TD;1 1 Td;/F1 12 Tf;/F2 1 Tf <01> Tj;W n;h b*;1 2 m 3 4 l B*;1 w w
/Span<</ActualText<FEFF0>>>BDC;/Span<</ActualText(a)>>BDC""".replace(b"\n", b";").split(b";"),
    *(b"q " * 29, b"BI /W 1 /H 1 /BPC 1 /CS /G ID \x00 EI", b"% zo maar\n", b"\x00"),
    *(b"/" + b"n" * 130 + b" BMC", b"<" + b"01" * 33000 + b"> Tj"),
    *(b"0." + b"0" * 45 + b"1 w", b"1" * 41 + b".5 w"),
)


IMPOSSIBLE = (KeyError, ValueError, TypeError, IndexError, AttributeError, pikepdf.PdfError)
"""What a change ends with that cannot be made of an object."""


def mutilate(pdf: bytes, seed: int) -> bytes:
    """Return a PDF with one to three things changed; the same seed gives the same."""
    choose = random.Random(seed)  # noqa: S311 - no secret
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pikepdf.open(io.BytesIO(pdf), inherit_page_attributes=False) as document:
            for _ in range(choose.choice((1, 1, 1, 2, 3))):
                (way,) = choose.choices(list(WAYS), list(WAYS.values()))
                with suppress(*IMPOSSIBLE):
                    way(document, choose)
            return _saved(document, choose)


def _saved(document: Pdf, choose: random.Random) -> bytes:
    made = io.BytesIO()
    settings: dict[str, Any] = {"fix_metadata_version": False}
    if choose.random() < 0.06:
        settings |= choose.choice(
            (
                {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
                {"linearize": True},
                {"qdf": True},
                {"force_version": choose.choice(("1.3", "1.4", "2.0"))},
                {"encryption": pikepdf.Encryption(owner="a", user="")},
                {"compress_streams": False},
                {"stream_decode_level": pikepdf.StreamDecodeLevel.generalized},
            )
        )
    document.save(made, **settings)
    data = made.getvalue()
    if choose.random() < 0.03:
        at = choose.randrange(len(data))
        data = data[:at] + bytes([choose.randrange(256)]) + data[at + choose.choice((0, 1, 1, 5)) :]
    return data


def _dictionaries(document: Pdf) -> list[Any]:
    """Return all dictionaries, those within others included."""
    found: list[Any] = [document.trailer]
    pending: list[Any] = _objects(document)
    while pending:
        each = pending.pop()
        if isinstance(each, Dictionary | Stream):
            found.append(each)
            pending += [value for _, value in each.items() if _is_direct(value)]
        elif isinstance(each, Array):
            pending += [value for value in each if _is_direct(value)]
    return found


def _objects(document: Pdf) -> list[Any]:
    """Return the indirect objects, apart from numbers."""
    every: list[Any] = list(document.objects)
    return [each for each in every if isinstance(each, Object)]


def _arrays(document: Pdf) -> list[Array]:
    found = [each for each in document.objects if isinstance(each, Array)]
    for each in _dictionaries(document):
        found += [value for _, value in each.items() if isinstance(value, Array)]
    return found


def _is_direct(value: object) -> bool:
    return isinstance(value, Dictionary | Array) and not value.is_indirect


def _dictionary(document: Pdf, choose: random.Random) -> Any:  # noqa: ANN401 - of any kind
    every = _dictionaries(document)
    few = [each for each in every if "/P" not in each and "/O" not in each]
    return choose.choice(few if choose.random() < 0.8 else every)


def _value(document: Pdf, choose: random.Random, depth: int = 0) -> Any:  # noqa: ANN401 - of any kind
    def again() -> Any:  # noqa: ANN401 - the same
        return _value(document, choose, depth + 1)

    def nested() -> Array:
        found = Array([])
        for _ in range(choose.choice((3, 70, 300))):
            found = Array([found])
        return found

    return choose.choice(
        (
            lambda: choose.choice((0, 1, -1, 2, 3, 4, 5, 36, 90, 91, 256, 10**12)),
            lambda: choose.choice((2**31 - 1, 2**31, -(2**31) - 1)),
            lambda: Decimal(choose.choice(("0.5", "3.5E+2", "1" + "0" * 39 + ".5", "-14401.2"))),
            lambda: Decimal("0." + "0" * choose.choice((1, 20, 38, 45, 330)) + "1"),
            lambda: choose.choice((True, False)),
            *(lambda: Name(choose.choice(NAMES)),) * 2,
            lambda: choose.choice((Name("/" + "n" * 128), Object.parse(b"/a#ff#fe"), Name("/é"))),
            lambda: String(choose.choice(("", "tekst", "€", "x" * 32768, "y" * 16400 + "é€"))),
            lambda: String(bytes(choose.randrange(256) for _ in range(9)).decode("latin-1")),
            *(lambda: choose.choice(_objects(document)),) * 2,
            *(
                ()
                if depth > 2
                else (
                    lambda: Array([again() for _ in range(choose.randrange(5))]),
                    lambda: Dictionary({choose.choice(KEYS): again() for _ in range(2)}),
                    lambda: document.make_stream(b"q Q", {choose.choice(KEYS): again()}),
                    nested,
                    lambda: Array(
                        [0, 0, choose.choice((2, 20, 14401)), choose.choice((2, 20, 595))]
                    ),
                )
            ),
        )
    )()


def _set_entry(document: Pdf, choose: random.Random) -> None:
    _dictionary(document, choose)[choose.choice(KEYS)] = _value(document, choose)


def _change_entry(document: Pdf, choose: random.Random) -> None:
    holder = _dictionary(document, choose)
    holder[choose.choice(sorted(holder.keys()))] = _value(document, choose)


def _remove_entry(document: Pdf, choose: random.Random) -> None:
    holder = _dictionary(document, choose)
    del holder[choose.choice(sorted(holder.keys()))]


def _move_entry(document: Pdf, choose: random.Random) -> None:
    source, target = _dictionary(document, choose), _dictionary(document, choose)
    key = choose.choice(sorted(source.keys()))
    other = choose.choice([*sorted(target.keys()), key])
    value = source[key]
    if _is_direct(value):  # it could come to stand within itself
        raise ValueError
    target[other] = value


def _nudge_number(document: Pdf, choose: random.Random) -> None:
    """Change a number a little, or very much."""
    holder = _dictionary(document, choose)
    numbers = [key for key, value in holder.items() if isinstance(value, int | Decimal)]
    key = choose.choice(numbers)
    holder[key] = holder[key] + choose.choice((1, -1, 2, 32, -4, 10**10, Decimal("0.4")))


def _change_array(document: Pdf, choose: random.Random) -> None:
    array = choose.choice(_arrays(document))
    at = choose.randrange(len(array))
    match choose.randrange(5):
        case 0:
            del array[at]
        case 1:
            if _is_direct(array[at]):
                raise ValueError
            array.append(array[at])
        case 2:
            array[at] = _value(document, choose)
        case 3:
            value = array[at]
            array[at] = value + choose.choice((1, 2, 3, -2, Decimal("0.9"), Decimal("1.2")))
        case _:
            value = array[choose.randrange(len(array))]
            if _is_direct(value):
                raise ValueError
            array[at] = value


def _widths(document: Pdf, choose: random.Random) -> None:
    fonts = [
        each for each in document.objects if isinstance(each, Dictionary) and "/Widths" in each
    ]
    font = choose.choice(fonts)
    match choose.randrange(3):
        case 0:
            at = choose.randrange(len(font.Widths))
            font.Widths[at] = font.Widths[at] + choose.choice((1, 2, -1, -2, 300))
        case 1:
            del font.Widths[-1]
            font.LastChar = font.LastChar - 1
        case _:
            font.FirstChar = font.FirstChar + choose.choice((1, -1))
            font.LastChar = font.LastChar + choose.choice((1, -1))


def _streams(document: Pdf, *keys: str) -> list[Any]:
    return [
        each[key]
        for each in document.objects
        if isinstance(each, Dictionary)
        for key in keys
        if isinstance(each.get(key), Stream)
    ]


def _rewrite(stream: Any, data: bytes, choose: random.Random) -> None:  # noqa: ANN401 - any stream
    if choose.random() < 0.05:
        stream.write(zlib.compress(data)[: -choose.randrange(1, 8)], filter=Name.FlateDecode)
    elif choose.random() < 0.03:
        stream.write(data.hex().encode() + b">", filter=Name.ASCIIHexDecode)
    else:
        stream.write(data)


def _content(document: Pdf, choose: random.Random) -> None:
    stream = choose.choice(_streams(document, "/Contents"))
    data = stream.read_bytes()
    tokens = data.split(b"\n") if choose.random() < 0.5 else data.split(b" ")
    between = b"\n" if data.count(b"\n") == len(tokens) - 1 else b" "
    at, other = choose.randrange(len(tokens)), choose.randrange(len(tokens))
    match choose.randrange(6):
        case 0:
            del tokens[at]
        case 1:
            tokens.insert(at, tokens[other])
        case 2:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        case 3 | 4:
            tokens.insert(at, choose.choice(SNIPPETS))
        case _:
            tokens[at] = choose.choice(SNIPPETS)
    _rewrite(stream, between.join(tokens), choose)


def _bytes(document: Pdf, choose: random.Random) -> None:
    """Change some bytes of a stream, mostly among the first."""
    stream, reach = choose.choice(
        (
            (choose.choice(_streams(document, "/Contents")), None),
            (choose.choice(_streams(document, "/FontFile2")), choose.choice((204, 600, None))),
            (choose.choice(_streams(document, *OTHERS)), choose.choice((40, 3000))),
        )
    )
    data = bytearray(stream.read_bytes())
    for _ in range(choose.choice((1, 1, 2, 8))):
        at = choose.randrange(min(len(data), reach or len(data)))
        match choose.randrange(4):
            case 0:
                data[at] = choose.randrange(256)
            case 1:
                data[at] ^= 1 << choose.randrange(8)
            case 2:
                del data[at : at + choose.choice((1, 2, 50))]
            case _:
                data[at:at] = bytes([choose.randrange(256)]) * choose.choice((1, 2))
    _rewrite(stream, bytes(data), choose)


def _font_tables(document: Pdf, choose: random.Random) -> None:
    """Change some bytes of one table of a font program, in its place."""
    stream = choose.choice(_streams(document, "/FontFile2"))
    data = bytearray(stream.read_bytes())
    entry = 12 + 16 * choose.randrange(data[5])
    start = int.from_bytes(data[entry + 8 : entry + 12], "big")
    size = int.from_bytes(data[entry + 12 : entry + 16], "big")
    for _ in range(choose.choice((1, 1, 3))):
        data[start + choose.randrange(size)] = choose.choice((0, 1, 255, choose.randrange(256)))
    _rewrite(stream, bytes(data), choose)


def _shared(document: Pdf, choose: random.Random) -> None:
    """Let one object stand where another stood."""
    holder = _dictionary(document, choose)
    keys = [key for key, value in holder.items() if isinstance(value, Object) and value.is_indirect]
    other = _dictionary(document, choose)
    if not other.is_indirect:
        raise ValueError
    holder[choose.choice(keys)] = other


WAYS: dict[Callable[[Pdf, random.Random], None], int] = {
    _set_entry: 10,
    _change_entry: 8,
    _remove_entry: 5,
    _move_entry: 5,
    _nudge_number: 5,
    _change_array: 6,
    _widths: 3,
    _content: 14,
    _bytes: 13,
    _font_tables: 8,
    _shared: 3,
}
"""Each way, and how often it is chosen."""
