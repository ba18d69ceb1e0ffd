"""Filling alone: Word files, no PDF, each program in its own process, after its imports."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from programma import run
from soffice import environment
from verhouding import median_ratio
from werkstuk import HELPERS, NODE, PYTHON, ROOT

if TYPE_CHECKING:
    from werkstuk import Werkstuk


@dataclass(slots=True)
class Vulling:
    """Another program that fills a template.

    Attributes:
        naam: What the table calls it.
        command: Prints the milliseconds that it takes for each document.
        rondes: Of each round, ours and theirs, in milliseconds for each document.
    """

    naam: str
    command: tuple[str, ...]
    rondes: list[tuple[float, float]] = field(default_factory=list)

    @property
    def verhouding(self) -> float:
        """How long we take, as a part of how long they take."""
        return median_ratio(self.rondes)


def list_vullingen(werkstuk: Werkstuk) -> list[Vulling]:
    """Return the other programs; docxtpl is the first."""
    node = (str(NODE), str(HELPERS / "vul_node.cjs"))
    flat = str(werkstuk.flat_values)
    vullingen = [
        Vulling("docxtpl", (*_python("vul_docxtpl"), str(werkstuk.template), str(werkstuk.values))),
        Vulling(
            "docx-mailmerge2",
            (*_python("vul_mailmerge"), str(werkstuk.flat_template("mailmerge")), flat),
        ),
    ]
    for program in ("docxtemplater", "carbone"):
        command = (*node, program, str(werkstuk.flat_template(program)), flat)
        vullingen.append(Vulling(program, command))
    return vullingen


def race(vulling: Vulling, werkstuk: Werkstuk) -> None:
    """Time one round: ours, then theirs."""
    ours = (sys.executable, str(HELPERS / "vul_eigen.py"), str(werkstuk.template), str(ROOT))
    vulling.rondes.append((_milliseconds(ours), _milliseconds(vulling.command)))


def _python(helper: str) -> tuple[str, str]:
    return str(PYTHON), str(HELPERS / f"{helper}.py")


def _milliseconds(command: tuple[str, ...]) -> float:
    return float(run(*command, env=environment()))
