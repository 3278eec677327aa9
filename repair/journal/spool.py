"""The changes of one file of records: a file of lines beside the run's journal, written and read one at a time."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from repair.formats.records import Locator
from repair.formats.splice import Splice
from repair.text.named import NamedTuple

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_read = json.JSONDecoder().decode


class Made(NamedTuple):
    """A change of the file's bytes, with the rules that made it and the article it is in."""

    splice: Splice
    rules: tuple[str, ...]
    locator: Locator


class Spool:
    """Changes being written, in the order of their places; behind the first `size` bytes of a file that is there, when it is told."""

    def __init__(self, path: str, codec: str, size: int | None = None) -> None:
        self.path = path
        self.rules: Counter[str] = Counter()
        self.codec = codec
        self._file = open(path, "wb" if size is None else "r+b")  # noqa: SIM115 - closed by `keep`, `leave` or `drop`
        if size is not None:
            self._file.truncate(size)
            self._file.seek(size)

    def add(self, lines: bytes) -> None:
        """More changes, as `lines` has them. Raises `OSError`."""
        self._file.write(lines)

    def flush(self) -> None:
        """Have all of them in the file."""
        self._file.flush()

    def sync(self) -> int:
        """Have all of them on the disk; gives how many bytes that are."""
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def leave(self) -> None:
        """Leave what is there to a run that goes on with this one."""
        self._file.close()

    def keep(self) -> None:
        """Have all of them on the disk; no more come."""
        self.sync()
        self._file.close()

    def drop(self) -> None:
        """Forget them."""
        self._file.close()
        os.unlink(self.path)


def lines(changes: Iterable[tuple[Splice, Sequence[str]]], locator: Locator, codec: str) -> bytes:
    """Changes of an article, each with the rules that made it, as a spool holds them."""
    record, field = locator
    return b"".join(
        _written([start, old.decode(codec), new.decode(codec), rules, record, field]).encode("utf-8") + b"\n"
        for (start, old, new), rules in changes
    )


def made(path: str, codec: str) -> Iterator[Made]:
    """The changes that a spool holds, in order. Raises `OSError`, and `ValueError` for what is none."""
    with open(path, encoding="utf-8", newline="\n") as file:
        for line in file:
            start, old, new, rules, record, field = _read(line)
            yield Made(Splice(int(start), old.encode(codec), new.encode(codec)), tuple(rules), Locator(record, field))
