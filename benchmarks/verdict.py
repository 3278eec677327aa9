"""Fit `looks-spun`, and measure it: `python benchmarks/verdict.py DIR --wordnet DIR [--write]`.

DIR holds `dev/spun.jsonl`, whose articles a rewriting machine went over, and `notspun`, `clean`, `raw_scraped` and `garbled` with
ordinary ones. With --write the outcome goes to `rules/spun-signs.txt`, `spun-words.txt` and `spun-model.txt`; no word of a text does:
the signs are those of `words/idioms.txt`, the texts give them weights only.

Beside the articles that were found spun, the fit learns from ordinary ones that two machines of our own rewrote (`spinners.py`, with
WordNet's data files), each taken as one more site, and from pieces of all articles, so that it knows how little a short text tells.

Every figure is taken on sites that had no part in the fit, or on a kind of machine that had none; spun sites are weighted alike.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

from logistic import fitted, weighed
from spinners import RATES, machines, piece, rewritten
from texts import data_folder, rows
from wording import thesaurus

from repair.checkers import spinning
from repair.checkers.spinning import FEWEST, Signs, glance, look, shortness, size_of, weight_of, wording
from repair.text.article import Article

HERE = Path(__file__).resolve().parent
RULES = HERE.parent / "rules"
FOLDS = 10
PRIOR = 3.0  # occurrences that a sign is taken to have had at its ordinary rate
BELIEF = 3.0  # times as many, for a sign that nobody writes: it is listed as machines are known to love it
RARE = 2.0  # occurrences in a million ordinary words that halve this belief
MOST_WORDS = 1500  # of one spun site
LEAST_WORD = 0.25
SHRINK = 100.0
LET_PASS = 0.1  # the share of ordinary articles that get more than a glance
FALSE_PER_1000 = 0.5
MARGIN = 0.3  # kept above the ordinary article that sets the bar
MADE = 120  # articles that each machine of ours rewrites
PIECES = (110, 150, 200)
MANNERS = {  # how the machine behind a site works, told by its copy: most translate to and fro
    "dictionary": ("ilsum",),
    "reshaping": ("exploreweather", "gminsights", "hivcrispr", "orc20"),
}

Table = dict[tuple[int, int], tuple[float, float]]


class Text(NamedTuple):
    """A text to fit on or to measure on; `machine` is the kind that went over it, if any."""

    name: str
    site: str
    machine: str
    dense: bool
    whole: bool
    text: str
    signs: frozenset[str]
    size: int
    words: float

    @property
    def found(self) -> bool:
        """True for an article that a machine of others went over."""
        return bool(self.machine) and self.site != self.machine


class Seen(NamedTuple):
    """What the second model sees of a text beside its signs."""

    words: float
    strange: float
    askew: float
    loose: float
    swapped: float
    short: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("--wordnet", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    words = word_weights()
    reader = Reader(idioms_of(HERE / "words/idioms.txt"), words)
    texts = list(reader.articles(data_folder(chosen.data)))
    expected = expectations(text.text for text in texts if not text.machine)
    texts += [*reader.made(texts, machines(thesaurus(chosen.wordnet))), *reader.pieces(texts)]
    with Pool(chosen.jobs) as pool:
        looks = pool.starmap(looked, [(text.text, expected) for text in texts], 20)
    seen = [Seen(text.words, *how, shortness(text.size)) for text, how in zip(texts, looks, strict=True)]
    fit = Fit(texts, seen, reader.signs.weights)
    print("\n".join(report(fit)))
    if chosen.write:
        write(fit, words, expected)
    return 0


def looked(text: str, expected: Table) -> tuple[float, ...]:
    return tuple(look(text, wording(), expected))


def idioms_of(path: Path) -> set[str]:
    """The hand-written signs."""
    return {line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")}


def word_weights() -> dict[str, float]:
    """How much a word speaks for a machine by itself: how often it would be put for its originals, against how often it is written."""
    known = wording()
    plain = spinning.function_words(known)
    found = {}
    for number, word in enumerate(known.words):
        if number not in plain:
            put = sum(share * 10 ** (known.chances[other] - known.chances[number]) for other, share in known.put_for(number))
            weight = math.log(1 + 0.1 / 0.9 * min(put, 100))
            if weight >= LEAST_WORD:
                found[word] = round(weight, 1)
    return found


class Reader:
    """Makes `Text`s, with what a glance sees of them."""

    def __init__(self, idioms: Iterable[str], words: dict[str, float]) -> None:
        self.signs = Signs(dict.fromkeys(idioms, 1.0))
        self.words = words

    def text(self, name: str, site: str, machine: str, text: str, dense: bool = True, whole: bool = True) -> Text:
        article = Article(text)
        seen = glance(size_of(article.counts), 0.0, weight_of(article.counts, self.words, article.counts))
        there = frozenset(self.signs.found(article))
        return Text(name, site, machine, dense, whole, text, there, seen.size, seen.words)

    def articles(self, folder: Path) -> Iterator[Text]:
        """Articles as they are. Those of `garbled` that are spun are left out of the fit."""
        manners = {site: manner for manner, sites in MANNERS.items() for site in sites}
        for name in ("spun", "notspun", "clean", "raw_scraped", "garbled"):
            for row in rows(folder / "dev" / f"{name}.jsonl"):
                spun = row.get("genre") == "spun"
                if spun == (name == "spun"):
                    site = row.get("site") or row["source"]
                    machine = manners.get(site, "to and fro") if spun else ""
                    text = self.text(row["id"], site, machine, row["text"], dense=row.get("level") != "light")
                    if text.size >= FEWEST:
                        yield text

    def made(self, texts: Sequence[Text], machines: Mapping[str, Mapping[str, list[str]]]) -> Iterator[Text]:
        """Ordinary articles as machines of our own would have them."""
        ordinary = [text for text in texts if not text.machine]
        for machine, puts in sorted(machines.items()):
            for number, text in enumerate(random.Random(machine).sample(ordinary, MADE)):
                spun = rewritten(text.text, puts, RATES[number % len(RATES)], number)
                yield self.text(f"{text.name} by {machine}", machine, machine, spun)

    def pieces(self, texts: Sequence[Text]) -> Iterator[Text]:
        """Of each article a piece, of spun ones several."""
        for number, text in enumerate(texts):
            for size in PIECES if text.machine else PIECES[number % len(PIECES) :][:1]:
                part = piece(text.text, size, number)
                short = self.text(text.name, text.site, text.machine, part, text.dense, whole=False)
                if short.size >= FEWEST:
                    yield short


def expectations(texts: Iterable[str]) -> Table:
    """For pairs of words by their frequency: the share that is not known to meet, and how well they belong together."""
    known = wording()
    bands, bond = spinning.bands_of(known), known.bond
    sums: defaultdict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for text in texts:
        for first, second in pairwise(spinning.read(text, known)):
            if first is not None and second is not None:
                strength, met = bond(first, second)
                for key in ((bands[first], bands[second]), (-1, -1)):
                    entry = sums[key]
                    entry[0] += 1
                    entry[1] += not met
                    entry[2] += strength
    count, unmet, usual = sums.pop((-1, -1))
    return {
        key: (round((entry[1] + 20 * unmet / count) / (entry[0] + 20), 3), round((entry[2] + 20 * usual / count) / (entry[0] + 20), 3))
        for key, entry in sorted(sums.items())
    }


class Fit:
    """Weights of signs, and two models that weigh them with all else: one for a glance, one for a look."""

    def __init__(self, texts: Sequence[Text], seen: Sequence[Seen], signs: Iterable[str]) -> None:
        self.texts, self.seen, self.signs = texts, seen, tuple(signs)
        self.own = [text.site if text.machine else zlib.crc32(text.site.encode()) % FOLDS for text in texts]

    @cached_property
    def counts(self) -> dict[object, tuple[Counter[str], int]]:
        """Signs and words of each fold of ordinary articles and of each site of found ones."""
        found: dict[object, tuple[Counter[str], int]] = {}
        for text, own in zip(self.texts, self.own, strict=True):
            if text.whole and (text.found or not text.machine):
                signs, size = found.get(own, (Counter(), 0))
                found[own] = signs + Counter(text.signs), size + text.size
        return found

    def weights(self, left_out: Iterable[object] = ()) -> dict[str, float]:
        """The logarithm of how much oftener found articles hold each sign than ordinary ones; heavy sites count as middling ones.

        A sign that no found article holds says nothing, or what it says by being listed.
        """
        out = set(left_out)
        usual: Counter[str] = Counter()
        there: defaultdict[str, float] = defaultdict(float)
        words, room = 0, 0.0
        for own, (signs, size) in self.counts.items():
            if own in out:
                continue
            if isinstance(own, int):
                usual.update(signs)
                words += size
            else:
                share = min(1.0, MOST_WORDS / size)
                room += size * share
                for sign, count in signs.items():
                    there[sign] += count * share
        return {sign: self._weight(there[sign], (usual[sign] + 1) / (words + 1000), room) for sign in self.signs}

    @staticmethod
    def _weight(there: float, rate: float, room: float) -> float:
        prior = PRIOR * (1 + (BELIEF - 1) / (1 + rate * 1e6 / RARE))
        weight = round(math.log((there + prior) / (rate * room + PRIOR)), 1)
        return weight if there else max(0.0, weight)

    def values(self, kind: str, left_out: Iterable[object] = ()) -> list[list[float]]:
        """What a model sees of each text, signs weighed without the text's own site and those left out."""
        weights = {own: self.weights({own, *left_out}) for own in set(self.own)}
        signs = [
            sum(weights[own].get(sign, 0.0) for sign in text.signs) / (text.size + 50)
            for text, own in zip(self.texts, self.own, strict=True)
        ]
        return [[sign, seen.words] if kind == "first" else [sign, *seen] for sign, seen in zip(signs, self.seen, strict=True)]

    def model(self, values: Sequence[Sequence[float]], inside: Sequence[int]) -> list[float]:
        """Fitted so that spun texts weigh as much as the others, each site of them alike."""
        sites = Counter(self.texts[at].site for at in inside if self.texts[at].machine)
        others = len(inside) - sum(sites.values())
        weights = [others / len(sites) / sites[text.site] if (text := self.texts[at]).machine else 1.0 for at in inside]
        return fitted([values[at] for at in inside], [bool(self.texts[at].machine) for at in inside], weights, SHRINK)

    def scores(self, kind: str) -> list[float]:
        """The score of each text, by a model that its site had no part in."""
        values = self.values(kind)
        scores = [0.0] * len(values)
        for own in sorted(set(self.own), key=str):
            model = self.model(values, [at for at, other in enumerate(self.own) if other != own])
            for at, other in enumerate(self.own):
                if other == own:
                    scores[at] = weighed(model, values[at])
        return scores

    @cached_property
    def first(self) -> list[float]:
        return self.scores("first")

    @cached_property
    def caution(self) -> float:
        """How much the score is lowered for shortness, so that pieces of ordinary articles are as safe as whole ones."""
        return next(caution for caution in map(float, range(20)) if self.false_pieces(self.lowered(caution)) <= 2 * FALSE_PER_1000)

    @cached_property
    def judged(self) -> list[float]:
        """The final score of each text."""
        return self.lowered(self.caution)

    @cached_property
    def second(self) -> list[float]:
        return self.scores("second")

    def lowered(self, caution: float) -> list[float]:
        """The scores of the second model, lowered for shortness; a text that a glance lets go has none to speak of."""
        bar = at_most(LET_PASS, self.ordinary(self.first))
        return [
            score - caution * seen.short if low > bar else -20.0
            for score, low, seen in zip(self.second, self.first, self.seen, strict=True)
        ]

    def false_pieces(self, scores: Sequence[float]) -> float:
        """Of a thousand pieces of ordinary articles, how many are above the bar of whole ones."""
        pieces = self.ordinary(scores, whole=False)
        return 1000 * sum(score > at_most(FALSE_PER_1000 / 1000, self.ordinary(scores)) for score in pieces) / len(pieces)

    def without(self, machine: str) -> tuple[float, float]:
        """Recall on a kind of machine that had no part in the fit, by site and by article, at the bar of that fit."""
        out = {text.site for text in self.texts if text.machine == machine}
        inside = [at for at, text in enumerate(self.texts) if text.machine != machine]
        scores = []
        for kind, share in (("first", LET_PASS), ("second", FALSE_PER_1000 / 1000)):
            values = self.values(kind, out)
            model = self.model(values, inside)
            found = [weighed(model, value) for value in values]
            bar = at_most(share, self.ordinary(found))
            scores.append([score - bar for score in found])
        least = [min(pair) for pair in zip(*scores, strict=True)]
        of = lambda text: text.machine == machine  # noqa: E731
        return self.recall(least, 0.0, of), self.recall(least, 0.0, of, by_article=True)

    def ordinary(self, scores: Sequence[float], whole: bool = True) -> list[float]:
        """The scores of ordinary articles, or of pieces of them, highest first."""
        return sorted(
            (score for score, text in zip(scores, self.texts, strict=True) if not text.machine and text.whole == whole), reverse=True
        )

    def recall(
        self, scores: Sequence[float], bar: float, of: Callable[[Text], bool], by_article: bool = False, whole: bool = True
    ) -> float:
        """The share of dense texts above the bar, sites weighted alike unless told otherwise."""
        sites: defaultdict[str, list[bool]] = defaultdict(list)
        for score, text in zip(scores, self.texts, strict=True):
            if text.machine and text.dense and text.whole == whole and of(text):
                sites["" if by_article else text.site].append(score > bar)
        return sum(sum(found) / len(found) for found in sites.values()) / len(sites)


def at_most(share: float, falling: Sequence[float]) -> float:
    """The score that no more than this share of scores, highest first, exceeds."""
    return falling[int(share * len(falling))]


def report(fit: Fit) -> Iterator[str]:
    """The figures, as Markdown."""
    judged, ordinary = fit.judged, fit.ordinary(fit.judged)
    found: Callable[[Text], bool] = lambda text: text.found  # noqa: E731
    yield f"Of {len(ordinary)} ordinary articles:\n"
    yield "| false | per 1,000 | recall, sites alike | recall, articles |\n| ---: | ---: | ---: | ---: |"
    for false in (0, 1, 2, 3, 5, 10):
        cells = (fit.recall(judged, ordinary[false], found), fit.recall(judged, ordinary[false], found, by_article=True))
        yield f"| {false} | {1000 * false / len(ordinary):.2f} | {cells[0]:.2f} | {cells[1]:.2f} |"
    bar = at_most(FALSE_PER_1000 / 1000, ordinary) + MARGIN
    yield "\n| machine | recall, other sites known | machine unknown | of it, articles |\n| --- | ---: | ---: | ---: |"
    for machine in sorted({text.machine for text in fit.texts if text.machine}):
        by_site, by_article = fit.without(machine)
        known = fit.recall(judged, bar, lambda text: text.machine == machine)  # noqa: B023
        yield f"| {machine} | {known:.2f} | {by_site:.2f} | {by_article:.2f} |"
    pieces = fit.ordinary(judged, whole=False)
    said = sum(score > bar for score in pieces)
    share = fit.recall(judged, bar, found, by_article=True, whole=False)
    yield f"\nPieces of {PIECES} words: {said} of {len(pieces)} ordinary ones are said to be spun, and {share:.2f} of the spun ones."
    passed = sum(score > at_most(LET_PASS, fit.ordinary(fit.first)) for score in fit.ordinary(fit.first))
    yield f"A glance lets {passed} ordinary articles pass; the bar is {bar:.2f}, caution {fit.caution:g}.\n"
    by_score = sorted(zip(judged, fit.texts, strict=True), reverse=True)
    yield from (
        f"  {score - bar:6.2f} {text.name}" for score, text in [pair for pair in by_score if not pair[1].machine and pair[1].whole][:12]
    )
    yield from (
        f"  {score - bar:6.2f} spun: {text.name}" for score, text in [pair for pair in by_score if pair[1].found and pair[1].whole][-12:]
    )


def write(fit: Fit, words: dict[str, float], expected: Table) -> None:
    signs = {sign: weight for sign, weight in fit.weights().items() if weight}
    _write("spun-signs.txt", "turns of phrase that rewriting machines love, by their weight", _by_weight(signs, "|"))
    _write(
        "spun-words.txt", "words by how often they would be put for a synonym, against how often they are written", _by_weight(words, " ")
    )
    digest = hashlib.sha256((RULES / "spun-wording.bin").read_bytes()).hexdigest()
    lines = [f"# Fitted with spun-wording.bin, sha256 {digest}"]
    bars = {
        "first": at_most(LET_PASS, fit.ordinary(fit.first)),
        "second": at_most(FALSE_PER_1000 / 1000, fit.ordinary(fit.judged)) + MARGIN,
    }
    for kind, bar in bars.items():
        intercept, *slopes = fit.model(fit.values(kind), range(len(fit.texts)))
        slopes[-1] -= fit.caution if kind == "second" else 0.0
        lines.append(f"{kind}\t" + " ".join(f"{value:.4g}" for value in (intercept - bar, *slopes)))
    lines += [f"pair\t{a} {b} {unmet:g} {usual:g}" for (a, b), (unmet, usual) in expected.items()]
    _write("spun-model.txt", "what `looks-spun` weighs, and what is expected of pairs of words by their frequency", lines)


def _by_weight(entries: dict[str, float], between: str) -> list[str]:
    groups: defaultdict[float, list[str]] = defaultdict(list)
    for entry, weight in entries.items():
        groups[weight].append(entry)
    return [f"{weight:g}\t{between.join(sorted(groups[weight]))}" for weight in sorted(groups)]


def _write(name: str, what: str, lines: Sequence[str]) -> None:
    head = f"# {what[0].upper()}{what[1:]}. Built by benchmarks/verdict.py.\n"
    (RULES / name).write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines)} lines", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
