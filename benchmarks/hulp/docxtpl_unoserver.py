"""Fills the template with docxtpl and has a running unoserver make each PDF, one by one.

Runs in the environment of the alternatives.
Use: docxtpl_unoserver.py TEMPLATE VALUES FOLDER PORT
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from xmlrpc.client import ServerProxy

from docxtpl_invullen import fill_all
from unoserver.client import UnoClient  # type: ignore[import-not-found]

PATIENCE = 60.0  # seconds


def wait_for(port: str) -> None:
    """Wait until the server answers; its own client would look only every ten seconds.

    Raises:
        ConnectionError: It does not in a minute.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with ServerProxy(f"http://127.0.0.1:{port}", allow_none=True) as proxy:
                proxy.info()
        except ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def main(template: str, values: str, folder: str, port: str) -> None:
    """Fill all documents, while the server may still be starting, and then convert them."""
    documents = list(fill_all(template, values, folder))
    wait_for(port)
    client = UnoClient(port=port)
    for document in documents:
        pdf = Path(folder, f"{document.stem}.pdf")
        client.convert(inpath=str(document), outpath=str(pdf), convert_to="pdf")


if __name__ == "__main__":
    main(*sys.argv[1:])
