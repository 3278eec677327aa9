"""`listed-words`: words and phrases of a list that are wrong as they stand, with the right ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import Literal

from repair.checkers.hit import Check, Hit
from repair.checkers.words import entries
from repair.text.article import Article
from repair.text.lazy import regex
from repair.text.span import Edit, Span
from repair.text.tokens import known_pairs, occurrences

_SHORT = 3  # letters of a last word that must have a blank behind it
_AROUND = 80
_LONGEST = 12  # words of an entry, at most
_SENTENCE_ENDS = ".!?…:;,\"”’')"


def listed_words(
    *,
    words: str,
    followed: str | None = None,
    unless: str | None = None,
    capitals: Literal["any", "first", "none"] = "none",
    spoken: bool = False,
    prose: bool = False,
) -> Check:
    """Every entry of the list `words` that stands in the text with single blanks; one that ends with a word of up to three letters,
    with a blank behind it. `capitals` says what may be large: any letter, the first, or none, and then a blank must stand before it.

    A line of the list is an entry, or an entry, a tab and what is right; or words with "|" between them, a tab, and entries and
    what is right with "=" between, a tab apart, each of which is meant behind each of the words. `followed` must match right behind the
    entry and `unless` must not match right before it. Quotations are left alone unless `spoken`. With `prose`, only
    lines that end as a sentence does count: headings leave small words out.
    """
    behind = regex(followed) if followed else None
    before = regex(f"(?:{unless})$") if unless else None
    table: dict[tuple[str, ...], dict[str, str]] = {}
    single: frozenset[str] = frozenset()

    def check(article: Article, places: Sequence[int] | None = None) -> Iterator[Hit]:
        nonlocal single
        if not table:
            for phrase, right in _entries(words):
                table.setdefault(tuple(phrase.split(" ")[:2]), {})[phrase] = right
            single = frozenset(first for first, *more in table if not more)
        alone = [(word,) for word in single.intersection(article.vocabulary)]
        for span, right in _places(article, table, alone, places):
            if prose and not _is_prose(article, span):
                continue
            if behind and not behind.match(article.text, span.end):
                continue
            if before and before.search(article.text, max(0, span.start - _AROUND), span.start):
                continue
            if article.is_verbatim(span) or (not spoken and article.touches_quotation(span)):
                continue
            old = article.text[span.start : span.end]
            if capitals == "none" and article.text[span.start - 1 : span.start] != " ":
                continue
            if capitals != "any" and not (old if capitals == "none" else old[1:]).islower():
                continue
            new = like(old, right)
            yield Hit(span, ((Edit(span.start, old, new),),) if right else (), facts={"right": new})

    return check


def listed_words_words(*, words: str, **_rest: object) -> list[str]:
    """The entries of one word."""
    return sorted(phrase for phrase, _ in _entries(words) if " " not in phrase)


def listed_words_neighbours(*, words: str, **_rest: object) -> list[str]:
    """The last two or three words of each other entry."""
    return sorted({" ".join(phrase.split(" ")[-3:]) for phrase, _ in _entries(words) if " " in phrase})


def like(old: str, right: str) -> str:
    """The right words with the capitals and the apostrophe of those that stand there."""
    if "’" in old:
        right = right.replace("'", "’")
    if len(old) > 3 and old.isupper():
        return right.upper()
    return right[:1].upper() + right[1:] if old[0].isupper() else right


def _is_prose(article: Article, span: Span) -> bool:
    block = article.block_at(span.start)
    return block is not None and block.text[-1] in _SENTENCE_ENDS


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


def _places(
    article: Article, table: Mapping[tuple[str, ...], Mapping[str, str]], alone: Sequence[tuple[str, ...]], ends: Sequence[int] | None
) -> Iterator[tuple[Span, str]]:
    """Where the entries stand, and what is right there; the longest of those that begin at one place.

    `table` has them by their first two words, those of one word by that; `alone` are those of the latter that stand there.
    `ends` are the numbers of the last two words of all others that stand there, where these are known.
    """
    lower, plain = article.lower.replace("’", "'"), article.plain
    found: dict[int, tuple[str, str]] = {}
    row = article.neighbours
    if ends is None:
        two: Set[tuple[str, ...]] = {(row[at], row[at + 1]) for at in known_pairs(row, table)}
    else:
        two = table.keys() & {pair for end in ends for pair in pairwise(row[max(0, end - _LONGEST) : end + 2])}
    for words in [*two, *alone]:
        for phrase, right in table[words].items():
            short = len(phrase) - phrase.rfind(" ") - 1 <= _SHORT
            for at in occurrences(lower, phrase):
                end = at + len(phrase)
                apart = (lower[end : end + 1] == " ") if short else not plain[end : end + 1].strip()
                if apart and not plain[max(0, at - 1) : at].strip() and len(found.get(at, ("", ""))[0]) < len(phrase):
                    found[at] = phrase, right
    done = 0
    for at, (phrase, right) in sorted(found.items()):
        if at >= done:
            done = at + len(phrase)
            yield Span(at, done), right
