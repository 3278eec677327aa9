"""Fixes made by one checker alone, over and over."""

from __future__ import annotations

from repair.checkers.hit import Check
from repair.text.article import Article
from repair.text.span import apply_edits

MOST_ROUNDS = 12


def once(check: Check, text: str) -> str:
    """The text after the first fix of every hit."""
    return apply_edits(text, {edit for hit in check(Article(text)) if hit.candidates for edit in hit.candidates[0]})


def mended(check: Check, text: str) -> str:
    """The text when no fix is left to make; fails when that does not come."""
    for _ in range(MOST_ROUNDS):
        after = once(check, text)
        if after == text:
            return text
        text = after
    raise AssertionError(f"never comes to rest: {text!r}")


def found(check: Check, text: str) -> list[str]:
    """What each hit marks, in order."""
    return [text[hit.span.start : hit.span.end] for hit in check(Article(text))]
