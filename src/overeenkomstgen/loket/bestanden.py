"""The files of the werkmap: to download, and a PDF to look at as pictures of its pages."""

from io import BytesIO

from flask import Blueprint, abort, render_template, send_file
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.loket.hier import klus_van, werkmap

blad = Blueprint("bestanden", __name__)

DPI = 110
"""Dots in an inch of a page that is looked at."""


@blad.get("/bestand/<path:plaats>")
def bestand(plaats: str) -> ResponseReturnValue:
    """Give a file, to be kept or opened in its own program; nothing in it runs here."""
    return send_file(lib.bestand_van(werkmap(), plaats), as_attachment=True)


@blad.get("/blad/<int:nummer>/<path:plaats>")
def beeld(nummer: int, plaats: str) -> ResponseReturnValue:
    """Give a picture of a page of a PDF."""
    picture, _ = lib.toon_blad(werkmap(), plaats, nummer, DPI)
    return send_file(BytesIO(picture), "image/png")


@blad.get("/bekijk/<path:plaats>")
def bekijk(plaats: str) -> ResponseReturnValue:
    """Show the pages of a PDF."""
    naam = lib.bestand_van(werkmap(), plaats).name
    _, aantal = lib.toon_blad(werkmap(), plaats, 1, 0)
    return render_template("bekijk.html", titel=naam, plaats=plaats, aantal=aantal)


@blad.get("/werk/<int:nummer>/bestand")
def uitkomst(nummer: int) -> ResponseReturnValue:
    """Give the file that came of a piece of work, where one did."""
    files = (each for each in klus_van(nummer).map.iterdir() if each.is_file())
    return send_file(next(files, None) or abort(404), as_attachment=True)
