"""Places in a text and changes to them: `Span` and `Edit`.

All offsets are half-open and count code points of the unmodified text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from repair.text.named import NamedTuple


class Span(NamedTuple):
    """The characters from `start` up to, not including, `end`."""

    start: int
    end: int

    def touches(self, other: Span) -> bool:
        """True when the two share a character or a border."""
        return self.start <= other.end and other.start <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """True when no character of `other` lies outside."""
        return self.start <= other.start and other.end <= self.end


class Edit(NamedTuple):
    """Replace `old`, which stands at `start`, by `new`."""

    start: int
    old: str
    new: str

    @property
    def end(self) -> int:
        return self.start + len(self.old)

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.old))

    def trimmed(self) -> Edit:
        """The edit without the characters that old and new share at both ends."""
        head, tail = common_ends(self.old, self.new)
        return Edit(self.start + head, self.old[head : len(self.old) - tail], self.new[head : len(self.new) - tail])


def common_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many items two rows, or characters two texts, begin with alike, and how many of the rest they end with alike."""
    least = min(len(old), len(new))
    head = 0
    while head < least and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < least - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


class StaleEdit(ValueError):
    """The text at an edit's place is not the text the edit was made for."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made.

    Edits may come in any order but must not overlap. Raises `StaleEdit` when an edit's old text
    is not at its place or two edits overlap; then nothing was changed, as the text is immutable.
    """
    parts: list[str] = []
    at = 0
    for edit in sorted(edits):
        if edit.start < at:
            raise StaleEdit(f"edits overlap at {edit.start}")
        if not text.startswith(edit.old, edit.start):
            raise StaleEdit(f"expected {edit.old[:40]!r} at {edit.start}, found {text[edit.start : edit.end][:40]!r}")
        parts += (text[at : edit.start], edit.new)
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


def reverse_edits(edits: Sequence[Edit]) -> list[Edit]:
    """The edits that turn the outcome of `edits` back into the text they were made for.

    Edits that touch come back as one: apart they could all begin at one place, and their order would be lost.
    """
    shift = 0
    back: list[Edit] = []
    for edit in sorted(edits):
        start = edit.start + shift
        shift += len(edit.new) - len(edit.old)
        if back and back[-1].end == start:
            first = back.pop()
            back.append(Edit(first.start, first.old + edit.new, first.new + edit.old))
        else:
            back.append(Edit(start, edit.new, edit.old))
    return back
