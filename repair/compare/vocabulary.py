"""Words that are no names though a sentence begins with them, gathered from the word lists that come with the rules."""

from __future__ import annotations

import os
from functools import cache

from repair.rulebook.shelf import RULES
from repair.text.lazy import lazy

_LISTS = ("adjectives.txt", "spun-substitutes.txt")
_WORD = lazy(r"(?<![\w'-])[a-z]{2,}(?![\w'-])")


@cache
def vocabulary() -> frozenset[str]:
    """These words, in lower case."""
    words: set[str] = set()
    for name in _LISTS:
        with open(os.path.join(RULES, name), encoding="utf-8") as file:
            words.update(_WORD.findall(file.read()))
    return frozenset(words)
