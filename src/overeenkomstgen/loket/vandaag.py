"""The first page: what needs someone now and later, and where everything stands."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.loket.hier import werkmap

blad = Blueprint("vandaag", __name__)


@blad.get("/")
def vandaag() -> ResponseReturnValue:
    """Show what needs someone, and the state of all."""
    map_ = werkmap()
    agenda, status = lib.maak_agenda(map_), lib.status(map_)
    return render_template("vandaag.html", titel="Vandaag", agenda=agenda, status=status)
