"""Where a fix made on one version of a text belongs in a later one: at a place that is certain, or nowhere.

A place is certain when the words around it, which are in the earlier text only once, are in the later one only once as well;
or when the difference of the two texts leaves the place and its neighbours alone and as many such places are in both.
Nothing is ever put where the text is not, word for word, the text that was reviewed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from repair.compare.hunks import Hunk, hunks
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.span import Edit

_WORD = lazy(r"\w+|[\r\n]+")
_STEPS = (3, 6, 12, 25, 50)
"""So many words on either side are looked at, ever more until they are in the text only once."""
_FEWEST = 6
_MOST_NEAR = 500


class Unplaced(Exception):
    """A fix has no certain place; the message says why. `done` when the later text has the change already."""

    def __init__(self, reason: str, done: bool = False) -> None:
        super().__init__(reason)
        self.done = done


class _Window(NamedTuple):
    """What stands left and right of a place, and whether it reaches to the border of its line (or of the text) there."""

    left: str
    right: str
    opens: bool
    closes: bool


class Placing:
    """The way from places of one version of a text to places of a later one. Nothing is compared before it is needed.

    Without `difference` only what stands around a place tells; so it must be where only a part of the earlier version is at hand.
    """

    def __init__(self, then: str, now: str, difference: bool = True) -> None:
        self._then = then
        self._now = now
        self._difference = difference

    def place(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """The edits of one fix, made for the earlier text, as edits of the later one: all of them.

        Raises `Unplaced` when one of them has no certain place; `ValueError` for edits that are not of the earlier text.
        """
        for edit in edits:
            if not self._then.startswith(edit.old, edit.start):
                raise ValueError(f"the earlier text has no {edit.old[:40]!r} at {edit.start}")
        if self._then == self._now:
            return tuple(edits)
        placed = sorted(self._placed(edit) for edit in edits)
        if any(one.end > two.start for one, two in pairwise(placed)):
            raise Unplaced("its parts would lie over each other")
        return tuple(placed)

    def has_place(self, edits: Sequence[Edit]) -> bool:
        """True when `place` would find one."""
        try:
            self.place(edits)
        except Unplaced:
            return False
        return True

    def _placed(self, edit: Edit) -> Edit:
        windows = [window for window in _windows(self._then, edit) if _occurs_once(self._then, window.left + edit.old + window.right)]
        for window in windows:
            start = self._only(window, edit.old)
            if start is not None:
                return edit._replace(start=start)
        start = self._mapped(edit) if self._difference else None
        if start is not None:
            return edit._replace(start=start)
        if any(self._only(window, edit.new) is not None for window in windows):
            raise Unplaced("it is there already", done=True)
        if edit.old and edit.old not in self._now:
            raise Unplaced("the text it was made for is gone")
        several = bool(edit.old) and self._now.count(edit.old) > 1
        raise Unplaced("there are several places it could mean" if several else "the text around it has changed")

    def _only(self, window: _Window, middle: str) -> int | None:
        """Where the later text has `middle` in this window, when it has it once, at the same borders of words and lines."""
        text = window.left + middle + window.right
        if not _occurs_once(self._now, text):
            return None
        at = self._now.find(text)
        if window.opens != _opens(self._now, at) or window.closes != _closes(self._now, at + len(text)):
            return None
        return at + len(window.left) if _whole_words(self._now, at, at + len(text)) else None

    def _mapped(self, edit: Edit) -> int | None:
        """The place by the difference of the texts, when that and what is near is untouched and cannot mean another."""
        window = next(_around(self._then, edit, max(0, edit.start - _MOST_NEAR), min(len(self._then), edit.end + _MOST_NEAR)))
        low, high = edit.start - len(window.left), edit.end + len(window.right)
        shift = self._shift(low, high)
        if shift is None:
            return None
        near = window.left + edit.old + window.right
        if not self._now.startswith(near, low + shift) or not _whole_words(self._now, low + shift, high + shift):
            return None
        then, now = _places(self._then, near), _places(self._now, near)
        if len(then) != len(now) or bisect_left(then, low) != bisect_left(now, low + shift):
            return None
        return edit.start + shift

    def _shift(self, low: int, high: int) -> int | None:
        """How far a stretch has moved that no hunk touches, None when one does."""
        at = bisect_left(self._ends, low)
        if at < len(self._hunks) and self._hunks[at].old.start <= high:
            return None
        return self._hunks[at - 1].new.end - self._hunks[at - 1].old.end if at else 0

    @cached_property
    def _hunks(self) -> tuple[Hunk, ...]:
        return hunks(self._then, self._now)

    @cached_property
    def _ends(self) -> list[int]:
        return [hunk.old.end for hunk in self._hunks]


def _windows(text: str, edit: Edit) -> Iterator[_Window]:
    """What stands around an edit, ever more of it: first in its own line, where that is long enough to be known by, then beyond."""
    low, high = max(0, edit.start - _MOST_NEAR), min(len(text), edit.end + _MOST_NEAR)
    start = max(low, text.rfind("\n", low, edit.start) + 1, text.rfind("\r", low, edit.start) + 1)
    ends = [at for at in (text.find("\n", edit.end, high), text.find("\r", edit.end, high)) if at >= 0]
    own = _around(text, edit, start, min(ends, default=high))
    yield from (window for window in own if len((window.left + edit.old + window.right).split()) >= _FEWEST)
    yield from _around(text, edit, low, high)


def _around(text: str, edit: Edit, low: int, high: int) -> Iterator[_Window]:
    before = [match.start() for match in _WORD.finditer(text, low, edit.start)]
    after = [match.end() for match in _WORD.finditer(text, edit.end, high)]
    for step in _STEPS:
        left = before[-step] if len(before) >= step else low
        right = after[step - 1] if len(after) >= step else high
        yield _Window(text[left : edit.start], text[edit.end : right], _opens(text, left), _closes(text, right))
        if step >= len(before) and step >= len(after):
            return


def _opens(text: str, offset: int) -> bool:
    return offset == 0 or text[offset - 1] in "\r\n"


def _closes(text: str, offset: int) -> bool:
    return offset >= len(text) or text[offset] in "\r\n"


def _occurs_once(text: str, part: str) -> bool:
    at = text.find(part)
    return at >= 0 and text.find(part, at + 1) < 0


def _places(text: str, part: str) -> list[int]:
    found, at = [], text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + 1)
    return found


def _whole_words(text: str, start: int, end: int) -> bool:
    """True when a stretch neither begins nor ends inside a word."""
    begins = start == 0 or not (text[start - 1].isalnum() and text[start : start + 1].isalnum())
    return begins and (end >= len(text) or not (text[end - 1 : end].isalnum() and text[end].isalnum()))
