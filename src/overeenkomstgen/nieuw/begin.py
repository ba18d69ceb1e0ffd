"""A first werkmap, with what the program brings along: settings, templates and the table."""

from pathlib import Path

from overeenkomstgen.errors import InputError
from overeenkomstgen.nieuw.nieuw import Aanmaak, bereid_voor, build_folder, list_files
from overeenkomstgen.nieuw.nieuwe_periode import TABEL, TEKSTEN, Punt
from overeenkomstgen.schijf.schijf import real
from overeenkomstgen.schijf.teksttabel import as_csv
from overeenkomstgen.werkmap.werkmap import INSTELLINGEN, Werkmap

_BUILT = Path(__file__).with_name("werkmap")
MEEGEBRACHT = _BUILT if _BUILT.is_dir() else Path(__file__).parents[3]
"""The werkmap that ``setup.py`` puts in a wheel; where none was built, the project's own folder."""


def begin(folder: Path, start: Path, *, leeg: bool = False) -> Aanmaak:
    """Make a first werkmap, of the convenant that the program was made for.

    Args:
        folder: Where it comes; nothing stands there, or an empty folder.
        start: The folder that the user is in.
        leeg: Whether it is for another network: no municipality is in the table.

    Raises:
        InputError: Something stands in the way; it has all faults together.
        UitvoerError: The folder cannot be made.
    """
    voorbereiding = bereid_voor(folder, MEEGEBRACHT, None, start)
    bron = voorbereiding.bron
    if bron is None or voorbereiding.fouten:
        raise InputError(voorbereiding.fouten)
    van, periode = bron.werkmap, bron.periode
    content: dict[str, bytes | Path] = {INSTELLINGEN: van.instellingen}
    if leeg:
        content[TABEL] = as_csv([bron.tabel.columns])
    else:
        content |= {table.name: table for table in van.gemeenten if table.exists()}
    for each in (van.sjablonen, van.bijlagen):
        content |= list_files(van, each)
    build_folder(real(folder), content)
    of = f"er staat nu wat voor {periode.stichting.naam} en {periode.netwerk.naam} geldt"
    other = (
        Punt(INSTELLINGEN, f"het convenant, de partijen en de documenten; {of}"),
        Punt(TABEL, "een rij voor elke gemeente die meedoet"),
    )
    return Aanmaak(Werkmap(folder), bron, other if leeg else (), (TEKSTEN,) if leeg else (), ())
