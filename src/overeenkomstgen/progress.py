"""Following long work, and stopping it; nobody listens unless a front does."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from threading import Event
from types import CodeType
from typing import TypeVar

from overeenkomstgen.errors import AfgebrokenError

_Function = TypeVar("_Function", bound=Callable[..., object])

_hearer: ContextVar[Callable[[str], object] | None] = ContextVar("hearer", default=None)
_stop: ContextVar[Event | None] = ContextVar("stop", default=None)

Step = Callable[[], None]
"""Told each time that one more piece of the work is done."""
Progress = Callable[[str, int], AbstractContextManager[Step]]
"""Opens work of a number of pieces, under a name in Dutch, and closes it when done."""


def silent(label: str, total: int) -> AbstractContextManager[Step]:  # noqa: ARG001 - a Progress
    """Tell nobody."""
    return nullcontext(lambda: None)


@contextmanager
def heard(hearer: Callable[[str], object]) -> Iterator[None]:
    """Let what deserves a look be told while the work in a block is done, as it comes."""
    former = _hearer.set(hearer)
    try:
        yield
    finally:
        _hearer.reset(former)


def tell(remarks: Iterable[str]) -> None:
    """Tell what deserves a look whatever comes of the work, in Dutch sentences."""
    if hearer := _hearer.get():
        for remark in remarks:
            hearer(remark)


@contextmanager
def stoppable(stop: Event) -> Iterator[None]:
    """Let the work in a block be stopped by setting an event, from any thread.

    It ends, in an AfgebrokenError, as with Ctrl-C: what was ready is kept, nothing is half-made.
    """
    former = _stop.set(stop)
    try:
        yield
    except KeyboardInterrupt as error:
        if not stop.is_set():
            raise
        raise AfgebrokenError from error
    finally:
        _stop.reset(former)


def heed() -> None:
    """Stop here, with a KeyboardInterrupt, if that was asked for."""
    if is_stopped():
        raise KeyboardInterrupt


def is_stopped() -> bool:
    """Return whether it was asked to stop the work."""
    stop = _stop.get()
    return stop is not None and stop.is_set()


INTERRUPTED: list[int] = []
"""The signals that interrupted the program, for a front that hears them to tell."""


@contextmanager
def interruption() -> Iterator[None]:
    """Let an interruption leave a block as such, whatever a library made of it on the way.

    KeyboardInterrupt when something went wrong in the block after an interruption.
    """
    try:
        yield
    except Exception as error:
        if INTERRUPTED:
            raise KeyboardInterrupt from error
        raise


UNBROKEN: set[CodeType] = set()
"""What a signal does not stop half-way: it would leave something behind, and is soon over."""


def unbroken(function: _Function) -> _Function:
    """Let no signal stop a function half-way, where a front hears signals."""
    UNBROKEN.add(function.__code__)
    return function


def pause(seconds: float) -> None:
    """Wait; stop, with a KeyboardInterrupt, as soon as that is asked for."""
    if stop := _stop.get():
        stop.wait(seconds)
        heed()
    else:
        time.sleep(seconds)
