"""``begin``: a first werkmap out of what the program brings along."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from subprocess import PIPE
from urllib.parse import urljoin
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import pytest

from hulp.gereedschap import GEREEDSCHAP, lacking
from hulp.uitvoeren import ONE_FAULT, Ran, call_program, run_program
from hulp.werkmappen import ROOT, files
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.nieuw.begin import MEEGEBRACHT

KOLOMMEN = (
    "\N{BYTE ORDER MARK}gemeente;cbs_code;inwoners;adres;postcode;plaats;aanhef;ondertekenaar;"
    "functie;collegebesluit;plaats_ondertekening;datum_ondertekening;e-mail;vorige_inwoners\r\n"
)
GEMAAKT = """\
De werkmap convenant is gemaakt: 2023 t/m 2027, 41 gemeenten.

Daarna, in die map (cd "convenant"):
  overeenkomstgen controleer
  overeenkomstgen genereer
  overeenkomstgen loket
"""
LEEG = """\
De werkmap convenant is gemaakt: voor een ander netwerk, geen gemeenten.

Zoek op of beslis, en vul in:
  convenant.toml: het convenant, de partijen en de documenten; er staat nu wat voor Stichting \
Platform31 en Stedennetwerk G40 geldt
  gemeenten.csv: een rij voor elke gemeente die meedoet

Kijk na:
  sjablonen: lees de teksten na; de velden krijgen vanzelf de nieuwe gegevens

Daarna, in die map (cd "convenant"):
  overeenkomstgen controleer
  overeenkomstgen genereer
  overeenkomstgen loket
"""


def begin(folder: Path, *arguments: str) -> Ran:
    return call_program("begin", *arguments, cwd=folder)


def of_the_project() -> dict[str, bytes]:
    """Return the werkmap in the project's own folder; what is made there is left out."""
    found = {name: (ROOT / name).read_bytes() for name in ("convenant.toml", "gemeenten.csv")}
    for folder in ("sjablonen", "bijlagen"):
        found |= {f"{folder}/{name}": data for name, data in files(ROOT / folder).items()}
    return found


def test_it_is_the_werkmap_of_the_project(tmp_path: Path) -> None:
    ran = begin(tmp_path, "convenant")
    assert (ran.code, ran.out, ran.err) == (ExitCode.OK, GEMAAKT, "")
    assert MEEGEBRACHT == ROOT
    assert files(tmp_path / "convenant") == of_the_project()
    assert len(of_the_project()) > 20


def test_for_another_network_there_are_no_rows(tmp_path: Path) -> None:
    (tmp_path / "convenant").mkdir()  # and it may be there, as long as it is empty
    ran = begin(tmp_path, "convenant", "--leeg")
    assert (ran.code, ran.out, ran.err) == (ExitCode.OK, LEEG, "")
    table = {"gemeenten.csv": KOLOMMEN.encode()}
    assert files(tmp_path / "convenant") == of_the_project() | table
    ran = call_program("controleer", cwd=tmp_path / "convenant")
    assert ran.err == (
        f"{ONE_FAULT}gemeenten.csv: er staat geen enkele gemeente in de tabel; vul onder de "
        "kolomnamen een rij in voor elke gemeente\n"
    )


@pytest.mark.parametrize(
    ("where", "fault"),
    [
        ("vol", "vol: deze map is niet leeg; kies een andere map voor de nieuwe werkmap"),
        ("f", "f: hier staat al een bestand; kies een andere map voor de nieuwe werkmap"),
        (".", ".: in deze map bent u nu zelf; kies een andere map voor de nieuwe werkmap"),
        ("a/b", "a/b: de map {}/a bestaat niet; maak die eerst, of kies een andere"),
    ],
)
def test_what_is_there_stays(tmp_path: Path, where: str, fault: str) -> None:
    if where != ".":
        (tmp_path / "vol").mkdir()
        (tmp_path / "vol" / "convenant.toml").write_text("van mij", "utf-8")
        (tmp_path / "f").write_text("van mij", "utf-8")
    before = files(tmp_path)
    ran = begin(tmp_path, where)
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    assert ran.err == f"{ONE_FAULT}{fault.format(tmp_path)}\n"
    assert files(tmp_path) == before


def test_who_has_no_werkmap_is_told_of_it(tmp_path: Path) -> None:
    for command in ("status", "nieuw"):
        dates = ("--ingang", "1-1-2028", "--einde", "31-12-2031")
        more = ("n", *dates, "--tarief", "0,15", "--peildatum", "1-1-2027")
        ran = call_program(command, *(more if command == "nieuw" else ()), cwd=tmp_path)
        assert ran.err.endswith("Is er nog geen, maak hem dan met: overeenkomstgen begin MAP\n")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, from a copy of the project: building leaves things where it is done."""
    project, made = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("wheel")
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE", *of_the_project()):
        (project / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, project / name)
    shutil.copytree(ROOT / "src", project / "src", ignore=shutil.ignore_patterns("*.egg-info"))
    (project / "sjablonen" / "~$herinnering.docx").write_bytes(b"van Word zelf")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"),
            *("--no-build-isolation", "--wheel-dir", made, "."),
        ],
        cwd=project,
        check=True,
    )
    (found,) = made.iterdir()
    return found


@pytest.mark.ongemeten
def test_the_wheel_has_that_werkmap_and_begins_with_it(wheel: Path, tmp_path: Path) -> None:
    place, own = tmp_path / "uitgepakt", "overeenkomstgen/nieuw/werkmap/"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(place)
        names = packed.namelist()
    assert files(place / own) == of_the_project()
    source = {
        str(file.relative_to(ROOT / "src"))
        for file in (ROOT / "src/overeenkomstgen").rglob("*.*")
        if file.is_file() and file.suffix not in {".pyc", ".po"}
    }
    assert source == {
        name for name in names if name.startswith("overeenkomstgen/") and not name.startswith(own)
    }
    ran = run_program("begin", "convenant", cwd=tmp_path, environment={"PYTHONPATH": str(place)})
    assert (ran.code, ran.out, ran.err) == (ExitCode.OK, GEMAAKT, "")
    assert files(tmp_path / "convenant") == of_the_project()


INSTALLERS = {
    "uv": ("tool", "install", "--constraints", "constraints.txt"),
    "pipx": ("install", "--pip-args=--constraint constraints.txt"),
}
"""How a user installs a wheel, with the versions that the tests ran with."""


@pytest.fixture(scope="module")
def installer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python that has those; they, or the network that they need, may be lacking."""
    python = GEREEDSCHAP / "uitrollen" / "bin" / "python"
    if not python.exists():
        lacking("uv and pipx not installed: run make ontwikkel")
    place = tmp_path_factory.mktemp("netwerk")
    reached = subprocess.run(
        [python, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", place, "click"],
        capture_output=True,
        check=False,
    )
    if reached.returncode:
        lacking("no connection with the package index, where uv and pipx find what a wheel needs")
    return python


@pytest.mark.lang
@pytest.mark.ongemeten
@pytest.mark.parametrize("name", INSTALLERS)
def test_installed_in_an_empty_home_it_begins_makes_and_opens_the_counter(
    wheel: Path, installer: Path, tmp_path: Path, name: str
) -> None:
    home = tmp_path / "thuis"
    home.mkdir()
    shutil.copy(ROOT / "constraints.txt", tmp_path)
    of_python = {key for key in os.environ if key.startswith(("PYTHON", "VIRTUAL_ENV", "COVERAGE"))}
    own = {key: os.environ[key] for key in os.environ.keys() - of_python} | {"HOME": str(home)}
    put = [str(installer), "-m", name, *INSTALLERS[name], "--python", sys.executable, str(wheel)]
    done = subprocess.run(put, cwd=tmp_path, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

    program, werkmap = home / ".local" / "bin" / "overeenkomstgen", tmp_path / "convenant"

    def run(*arguments: str, cwd: Path) -> str:
        ran = subprocess.run(
            [program, *arguments], cwd=cwd, env=own, capture_output=True, text=True, check=False
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        return ran.stdout

    assert run("begin", "convenant", cwd=tmp_path) == GEMAAKT
    assert files(werkmap) == of_the_project()
    assert run("genereer", "Deventer", cwd=werkmap) == (
        "1 samenwerkingsovereenkomst gemaakt, €\N{NO-BREAK SPACE}15.216,90 per jaar, in "
        "uitvoer/overeenkomsten.\n"
        "De verantwoording staat in uitvoer/verantwoording.csv.\n"
    )
    made = (werkmap / "uitvoer/overeenkomsten").iterdir()
    assert {file.suffix for file in made} == {".docx", ".pdf"}
    with subprocess.Popen(
        [program, "loket", "--geen-browser"], cwd=werkmap, env=own, stdout=PIPE, text=True
    ) as loket:
        assert loket.stdout is not None
        told = loket.stdout.readline()
        browser = build_opener(ProxyHandler({}), HTTPCookieProcessor())
        try:
            for page in (told.partition("open: ")[2].strip(), "/stijl/loket.css"):
                address = urljoin(told.partition("open: ")[2], page)
                assert browser.open(address, timeout=300).status == 200
        finally:
            loket.send_signal(signal.SIGINT)
    assert loket.returncode == ExitCode.INTERRUPTED
