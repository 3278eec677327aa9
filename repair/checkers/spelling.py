"""`misspelt-word`: words of a list of misspellings, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from repair.checkers.hit import Check, Hit
from repair.checkers.words import entries
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.span import Edit, Span
from repair.text.tokens import occurrences

_FOREIGN = 12  # different misspellings of an article that is more likely written in another language, or read by a machine
_WRAPPED = lazy(r"\w[-‐\xad][ \t]*\r?\n\s*$")  # the line before ends in the middle of a word
_MARGIN = 60
_BEFORE = frozenset("_'’@#/.\xad-")
_AFTER = frozenset("_@/\xad-")


def misspelt_word(*, words: str) -> Check:
    """Every misspelling of the list `words`: in each line what is right, a colon, and misspellings, with blanks between.

    Counted is what is written small, or has a capital as the right word has; what stands twice is meant, unless it is a name. Where an
    article has several, it is more likely in another language, or was misread by a machine.
    """
    listed = ""
    known: frozenset[str] = frozenset()
    rights: dict[str, str] = {}

    def right_for(wrong: str) -> str:
        at = listed.index(f" {wrong} ")
        start = listed.rfind("\n", 0, at) + 1
        return listed[start : listed.index(":", start)]

    def check(article: Article) -> Iterator[Hit]:
        nonlocal listed, known
        if not known:
            listed = " \n".join((*entries(words), ""))
            known = frozenset(listed.split())  # what is right has its colon there, which no word of an article has
        found = known.intersection(article.vocabulary)  # goes through the words of the article, not through those of the list
        if 0 < len(found) < _FOREIGN:
            for wrong in sorted(found):
                if wrong not in rights:
                    rights[wrong] = right_for(wrong)
                yield from _hits(article, wrong, rights[wrong])

    return check


def _hits(article: Article, wrong: str, right: str) -> Iterator[Hit]:
    text = article.text
    places = list(_whole(article.lower, wrong))
    if len(places) > 1 and right.islower():
        return
    for span in places:
        old = text[span.start : span.end]
        if (old.islower() or right[0].isupper()) and not article.is_verbatim(span):
            yield Hit(span, ((Edit(span.start, old, right),),), facts={"right": right})


def _whole(lower: str, word: str) -> Iterator[Span]:
    """Where a word stands by itself, as no part of a longer one, an address or a handle; no expression is worth making for a word."""
    for start in occurrences(lower, word):
        end = start + len(word)
        before, after, behind = lower[start - 1 : start], lower[end : end + 1], lower[end + 1 : end + 2]
        joined = before.isalnum() or before in _BEFORE or after.isalnum() or after in _AFTER
        if (
            not joined
            and not _WRAPPED.search(lower, max(0, start - _MARGIN), start)
            and not (after == "." and (behind.isalnum() or behind == "_"))
        ):
            yield Span(start, end)
