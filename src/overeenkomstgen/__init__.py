"""Agreements between a network and its members, from a table and Word templates.

This is the library: what a front, such as the command line, or a script can do and see. It
takes and returns frozen values, prints nothing, and says what it cannot do with an
:class:`~overeenkomstgen.errors.OvereenkomstgenError`::

    werkmap = overeenkomstgen.find_werkmap(None, Path.cwd())
    verslag = overeenkomstgen.genereer(werkmap, overeenkomstgen.Keuzes(("Deventer",)))

What it gives is named in ``__init__.pyi``, and is loaded when it is first asked for, so that
nobody waits for the rest.
"""

from functools import cache
from importlib import import_module


@cache
def _gives() -> dict[str, str]:
    """Return what the library gives, each with the module where it stands."""
    import pkgutil  # noqa: PLC0415 - slow to load

    lines = (pkgutil.get_data(__name__, "__init__.pyi") or b"").decode().splitlines()
    imports = (line.split() for line in lines if line.startswith("from "))
    return {name: module for _, module, _, name, *_ in imports}


def __getattr__(name: str) -> object:
    if name not in _gives():
        raise AttributeError(f"{__name__} gives no {name}")
    return globals().setdefault(name, getattr(import_module(_gives()[name]), name))


def __dir__() -> list[str]:
    return sorted(_gives())
