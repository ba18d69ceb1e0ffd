"""Ctrl-C, whenever it comes and however often: the program ends with a word and its exit code.

It stops the work, and nothing else. What comes before that is short, so it waits; after it, all
that is left is to tell how it went and to tidy up.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from types import FrameType


_Result = TypeVar("_Result")


class _Onderbreking:
    """What to do when a signal comes; a handler of signals.

    Attributes:
        came: One came; a library may have made another exception of it on the way.
    """

    came = False

    def __call__(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a handler
        self.came = True
        while frame:
            if frame.f_code is interruptible.__code__:
                raise KeyboardInterrupt
            frame = frame.f_back


onderbreking = _Onderbreking()


def listen() -> None:
    """Let a signal to stop be heard from here on."""
    signal.signal(signal.SIGTERM, onderbreking)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else it is to be ignored
        signal.signal(signal.SIGINT, onderbreking)
    sys.unraisablehook = _hear_again


def stop_listening() -> None:
    """Let no signal change how the process ends; Python forgets its handlers before it does."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def interruptible(work: Callable[[], _Result]) -> _Result:
    """Do the work of the program: what an interruption stops.

    Raises:
        KeyboardInterrupt: One came, now or before.
    """
    if onderbreking.came:
        raise KeyboardInterrupt
    return work()


def _hear_again(unraisable: sys.UnraisableHookArgs) -> None:
    """Repeat an interruption that came where Python cannot raise it, such as in a destructor."""
    error = unraisable.exc_value
    if isinstance(error, KeyboardInterrupt):
        threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGINT)).start()
    elif not (isinstance(error, OSError) and unraisable.object is None):  # it is ignored by now
        sys.__unraisablehook__(unraisable)
