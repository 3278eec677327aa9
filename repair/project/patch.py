"""What a unified diff changed, given the files as they are after it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from repair.project.changed import ChangeError
from repair.text.named import NamedTuple
from repair.text.ways import way

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_ESCAPED = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


class _Hunk(NamedTuple):
    """Lines with their ends, before and after; `start` is the first line after, from 1."""

    start: int
    old: Sequence[bytes]
    new: Sequence[bytes]


class Patch:
    """A unified diff whose paths are relative to one of `roots`. Making one raises `ChangeError` for what is no such diff."""

    def __init__(self, diff: bytes, roots: Sequence[str]) -> None:
        self._files: dict[str, Sequence[_Hunk] | None] = {}
        for name, new, hunks in _files(diff):
            self._files[_place(name, roots)] = None if new else hunks
        if not self._files and diff.strip() and b"\ndiff --git" not in b"\n" + diff:
            raise ChangeError("--diff: no unified diff: no line begins with +++")

    def touched(self, place: str) -> bool:
        return place in self._files

    def before(self, place: str, now: bytes) -> bytes | None:
        hunks = self._files[place]
        if hunks is None:
            return None
        lines = _lines(now)
        for hunk in reversed(hunks):
            first = hunk.start - 1 if hunk.new else hunk.start
            if lines[first : first + len(hunk.new)] != hunk.new:
                where = f"{way(place)}:{hunk.start}"
                raise ChangeError(f"--diff: the diff does not fit {where}; it must lead to the files as they are now")
            lines[first : first + len(hunk.new)] = hunk.old
        return b"".join(lines)


def _lines(data: bytes) -> list[bytes]:
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _files(diff: bytes) -> Iterator[tuple[bytes, bool, list[_Hunk]]]:
    """The files that are there after the diff: name, whether it is new, hunks."""
    name, new, hunks = b"", False, list[_Hunk]()
    lines = diff.split(b"\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        head = _HUNK.match(line)
        if line.startswith(b"--- ") and at + 1 < len(lines) and lines[at + 1].startswith(b"+++ "):
            if name:
                yield name, new, hunks
            new = line[4:].strip() == b"/dev/null"
            name, hunks = _named(lines[at + 1][4:]), []
            at += 1
        elif head and name:
            at = _hunk(lines, at, head, hunks)
        elif line.startswith(b"@@@ "):
            raise ChangeError("--diff: this is the combined diff of a merge; give the diff to one side (git diff REV)")
        at += 1
    if name:
        yield name, new, hunks


def _hunk(lines: Sequence[bytes], at: int, head: re.Match[bytes], hunks: list[_Hunk]) -> int:
    """Read the hunk that begins at this line; gives the number of its last line."""
    left_old, left_new = (1 if head[group] is None else int(head[group]) for group in (1, 3))
    old: list[bytes] = []
    new: list[bytes] = []
    last: tuple[list[bytes], ...] = ()
    while at + 1 < len(lines) and (left_old > 0 or left_new > 0 or lines[at + 1].startswith(b"\\")):
        at += 1
        mark, line = lines[at][:1], lines[at][1:] + b"\n"
        if mark == b"\\":  # "No newline at end of file" speaks of the row above
            for side in last:
                side[-1] = side[-1][:-1]
            continue
        last = {b"-": (old,), b"+": (new,)}.get(mark, (old, new))
        for side in last:
            side.append(line)
        left_old -= mark != b"+"
        left_new -= mark != b"-"
    hunks.append(_Hunk(int(head[2]), old, new))
    return at


def _named(name: bytes) -> bytes:
    """A path of a header: nothing for a file that is gone; git quotes odd characters as C does."""
    name = name.rstrip(b"\r")
    if name.startswith(b'"') and name.rstrip().endswith(b'"'):
        name = _ESCAPE.sub(_unescaped, name.rstrip()[1:-1])
    else:
        name = name.split(b"\t", 1)[0].rstrip(b" ") if b"\t" in name else name
    return b"" if name.strip() == b"/dev/null" else name


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8) & 255]) if len(code) == 3 else _ESCAPED.get(code, code)


def _place(name: bytes, roots: Sequence[str]) -> str:
    """Where the file is: below the first root that has it, with the one-letter prefix of git's names or without."""
    spelt = os.fsdecode(name)
    bare = spelt.split("/", 1)[1] if re.match(r"\w/", spelt) else spelt
    places = [os.path.realpath(os.path.join(root, way)) for root in roots for way in dict.fromkeys((bare, spelt))]
    return next((place for place in places if os.path.isfile(place)), places[0])
