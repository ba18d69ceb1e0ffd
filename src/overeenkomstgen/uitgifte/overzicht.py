"""Where everything stands, and the overview: one HTML page that shows it.

The page needs nothing beside itself, no script and no network, and is made to be
read aloud, on a telephone and on paper too. Its form is in ``overzicht.html``.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.euro import format_bedrag
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.register import Inschrijving
from overeenkomstgen.kern.status import Status
from overeenkomstgen.kern.statusregel import ENDINGS, Statusregel, Toestand
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.schijf.uitvoer import open_uitvoer
from overeenkomstgen.velden.velden import find_veld
from overeenkomstgen.werkmap.invoer import read
from overeenkomstgen.werkmap.werkmap import Werkmap

NAME = "overzicht.html"

_SOORTEN = {".docx": "Word", ".pdf": "PDF"}
_VOLGORDE = (
    *(Toestand.ONDERTEKEND, Toestand.OPGEZEGD, Toestand.BEEINDIGD),
    *(Toestand.GEMAAKT, Toestand.NIET_GEMAAKT, Toestand.GEEINDIGD, Toestand.OPVOLGER),
)
_LATER = {Toestand.BEEINDIGD, Toestand.GEEINDIGD, Toestand.OPVOLGER}  # shown where there are any


def status(werkmap: Werkmap) -> Status:
    """Return where everything stands today; InputError or RegisterError as of :func:`.read`."""
    return status_van(werkmap, ())[0]


def status_van(werkmap: Werkmap, namen: Collection[str]) -> tuple[Status, tuple[Statusregel, ...]]:
    """Return the same, with the rows of these municipalities; without names of all."""
    invoer = read(werkmap, tonen=True)
    codes, found = {each.cbs_code for each in invoer.choose(namen)}, invoer.status
    return found, tuple(regel for regel in found.regels if regel.cbs_code in codes)


@dataclass(frozen=True, slots=True)
class Gemeenteoverzicht:
    """Everything that there is of one municipality.

    Attributes:
        entries: What the register says of it, in the order in which that was recorded.
        facturen: Its invoices and credits, in the order in which they were given.
        documenten: What was made for it and is there: its kind, its year or an empty text, and
            the files, relative to the werkmap.
        bewaard: The files of the agreement that it signed, as that was issued.
    """

    regel: Statusregel
    entries: tuple[Inschrijving, ...]
    facturen: tuple[Factuur, ...]
    documenten: tuple[tuple[str, str, tuple[str, ...]], ...]
    bewaard: tuple[str, ...]


def overzicht_van(werkmap: Werkmap, cbs_code: str) -> Gemeenteoverzicht:
    """Return all of one municipality, of which the table has the code; or raise as of ``read``."""
    invoer = read(werkmap, tonen=True)
    regels = (each for each in invoer.regels.values() if each.cbs_code == cbs_code)
    near = invoer.papieren.near
    made = (
        (each.soort, each.jaar, tuple(near(file) for file in files if file.is_file()))
        for each in regels
        for files in [[inside(werkmap.uitvoer, name) for name in each.files]]
    )
    kept = (file for file in invoer.papieren.getekend.find(cbs_code) if file.suffix in ENDINGS)
    return Gemeenteoverzicht(
        invoer.status.per_code[cbs_code],
        tuple(each for each in invoer.entries if cbs_code in {each.cbs_code, each.aan}),
        tuple(each for each in invoer.facturen if cbs_code in {each.cbs_code, each.betaler}),
        tuple(each for each in made if each[2]),
        tuple(map(near, kept)),
    )


def overzicht(werkmap: Werkmap, gemaakt_met: str = "") -> Path:
    """Make the page that shows where everything stands, and return its place.

    Raises:
        InputError: Something in the input is wrong; nothing was made.
        RegisterError: The register is damaged; nothing was made.
        BusyError: Another run is at work in the same werkmap.
    """
    with locked(werkmap.slot):
        invoer = read(werkmap)
        with open_uitvoer(werkmap.uitvoer) as uitvoer:
            page = uitvoer.staging / NAME
            folder = werkmap.uitvoer.relative_to(werkmap.folder)
            made = render_overzicht(invoer.periode, invoer.status, folder, gemaakt_met)
            schijf.write(page, made.encode())
            uitvoer.publish({page: Path(NAME)})
        return uitvoer.folder / NAME


def render_overzicht(periode: Periode, status: Status, folder: Path, gemaakt_met: str = "") -> str:
    """Return the page, as HTML; the same input gives the same page.

    ``folder`` is where it is to stand, and its links start, written as the status writes
    documents: from the same folder, or in full; ``gemaakt_met`` what the user makes it with.
    """
    import jinja2  # noqa: PLC0415 - slow to load

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"bedrag": format_bedrag, "datum": format_datum}
    # What is open where nobody has signed, in how many documents.
    open_velden = Counter(veld for regel in status.ontbrekend for veld in regel.open_velden)
    return environment.get_template(NAME).render(
        convenant=periode.convenant,
        find_veld=find_veld,
        gemaakt_met=gemaakt_met,
        netwerk=periode.netwerk,
        stichting=periode.stichting,
        status=status,
        toestanden=[t for t in _VOLGORDE if t not in _LATER or status.aantallen[t]],
        einden=(Toestand.OPGEZEGD, Toestand.BEEINDIGD, Toestand.GEEINDIGD),
        vakken=sorted((regel.toestand for regel in status.regels), key=_VOLGORDE.index),
        open_velden=open_velden.most_common(),
        koppelingen={regel.cbs_code: tuple(_koppelingen(regel, folder)) for regel in status.regels},
        zonder_scan={regel.cbs_code for regel in status.zonder_scan},
    )


def _koppelingen(regel: Statusregel, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of a link to each document, and to the scan of the paper."""
    files = map(Path, regel.dossier.documenten)
    documents = ((each, _SOORTEN[each.suffix.lower()]) for each in files)
    scans = ((Path(place), "Scan") for place in (regel.scan,) if place)
    for document, tekst in (*documents, *scans):
        yield quote(Path(os.path.relpath(document, folder)).as_posix()), tekst
