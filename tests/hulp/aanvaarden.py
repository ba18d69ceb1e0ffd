"""Accepts or rejects all tracked changes of a Word file, as Word does, and lets LibreOffice do so.

It goes by ISO/IEC 29500-1, 17.13.5, and knows nothing of who wrote the file: what was put in or
moved to a place, what was taken out or moved from there, and marks of paragraphs, of which the
paragraph then runs on in the next.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from html import escape
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INSERTED, DELETED = ("ins", "moveTo"), ("del", "moveFrom")


def settle(document: bytes, *, accept: bool) -> bytes:
    """Return a main part without tracked changes, all of them accepted or all rejected."""
    root = etree.fromstring(document)
    stays, goes = (INSERTED, DELETED) if accept else (DELETED, INSERTED)
    for name in goes:
        for change in root.xpath(f"//w:{name}[not(parent::w:rPr)]", namespaces={"w": W[1:-1]}):
            change.getparent().remove(change)
    for name in stays:
        for change in root.xpath(f"//w:{name}[not(parent::w:rPr)]", namespaces={"w": W[1:-1]}):
            for each in list(change):
                change.addprevious(each)
            change.getparent().remove(change)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"
    for paragraph in list(root.iter(f"{W}p")):
        if any(paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in goes):
            _run_on(paragraph)
    return etree.tostring(root)


def _run_on(paragraph: etree._Element) -> None:
    """Let a paragraph run on in the next, which keeps its own properties."""
    following = paragraph.getnext()
    assert following is not None
    assert following.tag == f"{W}p", "the last mark of a part cannot be taken out"
    at = int(following.find(f"{W}pPr") is not None)
    for each in [each for each in paragraph if each.tag != f"{W}pPr"][::-1]:
        following.insert(at, each)
    holder = paragraph.getparent()
    assert holder is not None
    holder.remove(paragraph)


_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item
 oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse">
<value>true</value></prop></item></oor:items>"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<library:libraries xmlns:library="http://openoffice.org/2000/library">
<library:library library:name="Standard" library:link="false"/></library:libraries>"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
<library:element library:name="Module1"/></library:library>"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{}</script:module>"""
_PROGRAM = """
Sub Settle
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "Text (encoded)"
  Dim nothing_()
  For Each place In Array({})
    For Each which In Array("Accept", "Reject")
      doc = StarDesktop.loadComponentFromURL(place, "_blank", 0, hidden())
      dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
      command = ".uno:" & which & "AllTrackedChanges"
      dispatcher.executeDispatch(doc.CurrentController.Frame, command, "", 0, nothing_())
      doc.storeToURL(place & "." & which & ".txt", how())
      doc.close(True)
    Next
  Next
End Sub
"""


def settle_in_libreoffice(words: Sequence[Path], folder: Path) -> list[tuple[str, str]]:
    """Return what each Word file says after LibreOffice accepted all changes, or rejected them."""
    library = folder / "profiel/user/basic/Standard"
    library.mkdir(parents=True)
    places = ", ".join(f'"{word.as_uri()}"' for word in words)
    (folder / "profiel/user/registrymodifications.xcu").write_text(_SETTINGS)
    (library.parent / "script.xlc").write_text(_LIBRARIES)
    (library / "script.xlb").write_text(_LIBRARY)
    (library / "Module1.xba").write_text(_MODULE.format(escape(_PROGRAM.format(places))))
    profile = f"-env:UserInstallation={(folder / 'profiel').as_uri()}"
    command = ["soffice", profile, "--headless", "macro:///Standard.Module1.Settle"]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    said = [[Path(f"{word}.{which}.txt") for which in ("Accept", "Reject")] for word in words]
    return [(one.read_text("utf-8-sig"), other.read_text("utf-8-sig")) for one, other in said]
