"""What a settled text changed of the first one, all passes taken together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from repair.engine.settle import Pass, Settled
from repair.text.named import NamedTuple
from repair.text.span import Edit, common_ends

BRAKE = {"safe": 0.3, "review": 0.8}
"""How large a share of a text's words bulk runs change unseen."""
FEW_WORDS = 25
"""Fewer changed words than this brake nothing: of a short text any change is a large share."""


class Change(NamedTuple):
    """`old`, which stood at `start` of the first text, is `new` in the last one; `rules` are the ids that did it."""

    start: int
    old: str
    new: str
    rules: tuple[str, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.old)


class _Piece(NamedTuple):
    """Part of the text as it stands: kept from the first text (`start` to `end`), or new (`text`)."""

    start: int
    end: int
    text: str | None
    rules: tuple[str, ...]

    @property
    def length(self) -> int:
        return self.end - self.start if self.text is None else len(self.text)

    def split(self, at: int) -> tuple[_Piece, _Piece]:
        if self.text is None:
            return self._replace(end=self.start + at), self._replace(start=self.start + at)
        return self._replace(text=self.text[:at]), self._replace(text=self.text[at:])


def changes(settled: Settled) -> list[Change]:
    """The changes in text order; none touches another, and making them all gives `settled.after`."""
    return changes_of(settled.before, settled.passes)


def changes_of(text: str, passes: Sequence[Pass]) -> list[Change]:
    """What these passes change of a text, as `changes` has it."""
    if len(passes) == 1:  # as of most texts: edits of one pass never touch
        return [Change(*edit, rules) for edit, rules in _ruled(passes[0]) if edit.old != edit.new]
    pieces = [_Piece(0, len(text), None, ())]
    for done in passes:
        pieces = list(_remade(pieces, done))
    return list(_gaps(text, pieces))


def changed_words(settled: Settled) -> tuple[int, int]:
    """How many words were taken out, put in or replaced, and how many words the first text has."""
    count = 0
    for change in changes(settled):
        old, new = change.old.split(), change.new.split()
        count += max(len(old), len(new)) - sum(common_ends(old, new))
    return count, len(settled.before.split())


def _remade(pieces: list[_Piece], done: Pass) -> Iterator[_Piece]:
    """The pieces after one more pass. What a new text replaced is remembered in its rules."""
    rest = list(reversed(pieces))
    at = 0
    for edit, rules in _ruled(done):
        yield from _taken(rest, edit.start - at)
        dropped = _taken(rest, len(edit.old))
        names = {rule for piece in dropped for rule in piece.rules}.union(rules)
        yield _Piece(0, 0, edit.new, tuple(sorted(names)))
        at = edit.end
    yield from reversed(rest)


def _ruled(done: Pass) -> Iterator[tuple[Edit, tuple[str, ...]]]:
    """The edits of a pass, each with the ids of the rules that made it."""
    rules = sorted((edit, chosen.finding.rule.id) for chosen in done.took for edit in chosen.fix.edits)
    told = 0
    for edit in done.edits:
        names = set()
        while told < len(rules) and rules[told][0].end <= edit.end:  # an edit may join several that share borders
            names.add(rules[told][1])
            told += 1
        yield edit, tuple(sorted(names))


def _taken(rest: list[_Piece], count: int) -> list[_Piece]:
    """The first `count` characters off a reversed list of pieces."""
    taken = []
    while count > 0:
        piece = rest.pop()
        if piece.length > count:
            piece, later = piece.split(count)
            rest.append(later)
        count -= piece.length
        taken.append(piece)
    return taken


def _gaps(text: str, pieces: Iterable[_Piece]) -> Iterator[Change]:
    at = 0
    new = ""
    rules: set[str] = set()
    for piece in (*pieces, _Piece(len(text), len(text), None, ())):
        if piece.text is not None:
            new += piece.text
            rules.update(piece.rules)
        elif piece.end > piece.start or piece.start == len(text):
            if text[at : piece.start] != new:
                yield Change(at, text[at : piece.start], new, tuple(sorted(rules)))
            at, new, rules = piece.end, "", set()
