"""A LibreOffice that remembers.

It gives the PDF that the real one made of the very same Word file before, and asks the real one
only for what is new. So each document of the tests is converted for real, and none twice.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from overeenkomstgen.office.installatie import find_libreoffice

_SCRIPT = """#!/bin/bash
before=()
while [ $# -gt 0 ] && [ "$1" != --outdir ]; do before+=("$1"); shift; done
[ $# -gt 2 ] || exec {real} "${{before[@]}}" "$@"
out=$2; shift 2
known=()
while read -r sum _; do known+=("{memory}/$sum.pdf"); done < <(sha256sum "$@")
for place in "${{known[@]}}"; do
  [ -e "$place" ] && continue
  new=$(mktemp -d -p "{memory}")
  {real} "${{before[@]}}" --outdir "$new" "$@" > /dev/null || exit
  number=0
  for file; do
    name=${{file##*/}}; mv "$new/${{name%.docx}}.pdf" "${{known[number++]}}"
  done
  break
done
number=0
for file; do
  name=${{file##*/}}; pdf=$out/${{name%.docx}}.pdf
  echo "convert $file -> $pdf using filter : writer_pdf_Export"
  cp "${{known[number++]}}" "$pdf"
done
"""


def write_onthoudend(place: Path, real: Path, memory: Path) -> Path:
    """Write the program, that asks a real one and remembers in a folder; return its place."""
    place.write_text(_SCRIPT.format(real=real, memory=memory))
    place.chmod(0o755)
    return place


def forget(onthoudend: Path) -> None:
    """Let one with a memory of its own make everything anew."""
    for known in (onthoudend.parent / "onthouden").glob("*.pdf"):
        known.unlink()


def make_onthoudend(folder: Path) -> Path:
    """Make one with a memory of its own, in a new folder; it starts as quickly as the real one."""
    office = find_libreoffice()
    (memory := folder / "onthouden").mkdir(parents=True)
    if (known := office.executable.resolve().parent / "versionrc").is_file():
        shutil.copy(known, folder)  # without it LibreOffice starts itself once more
    return write_onthoudend(folder / "soffice", office.kernel or office.executable, memory)
