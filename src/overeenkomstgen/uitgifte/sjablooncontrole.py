"""Examining templates with what a werkmap says: ``sjabloon controleer``."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path

from overeenkomstgen.errors import InputError, OvereenkomstgenError
from overeenkomstgen.kern.documentsoort import Documentsoort
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.keuring.keuring import Keuring, examine
from overeenkomstgen.keuring.letterlijk import make_zoeker
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.uitgifte.proefrijen import choose_proefrijen, with_invoice
from overeenkomstgen.uitgifte.uitgifte import draw_up, fill_in
from overeenkomstgen.velden.onderwerp import Onderwerp
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.sjablonen import Sjabloonlezer, by_template
from overeenkomstgen.werkmap.werkmap import Werkmap, read_gemeenten, read_periode


def controleer_sjablonen(werkmap: Werkmap) -> tuple[Keuring, ...]:
    """Examine all templates of the werkmap, each once.

    The table may be wrong; then less is known of what belongs to one municipality.

    Raises:
        InputError: ``convenant.toml`` is wrong, so that nobody knows which templates there are.
    """
    periode, faults = read_periode(werkmap)
    if periode is None:
        raise InputError(faults)
    lezer = Sjabloonlezer(werkmap, periode, read_gemeenten(werkmap, periode)[0], {})
    lezer.read(ALLE)
    return tuple(fill_hardest(werkmap, lezer.keuringen))


def controleer_sjabloon(
    werkmap: Werkmap | None, path: Path, invoer: Invoer | None = None
) -> Keuring:
    """Examine a template, in the werkmap or elsewhere, with the documentsoorten of a werkmap.

    ``invoer`` is what the werkmap says, where it was read.
    """
    if werkmap is None:
        return examine(path, (), make_zoeker((), None))
    periode = invoer.periode if invoer else read_periode(werkmap)[0]
    gemeenten = () if invoer else read_gemeenten(werkmap, periode)[0]
    lezer = invoer.lezer if invoer else Sjabloonlezer(werkmap, periode, gemeenten, {})
    for own, soorten in by_template(werkmap, periode).items():
        if own.exists() and path.exists() and own.samefile(path):
            (keuring,) = fill_hardest(werkmap, [lezer.examine(own, [*soorten.values()])], invoer)
            return keuring
    return lezer.examine(path, ())


def fill_hardest(
    werkmap: Werkmap, keuringen: Iterable[Keuring], invoer: Invoer | None = None
) -> Iterator[Keuring]:
    """Give what was examined with what goes wrong when it is filled with the hardest rows.

    What the werkmap says may be wrong itself; then nothing is filled.
    """
    with suppress(OvereenkomstgenError):
        invoer = invoer or read(werkmap)
    for keuring in keuringen:
        try:
            if invoer and keuring.sjabloon and not keuring.fouten:
                rijen = [rij.gemeente for rij in choose_proefrijen(invoer.gemeenten)]
                soorten = invoer.periode.documentsoort.values()
                named = (soort for soort in soorten if soort.naam in keuring.soorten)
                own = dict.fromkeys(named, keuring.sjabloon)
                subjects = chain.from_iterable(first_year(invoer, soort, rijen) for soort in own)
                fill_in(draw_up(own.__getitem__, subjects))
        except InputError as error:
            wrong = (Vondst(Graad.FOUT, fault) for fault in error.faults)
            yield replace(keuring, vondsten=(*wrong, *keuring.vondsten))
        else:
            yield keuring


def first_year(
    invoer: Invoer, soort: Documentsoort, gemeenten: Iterable[Gemeente]
) -> list[Onderwerp]:
    """Return the subjects in the first year; an invoice is as it would be, given to nobody."""
    first = invoer.periode.convenant.ingang.year
    return [with_invoice(each) for each in invoer.subjects(soort, gemeenten, first)]
