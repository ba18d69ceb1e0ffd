"""LibreOffices that stay ready while a front is open, so that nobody waits until one has started.

They are taken for work and given back. A new one comes for what is worn out, has died, or was
started when documents were made otherwise: with other fonts, or another LibreOffice.
"""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from threading import Lock, Timer

from overeenkomstgen.errors import OvereenkomstgenError
from overeenkomstgen.office.installatie import Installatie, cores
from overeenkomstgen.office.libreoffice import LibreOffice
from overeenkomstgen.progress import unbroken

REST = 300.0
"""Seconds without work after which they are ended, unless a front says otherwise."""


class Voorraad(AbstractContextManager["Voorraad"]):
    """What is ready for work, for all threads; leaving the block ends it.

    Args:
        rest: Seconds without work after which all is ended.
    """

    def __init__(self, rest: float) -> None:
        self._rest = rest
        self._keeper = ThreadPoolExecutor(1)  # the system ends a program with who started it
        self._lock = Lock()
        self._ready: list[LibreOffice] = []
        self._closed = False
        self._alarm = Timer(rest, self._end)

    @unbroken
    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed = True
            self._alarm.cancel()
        self._end()
        self._keeper.shutdown()

    def start(self, office: Installatie, how: str) -> LibreOffice:
        """Start a LibreOffice that stays, of this way of making; ToolError if it cannot be."""
        return self._keeper.submit(LibreOffice.start, office, stays=how).result()

    def take(self, how: str) -> list[LibreOffice]:
        """Return all that are ready, of this way of making; what is otherwise is ended."""
        with self._lock:
            self._alarm.cancel()
            ready, self._ready = self._ready, []
        right = [each for each in ready if each.lasts and each.stays == how]
        for each in ready:
            if each not in right:
                each.close()
        return right

    def give_back(self, used: deque[LibreOffice], office: Installatie, how: str) -> None:
        """Take from what was used as much as is to stay; where that is nothing, one is started."""
        with self._lock:
            if self._closed:
                return
            for each in tuple(used):
                if each.lasts and len(self._ready) < cores():
                    used.remove(each)
                    self._ready.append(each)
            if not self._ready:
                with suppress(OvereenkomstgenError, OSError):  # the next work tells
                    self._ready.append(self.start(office, how))
            self._alarm.cancel()
            self._alarm = Timer(self._rest, self._end)
            self._alarm.daemon = True
            self._alarm.start()

    def _end(self) -> None:
        with self._lock:
            ready, self._ready = self._ready, []
        for each in ready:
            each.close()
