"""The command line, in Dutch: it translates and prints, and decides nothing."""

from overeenkomstgen.cli.afbreken import main
from overeenkomstgen.cli.taal import speak_dutch

speak_dutch()  # before Click's words are looked up for the first time

__all__ = ["main"]
