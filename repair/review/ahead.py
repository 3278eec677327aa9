"""What comes of articles, gathered by a thread while a person thinks, so that nobody waits for it after a key."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from queue import Empty, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")

_MOST = 256
_PATIENCE = 2.0
_TURN = 0.0005


class Ahead(Iterator[Item], Generic[Item]):
    """The items of a generator, of which some are there before they are asked for. What it raises is raised to who asks."""

    def __init__(self, items: Generator[Item, None, None]) -> None:
        self._items = items
        self._there: Queue[tuple[Item | None, BaseException | None]] = Queue(_MOST)
        self._enough = Event()
        self._ended = False
        self._thread = Thread(target=self._gather, daemon=True)
        self._interval = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)  # the one who answers is not to wait for this thread's turn to end
        self._thread.start()

    @property
    def ready(self) -> bool:
        """True when the next item, or that there is none, can be told without waiting."""
        return self._ended or not self._there.empty()

    def __next__(self) -> Item:
        if self._ended:
            raise StopIteration
        item, error = self._there.get()
        if error is not None:
            self._ended = True
            raise error
        return item  # type: ignore[return-value]

    def close(self) -> None:
        """Gather no more; the generator is closed unless what it is at takes too long."""
        self._enough.set()
        self._ended = True
        while self._thread.is_alive():
            try:
                self._there.get(timeout=0.05)
            except Empty:
                break
        self._thread.join(_PATIENCE)
        sys.setswitchinterval(self._interval)

    def _gather(self) -> None:
        error: BaseException = StopIteration()
        try:
            for item in self._items:
                self._there.put((item, None))
                if self._enough.is_set():
                    break
            self._items.close()
        except BaseException as raised:  # it is for who asks, in another thread
            error = raised
        if not self._enough.is_set():
            self._there.put((None, error))
