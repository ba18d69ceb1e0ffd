"""How a command ends: its exit code."""

from enum import IntEnum

import click

import overeenkomstgen as lib
from overeenkomstgen.errors import AfgebrokenError, BusyError, RefusalError, ToolError


class ExitCode(IntEnum):
    """The exit codes of the program; documented in the README and never renumbered."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    INPUT = 3
    DOCUMENTS_FAILED = 4
    TOOL = 5
    BUSY = 6
    OPEN_FIELDS = 7
    INTERRUPTED = 130
    UNREAD = 141


_CODES = {
    RefusalError: ExitCode.INPUT,
    ToolError: ExitCode.TOOL,
    BusyError: ExitCode.BUSY,
    AfgebrokenError: ExitCode.INTERRUPTED,
    click.Abort: ExitCode.INTERRUPTED,
}


def code_of(error: BaseException) -> ExitCode:
    """Return the exit code of a command that an error stopped."""
    found = (code for kind, code in _CODES.items() if isinstance(error, kind))
    return next(found, ExitCode.UNEXPECTED)


def code_of_run(verslag: "lib.Verslag") -> ExitCode:
    """Return the exit code of a run that made documents."""
    if verslag.mislukt:
        return ExitCode.DOCUMENTS_FAILED
    return ExitCode.OPEN_FIELDS if verslag.geweigerd else ExitCode.OK
