"""The invoices that were given: ``facturen.csv``, which only grows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from overeenkomstgen.errors import Fault, refuse
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.schijf.kettingbestand import Kettingbestand
from overeenkomstgen.schijf.kettingregels import Ketting, Schakel

KETTING = Ketting(
    Factuur,
    "volgnummer",
    "Zet de laatste goede kopie van dit bestand terug, bijvoorbeeld uit een reservekopie. Wijzig "
    "het nooit zelf: een factuur die is gegeven verandert niet meer.",
    "maak opnieuw wat ontbreekt, met de datum en het overschot die op de facturen in de map "
    "facturen staan",
)
"""How the rows of the file are written."""


def read_facturen(path: Path) -> tuple[Factuur, ...]:
    """Return the invoices that were given; none when there is no file.

    Raises:
        RegisterError: The file is not as the program wrote it, or has lost rows.
        NieuwerError: A newer version of the program wrote it.
    """
    return _values(Kettingbestand(path, KETTING).read())


def record_facturen(path: Path, facturen: Sequence[Factuur]) -> tuple[Factuur, ...]:
    """Record invoices, and return all that were ever given; only this run may add to the file.

    Raises:
        InputError: One of them was given before; nothing is recorded.
        RegisterError: The file is damaged; see :func:`read_facturen`.
        BusyError: Another run kept the file for too long.
        UitvoerError: The file cannot be written.
    """
    bestand = Kettingbestand(path, KETTING)
    refuse(_given_twice((*_values(bestand.read()), *facturen), path.name))
    return _values(bestand.record(facturen))


def _values(rows: Iterable[Schakel[Factuur]]) -> tuple[Factuur, ...]:
    return tuple(row.waarde for row in rows)


def _given_twice(facturen: Iterable[Factuur], name: str) -> Iterator[Fault]:
    numbers: dict[str, Factuur] = {}
    years: dict[tuple[str, int], Factuur] = {}
    for factuur in facturen:
        first = numbers.setdefault(factuur.nummer, factuur)
        same = years.setdefault((factuur.cbs_code, factuur.jaar), factuur)
        if same is not factuur:
            what = f"{factuur.gemeente} heeft al een factuur van {factuur.jaar}: {same.nummer}"
            yield Fault(name, what, "een factuur is definitief; er komt geen tweede")
        elif first is not factuur:
            what = f"nummer {factuur.nummer} is al gegeven, aan {first.gemeente}"
            advice = "geef facturen een andere vorm van nummer in convenant.toml, [factuur]"
            yield Fault(name, what, advice)
