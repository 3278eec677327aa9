"""Which objections of LanguageTool a reader is shown.

A checker that knows nothing of news objects to names, to what people are quoted with, to addresses and headings. And where
a rule of ours found something, a second opinion is of no use.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from repair.backends.allowed import Allowed, listed
from repair.backends.answer import Match
from repair.checkers.hit import Hit
from repair.rulebook.rule import Rule
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.span import Edit, Span

_PROSE = ("paragraph", "quotation", "dateline", "list item", "caption")
_CAPITAL = lazy(r"\b[A-ZÀ-Þ][\w'’]*")
_OPENING = "\"'“‘([ "
_I = frozenset(("I", "I'm", "I’m", "I'd", "I’d", "I've", "I’ve", "I'll", "I’ll"))


def sifted(matches: Iterable[Match], article: Article, found: Sequence[Span], known: Mapping[str, Allowed]) -> Iterator[tuple[Rule, Hit]]:
    """What is left of the matches, in text order; of those that overlap the first."""
    end = 0
    for match in matches:
        one = known.get(listed(match.rule))
        if one is None or match.span.start < end or not _wanted(match, one, article):
            continue
        if any(span.overlaps(match.span) for span in found):
            continue
        end = match.span.end
        yield one.rule, Hit(match.span, tuple(_fixes(match, article)), sure=False)


def _wanted(match: Match, one: Allowed, article: Article) -> bool:
    start, end = match.span
    text = article.text[start:end]
    if not one.hears(text):
        return False
    block = article.block_at(start)
    if block is None or end > block.end or article.kinds[block.number] not in _PROSE:
        return False
    if article.touches_quotation(match.span) or article.is_verbatim(match.span):
        return False
    return not any(word.group() not in _I and not _begins(article, start + word.start()) for word in _CAPITAL.finditer(text))


def _begins(article: Article, place: int) -> bool:
    """True where a sentence begins, so that a capital says nothing."""
    at = bisect_right(article.sentences, (place, len(article.text))) - 1
    return at >= 0 and not article.text[article.sentences[at].start : place].strip(_OPENING)


def _fixes(match: Match, article: Article) -> Iterator[tuple[Edit]]:
    """The proposals, but for those that would write a name."""
    start, end = match.span
    old = article.text[start:end]
    known = {word.group() for word in _CAPITAL.finditer(old)} | _I
    for new in match.replacements:
        if new == old or (not _begins(article, start) and any(word.group() not in known for word in _CAPITAL.finditer(new))):
            continue
        yield (Edit(start, old, new),)
