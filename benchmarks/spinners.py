"""Rewriting machines of our own: text with words swapped, to fit and to measure `looks-spun` on machines that nobody collected."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

from repair.checkers.spinning import FUNCTION

WORD = re.compile(r"\b[a-z]{3,}\b")
RATES = (0.2, 0.3, 0.4, 0.5)

Thesaurus = Mapping[str, Mapping[str, str]]


def machines(thesaurus: Thesaurus) -> dict[str, dict[str, list[str]]]:
    """For each machine what it puts for a word: one takes synonyms only, one whatever a thesaurus has near."""
    return {
        "synonyms": {word: [other for other, how in near.items() if how == "synonym"] for word, near in thesaurus.items()},
        "thesaurus": {word: list(near) for word, near in thesaurus.items()},
    }


def rewritten(text: str, puts: Mapping[str, list[str]], rate: float, seed: int) -> str:
    """The text with about this share of the words swapped that the machine knows."""
    dice = random.Random(seed)

    def swapped(match: re.Match[str]) -> str:
        word = match[0]
        choice = puts.get(word)
        return dice.choice(choice) if choice and word not in FUNCTION and dice.random() < rate else word

    return WORD.sub(swapped, text)


def piece(text: str, words: int, seed: int) -> str:
    """So many words of the text, from a place drawn by chance."""
    found = list(re.finditer(r"\S+", text))
    if len(found) <= words:
        return text
    start = random.Random(seed).randrange(len(found) - words)
    return text[found[start].start() : found[start + words - 1].end()]
