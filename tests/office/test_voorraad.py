"""LibreOffice that stays ready: the same documents, whatever happens to it, and none is left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import docx
import pytest

import overeenkomstgen as lib
from hulp.lengte import sample
from hulp.libreoffices import WAIT, left_empty, none_left, processes_in, started, word_files
from hulp.omzetten import to_pdf
from hulp.werkmappen import ROOT, copy_werkmap, edit_word, fill_in, keep_gemeenten
from overeenkomstgen.errors import AfgebrokenError, ToolError
from overeenkomstgen.office.hier import Hier
from overeenkomstgen.office.installatie import Installatie, find_libreoffice
from overeenkomstgen.office.libreoffice import LibreOffice
from overeenkomstgen.office.omzetting import NO_PDF, Omzetting
from overeenkomstgen.office.voorraad import Voorraad
from overeenkomstgen.office.werkplaats import open_werkplaats
from overeenkomstgen.progress import Progress, Step
from overeenkomstgen.werkmap.werkmap import Werkmap

TABLE = (ROOT / "gemeenten.csv").read_text("utf-8").splitlines()
GEMEENTEN = sample([row.partition(";")[0] for row in TABLE[1:]], 6)
FEW = ("Almelo", "'s-Hertogenbosch")


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test a temporary folder of its own; nothing may be left in it or at work in it."""
    with left_empty(tmp_path / "tijdelijk", monkeypatch) as folder:
        yield folder


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    """Return a werkmap of a few."""
    return Werkmap(keep_gemeenten(copy_werkmap(tmp_path / "werkmap"), *FEW))


def make(werkmap: Werkmap, *namen: str, soort: str | None = None) -> dict[str, bytes]:
    """Make documents, all anew; return what stands in the output folder then."""
    verslag = lib.genereer(werkmap, lib.Keuzes(namen, soort, alles=True))
    assert verslag.gemaakt
    assert not verslag.mislukt
    made = werkmap.uitvoer.rglob("[!.]*.*")
    return {file.name: file.read_bytes() for file in made if file.suffix in {".docx", ".pdf"}}


def steps(act: Step) -> Progress:
    """Do something each time that a document is ready."""

    @contextmanager
    def progress(_label: str, _total: int) -> Iterator[Step]:
        yield act

    return progress


@pytest.mark.traag
@pytest.mark.ongemeten
def test_warm_and_cold_give_the_same(tmp_path: Path) -> None:
    """Each time, in any order, and after other documents: to the byte, Word and PDF."""
    folder = keep_gemeenten(copy_werkmap(tmp_path / "werkmap"), *GEMEENTEN)
    fill_in(folder)
    werkmap, twin = (Werkmap(each) for each in (folder, tmp_path / "koud"))
    shutil.copytree(folder, twin.folder)
    cold = make(twin)
    edit_word(folder, "Bijlage 3", "Andere bijlage", "bijlage-3.docx")
    with lib.houd_warm():
        other = make(werkmap)
        assert other["bijlage-3.pdf"] != cold["bijlage-3.pdf"]
        shutil.copytree(twin.sjablonen, werkmap.sjablonen, dirs_exist_ok=True)
        for naam in reversed(GEMEENTEN):
            make(werkmap, naam)
        assert make(werkmap) == cold
        letters = make(werkmap, soort="collegenota")
        assert make(werkmap) == letters
    assert {name: letters[name] for name in cold} == cold
    assert make(twin, soort="collegenota") == letters


def test_it_is_the_same_libreoffice_each_time_in_whatever_thread(
    werkmap: Werkmap, temporary: Path
) -> None:
    """The system would end it with the thread that started it, if that were one that works."""
    with lib.houd_warm():
        os.kill(started(temporary, 1)[0], signal.SIGKILL)
        none_left(temporary)
        with ThreadPoolExecutor(1) as counter:
            counter.submit(make, werkmap, *FEW).result()
        (pid,) = started(temporary, 1)
        for _ in range(2):
            with ThreadPoolExecutor(1) as counter:
                counter.submit(make, werkmap, *FEW).result()
            assert processes_in(temporary, "soffice.bin") == [pid]
    assert not processes_in(temporary)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSTOP])
def test_one_that_dies_or_falls_silent_between_two_documents(
    werkmap: Werkmap, temporary: Path, end: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("overeenkomstgen.office.libreoffice._REPLY", 0.2)
    with lib.houd_warm():
        before = make(werkmap, *FEW)
        (pid,) = started(temporary, 1)
        os.kill(pid, end)
        assert make(werkmap, *FEW) == before
        (another,) = started(temporary, 1)
        assert another != pid
        assert make(werkmap, *FEW) == before


def test_one_that_is_killed_at_work_each_time(werkmap: Werkmap, temporary: Path) -> None:
    """What was asked of it is made by another."""
    killed: set[int] = set()

    def kill() -> None:
        for pid in processes_in(temporary, "soffice.bin"):
            os.kill(pid, signal.SIGKILL)
            killed.add(pid)

    with lib.houd_warm():
        before = make(werkmap, *FEW)
        for _ in range(3):
            verslag = lib.genereer(werkmap, lib.Keuzes(FEW, alles=True), steps(kill))
            assert not verslag.mislukt
        assert make(werkmap, *FEW) == before
    assert len(killed) > 1


def test_one_that_takes_too_long_is_not_kept(tmp_path: Path, temporary: Path) -> None:
    """The file is tried once more, by another; the next files do not wait for it."""
    long = docx.Document()
    for number in range(4000):
        long.add_paragraph(f"Alinea {number} " + "van een lange brief " * 40)
    long.save(str(tmp_path / "lang.docx"))
    short = word_files(tmp_path, 1)
    with Voorraad(60) as voorraad, Hier(find_libreoffice(), 60, 1, voorraad=voorraad) as hier:
        hier.warm_up(1)
        (ready,) = hier.early
        out = tmp_path / "pdf"
        assert list(to_pdf(short, out, office=hier.office, workers=1, early=hier.early)) == [
            Omzetting(short[0], out / "brief 0.pdf")
        ]
        assert list(hier.early) == [ready]
        (slow,) = to_pdf(
            [tmp_path / "lang.docx"], out, office=hier.office, idle_limit=0.1, early=hier.early
        )
        assert slow.problem == "LibreOffice was er na 0,1 seconden nog niet mee klaar."
        assert not hier.early
        assert not processes_in(temporary)


def test_a_corrupt_file_among_good_ones(tmp_path: Path) -> None:
    """Who stumbled on it is not kept: nobody knows what it is left with."""
    good = word_files(tmp_path, 3)
    bad = tmp_path / "brief 2b.docx"
    bad.write_bytes(good[2].read_bytes()[:3000])
    with Voorraad(60) as voorraad, Hier(find_libreoffice(), 60, 1, voorraad=voorraad) as hier:
        hier.warm_up(41)
        (ready,) = hier.early
        out, sources = tmp_path / "pdf", [good[0], bad, *good[1:]]
        made = list(to_pdf(sources, out, office=hier.office, workers=1, early=hier.early))
        assert ready not in hier.early
    assert sorted(made, key=lambda one: one.source) == [
        Omzetting(source, *((None, NO_PDF) if source == bad else (out / f"{source.stem}.pdf",)))
        for source in sorted(sources)
    ]


def test_it_is_ended_after_a_while_without_work(
    werkmap: Werkmap, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, start = threading.Event(), LibreOffice.start

    def start_and_tell(office: Installatie, stays: str) -> LibreOffice:
        made = start(office, stays=stays)
        begun.set()  # who looks for it now and then may find that it has gone already
        return made

    monkeypatch.setattr(LibreOffice, "start", start_and_tell)
    with lib.houd_warm(rest=0.05):
        assert begun.wait(WAIT)
        none_left(temporary)
        before = make(werkmap)
        none_left(temporary)
        assert make(werkmap) == before


def test_a_new_one_comes_after_so_many_documents(
    werkmap: Werkmap, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("overeenkomstgen.office.libreoffice.MOST", 3)
    with lib.houd_warm():
        (first,) = started(temporary, 1)
        make(werkmap, FEW[0])
        make(werkmap, FEW[1])
        assert processes_in(temporary, "soffice.bin") == [first]
        make(werkmap, FEW[0])
        (second,) = started(temporary, 1)
        assert second != first


def test_a_new_one_comes_when_the_fonts_change(
    werkmap: Werkmap, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would not see them."""
    (fonts := tmp_path / ".fonts").mkdir()
    monkeypatch.setattr("overeenkomstgen.office.lettertypen._FOLDERS", (fonts,))
    with lib.houd_warm():
        make(werkmap, FEW[0])
        (first,) = started(temporary, 1)
        (fonts / "Nieuw.ttf").write_bytes(b"x")
        lib.genereer(werkmap, lib.Keuzes(FEW))
        (second,) = started(temporary, 1)
        assert second != first


def test_two_at_work_at_once(tmp_path: Path, werkmap: Werkmap, temporary: Path) -> None:
    """None waits for the other, and no more stay than there are cores."""
    cold = make(werkmap)
    other = Werkmap(Path(shutil.copytree(werkmap.folder, tmp_path / "ander")))
    with lib.houd_warm():
        for _ in range(2):
            with ThreadPoolExecutor(2) as counter:
                assert list(counter.map(make, (werkmap, other))) == [cold, cold]
        with open_werkplaats() as first, open_werkplaats() as second, open_werkplaats() as third:
            for each in (first, second, third):
                each.warm_up(1)
            started(temporary, 3)
        assert len(processes_in(temporary, "soffice.bin")) <= max(2, os.cpu_count() or 1)


def test_work_that_is_stopped(werkmap: Werkmap, temporary: Path) -> None:
    """Nothing of it is left, and the next work is done."""
    stop = threading.Event()
    with lib.houd_warm():
        before = make(werkmap, *FEW)
        with pytest.raises(AfgebrokenError), lib.stoppable(stop):
            lib.genereer(werkmap, lib.Keuzes(FEW, alles=True), steps(stop.set))
        assert make(werkmap, *FEW) == before
        assert len(started(temporary, 1)) == 1


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_it_does_not_outlive_the_counter(
    sign: signal.Signals, werkmap: Werkmap, temporary: Path
) -> None:
    """Killed, the counter leaves a folder and a socket, as any run that is killed does."""
    command = [sys.executable, "-m", "overeenkomstgen", "loket", "--geen-browser"]
    with subprocess.Popen(
        command, cwd=werkmap.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as counter:
        assert counter.stdout
        assert counter.stdout.readline().startswith(b"Het loket is open: ")
        started(temporary, 1)
        counter.send_signal(sign)
    none_left(temporary)
    if sign is signal.SIGKILL:
        for left in temporary.iterdir():
            shutil.rmtree(left)


def test_where_it_cannot_be_started_yet_other_work_goes_on(
    werkmap: Werkmap, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A front opens all the same, for what needs none."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "weg"))
    with lib.houd_warm():
        assert lib.genereer(werkmap, lib.Keuzes(alleen_word=True)).gemaakt
        assert not processes_in(temporary)
        monkeypatch.setattr(tempfile, "tempdir", str(temporary))
        make(werkmap, *FEW)
        assert started(temporary, 1)


def test_without_libreoffice_nothing_is_kept(
    werkmap: Werkmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OVEREENKOMSTGEN_SOFFICE", str(tmp_path / "nergens"))
    with lib.houd_warm():
        with pytest.raises(ToolError, match="maar dat is geen programma"):
            lib.genereer(werkmap, lib.Keuzes())
        assert lib.genereer(werkmap, lib.Keuzes(alleen_word=True)).gemaakt


def test_who_only_looks_ahead_starts_none(werkmap: Werkmap, temporary: Path) -> None:
    with lib.houd_warm():
        (ready,) = started(temporary, 1)
        os.kill(ready, signal.SIGKILL)
        none_left(temporary)
        assert len(lib.vooruitblik(werkmap, lib.Keuzes(FEW)).nieuw) == len(FEW)
        assert not processes_in(temporary)
