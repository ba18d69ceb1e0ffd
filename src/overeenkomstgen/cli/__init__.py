"""The command line, in Dutch: it translates and prints, and decides nothing.

Gives: nothing.
Uses: loket.
"""

from __future__ import annotations

import gc
import gettext
import os
import sys

from overeenkomstgen.cli.afbreken import listen, stop_listening

TYPE_CHECKING = False  # typing takes so long to load that Ctrl-C may come in it
if TYPE_CHECKING:
    from collections.abc import Sequence

# Click asks for each of its sentences in the domain *messages*, the first while it is loaded.
os.environ["LANGUAGE"] = "nl"
gettext.bindtextdomain("messages", f"{__path__[0]}/../locale")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program on words, those of the process if None; end that with the exit code."""
    listen()
    from overeenkomstgen.cli.hoofd import run  # noqa: PLC0415 - it takes long enough to be stopped

    code = run(arguments)
    stop_listening()
    gc.freeze()  # the end of the process throws all away, unsearched
    sys.exit(code)
