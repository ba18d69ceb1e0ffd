"""Printing: finding a printer, sending it a print file, and following the job to its end."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from overeenkomstgen.afdrukken.cups import (
    Printer,
    PrinterError,
    ask_job,
    ask_printer,
    missing_programs,
    run,
    told,
)
from overeenkomstgen.afdrukken.printpakket import Pakket
from overeenkomstgen.errors import os_reason
from overeenkomstgen.progress import pause
from overeenkomstgen.verwijzing import ZELF, vak

POLL = 0.25
"""Seconds between two questions about a job."""

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
_JOB = re.compile(r"request id is (\S+-\d+) ")


def find_printer(name: str | None) -> Printer:
    """Return a printer that is ready to take a job; the default one when no name is given.

    Raises:
        PrinterError: CUPS is missing or not running, there is no such printer, or it
            is stopped or takes no jobs.
    """
    if missing := missing_programs():
        raise PrinterError(
            f"Afdrukken kan op deze computer nog niet; van CUPS ontbreekt: {', '.join(missing)}.",
            f"Vraag uw beheerder cups-client en cups-ipp-utils te installeren, {INSTEAD}",
        )
    server, *lines = run("lpstat", "-H", "-r", "-e", "-d").splitlines()
    if "scheduler is running" not in lines:
        raise PrinterError(
            "CUPS, dat op deze computer de printers bedient, draait niet.",
            f"Vraag uw beheerder het te starten, {INSTEAD}",
        )
    known = [line for line in lines if " " not in line]
    default = [line.rpartition(" ")[2] for line in lines if "default destination: " in line]
    printer = Printer(_choose(name, known, default), server)
    _check_ready(printer)
    return printer


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
    said = run("lp", "-d", printer.name, "-n", "1", *options, "-t", titel, "--", str(pakket.path))
    job = _JOB.search(said)
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
                f"{told(ask_printer(printer))}.",
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

    Args:
        path: The print file; it must stay, since that program reads it later.

    Raises:
        PrinterError: There is no such program.
        NotImplementedError: This is no Windows.
    """
    if sys.platform == "win32":
        try:
            os.startfile(path, "print")  # noqa: S606 - our own PDF, in the user's own viewer
        except OSError as error:
            raise PrinterError(
                f"Windows kan {path} niet afdrukken: {os_reason(error)}.",
                "Open het bestand zelf en druk het van daaruit af.",
            ) from error
    else:
        raise NotImplementedError("only Windows has a print verb")


def _choose(name: str | None, known: list[str], default: list[str]) -> str:
    if not known:
        raise PrinterError(
            "Op deze computer is geen printer ingesteld.",
            f"Vraag uw beheerder er een toe te voegen, {INSTEAD}",
        )
    names = {printer.casefold(): printer for printer in known}
    listed = f"bekend zijn: {', '.join(known)}."
    if name is None:
        if not default:
            raise PrinterError(
                "Er is geen standaardprinter ingesteld.",
                f"Noem een printer met {vak('printer', ZELF)}; {listed}",
            )
        return default[0]
    if name.casefold() not in names:
        near = get_close_matches(name.casefold(), names, n=1)
        hint = f"Bedoeld is misschien {names[near[0]]}; " if near else "Kies een andere; "
        raise PrinterError(f"Printer {name} bestaat niet.", f"{hint}{listed}")
    return names[name.casefold()]


def _check_ready(printer: Printer) -> None:
    state = ask_printer(printer)
    if state.get("printer-state") == "stopped":
        what, mend = "staat stil", f"starten (cupsenable {printer.name})"
    elif state.get("printer-is-accepting-jobs") == "false":
        what, mend = "neemt geen opdrachten aan", f"openstellen (cupsaccept {printer.name})"
    else:
        return
    raise PrinterError(
        f"Printer {printer.name} {what}{told(state)}.",
        f"Er is niets afgedrukt. Laat de printer weer {mend}, of kies een andere printer met "
        f"{vak('printer', ZELF)}.",
    )


def _job_state(job: str, printer: Printer) -> str:
    """Return ``pending``, ``processing`` or ``completed`` (RFC 8011, 5.3.7).

    Raises:
        PrinterError: It is in another state, or waits for a printer that stands still.
    """
    said = ask_job(printer, job.rpartition("-")[2])
    state = said.get("job-state", "")
    if state in {"processing", "completed"}:
        return state
    withdraw = f"trek de opdracht in met: cancel {job}"
    look = "Kijk bij de printer wat er al ligt, en druk het anders opnieuw af."
    device = ask_printer(printer)
    if state in {"pending", "processing-stopped"} and device.get("printer-state") == "stopped":
        raise PrinterError(
            f"Printer {printer.name} staat stil{told(device)}. Opdracht {job} wacht "
            "in de wachtrij.",
            f"Laat de printer weer starten (cupsenable {printer.name}), dan wordt zij "
            f"vanzelf afgedrukt, of {withdraw}",
        )
    if state == "pending":
        return state
    why = told({"printer-state-message": said.get("job-printer-state-message", "")})
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
