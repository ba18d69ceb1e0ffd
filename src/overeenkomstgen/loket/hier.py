"""What the pages of one counter share: its werkmap, its work, and how work is begun."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.loket.toegang import Toegang
from overeenkomstgen.loket.werk import Klus, Werk

NAAM = "loket"
SEE_OTHER, CONFLICT, UNPROCESSABLE = 303, 409, 422


@dataclass(frozen=True, slots=True)
class Loket:
    """A counter that is open; ``opent`` opens that of another period, and gives its address."""

    werkmap: lib.Werkmap
    toegang: Toegang
    werk: Werk
    opent: Callable[[lib.Werkmap], str]


def hier() -> Loket:
    """Return the counter of the request that is being answered."""
    loket: Loket = current_app.extensions[NAAM]
    return loket


def werkmap() -> lib.Werkmap:
    """Return its werkmap."""
    return hier().werkmap


def klus_van(nummer: int) -> Klus:
    """Return a piece of work of it; 404 for one that is not kept."""
    try:
        return hier().werk[nummer]
    except KeyError:
        abort(404)


def begin(klus: Klus) -> ResponseReturnValue:
    """Start a piece of work and show it; say so when another is being done."""
    if begun := hier().werk.begin(klus):
        return redirect(url_for("doen.toon_werk", nummer=begun.nummer), SEE_OTHER)
    return render_template("bezet.html", titel="Er is al iets bezig"), CONFLICT
