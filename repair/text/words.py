"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from repair.text.span import Span

_TOKEN = re.compile(r"\w+(?:['’-]\w+)*|\s+|[^\w\s]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_MOST_TOKENS = 4_000


class Change(NamedTuple):
    """A stretch of the earlier text and what stands in its place in the later one; either may be empty."""

    old: Span
    new: Span


def changes(before: str, after: str) -> list[Change]:
    """What differs, in order, whole words at a time. Compared line by line first, then inside lines that changed."""
    if before == after:
        return []
    old, new = _split(_LINE, before, 0), _split(_LINE, after, 0)
    found: list[Change] = []
    for old_range, new_range in _differences([before[a:b] for a, b in old], [after[a:b] for a, b in new]):
        found += _inside(before, _whole(old, old_range, len(before)), after, _whole(new, new_range, len(after)))
    return found


def earlier(span: Span, made: Sequence[Change]) -> Span | None:
    """Where a span of the later text stood in the earlier one, None when it touches a change."""
    shift = 0
    for old, new in made:
        if new.start > span.end or (new.start == span.end and new.start < new.end):
            break
        if new.end > span.start or (new.end == span.start == new.start):
            return None
        shift = old.end - new.end
    return Span(span.start + shift, span.end + shift)


def _inside(before: str, old: Span, after: str, new: Span) -> Iterator[Change]:
    if old.start == old.end or new.start == new.end:
        yield Change(old, new)
        return
    old_words = _split(_TOKEN, before[old.start : old.end], old.start)
    new_words = _split(_TOKEN, after[new.start : new.end], new.start)
    if len(old_words) > _MOST_TOKENS or len(new_words) > _MOST_TOKENS:
        yield Change(old, new)
        return
    for old_range, new_range in _differences([before[a:b] for a, b in old_words], [after[a:b] for a, b in new_words]):
        yield Change(_whole(old_words, old_range, old.end), _whole(new_words, new_range, new.end))


def _split(pattern: re.Pattern[str], text: str, offset: int) -> list[Span]:
    return [Span(match.start() + offset, match.end() + offset) for match in pattern.finditer(text) if match.group()]


def _differences(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[range, range]]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield range(a, b), range(c, d)


def _whole(spans: Sequence[Span], numbers: range, end: int) -> Span:
    if len(numbers):
        return Span(spans[numbers[0]].start, spans[numbers[-1]].end)
    at = spans[numbers.start].start if numbers.start < len(spans) else end
    return Span(at, at)
