"""Dutch for Click: its own words, and the words that it does not translate."""

from __future__ import annotations

import gettext
import os
from pathlib import Path


def speak_dutch() -> None:
    """Have Click say everything in Dutch, whatever the language of the machine.

    Click asks ``gettext`` for each of its sentences, in the domain *messages*.
    """
    os.environ["LANGUAGE"] = "nl"
    gettext.bindtextdomain("messages", Path(__file__).parent.parent / "locale")
