"""A LibreOffice that remembers.

It gives the PDF that the real one made of the very same Word file before, for any worker, and asks
the real one only for what is new. So each document of the tests is converted for real, and few
twice.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from overeenkomstgen.office.installatie import find_libreoffice

_SCRIPT = """#!/bin/bash
before=()
while [ $# -gt 0 ] && [ "$1" != --outdir ]; do before+=("$1"); shift; done
[ $# -gt 2 ] && ! [ -e "{forgets}" ] || exec {real} "${{before[@]}}" "$@"
out=$2; shift 2
known=(); unknown=(); places=()
while read -r sum _; do known+=("{memory}/$sum.pdf"); done < <(sha256sum "$@")
number=0
for file; do
  place=${{known[number++]}}
  [ -e "$place" ] || {{ unknown+=("$file"); places+=("$place"); }}
done
if [ ${{#unknown[@]}} -gt 0 ]; then
  new=$(mktemp -d -p "{memory}")
  {real} "${{before[@]}}" --outdir "$new" "${{unknown[@]}}" > /dev/null || exit
  number=0
  for file in "${{unknown[@]}}"; do
    name=${{file##*/}}; mv "$new/${{name%.docx}}.pdf" "${{places[number++]}}"
  done
fi
number=0
for file; do
  name=${{file##*/}}; pdf=$out/${{name%.docx}}.pdf
  echo "convert $file -> $pdf using filter : writer_pdf_Export"
  cp "${{known[number++]}}" "$pdf"
done
"""


def write_onthoudend(place: Path, real: Path, memory: Path) -> Path:
    """Write the program, that asks a real one and remembers in a folder; return its place.

    It starts as quickly as the real one: without that file LibreOffice starts itself once more.
    """
    if (known := real.resolve().parent / "versionrc").is_file():
        shutil.copy(known, place.parent)
    place.write_text(_SCRIPT.format(real=real, memory=memory, forgets=_sign_of(place)))
    place.chmod(0o755)
    return place


@contextmanager
def forgetting(onthoudend: Path) -> Iterator[None]:
    """Let one make everything anew meanwhile."""
    sign = _sign_of(onthoudend)
    sign.touch()
    try:
        yield
    finally:
        sign.unlink()


def _sign_of(onthoudend: Path) -> Path:
    return onthoudend.with_name("vergeet")


def make_onthoudend(folder: Path, memory: Path) -> Path:
    """Make one in a new folder, with this memory."""
    office = find_libreoffice()
    memory.mkdir(parents=True, exist_ok=True)
    folder.mkdir()
    return write_onthoudend(folder / "soffice", office.kernel or office.executable, memory)
