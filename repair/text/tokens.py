"""The words of a text without their marks, where known ones stand, and where three of them in a row stand again."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import compress, pairwise

from repair.text.named import NamedTuple

_NEAR = 40  # letters that hold two words
_REACH = 400  # words that a run is followed back, which keeps a hostile text linear
_MARKS = '.,;:!?"“”‘()[]|—…'


def without_marks(text: str) -> str:
    """The text with a blank for each mark between words and with straight apostrophes: offsets stay."""
    for mark in _MARKS:  # quicker than a translation table
        text = text.replace(mark, " ")
    return text.replace("’", "'")


def neighbours(plain: str, words: Sequence[str]) -> list[str]:
    """The words of `plain`, and behind them those next to a hyphen, dash or slash, parted; a "" parts strangers."""
    found = [*words, ""]
    joined = plain.replace("–", "-").replace("/", "-")
    if "-" in joined:
        for left, right in pairwise(joined.split("-")):
            found += (*left[-_NEAR:].split()[-2:], *right[:_NEAR].split()[:2], "")
    return found


def occurrences(text: str, part: str) -> Iterator[int]:
    """Where a part that is not empty stands in a text, none over another."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


def known_words(words: Sequence[str], known: Container[str]) -> list[int]:
    """The numbers of the words that are known; quick where few are."""
    return [*compress(range(len(words)), map(known.__contains__, words))]


def known_pairs(words: Sequence[str], table: Container[tuple[str, ...]]) -> list[int]:
    """The numbers of the words that with the next one stand in a table; quick where few do."""
    behind = iter(words)
    next(behind, None)
    pairs = zip(words, behind, strict=False)  # one tuple over and over, which `pairwise` makes anew each time
    return [*compress(range(len(words)), map(table.__contains__, pairs))]


def recurring(words: Sequence[str]) -> list[tuple[int, int]]:
    """Where three words in a row stand again: the number of the first of them, and its number where they stood last before.

    In the order of the text; linear in the number of words.
    """
    threes = list(zip(words, words[1:], words[2:], strict=False))
    before: dict[tuple[str, str, str], int] = {}
    numbers = range(len(threes))
    again = [number for number, first in zip(numbers, map(before.setdefault, threes, numbers), strict=True) if first != number]
    found = []
    for number in again:
        found.append((number, before[threes[number]]))
        before[threes[number]] = number
    return found


class Run(NamedTuple):
    """`words` words in a row, from word number `later` on, that are the same as those from `earlier` on."""

    earlier: int
    later: int
    words: int


def runs(words: Sequence[str], recurring: Sequence[tuple[int, int]], fewest: int) -> tuple[Run, ...]:
    """The longest stretches of at least `fewest` words that have stood before, in the order of the text."""
    found = []
    done = 0
    for place, before in recurring:
        if place < done:
            continue
        distance = place - before
        end = place + 3
        while end < len(words) and words[end] == words[end - distance]:
            end += 1
        start, least = place, max(distance, place - _REACH)
        while start > least and words[start - 1] == words[start - 1 - distance]:
            start -= 1
        if end - start >= fewest:
            found.append(Run(start - distance, start, end - start))
            done = end
    return tuple(found)
