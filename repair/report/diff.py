"""A unified diff that `git apply` takes: of bytes, split at LF only, as git splits, each hunk with the rules behind it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from repair.engine.changes import Change
from repair.text.decode import Stored
from repair.text.named import NamedTuple

CONTEXT = 3
"""How many lines that stay are shown around those that change."""
_NO_END = b"\n\\ No newline at end of file\n"
_QUOTED = {7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}


class _Cut(NamedTuple):
    """The bytes from `start` to `end` become `new`."""

    start: int
    end: int
    new: bytes
    rules: tuple[str, ...]


class _Region(NamedTuple):
    """The whole lines from number `first` up to `last` become `new`."""

    first: int
    last: int
    new: tuple[bytes, ...]
    rules: tuple[str, ...]


def patch(name: bytes, stored: Stored, after: bytes, changes: Sequence[Change]) -> bytes:
    """The diff of one file from its stored bytes to `after`; empty when they are equal."""
    before = stored.encode()
    if before == after:
        return b""
    lines = before.split(b"\n")
    lines = [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    regions = _regions(before, lines, _cuts(stored, before, after, changes))
    parts = [head(name)]
    shift = 0
    for hunk in _hunks(regions):
        parts.append(_hunk(lines, hunk, shift))
        shift += sum(len(region.new) - (region.last - region.first) for region in hunk)
    return b"".join(parts)


def head(name: bytes) -> bytes:
    """What stands above the hunks of a file."""
    old, new = git_name(b"a/", name), git_name(b"b/", name)
    return b"".join([b"diff --git ", old, b" ", new, b"\n--- ", ended(old), b"\n+++ ", ended(new), b"\n"])


def _cuts(stored: Stored, before: bytes, after: bytes, changes: Sequence[Change]) -> list[_Cut]:
    """The changes in bytes. Where a codec keeps state between characters they cannot be told apart: then all are one."""
    cuts: list[_Cut] = []
    made: list[bytes] = [before[: len(stored.bom)]]
    at = 0
    place = len(stored.bom)
    for change in changes:
        place += len(stored.text[at : change.start].encode(stored.codec))
        made.append(before[cuts[-1].end if cuts else len(stored.bom) : place])
        cuts.append(_Cut(place, place + len(change.old.encode(stored.codec)), change.new.encode(stored.codec), change.rules))
        made.append(cuts[-1].new)
        place, at = cuts[-1].end, change.end
    made.append(before[place:])
    if b"".join(made) == after:
        return cuts
    low = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), min(len(before), len(after)))
    rules = tuple(sorted({rule for change in changes for rule in change.rules}))
    return [_Cut(low, len(before), after[low:], rules)]


def _regions(before: bytes, lines: Sequence[bytes], cuts: Sequence[_Cut]) -> list[_Region]:
    starts = [0, *(match.end() for match in re.finditer(b"\n", before))]
    regions: list[_Region] = []
    number = 0
    while number < len(cuts):
        cut = cuts[number]
        first = bisect_right(starts, cut.start) - 1
        new = before[starts[first] : cut.start]
        rules: set[str] = set()
        while True:
            cut = cuts[number]
            new += cut.new
            rules.update(cut.rules)
            number += 1
            last = bisect_right(starts, cut.end) - 1
            at_line_start = starts[last] == cut.end and (not new or new.endswith(b"\n"))
            end = cut.end if at_line_start else (starts[last + 1] if last + 1 < len(starts) else len(before))
            unfinished = end == len(before) and not before.endswith(b"\n")  # what is added behind the last line belongs to it
            if number == len(cuts) or cuts[number].start >= end + unfinished:
                break
            new += before[cut.end : cuts[number].start]
        new += before[cut.end : end]
        last = min(last if at_line_start else last + 1, len(lines))
        regions.append(_trimmed(lines, first, last, new, tuple(sorted(rules))))
    return regions


def _trimmed(lines: Sequence[bytes], first: int, last: int, new: bytes, rules: tuple[str, ...]) -> _Region:
    fresh = new.split(b"\n")
    fresh = [line + b"\n" for line in fresh[:-1]] + ([fresh[-1]] if fresh[-1] else [])
    low, high = 0, len(fresh)
    while first < last and low < high and lines[first] == fresh[low]:
        first, low = first + 1, low + 1
    while first < last and low < high and lines[last - 1] == fresh[high - 1]:
        last, high = last - 1, high - 1
    return _Region(first, last, tuple(fresh[low:high]), rules)


def _hunks(regions: Sequence[_Region]) -> list[list[_Region]]:
    hunks: list[list[_Region]] = []
    for region in regions:
        if hunks and region.first - hunks[-1][-1].last <= 2 * CONTEXT:
            hunks[-1].append(region)
        else:
            hunks.append([region])
    return hunks


def _hunk(lines: Sequence[bytes], regions: Sequence[_Region], shift: int) -> bytes:
    first = max(0, regions[0].first - CONTEXT)
    last = min(len(lines), regions[-1].last + CONTEXT)
    body: list[tuple[bytes, bytes]] = []
    at = first
    for region in regions:
        body += [(b" ", line) for line in lines[at : region.first]]
        body += [(b"-", line) for line in lines[region.first : region.last]]
        body += [(b"+", line) for line in region.new]
        at = region.last
    body += [(b" ", line) for line in lines[at:last]]
    old = sum(sign != b"+" for sign, _ in body)
    new = sum(sign != b"-" for sign, _ in body)
    rules = ", ".join(sorted({rule for region in regions for rule in region.rules}))
    ranges = f"@@ -{spread(first, old)} +{spread(first + shift, new)} @@ {rules}\n".encode()
    return ranges + b"".join(marked(sign, line) for sign, line in body)


def marked(sign: bytes, line: bytes) -> bytes:
    """A line of a hunk."""
    return sign + line + (b"" if line.endswith(b"\n") else _NO_END)


def spread(first: int, count: int) -> str:
    """The lines of a hunk in its head; `first` counts from 0."""
    return f"{first + 1 if count else first},{count}"


def git_name(prefix: bytes, name: bytes) -> bytes:
    """The name as git writes it: in quotes with C's escapes when it holds quotes, controls or what is not ASCII."""
    full = prefix + name
    if all(32 <= byte < 127 and byte not in b'"\\' for byte in full):
        return full
    return b'"' + b"".join(_QUOTED.get(byte, chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}").encode() for byte in full) + b'"'


def ended(name: bytes) -> bytes:
    """A tab ends a name with blanks, so that nothing takes what follows a blank for a date."""
    return name + b"\t" if b" " in name and not name.startswith(b'"') else name
