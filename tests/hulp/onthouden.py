"""A LibreOffice that remembers.

It gives the PDF that the real one made of the very same Word file before, for any worker, and asks
the real one only for what is new. So each document of the tests is converted for real, and few
twice. The real one stays at work, as it does while a counter is open: starting it takes three times
as long as making a document.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.office.libreoffice import LibreOffice, pipe_of

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
  {asked} --outdir "$new" "${{unknown[@]}}" > /dev/null || exit
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


_AS_GIVEN = '{} "${{before[@]}}"'
_OF_ANOTHER = '{} "${{before[@]/#-env:*/-env:UserInstallation={}}}"'
"""With the folder of settings of one that is at work, to which LibreOffice then passes it on."""


def write_onthoudend(place: Path, real: Path, memory: Path, asked: str = "") -> Path:
    """Write the program, that asks a real one and remembers in a folder; return its place.

    It starts as quickly as the real one: without that file LibreOffice starts itself once more.
    ``asked`` is what is given for what is new, where that is not the real one as it is.
    """
    if (known := real.resolve().parent / "versionrc").is_file():
        shutil.copy(known, place.parent)
    own = {"memory": memory, "forgets": _sign_of(place), "asked": asked or _AS_GIVEN.format(real)}
    place.write_text(_SCRIPT.format(real=real, **own))
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


@contextmanager
def open_onthoudend(folder: Path, memory: Path) -> Iterator[Path]:
    """Make one in a new folder, with this memory; it ends with the block."""
    office = find_libreoffice()
    real = office.kernel or office.executable
    memory.mkdir(parents=True, exist_ok=True)
    folder.mkdir()
    with LibreOffice.start(office, stays="voor de tests") as warm:
        profile = warm.folder / ".profile"
        pipe = pipe_of(profile)
        while pipe and not pipe.exists():
            assert warm.program.running
            time.sleep(0.01)
        asked = _OF_ANOTHER.format(office.executable, profile.as_uri())
        yield write_onthoudend(folder / "soffice", real, memory, asked)
