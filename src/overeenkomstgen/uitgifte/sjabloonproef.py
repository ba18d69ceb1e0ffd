"""Trying templates out: ``sjabloon velden`` and ``sjabloon proef``."""

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from overeenkomstgen.errors import InputError, refuse
from overeenkomstgen.kern.documentsoort import Documentsoort, Per
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import slug
from overeenkomstgen.office.werkplaats import open_werkplaats
from overeenkomstgen.progress import Progress, silent
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.schijf import UitvoerError, real
from overeenkomstgen.schijf.uitvoer import Uitvoer, open_uitvoer
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.uitgifte.maken import PROEF, output_folder
from overeenkomstgen.uitgifte.proefrijen import Proefrij, choose_proefrijen, emptied, first_complete
from overeenkomstgen.uitgifte.sjablooncontrole import controleer_sjabloon, first_year
from overeenkomstgen.uitgifte.uitgifte import Mislukt, Uitgegeven, draw_up, issue
from overeenkomstgen.velden.veld import Invulregel, Veld, value_of
from overeenkomstgen.velden.velden import VELDEN, los, merge_values, names, velden_of
from overeenkomstgen.verwijzing import ZELF, vak
from overeenkomstgen.werkmap.invoer import Invoer, read
from overeenkomstgen.werkmap.verantwoording import verantwoording_of
from overeenkomstgen.werkmap.werkmap import Werkmap


@dataclass(frozen=True, slots=True)
class Proefstuk:
    """A document that was made to look at.

    Attributes:
        rij: The row that it was filled with; None where there is one document for all.
        plaats: The PDF, or the Word file when the PDF did not pass its proof.
        paginas: The pages of the PDF; None without one.
        redenen: Why there is no PDF, in Dutch.
    """

    rij: Proefrij | None
    plaats: Path
    paginas: int | None
    redenen: tuple[str, ...]
    open_velden: tuple[str, ...]


def read_velden(
    werkmap: Werkmap, key: str | None, naam: str | None, *, leeg: bool = False
) -> tuple[Gemeente, tuple[tuple[Veld, object], ...]]:
    """Return the fields, of one documentsoort or of all, each with a municipality's value.

    A value is an :class:`~overeenkomstgen.velden.veld.Invulregel` when it is not known, and None
    when it only comes to be when a document is made. Without a name it is the first municipality
    whose row is complete, or nearly. With ``leeg`` the values are those while nothing is known
    of it.

    Raises:
        InputError: Something is wrong in the input, or the name of either is unknown.
        RegisterError: The register is damaged.
    """
    invoer = read(werkmap)
    gemeente = invoer.choose([naam])[0] if naam else first_complete(invoer.gemeenten)
    gemeente = emptied(gemeente) if leeg else gemeente
    every = tuple(invoer.periode.documentsoort.values())
    soorten = (invoer.periode.choose_soort(key),) if key else every
    more = invoer.lezer.more
    found: dict[str, object] = {}
    for soort in soorten:
        values = merge_values(first_year(invoer, soort, [gemeente])[0])
        for veld in velden_of(soort, *more):
            value = value_of(values, veld.naam)
            if found.get(veld.naam) == "" or isinstance(found.get(veld.naam, value), Invulregel):
                found[veld.naam] = value
            found.setdefault(veld.naam, value)
    added = dict.fromkeys(name for soort in soorten for name in soort.velden)
    shown = velden_of(soorten[0], *more) if key else (*VELDEN, *los(*more, added))
    return gemeente, tuple((veld, found.get(veld.naam)) for veld in shown)


def beproef(
    werkmap: Werkmap, wat: str | None, out: Path | None, progress: Progress = silent
) -> tuple[Documentsoort, tuple[Proefstuk, ...]]:
    """Fill a template with the rows in which something can go wrong, and make the PDFs.

    They go through the same line as what is issued, and stand apart from it, in ``out`` or a
    folder in the output folder; nothing of it is accounted for. ``wat`` is what
    ``convenant.toml`` calls the documentsoort, or a template; None for the agreement.
    Returns the documentsoort that the template was taken for, too.

    Raises:
        InputError: Something is wrong in the input or the template, or there is no such one.
        RegisterError: The register is damaged.
        ToolError: LibreOffice is missing or does not work.
        UitvoerError: The folder is not one for trials, or cannot be written.
    """
    invoer = read(werkmap)
    soort, sjabloon = _choose(invoer, wat)
    rijen = () if soort.per is Per.CONVENANT else choose_proefrijen(invoer.gemeenten)
    plain = replace(soort, map="")
    subjects = [] if rijen else [replace(s, soort=plain) for s in first_year(invoer, soort, ())]
    for rij in rijen:  # each document is called after the reason for its row
        named = replace(plain, bestandsnaam=f"{slug(rij.redenen[0])}-{{gemeente}}")
        subjects += [replace(s, soort=named) for s in first_year(invoer, soort, [rij.gemeente])]
    concepten = draw_up(lambda _: sjabloon, subjects)
    folder = _folder(werkmap, out, sjabloon)
    made: dict[str, Proefstuk] = {}
    with (
        open_werkplaats() as werkplaats,
        open_uitvoer(folder) as uitvoer,
        progress("Proef maken", len(concepten)) as step,
    ):
        by_stem = dict(zip([c.stem for c in concepten], rijen or (None,), strict=True))
        with closing(issue(concepten, uitvoer, werkplaats)) as outcomes:
            for outcome in outcomes:
                stem = outcome.concept.stem
                made[stem] = _keep(uitvoer, outcome, by_stem[stem])
                step()
    return soort, tuple(made[concept.stem] for concept in concepten)


def _choose(invoer: Invoer, wat: str | None) -> tuple[Documentsoort, Sjabloon]:
    """Return the documentsoort that is meant, and the template, which has no faults."""
    sjablonen, soorten = invoer.werkmap.sjablonen, invoer.periode.documentsoort
    soort = None
    if wat is None or wat in soorten or not Path(wat).suffix:
        soort = invoer.periode.choose_soort(wat or None)
        path = sjablonen / soort.sjabloon
    else:
        path, named = Path(wat), sjablonen / Path(wat).name
        path = path if path.exists() or not named.exists() else named
    keuring = controleer_sjabloon(invoer.werkmap, path, invoer)
    sjabloon = keuring.sjabloon
    if sjabloon is None or keuring.fouten:
        raise InputError(keuring.fouten)
    own = (s for s in soorten.values() if s.naam in keuring.soorten or s.sjabloon == path.name)
    # Else it is of what has most fields of it, the agreement first.
    every, more = [invoer.periode.overeenkomst, *soorten.values()], invoer.lezer.more
    soort = (
        soort or next(own, None) or min(every, key=lambda s: len(sjabloon.faults(names(s, *more))))
    )
    refuse(sjabloon.faults(names(soort, *more)))
    return soort, sjabloon


def _keep(uitvoer: Uitvoer, outcome: Uitgegeven | Mislukt, rij: Proefrij | None) -> Proefstuk:
    """Return what was made; of what did not pass its proof the Word file is kept to look at."""
    concept = outcome.concept
    if not isinstance(outcome, Mislukt):
        place = uitvoer.folder / f"{concept.stem}.pdf"
        return Proefstuk(rij, place, int(outcome.regel.paginas), (), outcome.open_velden)
    word, filled = Path(f"{concept.stem}.docx"), concept.fill()
    kept = uitvoer.staging / f"niet-{word.name}"
    schijf.write(kept, filled.content)
    uitvoer.publish({kept: word}, remove=(word.with_suffix(".pdf"),))
    return Proefstuk(rij, uitvoer.folder / word, None, outcome.redenen, filled.open_fields)


def _folder(werkmap: Werkmap, chosen: Path | None, sjabloon: Sjabloon) -> Path:
    """Return the folder for trials: none in which something else stands."""
    own = real(werkmap.uitvoer)
    if chosen is None:
        return werkmap.uitvoer / PROEF / slug(Path(sjabloon.name).stem)
    asked = real(output_folder(werkmap, chosen))
    issued = asked.is_relative_to(own) and not asked.is_relative_to(own / PROEF)
    if issued or verantwoording_of(asked).exists():
        what = f"De proef kan niet in {chosen}: daar staan de documenten zelf."
        advice = f"Kies een andere map met {vak('proefmap', ZELF)}, of laat {vak('proefmap')} weg."
        raise UitvoerError(what, advice)
    return asked
