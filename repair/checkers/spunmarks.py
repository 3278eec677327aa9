"""Where in an article that looks spun the machine swapped words, as far as it shows."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from repair.checkers.article_choice import article_before
from repair.checkers.hit import Hit
from repair.checkers.spinning import function_words, put_for_others, tokens, unmet, verdict, wording
from repair.text.article import Article
from repair.text.span import Edit, Span
from repair.text.wording import Wording

_SURE = 90  # one wrongly judged article would have dozens of marks
_TOPICAL = 4  # a word used this often is what the article is about, and stands beside odd ones rightly
_LONGEST = 60
_ODD = 0.7  # where more of such pairs than this are unknown to the model, that says little
_BETTER, _FAR_BETTER = 1.0, 2.0


class _Word(NamedTuple):
    """A word in its place; the number by which the model knows it, if it does."""

    start: int
    end: int
    number: int | None


class _Mark(NamedTuple):
    """Words that were swapped, and what stood there where that is plain."""

    span: Span
    edits: tuple[Edit, ...]


def marks(article: Article, told: Collection[Span]) -> Iterator[Hit]:
    """The marks in an article that looks spun, but for those that touch what was told already; nothing in any other."""
    if verdict(article).score < _SURE:
        return
    for span, edits in _joined(list(_found(article.text, wording()))):
        if not any(span.touches(other) for other in told):
            says = _said(article.text[span.start : span.end], edits)
            yield Hit(span, (edits,) if edits else (), facts={"says": says}, severity="warning")


def _said(words: str, edits: tuple[Edit, ...]) -> str:
    if edits:
        _, old, new = edits[-1]
        return f'was put for "{new}"' if old == words else f'has "{old}" for "{new}"'
    return "do not go together; other words stood here" if " " in words else "does not fit; another word stood here"


def _found(text: str, known: Wording) -> Iterator[_Mark]:
    """In text order, one word or two at a time. Of neighbouring words only one gets its original back, as each was judged by the other."""
    words = [_Word(start, end, known.numbers.get(word)) for word, start, end in tokens(text)]
    times = Counter(word.number for word in words)
    ordinary = function_words(known) | {number for number, count in times.items() if number is not None and count >= _TOPICAL}
    bonds: list[float | None] = [None] * (len(words) + 1)
    mended = -2
    for at, (first, second) in enumerate(pairwise(words), 1):
        if first.number is None or second.number is None or text[first.end : second.start] not in (" ", "\xa0"):
            continue
        bonds[at], met = known.bond(first.number, second.number)
        if not met and not {first.number, second.number} & ordinary and unmet(first.number, second.number) < _ODD:
            yield _Mark(Span(first.start, second.end), ())
    numbers = [word.number for word in words]
    for at, word in enumerate(words):
        if word.number is None or word.number in ordinary or bonds[at] is bonds[at + 1] is None:
            continue
        others = put_for_others(numbers, bonds, at, known)
        gain = math.log10(sum(weight for weight, _ in others) or 1e-9)
        if gain < _BETTER:
            continue
        edits: tuple[Edit, ...] = ()
        if gain >= _FAR_BETTER and at > mended + 1:
            mended = at
            old, original = text[word.start : word.end], known.words[max(others)[1]]
            edits = (*article_before(text, word.start, old, original), Edit(word.start, old, original))
        yield _Mark(Span(word.start, word.end), edits)


def _joined(marks: list[_Mark]) -> Iterator[_Mark]:
    """Marks in text order, those that meet told as one up to a bearable length."""
    whole: _Mark | None = None
    for mark in sorted(marks):
        if whole and mark.span.start <= whole.span.end + 1 and max(whole.span.end, mark.span.end) - whole.span.start <= _LONGEST:
            span = Span(whole.span.start, max(whole.span.end, mark.span.end))
            whole = _Mark(span, (*whole.edits, *mark.edits))
            continue
        if whole:
            yield whole
        whole = mark
    if whole:
        yield whole
