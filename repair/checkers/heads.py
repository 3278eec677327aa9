"""`headless`: noun phrases that lost their noun ("a significant of", "the legal that")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, compress, count

from repair.checkers.hit import Check, Hit
from repair.checkers.words import entries
from repair.text.article import Article
from repair.text.lazy import lazy, regex
from repair.text.span import Edit, Span

_PREPOSITIONS = (
    "of|in|to|for|by|with|from|on|at|about|during|into|through|under|over|between|among|within|without|against|after|before"
    "|since|until|because"
)
_FINITE = "is|are|was|were|has|had|have|will|would|can|could|should|may|might|must|says|said|makes|became|becomes|remains|includes"
_RELATIVE = "that|which|who|whose|where|when"
_FOUND = lazy(
    r"\b(an?|(?<![a-z]\s)An?|[Tt]he|[Tt]his|[Hh]is|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y|[Yy]our)\s(?:([a-z]{3,20})\s)??([a-z]{3,20})"
    rf"(?:(?=[.!?](?:\s|$|[\"”]))|\s(?P<next>{_RELATIVE}|{_PREPOSITIONS}|{_FINITE})(?![\w-]|['’]\w)(?=\s(?P<after>[a-z]{{2,20}})|))"
)
_DETERMINERS = frozenset("a an the this his its their our my your".split())
_REACH = 54  # determiner, word between and adjective with two blanks
_NEXT = frozenset([*_RELATIVE.split("|"), *_PREPOSITIONS.split("|"), *_FINITE.split("|")])
_BEFORE = 60
_LIKENED = lazy(
    r"\b(?:than|between|neither|nor|both|versus|either)\W+$"
    r"|\bthe [a-z]{2,20}(?:ing|ed|ful|less|ous),? (?:and|or) $"  # "the struggling, the striving and the successful"
)
_PAIRED = lazy(r"\b(?:from|between|both|neither|either|not only)\s(?:the|an?)\s")
_DEGREES = frozenset(
    "slow mild small narrow weak short thin light early easy hard difficult ready impossible tough quick simple cheap harder easier".split()
)
_MEASURES = frozenset("long big small high low deep late early close far old young hard fast bad wide tall".split())
_MADE = lazy(
    r"\b(?:f(?:i|ou)nds?|ma(?:kes?|de|king)|consider(?:s|ed|ing)?|keep(?:s|ing)?|kept|call(?:s|ed|ing)?|deem(?:s|ed)?|thinks?|believes?)\s$"
)
_VERB = 16
_NO_ADVERBS = frozenset(
    "family rally ally bully reply supply assembly anomaly monopoly belly jelly lily fly folly homily butterfly".split()
)
_GOVERNED = lazy(r"\b(?:of|in|to|for|by|with|from|on|at|about|into|through|under|over|against|like)\s$")


def headless(*, words: str, people: list[str], ideas: list[str], relational: list[str]) -> Check:
    """An article or a possessive, an adjective that is never a noun, and then what cannot follow an adjective.

    `words` names a list of adjectives; those marked `*` count only after "a" and "an". After "the", adjectives that
    stand for `people` or `ideas` ("the poor", "the unthinkable") may end a noun phrase and are left alone, as are participles. After
    "this", only adjectives with an ending of `relational` count, as others say what something makes of it ("make this clear.").
    What a text says twice, it means ("the decisive" of a philosopher).
    """
    plural = frozenset(people)
    alone = plural.union(ideas)
    endings = tuple(relational)
    after_a: frozenset[str] = frozenset()
    after_any: frozenset[str] = frozenset()

    def check(article: Article) -> Iterator[Hit]:
        nonlocal after_a, after_any
        if not after_any:
            lines = entries(words)
            starred = [line for line in lines if line[-1] == "*"]
            after_any = frozenset(lines).difference(starred)
            after_a = after_any.union(line[:-1] for line in starred)
        text = article.text
        hits = []
        for match in _phrases(article, after_a):
            determiner, between, adjective = match[1].lower(), match[2], match[3]
            if adjective not in after_a:
                continue
            following = match["next"]
            if between and not (between in after_any or between == "very" or _is_adverb(between)):
                continue
            if determiner in ("a", "an") and (
                (following == "to" and text.endswith(("from ", "From "), 0, match.start()))
                or (adjective == "sudden" and text.endswith("ll of ", 0, match.start()))
            ):
                continue
            if determiner not in ("a", "an"):
                if adjective not in after_any or between:
                    continue
                if determiner == "the":
                    if adjective in alone or adjective.endswith(("ed", "er", "ing")) or _likened(text, match.start(), following):
                        continue
                elif following or (determiner == "this" and not _is_head(text, match.start(), adjective.endswith(endings))):
                    continue
            if following in ("will", "might") and match["after"] in ("of", "and", None):  # the settled will of the people
                continue
            if (following == "can" and match["after"] == "of") or (determiner == "this" and adjective in _MEASURES):
                continue  # a huge can of worms, for this long
            if following == "to" and (
                adjective in _DEGREES or match["after"] == "consumer"
            ):  # a slow to moderate rate, a hard to reach place
                continue
            if adjective == "built" and following == "in":  # a built in lamp
                continue
            if between and following not in ("of", "that", "which", "who") and not _is_adverb(between):
                continue
            end = match.end("next") if following else match.end() + 1
            facts = {"noun": f"{match[1]} {adjective}", "next": following or "the end of the sentence"}
            hits.append(Hit(Span(match.start(), end), facts=facts))
        often = Counter(hit.facts["noun"].lower() for hit in hits)
        yield from (hit for hit in hits if often[hit.facts["noun"].lower()] == 1)

    return check


def _phrases(article: Article, adjectives: frozenset[str]) -> Iterator[re.Match[str]]:
    """The matches of `_FOUND` with such an adjective, in order; most adjectives stand before something else."""
    done = 0
    for start in sorted({*_before_words(article, adjectives), *_before_stops(article.text, adjectives)}):
        match = _FOUND.match(article.text, start) if start >= done else None
        if match:
            done = match.end()
            yield match


def _before_words(article: Article, adjectives: frozenset[str]) -> Iterator[int]:
    """Where a determiner begins with an adjective next or next but one, and behind that a word that cannot follow it."""
    tokens = article.tokens
    behind = tokens[1:]
    behind.append("")
    yield from article.starts(
        [
            at - before
            for at in compress(count(), map(adjectives.__contains__, tokens))
            if behind[at] in _NEXT
            for before in (1, 2)
            if at >= before and tokens[at - before] in _DETERMINERS
        ]
    )


def _before_stops(text: str, adjectives: frozenset[str]) -> Iterator[int]:
    """Where a determiner begins, one or two words before a stop with an adjective before it."""
    parts = text.replace("!", ".").replace("?", ".").split(".")
    last = [number for number, part in enumerate(parts) if part[part.rfind(" ") + 1 :] in adjectives]
    ends = list(accumulate(map(len, parts))) if last else []
    for number in last:
        words = parts[number][-_REACH:].split()
        for size in (2, 3):
            if len(words) >= size and words[-size].lower() in _DETERMINERS:
                yield ends[number] + number - len(" ".join(words[-size:]))


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in _NO_ADVERBS


def _is_head(text: str, start: int, relational: bool) -> bool:
    """True where "this" cannot stand for itself: behind a preposition, or where nothing is made of it ("make this popular.")."""
    return _GOVERNED.search(text, max(0, start - _VERB), start) is not None or (
        relational and _MADE.search(text, max(0, start - _VERB), start) is None
    )


def _likened(text: str, start: int, following: str | None) -> bool:
    """True where the phrase is one of two that are set side by side ("from the subatomic to the celestial")."""
    before = text[max(0, start - _BEFORE) : start]
    if following in ("to", "and", None) and _PAIRED.search(before):
        return True
    return bool((following == "to" and before.endswith("from ")) or _LIKENED.search(before))


_SAYING = lazy(
    r"\b(?:said|says|stated|states|told \w+|declared|declares|announced|admitted|argued|claimed|confirmed|warned|wrote|insisted|repeated)$"
)
_FAR = 46  # "told" and a name


def said_in(*, words: str, adverbs: dict[str, str]) -> Check:
    """A verb of saying, "in", an adjective that is never a noun, "that". The fix is the adverb of `adverbs`, where it has one."""
    found = regex(r" in ([a-z]{3,20}) that\b")

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        adjectives: frozenset[str] = frozenset()
        for match in found.finditer(text):
            if not _SAYING.search(text, max(0, match.start() - _FAR), match.start()):
                continue
            adjectives = adjectives or frozenset(entries(words))
            adjective, start = match[1], match.start() + 1
            if adjective in adverbs:
                yield Hit(Span(start, match.end()), ((Edit(start, text[start : match.end()], f"{adverbs[adjective]} that"),),))
            elif adjective in adjectives:
                yield Hit(Span(start, match.end()))

    return check
