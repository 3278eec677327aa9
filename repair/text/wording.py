"""How English words usually go together: a small model of pairs of words, read where it lies.

The file is mapped, not loaded. It holds words in order of frequency; for each how often it comes up, which words are known to
follow it and how often; and the words that it may have been put for. Chances are logarithms to base ten.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Literal

MAGIC = b"WORDS 1\n"
_HEAD = struct.Struct("<8sIIII")
_CHANCE, _BACKOFF, _PAIR, _PUT = 20, 80, 40, 40
_LEAST = 255
_SHARES = [10 ** (-level / _PUT) for level in range(_LEAST + 1)]
_CHANCES = [-level / _PAIR for level in range(_LEAST + 1)]


class Wording:
    """The model. Words are known by their number; `numbers` gives it. Raises `OSError` or `ValueError` for a file that is none."""

    def __init__(self, path: str) -> None:
        with open(path, "rb") as file:
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        try:
            magic, letters, words, pairs, puts = _HEAD.unpack_from(data)
        except struct.error:
            magic = b""
        if magic != MAGIC:
            raise ValueError(f"{path}: no model of words")
        at = _HEAD.size

        def part(kind: Literal["B", "H", "I"], count: int) -> Sequence[int]:
            nonlocal at
            size = struct.calcsize(f"<{kind}") * count
            view, at = data[at : at + size], at + size
            if sys.byteorder == "little" or kind == "B":
                return view.cast(kind)
            swapped = array(kind, view.tobytes())
            swapped.byteswap()
            return swapped

        self._starts = list(part("I", words + 1))  # asked for each pair, which a view answers slowly
        self._put_starts = part("I", words + 1)
        self._followers = part("H", pairs)
        self._originals = part("H", puts)
        self._pairs = part("B", pairs)
        self._puts = part("B", puts)
        self.levels = bytes(part("B", words))
        self.chances = list(map([-level / _CHANCE for level in range(_LEAST + 1)].__getitem__, self.levels))
        self._backoffs = list(map([-level / _BACKOFF for level in range(_LEAST + 1)].__getitem__, part("B", words)))
        self._known_puts: dict[tuple[int, int], list[tuple[int, float]]] = {}
        self._letters = data[at : at + letters]

    def bands(self, plain: Iterable[int], band: Callable[[float], int]) -> bytearray:
        """A small number for each word, which `band` makes of its chance; 0 for those of `plain`."""
        bands = bytearray(self.levels.translate(bytes(band(-level / _CHANCE) for level in range(_LEAST + 1))))
        for number in plain:
            bands[number] = 0
        return bands

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The words by their text, in lower case, and their numbers."""
        words = str(self._letters, "ascii").split("\n")
        return dict(zip(words, range(len(words)), strict=True))

    @cached_property
    def words(self) -> list[str]:
        """The words by their number."""
        return list(self.numbers)

    @cached_property
    def bond(self) -> Callable[[int, int], tuple[float, bool]]:
        """How much more often the second word follows the first than it comes up at all; and whether they are known to meet."""
        starts, followers, pairs, chances, backoffs = self._starts, self._followers, self._pairs, self.chances, self._backoffs

        def bond(first: int, second: int) -> tuple[float, bool]:
            start, end = starts[first], starts[first + 1]
            at = bisect_left(followers, second, start, end if end - start < second else start + second)  # no number is less than its place
            if at < end and followers[at] == second:
                return _CHANCES[pairs[at]] - chances[second], True
            return backoffs[first], False

        return bond

    def put_for(self, word: int, most: int = _LEAST) -> list[tuple[int, float]]:
        """The words that this one may have been put for, `most` of them, likeliest first, and how likely each is to be replaced by it."""
        found = self._known_puts.get((word, most))
        if found is None:
            start, end = self._put_starts[word], self._put_starts[word + 1]
            originals, puts = self._originals, self._puts
            found = self._known_puts[word, most] = [(originals[at], _SHARES[puts[at]]) for at in range(start, min(end, start + most))]
        return found


def packed(
    words: Sequence[tuple[str, float, float]],
    pairs: Sequence[Sequence[tuple[int, float]]],
    puts: Sequence[Sequence[tuple[int, float]]],
) -> bytes:
    """The file of a model: each word with its chance and backoff; its followers by number, with their chances after it; its originals."""

    def level(logarithm: float, scale: int) -> int:
        return max(0, min(_LEAST, round(-logarithm * scale)))

    def little(kind: str, numbers: Sequence[int]) -> bytes:
        return struct.pack(f"<{len(numbers)}{kind}", *numbers)

    letters = "\n".join(word for word, _, _ in words).encode("ascii")
    return b"".join(
        [
            _HEAD.pack(MAGIC, len(letters), len(words), sum(map(len, pairs)), sum(map(len, puts))),
            little("I", [0, *accumulate(map(len, pairs))]),
            little("I", [0, *accumulate(map(len, puts))]),
            little("H", [follower for row in pairs for follower, _ in row]),
            little("H", [original for row in puts for original, _ in row]),
            bytes(level(chance, _PAIR) for row in pairs for _, chance in row),
            bytes(level(chance, _PUT) for row in puts for _, chance in row),
            bytes(level(chance, _CHANCE) for _, chance, _ in words),
            bytes(level(backoff, _BACKOFF) for _, _, backoff in words),
            letters,
        ]
    )
