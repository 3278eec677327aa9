"""Marks that come in pairs, `<b>` and `</b>`, `[caption]` and `[/caption]`: which stretches of them must go together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.span import Span

_NAMED = lazy(r"(<|\[|\{\{)([/#^]?)([A-Za-z][\w-]{0,40})")
_SINGLE = frozenset("area base br col embed hr img input link meta param source track wbr".split())


class Stretch(NamedTuple):
    """Marks with nothing but blanks between them, as one span and one by one."""

    span: Span
    marks: tuple[Span, ...]


class Bunch(NamedTuple):
    """Stretches that pairs bind together, in text order. `torn`: a partner may be something that is not understood as a mark."""

    stretches: tuple[Stretch, ...]
    torn: bool


def bunches(text: str, stretches: Sequence[Stretch]) -> Iterator[Bunch]:
    """The stretches of a text by what must go together, each in one bunch. Linear in their number and the text's length."""
    of = [[number] for number in range(len(stretches))]
    waiting: dict[str, list[int]] = {}
    lonely: list[tuple[str, int]] = []
    for number, stretch in enumerate(stretches):
        for mark in stretch.marks:
            named = _NAMED.match(text, *mark)
            if named is None or named[3].lower() in _SINGLE or text[mark.end - 2] == "/":
                continue
            name = named[1] + named[3].lower()
            if named[2] != "/":
                waiting.setdefault(name, []).append(number)
            elif waiting.get(name):
                _bind(of, waiting[name].pop(), number)
            else:
                lonely.append((name, number))
    lonely += [(name, number) for name, numbers in waiting.items() for number in numbers]
    torn = _torn(text, stretches, lonely)
    done: set[int] = set()
    for bound in of:
        if bound[0] not in done:
            done.update(bound)
            yield Bunch(tuple(stretches[number] for number in sorted(bound)), not torn.isdisjoint(bound))


def _bind(of: list[list[int]], one: int, other: int) -> None:
    """Make one list of the two, the shorter put to the longer; each stretch points at the list it is in."""
    short, long = sorted((of[one], of[other]), key=len)
    if short is not long:
        long += short
        for number in short:
            of[number] = long


def _torn(text: str, stretches: Sequence[Stretch], lonely: Sequence[tuple[str, int]]) -> frozenset[int]:
    """The stretches with marks that have no partner, where their name stands elsewhere behind a bracket that begins no mark."""
    if not lonely:
        return frozenset()
    marks = {mark.start: mark.end for stretch in stretches for mark in stretch.marks}
    names = set()
    end = 0
    for named in _NAMED.finditer(text):
        end = max(end, marks.get(named.start(), 0))
        if named.start() >= end:
            names.add(named[1] + named[3].lower())
    return frozenset(number for name, number in lonely if name in names)
