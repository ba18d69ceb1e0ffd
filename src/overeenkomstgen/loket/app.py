"""The pages of the counter put together: who gets in, what they share, and what went wrong."""

from functools import partial

import jinja2
from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

import overeenkomstgen as lib
from overeenkomstgen.errors import OvereenkomstgenError
from overeenkomstgen.loket import (
    bestanden,
    binnengekomen,
    doen,
    facturen,
    gemeenten,
    instellingen,
    maken,
    register,
    sjablonen,
    vergelijken,
    versturen,
)
from overeenkomstgen.loket.hier import NAAM, Loket, hier
from overeenkomstgen.loket.toegang import guarded
from overeenkomstgen.loket.woorden import linked, onverwacht, zin

MENU = (
    *("vandaag", "gemeenten", "maken", "binnengekomen", "versturen", "facturen"),
    *("register", "sjablonen", "instellingen", "vergelijken", "hulp"),
)
"""What stands above each page; where no module has that page, it is its template alone."""
PAGINAS = (gemeenten, maken, binnengekomen, versturen, sjablonen, instellingen, bestanden, doen)
"""The modules that have pages, each a ``blad``."""
HANDELEND = (*PAGINAS[:6], facturen, register, vergelijken)
"""Those in which something can be done: ``HANDELINGEN``."""
MOST = 200_000_000
"""Bytes that are taken of one form, with its files."""
_FOUTEN = {
    404: "Deze pagina is er niet. Misschien is het programma sindsdien opnieuw gestart.",
    405: "Zo is deze pagina niet te gebruiken.",
    413: f"Dit is te groot: samen mag het {MOST // 1_000_000} MB zijn. Geef minder tegelijk.",
}


def make_app(loket: Loket) -> Flask:
    """Return the counter as what waitress serves."""
    app = Flask(
        __name__, template_folder="paginas", static_folder="stijl", static_url_path="/stijl"
    )
    app.config["MAX_CONTENT_LENGTH"] = MOST
    app.extensions[NAAM] = loket
    app.url_map.strict_slashes = False
    app.jinja_env.undefined = jinja2.StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        "bedrag": lib.format_bedrag,
        "datum": lib.format_datum,
        "kort": lib.format_datum_kort,
        "getal": lib.format_getal,
        "linked": linked,
        "onverwacht": onverwacht,
        "terug": doen.terug,
        "zin": zin,
        "plaats": lambda file: file.relative_to(loket.werkmap.folder).as_posix(),
    }
    app.jinja_env.globals |= {"lib": lib, "loket": loket, "menu": MENU, "aanbod": doen.AANBOD}
    app.context_processor(lambda: {"periode": lib.read_periode(loket.werkmap)[0]})
    app.before_request(_admit)
    app.after_request(guarded)
    app.register_error_handler(Exception, _tell)
    for pagina in PAGINAS:
        app.register_blueprint(pagina.blad)
    for pagina in HANDELEND:
        doen.offer(pagina.HANDELINGEN)
    app.add_url_rule("/", "vandaag.vandaag", partial(_show, "vandaag"))
    for naam in MENU:
        if (endpoint := f"{naam}.{naam}") not in app.view_functions:
            app.add_url_rule(f"/{naam}", endpoint, partial(_show, naam))
    return app


def _show(naam: str) -> str:
    return render_template(f"{naam}.html", titel=naam.capitalize())


def _admit() -> ResponseReturnValue | None:
    toegang = hier().toegang
    if refused := toegang.refuse(request):
        code, waarom = refused
        return Response(f"{waarom}\n", code, mimetype="text/plain")
    if toegang.admits(request.args.get("sleutel", "")):
        # A page of ours that goes on: a cookie that is Strict does not come with a redirect that
        # another site or program began.
        return toegang.let_in(Response(render_template("welkom.html", titel="Welkom")))
    return None


def _tell(error: Exception) -> ResponseReturnValue:
    """Tell what went wrong, with what to do about it."""
    code, what = 500, ""
    if isinstance(error, HTTPException):
        code = error.code or code
        what = _FOUTEN.get(code, "Dit kan het loket niet lezen.")
    elif isinstance(error, OvereenkomstgenError):
        code = 409
    pages = current_app.url_map.bind("")
    again = request.method == "POST" and pages.test(request.path, method="GET")
    told = {"fout": error, "wat": what, "opnieuw": request.path if again else ""}
    return render_template("fout.html", titel="Dit ging niet", **told), code
