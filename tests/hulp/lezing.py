"""A process in which the program runs often reads the tags of the same template once.

The program reads them once for all that it makes, and ends. Who lets it run time and again in
one process would have it read the templates of the project a thousand times.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache

import pytest
from jinja2 import Environment

from overeenkomstgen.sjabloon.opdrachten import deel
from overeenkomstgen.sjabloon.opdrachten.deel import Deel
from overeenkomstgen.word.bestand import Onderdeel

_compile = deel._compile  # noqa: SLF001 - what is done to one part, which nothing else decides
_PARTS = 64


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


@contextmanager
def read_once() -> Iterator[None]:
    """Remember meanwhile what was read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deel, "_compile", _known)
        yield
