"""Words said twice in a row: `Echo`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import eq

from repair.text.named import NamedTuple
from repair.text.span import Span

LONGEST = 80


class Echo(NamedTuple):
    """Two copies of the same words, one directly after the other, letter case aside.

    `words` counts the words of one copy, `run` how many words in a row equal the one `words` before them: more than
    `words` when a third copy begins. What stands between words may differ between the copies.
    """

    first: Span
    second: Span
    words: int
    run: int


def echoes(
    words: Sequence[str], recurring: Sequence[tuple[int, int]], stand: Callable[[int, int], Sequence[tuple[int, int]]]
) -> tuple[Echo, ...]:
    """All echoes of up to `LONGEST` words in text order, none inside another; linear in the length of the text.

    `recurring` tells where three of the words stand again, `stand` where so many words begin and end, from a number on.
    """
    return tuple(_echo(stand(at, 2 * words_each), words_each, run) for at, words_each, run in _repeats(words, recurring))


def _echo(places: Sequence[tuple[int, int]], words: int, run: int) -> Echo:
    first = Span(places[0][0], places[words - 1][1])
    return Echo(first, Span(places[words][0], places[-1][1]), words, run)


def _repeats(words: Sequence[str], recurring: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Where a copy begins, how many words it has and how far the run goes, for every repeat.

    Copies of one or two words are seen by comparing each word with the next or next but one, longer ones by what recurs.
    Each place is compared with the last before it only: of what a copy holds the rarest tells the distance. A stretch is
    walked once for each distance, whether it turns out a repeat or not.
    """
    found = []
    candidates = [(here, here - before) for here, before in recurring if here - before <= LONGEST]
    for distance in (1, 2):
        for start, run in _equal(words, distance):
            if distance == 1 and run == 1:
                found.append((start, 1, 1))
            elif run > 1:
                candidates.append((start + distance, distance))
    count = len(words)
    done = walked = walked_distance = 0
    for here, distance in sorted(candidates):
        if here < done or (here < walked and distance == walked_distance):
            continue
        start, end = here - distance, here + 1
        while end < count and words[end] == words[end - distance]:
            end += 1
        least = max(0, start - distance, done - distance)
        while start > least and words[start - 1] == words[start - 1 + distance]:
            start -= 1
        run = end - distance - start
        if run >= distance:
            found.append((start, distance, run))
            done = end
        walked, walked_distance = end, distance
    found.sort()
    return found


def _equal(words: Sequence[str], distance: int) -> Iterator[tuple[int, int]]:
    """The runs of words that equal the ones `distance` further on: where each begins, and how many they are."""
    same = bytes(map(eq, words, words[distance:]))
    start = same.find(1)
    while start >= 0:
        end = same.find(0, start)
        end = end if end >= 0 else len(same)
        yield start, end - start
        start = same.find(1, end)
