"""A sample of a corpus: of each host at most so many articles, chosen by their hashes.

Which articles are chosen hangs on the articles alone, not on their order or on how they are spread over processes and machines: so
samples of parts, merged, are the sample of the whole. An article that comes again word for word is in it once. What is held never grows
beyond `budget` articles: first fewer are kept of each host, then only every second, fourth … host.
"""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import accumulate

from repair.text.blocks import split_blocks
from repair.text.lineform import LONGEST

MOST = 256
FEWEST = 24
"""Of so few articles lines can still be learnt; below that whole hosts are left out."""
BUDGET = 100_000
_REACH = 6_000  # characters at each end of an article; what lies between is its own


class Sample:
    """The articles kept of each host, and how many pages of it were read.

    `most` of a host are kept, of every `stride`-th host; both change when more than `budget` would be held. `share` (2, 3) is the second of
    three parts of all hosts: others are passed over.
    """

    def __init__(self, most: int = MOST, budget: int = BUDGET, stride: int = 1, share: tuple[int, int] = (1, 1)) -> None:
        self.most = most
        self.stride = stride
        self.share = share
        self.pages: dict[str, int] = {}
        self._budget = budget
        self._kept: dict[str, dict[int, bytes]] = {}
        self._highest: dict[str, list[int]] = {}  # of each host the keys, negative: the highest one first
        self._count = 0

    def add(self, host: str, text: str) -> None:
        """One more page."""
        if not self._takes(host):
            return
        self.pages[host] = self.pages.get(host, 0) + 1
        key = _number(text)
        kept = self._kept.setdefault(host, {})
        if key in kept or (len(kept) >= self.most and key > -self._highest[host][0]):
            return
        self._put(host, key, zlib.compress(_shortened(text).encode("utf-8", "surrogatepass"), 6))
        self._bound()

    def merge(self, other: Sample) -> None:
        """Take in what another sample has kept."""
        while other.most < self.most or other.stride > self.stride:
            self._narrow()
        for host, pages in other.pages.items():
            if self._takes(host):
                self.pages[host] = self.pages.get(host, 0) + pages
                kept = self._kept.setdefault(host, {})
                for key, packed in other._kept[host].items():
                    if key not in kept:
                        self._put(host, key, packed)
                self._bound()

    def hosts(self) -> list[str]:
        """The hosts, in order."""
        return sorted(self.pages)

    def packed(self, host: str) -> list[tuple[int, bytes]]:
        """What is kept of a host, in the order of the keys, for `restore` and `unpacked`."""
        return sorted(self._kept[host].items())

    def restore(self, host: str, pages: int, articles: list[tuple[int, bytes]]) -> None:
        """Put in what `packed` gave."""
        self.pages[host] = self.pages.get(host, 0) + pages
        self._kept.setdefault(host, {})
        for key, packed in articles:
            self._put(host, key, packed)

    def _takes(self, host: str) -> bool:
        number, (part, parts) = _number(host), self.share
        return number % parts == part - 1 and number // parts % self.stride == 0

    def _put(self, host: str, key: int, packed: bytes) -> None:
        kept = self._kept[host]
        keys = self._highest.setdefault(host, [])
        kept[key] = packed
        heapq.heappush(keys, -key)
        self._count += 1
        while len(kept) > self.most:
            del kept[-heapq.heappop(keys)]
            self._count -= 1

    def _bound(self) -> None:
        while self._count > self._budget:
            self._narrow()

    def _narrow(self) -> None:
        """Keep fewer of each host, or fewer hosts."""
        if self.most > FEWEST:
            self.most = max(FEWEST, self.most // 2)
            for host, kept in self._kept.items():
                keys = self._highest[host]
                while len(kept) > self.most:
                    del kept[-heapq.heappop(keys)]
        else:
            self.stride *= 2
            for host in [host for host in self.pages if not self._takes(host)]:
                del self.pages[host], self._kept[host], self._highest[host]
        self._count = sum(map(len, self._kept.values()))


def unpacked(articles: list[tuple[int, bytes]]) -> Iterator[str]:
    """The texts of what a sample has kept."""
    for _, packed in articles:
        yield zlib.decompress(packed).decode("utf-8", "surrogatepass")


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _shortened(text: str) -> str:
    """The lines of a text, those too long to be a page's told apart by their hash, those far from both ends left out."""
    lines = [block.text for block in split_blocks(text)]
    lines = [line if len(line) <= LONGEST else f"{line[:LONGEST]} {_number(line):x}" for line in lines]
    head = _within(lines)
    return "\n".join(lines[:head] + lines[max(head, len(lines) - _within(lines[::-1])) :])


def _within(lines: Sequence[str]) -> int:
    """How many of the first lines are within reach."""
    sizes = accumulate(len(line) + 1 for line in lines)
    return sum(size <= _REACH for size in sizes)
