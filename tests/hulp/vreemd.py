"""A werkmap that a stranger made: everything in it leads to files that are planted around it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from hulp.proeven import PERIODE
from hulp.sjabloonbouw import packed, relation
from hulp.werkmappen import edit
from hulp.wordbouw import RELATIONS, pack, read_parts
from overeenkomstgen.schijf.kettingregels import Ketting
from overeenkomstgen.werkmap.registers import FACTUREN, REGISTER

Ingreep = Callable[[Path, Path], None]
"""What a stranger does to a werkmap, with a folder of planted files beside it."""

SCAN = "ondertekend/samenwerkingsovereenkomst-almelo-2023-01-10.pdf"
WORD = "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.docx"
FILES = (
    *("convenant.toml", "gemeenten.csv", "register.csv", "facturen.csv", ".ketting.json", ".slot"),
    *("sjablonen/samenwerkingsovereenkomst.docx", "sjablonen/aanbiedingsbrief.txt"),
    *("bijlagen/convenant.pdf", "uitvoer/verantwoording.csv", "uitvoer/.geheugen-1.jsonl"),
    *("ondertekend/register.csv.kopie", "facturen/facturen.csv.kopie"),
    *("uitvoer/.uitvoer.slot", "uitvoer/overzicht.html", WORD, WORD.replace(".docx", ".pdf")),
    *("uitvoer/verzenden/aanbiedingsbrief/aanbiedingsbrief-deventer.eml", SCAN),
    *(f"ondertekend/uitgegeven/GM0141-{Path(SCAN).stem[:-11]}{end}" for end in (".docx", ".json")),
    *(
        "facturen/P31-2023-001-factuur-2023-almelo.pdf",
        "uitvoer/facturen/2023/facturen-2023.xlsx",
    ),
)
"""A file of each kind that stands in such a werkmap."""
FOLDERS = (
    *("sjablonen", "bijlagen", "ondertekend", "facturen", "uitvoer", "uitvoer/overeenkomsten"),
    *("uitvoer/verzenden", "uitvoer/verzenden/aanbiedingsbrief", "ondertekend/uitgegeven"),
    *(
        "uitvoer/aanbiedingsbrieven",
        "kopie",
        "ondertekend/vervallen",
        "uitvoer/gewijzigd",
        "uitvoer/.bezig-x",
    ),
)
DRAFTS = (
    *(".register.csv.nieuw", ".facturen.csv.nieuw", ".ketting.json.nieuw", ".gemeenten.csv.nieuw"),
    *("uitvoer/.geheugen-1.jsonl.nieuw", "ondertekend/.x.pdf.nieuw", "pakket.pdf", "verschil.docx"),
)
"""Where a run writes what is not there yet."""
COMMANDS = (
    *(("herstel", "--ja"), ("controleer", "--diep")),
    *(("controleer",), ("status",), ("genereer", "--alleen-word"), ("verzend",), ("overzicht",)),
    *(
        ("facturen", "2023", "--ja"),
        ("facturen", "2024", "Almelo", "--ja"),
        ("bijlage3",),
        ("inwoners", "--schrijf"),
    ),
    ("genereer", "--soort", "aanbiedingsbrief", "--alleen-word"),
    ("onderteken", "Deventer", "--op", "10-01-2023", "--bestand", "scan.pdf", "--ja"),
    ("inname", "--akkoord"),
    ("corrigeer", "Almelo", "--op", "11-01-2023", "--reden", "tikfout"),
    *(("zeg-op", "Almelo", "--op", "15-12-2024"), ("vergelijk", "Almelo"), ("vergelijk", "Zwolle")),
    ("vergelijk", "oud.docx", "nieuw.docx", "-o", "verschil.docx"),
    ("afdrukken", "Zwolle", "--pakket", "pakket.pdf"),
    ("nieuw", "../nieuw", *PERIODE, "--peildatum", "1-1-2027"),
    *(("sjabloon", "controleer"), ("sjabloon", "proef"), ("sjabloon", "velden")),
    ("sjabloon", "afleiden", "oud.docx", "--gemeente", "Deventer"),
)
"""Everything that can be done in a werkmap, one after the other in the same.

The path of a file that the user types is the user's own.
"""


@dataclass(frozen=True)
class Verloop:
    """What all commands did in such a werkmap.

    Attributes:
        codes: The exit code of each command.
        said: What they said.
        changed: What is no longer as it was around the werkmap.
        opened: The planted files that were opened; None where nobody could see that.
    """

    codes: tuple[int, ...]
    said: str
    changed: frozenset[str]
    opened: tuple[str, ...] | None


def can_trace() -> bool:
    """Tell whether this system lets us see which files a program opens."""
    return bool(shutil.which("strace")) and not subprocess.call(
        ["strace", "-f", "--seccomp-bpf", "-qq", "-o", os.devnull, "-e", "trace=openat", "true"]
    )


def run_all(werkmap: Path, environment: dict[str, str]) -> Verloop:
    """Give all commands in a process of their own, under strace where that can be."""
    plek = werkmap.parent
    before, log = _seen(plek, werkmap.name), plek.parent / "strace"
    what = ("--seccomp-bpf", "-e", "trace=openat,open")
    tracer = ("strace", "-f", "-y", "-qq", "-o", str(log), *what)
    done = subprocess.run(
        [*(tracer if can_trace() else ()), sys.executable, __file__, json.dumps(COMMANDS)],
        cwd=werkmap,
        env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shutil.rmtree(plek / "nieuw", ignore_errors=True)  # the only thing that may come there
    after = _seen(plek, werkmap.name)
    opened = None
    if can_trace():
        found = re.findall(rf"= \d+<({re.escape(str(plek))}/geplant.*)>", log.read_text("utf-8"))
        opened = tuple(dict.fromkeys(found))
    codes = done.stdout.rpartition("\x1e")[2].split()
    changed = {name for name, _ in before.items() ^ after.items()}
    return Verloop(tuple(map(int, codes)), done.stdout + done.stderr, frozenset(changed), opened)


def _seen(plek: Path, werkmap: str) -> dict[str, tuple[int, str]]:
    """Return what stands around a werkmap: when it was changed, and what it holds."""
    return {
        name: (
            place.lstat().st_mtime_ns,
            hashlib.sha256(place.read_bytes()).hexdigest() if place.is_file() else "",
        )
        for place in plek.rglob("*")
        if (name := place.relative_to(plek).as_posix()).partition("/")[0] != werkmap
    }


# --- what a stranger does ---


def link(name: str, werkmap: Path, geplant: Path) -> None:
    """Put a link at a place; what it leads to is just as good as what stood there."""
    place, other = werkmap / name, geplant / name
    other.parent.mkdir(parents=True, exist_ok=True)
    if place.is_dir():
        shutil.copytree(place, other, dirs_exist_ok=True)
        shutil.rmtree(place)
    elif place.exists():
        shutil.move(place, other)
    elif name in FOLDERS:
        (other / "werk").mkdir(parents=True)
        (other / "werk/publiceren.json").write_text("[]")
    else:
        other.write_text("van mij")
    place.symlink_to(other)


def rewrite(
    ketting: Ketting[Any], name: str, change: dict[str, object], werkmap: Path, _: Path
) -> None:
    """Change the first row of a chain, and chain it anew: that can be done without a secret."""
    place = werkmap / name
    first, *rest = ketting.parse(place.read_bytes(), name)
    first = replace(first, waarde=replace(first.waarde, **change))
    place.write_bytes(ketting.add(b"", [first, *rest]))


def set_key(key: str, werkmap: Path, geplant: Path) -> None:
    """Call a documentsoort after a path."""
    name = key.format(geplant)
    edit(werkmap, "[documentsoort.aanbiedingsbrief]", f'[documentsoort."{name}"]', "convenant.toml")


def set_setting(old: str, new: str, werkmap: Path, geplant: Path) -> None:
    edit(werkmap, old, new.format(geplant), "convenant.toml")


def set_account(old: str, new: str, werkmap: Path, _: Path) -> None:
    place = werkmap / "uitvoer/verantwoording.csv"
    text = place.read_text("utf-8-sig")
    assert old in text
    place.write_text(text.replace(old, new), "utf-8-sig")


def set_beside(werkmap: Path, geplant: Path) -> None:
    """Let the row that is kept with a signed agreement name other files."""
    place = werkmap / "ondertekend/uitgegeven" / f"GM0141-{Path(SCAN).stem[:-11]}.json"
    row = json.loads(place.read_text("utf-8"))
    place.write_text(json.dumps({**row, "word": f"{geplant}/geheim.docx"}), "utf-8")


def set_journal(moves: list[list[str]], werkmap: Path, geplant: Path) -> None:
    """Leave what a run that was killed would finish."""
    work = werkmap / "uitvoer/.bezig-x/werk"
    (work / "bijschrijven").mkdir(parents=True)
    (work / "bijschrijven/0 ..").write_text("erbij")
    (work.parent / "1.pdf").write_text("nieuw")
    text = json.dumps([[place.format(geplant) for place in move] for move in moves])
    (work / "publiceren.json").write_text(text)


def set_additions(werkmap: Path, geplant: Path) -> None:
    """Let what a run that was killed would add to the account stand elsewhere."""
    (geplant / "0 verantwoording.csv").write_text("van mij")
    set_journal([], werkmap, geplant)
    additions = werkmap / "uitvoer/.bezig-x/werk/bijschrijven"
    shutil.rmtree(additions)
    additions.symlink_to(geplant)


def set_names(werkmap: Path, _: Path) -> None:
    """Put files with a name that is no UTF-8 in each folder, but where they alone stop all."""
    for name in ("", *FOLDERS):
        folder = werkmap / name
        if name == "facturen":
            continue
        folder.mkdir(parents=True, exist_ok=True)
        for strange in (b"\xff.docx", b"\xff.pdf", b"\xff.txt", b"\xff.eml"):
            (folder / os.fsdecode(strange)).write_text("van mij")


def set_deep(name: str, werkmap: Path, _: Path) -> None:
    """Let what is read hold brackets without end."""
    (werkmap / name).write_text("[" * 100_000)


def set_template(kind: str, werkmap: Path, geplant: Path) -> None:
    """Let a template fetch a file, each in another way that was once let through."""
    place = werkmap / "sjablonen/samenwerkingsovereenkomst.docx"
    body, parts = read_parts(place.read_bytes())["word/document.xml"].decode(), {}
    relations = how = ""
    if kind == "svg":
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
            f'<image xlink:href="file://{geplant}/geheim.png" width="50" height="50"/></svg>'
        )
        parts["word/media/a.png"] = svg.encode()
        relations, how = relation("rIdV", "image", "media/a.png"), "embed"
    if kind == "koppeling":
        where = f"file://{geplant}/geheim.png"
        relations, how = relation("rIdV", "hyperlink", where, external=True), "link"
    new = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing">'
        '<wp:extent cx="600000" cy="600000"/><wp:docPr id="77" name="P" descr="logo"/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="0" name="P"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{RELATIONS}" r:{{}}="rIdV"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        '<a:off x="0" y="0"/><a:ext cx="600000" cy="600000"/></a:xfrm><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r></w:p>"
    )
    if kind in {"veld", "aanhalingstekens"}:
        marks = [f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in _FIELD]
        name = '"INCLUDETEXT"' if kind == "aanhalingstekens" else "INCLUDETEXT"
        text = f'<w:r><w:instrText>{name} "{geplant}/geheim.docx"</w:instrText></w:r>'
        around = "".join(marks) if kind == "veld" else ""
        new = f"<w:p>{marks[0]}{around}{text}{marks[1]}<w:r><w:t>x</w:t></w:r>{marks[2]}</w:p>"
    else:
        new = new.format(how)
    at = body.rindex("<w:sectPr")
    parts["word/document.xml"] = (body[:at] + new + body[at:]).encode()
    types = '<Default Extension="png" ContentType="image/png"/>' if kind == "svg" else ""
    more = {"word/_rels/document.xml.rels": relations} if relations else {}
    place.write_bytes(packed(place.read_bytes(), parts, more, types))


def set_workbook(werkmap: Path, geplant: Path) -> None:
    """Make the table a workbook with an entity that is a file."""
    from openpyxl import Workbook  # noqa: PLC0415 - only here

    table = werkmap / "gemeenten.csv"
    book = Workbook()
    sheet = book.worksheets[0]
    for line in table.read_text("utf-8-sig").splitlines():
        sheet.append(line.split(";"))
    book.save(werkmap / "gemeenten.xlsx")
    table.unlink()
    parts = read_parts((werkmap / "gemeenten.xlsx").read_bytes())
    dtd = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{geplant}/geheim.txt">]>'
    for name in {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"} & set(parts):
        text = parts[name].decode().replace("Deventer", "Deventer&e;")
        head, end, rest = text.rpartition("?>") if text.startswith("<?xml") else ("", "", text)
        parts[name] = f"{head}{end}{dtd}{rest}".encode()
    (werkmap / "gemeenten.xlsx").write_bytes(pack(parts))


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_FIELD = ("begin", "separate", "end")
_PATH = "../../geplant/geheim"
HOSTILE: dict[str, Ingreep] = {
    **{f"koppeling {name}": partial(link, name) for name in (*FILES, *FOLDERS, *DRAFTS)},
    **{
        f"documentsoort {key}": partial(set_key, key)
        for key in ("{}", "../../geplant", "{}/geheim", "con", "a:b")
    },
    "meervoud": partial(set_setting, 'meervoud = "Facturen"', 'meervoud = "{}/x"'),
    "map": partial(set_setting, 'map = "overeenkomsten"', 'map = "../../geplant"'),
    "bijlage": partial(set_setting, '"convenant.pdf"', '"../../geplant/geheim.pdf"'),
    "bericht": partial(set_setting, '"aanbiedingsbrief.txt"', '"{}/geheim.txt"'),
    "nummer": partial(set_setting, '"P31-', '"../../geplant/P31-'),
    "verantwoording Word": partial(set_account, f"{WORD[8:]};", f"{_PATH}.docx;"),
    "verantwoording PDF": partial(set_account, f"{WORD[8:-5]}.pdf;", "/etc/passwd;"),
    "bewaarde rij": set_beside,
    "register": partial(
        rewrite, REGISTER, "register.csv", {"bestand": "ondertekend/../../geplant/geheim.pdf"}
    ),
    "register buiten": partial(
        rewrite, REGISTER, "register.csv", {"bestand": "../geplant/geheim.pdf"}
    ),
    "facturen": partial(rewrite, FACTUREN, "facturen.csv", {"nummer": "../../geplant/geheim"}),
    "dagboek erin": partial(set_journal, [["../../geplant/geheim.pdf", "x.pdf"]]),
    "dagboek eruit": partial(set_journal, [[".bezig-x/1.pdf", "{}/geheim.pdf"]]),
    "dagboek erbij": partial(set_journal, [[".bezig-x/1.pdf", "../../geplant/nieuw/geheim.pdf"]]),
    "dagboek aanvullen": set_additions,
    "namen": set_names,
    **{
        f"haken {name}": partial(set_deep, name)
        for name in FILES
        if name.endswith((".json", ".jsonl", ".toml"))
    },
    "tabel": set_workbook,
    **{
        f"sjabloon {kind}": partial(set_template, kind)
        for kind in ("svg", "koppeling", "veld", "aanhalingstekens")
    },
}
"""Each thing that a stranger can do, by a name."""


def _main(commands: list[list[str]]) -> None:
    """Give commands one after the other, as at the command line; tell how each ended."""
    from overeenkomstgen.cli.hoofd import run  # noqa: PLC0415 - in the process that is traced

    codes = [run(command) for command in commands]
    sys.stdout.write(f"\x1e{' '.join(str(int(code)) for code in codes)}\n")


if __name__ == "__main__":
    _main(json.loads(sys.argv[1]))
