"""`listed-words`: words and phrases of a list that are wrong as they stand, with the right ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.checkers.hit import Check, Hit
from repair.checkers.words import entries
from repair.text.article import Article
from repair.text.lazy import regex
from repair.text.span import Edit, Span

_MOST = 100  # alternatives in one expression of the gate, few enough to be taken as plain strings
_LONGEST = 5  # words in an entry
_SHORT = 3  # letters of a last word that is common, so that the gate looks further back
_NEAR, _FAR = 4, 9  # letters
_AROUND = 80


def listed_words(
    *, words: str, followed: str | None = None, unless: str | None = None, capitals: bool = False, spoken: bool = False
) -> Check:
    """Every entry of the list `words` that stands in the text with single blanks, in any letters if `capitals`, else in small letters
    and behind a blank. One that ends with a word of up to three letters must have a blank behind it as well.

    A line of the list is an entry, or an entry, a tab and what is right; or words with "|" between them, a tab, and entries and
    what is right with "=" between, a tab apart, each of which is meant behind each of the words. `followed` must match right behind the
    entry and `unless` must not match right before it. Quotations are left alone unless `spoken`.
    """
    behind = regex(followed) if followed else None
    before = regex(f"(?:{unless})$") if unless else None
    table: dict[str, dict[str, str]] = {}

    def check(article: Article) -> Iterator[Hit]:
        if not table:
            for phrase, right in _entries(words):
                table.setdefault(phrase.partition(" ")[0], {})[phrase] = right
        for span, right in _places(article, table):
            if behind and not behind.match(article.text, span.end):
                continue
            if before and before.search(article.text, max(0, span.start - _AROUND), span.start):
                continue
            if article.is_verbatim(span) or (not spoken and article.touches_quotation(span)):
                continue
            old = article.text[span.start : span.end]
            if not (capitals or (old.islower() and article.text[span.start - 1 : span.start] == " ")):
                continue
            new = like(old, right)
            yield Hit(span, ((Edit(span.start, old, new),),) if right else (), facts={"right": new})

    return check


def listed_words_gate(*, words: str, capitals: bool = False, **_rest: object) -> list[str]:
    """The last word of each entry, and the end of what stands before it."""
    ends: dict[str, set[str]] = {}
    for phrase, _ in _entries(words):
        for variant in {phrase, phrase.replace("'", "’")}:
            before, _, last = (variant if capitals else f" {variant}").rpartition(" ")
            if len(last) > _SHORT:
                ends.setdefault(before[-_NEAR:], set()).add(last)
            else:
                ends.setdefault(before[-_FAR:], set()).add(f"{last} ")
    found, flag = [], "(?i)" if capitals else ""
    for before, lasts in sorted(ends.items()):
        ordered = sorted(lasts)
        for at in range(0, len(ordered), _MOST):
            chunk = "|".join(map(re.escape, ordered[at : at + _MOST]))
            found.append(f"{flag}{re.escape(before)} (?:{chunk})" if before else f"{flag}(?:{chunk})")
    return found


def like(old: str, right: str) -> str:
    """The right words with the capitals and the apostrophe of those that stand there."""
    if "’" in old:
        right = right.replace("'", "’")
    if len(old) > 3 and old.isupper():
        return right.upper()
    return right[:1].upper() + right[1:] if old[0].isupper() else right


def _entries(words: str) -> Iterator[tuple[str, str]]:
    for line in entries(words):
        first, *pairs = line.split("\t")
        if pairs and "=" in pairs[0]:
            for pair in pairs:
                wrong, _, right = pair.partition("=")
                for left in first.split("|"):
                    yield f"{left} {wrong}", f"{left} {right}" if right else ""
        else:
            yield first, pairs[0] if pairs else ""


def _places(article: Article, table: dict[str, dict[str, str]]) -> Iterator[tuple[Span, str]]:
    """Where the entries stand, and what is right there; the longest of those that begin with the same word."""
    lower, tokens = article.lower, article.tokens
    if "’" in lower:
        lower, tokens = lower.replace("’", "'"), [token.replace("’", "'") for token in tokens]
    for at in [at for at, token in enumerate(tokens) if token in table]:
        listed = table[tokens[at]]
        for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
            phrase = " ".join(tokens[at : at + size])
            if phrase in listed:
                start = article.places[at][0]
                short = len(tokens[at + size - 1]) <= _SHORT
                if lower.startswith(f"{phrase} " if short else phrase, start):
                    yield Span(start, start + len(phrase)), listed[phrase]
                break
