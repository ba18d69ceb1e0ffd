"""What is done aside: a crash, a hang and a hunger for memory cost that alone."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.schijf.process import LostError, Worker, stop_all

pytestmark = pytest.mark.processen

MEMORY = 1 << 30


def is_gone(pid: int) -> bool:
    """Tell whether a process is no more, nor waits to be asked after."""
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return False
    return True


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(MEMORY)
    yield worker
    worker.stop()


def test_it_answers_from_one_other_process(worker: Worker) -> None:
    one = worker.call(60, os.getpid)
    assert one != os.getpid()
    assert worker.call(60, os.getpid) == one
    assert worker.call(60, len, "vier") == 4


@pytest.mark.parametrize(
    ("function", "args"),
    [
        (os.abort, ()),
        (os.kill, (0, signal.SIGKILL)),  # its own group, which is not ours
        (bytes, (4 * MEMORY,)),
        (int, ("geen getal",)),
        (os._exit, (0,)),
    ],
)
def test_what_is_lost_costs_that_alone(
    worker: Worker, function: Callable[..., Any], args: tuple[object, ...]
) -> None:
    first = worker.call(60, os.getpid)
    with pytest.raises(LostError):
        worker.call(60, function, *args)
    assert is_gone(first)
    assert worker.call(60, os.getpid) != first


def test_what_takes_too_long_is_ended(worker: Worker) -> None:
    first = worker.call(60, os.getpid)
    with pytest.raises(LostError):
        worker.call(0.5, time.sleep, 600)
    assert is_gone(first)


def test_one_that_ended_while_nobody_asked_is_started_again(worker: Worker) -> None:
    first = worker.call(60, os.getpid)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert worker.call(60, os.getpid) != first


def test_each_thread_gets_its_own_answer(worker: Worker) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda number: worker.call(60, abs, -number), range(200)))
    assert answers == list(range(200))


def test_what_is_printed_is_no_answer(worker: Worker) -> None:
    assert worker.call(60, os.system, "echo niets") == 0
    assert worker.call(60, os.write, 1, b"niets") == 5


def test_it_ends_with_us(worker: Worker) -> None:
    first = worker.call(60, os.getpid)
    stop_all()
    assert is_gone(first)


def test_it_reads_no_module_of_the_folder_that_we_stand_in(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert worker.call(60, len, "vier") == 4


def refuse(where: str) -> None:
    """Refuse a file, as what is done aside may."""
    raise InputError.of(where, "dit is geen PDF", "geef een PDF")


def test_what_is_wrong_with_a_file_comes_back_whole(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
    first = worker.call(60, os.getpid)
    with pytest.raises(InputError) as caught:
        worker.call(60, refuse, "é.txt")
    assert str(caught.value) == "é.txt: dit is geen PDF; geef een PDF"
    assert caught.value.faults == (Fault("é.txt", "dit is geen PDF", "geef een PDF"),)
    assert worker.call(60, os.getpid) == first
