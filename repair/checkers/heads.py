"""`headless`: noun phrases that lost their noun ("a significant of", "the legal that")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

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
_NEXT = frozenset([*_RELATIVE.split("|"), *_PREPOSITIONS.split("|"), *_FINITE.split("|"), ".", "!", "?"])
_DETERMINERS = frozenset("a an the this his its their our my your".split())
_BEFORE = 60
_LIKENED = lazy(r"\b(?:than|between|neither|nor|both|versus|either)\W+$")
_PAIRED = lazy(r"\b(?:from|between|both|neither|either|not only)\s(?:the|an?)\s")
_DEGREES = frozenset(
    "slow mild small narrow weak short thin light early easy hard difficult ready impossible tough quick simple cheap harder easier".split()
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
            after_any = frozenset(line for line in lines if line[-1] != "*")
            after_a = frozenset(line.rstrip("*") for line in lines)
        text = article.text
        if not _likely(article.words, after_a):
            return
        hits = []
        for match in _FOUND.finditer(text):
            determiner, between, adjective = match[1].lower(), match[2], match[3]
            if adjective not in after_a:
                continue
            following = match["next"]
            if between and not (between.endswith("ly") or between in after_any or between == "very"):
                continue
            if determiner not in ("a", "an"):
                if adjective not in after_any or between:
                    continue
                if determiner == "the":
                    if adjective in alone or adjective.endswith(("ed", "er", "ing")) or _likened(text, match.start(), following):
                        continue
                elif following or (determiner == "this" and not (adjective.endswith(endings) or _GOVERNED.search(text, 0, match.start()))):
                    continue
            if following == "will" and match["after"] == "of":  # the settled will of the people
                continue
            if following == "to" and adjective in _DEGREES:  # a slow to moderate rate, a hard to reach place
                continue
            if between and following not in ("of", "that", "which", "who") and not between.endswith("ly"):
                continue
            end = match.end("next") if following else match.end() + 1
            facts = {"noun": f"{match[1]} {adjective}", "next": following or "the end of the sentence"}
            hits.append(Hit(Span(match.start(), end), facts=facts))
        often = Counter(hit.facts["noun"].lower() for hit in hits)
        yield from (hit for hit in hits if often[hit.facts["noun"].lower()] == 1)

    return check


def _likely(words: list[str], adjectives: frozenset[str]) -> bool:
    """A quick look: whether such an adjective stands behind a determiner and before one of those words at all."""
    followers = [*words[1:], ""]
    for at in [at for at, word in enumerate(words) if word in adjectives]:
        if followers[at] in _NEXT and at and (words[at - 1] in _DETERMINERS or words[at - 2] in _DETERMINERS):
            return True
    return False


def _likened(text: str, start: int, following: str | None) -> bool:
    """True where the phrase is one of two that are set side by side ("from the subatomic to the celestial")."""
    before = text[max(0, start - _BEFORE) : start]
    if following in ("to", "and", None) and _PAIRED.search(before):
        return True
    return bool((following == "to" and before.endswith("from ")) or _LIKENED.search(before))


_SAID_IN = (
    r"\b(?:said|says|stated|states|told \w+|declared|declares|announced|admitted|argued|claimed|confirmed|warned|wrote|insisted|repeated)"
    r" (in ([a-z]{3,20}) that)\b"
)


def said_in(*, words: str, adverbs: dict[str, str]) -> Check:
    """A verb of saying, "in", an adjective that is never a noun, "that". The fix is the adverb of `adverbs`, where it has one."""
    found = regex(_SAID_IN)

    def check(article: Article) -> Iterator[Hit]:
        adjectives: frozenset[str] = frozenset()
        for match in found.finditer(article.text):
            adjective = match[2]
            if adjective in adverbs:
                yield Hit(Span(*match.span(1)), ((Edit(match.start(1), match[1], f"{adverbs[adjective]} that"),),))
                continue
            adjectives = adjectives or frozenset(entries(words))
            if adjective in adjectives:
                yield Hit(Span(*match.span(1)))

    return check


def said_in_gate(*, words: str, adverbs: dict[str, str]) -> list[str]:
    """The whole expression."""
    return [_SAID_IN]
