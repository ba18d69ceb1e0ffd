"""Which documentsoort is meant by what the user typed."""

from __future__ import annotations

from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.documentsoort import Documentsoort
from overeenkomstgen.kern.waarden import nearest


def choose_soort(periode: Periode, key: str) -> Documentsoort:
    """Return a documentsoort by what ``convenant.toml`` calls it.

    Raises:
        InputError: There is none.
    """
    soorten = periode.documentsoort
    if key in soorten:
        return soorten[key]
    near = nearest(key, list(soorten))
    advice = f"bedoeld is misschien {near}" if near else f"kies uit: {', '.join(soorten)}"
    where = f'documentsoort "{key}"'
    raise InputError.of(where, "deze documentsoort staat niet in convenant.toml", advice)
