"""What comes of articles, gathered by a thread while a person thinks, so that nobody waits for it after a key."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Generator, Iterator
from threading import Event, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")

_MOST = 256
_PATIENCE = 2.0
_TURN = 0.0005


class Ahead(Iterator[Item], Generic[Item]):
    """The items of a generator, of which some are there before they are asked for. What it raises is raised to who asks.

    The two sides wake each other only when one of them waits: to hand over each item under a lock costs more than the items.
    """

    def __init__(self, items: Generator[Item, None, None]) -> None:
        self._items = items
        self._there: deque[tuple[Item | None, BaseException | None]] = deque()
        self._came, self._room, self._going = Event(), Event(), Event()
        self._going.set()
        self._enough = self._ended = False
        self._thread = Thread(target=self._gather, daemon=True)
        self._interval = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)  # the one who answers is not to wait for this thread's turn to end
        self._thread.start()

    @property
    def ready(self) -> bool:
        """True when the next item, or that there is none, can be told without waiting."""
        return self._ended or bool(self._there)

    def hold(self) -> None:
        """Begin with no further item until `go`, or until one is waited for: the interpreter is for who answers."""
        self._going.clear()

    def go(self) -> None:
        """Gather on."""
        self._going.set()

    def __next__(self) -> Item:
        if self._ended:
            raise StopIteration
        while not self._there:
            self.go()
            self._came.clear()
            if not self._there:
                self._came.wait()
        item, error = self._there.popleft()
        if len(self._there) < _MOST // 2 and not self._room.is_set():
            self._room.set()
        if error is not None:
            self._ended = True
            raise error
        return item  # type: ignore[return-value]

    def close(self) -> None:
        """Gather no more; the generator is closed unless what it is at takes too long."""
        self._enough = self._ended = True
        self.go()
        self._room.set()
        self._thread.join(_PATIENCE)
        sys.setswitchinterval(self._interval)

    def _gather(self) -> None:
        error: BaseException = StopIteration()
        try:
            for item in self._items:
                self._put(item, None)
                if self._enough:
                    break
            self._items.close()
        except BaseException as raised:  # it is for who asks, in another thread
            error = raised
        self._put(None, error)

    def _put(self, item: Item | None, error: BaseException | None) -> None:
        self._there.append((item, error))
        if not self._came.is_set():
            self._came.set()
        while len(self._there) >= _MOST and not self._enough:
            self._room.clear()
            if len(self._there) >= _MOST and not self._enough:
                self._room.wait()
        if not self._going.is_set():
            self._going.wait()
