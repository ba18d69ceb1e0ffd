"""Doing something: its form, and the page on which the work is followed."""

from collections.abc import Iterable, Mapping, Sequence

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from jinja2 import Template

from overeenkomstgen.loket.formulier import Vak, filled, laid_down, read
from overeenkomstgen.loket.handeling import Handeling
from overeenkomstgen.loket.hier import SEE_OTHER, UNPROCESSABLE, begin, hier, klus_van, werkmap
from overeenkomstgen.loket.werk import Klus, Loop

blad = Blueprint("doen", __name__)

AANBOD: dict[str, Handeling] = {}
"""All that can be done, by its key; the pages of the counter add theirs."""
_SOON = 1.0
"""Seconds for which a page waits for work that may be over soon."""


def offer(handelingen: Iterable[Handeling]) -> None:
    """Let these be done."""
    AANBOD.update({each.sleutel: each for each in handelingen})


def address(handeling: Handeling, filled_in: Mapping[str, str | Sequence[str]]) -> str:
    """Return where something is done, with this filled in."""
    own = {} if handeling.pagina else {"sleutel": handeling.sleutel}
    return url_for(handeling.pagina or "doen.toon", **own, **filled_in)  # type: ignore[arg-type] # boxes are no arguments of its


def terug(klus: Klus) -> str:
    """Return where a piece of work was asked for, as it was filled in; empty for no form."""
    return address(AANBOD[klus.sleutel], klus.ingevuld) if klus.sleutel else ""


def _handeling(sleutel: str) -> Handeling:
    return AANBOD.get(sleutel) or abort(404)


def _form(handeling: Handeling, vakken: Sequence[Vak]) -> str:
    return render_template("doen.html", titel=handeling.titel, handeling=handeling, vakken=vakken)


@blad.get("/doe/<sleutel>")
def toon(sleutel: str) -> ResponseReturnValue:
    """Show the form of something that can be done, with what the address gives filled in."""
    handeling = _handeling(sleutel)
    return _form(handeling, filled(handeling.vakken, request.args))


@blad.post("/doe/<sleutel>")
def doe(sleutel: str) -> ResponseReturnValue:
    """Do something, when the form can be read."""
    handeling, map_ = _handeling(sleutel), werkmap()
    vakken, waarden = read(handeling.vakken, request.form, request.files)
    if any(vak.fout for vak in vakken):
        return _form(handeling, vakken), UNPROCESSABLE
    pairs = zip(vakken, handeling.vakken, strict=True)
    changed = {vak.naam: vak.waarde for vak, before in pairs if vak.waarde != before.waarde}

    def work(loop: Loop) -> object:
        with laid_down(waarden) as given:
            return handeling.doe(map_, given, loop)

    return begin(Klus(handeling.titel, work, sleutel=sleutel, ingevuld=changed))


@blad.get("/werk/<int:nummer>")
def toon_werk(nummer: int) -> ResponseReturnValue:
    """Show how far a piece of work is, or what came of it."""
    klus_van(nummer)
    klus = hier().werk.wait(nummer, _SOON)
    if klus.fout or not klus.klaar:
        return render_template("werk.html", titel=klus.titel, klus=klus)
    kind = type(klus.uitkomst).__name__.lower()
    names: list[str | Template] = [f"uitkomst/{kind}.html", "uitkomst/klaar.html"]
    told = {"klus": klus, "uitkomst": klus.uitkomst, "gehoord": klus.opmerkingen}
    return render_template(names, titel=klus.titel, **told)


@blad.get("/werk/<int:nummer>/stand")
def stand(nummer: int) -> ResponseReturnValue:
    """Give how far a piece of work is, to the script of its page."""
    klus = klus_van(nummer)
    return jsonify(label=klus.label, gedaan=klus.gedaan, totaal=klus.totaal, klaar=klus.klaar)


@blad.post("/werk/<int:nummer>/stop")
def stop(nummer: int) -> ResponseReturnValue:
    """Stop a piece of work; what was ready is kept."""
    klus_van(nummer)
    hier().werk.stop(nummer)
    return redirect(url_for(".toon_werk", nummer=nummer), SEE_OTHER)


@blad.post("/werk/<int:nummer>/ja")
def ja(nummer: int) -> ResponseReturnValue:
    """Do it again, with its question answered with yes."""
    klus = klus_van(nummer)
    if not klus.vraag or klus.vraag != request.form.get("vraag"):
        abort(400)
    said = (*klus.bevestigd, klus.vraag)
    return begin(Klus(klus.titel, klus.doe, said, klus.sleutel, klus.ingevuld))
