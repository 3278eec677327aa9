"""`misspelt-word`: words of a list of misspellings, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.checkers.hit import Check, Hit
from repair.checkers.words import entries
from repair.text.article import Article
from repair.text.span import Edit, Span

_FOREIGN = 12  # different misspellings of an article that is more likely written in another language, or read by a machine


def misspelt_word(*, words: str) -> Check:
    """Every misspelling of the list `words`: in each line what is right, a colon, and misspellings, with blanks between.

    Counted is what is written small, or has a capital as the right word has; what stands twice is meant, unless it is a name. Where an
    article has several, it is more likely in another language, or was misread by a machine.
    """
    known: frozenset[str] = frozenset()
    rights: dict[str, str] = {}

    def check(article: Article) -> Iterator[Hit]:
        nonlocal known
        if not known:
            known = frozenset(" ".join([line.partition(": ")[2] for line in entries(words)]).split())
        found = known.intersection(article.vocabulary)  # goes through the words of the article, not through those of the list
        if 0 < len(found) < _FOREIGN:
            if not rights:  # few texts need them
                for line in entries(words):
                    right, _, wrongs = line.partition(": ")
                    rights.update(dict.fromkeys(wrongs.split(), right))
            for wrong in sorted(found):
                yield from _hits(article, wrong, rights[wrong])

    return check


def _hits(article: Article, wrong: str, right: str) -> Iterator[Hit]:
    text = article.text
    places = [Span(*match.span()) for match in re.finditer(rf"(?<![\w'’@#/.­-]){wrong}(?![\w@/­-]|\.\w)", article.lower)]
    if len(places) > 1 and right.islower():
        return
    for span in places:
        old = text[span.start : span.end]
        if (old.islower() or right[0].isupper()) and not article.is_verbatim(span):
            yield Hit(span, ((Edit(span.start, old, right),),), facts={"right": right})
