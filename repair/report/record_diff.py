"""The unified diff of a file of records, made while the file flows by: only its changed lines and their neighbours are held."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from repair.formats.splice import Splice
from repair.report.diff import CONTEXT, head, marked, spread

Marked = tuple[Splice, tuple[str, ...]]


def record_patch(name: bytes, stream: BinaryIO, splices: Iterable[Marked]) -> Iterator[bytes]:
    """The diff of a file from the bytes of `stream` to those with these changes, which come in order, each with its rules."""
    regions = _Regions(stream, deque(splices))
    before: deque[bytes] = deque(maxlen=CONTEXT)
    hunk: _Hunk | None = None
    number = shift = 0
    yield head(name)
    for old, new, rules in regions:
        if new is None:
            before.append(old[0])
            if hunk and hunk.same(old[0]):
                yield hunk.told(shift)
                shift += hunk.grown
                hunk = None
        else:
            if hunk is None:
                hunk = _Hunk(number - len(before), before)
            hunk.change(old, new, rules)
            before.clear()
        number += len(old)
    if hunk:
        yield hunk.told(shift)


class _Hunk:
    """Lines that changed and those around them; `first` is the number of the first one, from 0."""

    def __init__(self, first: int, before: Iterable[bytes]) -> None:
        self.grown = 0
        self._first = first
        self._rows = [(b" ", line) for line in before]
        self._same: list[bytes] = []
        self._rules: set[str] = set()

    def change(self, old: Iterable[bytes], new: Iterable[bytes], rules: Iterable[str]) -> None:
        """These lines became those."""
        self._rows += [(b" ", line) for line in self._same]
        self._same = []
        for mark, lines in ((b"-", old), (b"+", new)):
            for line in lines:
                self._rows.append((mark, line))
                self.grown += 1 if mark == b"+" else -1
        self._rules.update(rules)

    def same(self, line: bytes) -> bool:
        """This line stayed; True when so many did that the hunk is at its end."""
        self._same.append(line)
        return len(self._same) > 2 * CONTEXT

    def told(self, shift: int) -> bytes:
        """The hunk; lines above it have made the file longer by `shift`."""
        rows = self._rows + [(b" ", line) for line in self._same[:CONTEXT]]
        old = sum(mark != b"+" for mark, _ in rows)
        new = sum(mark != b"-" for mark, _ in rows)
        ranges = f"@@ -{spread(self._first, old)} +{spread(self._first + shift, new)} @@ {', '.join(sorted(self._rules))}\n"
        return ranges.encode() + b"".join(marked(mark, line) for mark, line in rows)


class _Regions:
    """The lines of a stream: those that stay one by one, and what changes as whole lines before and after, with its rules."""

    def __init__(self, stream: BinaryIO, pending: deque[Marked]) -> None:
        self._stream = stream
        self._pending = pending
        self._end = 0  # of what was read

    def __iter__(self) -> Iterator[tuple[list[bytes], list[bytes] | None, set[str]]]:
        while line := self._line():
            if self._meets(line):
                yield self._region(line)
            else:
                yield [line], None, set()

    def _line(self) -> bytes:
        line = self._stream.readline()
        self._end += len(line)
        return line

    def _meets(self, line: bytes) -> bool:
        """Whether a change begins in what was read, or behind a last line without an end."""
        return bool(self._pending) and (self._pending[0][0].start < self._end + (not line.endswith(b"\n")))

    def _region(self, line: bytes) -> tuple[list[bytes], list[bytes] | None, set[str]]:
        start = self._end - len(line)
        old, new = line, b""
        at = 0
        rules: set[str] = set()
        while True:
            if self._meets(old):
                splice, names = self._pending.popleft()
                rules.update(names)
                while self._end < splice.start + len(splice.old):
                    old += self._line()
                new += old[at : splice.start - start] + splice.new
                at = splice.start - start + len(splice.old)
            elif at == len(old) and new and not new.endswith(b"\n") and (more := self._line()):
                old += more  # the end of the line went too
            else:
                break
        return _split(old), _split(new + old[at:]), rules


def _split(data: bytes) -> list[bytes]:
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
