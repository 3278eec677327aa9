"""What a LanguageTool server answers, as places in our text.

The server counts UTF-16 units, we count code points; and it shows each match in its context, so that a place can be
checked. A match whose place does not hold what the server saw there is dropped: a finding must never point elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from repair.text.named import NamedTuple
from repair.text.span import Span

MOST_REPLACEMENTS = 5


class Match(NamedTuple):
    """One objection of the server: its rule, the place, what it says, what it would write there instead."""

    rule: str
    span: Span
    message: str
    replacements: tuple[str, ...]


class Garbage(ValueError):
    """The answer is not what a LanguageTool server says."""


class Told(NamedTuple):
    """A match as language-tool-python gives it, and the offset and the length that the server said, in UTF-16 units."""

    match: Any
    offset: int
    length: int


def matches(answer: Iterable[Told], text: str) -> list[Match]:
    """The matches of an answer that are where they say they are, in text order. Raises `Garbage`."""
    units = Units(text)
    try:
        told = [_match(one, text, units) for one in answer]
    except (TypeError, AttributeError, ValueError) as error:
        raise Garbage(f"a match is not understood ({type(error).__name__}: {error})") from None
    return sorted({match for match in told if match is not None}, key=lambda match: (match.span, match.rule))


def _match(told: Told, text: str, units: Units) -> Match | None:
    offset, length, one = _count(told.offset), _count(told.length), told.match
    replacements = tuple(_text(item) for item in one.replacements[:MOST_REPLACEMENTS])
    rule, message = _text(one.rule_id), " ".join(_text(one.message).split())
    start, end = units.point(offset), units.point(offset + length)
    if start is None or end is None or start >= end:
        return None
    seen, at = _text(one.context), _count(one.offset_in_context)
    inside = Units(seen)
    first, last = inside.point(at), inside.point(at + length)
    if first is None or last is None or _plain(seen[first:last]) != _plain(text[start:end]):
        return None
    return Match(rule, Span(start, end), message, replacements)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{value!r} is no count")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _plain(text: str) -> str:
    """The text without what the server changes when it shows a context."""
    return "".join(text.split())


class Units:
    """The way from UTF-16 units to code points of one text."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        # the places, in units, of the characters that take two of them
        self._wide: list[int] = []
        if not text.isascii():
            for index, character in enumerate(text):
                if character > "\uffff":
                    self._wide.append(index + len(self._wide))

    def point(self, unit: int) -> int | None:
        """The code point at this unit; None beyond the text and in the middle of a character."""
        before = bisect_left(self._wide, unit)
        if before and self._wide[before - 1] == unit - 1:
            return None
        point = unit - before
        return point if point <= self._length else None
