"""The files of the werkmap: to download, and a PDF to look at as pictures of its pages."""

from io import BytesIO

from flask import Blueprint, Response, render_template, send_file
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.loket.hier import werkmap

blad = Blueprint("bestanden", __name__)

DPI = 110
"""Dots in an inch of a page that is looked at."""


@blad.get("/bestand/<path:plaats>")
def bestand(plaats: str) -> ResponseReturnValue:
    """Give a file, to be kept or opened in its own program; nothing in it runs here."""
    return own(send_file(lib.bestand_van(werkmap(), plaats), as_attachment=True))


@blad.get("/blad/<int:nummer>/<path:plaats>")
def beeld(nummer: int, plaats: str) -> ResponseReturnValue:
    """Give a picture of a page of a PDF."""
    picture, _ = lib.toon_blad(werkmap(), plaats, nummer, DPI)
    return own(send_file(BytesIO(picture), "image/png"))


@blad.get("/bekijk/<path:plaats>")
def bekijk(plaats: str) -> ResponseReturnValue:
    """Show the pages of a PDF."""
    naam = lib.bestand_van(werkmap(), plaats).name
    _, aantal = lib.toon_blad(werkmap(), plaats, 1, 0)
    return render_template("bekijk.html", titel=naam, plaats=plaats, aantal=aantal)


def own(response: Response) -> Response:
    """Let a browser keep nothing of it, as of any page (``guarded``)."""
    del response.headers["Cache-Control"]
    return response
