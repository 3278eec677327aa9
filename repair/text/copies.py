"""Blocks that say what another block of the text says: `Copy`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from repair.text.blocks import Block
from repair.text.fold import fold_words
from repair.text.named import NamedTuple

FEWEST_WORDS = 3
_LONG_WORD = 5
_NEAR_WORDS = 8
_GRAM = 4
_WORDS_IN = 0.95
_GRAMS_IN = 0.85
_PICTURE = frozenset(("file", "photo", "image", "picture", "archive"))


class Copy(NamedTuple):
    """The block numbered `later` has the words of the block numbered `earlier`.

    `shape`: `same` when all words are equal, punctuation and case aside; `inside` when the later one, shorter, stands
    in the earlier one nearly word for word; `around` when it is the longer one and holds the earlier.
    """

    earlier: int
    later: int
    shape: Literal["same", "inside", "around"]


def copies(blocks: Sequence[Block]) -> tuple[Copy, ...]:
    """At most one `Copy` a block, the earlier one being the first of its kind; linear in the length of the blocks.

    Blocks of under three words are left alone, and near copies under eight.
    """
    found: list[Copy] = []
    spelt: dict[str, int] = {}
    owner: dict[tuple[str, str], int] = {}
    sizes: dict[int, int] = {}
    texts = {block.number: block.text for block in blocks}
    for block in blocks:
        text = block.text
        if text in spelt:
            if text.count(" ") >= FEWEST_WORDS - 1:
                found.append(Copy(spelt[text], block.number, "same"))
            continue
        spelt[text] = block.number
        long = [word for word in text.split() if len(word) >= _LONG_WORD]
        if len(long) < 3:
            continue
        pairs = set(pairwise(long))
        sizes[block.number] = len(pairs)
        if owner.keys().isdisjoint(pairs):
            owner.update(dict.fromkeys(pairs, block.number))
            continue
        shared = Counter(owner[pair] for pair in pairs if pair in owner)
        number, count = min(shared.items(), key=lambda item: (-item[1], item[0]))
        if 5 * count >= 3 * min(len(pairs), sizes[number]):
            shape = _shape(fold_words(texts[number]), fold_words(text))
            if shape:
                found.append(Copy(number, block.number, shape))
        for pair in pairs:
            owner.setdefault(pair, block.number)
    return tuple(found)


def _shape(earlier: Sequence[str], later: Sequence[str]) -> Literal["same", "inside", "around"] | None:
    if earlier == later:
        return "same"
    if len(later) <= len(earlier):
        return "inside" if _holds(earlier, later) else None
    return "around" if _holds(later, earlier) else None


def _holds(whole: Sequence[str], part: Sequence[str]) -> bool:
    """True when nearly all words and phrases of `part`, and every word of it that has a digit, are in `whole`."""
    if len(part) < _NEAR_WORDS:
        return False
    known = set(whole)
    missing = [word for word in part if word not in known and word not in _PICTURE]
    if len(missing) > (1 - _WORDS_IN) * len(part) or any(word[0].isdigit() for word in missing):
        return False
    phrases = set(_grams(whole))
    wanted = _grams(part)
    return sum(phrase in phrases for phrase in wanted) >= _GRAMS_IN * len(wanted) - 1


def _grams(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[shift:] for shift in range(_GRAM)), strict=False))
