"""A stream whose bytes are held, once they are read, until somebody else takes them."""

from __future__ import annotations

from collections import deque
from typing import BinaryIO


class Held:
    """Reads from a stream, and holds what was read for `taken`."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._held: deque[bytes] = deque()

    def read(self, size: int = -1) -> bytes:
        """The next bytes of the stream, held as well."""
        return self._hold(self._file.read(size))

    def readline(self, size: int = -1) -> bytes:
        """The next line of the stream, held as well."""
        return self._hold(self._file.readline(size))

    def _hold(self, data: bytes) -> bytes:
        if data:
            self._held.append(data)
        return data

    @property
    def taken(self) -> BinaryIO:
        """The bytes that are held, in order; behind them, those that nobody has read yet."""
        return _Taken(self._file, self._held)  # type: ignore[return-value]


class _Taken:
    def __init__(self, file: BinaryIO, held: deque[bytes]) -> None:
        self._file = file
        self._held = held

    def read(self, size: int) -> bytes:
        if not self._held:
            return self._file.read(size)
        data = self._held.popleft()
        if len(data) > size:
            self._held.appendleft(data[size:])
        return data[:size]
