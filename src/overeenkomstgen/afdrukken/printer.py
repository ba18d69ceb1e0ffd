"""Printing with CUPS: finding a printer, sending it a print file, following the job to its end.

``lpstat`` names the printers and ``lp`` sends; states are asked with ``ipptool``, since
``lpstat`` cannot tell a job that was printed from one that was withdrawn (before CUPS
2.4.8).
"""

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from overeenkomstgen.afdrukken.printpakket import Pakket
from overeenkomstgen.errors import ToolError, os_refusal
from overeenkomstgen.kern.waarden import nearest
from overeenkomstgen.progress import pause
from overeenkomstgen.schijf import process
from overeenkomstgen.verwijzing import ZELF, vak

SILENCE = 60.0
"""Seconds that a program of CUPS may take to say something."""
POLL = 0.25
"""Seconds between two questions about a job."""

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
_PROGRESS = {
    "pending": "Opdracht {0} wacht op printer {1}.",
    "processing": "Printer {1} drukt opdracht {0} af.",
}
INSTEAD = f"of maak met {vak('pakket', ZELF)} een afdrukbestand en druk dat zelf af."
"""What can be done where printing cannot."""
_PLAIN = (
    *("number-up=1", "booklet=off", "page-border=none", "page-label=", "page-set=all"),
    *("outputorder=normal", "output-order=normal", "page-delivery=same-order-face-down"),
    *("collate=true", "multiple-document-handling=separate-documents-collated-copies"),
    *("job-sheets=none,none", "finishings=3", "mirror=false"),
    *("orientation-requested=3", "landscape=false", "print-scaling=auto", "scaling=100"),
    *("natural-scaling=100", "fit-to-page=false", "fitplot=false", "fill=false"),
    "crop-to-fit=false",
)
"""What a queue or a user may have set otherwise: each page once, in order, and nothing with it.

By all names that CUPS and its filters know for a thing (RFC 8011, 5.2; PWG 5100.1, where 3 is no
finishing at all; the options of ``pdftopdf``). ``auto`` makes a page smaller that is larger than
the paper, where ``none`` would lose what falls off it (PWG 5100.13, 5.4.3).
"""


class PrinterError(ToolError):
    """There is no printer, it does not print, or the job came to nothing."""


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer that takes jobs; its server is the address that ``lpstat -H`` gives."""

    name: str
    server: str

    @property
    def queue(self) -> str:
        """The queue in CUPS; what follows in the name is a set of options of the user's own."""
        return self.name.partition("/")[0]


def find_printer(name: str | None) -> Printer:
    """Return a printer that is ready to take a job; the default one when no name is given.

    PrinterError when CUPS is missing or not running, there is none, or it takes no jobs.
    """
    if missing := [each for each in ("lp", "lpstat", "ipptool") if shutil.which(each) is None]:
        raise PrinterError(
            f"Afdrukken kan op deze computer nog niet; van CUPS ontbreekt: {', '.join(missing)}.",
            f"Vraag uw beheerder cups-client en cups-ipp-utils te installeren, {INSTEAD}",
        )
    server, *lines = _run("lpstat", "-H", "-r", "-e", "-d").splitlines()
    if "scheduler is running" not in lines:
        what = "CUPS, dat op deze computer de printers bedient, draait niet."
        raise PrinterError(what, f"Vraag uw beheerder het te starten, {INSTEAD}")
    known = [line for line in lines if " " not in line]
    default = [line.rpartition(" ")[2] for line in lines if "default destination: " in line]
    printer = Printer(_choose(name, known, default), server)
    state = _ask(printer)
    if state.get("printer-state") == "stopped":
        what, mend = "staat stil", f"starten (cupsenable {printer.name})"
    elif state.get("printer-is-accepting-jobs") == "false":
        what, mend = "neemt geen opdrachten aan", f"openstellen (cupsaccept {printer.name})"
    else:
        return printer
    message = f"Printer {printer.name} {what}{_told(state)}."
    advice = f"Laat de printer weer {mend}, of kies een andere printer met {vak('printer', ZELF)}."
    raise PrinterError(message, f"Er is niets afgedrukt. {advice}")


def send(pakket: Pakket, printer: Printer, *, titel: str) -> str:
    """Give a print file to a printer; return what CUPS calls the job, such as ``kantoor-12``.

    The copies are in the file, so one copy is asked for. So is all that decides which pages come
    on which sheet, whatever the printer's own settings, or the user's.

    Raises:
        PrinterError: CUPS does not take the job.
    """
    sides = "two-sided-long-edge" if pakket.dubbelzijdig else "one-sided"
    pages = pakket.vellen * (2 if pakket.dubbelzijdig else 1)
    paper = [f"media={pakket.papier}"] if pakket.papier else []
    settings = (f"sides={sides}", f"page-ranges=1-{pages}", *paper, *_PLAIN)
    options = [word for setting in settings for word in ("-o", setting)]
    said = _run("lp", "-d", printer.name, "-n", "1", *options, "-t", titel, "--", str(pakket.path))
    job = re.search(r"request id is (\S+-\d+) ", said)
    if job is None:
        raise PrinterError(
            f"Printer {printer.name} neemt de opdracht niet aan; de melding is: {said.strip()}",
            "Er is niets afgedrukt. Probeer het opnieuw, of kies een andere printer met "
            f"{vak('printer', ZELF)}.",
        )
    return job[1]


def follow(job: str, printer: Printer, *, time_limit: int) -> Iterator[str]:
    """Follow a job until it is printed, for so many seconds at most.

    Yields:
        A Dutch sentence whenever its state changes; the last one says that it was printed.

    Raises:
        PrinterError: It was withdrawn, failed, is held, waits for a printer that stands
            still, or is not printed within the time limit.
    """
    deadline = time.monotonic() + time_limit
    former = ""
    while (state := _job_state(job, printer)) != "completed":
        if state != former:
            former = state
            yield _PROGRESS[state].format(job, printer.name)
        if time.monotonic() > deadline:
            raise PrinterError(
                f"Opdracht {job} is na {time_limit} seconden nog niet afgedrukt"
                f"{_told(_ask(printer))}.",
                "De opdracht blijft in de wachtrij en wordt afgedrukt zodra dat kan. Kijk bij de "
                f"printer, of trek de opdracht in met: cancel {job}",
            )
        pause(POLL)
    yield f"Opdracht {job} is afgedrukt op {printer.name}."


def needs_windows() -> bool:
    """Tell whether this is a Windows without CUPS, where :func:`print_on_windows` prints."""
    return sys.platform == "win32" and shutil.which("lp") is None


def print_on_windows(path: Path) -> None:
    """Let Windows print a PDF on its default printer, with the program that it has for PDFs.

    The file must stay, since that program reads it later.

    Raises:
        PrinterError: There is no such program.
        NotImplementedError: This is no Windows.
    """
    if sys.platform == "win32":
        advice = "Open het bestand zelf en druk het van daaruit af."
        with os_refusal(PrinterError, f"Windows kan {path} niet afdrukken", advice):
            os.startfile(path, "print")  # noqa: S606 - our own PDF, in the user's own viewer
    else:
        raise NotImplementedError("only Windows has a print verb")


def _choose(name: str | None, known: list[str], default: list[str]) -> str:
    if not known:
        advice = f"Vraag uw beheerder er een toe te voegen, {INSTEAD}"
        raise PrinterError("Op deze computer is geen printer ingesteld.", advice)
    names = {printer.casefold(): printer for printer in known}
    listed = f"bekend zijn: {', '.join(known)}."
    if name is None:
        if not default:
            advice = f"Noem een printer met {vak('printer', ZELF)}; {listed}"
            raise PrinterError("Er is geen standaardprinter ingesteld.", advice)
        return default[0]
    if name.casefold() not in names:
        near = nearest(name, known)
        hint = f"Bedoeld is misschien {near}; " if near else "Kies een andere; "
        raise PrinterError(f"Printer {name} bestaat niet.", f"{hint}{listed}")
    return names[name.casefold()]


def _job_state(job: str, printer: Printer) -> str:
    """Return ``pending``, ``processing`` or ``completed`` (RFC 8011, 5.3.7).

    PrinterError when it is in another state, or waits for a printer that stands still.
    """
    said = _ask(printer, job)
    state = said.get("job-state", "")
    if state in {"processing", "completed"}:
        return state
    withdraw = f"trek de opdracht in met: cancel {job}"
    look = "Kijk bij de printer wat er al ligt, en druk het anders opnieuw af."
    device = _ask(printer)
    if state in {"pending", "processing-stopped"} and device.get("printer-state") == "stopped":
        raise PrinterError(
            f"Printer {printer.name} staat stil{_told(device)}. Opdracht {job} wacht "
            "in de wachtrij.",
            f"Laat de printer weer starten (cupsenable {printer.name}), dan wordt zij "
            f"vanzelf afgedrukt, of {withdraw}",
        )
    if state == "pending":
        return state
    why = _told({"printer-state-message": said.get("job-printer-state-message", "")})
    message, advice = {
        "canceled": (f"Opdracht {job} is ingetrokken.", look),
        "aborted": (f"Opdracht {job} is mislukt{why}.", look),
        "processing-stopped": (
            f"Opdracht {job} is blijven steken{why}.",
            f"Vraag uw beheerder te kijken, of {withdraw}",
        ),
        "pending-held": (
            f"Opdracht {job} wordt in de wachtrij vastgehouden.",
            f"Geef de opdracht vrij met: lp -i {job} -H resume, of {withdraw}",
        ),
    }.get(state, (f"CUPS weet niet meer hoe het met opdracht {job} is gegaan.", look))
    raise PrinterError(message, advice)


def _told(state: Mapping[str, str]) -> str:
    """Return what a printer says about itself, as the end of a sentence; often nothing."""
    keywords = state.get("printer-state-reasons", "").split(",")
    reasons = dict.fromkeys(_REASONS.get(_SEVERITY.sub("", keyword)) for keyword in keywords)
    message = state.get("printer-state-message", "")
    words = [reason for reason in reasons if reason]
    if not words and message not in _SAYS_NOTHING:
        words = [f"de melding is: {message.rstrip('.')}"]
    return f"; {', '.join(words)}" if words else ""


def _run(*command: str) -> str:
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


def _ask(printer: Printer, job: str = "") -> dict[str, str]:
    """Return the attributes of a printer or of a job of its; none when CUPS does not know it.

    They are those of RFC 8011, 5.4 and 5.3.
    """
    kind, name = ("job", job.rpartition("-")[2]) if job else ("printer", quote(printer.queue))
    host = quote(printer.server, safe="") if printer.server.startswith("/") else printer.server
    answer = _run("ipptool", "-tv", f"ipp://{host}/{kind}s/{name}", f"get-{kind}-attributes.test")
    matches = map(_ATTRIBUTE.fullmatch, answer.splitlines())
    return {match[1]: match[2] for match in matches if match}
