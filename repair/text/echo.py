"""Words said twice in a row: `Echo`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from operator import eq
from typing import NamedTuple

from repair.text.lazy import lazy
from repair.text.span import Span

_WORD = lazy(r"\S+")
_MARKS = '.,;:!?"“”‘()[]|—…'
LONGEST = 80
_FEW = 6  # of so few echoes each is quicker found by itself


class Echo(NamedTuple):
    """Two copies of the same words, one directly after the other, letter case aside.

    `words` counts the words of one copy, `run` how many words in a row equal the one `words` before them: more than
    `words` when a third copy begins. What stands between words may differ between the copies.
    """

    first: Span
    second: Span
    words: int
    run: int


def echoes(text: str) -> tuple[Echo, ...]:
    """All echoes of up to `LONGEST` words in text order, none inside another; linear in the length of the text."""
    plain = text
    for mark in _MARKS:  # quicker than a translation table, and every word keeps its place
        plain = plain.replace(mark, " ")
    words = plain.casefold().split()
    found = _repeats(words)
    if len(found) > _FEW:
        places = [match.span() for match in _WORD.finditer(plain)]
        return tuple(_echo(places[at : at + 2 * words_each], words_each, run) for at, words_each, run in found)
    return tuple(_echo(_places(plain, at, 2 * words_each), words_each, run) for at, words_each, run in found)


def _places(plain: str, at: int, count: int) -> list[tuple[int, int]]:
    """The places of `count` words from word number `at` on."""
    start = len(plain) - len(plain.split(None, at)[at])
    return [match.span() for match in islice(_WORD.finditer(plain, start), count)]


def _echo(places: list[tuple[int, int]], words: int, run: int) -> Echo:
    first = Span(places[0][0], places[words - 1][1])
    return Echo(first, Span(places[words][0], places[-1][1]), words, run)


def _repeats(words: list[str]) -> list[tuple[int, int, int]]:
    """Where a copy begins, how many words it has and how far the run goes, for every repeat.

    Each pair of words is compared with its last occurrence only: of the pairs of a copy the rarest one tells the distance.
    A stretch is walked once for each distance, whether it turns out a repeat or not.
    """
    found: list[tuple[int, int, int]] = [(place, 1, 1) for place in _doubled(words)]
    last: dict[tuple[str, str], int] = {}
    count = len(words)
    done = walked = walked_distance = 0
    pairs = list(pairwise(words))
    final = dict(zip(pairs, range(count), strict=False))  # where each pair stands last
    again = {pair for at, pair in enumerate(pairs) if final[pair] != at}
    for here, pair in [(at, pair) for at, pair in enumerate(pairs) if pair in again]:
        before = last.get(pair, -LONGEST - 1)
        last[pair] = here
        distance = here - before
        if distance > LONGEST or here < done or (here < walked and distance == walked_distance):
            continue
        start, end = before, here + 1
        while end < count and words[end] == words[end - distance]:
            end += 1
        least = max(0, before - distance, done - distance)
        while start > least and words[start - 1] == words[start - 1 + distance]:
            start -= 1
        run = end - distance - start
        if run >= distance:
            found.append((start, distance, run))
            done = end
        walked, walked_distance = end, distance
    found.sort()
    return found


def _doubled(words: list[str]) -> Iterator[int]:
    """Where a word stands twice but not three times in a row."""
    same = bytes(map(eq, words, words[1:]))
    at = same.find(1)
    while at >= 0:
        end = same.find(0, at)
        if end == at + 1 or (end < 0 and at + 1 == len(same)):
            yield at
        at = same.find(1, end) if end >= 0 else -1
