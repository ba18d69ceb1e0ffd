"""A process in which the program runs often reads and examines the same template once.

The program does so once for all that it makes, and ends. Who lets it run time and again in one
process, in a new werkmap each time, would have it examine the templates of the project a thousand
times.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from overeenkomstgen.kern.documentsoort import Documentsoort
from overeenkomstgen.keuring.keuring import Keuring
from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand
from overeenkomstgen.office.lettertypen import installed_fonts
from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.sjabloon.opdrachten import deel
from overeenkomstgen.sjabloon.opdrachten.deel import Deel
from overeenkomstgen.werkmap.sjablonen import Sjabloonlezer
from overeenkomstgen.word.bestand import Onderdeel

_compile = deel._compile  # noqa: SLF001 - what is done to one part, which nothing else decides
_examine = Sjabloonlezer.examine
_open = Sjabloonbestand.read
_PARTS = 200


@dataclass(frozen=True)
class _Lezing:
    """A part of a template to read; where it is measured, it is read for that as well."""

    sjabloon: str
    onderdeel: Onderdeel
    escape: bool
    measured: bool
    patch: Callable[[str], str] = field(compare=False)
    language: Environment = field(compare=False)


@lru_cache(_PARTS)
def _read(lezing: _Lezing) -> Deel:
    return _compile(lezing.sjabloon, lezing.onderdeel, lezing.patch, lezing.language)


def _known(
    sjabloon: str, onderdeel: Onderdeel, patch: Callable[[str], str], language: Environment
) -> Deel:
    measured = sys.gettrace() is not None
    escape = bool(language.autoescape)
    return _read(_Lezing(sjabloon, onderdeel, escape, measured, patch, language))


@dataclass(frozen=True)
class _Vraag:
    """What is asked about a template; ``about`` is all that the answer depends on but its place."""

    about: tuple[object, ...]
    ask: Callable[[], Any] = field(compare=False)


@lru_cache(_PARTS)
def _answer(vraag: _Vraag) -> Any:  # noqa: ANN401 - whatever was asked
    return vraag.ask()


def _of_file(path: Path) -> tuple[object, ...]:
    return path.parts[-2:], fingerprint_of(path), sys.gettrace() is not None


def _opened(path: Path) -> Sjabloonbestand:
    if not path.is_file():
        return _open(path)
    bestand: Sjabloonbestand = _answer(_Vraag(_of_file(path), lambda: _open(path)))
    return bestand


def _examined(lezer: Sjabloonlezer, path: Path, soorten: Collection[Documentsoort]) -> Keuring:
    if not path.is_file():
        return _examine(lezer, path, soorten)
    of_werkmap = (lezer._table, repr(lezer.artikelen), installed_fonts())  # noqa: SLF001 - as above
    about = (*_of_file(path), repr(soorten), *of_werkmap)
    keuring: Keuring = _answer(_Vraag(about, lambda: _examine(lezer, path, soorten)))
    return replace(keuring, path=path)


@contextmanager
def read_once() -> Iterator[None]:
    """Remember meanwhile what was read, and what came of examining it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deel, "_compile", _known)
        patch.setattr(Sjabloonlezer, "examine", _examined)
        patch.setattr(Sjabloonbestand, "read", _opened)
        yield
