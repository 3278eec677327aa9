"""`spun-phrase`: fixed expressions with a word swapped by a rewriting machine ("monetary emergency")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from repair.checkers.article_choice import article_before, begun_like
from repair.checkers.hit import Check, Hit
from repair.checkers.words import entries
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.span import Edit, Span
from repair.text.tokens import known_pairs, occurrences

_WORD_OR_STOP = lazy(r"[a-z0-9]+(?:['’][a-z]+)?|[.!?]")
_GAPS = (" ", "\xa0", "-")
_NEAR = 40  # holds two words
_REACH = 60  # no phrase goes further to either side
_CONTINUED = lazy(r" (?:of|for|&)\b")


class Swap(NamedTuple):
    """Words that are put, after the first; the words they are put for (with "~" only in names); what may then stand before and after."""

    rest: tuple[str, ...]
    originals: tuple[str, ...]
    before: frozenset[str]
    after: frozenset[str]


class Table:
    """The lists, read once; what a swap may stand beside is worked out when it is first met, as most never are."""

    def __init__(self) -> None:
        self._lines = {entry.partition("\t")[0]: entry for entry in entries("spun-collocations.txt")}
        self.lines: dict[str, list[str]] = {}
        for entry in entries("spun-substitutes.txt"):
            self.lines.setdefault(entry.partition("\t")[0].partition(" ")[0], []).append(entry)
        self.phrases: dict[tuple[str, str], list[str]] = {}
        for entry in entries("spun-phrases.txt"):
            first, second, *_ = entry.partition("\t")[0].split(" ", 2)
            self.phrases.setdefault((first, second), []).append(entry)
        self._swaps: dict[str, tuple[Swap, ...]] = {}
        self._known: dict[str, tuple[frozenset[str], dict[str, list[str]]]] = {}

    def swaps(self, first: str) -> tuple[Swap, ...]:
        """The swaps whose first word this is."""
        if first not in self._swaps:
            self._swaps[first] = tuple(map(self._swap, self.lines[first]))
        return self._swaps[first]

    def expressions(self, left: str, right: str) -> list[str]:
        """The fixed expressions of these two words, as they are written."""
        return self._word(left)[1].get(right, [])

    def _swap(self, line: str) -> Swap:
        swap, originals = line.split("\t")
        put_for = tuple(originals.split("|"))
        known = [self._word(word.lstrip("~")) for word in put_for]
        before = frozenset[str]().union(*(words for words, _ in known))
        after = frozenset[str]().union(*(expressions for _, expressions in known))
        return Swap(tuple(swap.split(" ")[1:]), put_for, before, after)

    def _word(self, word: str) -> tuple[frozenset[str], dict[str, list[str]]]:
        """The first words of the expressions that end with this word; those that begin with it, by their second."""
        if word not in self._known:
            _, ends, begins = self._lines.get(word, "\t\t").split("\t")
            after: dict[str, list[str]] = {}
            for entry in filter(None, begins.split("|")):
                after.setdefault(_pair(entry)[1], []).append(entry)
            self._known[word] = frozenset(_pair(entry)[0] for entry in filter(None, ends.split("|"))), after
        return self._known[word]


def _pair(entry: str) -> list[str]:
    return entry.lower().replace("-", " ").split(" ")


class Found(NamedTuple):
    """Words as they stand, what stood there, and whether that is a name only."""

    words: str
    original: str
    name: bool


def spun_phrase() -> Check:
    """Every expression of the lists with one word or both swapped, unless people do write that, and every whole phrase of the list.

    A name counts only where all its words have capitals, a term only where its later words have none.
    """

    def check(article: Article, places: Sequence[int] | None = None) -> Iterator[Hit]:
        text = article.text
        told: set[Span] = set()
        for found in dict.fromkeys(_found(article, _begun(article) if places is None else places)):
            for hit in _places(text, article.lower, found):
                if hit.span not in told:
                    told.add(hit.span)
                    yield hit

    return check


@cache
def table() -> Table:
    """The lists, read on first use."""
    return Table()


@cache
def _spared() -> frozenset[str]:
    return frozenset(entries("spun-spared.txt"))


def spun_phrase_neighbours() -> list[str]:
    """The first two or three words of each phrase that the lists make; none of them may be left out."""
    return sorted(" ".join((*two, *third)) for two, thirds in _starts().items() for third in ([[one] for one in thirds] or [[]]))


@cache
def _starts() -> dict[tuple[str, str], tuple[str, ...]]:
    """These two words, and the words of which one must follow in turn, if any."""
    starts = {}
    for entry in entries("spun-starts.txt"):
        first, _, following = entry.partition("\t")
        for second, *thirds in (one.split(":") for one in following.split(" ")):
            starts[first, second] = tuple(thirds)
    return starts


def _begun(article: Article) -> list[int]:
    """Where two words stand with which something may begin, as the gate finds it."""
    starts, row = _starts(), article.neighbours
    return [at for at in known_pairs(row, starts) if row[at + 2] in (starts[row[at], row[at + 1]] or (row[at + 2],))]


def _found(article: Article, begun: Sequence[int]) -> Iterator[Found]:
    """What the lists make of the words near those of these numbers and the next, which are few or none."""
    lower, row = article.lower, article.neighbours
    around: dict[str, None] = {}  # each stretch once, in order, as a text may say one thing a thousand times
    for first, second in dict.fromkeys((row[at], row[at + 1]) for at in begun):
        for gap in _GAPS:
            pair = first + gap + second
            for at in occurrences(lower, pair):
                around[lower[max(0, at - _REACH) : at + len(pair) + _REACH]] = None
    for stretch in around:
        yield from _candidates(_WORD_OR_STOP.findall(stretch), table())


def _candidates(words: list[str], known: Table) -> Iterator[Found]:
    if not known.phrases.keys().isdisjoint(pairwise(words)):
        yield from _phrases(words, known)
    after = [*words[1:], ""]
    for at in [at for at, word in enumerate(words) if word in known.lines]:
        for swap in known.swaps(words[at]):
            end = at + 1 + len(swap.rest)
            if swap.rest and tuple(words[at + 1 : end]) != swap.rest:
                continue
            if at and words[at - 1] in swap.before:
                yield from _swapped(words[at - 1 : end], (words[at - 1],), swap.originals, known)
            following = after[end - 1] if end <= len(words) else ""
            if following in swap.after:
                yield from _swapped(words[at : end + 1], swap.originals, (following,), known)
            if following in known.lines:
                for other in known.swaps(following):
                    last = end + 1 + len(other.rest)
                    if tuple(words[end + 1 : last]) == other.rest:
                        yield from _swapped(words[at:last], swap.originals, other.originals, known)


def _phrases(words: list[str], known: Table) -> Iterator[Found]:
    phrases = known.phrases
    for at, pair in [(at, pair) for at, pair in enumerate(pairwise(words)) if pair in phrases]:
        for entry in phrases[pair]:
            phrase, original, *name = entry.split("\t")
            size = phrase.count(" ") + 1
            if size == 2 or " ".join(words[at : at + size]) == phrase:
                yield Found(phrase, original, bool(name))


def _swapped(words: list[str], lefts: tuple[str, ...], rights: tuple[str, ...], known: Table) -> Iterator[Found]:
    phrase = " ".join(words)
    if phrase not in _spared():
        for left in lefts:
            for right in rights:
                plain = left[0] == "~" or right[0] == "~"
                for entry in known.expressions(left.lstrip("~"), right.lstrip("~")):
                    if entry[0].isupper() or not plain:
                        yield Found(phrase, entry, entry[0].isupper())


def _places(text: str, lower: str, found: Found) -> Iterator[Hit]:
    """Where the words stand together in the text, written as a name or a term is."""
    for match in re.finditer(r"(?<![\w'’-])" + "[ \xa0-]".join(map(re.escape, found.words.split())) + r"(?![\w'’-]|\.\w)", lower):
        old = text[match.start() : match.end()]
        capitals = [part[0].isupper() for part in re.split("[ \xa0-]", old)]
        titled = capitals[0] and capitals[-1] and not old.isupper()
        if found.name:
            if not titled or _CONTINUED.match(text, match.end()):
                continue
        elif any(capitals[1:]) and not (titled and found.original[0].islower() and found.words in _named()):
            continue
        new = found.original
        if titled and new.islower():
            new = new.title() if len(new) > 3 else new.upper()
        new = begun_like(old, new)
        edits = (*article_before(text, match.start(), old, new), Edit(match.start(), old, new))
        yield Hit(
            Span(match.start(), match.end()), (edits,), facts={"original": new, "says": f'is what rewriting machines put for "{new}"'}
        )


@cache
def _named() -> frozenset[str]:
    """Whole phrases may stand for names: they count with capitals too."""
    return frozenset(entry.split("\t")[0] for entry in entries("spun-phrases.txt"))
