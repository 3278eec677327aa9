"""Sentences of a text that stand elsewhere in its rewrite, word for word or nearly so."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from repair.compare.hunks import Hunk
from repair.text.article import Article
from repair.text.fold import fold, fold_words
from repair.text.named import NamedTuple
from repair.text.span import Span

_APOSTROPHES = "'’‘"
_FEWEST_WORDS = 3
_ALIKE = 0.6
_MOST_PAIRS = 20_000


class Move(NamedTuple):
    """The sentence at `old`, which the hunk numbered `gone` takes out, comes at `new` with the hunk `come`.

    `same`: word for word, up to case and marks.
    """

    gone: int
    come: int
    old: Span
    new: Span
    same: bool


class _Sentence(NamedTuple):
    hunk: int
    span: Span
    words: tuple[str, ...]


def moves(before: Article, after: Article, changed: Sequence[tuple[int, Hunk]]) -> list[Move]:
    """The sentences that lie whole in what one of the numbered hunks takes out and in what another, or the same, puts in."""
    gone = list(_sentences(before, [(number, hunk.old) for number, hunk in changed]))
    come = list(_sentences(after, [(number, hunk.new) for number, hunk in changed]))
    waiting: dict[tuple[str, ...], list[_Sentence]] = defaultdict(list)
    for sentence in come:
        waiting[sentence.words].append(sentence)
    found: list[Move] = []
    left = []
    for sentence in gone:
        there = waiting.get(sentence.words)
        if there and _marks(before, sentence) == _marks(after, there[0]):
            other = there.pop(0)
            found.append(Move(sentence.hunk, other.hunk, sentence.span, other.span, True))
        else:
            left.append(sentence)
    found += _nearly(left, [sentence for rest in waiting.values() for sentence in rest])
    return found


def _marks(article: Article, sentence: _Sentence) -> str:
    """The characters that are no letters, straightened: two sentences that differ in these do not say the same."""
    text = article.text[sentence.span.start : sentence.span.end]
    return "".join(
        character for character in fold(text) if not character.isalnum() and not character.isspace() and character not in _APOSTROPHES
    )


def _nearly(gone: Sequence[_Sentence], come: Sequence[_Sentence]) -> Iterator[Move]:
    """Sentences that moved to another hunk and share most of their words, the likest first come, first served."""
    if len(gone) * len(come) > _MOST_PAIRS:
        return
    counted = [Counter(sentence.words) for sentence in come]
    taken: set[int] = set()
    for sentence in gone:
        words = Counter(sentence.words)
        best, choice = _ALIKE, -1
        for number, other in enumerate(come):
            if number in taken or other.hunk == sentence.hunk:
                continue
            alike = (words & counted[number]).total() / max(len(sentence.words), len(other.words))
            if alike > best:
                best, choice = alike, number
        if choice >= 0:
            taken.add(choice)
            yield Move(sentence.hunk, come[choice].hunk, sentence.span, come[choice].span, False)


def _sentences(article: Article, spans: Sequence[tuple[int, Span]]) -> Iterator[_Sentence]:
    sentences = article.sentences
    starts = [sentence.start for sentence in sentences]
    for number, span in spans:
        at = bisect_left(starts, span.start)
        while at < len(sentences) and sentences[at].end <= span.end:
            words = fold_words(article.text[sentences[at].start : sentences[at].end])
            if len(words) >= _FEWEST_WORDS:
                yield _Sentence(number, sentences[at], words)
            at += 1
