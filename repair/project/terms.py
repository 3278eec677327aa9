"""Names and house terms in which nothing is damage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from repair.rulebook.rule import Finding
from repair.text.lazy import lazy
from repair.text.span import Span

_FIRST = lazy(r"\w+|\S")


class Terms:
    """The terms of a project, as whole words, in the spelling given; tens of thousands cost no more than a few."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = frozenset(term.strip() for term in terms if term.strip())
        self._longest = max(map(len, self._terms), default=0)
        self._lengths: dict[str, set[int]] = {}
        for term in self._terms:
            self._lengths.setdefault(_first(term, 0), set()).add(len(term))

    def __bool__(self) -> bool:
        return bool(self._terms)

    def beyond(self, findings: Sequence[Finding], text: str) -> list[Finding]:
        """The findings of a text that do not lie inside a term."""
        if not self._terms:
            return list(findings)
        return [one for one in findings if one.span.start == one.span.end or not self._covers(text, one.span)]

    def _covers(self, text: str, span: Span) -> bool:
        for start in range(max(0, span.end - self._longest), span.start + 1):
            if _apart(text, start):
                for length in self._lengths.get(_first(text, start), ()):
                    end = start + length
                    if end >= span.end and text[start:end] in self._terms and _apart(text, end):
                        return True
        return False


def _first(text: str, at: int) -> str:
    match = _FIRST.match(text, at)
    return match[0] if match else ""


def _apart(text: str, at: int) -> bool:
    """True when no word goes on from before this place to behind it."""
    return not (_joins(text[at - 1 : at]) and _joins(text[at : at + 1]))


def _joins(character: str) -> bool:
    return character.isalnum() or character == "_"
