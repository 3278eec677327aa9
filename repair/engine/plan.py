"""Which of the chosen fixes can be made together: one total order, touching edits clash."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from repair.rulebook.rule import SAFETIES, Finding, Fix
from repair.text.named import NamedTuple
from repair.text.span import Edit, Span


class Chosen(NamedTuple):
    """A finding and the one of its fixes that is to be made."""

    finding: Finding
    fix: Fix


class Waiting(NamedTuple):
    """A fix that had to wait, and the finding whose fix stood in its way."""

    chosen: Chosen
    winner: Finding


class Plan(NamedTuple):
    """The fixes that go together in one pass, their edits in text order, and the fixes that wait."""

    took: tuple[Chosen, ...]
    edits: tuple[Edit, ...]
    waiting: tuple[Waiting, ...]


def plan(chosen: Iterable[Chosen]) -> Plan:
    """The fixes to be made in this pass.

    Order: what lies inside a longer removal after all others, then safe before review, then rule rank, then place, then
    edits. A fix is taken whole unless one of its edits touches an edit or a witness of a fix already taken, or its witness
    touches such an edit. Identical edit sets merge: both findings count as mended. Removals that meet where a line ends do
    not clash: they take lines that follow each other, and in whatever order they are made, the outcome is the same; in
    `Plan.edits` they are one edit.
    """
    order = _in_order(list(chosen))
    edits, witnesses = _Taken(), _Taken()
    took: list[Chosen] = []
    waiting: list[Waiting] = []
    done: dict[tuple[Edit, ...], Chosen] = {}
    for item in order:
        twin = done.get(item.fix.edits)
        winner = _winner(item.fix, edits, witnesses, twin.finding if twin else None)
        if winner is not None:
            waiting.append(Waiting(item, winner))
            continue
        if twin is None:
            done[item.fix.edits] = item
            for edit in item.fix.edits:
                edits.add(edit.span, item.finding, edit)
        for span in item.fix.witness:
            witnesses.add(span, item.finding)
        took.append(item)
    made = sorted(edit for fix in done for edit in fix)
    return Plan(tuple(took), tuple(_joined(made)), tuple(waiting))


def _in_order(chosen: Sequence[Chosen]) -> list[Chosen]:
    """The fixes in the order in which they are taken.

    A comma mended first would make the removal of its line wait, and what spoke for that may be gone with the next pass.
    """
    removals = sorted(edit.span for item in chosen for edit in item.fix.edits if not edit.new)
    starts = [span.start for span in removals]
    ends = list(accumulate((span.end for span in removals), max, initial=-1))

    def order(item: Chosen) -> tuple[object, ...]:
        start, end = min(edit.start for edit in item.fix.edits), max(edit.end for edit in item.fix.edits)
        inside = ends[bisect_left(starts, start)] >= end or ends[bisect_right(starts, start)] > end
        return (inside, -SAFETIES.index(item.fix.safety), item.finding.rule.rank, item.finding.span, item.fix.edits)

    return sorted(chosen, key=order)


def _joined(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits in order, those that share a border made one: their reversal must not hang on an order of equal places."""
    last: Edit | None = None
    for edit in edits:
        if last is not None and last.end == edit.start:
            last = Edit(last.start, last.old + edit.old, last.new + edit.new)
            continue
        if last is not None:
            yield last
        last = edit
    if last is not None:
        yield last


def _winner(fix: Fix, edits: _Taken, witnesses: _Taken, twin: Finding | None) -> Finding | None:
    """The finding whose fix stands in the way; that of `twin`, whose edits are the same, does not."""
    for edit in fix.edits if twin is None else ():
        clash = edits.touching(edit.span, edit) or witnesses.touching(edit.span)
        if clash:
            return clash
    for span in fix.witness:
        clash = edits.touching(span, but=twin)
        if clash:
            return clash
    return None


class _Taken:
    """Spans in order with their findings. Spans may overlap (witnesses do), so a look-up goes as far back as the longest."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int, int]] = []
        self._owners: list[tuple[Finding, Edit | None]] = []
        self._longest = 0

    def add(self, span: Span, owner: Finding, edit: Edit | None = None) -> None:
        insort(self._spans, (span.start, span.end, len(self._owners)))
        self._owners.append((owner, edit))
        self._longest = max(self._longest, span.end - span.start)

    def touching(self, span: Span, edit: Edit | None = None, but: Finding | None = None) -> Finding | None:
        """The first, `but` apart, that shares a character or a border with `span`; not a border between lines that are both removed."""
        at = bisect_left(self._spans, (span.start - self._longest, 0, 0))
        while at < len(self._spans) and self._spans[at][0] <= span.end:
            _start, end, number = self._spans[at]
            owner, taken = self._owners[number]
            if end >= span.start and owner is not but and not (edit and taken and (_meet(taken, edit) or _meet(edit, taken))):
                return owner
            at += 1
        return None


def _meet(first: Edit, second: Edit) -> bool:
    """True for two removals of which the second begins where the first ends, at a line's end."""
    removals = bool(first.old and second.old) and not first.new and not second.new
    return removals and first.end == second.start and (first.old[-1] in "\r\n" or second.old[0] in "\r\n")
