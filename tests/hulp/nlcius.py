"""Holds e-invoices against the official rules: SI-UBL 2.0, which is NLCIUS, and UBL 2.1 itself."""

from __future__ import annotations

import tempfile
import zipfile
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from hulp.gereedschap import GEREEDSCHAP, lacking

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = GEREEDSCHAP / "nlcius"
RULES = "external/schematron/simplerinvoicing/si-ubl-2.0."
SCHEMAS = "external/schemas/ubl21/"
CORE = "urn:un:unece:uncefact:data:specification:CoreComponentTypeSchemaModule:2"
UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
XS = "{http://www.w3.org/2001/XMLSchema}"
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}


def broken_rules(invoices: Iterable[bytes], folder: Path = FOLDER) -> list[list[str]]:
    """Return of each e-invoice the rules that it breaks, also those that only warn: ``BR-NL-2``.

    Where it is no UBL it is told at which element: ``UBL IssueDate``. Where the rules or what
    runs them is not installed the test is skipped; in CI it fails.
    """
    found = []
    for content in invoices:
        document = etree.fromstring(content)
        schema = _schema(folder, etree.QName(document).localname)
        schema.validate(document)
        wrong = {f"UBL {(each.path or '').rpartition(':')[2]}" for each in schema.error_log}
        found.append([*sorted(wrong), *_judge(folder, content)])
    return found


def _judge(folder: Path, content: bytes) -> list[str]:
    """Return the rules of SI-UBL that are broken, in order, each once."""
    processor, rules = _rules(folder)
    said = rules.transform_to_string(xdm_node=processor.parse_xml(xml_text=content.decode()))
    broken = etree.fromstring(said.encode()).xpath("//svrl:failed-assert/@id", namespaces=SVRL)
    return sorted(set(map(str, broken)))


@cache
def _rules(folder: Path) -> tuple[Any, Any]:
    """Return what reads a document, and what holds it against the newest rules."""
    try:
        saxonche = import_module("saxonche")
    except ImportError:
        lacking("saxonche is not installed: run make ontwikkel")
    processor = saxonche.PySaxonProcessor(license=False)
    with _jar(folder, "phive-rules-simplerinvoicing") as jar:
        names = [name for name in jar.namelist() if name.startswith(RULES)]
        text = jar.read(max(names, key=_version)).decode()
    return processor, processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=text)


def _version(name: str) -> list[int]:
    return [int(part) for part in name.removeprefix(RULES).split(".")[:-1] if part.isdecimal()]


@cache
def _schema(folder: Path, kind: str) -> etree.XMLSchema:
    """Return the schema of UBL 2.1; what it builds on is named here, as the jar does not say where.

    That of signatures, which we have none of, is left out: it needs more than is here.
    """
    kinds = {CORE: "schemas/CCTS_CCT_SchemaModule.xsd"}
    kinds[f"{UBL}{kind}-2"] = f"{SCHEMAS}maindoc/UBL-{kind}-2.1.xsd"
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("ph-ubl21", "ph-xsds-ccts-cct-schemamodule"):
            with _jar(folder, name) as jar:
                wanted = [n for n in jar.namelist() if n.endswith(".xsd") and "Sign" not in n]
                jar.extractall(scratch, wanted)
        root = etree.Element(f"{XS}schema")
        for space, place in kinds.items():
            where = str(Path(scratch) / place)
            etree.SubElement(root, f"{XS}import", namespace=space, schemaLocation=where)
        return etree.XMLSchema(root)


def _jar(folder: Path, name: str) -> zipfile.ZipFile:
    """Open the newest jar of that name."""
    found = max(folder.glob(f"{name}-*.jar"), default=None)
    if found is None:
        lacking("the rules of the e-invoice are not installed: run scripts/nlcius.sh")
    return zipfile.ZipFile(found)
