"""A look inside the file of a signature, and what is asked where something is not certain."""

from collections.abc import Collection, Sequence

from overeenkomstgen.errors import Fault, Vraag, VraagError, refuse
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.register import ondertekening
from overeenkomstgen.register.scans import Papier
from overeenkomstgen.register.vastlegging import Bijgewerkt
from overeenkomstgen.verwijzing import actie, vak
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.werkmap import Werkmap


def onderteken(
    werkmap: Werkmap, namen: Sequence[str], papier: Papier, bevestigd: Collection[Vraag] = ()
) -> Bijgewerkt:
    """Record a signature after a look inside each file; as that of the register otherwise.

    Raises:
        InputError: A file is another paper, or says something else than was issued.
        VraagError: A file cannot be read as that paper, or not all of it, and nobody confirmed it.
    """
    return ondertekening.onderteken(werkmap, namen, papier, bevestigd, _look_inside)


def _look_inside(
    invoer: Invoer, gemeente: Gemeente, papier: Papier, bevestigd: Collection[Vraag]
) -> None:
    from overeenkomstgen.inname.binnenkomst import read_still, take_in  # noqa: PLC0415 - slow
    from overeenkomstgen.inname.blad import Bladen  # noqa: PLC0415 - with them
    from overeenkomstgen.inname.lezing import Lezer  # noqa: PLC0415 - slow
    from overeenkomstgen.inname.voorstel import Innamewens  # noqa: PLC0415 - with it

    if papier.bestand is None:
        return
    name = str(papier.bestand)
    delen = [part for part in take_in(read_still(papier.bestand), name) if isinstance(part, Bladen)]
    found, _ = Lezer(invoer, register=False).read(delen) if delen else ([], [])
    others = [each.gemeente.naam for each in found if each.gemeente != gemeente]
    advice = f"geef het papier van {gemeente.naam} alleen, of gebruik {actie('inname', name)}"
    refuse(Fault(name, f"hierin zit het papier van {naam}", advice) for naam in others)
    refuse(fault for each in found for fault in each.against(name))
    wens = Innamewens(op=papier.op, verbeterd=not papier.namens)
    doubts = [told for each in found for told in wens.doubts(each)]
    unknown = [f"de overeenkomst van {gemeente.naam} is niet te herkennen"]
    confirm(name, doubts if found else unknown, bevestigd)


def confirm(where: str, doubts: Sequence[str], bevestigd: Collection[Vraag]) -> None:
    """Ask whether a paper is right, where something is not certain."""
    told = f"{where}: {'; '.join(doubts)}."
    vraag = Vraag(f"{told} Toch vastleggen?")
    if doubts and vraag not in bevestigd:
        advice = f"Kijk het papier na. Klopt het, geef dan {vak('ja')}."
        raise VraagError(vraag, f"Niet bevestigd. {told} Er is niets gewijzigd.", advice)
