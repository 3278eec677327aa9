"""The least text in which a rule finds the same thing: what a false alarm is told with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from repair.engine.find import find
from repair.rulebook.book import Book
from repair.rulebook.rule import Finding
from repair.text.article import Article
from repair.text.sentences import split_sentences
from repair.text.span import Span

_MOST_TRIES = 400


def least(text: str, finding: Finding) -> str:
    """The text without the lines and then the sentences that its finding does not need; itself when it needs them all."""
    alone = Book([finding.rule])
    tries = 0

    def still(parts: Sequence[Span]) -> bool:
        nonlocal tries
        tries += 1
        return tries <= _MOST_TRIES and any(one.text == finding.text for one in find(Article(_joined(text, parts)), alone))

    def pinned(part: Span) -> bool:
        return part.start <= finding.span.start < part.end

    starts = [0, *(block.start for block in Article(text).blocks[1:]), len(text)]
    lines = _needed([Span(*ends) for ends in pairwise(starts)], pinned, still)
    parts = _needed([part for line in lines for part in _sentences(text, line)], pinned, still)
    last = parts[-1]
    trimmed = [*parts[:-1], Span(last.start, last.start + len(text[last.start : last.end].rstrip()))]
    return _joined(text, trimmed if still(trimmed) else parts)


def _joined(text: str, parts: Sequence[Span]) -> str:
    return "".join(text[part.start : part.end] for part in parts)


def _sentences(text: str, line: Span) -> Iterator[Span]:
    """The line cut before each sentence."""
    starts = [span.start for span in split_sentences(text[line.start : line.end], line.start)]
    for ends in pairwise([line.start, *starts[1:], line.end]):
        yield Span(*ends)


def _needed(parts: Sequence[Span], pinned: Callable[[Span], bool], still: Callable[[Sequence[Span]], bool]) -> list[Span]:
    """What is left of the parts when all runs that can go are gone, long runs first."""
    kept = list(parts)
    size = len(kept)
    while size:
        at = 0
        while at < len(kept):
            shorter = kept[:at] + kept[at + size :]
            if not any(map(pinned, kept[at : at + size])) and still(shorter):
                kept = shorter
            else:
                at += size
        size //= 2
    return kept
