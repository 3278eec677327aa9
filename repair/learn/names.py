"""Names that are alike and both right: found in many articles, each without the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set

from repair.text.lazy import lazy

FEWEST = 5
"""So many articles must have a name."""
_SHARE = 0.05  # of the articles of the other name: a slip that many make is a slip
_NAME = lazy(r"(?<![\w’'-])(?<![.!?:…“\"] )(?<![“\"•*])[A-ZÀ-Þ][a-zß-ÿ]{4,24}(?![\w-])")


def names(texts: Iterable[str]) -> Counter[str]:
    """In how many of these texts of one host each name stands, within a sentence; not told of those that stand in one.

    A text in which a name stands beside one that is alike says nothing of either: one may be a slip.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        met = {match.group() for match in _NAME.finditer(text) if match.start() and text[match.start() - 1] != "\n"}
        beside = {name for name in met for other in _alike(name, met) for name in (name, other)}
        counts.update(met - beside)
    return Counter({name: count for name, count in counts.items() if count > 1})


def alike(counts: Iterable[Mapping[str, int]]) -> list[tuple[str, int]]:
    """The names, from what is counted of each host, that are no slips of each other, with the articles they stand in, in order."""
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    known = {name: count for name, count in total.items() if count >= FEWEST}
    found = set()
    for name in known:
        for other in _alike(name, known.keys()):
            low, high = sorted((known[name], known[other]))
            if low >= _SHARE * high:
                found |= {name, other}
    return sorted((name, known[name]) for name in found)


def _alike(name: str, others: Set[str]) -> Iterator[str]:
    """Those of the others that are this name with a letter taken out of its inside, or with two neighbouring letters swapped."""
    for at in range(1, len(name) - 1):
        shorter = name[:at] + name[at + 1 :]
        if shorter in others:
            yield shorter
        swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        if swapped != name and swapped in others:
            yield swapped
