"""`finder`: where an expression matches in a text, found by RE2 where it can."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from repair.text.article import Article
from repair.text.lazy import regex
from repair.text.span import Span


def finder(expression: str, *, case: bool = False) -> Callable[[Article], Iterator[Span]]:
    """Where the expression matches in a text, case ignored or not; by RE2 where it can: fifteen times as fast as `re` on word lists."""
    try:
        import re2

        options = re2.Options()
        options.log_errors = False
        options.case_sensitive = case
        found = re2.compile(expression, options).finditer
    except Exception:  # no RE2, or an expression it has no words for
        pattern = regex(expression, 0 if case else re.IGNORECASE)
        return lambda article: (Span(*match.span()) for match in pattern.finditer(article.text))
    return lambda article: article.in_text(match.span() for match in found(article.utf8))


def around(article: Article, find: Callable[[Article], Iterator[Span]], reach: int) -> Iterator[Span]:
    """What lies up to `reach` characters from where a finder finds something, apart and in order: little to look at with an expression."""
    low, high = 0, -1
    for place in find(article):
        if place.start - reach > high >= 0:
            yield Span(low, high)
        if high < 0 or place.start - reach > high:
            low = max(0, place.start - reach)
        high = min(len(article.text), place.end + reach)
    if high >= 0:
        yield Span(low, high)
