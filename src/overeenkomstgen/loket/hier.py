"""What the pages of one counter share: its werkmap, its work, and how work is begun."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.loket.toegang import Toegang
from overeenkomstgen.loket.werk import Loop, Werk

NAAM = "loket"
SEE_OTHER, CONFLICT = 303, 409


@dataclass(frozen=True, slots=True)
class Loket:
    """A counter that is open."""

    werkmap: lib.Werkmap
    toegang: Toegang
    werk: Werk


def hier() -> Loket:
    """Return the counter of the request that is being answered."""
    loket: Loket = current_app.extensions[NAAM]
    return loket


def werkmap() -> lib.Werkmap:
    """Return its werkmap."""
    return hier().werkmap


def begin(
    titel: str,
    doe: Callable[[Loop], object],
    bevestigd: tuple[lib.Vraag, ...] = (),
    terug: str = "",
) -> ResponseReturnValue:
    """Start a piece of work and show it; say so when another is being done.

    ``terug`` is the address of what the user filled in, for when it does not succeed.
    """
    if klus := hier().werk.begin(titel, doe, bevestigd, terug):
        return redirect(url_for("doen.toon_werk", nummer=klus.nummer), SEE_OTHER)
    return render_template("bezet.html", titel="Er is al iets bezig"), CONFLICT
