"""Times docx-mailmerge2: a new MailMerge for each document. Prints milliseconds for each.

Runs in the environment of the alternatives. Use: vul_mailmerge.py TEMPLATE FIELDS [FOLDER]
With a folder, it keeps the documents there instead of timing.
"""

from __future__ import annotations

import json
import sys
import time
from io import BytesIO
from pathlib import Path

from mailmerge import MailMerge  # type: ignore[import-not-found]


def fill(template: str, fields: dict[str, str]) -> bytes:
    """Return one document."""
    content = BytesIO()
    with MailMerge(template) as document:
        document.merge(**fields)
        document.write(content)
    return content.getvalue()


def main(template: str, values: str, folder: str = "") -> None:
    """Fill everything once, and then once more on the clock."""
    documents = json.loads(Path(values).read_text("utf-8"))
    if folder:
        for row in documents:
            Path(folder, f"{row['naam']}.docx").write_bytes(fill(template, row["velden"]))
        return
    start = 0.0
    for _ in range(2):
        start = time.perf_counter()
        for row in documents:
            fill(template, row["velden"])
    print((time.perf_counter() - start) * 1000 / len(documents))


if __name__ == "__main__":
    main(*sys.argv[1:])
