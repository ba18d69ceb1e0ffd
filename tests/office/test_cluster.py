"""A Dask cluster: a real scheduler and two real workers, one of which is killed halfway."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from hulp.cbsserver import make_certificate
from hulp.uitvoeren import Ran, call_program, run_program
from hulp.werkmappen import edit, files, keep_gemeenten
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.office import cluster

pytestmark = pytest.mark.traag

FREE = "127.0.0.1"
GEMEENTEN = (
    *("Alkmaar", "Almelo", "Almere", "Alphen aan den Rijn", "Amersfoort", "Apeldoorn"),
    *("Deventer", "Ede", "'s-Hertogenbosch", "Schiedam", "Zwolle", "Zoetermeer"),
)


@contextmanager
def dask(folder: Path, *command: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a part of Dask; with the log that it writes beside its files."""
    with (folder / "dask.log").open("ab") as log:
        program = subprocess.Popen(
            [sys.executable, "-m", "dask", *command],
            cwd=folder,
            env={**os.environ, **environment},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield program
    finally:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, 9)
        program.wait()


@contextmanager
def worker(
    folder: Path, port: int, name: str, scheme: str = "tcp", **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker; give it when it has told that it belongs to the scheduler."""
    command = ("worker", f"{scheme}://{FREE}:{port}", "--nworkers=1", "--nthreads=1", "--no-nanny")
    options = ("--no-dashboard", f"--name={name}", f"--local-directory={folder}")
    own = {"TMPDIR": str(folder), **environment}
    with dask(folder, *command, *options, **own) as program:
        deadline = time.monotonic() + 300
        while "Registered to:" not in (log := (folder / "dask.log").read_text()):
            assert time.monotonic() < deadline, log
            time.sleep(0.05)
        yield program


@contextmanager
def open_scheduler(
    folder: Path, scheme: str = "tcp", **environment: str
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run a scheduler; give it, and its port."""
    with socket.socket() as free:
        free.bind((FREE, 0))
        port = int(free.getsockname()[1])
    command = ("scheduler", f"--host={FREE}", f"--port={port}", f"--protocol={scheme}")
    with dask(folder, *command, "--no-dashboard", **environment) as program:
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection((FREE, port), 1):
                break
            time.sleep(0.05)
        yield program, port


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with open_scheduler(tmp_path_factory.mktemp("scheduler")) as (_, port):
        yield port


@pytest.fixture(scope="module")
def scheduler(port: int) -> str:
    return f"dask://{FREE}:{port}"


@pytest.fixture
def werkmap(werkmap: Path) -> Path:
    """Return a werkmap of a dozen, of long names and short ones."""
    return keep_gemeenten(werkmap, *GEMEENTEN)


def generate(werkmap: Path, motor: str, *arguments: str, **environment: str) -> Ran:
    arguments = ("genereer", *arguments, "--motor", motor)
    return call_program(*arguments, cwd=werkmap, environment=environment)


def documents(werkmap: Path) -> dict[str, bytes]:
    """Return what was made, without what is kept beside it."""
    made = files(werkmap / "uitvoer").items()
    return {name: content for name, content in made if not Path(name).name.startswith(".")}


def while_at_work(folder: Path, act: Callable[[], None], run: Callable[[], Ran]) -> Ran:
    """Do something as soon as a worker makes its first PDF, during a run."""
    done, over = threading.Event(), threading.Event()

    def watch() -> None:
        while not over.is_set():
            if list(folder.glob("overeenkomstgen-*/pdf/*.pdf")):
                act()
                done.set()
                return
            time.sleep(0.002)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        ran = run()
    finally:
        over.set()
        watcher.join()
    assert done.is_set()
    return ran


@pytest.mark.ongemeten
def test_a_worker_is_killed_halfway_and_nothing_is_lost_or_double(
    scheduler: str, port: int, werkmap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes of it is what one machine makes, to the byte."""
    monkeypatch.setattr(cluster, "AT_ONCE", 6)
    here = Path(shutil.copytree(werkmap, tmp_path / "hier"))
    made = call_program("genereer", cwd=here)
    folders = [tmp_path / "een", tmp_path / "twee"]
    for folder in folders:
        folder.mkdir()
    with worker(folders[0], port, "een") as victim, worker(folders[1], port, "twee"):
        ran = while_at_work(
            folders[0], lambda: os.killpg(victim.pid, 9), lambda: generate(werkmap, scheduler)
        )
        assert (ran.code, ran.err) == (ExitCode.OK, "")
        assert ran.out == made.out
        ours, theirs = documents(werkmap), documents(here)
        assert sorted(ours) == sorted(theirs)
        assert ours == theirs
        assert not list((werkmap / "uitvoer").glob(".bezig-*"))
        again = generate(werkmap, scheduler)
        assert "12 samenwerkingsovereenkomsten waren al gemaakt" in again.out
        assert again.out.count("Er is niets opnieuw gemaakt") == 1


@pytest.mark.parametrize("gone", ["worker", "scheduler"])
def test_a_cluster_that_falls_silent_is_not_waited_for(
    werkmap: Path, tmp_path: Path, gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The only worker is killed while it works, or who divides the work."""
    for name in ("scheduler", "worker"):
        (tmp_path / name).mkdir()
    place = tmp_path / "worker"
    with open_scheduler(tmp_path / "scheduler") as (divider, own), worker(place, own, "1") as only:
        address = f"dask://{FREE}:{own}"

        def kill() -> None:
            os.killpg({"worker": only, "scheduler": divider}[gone].pid, 9)
            monkeypatch.setattr(cluster, "PATIENCE", 0.5)

        ran = while_at_work(place, kill, lambda: generate(werkmap, address))
    assert ran.code == ExitCode.TOOL
    why = {
        "worker": " heeft geen werkers meer.\nStart ze opnieuw. Wat al klaar was is bewaard.\n",
        "scheduler": (
            " kon een deel van de documenten niet maken: FuturesCancelledError.\nKijk in het "
            "logboek van de werkers. Wat al klaar was is bewaard.\n"
        ),
    }
    assert ran.err == f"Fout: Het cluster ({address}){why[gone]}"
    assert not list((werkmap / "uitvoer").glob(".bezig-*"))


@pytest.mark.ongemeten
def test_a_document_that_fails_there_is_told_here(
    scheduler: str, port: int, werkmap: Path, tmp_path: Path
) -> None:
    edit(werkmap, "paginas = [2, 3]", "paginas = [9, 9]", "convenant.toml")
    with worker(tmp_path, port, "drie"):
        ran = generate(werkmap, scheduler, "Deventer")
    assert ran.code == ExitCode.DOCUMENTS_FAILED
    assert ran.err == (
        "\nNiet gemaakt: Deventer\n"
        "    De PDF telt 2 bladzijden; dat moet 9 zijn.\n"
        "Wat er hiervan al stond is ongewijzigd.\n"
    )
    assert not list((werkmap / "uitvoer/overeenkomsten").glob("*"))


def test_a_worker_without_libreoffice(
    scheduler: str, port: int, werkmap: Path, tmp_path: Path
) -> None:
    with worker(tmp_path, port, "vier", OVEREENKOMSTGEN_SOFFICE="/bestaat/niet"):
        ran = generate(werkmap, scheduler, "Deventer")
    assert ran.code == ExitCode.TOOL
    assert ran.err == (
        "Fout: De instelling OVEREENKOMSTGEN_SOFFICE wijst naar /bestaat/niet, maar dat is geen "
        "programma.\nVerbeter die instelling, of haal haar weg om LibreOffice te laten zoeken.\n"
    )


def test_a_worker_with_another_version_of_the_program(
    scheduler: str, port: int, werkmap: Path, tmp_path: Path
) -> None:
    other = Path(tempfile.mkdtemp(dir=tmp_path))
    package = Path(__file__).parents[2] / "src/overeenkomstgen"
    shutil.copytree(package, other / "overeenkomstgen")
    (other / "overeenkomstgen/nieuw.py").write_text("")
    with worker(tmp_path, port, "vijf", PYTHONPATH=str(other)):
        ran = generate(werkmap, scheduler, "Deventer")
    assert ran.code == ExitCode.TOOL
    assert "heeft een andere versie van dit programma, of van wat het gebruikt.\n" in ran.err
    assert not (werkmap / "uitvoer").exists()


def test_a_worker_that_gives_back_what_was_not_sent(
    scheduler: str, port: int, werkmap: Path, tmp_path: Path
) -> None:
    """It was written before anyone asked, under whatever name, and then was a traceback."""
    other, planted = Path(tempfile.mkdtemp(dir=tmp_path)), tmp_path / "gemaakt.pdf"
    (other / "sitecustomize.py").write_text(
        "from overeenkomstgen.office import cluster\n"
        f"cluster.work = lambda *_, **__: [({str(planted)!r}, b'van mij', 2, ())]\n"
    )
    path = os.pathsep.join([str(other), os.environ.get("PYTHONPATH", "")])
    with worker(tmp_path, port, "zes", PYTHONPATH=path):
        ran = generate(werkmap, scheduler, "Deventer")
    assert (ran.code, ran.err) == (
        ExitCode.TOOL,
        (
            f"Fout: Het cluster ({scheduler}) kon een deel van de documenten niet maken: KeyError."
            "\nKijk in het logboek van de werkers. Wat al klaar was is bewaard.\n"
        ),
    )
    assert not [file.name for file in tmp_path.rglob("gemaakt.pdf")]
    assert not [file.name for file in werkmap.rglob("gemaakt.pdf")]


def test_no_workers(scheduler: str, werkmap: Path) -> None:
    ran = generate(werkmap, scheduler, "Deventer")
    assert ran.code == ExitCode.TOOL
    assert ran.err == (
        f"Fout: Het Dask-cluster op {scheduler} heeft geen werkers.\n"
        "Kijk of het adres klopt, en of daar een scheduler en werkers draaien.\n"
    )


def test_no_cluster(werkmap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with socket.socket() as free:
        free.bind((FREE, 0))
        address = f"dask://{FREE}:{free.getsockname()[1]}"
    ran = generate(werkmap, address, "Deventer")
    assert ran.code == ExitCode.TOOL
    assert ran.err == (
        f"Fout: Er is geen Dask-cluster op {address}.\n"
        "Kijk of het adres klopt, en of daar een scheduler en werkers draaien.\n"
    )


def test_another_kind_of_motor(werkmap: Path) -> None:
    ran = generate(werkmap, "spark://ergens", "Deventer")
    assert ran.code == ExitCode.INPUT
    assert ran.err == (
        "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n"
        "  --motor spark://ergens: zo'n motor is er niet; laat --motor weg, of geef het adres "
        "van een cluster: tls://computer:8786\n"
    )


@pytest.mark.parametrize(
    "address", ["dask://computer:8786", "tcp://10.0.0.1:8786", "dask://localhost.nl", "tcp://["]
)
def test_nothing_goes_to_another_machine_without_encryption(werkmap: Path, address: str) -> None:
    ran = generate(werkmap, address, "Deventer")
    assert ran.code == ExitCode.INPUT
    assert ran.err == (
        "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n"
        f"  --motor {address}: naar een andere computer gaat niets zonder versleuteling; laat "
        f"--motor weg, of geef tls://{address[address.index('//') + 2 :]} en de certificaten\n"
    )


CERTIFICATES = (
    "Zet in DASK_DISTRIBUTED__COMM__TLS__CA_FILE, __CLIENT__CERT en __CLIENT__KEY waar ze staan; "
    "de README zegt bij Meer computers hoe.\n"
)
TLS = "DASK_DISTRIBUTED__COMM__TLS__"


def issue(folder: Path) -> dict[str, str]:
    """Make an issuer and a certificate of its own; return the settings with which Dask has them."""
    folder.mkdir()
    issuer, key, request, leaf = (
        make_certificate(folder),
        *(folder / name for name in ("sleutel.pem", "aanvraag.pem", "blad.pem")),
    )
    for command in (
        (
            *("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"),
            *("-subj", "/CN=cluster", "-keyout", key, "-out", request),
        ),
        (
            *("x509", "-req", "-in", request, "-CA", issuer, "-CAkey", issuer, "-CAcreateserial"),
            *("-days", "2", "-out", leaf),
        ),
    ):
        subprocess.run(["openssl", *command], check=True, capture_output=True)
    roles = {
        f"{TLS}{role}__{what}": str(path)
        for role in ("CLIENT", "SCHEDULER", "WORKER")
        for what, path in (("CERT", leaf), ("KEY", key))
    }
    return {f"{TLS}CA_FILE": str(issuer), **roles}


@pytest.mark.ongemeten
def test_a_cluster_with_certificates(werkmap: Path, tmp_path: Path) -> None:
    """Who shows one of the same issuer is served; a stranger, or who shows none, is not."""
    ours, theirs = issue(tmp_path / "onze"), issue(tmp_path / "andere")
    command = ("genereer", "Deventer", "--motor")
    for name in ("scheduler", "worker"):
        (tmp_path / name).mkdir()
    with (
        open_scheduler(tmp_path / "scheduler", "tls", **ours) as (_, port),
        worker(tmp_path / "worker", port, "zes", "tls", **ours),
    ):
        address = f"tls://{FREE}:{port}"
        strange = run_program(*command, address, cwd=werkmap, environment=theirs)
        plain = generate(werkmap, f"dask://{FREE}:{port}", "Deventer")
        nothing = list((werkmap / "uitvoer").glob("*"))
        ran = run_program(*command, address, cwd=werkmap, environment=ours)
    start = "Kijk of het adres klopt, en of daar een scheduler en werkers draaien."
    assert (strange.code, strange.err) == (
        ExitCode.TOOL,
        (
            f"Fout: Er is geen Dask-cluster op {address}.\n{start} Hun certificaten en die van "
            "hier moeten van dezelfde uitgever zijn.\n"
        ),
    )
    assert (plain.code, plain.err) == (
        ExitCode.TOOL,
        f"Fout: Er is geen Dask-cluster op dask://{FREE}:{port}.\n{start}\n",
    )
    assert not nothing
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert list((werkmap / "uitvoer/overeenkomsten").glob("*.pdf"))


def test_a_cluster_without_certificates(werkmap: Path, tmp_path: Path) -> None:
    address = "tls://computer:8786"
    ran = generate(werkmap, address, "Deventer")
    assert (ran.code, ran.err) == (
        ExitCode.TOOL,
        f"Fout: Voor tls://computer:8786 zijn certificaten nodig.\n{CERTIFICATES}",
    )
    settings = issue(tmp_path / "onze") | {f"{TLS}CA_FILE": "/bestaat/niet"}
    command = ("genereer", "Deventer", "--motor", address)
    ran = run_program(*command, cwd=werkmap, environment=settings)
    assert (ran.code, ran.err) == (
        ExitCode.TOOL,
        (
            "Fout: De certificaten voor tls://computer:8786 zijn niet te gebruiken: "
            f"FileNotFoundError.\n{CERTIFICATES}"
        ),
    )


def test_without_dask(werkmap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra, that most have no use for."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = generate(werkmap, "tls://ergens:8786", "Deventer")
    assert ran.code == ExitCode.TOOL
    assert ran.err == (
        "Fout: Voor een Dask-cluster is Dask nodig.\n"
        "Installeer het met: pip install 'overeenkomstgen[dask]'\n"
    )
