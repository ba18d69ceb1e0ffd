"""The shortcut to the counter, started as a desktop does: by GLib, in a terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from hulp.gereedschap import lacking
from hulp.werkmappen import ROOT

SCRIPT = "scripts/snelkoppeling.sh"
TELLS = '#!/bin/sh\nprintf "%s\\n" "$@" >"$TOLD.half"\n"/bin/mv" "$TOLD.half" "$TOLD"\n'
"""A terminal that tells what it was to run."""

pytestmark = pytest.mark.ongemeten


def lay_out(folder: Path) -> subprocess.CompletedProcess[str]:
    """Copy the script to a folder, and run it there for a user with a desktop."""
    home = folder.parent / "thuis"
    (folder / "scripts").mkdir(parents=True)
    (home / "Bureaublad").mkdir(parents=True)
    (home / ".config").mkdir()
    (home / ".config/user-dirs.dirs").write_text('XDG_DESKTOP_DIR="$HOME/Bureaublad"\n', "utf-8")
    shutil.copy(ROOT / SCRIPT, folder / SCRIPT)
    own = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    return subprocess.run(
        [folder / SCRIPT],
        env=own | {"HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["werkmap", "'één' \"2\", $HOME `x` 100% %f \\n \\ {a} ~ #1; &"])
def test_a_click_starts_the_counter_of_the_folder(tmp_path: Path, name: str) -> None:
    gio = shutil.which("gio")
    if gio is None or shutil.which("xdg-user-dir") is None:
        lacking("gio or xdg-user-dir not installed: run make ontwikkel")
    werkmap, told, home = tmp_path / name, tmp_path / "gezegd", tmp_path / "thuis"
    ran = lay_out(werkmap)
    assert (ran.returncode, ran.stderr) == (0, "")
    menu = home / ".local/share/applications"
    assert ran.stdout == f"Het loket staat in {menu}.\nHet loket staat in {home}/Bureaublad.\n"
    (entry,), (other,) = menu.iterdir(), (home / "Bureaublad").iterdir()
    assert entry.read_bytes() == other.read_bytes()
    assert os.access(other, os.X_OK)
    terminal = tmp_path / "bin" / "xterm"
    terminal.parent.mkdir()
    terminal.write_text(TELLS, "utf-8")
    terminal.chmod(0o755)
    own = {"PATH": str(terminal.parent), "HOME": str(home), "TOLD": str(told)}
    program = werkmap / ".venv/bin/overeenkomstgen"
    program.parent.mkdir(parents=True)
    program.touch(0o755)
    subprocess.run([gio, "launch", entry], env=own, check=True)
    deadline = time.monotonic() + 300
    while not told.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    words = told.read_text("utf-8").splitlines()
    assert words == ["-e", "/usr/bin/env", str(program), "--werkmap", str(werkmap), "loket"]


def test_a_name_that_would_say_more_is_refused(tmp_path: Path) -> None:
    ran = lay_out(tmp_path / "a\nExec=sh")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        "De naam van deze map heeft een teken dat niet in een snelkoppeling kan staan.\n"
    )
    assert not list((tmp_path / "thuis").rglob("*.desktop"))
