"""A file that is hashed while it is read."""

from __future__ import annotations

from typing import Any, BinaryIO


class Hashed:
    """Reads on from where the file stands; `count` bytes have been read."""

    def __init__(self, file: BinaryIO) -> None:
        from hashlib import sha256  # slow to import, and few runs have to do with such files

        self._file = file
        self._hash = sha256()
        self.count = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def read(self, size: int = -1) -> bytes:
        return self._hashed(self._file.read(size))

    def readline(self, size: int = -1) -> bytes:
        return self._hashed(self._file.readline(size))

    def _hashed(self, data: bytes) -> bytes:
        self._hash.update(data)
        self.count += len(data)
        return data

    def sum(self) -> str:
        """The hash of the whole file; what has not been read yet is read."""
        while self.read(1 << 20):
            pass
        return self._hash.hexdigest()
