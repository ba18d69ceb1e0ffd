"""What the system refuses is told in Dutch, with its place and what to do."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hulp.schijf import fill, small_disk
from hulp.uitvoeren import call_program
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.errors import os_reason
from overeenkomstgen.schijf import schijf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_every_reason_is_dutch() -> None:
    told = {number: os_reason(OSError(number, os.strerror(number))) for number in errno.errorcode}
    assert [number for number in told if os.strerror(number) in told[number]] == []
    assert told[errno.ELOOP] == "koppelingen in het pad verwijzen naar elkaar"
    assert told[errno.ENOTUNIQ] == "het besturingssysteem weigert het, met foutnummer 76"
    assert os_reason(OSError("no number")) == "het besturingssysteem weigert het"


LOOPS = {
    "status": "Fout: {}/register.csv is een koppeling naar een andere plaats, en die wordt niet "
    "gevolgd.\nZet de map of het bestand zelf op die plaats.\n",
    "vergelijk lus lus": "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n  lus: dit "
    "bestand is niet te lezen (het is een koppeling naar een andere plaats); kijk of het een "
    "bestand is dat u mag lezen\n",
    "vergelijk lus/a lus/b": "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n  lus/a: "
    "dit bestand is niet te lezen (koppelingen in het pad verwijzen naar elkaar); kijk of het een "
    "bestand is dat u mag lezen\n",
    "genereer --alleen-word --uitvoer lus/in": "Fout: De map lus/in is niet te gebruiken: "
    "koppelingen in het pad verwijzen naar elkaar.\nKijk of er schijfruimte is en of de map "
    "beschreven mag worden, of kies een andere map met --uitvoer PAD.\n",
    "nieuw lus/in --ingang 1-1-2028 --einde 31-12-2031 --tarief 0,15 --peildatum 1-1-2027": "Er is "
    "1 fout gevonden. Er is niets gemaakt of gewijzigd.\n  lus/in: de map {}/lus bestaat niet; "
    "maak die eerst, of kies een andere\n",
}


@pytest.mark.parametrize("command", LOOPS)
def test_links_that_lead_to_each_other(werkmap: Path, command: str) -> None:
    for name in ("lus", "register.csv")[: 2 if command == "status" else 1]:
        (werkmap / name).symlink_to(name)
    ran = call_program(*command.split(), cwd=werkmap)
    assert ran.code != ExitCode.OK
    assert (ran.out, ran.err) == ("", LOOPS[command].format(werkmap))


@pytest.mark.parametrize("files", [14, 17])
def test_too_few_files_for_libreoffice(werkmap: Path, files: int) -> None:
    """With 14 it would be silent for a minute, with 17 make nothing right."""
    words = (sys.executable, "-m", "overeenkomstgen", "genereer", "Deventer")
    done = subprocess.run(
        ["sh", "-c", f'ulimit -n {files}; exec "$@"', "sh", *words],
        cwd=werkmap,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (ExitCode.TOOL, "")
    first, advice = done.stderr.splitlines()
    assert first.startswith("Fout: LibreOffice (")
    assert first.endswith(") is niet te starten: er staan te veel bestanden open.")
    assert advice == "Sluit andere programma's, of vraag om een hogere grens (ulimit)."


@pytest.mark.parametrize(
    "write",
    [
        lambda place, _: schijf.write(place, bytes(8192)),
        lambda place, _: schijf.append(place, bytes(8192)),
        lambda place, other: schijf.copy(other, place),
        lambda place, other: schijf.carry(other, place),
    ],
)
def test_a_full_disk_is_told_by_name(tmp_path: Path, write: Callable[[Path, Path], object]) -> None:
    """The system does not say which file it is about."""
    (other := tmp_path / "bron").write_bytes(bytes(8192))
    with small_disk(tmp_path / "schijf") as disk:
        fill(disk)
        with pytest.raises(OSError, match=str(errno.ENOSPC)) as caught:
            write(disk / "nieuw", other)
        error = caught.value
        assert error.errno == errno.ENOSPC  # in whatever language the system says it
        assert str(disk / "nieuw") in {error.filename, error.filename2}
