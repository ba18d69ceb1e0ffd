"""Ctrl-C, whenever it comes and however often: the program ends with a word and its exit code.

It stops the work, and nothing else. What comes before that is short, so it waits; after it, all
that is left is to tell how it went and to tidy up. The end of a terminal, and a shutdown, are
heard in the same way.
"""

from __future__ import annotations

import signal
import sys
from importlib.machinery import ExtensionFileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import TypeVar

    _Result = TypeVar("_Result")


_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK", "SIGALRM")  # not every system has them all
_SIGNALS = [signal.Signals[name] for name in _NAMES if name in signal.Signals.__members__]
_LOADING = {ExtensionFileLoader.create_module.__code__, ExtensionFileLoader.exec_module.__code__}
"""Where a compiled library is being loaded: pikepdf ends the whole program (SIGABRT) on an error
there, lxml passes over it."""
_AGAIN = 0.1
"""Seconds after which an interruption that nobody heard is repeated."""


class _Onderbreking:
    """What to do when a signal comes; a handler of signals.

    What it raises may be lost, in a destructor or in a library. So it comes again, but not where
    it is being dealt with: that takes as long as it takes.
    """

    came = False  # or True; a library may have made another exception of it on the way

    def __call__(self, signum: int, frame: FrameType | None) -> None:
        self.came = True
        progress = sys.modules.get("overeenkomstgen.progress")  # now is no time to load it
        getattr(progress, "INTERRUPTED", []).append(signum)
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, _AGAIN)
        error: BaseException | None = sys.exc_info()[1]
        while error:
            if isinstance(error, KeyboardInterrupt):
                return
            error = error.__context__
        whole = _LOADING | getattr(progress, "UNBROKEN", set())
        while frame and frame.f_code not in whole:
            if frame.f_code is interruptible.__code__:
                raise KeyboardInterrupt
            frame = frame.f_back


onderbreking = _Onderbreking()


def listen() -> None:
    """Let a signal to stop be heard from here on, unless it is to be ignored, as by nohup."""
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, onderbreking)
    sys.unraisablehook = lambda _: None  # an error in a destructor; an interruption comes again


def stop_listening() -> None:
    """Let no signal change how the process ends; Python forgets its handlers before it does.

    It also ends by SIGINT when that once came in code that a library compiled (``exit_sigint``).
    """
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)


def interruptible(work: Callable[[], _Result]) -> _Result:
    """Do what an interruption stops, with a KeyboardInterrupt, whether it comes now or before."""
    if onderbreking.came:
        raise KeyboardInterrupt
    return work()
