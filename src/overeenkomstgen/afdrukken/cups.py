"""CUPS, the printing system: its programs, and what they say of printers and jobs.

``lpstat`` names the printers and ``lp`` sends; states are asked with ``ipptool``, since
``lpstat`` cannot tell a job that was printed from one that was withdrawn (before CUPS
2.4.8).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from overeenkomstgen.errors import ToolError
from overeenkomstgen.schijf import process

SILENCE = 60.0
"""Seconds that a program of CUPS may take to say something."""

_PROGRAMS = ("lp", "lpstat", "ipptool")
_SAYS_NOTHING = {"", "Paused", "Rejecting Jobs"}
_REASONS = {  # RFC 8011, 5.4.12, and PWG 5100.9
    "cover-open": "er staat een klep open",
    "door-open": "er staat een klep open",
    "marker-supply-empty": "de inkt of de toner is op",
    "media-empty": "het papier is op",
    "media-jam": "er is papier vastgelopen",
    "media-needed": "er is papier nodig",
    "offline": "de printer staat uit of is niet verbonden",
    "toner-empty": "de toner is op",
}
_SEVERITY = re.compile(r"-(error|warning|report)$")
_ATTRIBUTE = re.compile(r"\s+([\w-]+) \([^)]*\) = (.*)")


class PrinterError(ToolError):
    """There is no printer, it does not print, or the job came to nothing."""


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer that takes jobs.

    Attributes:
        name: Its name in CUPS.
        server: The address of its CUPS, as ``lpstat -H`` gives it.
    """

    name: str
    server: str

    @property
    def queue(self) -> str:
        """The queue in CUPS; what follows in the name is a set of options of the user's own."""
        return self.name.partition("/")[0]


def missing_programs() -> list[str]:
    """Return the programs of CUPS that are needed and not installed."""
    return [program for program in _PROGRAMS if shutil.which(program) is None]


def run(*command: str) -> str:
    """Return what a program of CUPS prints, in English; its outcome is read from that."""
    try:
        env = {**os.environ, "LC_ALL": "C.UTF-8"}
        return process.run(command, idle_limit=SILENCE, env=env)[1]
    except process.IdleError as error:
        raise PrinterError(
            f"CUPS gaf in {SILENCE:.0f} seconden geen antwoord.",
            "Kijk bij de printer of er iets is afgedrukt en probeer het dan opnieuw, of vraag uw "
            "beheerder te kijken.",
        ) from error


def ask_printer(printer: Printer) -> dict[str, str]:
    """Return the attributes of a printer (RFC 8011, 5.4); none when CUPS does not know it."""
    return _ask(printer, f"printers/{quote(printer.queue)}", "get-printer-attributes.test")


def ask_job(printer: Printer, number: str) -> dict[str, str]:
    """Return the attributes of a job (RFC 8011, 5.3); none when CUPS does not know it."""
    return _ask(printer, f"jobs/{number}", "get-job-attributes.test")


def told(state: Mapping[str, str]) -> str:
    """Return what a printer says about itself, as the end of a sentence; often nothing."""
    keywords = state.get("printer-state-reasons", "").split(",")
    reasons = dict.fromkeys(_REASONS.get(_SEVERITY.sub("", keyword)) for keyword in keywords)
    message = state.get("printer-state-message", "")
    words = [reason for reason in reasons if reason]
    if not words and message not in _SAYS_NOTHING:
        words = [f"de melding is: {message.rstrip('.')}"]
    return f"; {', '.join(words)}" if words else ""


def _ask(printer: Printer, what: str, question: str) -> dict[str, str]:
    """Return the attributes that CUPS gives of a printer or a job; none when it has gone."""
    address = printer.server
    host = quote(address, safe="") if address.startswith("/") else address
    answer = run("ipptool", "-tv", f"ipp://{host}/{what}", question)
    matches = map(_ATTRIBUTE.fullmatch, answer.splitlines())
    return {match[1]: match[2] for match in matches if match}
