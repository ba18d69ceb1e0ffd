"""What stands in a file as boxes to change it by, with what is wrong, or was changed meanwhile."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from flask import request

import overeenkomstgen as lib
from overeenkomstgen.loket.formulier import Vak
from overeenkomstgen.loket.hier import CONFLICT, UNPROCESSABLE

Plek = tuple[str, int]
"""Where a value stands, as in ``plek`` of a fault."""
Lezing = tuple[Mapping[Plek, Vak], str, tuple[lib.Fault, ...]]
"""A box for each value, what tells the file from another, and all that is wrong with it."""


@dataclass(frozen=True, slots=True)
class Bewerking:
    """A form on a file.

    Attributes:
        vakken: Its boxes, each with what is wrong with its value.
        overig: What is wrong elsewhere.
        code: The HTTP status of the page that shows it.
        verouderd: Why nothing was written, of a page that was out of date.
    """

    vakken: Mapping[Plek, Vak]
    vingerafdruk: str
    overig: tuple[lib.Fault, ...]
    code: int = 200
    verouderd: lib.VerouderdError | None = None


def toon(lezing: Lezing) -> Bewerking:
    """Return the form on a file as it stands."""
    vakken, vingerafdruk, fouten = lezing
    shown = {plek: replace(vak, was=str(vak.waarde)) for plek, vak in vakken.items()}
    return _with_faults(shown, vingerafdruk, fouten)


def bewerk(lezing: Lezing, schrijf: Callable[[Mapping[str, str], str], object]) -> Bewerking | None:
    """Write what was filled in, where the file is the one that was shown.

    ``schrijf`` is given the values by what they are called, and the fingerprint of that file.
    Where it refuses, the form comes back as it was filled in. On a file that is another by now it
    has what stands there now where the user had changed nothing, and says what was changed.
    """
    (vakken, now, _), given = lezing, request.form
    waarden = {plek[0]: given[vak.naam] for plek, vak in vakken.items() if vak.naam in given}
    shown = given.get("vingerafdruk", "")
    try:
        schrijf(waarden, shown)
    except lib.InputError as error:
        filled = {plek: _filled(vak, given) for plek, vak in vakken.items()}
        return replace(_with_faults(filled, shown, error.faults), code=UNPROCESSABLE)
    except lib.VerouderdError as error:
        merged = {plek: _merged(vak, given) for plek, vak in vakken.items()}
        return Bewerking(merged, now, (), CONFLICT, error)
    return None


def _with_faults(
    vakken: Mapping[Plek, Vak], vingerafdruk: str, fouten: Iterable[lib.Fault]
) -> Bewerking:
    wrong = {fault.plek: f"{fault.what}; {fault.advice}." for fault in fouten}
    marked = {plek: replace(vak, fout=wrong.get(plek, "")) for plek, vak in vakken.items()}
    return Bewerking(marked, vingerafdruk, tuple(f for f in fouten if f.plek not in vakken))


def _filled(vak: Vak, given: Mapping[str, str]) -> Vak:
    return replace(vak, waarde=given.get(vak.naam, vak.waarde), was=_was(vak, given))


def _was(vak: Vak, given: Mapping[str, str]) -> str:
    """Return what a box had when it was shown first."""
    return given.get(f"was-{vak.naam}", str(vak.waarde))


def _merged(vak: Vak, given: Mapping[str, str]) -> Vak:
    """Return a box of a page that was out of date, with what the user changed in it."""
    now, was = str(vak.waarde), _was(vak, given)
    typed = given.get(vak.naam, was)
    is_own = typed.splitlines() != was.splitlines()
    fout = ""
    if now.splitlines() != was.splitlines():
        fout = f"intussen gewijzigd: er stond {_said(was)}, en nu {_said(now)}"
        fout += "; hier staat wat u typte." if is_own else "."
    return replace(vak, waarde=typed if is_own else now, was=now, fout=fout, merk="Let op")


def _said(value: str) -> str:
    return lib.show(value) or "niets"
