"""The misspellings that `misspelt-word` knows: see `build_words.py spelling`."""

from __future__ import annotations

import collections
import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

_WORDS = 1400
_LONG = 7
_DOUBLED = frozenset("lstcmnprf")
_NEVER = {"funder", "funders"}
_ENDINGS = [
    (one + rest, other + rest)
    for one, other, rests in (
        ("a", "e", "nce nces nt nts ntly ry ries"),
        ("a", "i", "ble bly bility"),
        ("e", "o", "r rs"),
    )  # -ance and -ence, -able and -ible, -er and -or
    for rest in rests.split()
]


def build_spelling(texts: Iterable[str], known: Container[str], by_hand: Iterable[str], path: Path) -> int:
    """Write typical misspellings of the longer words most used in the texts, and those given by hand; returns how many.

    Left out is what is a word, what one could misspell two words as, and what the texts hold three times in small letters.
    """
    seen: collections.Counter[str] = collections.Counter()
    for text in texts:
        seen.update(re.findall(r"(?<![\w'’-])[a-z]+(?![\w'’-])", text))
    right: dict[str, set[str]] = {}
    for word in [word for word, _ in seen.most_common() if len(word) >= _LONG and word in known][:_WORDS]:
        for slip in slips(word):
            if slip not in known and seen[slip] < 3:
                right.setdefault(slip, set()).add(word)
    wrong: dict[str, set[str]] = {}
    for slip, words in right.items():
        if len(words) == 1:
            wrong.setdefault(*words, set()).add(slip)
    given: dict[str, set[str]] = {}
    for line in by_hand:
        if not line.startswith("#"):
            word, _, forms = line.partition(": ")
            given[word] = set(forms.split())
    taken = _NEVER.union(*given.values())
    lines = [f"{word}: {' '.join(sorted((wrong.get(word, set()) - taken) | given.get(word, set())))}" for word in {**wrong, **given}]
    header = [
        "# Words and how they are misspelt.",
        "# Built by benchmarks/build_words.py; WordNet 3.0 and lemminflect served to leave words out.",
    ]
    path.write_text("\n".join([*header, *sorted(line for line in lines if line[-1] != " ")]) + "\n", encoding="utf-8")
    return sum(line.count(" ") for line in lines)


def slips(word: str) -> Iterator[str]:
    """Two letters swapped; one of a pair lost, or one doubled that often is; one lost; an ending put for its twin."""
    for at in range(1, len(word) - 2):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1 :]
        if word[at] in _DOUBLED and word[at] not in (word[at - 1], word[at + 1]):
            yield word[:at] + word[at] + word[at:]
    for pair in _ENDINGS:
        for ending, other in (pair, pair[::-1]):
            if word.endswith(ending):
                yield word.removesuffix(ending) + other
