"""One fix as a patch of its own, made from the lines around it alone: an article may be a whole book."""

from __future__ import annotations

from collections.abc import Sequence

from repair.report.diff import ended, git_name
from repair.text.span import Edit, apply_edits

_CONTEXT = 3
_MOST = 20_000


def hunk(path: str, text: str, edits: Sequence[Edit]) -> str:
    """A patch for `git apply` that makes these edits; empty when the lines concerned are too long to be worth showing."""
    start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
    first = text.rfind("\n", 0, start) + 1
    shifted = [edit._replace(start=edit.start - first) for edit in edits]
    last = end
    after = apply_edits(text[first:end], shifted)
    if end == first or text[end - 1] != "\n" or (after and not after.endswith("\n")):
        last = text.find("\n", end) + 1 or len(text)
    low, above = _back(text, first)
    high = _on(text, last)
    if high - low > _MOST:
        return ""
    new = apply_edits(text[first:last], shifted)
    head, removed, added, tail = (_lines(part) for part in (text[low:first], text[first:last], new, text[last:high]))
    line = text.count("\n", 0, low)
    old_range, new_range = (_range(line, above + len(some) + len(tail)) for some in (removed, added))
    name = path.encode("utf-8", "surrogateescape")
    old_name, new_name = (ended(git_name(side, name)).decode("ascii") for side in (b"a/", b"b/"))
    body = [(" ", head), ("-", removed), ("+", added), (" ", tail)]
    return f"--- {old_name}\n+++ {new_name}\n@@ -{old_range} +{new_range} @@\n" + "".join(
        f"{sign}{one}" if one.endswith("\n") else f"{sign}{one}\n\\ No newline at end of file\n" for sign, some in body for one in some
    )


def _range(before: int, count: int) -> str:
    return f"{before + 1 if count else before},{count}"


def _back(text: str, at: int) -> tuple[int, int]:
    """Where the context above begins, and its lines."""
    for count in range(_CONTEXT):
        if at == 0:
            return 0, count
        at = text.rfind("\n", 0, at - 1) + 1
    return at, _CONTEXT


def _on(text: str, at: int) -> int:
    for _ in range(_CONTEXT):
        at = text.find("\n", at) + 1 or len(text)
    return at


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
