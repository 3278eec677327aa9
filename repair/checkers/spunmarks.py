"""`looks-spun`, said of a whole article, and `spun-words`: where in it the machine swapped words, as far as it shows."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, zip_longest

from repair.checkers.article_choice import article_before, begun_like
from repair.checkers.hit import Check, Hit
from repair.checkers.spinning import (
    FUNCTION,
    function_words,
    put_for_others,
    sign_pairs,
    signs_above,
    tokens,
    unmet,
    verdict,
    weight_alone,
    wording,
)
from repair.checkers.spun import spun_phrase
from repair.checkers.words import entries
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.span import Edit, Span
from repair.text.tokens import occurrences
from repair.text.wording import Wording

_SURE = 90  # one wrongly judged article would have dozens of marks
_TOPICAL = 4  # a word used this often is what the article is about, and stands beside odd ones rightly
_LONGEST = 80
_NEAR = 20  # characters: two or three words between two that were swapped are seldom as they were
_SHOWN = 62
_CERTAIN = 9.0
_ABBREVIATED = lazy(r"((?:[A-Za-z][A-Za-z'’-]*[ \xa0]){0,5}[A-Za-z][A-Za-z'’-]*)[ \xa0]\(([A-Z][A-Za-z&]{1,5})\)")
_PART = lazy(r"[A-Za-z][A-Za-z'’-]*")
_TELLING = 0.8  # a sign of less weight is as often the writer's, even here
_PUT = 0.7  # the same of a word that machines put oftener than people write it
_ODD, _ODD_SMALL = 0.7, 0.5  # where more of such pairs than this are unknown to the model, that says little; of those with a function word
_BETTER, _FAR_BETTER = 0.3, 2.0
_OPENS = frozenset('.!?:"“”‘')


def looks_spun() -> Check:
    """The whole article, where rewriting machines left their marks throughout. Short texts are not judged."""

    def check(article: Article, places: Sequence[int] | None = None) -> Iterator[Hit]:
        found = verdict(article, None if places is None else tuple(places))
        if found.spun:
            yield Hit(Span(0, 0), facts={"score": f"{found.score:.0f}", "marks": ", ".join(_shown(article.text, found.signs))})

    return check


def looks_spun_words() -> list[str]:
    """No text is judged that has none of the commonest words."""
    return sorted(FUNCTION)


def looks_spun_neighbours() -> list[str]:
    """Where signs may stand."""
    return sign_pairs()


def _shown(text: str, signs: tuple[str, ...]) -> Iterator[str]:
    """Turns of phrase and swapped words in turn, as many as can be shown."""
    swaps = sorted((mark for mark in _all(text) if mark.edits), key=lambda mark: (-mark.gain, mark.span))
    told = dict.fromkeys(f'"{mark.edits[-1].old}" for "{mark.edits[-1].new}"' for mark in swaps)
    room = _SHOWN
    for pair in zip_longest((f'"{sign}"' for sign in signs), told):
        for mark in filter(None, pair):
            room -= len(mark) + 2
            if room < 0:
                return
            yield mark


class _Word(NamedTuple):
    """A word in its place; the number by which the model knows it, if it does."""

    start: int
    end: int
    number: int | None


class _Mark(NamedTuple):
    """Words that were swapped, and what stood there where that is plain; `gain`: how much better that fits, as a logarithm."""

    span: Span
    edits: tuple[Edit, ...]
    gain: float


def spun_words() -> Check:
    """What a machine swapped in an article that surely looks spun, but for what the other rules tell; nothing in any other."""
    phrases = spun_phrase()

    def check(article: Article, places: Sequence[int] | None = None) -> Iterator[Hit]:
        if verdict(article, None if places is None else tuple(places)).score < _SURE:
            return
        told = sorted(hit.span for hit in (*phrases(article), *_turned(article)))
        marks = [mark for mark in (*_all(article.text), *_signs(article)) if not _meets(mark.span, told)]
        for span, edits, _gain in _joined(marks, told, article.text):
            says = _said(article.text[span.start : span.end], edits)
            yield Hit(span, (edits,) if edits else (), facts={"says": says})

    return check


def _signs(article: Article) -> Iterator[_Mark]:
    """Where signs of several words stand that tell by themselves."""
    for sign in signs_above(_TELLING, article):
        if " " in sign:
            yield from (_Mark(Span(at, at + len(sign)), (), 0.0) for at in _stands(sign, article.lower))


def spun_turns() -> Check:
    """Turns of phrase that machines put, in an article that looks spun; of those that overlap the first, of these the longest."""

    def check(article: Article, places: Sequence[int] | None = None) -> Iterator[Hit]:
        if verdict(article, None if places is None else tuple(places)).spun:
            yield from _turned(article)

    return check


def _turned(article: Article) -> Iterator[Hit]:
    end = 0
    for start, turn, original in sorted(_turns_in(article.lower), key=lambda one: (one[0], -len(one[1]))):
        if start >= end:
            end = start + len(turn)
            old = article.text[start:end]
            new = begun_like(old, original)
            edits = (*article_before(article.text, start, old, new), Edit(start, old, new))
            yield Hit(Span(start, end), (edits,), facts={"original": new})


def _turns_in(lower: str) -> Iterator[tuple[int, str, str]]:
    """Where each of the turns stands as whole words, and what it was put for."""
    for turn, original in _turns():
        for at in _stands(turn, lower):
            yield at, turn, original


def _stands(words: str, lower: str) -> Iterator[int]:
    """Where these words stand as whole ones."""
    for at in occurrences(lower, words):
        end = at + len(words)
        if not (lower[at - 1 : at].isalnum() or lower[end : end + 1].isalnum()):
            yield at


@cache
def _turns() -> tuple[tuple[str, str], ...]:
    return tuple((turn, original) for turn, _, original in (entry.partition("\t") for entry in entries("spun-turns.txt")))


spun_words_words = spun_turns_words = looks_spun_words
spun_words_neighbours = spun_turns_neighbours = looks_spun_neighbours


def _said(words: str, edits: tuple[Edit, ...]) -> str:
    if edits:
        _, old, new = edits[-1]
        return f'was put for "{new}"' if old == words else f'has "{old}" for "{new}"'
    return "do not go together; other words stood here" if " " in words else "does not fit; another word stood here"


def _found(text: str, known: Wording) -> Iterator[_Mark]:
    """In text order, one word or two at a time. Of neighbouring words only one gets its original back, as each was judged by the other."""
    words = _read(text, known)
    small = function_words(known)
    times = Counter(word.number for word in words)
    topical = {number for number, count in times.items() if number is not None and number not in small and count >= _TOPICAL}
    bonds: list[float | None] = [None] * (len(words) + 1)
    mended = -2
    for at, (first, second) in enumerate(pairwise(words), 1):
        if first.number is None or second.number is None or text[first.end : second.start] not in (" ", "\xa0"):
            continue
        bonds[at], met = known.bond(first.number, second.number)
        if not met and not topical.intersection((first.number, second.number)):
            odd = _ODD if small.isdisjoint((first.number, second.number)) else _ODD_SMALL
            if unmet(first.number, second.number) < odd:
                yield _Mark(Span(first.start, second.end), (), 0.0)
    numbers = [word.number for word in words]
    for at, word in enumerate(words):
        if word.number is None or word.number in small or word.number in topical:
            continue
        if weight_alone(known.words[word.number]) >= _PUT:
            yield _Mark(Span(word.start, word.end), (), 0.0)
        if bonds[at] is bonds[at + 1] is None:
            continue
        others = put_for_others(numbers, bonds, at, known)
        gain = math.log10(sum(weight for weight, _ in others) or 1e-9)
        if gain < _BETTER:
            continue
        edits: tuple[Edit, ...] = ()
        if gain >= _FAR_BETTER and at > mended + 1:
            mended = at
            old = text[word.start : word.end]
            original = begun_like(old, known.words[max(others)[1]])
            edits = (*article_before(text, word.start, old, original), Edit(word.start, old, original))
        yield _Mark(Span(word.start, word.end), edits, gain)


def _read(text: str, known: Wording) -> list[_Word]:
    """The words and marks of a text. A capital is taken for a name's but where a sentence opens."""
    found: list[_Word] = []
    opens, end = True, 0
    for word, start, after in tokens(text):
        if not opens and "\n" in text[end:start]:
            opens = True
        plain = word.lower() if opens and word[1:].islower() else word
        found.append(_Word(start, after, known.numbers.get(plain)))
        opens, end = word in _OPENS, after
    return found


def _all(text: str) -> list[_Mark]:
    """Names as a whole, and words outside of them."""
    names = list(_names(text))
    places = [name.span for name in names]
    return [*names, *(mark for mark in _found(text, wording()) if not _meets(mark.span, places))]


def _meets(span: Span, others: Sequence[Span]) -> bool:
    """True when the span touches one of these, which are in text order and as good as apart."""
    at = bisect_right(others, span)
    return any(span.touches(other) for other in others[max(0, at - 2) : at + 2])


def _names(text: str) -> Iterator[_Mark]:
    """Names in front of their abbreviation in brackets that have neither its letters nor a word of what it stands for."""
    for match in _ABBREVIATED.finditer(text):
        name = _abbreviations().get(match[2])
        wanted = name.split() if name else []
        words = list(_PART.finditer(text, match.start(1), match.end(1)))[-len(wanted) :] if wanted else []
        if not name or len(words) < len(wanted):
            continue
        start = words[0].start()
        old = text[start : match.end(1)]
        letters = [word[0][0].lower() for word in words]
        shared = {word.lower() for word in wanted} & {word[0].lower() for word in words}
        if not shared and letters != [word[0].lower() for word in wanted]:
            new = begun_like(old, name)
            edits = (*article_before(text, start, old, new), Edit(start, old, new))
            yield _Mark(Span(start, match.end(1)), edits, _CERTAIN)


@cache
def _abbreviations() -> dict[str, str]:
    return dict(line.split("\t") for line in entries("spun-acronyms.txt"))


def _joined(marks: list[_Mark], told: Sequence[Span], text: str) -> Iterator[_Mark]:
    """Marks in text order, those that are near told as one up to a bearable length, unless something told stands between them."""
    whole: _Mark | None = None
    for mark in sorted(marks):
        if whole and _together(whole, mark, told, text):
            span = Span(whole.span.start, max(whole.span.end, mark.span.end))
            whole = _Mark(span, (*whole.edits, *mark.edits), max(whole.gain, mark.gain))
            continue
        if whole:
            yield whole
        whole = mark
    if whole:
        yield whole


def _together(first: _Mark, second: _Mark, told: Sequence[Span], text: str) -> bool:
    """A mark with a fix is told with those that it touches, so that the fix is one of its own."""
    (_, end), (start, last) = first.span, second.span
    if start > end + (1 if first.edits or second.edits else _NEAR) or max(end, last) - first.span.start > _LONGEST:
        return False
    return start <= end + 1 or not ("\n" in text[end:start] or _meets(Span(end, start), told))
