"""Times docxtpl: a new DocxTemplate for each document. Prints milliseconds for each.

Runs in the environment of the alternatives. Use: vul_docxtpl.py TEMPLATE VALUES
"""

from __future__ import annotations

import sys
import time
from io import BytesIO

from docxtpl_invullen import fill, make_language, read_values


def main(template: str, values: str) -> None:
    """Fill everything once, and then once more on the clock."""
    documents, language = read_values(values), make_language()
    start = 0.0
    for _ in range(2):
        start = time.perf_counter()
        for _, fields in documents:
            fill(template, fields, language, BytesIO())
    print((time.perf_counter() - start) * 1000 / len(documents))


if __name__ == "__main__":
    main(*sys.argv[1:])
