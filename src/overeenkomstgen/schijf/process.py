"""Programs outside this one: the only door to them.

A program gets a process group of its own, so that it can be ended together with
everything that it started. It is ended when its ``with`` block is left, however that
happens, and at the latest when our own program ends.
"""

import atexit
import os
import pickle
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from functools import cache
from typing import IO, Any, Self, TypeVar

from overeenkomstgen.errors import InputError, OvereenkomstgenError

GRACE = 2.0
"""Seconds that a program gets to end by itself after it was asked to."""

_T = TypeVar("_T")
_running: set["Program | Worker"] = set()


class IdleError(Exception):
    """A program said nothing for longer than it was allowed to."""


class LostError(Exception):
    """What was done aside did not end well: it crashed, or took too much time or memory."""


class Program:
    """A running program, without input, in a group of its own.

    It is a context manager: leaving the block ends the program and all that it started.

    Args:
        command: The program and its arguments; no shell comes in between.
        env: The whole environment; the same as ours when not given.
        leashed: Whether the system ends it, on Linux, when the thread that started it is gone,
            even when our own program is killed.

    Raises:
        OSError: The program cannot be started.
    """

    def __init__(
        self, command: Sequence[str], *, env: Mapping[str, str] | None = None, leashed: bool = False
    ) -> None:
        self._said: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._process = subprocess.Popen(  # noqa: S603 - the callers name the program; no shell
            [*(_leash() if leashed and shutil.which(command[0]) else ()), *command],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # on Windows
        )
        _running.add(self)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def lines(self, idle_limit: float) -> Iterator[str]:
        """Give each line that the program prints, as it comes, until it ends.

        Raises:
            IdleError: The program was silent for longer; it still runs.
        """
        try:
            while (line := self._said.get(timeout=idle_limit)) is not None:
                yield line
            self._process.wait(timeout=idle_limit)
        except (queue.Empty, subprocess.TimeoutExpired) as error:
            raise IdleError from error

    def interject(self, line: str) -> None:
        """Let ``lines`` give this as well, after what was printed so far."""
        self._said.put(line)

    def stop(self) -> int:
        """End the program and all that it started; return its exit code, negative for a signal.

        Their output has ended then. May be called more than once, and from another thread:
        ``lines`` then ends.
        """
        if self in _running:
            self._end_group()
            if self._listener.ident is not None:
                self._listener.join(GRACE)
            elif self._process.stdout is not None:  # we were interrupted before anyone listened
                self._process.stdout.close()
            _running.discard(self)
        return self._process.wait()

    def _listen(self) -> None:
        with self._process.stdout or nullcontext(()) as output:
            for line in output:
                self._said.put(line.rstrip("\n"))
        self._said.put(None)

    if sys.platform == "win32":

        def _end_group(self) -> None:
            tree = ["taskkill", "/F", "/T", "/PID", str(self._process.pid)]
            subprocess.run(tree, capture_output=True, check=False)  # noqa: S603 - our own words

    else:

        def _end_group(self) -> None:
            self._signal_group(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE)
            self._signal_group(signal.SIGKILL)

        def _signal_group(self, number: signal.Signals) -> None:
            with suppress(ProcessLookupError, PermissionError):  # all gone; on macOS all but so
                os.killpg(self._process.pid, number)


@cache
def _leash() -> tuple[str, ...]:
    """Return what comes before a command that may not outlive us; nothing where it cannot be.

    ``setpriv`` of util-linux asks the kernel for it (prctl(2), PR_SET_PDEATHSIG), and becomes
    the program.
    """
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    return (setpriv, "--pdeathsig", "KILL", "--") if setpriv else ()


def run(
    command: Sequence[str], *, idle_limit: float, env: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run a program to its end; return its exit code, negative for a signal, and its output.

    That is standard output and standard error as they came.

    Raises:
        IdleError: It was silent for longer, and has been ended.
        OSError: It cannot be started.
    """
    with Program(command, env=env) as program:
        output = "".join(f"{line}\n" for line in program.lines(idle_limit))
        return program.stop(), output


class Worker:
    """Does what may crash, hang or take too much memory: aside, in a process of its own.

    That is another Python, started when it is first needed, and anew after it was lost. It does
    one thing at a time. What it is asked and answers is pickled.

    Args:
        memory: The bytes of memory that it may have, where the system can hold it to that.
    """

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def call(self, seconds: float, function: Callable[..., _T], *args: object) -> _T:
        """Return what a function makes of its arguments; it stands in a module, by name.

        Raises:
            OvereenkomstgenError: The function raised it.
            LostError: It raised another exception, crashed, or was not ready in that time.
            OSError: Python cannot be started once more.
        """
        with self._turn:
            if self._process is None or self._process.poll() is not None:
                self.stop()
                self._process = self._start()
            process = self._process
            _running.add(self)
            alarm = threading.Timer(seconds, process.kill)
            alarm.start()
            try:
                asked, answers = _pipe(process.stdin), _pipe(process.stdout)
                pickle.dump((function, args), asked)
                asked.flush()
                answer: _T | OvereenkomstgenError
                answer = pickle.load(answers)  # noqa: S301 - our own function made it
            except BaseException as error:
                process.kill()  # interrupted, what it answers later would be taken for the next
                self.stop()
                if isinstance(error, EOFError | OSError | pickle.UnpicklingError):
                    raise LostError from error
                raise
            finally:
                alarm.cancel()
            if isinstance(answer, OvereenkomstgenError):
                raise answer
            return answer

    def safely(
        self, name: str, advice: str, seconds: float, function: Callable[..., _T], *args: object
    ) -> _T:
        """Do something with a file of others; InputError, with advice, if it was lost."""
        try:
            return self.call(seconds, function, *args)
        except LostError as error:
            what = "dit bestand is niet te lezen: het lezen liep vast of vroeg te veel"
            raise InputError.of(name, what, advice) from error

    def stop(self) -> None:
        """End it; it starts again when it is asked something. May be called more than once."""
        process, self._process = self._process, None
        _running.discard(self)
        if process is not None:
            with process:
                with suppress(OSError, subprocess.TimeoutExpired):
                    process.communicate(timeout=GRACE)  # it ends when nothing more can be asked
                process.kill()

    def _start(self) -> subprocess.Popen[bytes]:
        """Start Python without the folder that we stand in among its modules."""
        program = f"from {__name__} import serve; serve({self._memory})"
        return subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-P", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is ours to hear
        )


def _pipe(pipe: IO[bytes] | None) -> Any:  # noqa: ANN401 - what pickle takes and gives
    if pipe is None:
        raise EOFError
    return pipe


def serve(memory: int) -> None:
    """Do what a :class:`Worker` asks, until it asks no more; an exception not of ours ends it."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        with suppress(ValueError):  # macOS knows no such limit
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints something gives no answer
    with suppress(EOFError):
        while True:
            function, args = pickle.load(sys.stdin.buffer)  # noqa: S301 - a Worker asks
            answer: object
            try:
                answer = function(*args)
            except OvereenkomstgenError as error:
                answer = error
            pickle.dump(answer, answers)
            answers.flush()


@atexit.register
def stop_all() -> None:
    """End every program that still runs."""
    for program in tuple(_running):
        program.stop()
