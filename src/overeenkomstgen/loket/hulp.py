"""The page that tells how the counter is used."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib

blad = Blueprint("hulp", __name__)


@blad.get("/hulp")
def hulp() -> ResponseReturnValue:
    """Tell how the counter is used, and what to do when something goes wrong."""
    return render_template("hulp.html", titel="Hulp", ontbreekt=lib.ontbreekt())
