"""Which of a host's pages tell the same story: a story that stands on several pages is evidence once."""

from __future__ import annotations

import math
from collections.abc import Sequence

from repair.checkers.house import PARAGRAPH

_SAME = 0.4  # of what two pages say that few others say
_EVERYWHERE = 0.8  # a line on more of the pages tells none of them apart


def stories(pages: Sequence[Sequence[str]]) -> list[int]:
    """For each page, given as the forms of its lines, the number of its story: that of the first page which tells it.

    It is -1 for a page on which nothing is told. Two pages tell one story when they share much of their running text, a line counting
    the more the fewer pages have it.
    """
    long = [frozenset(form for form in page if len(form) >= PARAGRAPH) for page in pages]
    having: dict[str, list[int]] = {}
    for number, forms in enumerate(long):
        for form in forms:
            having.setdefault(form, []).append(number)
    most = _EVERYWHERE * len(pages)
    weight = {form: len(form) * math.log(len(pages) / len(numbers)) for form, numbers in having.items() if len(numbers) <= max(1.0, most)}
    own = [sum(weight.get(form, 0.0) for form in sorted(forms)) for forms in long]
    first = [number if any(form in weight for form in forms) else -1 for number, forms in enumerate(long)]
    shared: dict[tuple[int, int], float] = {}
    for form in sorted(weight):
        numbers = having[form]
        for at, one in enumerate(numbers):
            for two in numbers[at + 1 :]:
                shared[one, two] = shared.get((one, two), 0.0) + weight[form]
    for (one, two), value in sorted(shared.items()):
        if value >= _SAME * min(own[one], own[two]):
            _join(first, one, two)
    return [number if number < 0 else _root(first, number) for number in first]


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        number = first[number]
    return number


def _join(first: list[int], one: int, two: int) -> None:
    low, high = sorted((_root(first, one), _root(first, two)))
    first[high] = low
