"""Texts made equal that readers take for equal."""

from __future__ import annotations

from repair.text.lazy import lazy

_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\xa0": " "}
_WORD = lazy(r"\w+(?:['’]\w+)*")


def fold(text: str) -> str:
    """Lower case, single spaces, straight quotes, plain dashes; punctuation stays."""
    return " ".join(_straight(text).casefold().split())


def fold_words(text: str) -> tuple[str, ...]:
    """The words alone, in lower case with straight apostrophes; punctuation is gone."""
    return tuple(_WORD.findall(_straight(text).casefold()))


def _straight(text: str) -> str:
    if not text.isascii():
        for mark, plain in _STRAIGHT.items():  # quicker than a translation table
            text = text.replace(mark, plain)
    return text
