"""`split-condition`: a condition that a full stop parted from its main clause."""

from __future__ import annotations

from collections.abc import Iterator

from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.span import Edit, Span

_REACH = 160
_NEXT = lazy(r"\. (?P<who>I|We|You|They|He|She|It|There) (?:can|will|would|could|should|may|must|might)\b")
_CONDITION = lazy(
    r"(?:^|[.!?”\"] )(?P<mark>(?:[“\"])?(?:If|When|Although|While|Because|Since|Though) (?:you|we|they|it|he|she|I)"
    r"(?! only| (?:can|will|would|could|should|may|must|might)\b)[^,.;:?!–—\r\n]{10,140})$"
)
_MAIN = lazy(r"\b(?:can|will|would|could|should|may|must|might|then|not)\b|[’'](?:ll|d)\b|n[’']t\b")


def split_condition() -> Check:
    """A sentence that is nothing but a condition ("If you look at the ice."), before one that goes on with what would be."""

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for match in _NEXT.finditer(text):
            start = max(0, match.start() - _REACH, text.rfind("\n", 0, match.start()) + 1)
            found = _CONDITION.search(text[start : match.start()])
            if found is None or _MAIN.search(found["mark"]):
                continue
            who = match["who"]
            edit = Edit(match.start(), "." + text[match.start() + 1 : match.end("who")], ", " + (who if who == "I" else who.lower()))
            yield Hit(Span(start + found.start("mark"), match.end()), ((edit,),))

    return check


def split_condition_gate() -> list[str]:
    """How the condition begins."""
    return ["(?:If|When|Although|While|Because|Since|Though) (?:you|we|they|it|he|she|I) "]
