"""Where two versions of a text differ, whole words at a time, found by diff-match-patch.

The time is bounded by the texts' length and the outcome never hangs on the clock: what is too different to be told apart
word by word is one hunk.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from repair.formats.document import MissingExtra
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.span import Span, common_ends

_TOKEN = lazy(r"\d+(?:[.,:/]\d+)+|\w+(?:['’]\w+)*|\r\n|[\r\n]|[^\S\r\n]+|[^\w\s]")
_LINE = lazy(r"[^\r\n]*(?:\r\n?|\n|$)")
_GRAM = 3
_MOST_TOKENS = 3000
_MOST_WORK = 40_000_000
"""Diffing takes up to the square of the tokens on both sides, some .2 µs each: at most eight seconds."""
_FIRST_CODE = 0xE000


class Hunk(NamedTuple):
    """What stood at `old` in the earlier text stands changed at `new` in the later one; either may be empty."""

    old: Span
    new: Span


def hunks(before: str, after: str) -> tuple[Hunk, ...]:
    """What differs, in order; no two touch. Making all of it turns `before` into `after`. Raises `MissingExtra`."""
    if before == after:
        return ()
    return tuple(_Differ(before, after).run())


class _Differ:
    """One comparison: lines first, then words between the lines that stayed."""

    def __init__(self, before: str, after: str) -> None:
        try:
            from diff_match_patch import diff_match_patch
        except ImportError:
            raise MissingExtra("comparing needs an extra: pip install 'article-repair[rewrite]'") from None
        self._engine: Any = diff_match_patch()
        self._engine.Diff_Timeout = 0  # no clock: the same texts give the same hunks on every machine
        self._before = before
        self._after = after
        self._work = _MOST_WORK

    def run(self) -> Iterator[Hunk]:
        old, new = _split(_LINE, self._before, 0), _split(_LINE, self._after, 0)
        for old_range, new_range in _gaps([self._before[a:b] for a, b in old], [self._after[a:b] for a, b in new]):
            yield from self._inside(_whole(old, old_range, len(self._before)), _whole(new, new_range, len(self._after)))

    def _inside(self, old: Span, new: Span, depth: int = 0) -> Iterator[Hunk]:
        """The hunks of a stretch in which no line stayed."""
        if old.start == old.end or new.start == new.end:
            yield Hunk(old, new)
            return
        ours, theirs = _split(_TOKEN, self._before, *old), _split(_TOKEN, self._after, *new)
        size = len(ours) + len(theirs)
        if size <= _MOST_TOKENS and size * size <= self._work:
            self._work -= size * size
            yield from self._by_words(ours, theirs, old, new)
            return
        words = [self._before[a:b] for a, b in ours], [self._after[a:b] for a, b in theirs]
        gaps = list(_gaps(*words, gram=_GRAM)) if depth == 0 else []
        if not gaps or (len(gaps) == 1 and len(gaps[0][0]) == len(ours)):
            yield Hunk(old, new)
            return
        for old_range, new_range in gaps:
            yield from self._inside(_whole(ours, old_range, old.end), _whole(theirs, new_range, new.end), depth + 1)

    def _by_words(self, ours: Sequence[Span], theirs: Sequence[Span], old: Span, new: Span) -> Iterator[Hunk]:
        before, after, breaks = self._coded(ours, theirs)
        at = to = first_old = first_new = 0

        def pending() -> Iterator[Hunk]:
            if (first_old, first_new) != (at, to):
                yield Hunk(_whole(ours, range(first_old, at), old.end), _whole(theirs, range(first_new, to), new.end))

        for section in _sections(self._engine.diff_main(before, after, False), breaks):
            section = [(operation, text) for operation, text in section if text]
            self._engine.diff_cleanupSemantic(section)
            for operation, text in section:
                for _ in text:
                    same = operation == 0 and self._before[slice(*ours[at])] == self._after[slice(*theirs[to])]
                    if same:
                        yield from pending()
                    at += operation <= 0
                    to += operation >= 0
                    if same:
                        first_old, first_new = at, to
        yield from pending()

    def _coded(self, ours: Sequence[Span], theirs: Sequence[Span]) -> tuple[str, str, set[str]]:
        """Both token rows with one character for each different token, and the characters of line breaks. Blanks are all the same here."""
        codes: dict[str, str] = {}

        def coded(text: str, spans: Sequence[Span]) -> str:
            tokens = (text[a:b] for a, b in spans)
            return "".join(
                codes.setdefault(token if token[0] in "\r\n" or token.strip() else " ", chr(_FIRST_CODE + len(codes))) for token in tokens
            )

        rows = coded(self._before, ours), coded(self._after, theirs)
        return *rows, {code for token, code in codes.items() if token[0] in "\r\n"}


def _sections(diffs: Sequence[tuple[int, str]], breaks: set[str]) -> Iterator[list[tuple[int, str]]]:
    """The differences from one line break that stayed to the next, and these breaks: no hunk is to reach over one."""
    section: list[tuple[int, str]] = []
    for operation, text in diffs:
        if operation or breaks.isdisjoint(text):
            section.append((operation, text))
            continue
        places = [at for at, code in enumerate(text) if code in breaks]
        first, last = places[0], places[-1] + 1
        yield [*section, (0, text[:first])]
        yield [(0, text[first:last])]
        section = [(0, text[last:])]
    yield section


def _gaps(old: Sequence[str], new: Sequence[str], gram: int = 1) -> Iterator[tuple[range, range]]:
    """The stretches between what stayed: what begins and ends alike, and what is unique on both sides and in the same order."""
    head, tail = common_ends(old, new)
    a, b = head, head
    for at, to in [*_anchors(old, new, head, tail, gram), (len(old) - tail, len(new) - tail)]:
        if at < a or to < b:
            continue
        start, begin = at, to
        while start > a and begin > b and old[start - 1] == new[begin - 1]:
            start, begin = start - 1, begin - 1
        if start > a or begin > b:
            yield range(a, start), range(b, begin)
        a, b = at, to
        while a < len(old) - tail and b < len(new) - tail and old[a] == new[b]:
            a, b = a + 1, b + 1


def _anchors(old: Sequence[str], new: Sequence[str], head: int, tail: int, gram: int) -> list[tuple[int, int]]:
    """The longest rising sequence of places that hold the same, unique on both sides; blank lines are no anchors."""
    places = [_unique(texts, head, len(texts) - tail, gram) for texts in (old, new)]
    pairs = [(at, places[1][key]) for key, at in places[0].items() if key in places[1]]
    ends: list[int] = []  # of the best sequence of each length so far: the last place, and the number of its pair
    tops: list[int] = []
    back: list[int] = []
    for number, (_, to) in enumerate(pairs):
        level = bisect_left(ends, to)
        if level == len(ends):
            ends.append(to)
            tops.append(number)
        else:
            ends[level], tops[level] = to, number
        back.append(tops[level - 1] if level else -1)
    chain, number = [], tops[-1] if tops else -1
    while number >= 0:
        chain.append(pairs[number])
        number = back[number]
    return chain[::-1]


def _unique(texts: Sequence[str], start: int, end: int, gram: int) -> dict[tuple[str, ...], int]:
    grams = [tuple(texts[at : at + gram * 2 - 1]) for at in range(start, end - 2 * gram + 2)]
    times = Counter(grams)
    return {key: at for at, key in enumerate(grams, start) if times[key] == 1 and key[0].strip()}


def _split(pattern: Any, text: str, start: int, end: int | None = None) -> list[Span]:
    found = pattern.finditer(text, start) if end is None else pattern.finditer(text, start, end)
    return [Span(*match.span()) for match in found if match.end() > match.start()]


def _whole(spans: Sequence[Span], numbers: range, end: int) -> Span:
    if len(numbers):
        return Span(spans[numbers[0]].start, spans[numbers[-1]].end)
    at = spans[numbers.start].start if numbers.start < len(spans) else end
    return Span(at, at)
