"""The command line, in Dutch: it translates and prints, and decides nothing."""

from overeenkomstgen.cli.taal import speak_dutch

speak_dutch()  # before Click's words are looked up for the first time

from overeenkomstgen.cli.hoofd import main  # noqa: E402 - see above

__all__ = ["main"]
