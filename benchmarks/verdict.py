"""Fit `looks-spun`, and measure it: `python benchmarks/verdict.py DIR [--write]`.

DIR holds `dev/spun.jsonl`, whose articles a rewriting machine went over, and `notspun`, `clean`, `raw_scraped` and `garbled` with
ordinary ones. With --write the outcome goes to `rules/spun-signs.txt`, `spun-words.txt` and `spun-model.txt`; no word of a text does:
the signs are those of `words/idioms.txt`, the texts give them weights only.

Every figure is taken on sites that had no part in the fit, spun sites weighted alike.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

from texts import data_folder, rows

from repair.checkers import spinning
from repair.checkers.spinning import FEWEST, Signs, glance, look, wording
from repair.text.article import Article

HERE = Path(__file__).resolve().parent
RULES = HERE.parent / "rules"
FOLDS = 10
PRIOR = 3.0  # occurrences that a sign is taken to have had at its ordinary rate
MOST_WORDS = 1500  # of one spun site
LEAST_WORD = 0.25
SHRINK = 100.0
LET_PASS = 0.1  # the share of ordinary texts that get more than a glance
FALSE_PER_1000 = 0.5

Table = dict[tuple[int, int], tuple[float, float]]


class Text(NamedTuple):
    """A text of DIR: where it is from, whether it is spun, and the signs it holds."""

    name: str
    site: str
    family: str
    dense: bool
    text: str
    signs: frozenset[str]
    count: int
    words: float

    @property
    def spun(self) -> bool:
        return bool(self.family)


class Seen(NamedTuple):
    """What the fit sees of a text, its signs' weight aside."""

    words: float
    strange: float
    loose: float
    swapped: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    idioms = sorted(idioms_of(HERE / "words/idioms.txt"))
    words = word_weights()
    texts = read(data_folder(chosen.data), idioms, words)
    expected = expectations(text.text for text in texts if not text.spun)
    with Pool(chosen.jobs) as pool:
        looks = pool.starmap(look_at, [(text.text, expected) for text in texts], 20)
    fit = Fit(texts, [Seen(text.words, *seen) for text, seen in zip(texts, looks, strict=True)])
    print(fit.report())
    if chosen.write:
        write(fit, words, expected)
    return 0


def look_at(text: str, expected: Table) -> tuple[float, float, float]:
    return tuple(look(text, wording(), expected))  # type: ignore[return-value]


def idioms_of(path: Path) -> set[str]:
    """The hand-written signs, as `Article.words` has them, with either apostrophe."""
    lines = {line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")}
    return lines | {line.replace("'", "’") for line in lines}


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


def read(folder: Path, idioms: Iterable[str], words: dict[str, float]) -> list[Text]:
    signs = Signs(dict.fromkeys(idioms, 1.0))
    found = []
    for name in ("spun", "notspun", "clean", "raw_scraped", "garbled"):
        for row in rows(folder / "dev" / f"{name}.jsonl"):
            spun = row.get("genre") == "spun"
            if spun and name != "spun":
                continue
            site = row.get("site") or row["source"]
            article = Article(row["text"])
            seen = glance(article.words, 0.0, words)
            if seen.size >= FEWEST:
                family = f"spun {site}" if spun else ""
                there = frozenset(sign.replace("’", "'") for sign in signs.found(article.words))
                found.append(Text(row["id"], site, family, row.get("level") != "light", row["text"], there, seen.size, seen.words))
    return found


def expectations(texts: Iterable[str]) -> Table:
    """For pairs of words by their frequency: the share that is not known to meet, and how well they belong together."""
    known = wording()
    bands, bond = spinning.bands_of(known), known.bond
    sums: defaultdict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for text in texts:
        numbers = spinning.read(text, known)
        for first, second in pairwise(numbers):
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
    """Two steps, each fitted on the sites that are left in: weights of signs, and a logistic model of all that is seen."""

    def __init__(self, texts: Sequence[Text], seen: Sequence[Seen]) -> None:
        self.texts, self.seen = texts, seen
        self.folds = [text.site if text.spun else zlib.crc32(text.site.encode()) % FOLDS for text in texts]

    @cached_property
    def ordinary(self) -> dict[object, tuple[Counter[str], int]]:
        """Signs and words of the ordinary texts of each fold."""
        found: dict[object, tuple[Counter[str], int]] = {fold: (Counter(), 0) for fold in range(FOLDS)}
        for text, fold in zip(self.texts, self.folds, strict=True):
            if not text.spun:
                counts, words = found[fold]
                counts.update(text.signs)
                found[fold] = counts, words + text.count
        return found

    @cached_property
    def spun(self) -> dict[object, tuple[Counter[str], int]]:
        """Signs and words of each spun site."""
        found: dict[object, tuple[Counter[str], int]] = {}
        for text in self.texts:
            if text.spun:
                counts, words = found.get(text.site, (Counter(), 0))
                found[text.site] = counts + Counter(text.signs), words + text.count
        return found

    def weights(self, left_out: Iterable[object] = ()) -> dict[str, float]:
        """The logarithm of how much more often spun texts hold each sign; heavy sites count as much as middling ones."""
        out = set(left_out)
        usual: Counter[str] = Counter()
        words = 0
        for fold, (counts, size) in self.ordinary.items():
            if fold not in out:
                usual.update(counts)
                words += size
        there: defaultdict[str, float] = defaultdict(float)
        room = 0.0
        for site, (counts, size) in self.spun.items():
            if site not in out:
                share = min(1.0, MOST_WORDS / size)
                room += size * share
                for sign, count in counts.items():
                    there[sign] += count * share
        found = {}
        for sign in {*usual, *there}:
            due = (usual[sign] + 1) / (words + 1000) * room
            found[sign] = round(math.log((there[sign] + PRIOR) / (due + PRIOR)), 1)
        return found

    def signed(self, out: Sequence[object]) -> list[float]:
        """The rate of signs of each text, by weights that neither its own site nor `out` had a part in."""
        weights = {fold: self.weights((*out, fold)) for fold in set(self.folds)}
        return [
            sum(weights[fold].get(sign, 0.0) for sign in text.signs) / (text.count + 50)
            for text, fold in zip(self.texts, self.folds, strict=True)
        ]

    @cached_property
    def judged(self) -> list[float]:
        """The final score of each text; one that a glance lets go has none to speak of."""
        first = self.scores("first")
        bar = self.glance_bar(first)
        return [score if low >= bar else -20.0 for score, low in zip(self.scores("second"), first, strict=True)]

    def scores(self, kind: str) -> list[float]:
        """The score of each text, by a model that its site had no part in."""
        signs = self.signed(())
        values = [self.values(kind, sign, seen) for sign, seen in zip(signs, self.seen, strict=True)]
        scores = [0.0] * len(values)
        for fold in sorted(set(self.folds), key=str):
            inside = [at for at, other in enumerate(self.folds) if other != fold]
            model = logistic([values[at] for at in inside], *self.targets(inside))
            for at, other in enumerate(self.folds):
                if other == fold:
                    scores[at] = weighed(model, values[at])
        return scores

    def values(self, kind: str, sign: float, seen: Seen) -> list[float]:
        return [sign, seen.words] if kind == "first" else [sign, *seen]

    def targets(self, inside: Sequence[int]) -> tuple[list[bool], list[float]]:
        """What each text is, and its weight: as much for all spun texts as for all others, shared alike between sites."""
        sites = Counter(self.texts[at].site for at in inside if self.texts[at].spun)
        others = len(inside) - sum(sites.values())
        is_spun = [self.texts[at].spun for at in inside]
        return is_spun, [others / len(sites) / sites[self.texts[at].site] if self.texts[at].spun else 1.0 for at in inside]

    def whole(self, kind: str) -> list[float]:
        """The model of all texts. A text's own site has no part in the weights of its signs, lest they promise too much."""
        values = [self.values(kind, sign, seen) for sign, seen in zip(self.signed(()), self.seen, strict=True)]
        return logistic(values, *self.targets(range(len(values))))

    def report(self) -> str:
        lines = []
        scores = self.judged
        bar = self.bar(scores)
        others = sorted((score for score, text in zip(scores, self.texts, strict=True) if not text.spun), reverse=True)
        lines.append(f"{len(others)} ordinary texts; bar {bar:.2f}")
        for false in (0, 1, 2, 3, 5, 10, 20):
            at = others[false]
            lines.append(
                f"| {false} | {1000 * false / len(others):.2f} | {self.recall(scores, at):.2f} | {self.recall(scores, at, True):.2f} |"
            )
        for score, text in sorted(zip(scores, self.texts, strict=True), reverse=True):
            if text.spun and text.site != "exploreweather":
                lines.append(f"{score - bar:6.2f} {text.name} {'' if text.dense else 'light'}")
        lines += [
            f"{score - bar:6.2f} {text.name} {text.site} {text.count}"
            for score, text in sorted(zip(scores, self.texts, strict=True), reverse=True)
            if not text.spun
        ][:15]
        return "\n".join(lines)

    def bar(self, scores: Sequence[float]) -> float:
        """The score that few enough ordinary texts reach."""
        others = sorted((score for score, text in zip(scores, self.texts, strict=True) if not text.spun), reverse=True)
        return others[int(FALSE_PER_1000 * len(others) / 1000)] + 0.01

    def glance_bar(self, scores: Sequence[float]) -> float:
        """The score of a first glance that few enough ordinary texts reach."""
        others = sorted((score for score, text in zip(scores, self.texts, strict=True) if not text.spun), reverse=True)
        return others[int(LET_PASS * len(others))]

    def recall(self, scores: Sequence[float], bar: float, by_article: bool = False) -> float:
        sites: defaultdict[str, list[bool]] = defaultdict(list)
        for score, text in zip(scores, self.texts, strict=True):
            if text.spun and text.dense:
                sites["" if by_article else text.site].append(score > bar)
        return sum(sum(found) / len(found) for found in sites.values()) / len(sites)


def logistic(values: Sequence[Sequence[float]], is_spun: Sequence[bool], weights: Sequence[float]) -> list[float]:
    """The intercept and coefficients of a ridge logistic regression over standardised values, in the values' own units."""
    size = len(values[0])
    means = [sum(column) / len(values) for column in zip(*values, strict=True)]
    spreads = [
        math.sqrt(sum((x - mean) ** 2 for x in column) / len(values)) or 1.0
        for column, mean in zip(zip(*values, strict=True), means, strict=True)
    ]
    scaled = [[1.0, *((x - mean) / spread for x, mean, spread in zip(row, means, spreads, strict=True))] for row in values]
    found = [0.0] * (size + 1)
    for _ in range(12):
        gradient = [-SHRINK * w if at else 0.0 for at, w in enumerate(found)]
        curve = [[SHRINK if a == b and a else 0.0 for b in range(size + 1)] for a in range(size + 1)]
        for row, target, weight in zip(scaled, is_spun, weights, strict=True):
            chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(map(float.__mul__, found, row))))))
            slope = weight * max(chance * (1 - chance), 1e-6)
            pull = weight * (target - chance)
            for a, x in enumerate(row):
                gradient[a] += pull * x
                for b, y in enumerate(row):
                    curve[a][b] += slope * x * y
        step = solved(curve, gradient)
        found = [w + d for w, d in zip(found, step, strict=True)]
    slopes = [w / spread for w, spread in zip(found[1:], spreads, strict=True)]
    return [found[0] - sum(map(float.__mul__, slopes, means)), *slopes]


def solved(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The solution of a system of linear equations, by elimination."""
    table = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(len(table)):
        best = max(range(at, len(table)), key=lambda row: abs(table[row][at]))
        table[at], table[best] = table[best], table[at]
        table[at] = [x / table[at][at] for x in table[at]]
        for row in range(len(table)):
            if row != at:
                table[row] = [x - table[row][at] * y for x, y in zip(table[row], table[at], strict=True)]
    return [row[-1] for row in table]


def weighed(model: Sequence[float], values: Sequence[float]) -> float:
    return model[0] + sum(map(float.__mul__, model[1:], values))


def write(fit: Fit, words: dict[str, float], expected: Table) -> None:
    signs = {sign: weight for sign, weight in fit.weights().items() if weight}
    signs.update({sign.replace("'", "’"): weight for sign, weight in signs.items()})
    _write("spun-signs.txt", "turns of phrase that rewriting machines love, by their weight", _by_weight(signs, "|"))
    _write(
        "spun-words.txt", "words by how often they would be put for a synonym, against how often they are written", _by_weight(words, " ")
    )
    lines = []
    for kind, bar in (("first", fit.glance_bar(fit.scores("first"))), ("second", fit.bar(fit.judged))):
        intercept, *slopes = fit.whole(kind)
        lines.append(f"{kind}\t" + " ".join(f"{value:.4g}" for value in (intercept - bar, *slopes)))
    lines += [f"pair\t{a} {b} {unmet:g} {usual:g}" for (a, b), (unmet, usual) in expected.items()]
    digest = hashlib.sha256((RULES / "spun-wording.bin").read_bytes()).hexdigest()
    lines.insert(0, f"# Fitted with spun-wording.bin, sha256 {digest}")
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
