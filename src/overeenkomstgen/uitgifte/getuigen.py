"""Holding the register and the invoices against the documents that others have of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from overeenkomstgen.errors import Fault, InputError, refuse
from overeenkomstgen.kern.getuige import Getuige, find_breuk, find_getuigen
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.schijf.plaats import read_bytes
from overeenkomstgen.schijf.process import Worker
from overeenkomstgen.verwijzing import vak
from overeenkomstgen.werkmap.registers import boek
from overeenkomstgen.werkmap.werkmap import Werkmap

SECONDS: Final = 20.0
"""In which a PDF of anyone must be read."""
_aside: Final = Worker(memory=2 * 1024**3)


def hoor_getuigen(werkmap: Werkmap, waarden: Sequence[str]) -> Iterator[str]:
    """Hold the register and the invoices against witnesses: PDFs, or what someone typed of them.

    They are taken as they stand: where a copy says something else, this tells which is right.

    Yields:
        Which hold, each a sentence in Dutch.

    Raises:
        InputError: Something is no witness, and has none; or, after all that hold, who contradict.
        RegisterError: One of them is not as the program writes it.
    """
    nu = {}
    for row in boek(werkmap.register).stand():
        key = str(Getuige("register", row.nummer, row.controle))
        nu[key] = f"{row.waarde.gemeente}, {row.waarde.gebeurtenis}"
    for each in boek(werkmap.factuurregister).stand():
        key = str(Getuige("facturen", each.nummer, each.controle))
        nu[key] = f"{each.waarde.gemeente}, factuur {each.waarde.nummer}"
    given = {who: each for waarde in waarden for who, each in _read(waarde, nu).items()}
    bad = [who for who, each in given.items() if str(each) not in nu]
    yield from (f"{who}: klopt tot rij {given[who].nummer}." for who in given if who not in bad)
    refuse(_contradiction(who, given, nu) for who in bad)


def _read(waarde: str, nu: Collection[str]) -> Mapping[str, Getuige]:
    """Return the witnesses in a PDF, or that were typed, by what messages call them."""
    path, what = Path(waarde), "dit is geen PDF en geen controlecode"
    found = {str(each): each for each in (own.placed(nu) for own in find_getuigen(waarde))}
    if path.suffix.lower() == ".pdf":
        try:
            sheets = _aside.safely(path.name, "", SECONDS, read_pdf, read_bytes(path), path.name)
            text, what = "\n".join(sheets), "in deze PDF is geen controlecode te lezen"
        except (InputError, OSError):
            text, what = "", "deze PDF is er niet of is niet te lezen"
        found = {f"{path.name} ({each})": each for each in find_getuigen(text) if each.ketting}
    if not found:
        advice = "geef een PDF van dit programma, of typ de controlecode over die daarop staat"
        raise InputError.of(vak("getuige", waarde), what, advice)
    return found


def _contradiction(who: str, given: Mapping[str, Getuige], nu: Mapping[str, str]) -> Fault:
    """Return what there is now in the row of a witness, and where its chain was changed."""
    ketting, row = given[who].ketting, given[who].nummer
    rows = (
        f"{what} ({key})" for key, what in nu.items() if key.startswith(f"{ketting} rij {row} ")
    )
    what = f"klopt niet met {ketting}.csv: in rij {row} staat nu {next(rows, 'niets')}"
    breuk = find_breuk([each for each in given.values() if each.ketting == ketting], nu)
    advice = (
        "deze rij of een latere klopt wel volgens een andere getuige, dus kijk of dit goed is "
        "overgetypt en van deze werkmap is"
    )
    if breuk and row >= breuk[1]:
        since = f"na rij {breuk[0]}, de laatste die klopt, en " if breuk[0] else ""
        advice = (
            f"er is iets gewijzigd {since}uiterlijk in rij {breuk[1]}, de eerste die niet klopt; "
            "zet een kopie terug die wel klopt"
        )
    return Fault(who, what, advice)
