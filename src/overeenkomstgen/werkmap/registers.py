"""What was recorded, and only grows: ``register.csv``, ``facturen.csv``, ``verzonden.csv``.

All of it raises what :class:`.Kettingbestand` raises.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from overeenkomstgen.errors import Fault, InputError, refuse
from overeenkomstgen.kern.euro import format_bedrag
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.getuige import Getuige
from overeenkomstgen.kern.naamvorm import is_file_name
from overeenkomstgen.kern.register import PERIODE, Inschrijving, Melding
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.schijf.kettingbestand import HERSTEL, Hersteldals, Kettingbestand
from overeenkomstgen.schijf.kettingregels import Ketting, Schakel
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.verwijzing import actie


@dataclass(frozen=True, slots=True)
class Geboekt:
    """What was recorded in each, in the order of :data:`BOEKEN`."""

    entries: Sequence[Inschrijving] = ()
    facturen: Sequence[Factuur] = ()
    zendingen: Sequence[Zending] = ()


@dataclass(frozen=True, slots=True)
class Hersteld:
    """What was put back: a row of the record of that."""

    wat: str


_TERUG = f"{HERSTEL}. Wijzig het bestand nooit zelf: "
REGISTER = Ketting(
    Melding,
    "nummer",
    f"{_TERUG}een vergissing herstelt u met {actie('corrigeer')}.",
    "leg opnieuw vast wat ontbreekt",
)
"""How the rows of the register are written."""
FACTUREN = Ketting(
    Factuur,
    "volgnummer",
    f"{_TERUG}een factuur die is gegeven verandert niet meer.",
    "zet het terug uit een reservekopie van later; is die er niet, maak dan opnieuw wat ontbreekt, "
    "met de datum en het overschot die erop stonden",
)
"""How the rows of the invoices are written."""
ZENDINGEN = Ketting(
    Zending,
    "nummer",
    f"{_TERUG}wat is verzonden verandert niet meer.",
    "leg opnieuw vast wat ontbreekt",
)
"""How the rows of what was sent are written."""
_HERSTELD = Ketting(Hersteld, "nummer", HERSTEL, "ga door")
KOPIE = ".kopie"
"""The ending of the copy that is kept of each."""
BOEKEN: dict[str, tuple[Ketting[Any], str]] = {
    "register.csv": (REGISTER, "ondertekend"),
    "facturen.csv": (FACTUREN, "facturen"),
    "verzonden.csv": (ZENDINGEN, "verzonden"),
}
"""How the rows of each file are written, and the folder of its papers, which has its copy too."""


def boek(path: Path) -> Kettingbestand[Any]:
    """Return the file at a place, of the kind in :data:`BOEKEN` that it is called after."""
    ketting, folder = BOEKEN[path.name]
    return Kettingbestand(path, ketting, inside(path.parent, f"{folder}/{path.name}{KOPIE}"))


def herstelbestand(folder: Path) -> Kettingbestand[Hersteld]:
    """Return the record, among the signed papers, of what was put back."""
    return Kettingbestand(folder / "herstel.csv", _HERSTELD)


def read_register(path: Path, hersteld: Hersteldals = None) -> tuple[Inschrijving, ...]:
    """Return the entries of a register; none when there is no file."""
    return _entries(boek(path).read(hersteld))


def record(path: Path, meldingen: Sequence[Melding]) -> tuple[Inschrijving, ...]:
    """Add to the register, and return all its entries, with those that were added."""
    return _entries(boek(path).record(meldingen))


def read_facturen(path: Path, hersteld: Hersteldals = None) -> tuple[Factuur, ...]:
    """Return the invoices that were given; none when there is no file."""
    return _values(boek(path).read(hersteld), path.name)


def record_facturen(path: Path, facturen: Sequence[Factuur]) -> tuple[Factuur, ...]:
    """Record invoices, and return all that were ever given.

    InputError, and nothing recorded, when one was given before or credits more than is left.
    """
    bestand = boek(path)
    refuse(_not_to_give((*_values(bestand.read(), path.name), *facturen), path.name))
    return _values(bestand.record(facturen), path.name)


def read_zendingen(path: Path, hersteld: Hersteldals = None) -> tuple[Zending, ...]:
    """Return what was sent; nothing when there is no file."""
    return tuple(row.waarde for row in boek(path).read(hersteld))


def record_zendingen(path: Path, zendingen: Sequence[Zending]) -> tuple[Zending, ...]:
    """Record what was sent, and return all that ever was."""
    return tuple(row.waarde for row in boek(path).record(zendingen))


def strangers(entries: Iterable[Inschrijving], known: Collection[str]) -> Iterator[Fault]:
    """Find who stands in the register but no longer in the table."""
    names = {entry.aan: "" for entry in entries} | {e.cbs_code: e.gemeente for e in entries}
    for code, naam in names.items():
        if code not in {PERIODE, *known}:
            who = naam or code
            how = actie("draag-over", who), actie("beeindig", who), actie("zeg-op", who)
            what = f"{naam} ({code}) staat in het register maar niet in de tabel met gemeenten"
            advice = (
                "zet de rij terug in de tabel, want een overeenkomst eindigt daar niet door; leg "
                "dan vast wat er is gebeurd, met: {} (herindeling), {} (in overleg) of {}"
            )
            yield Fault("register.csv", what.removeprefix(" "), advice.format(*how))


def _entries(rows: Iterable[Schakel[Melding]]) -> tuple[Inschrijving, ...]:
    own = ((row, str(Getuige("register", row.nummer, row.controle))) for row in rows)
    return tuple(
        Inschrijving(**asdict(row.waarde), nummer=row.nummer, moment=row.moment, getuige=getuige)
        for row, getuige in own
    )


def _values(rows: Iterable[Schakel[Factuur]], name: str) -> tuple[Factuur, ...]:
    facturen = tuple(
        replace(row.waarde, getuige=str(Getuige("facturen", row.nummer, row.controle)))
        for row in rows
    )
    for nummer in (factuur.nummer for factuur in facturen):
        if not is_file_name(nummer):  # the document is kept under it
            what = f"{nummer} kan geen nummer van een factuur zijn"
            raise InputError.of(name, what, "zet de laatste goede kopie van dit bestand terug")
    return facturen


def _not_to_give(facturen: Iterable[Factuur], name: str) -> Iterator[Fault]:
    """Find what was given before, and credits of more than there is."""
    numbers: dict[str, Factuur] = {}
    left: dict[tuple[str, int], Factuur] = {}
    for factuur in facturen:
        first = numbers.setdefault(factuur.nummer, factuur)
        key = factuur.cbs_code, factuur.jaar
        same, van = left.get(key), factuur.credit_van
        now = same.plus(factuur) if same and same.nummer == van else None
        if van and not (same and now and _is_right(same, factuur, now)):
            what = f"van factuur {van} is dit niet te crediteren: {format_bedrag(-factuur.bedrag)}"
            yield Fault(name, what, "er is niet zoveel van over, of zij is niet gegeven")
        elif same and not van:
            what = f"{factuur.gemeente} heeft al een factuur van {factuur.jaar}: {same.nummer}"
            yield Fault(name, what, "een factuur is definitief; er komt geen tweede")
        elif first is not factuur:
            what = f"nummer {factuur.nummer} is al gegeven, aan {first.gemeente}"
            advice = "geef facturen een andere vorm van nummer in convenant.toml, [factuur]"
            yield Fault(name, what, advice)
        elif now and not now.bijdrage:
            del left[key]
        else:
            left[key] = now or factuur


def _is_right(left: Factuur, credit: Factuur, now: Factuur) -> bool:
    """Return whether a credit takes no more than is left, with the VAT of just that."""
    return 0 <= now.bedrag < left.bedrag and now.totaal == left.totaal + credit.totaal
