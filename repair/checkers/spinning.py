"""Whether a rewriting machine went over a whole article.

A machine that swaps words leaves no single word that proves it, but it leaves its mark throughout: turns of phrase that such machines
love, rare synonyms of common words, words beside each other that do not belong together where a common synonym would. A glance at
the words tells most articles to be ordinary; the others are weighed against a model of how words go together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache, partial
from itertools import compress, pairwise

from repair.checkers.words import entries, place
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.tokens import known_pairs
from repair.text.wording import Wording

FEWEST = 100
MOST = 12_000  # enough to tell; what is fitted holds for no longer texts
_SHOWN = 3
_TELLING = 0.3
_TOKEN = lazy(r"[A-Za-z]++(?:'[A-Za-z]++)*+|[^\sA-Za-z]")
_LETTERS = b"abcdefghijklmnopqrstuvwxyz \n"
_FITTING = 1.0  # words that fit together this well were not put for others
_UNSEEN = 0.5, 0.0
_REPLACED = 0.1  # the share of words that a machine is taken to replace
_MOST, _TOO_MANY = 6.0, 300.0
_LIKELIEST = 2
FUNCTION = frozenset(
    """
    a about after again all also an and any are as at be been before being between but by can could did do does during even for from had
    has have he her here his how i if in into is it its just may might more most must my no not of off on once only or our out over own
    same shall she should so some such than that the their then there these they this those through to too under up very was we were what
    when where which who will with would you your
    """.split()
)


class Signs:
    """Words and turns of phrase, each with a weight."""

    def __init__(self, weights: dict[str, float]) -> None:
        self.weights = weights
        self.single = frozenset(sign for sign in weights if " " not in sign)
        self.by_pair: dict[tuple[str, str], list[tuple[str, int, list[str]]]] = {}
        for sign in weights.keys() - self.single:
            words = sign.split(" ")
            sizes = [len(one) + len(two) for one, two in pairwise(words)]
            at = sizes.index(max(sizes))  # long words are met less often than others
            self.by_pair.setdefault((words[at], words[at + 1]), []).append((sign, at, words))

    def found(self, article: Article, pairs: Sequence[int] | None = None, words: Iterable[str] | None = None) -> list[str]:
        """Those that stand in an article, each once. `pairs` are the numbers of words that with the next one stand in `by_pair`, `words`
        holds what may be one of a single word, where these are known.
        """
        signs = [*self.single.intersection(article.vocabulary if words is None else words)]
        row, tokens = article.neighbours, article.tokens
        for at in known_pairs(row, self.by_pair) if pairs is None else pairs:
            for sign, ahead, whole in self.by_pair[row[at], row[at + 1]]:
                if len(whole) == 2 or tokens[at - ahead : at - ahead + len(whole)] == whole:
                    signs.append(sign)
        return list(dict.fromkeys(signs))


class Glance(NamedTuple):
    """What the words of an article tell without a look at how they go together: rates of signs and of words that others are put for."""

    size: int
    signs: float
    words: float


class Look(NamedTuple):
    """How the words of an article go together.

    `strange`: pairs of words that are not known to meet, above what is to be expected; `askew`: the same of pairs with a small word like
    a preposition; `loose`: how much less than expected words belong together; `swapped`: how well other words in their places explain them.
    """

    strange: float
    askew: float
    loose: float
    swapped: float


class Verdict(NamedTuple):
    """`score` is 50 where an article begins to look spun, and 100 at most. `signs` are the strongest of its turns of phrase."""

    score: float
    signs: tuple[str, ...]

    @property
    def spun(self) -> bool:
        return self.score >= 50


@lru_cache(maxsize=4)
def verdict(article: Article, pairs: tuple[int, ...] | None = None) -> Verdict:
    """How much an article looks spun, by its first `MOST` characters; kept for the check that asks next. `pairs` is as in `Signs`."""
    if len(article.text) > MOST:
        return verdict(Article(article.text[:MOST]))
    if len(article.tokens) < FEWEST:  # the lists need not be read
        return Verdict(0.0, ())
    model = _model()
    telling = model.telling.intersection(article.vocabulary)
    signs = model.signs.found(article, pairs, telling)
    rates = partial(glance, signs=sum(map(model.signs.weights.__getitem__, signs)), others=weight_of(article.counts, model.words, telling))
    seen = rates(max(FEWEST, _fewest(article)))  # for most articles the number of words need not be known exactly
    if _weighed(model.first, seen.signs, seen.words) < 0:
        return Verdict(0.0, ())
    seen = rates(size_of(article.counts))
    if seen.size < FEWEST or _weighed(model.first, seen.signs, seen.words) < 0:
        return Verdict(0.0, ())
    score = _weighed(model.second, seen.signs, seen.words, *look(article.text, wording(), model.expected), shortness(seen.size))
    return Verdict(100 / (1 + math.exp(-score)), tuple(_strongest(signs, model.signs.weights)))


def signs_above(least: float, article: Article) -> list[str]:
    """The signs in an article that weigh no less than this."""
    known = _model().signs
    return [sign for sign in known.found(article) if known.weights[sign] >= least]


def weight_alone(word: str) -> float:
    """How much a word speaks for a machine by itself, as it is put for others oftener than it is written."""
    return _model().words.get(word, 0.0)


def sign_pairs() -> list[str]:
    """The two words of each longer sign by which it is looked for."""
    return sorted(map(" ".join, _model().signs.by_pair))


def glance(size: int, signs: float, others: float) -> Glance:
    """The rates in a text of so many words, given the weight of its signs and of the words that others are put for."""
    return Glance(size, signs / (size + 50), others / (size + 50))


def size_of(counts: Mapping[str, int]) -> int:
    """How many words of letters alone there are."""
    return sum(compress(counts.values(), map(str.isalpha, counts)))


def _fewest(article: Article) -> int:
    """No more than `size_of`, as if each other character stood in another word; a third of its work."""
    return len(article.tokens) - len(article.plain.encode("utf-8", "replace").translate(None, _LETTERS))


def weight_of(counts: Mapping[str, int], others: Mapping[str, float], words: Iterable[str]) -> float:
    """The weight of the words that others are put for, as often as they stand; `words` are those that may be among them."""
    return sum([others[word] * counts[word] for word in words if word in others])


def shortness(size: int) -> float:
    """What a text of so many words lacks in evidence."""
    return 100 / size


def look(text: str, known: Wording, expected: dict[tuple[int, int], tuple[float, float]]) -> Look:
    """How the words of a text go together, against what is expected of pairs of words as frequent as they are."""
    numbers = read(text, known)
    plain, bands, bond = function_words(known), bands_of(known), known.bond
    bonds: list[float | None] = [None] * (len(numbers) + 1)
    strange = askew = loose = 0.0
    pairs = full = half = 0
    for at, (first, second) in enumerate(pairwise(numbers), 1):
        if first is None or second is None:
            continue
        strength, met = bond(first, second)
        bonds[at] = strength
        unmet, usual = expected.get((bands[first], bands[second]), _UNSEEN)
        pairs += 1
        loose += usual - strength
        if first not in plain and second not in plain:
            full += 1
            strange += (not met) - unmet
        elif not (first in plain and second in plain):
            half += 1
            askew += (not met) - unmet
    kept = math.log(1 - _REPLACED)
    swapped = 0.0
    content = 0
    for at, number in enumerate(numbers):
        if number is not None and number not in plain:
            content += 1
            if (bonds[at] or 0.0) + (bonds[at + 1] or 0.0) >= _FITTING:
                swapped += kept
            elif others := put_for_others(numbers, bonds, at, known):
                swapped += math.log(1 - _REPLACED + _REPLACED * min(_TOO_MANY, sum([weight for weight, _ in others])))
            else:
                swapped += kept
    return Look(strange / (full + 10), askew / (half + 20), loose / (pairs + 30), swapped / (content + 10))


def read(text: str, known: Wording) -> list[int | None]:
    """The numbers of the words of a text, None for marks, names and words that are not known."""
    return list(map(known.numbers.get, _TOKEN.findall(text.replace("’", "'"))))


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """The words and marks that `read` sees, with where each begins and ends."""
    for match in _TOKEN.finditer(text.replace("’", "'")):
        yield match[0], match.start(), match.end()


def put_for_others(numbers: Sequence[int | None], bonds: Sequence[float | None], at: int, known: Wording) -> list[tuple[float, int]]:
    """The likeliest words that the one at this place may have been put for, each with how many times likelier it is there."""
    number, left, right = numbers[at], bonds[at], bonds[at + 1]
    assert number is not None
    before = numbers[at - 1] if left is not None else None
    after = numbers[at + 1] if right is not None else None
    chances, bond = known.chances, known.bond
    here = (left or 0.0) + (right or 0.0) + chances[number]
    found = []
    for other, share in known.put_for(number, _LIKELIEST):
        there = chances[other] - here
        if before is not None:
            there += bond(before, other)[0]
        if after is not None:
            there += bond(other, after)[0]
        found.append((share * 10 ** (there if there < _MOST else _MOST), other))
    return found


def unmet(first: int, second: int) -> float:
    """The share of pairs of words as frequent as these two that are not known to meet."""
    bands = bands_of(wording())
    return _model().expected.get((bands[first], bands[second]), _UNSEEN)[0]


@cache
def wording() -> Wording:
    """The model of words, mapped on first use."""
    return Wording(place("spun-wording.bin"))


@cache
def function_words(known: Wording) -> frozenset[int]:
    """The words that hold sentences together and are not replaced."""
    return frozenset(number for word in FUNCTION if (number := known.numbers.get(word)) is not None)


@cache
def bands_of(known: Wording) -> bytearray:
    """For each word how frequent it is, coarsely; 0 for function words."""
    return known.bands(function_words(known), lambda chance: min(12, round(-2 * chance)))


class _Model:
    """What was fitted: see benchmarks/verdict.py."""

    def __init__(self) -> None:
        self.signs = Signs(weights("spun-signs.txt", "|"))
        self.words = weights("spun-words.txt", " ")
        self.telling = self.signs.single.union(self.words)
        first, second, *self._expected = entries("spun-model.txt")
        self.first, self.second = _numbers(first), _numbers(second)

    @cached_property
    def expected(self) -> dict[tuple[int, int], tuple[float, float]]:
        found = {}
        for line in self._expected:
            first, second, unmet, usual = _numbers(line)
            found[int(first), int(second)] = unmet, usual
        return found


@cache
def _model() -> _Model:
    return _Model()


def _numbers(line: str) -> list[float]:
    return list(map(float, line.split("\t")[1].split()))


def weights(name: str, between: str) -> dict[str, float]:
    """A list of entries by weight: on each line a weight, and the entries that have it."""
    found: dict[str, float] = {}
    for line in entries(name):
        weight, _, members = line.partition("\t")
        found.update(dict.fromkeys(members.split(between), float(weight)))
    return found


def _weighed(weights: Sequence[float], *values: float) -> float:
    return weights[0] + sum(map(float.__mul__, weights[1:], values))


def _strongest(signs: Iterable[str], weights: dict[str, float]) -> list[str]:
    """The weightiest signs, turns of phrase before words."""
    telling = (sign for sign in signs if weights[sign] >= _TELLING)
    return sorted(telling, key=lambda sign: (" " not in sign, -weights[sign], -len(sign), sign))[:_SHOWN]
