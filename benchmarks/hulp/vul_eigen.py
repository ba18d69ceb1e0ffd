"""Times our own filling: the template once, then all documents. Prints milliseconds for each.

Use: vul_eigen.py TEMPLATE WERKMAP
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.velden.velden import merge_values
from overeenkomstgen.werkmap.invoer import read
from overeenkomstgen.werkmap.werkmap import Werkmap


def fill_all(template: Path, documents: list[dict[str, Any]]) -> int:
    """Fill all documents, and return how many bytes that is."""
    sjabloon = Sjabloon.load(template)
    return sum(len(sjabloon.fill(values).content) for values in documents)


def main(template: str, werkmap: str) -> None:
    """Fill everything once, and then once more on the clock."""
    invoer = read(Werkmap(Path(werkmap)))
    soort = invoer.periode.overeenkomst
    documents = [merge_values(each) for each in invoer.subjects(soort, invoer.gemeenten)]
    fill_all(Path(template), documents)
    start = time.perf_counter()
    fill_all(Path(template), documents)
    print((time.perf_counter() - start) * 1000 / len(documents))


if __name__ == "__main__":
    main(*sys.argv[1:])
