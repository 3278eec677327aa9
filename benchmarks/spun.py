"""The word lists behind `spun-phrase`: fixed expressions, substitutes, whole phrases, and what people do write."""

from __future__ import annotations

import itertools
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

COMMON = frozenset("a an and as at be because by every first for from in is most new not of on one the to up will with".split())
WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")


def build_spun(words: Path, rules: Path, corpus: Sequence[str], bigrams: Iterable[Path]) -> None:
    """Write the five lists. `bigrams` are files of word pairs in ordinary use, one a line, with anything after them."""
    written = dict(_collocations(words / "collocations.txt"))
    collocations = {pair: entry for pair, entry in _in_plural(written) if pair not in written} | written
    substitutes = _substitutes(words / "substitutes.txt", {word for pair in collocations for word in pair})
    plain = _substitutes(words / "plain-synonyms.txt", {word for pair in collocations for word in pair})
    seen = _seen(bigrams)
    texts = [" ".join(WORD.findall(text.lower())) for text in corpus]
    phrases = dict(_phrases(words / "phrases.txt"))
    grams = _grams(texts)
    used = frozenset(_lines(words / "used.txt"))
    spared = sorted(
        phrase
        for phrase in set(_swapped(collocations, substitutes))
        if phrase in used or _is_used(phrase, seen, grams) or tuple(phrase.split()) in collocations
    )
    kept = {phrase: original for phrase, original in phrases.items() if "\tname" in original or not _is_used(phrase, seen, grams)}
    entries = {entry for _, entry in _collocations(words / "collocations.txt")} | {*collocations.values()}
    _write(
        rules / "spun-collocations.txt",
        "words of fixed expressions, with the expressions that end and that begin with them",
        [f"{word}\t{'|'.join(ends)}\t{'|'.join(begins)}" for word, ends, begins in _by_word(sorted(entries))],
    )
    _write(
        rules / "spun-substitutes.txt",
        "what rewriting machines put, and the words it is put for; after ~ only in names",
        sorted(
            f"{sub}\t{'|'.join(sorted('~' * (original in plain.get(sub, ())) + original for original in originals))}"
            for sub, originals in substitutes.items()
        ),
    )
    _write(rules / "spun-spared.txt", "swapped expressions that people do write", spared)
    _write(rules / "spun-phrases.txt", "whole phrases that rewriting machines put", sorted(f"{k}\t{v}" for k, v in kept.items()))
    build_starts(rules)
    print(f"{len(collocations)} expressions, {len(substitutes)} substitutes, {len(spared)} spared, {len(kept)} phrases", file=sys.stderr)


def build_starts(rules: Path) -> None:
    """Write the list of what to look for first, from the other four."""
    _write(
        rules / "spun-starts.txt",
        "two or three neighbouring words of each phrase that the other lists make: the first, and the second:third behind it",
        [
            f"{first}\t{' '.join(':'.join((second, *sorted(thirds))) for second, thirds in sorted(seconds.items()))}"
            for first, seconds in sorted(starts(rules).items())
        ],
    )


def starts(rules: Path) -> dict[str, dict[str, set[str]]]:
    """Of each phrase two neighbouring words, or the rarest three: the thirds by the first and the second; none where two are all."""
    terms, names = set(), set()
    for line in _lines(rules / "spun-collocations.txt"):
        for entry in filter(None, line.split("\t")[2].split("|") if line.count("\t") == 2 else ()):
            left, right = entry.lower().replace("-", " ").split(" ")
            (terms if entry[0].islower() else names).add((left, right))
    substitutes: dict[str, set[str]] = {}
    in_names: dict[str, set[str]] = {}
    for line in _lines(rules / "spun-substitutes.txt"):
        swap, originals = line.split("\t")
        in_names[swap] = {original.lstrip("~") for original in originals.split("|")}
        substitutes[swap] = {original for original in originals.split("|") if original[0] != "~"}
    swapped = {*_swapped(terms, substitutes), *_swapped(names, in_names)} - set(_lines(rules / "spun-spared.txt"))
    phrases = [phrase.split(" ") for phrase in swapped.union(line.split("\t")[0] for line in _lines(rules / "spun-phrases.txt"))]
    found: dict[str, dict[str, set[str]]] = {}
    whole = set()
    for words in phrases:
        if all(map(WORD.fullmatch, words)):
            first, second, *third = max(itertools.pairwise(words) if len(words) == 2 else _threes(words), key=_rarity)
            found.setdefault(first, {}).setdefault(second, set()).update(third)
            if not third:
                whole.add((first, second))
    for first, second in whole:
        found[first][second].clear()
    return found


def _threes(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(words, words[1:], words[2:], strict=False)


def _rarity(words: tuple[str, ...]) -> tuple[int, int]:
    return -len(COMMON.intersection(words)), max(map(len, words))


def _write(path: Path, what: str, lines: Sequence[str]) -> None:
    head = f"# {what[0].upper()}{what[1:]}. Built by benchmarks/build_words.py; edit its sources.\n"
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def _collocations(path: Path) -> Iterator[tuple[tuple[str, str], str]]:
    """Each pair in lower case and how it is written; names win over terms only where they stand alone."""
    for line in _lines(path):
        if "-" in line:
            yield tuple(line.lower().split("-", 1)), line
            continue
        first, _, second = line.partition(" ")
        for left in first.split("/"):
            for right in second.split("/"):
                pair = (left.lower(), right.lower())
                if " " not in right:
                    yield pair, f"{left} {right}"


def _by_word(entries: Sequence[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    ends: defaultdict[str, list[str]] = defaultdict(list)
    begins: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        left, right = entry.lower().replace("-", " ").split(" ")
        begins[left].append(entry)
        ends[right].append(entry)
    for word in sorted({*ends, *begins}):
        yield word, ends[word], begins[word]


def _in_plural(written: dict[tuple[str, str], str]) -> Iterator[tuple[tuple[str, str], str]]:
    for (left, right), entry in written.items():
        if entry.islower() and not right.endswith("s"):
            yield (left, _plural(right)), entry[: -len(right)] + _plural(right)


def _substitutes(path: Path, wanted: set[str]) -> dict[str, set[str]]:
    """What is put, and the words it is put for: in the plural too, where an expression has that."""
    put: defaultdict[str, set[str]] = defaultdict(set)
    for line in _lines(path):
        original, _, swaps = line.partition(":")
        if "|" in original:
            continue
        for swap in swaps.split():
            swap = " ".join(swap.replace("|", " ").replace("-", " ").split())
            if original in wanted and swap != original and len(swap) > 2:
                put[swap].add(original)
            if _plural(original) in wanted and not swap.endswith(("ing", "s")):
                put[_plural(swap)].add(_plural(original))
    return {swap: originals for swap, originals in put.items() if len(swap) > 2}


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _phrases(path: Path) -> Iterator[tuple[str, str]]:
    for line in _lines(path):
        phrase, _, original = line.partition(" = ")
        if not original.endswith("?"):
            strict = original.endswith("!")
            yield (
                " ".join(WORD.findall(phrase.lower())),
                original.rstrip("! ") + ("\tname" if strict else ""),
            )


def _swapped(collocations: Iterable[tuple[str, str]], substitutes: dict[str, set[str]]) -> Iterator[str]:
    """Every expression with one word or both swapped."""
    put_for: defaultdict[str, list[str]] = defaultdict(list)
    for swap, originals in substitutes.items():
        for original in originals:
            put_for[original].append(swap)
    for left, right in collocations:
        for first in (left, *put_for[left]):
            for second in (right, *put_for[right]):
                if (first, second) != (left, right):
                    yield f"{first} {second}"


def _seen(paths: Iterable[Path]) -> set[str]:
    return {" ".join(line.split()[:2]).lower() for path in paths for line in path.read_text(encoding="utf-8-sig").splitlines()}


def _grams(texts: Sequence[str]) -> set[str]:
    """All runs of two to four words of the texts."""
    found = set()
    for text in texts:
        words = text.split()
        for size in (2, 3, 4):
            found.update(" ".join(words[at : at + size]) for at in range(len(words) - size + 1))
    return found


def _is_used(phrase: str, seen: set[str], grams: set[str]) -> bool:
    """True where the texts hold the phrase, or, for a short one, where all its pairs of words are in ordinary use."""
    words = phrase.split()
    if " ".join(words[:4]) in grams:
        return True
    return len(words) <= 3 and all(f"{a} {b}" in seen for a, b in itertools.pairwise(words))
