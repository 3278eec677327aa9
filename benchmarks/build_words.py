#!/usr/bin/env python3
"""Build the word lists in `rules/` from named sources.

    build_words.py adjectives --wordnet DIR [--corpus FILE...]
    build_words.py nouns --wordnet DIR --corpus FILE...
    build_words.py verbs --wordnet DIR --corpus FILE...
    build_words.py spelling --wordnet DIR --corpus FILE... --words FILE...
    build_words.py spun [--corpus FILE...] [--bigrams FILE...]
    build_words.py wording --wordnet DIR
    build_words.py starts

`adjectives` writes `rules/adjectives.txt`: English words that are adjectives and no nouns, for the search after
noun phrases that lost their noun.
`nouns` and `verbs` write `rules/nouns.txt` and `rules/verbs.txt`: nouns that are counted, and verbs, that are hardly anything else.
`spelling` writes `rules/slips-spelling.txt`: misspellings of the words most used, none of which is a word. DIR holds the WordNet 3.0
data files (`index.adj`, `cntlist.rev`; in Debian the package wordnet-base); `lemminflect` must be installed. Both are wanted here only,
never when `repair` runs.

`spun` writes `rules/spun-*.txt` from the hand-written lists in `benchmarks/words/`: fixed expressions, what rewriting machines put
for a word, whole phrases. Of the expressions that swapping makes, those that people do write are listed as spared. `starts` writes the
last of these lists from the others: what to look for first.

`wording` writes `rules/spun-wording.bin`, the model of words behind `looks-spun`, from WordNet, the same hand-written lists, and the
language model of the package pocketsphinx 5.1.1, which must be installed for it, as must lemminflect. After it run `verdict.py`.

A words FILE holds words in ordinary use, each first in its line (such as symspellpy's list). A bigrams FILE holds pairs of words
in ordinary use, one a line. A corpus FILE is plain text, or JSON lines with a `text` field, of ordinary edited copy: a rare
adjective must occur in one, a spun phrase must not.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
RULES = HERE.parent / "rules"
WORDS = HERE / "words"

KINDS = ("noun", "verb", "adj", "adv")
SENSE = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
NEVER = (
    "own most next lesser other others such same few little many much several all each every either neither both any some no none".split()
)
FUNCTION = """
    about above across after against alone along apart away before behind below beneath beside beyond by down far for from
    in inside near of off on out outside over past round then through to together under up via what whatever which whichever
    within without
""".split()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    adjectives = commands.add_parser("adjectives")
    adjectives.add_argument("--wordnet", type=Path, required=True)
    nouns = commands.add_parser("nouns")
    nouns.add_argument("--wordnet", type=Path, required=True)
    verbs = commands.add_parser("verbs")
    verbs.add_argument("--wordnet", type=Path, required=True)
    spelling = commands.add_parser("spelling")
    spelling.add_argument("--wordnet", type=Path, required=True)
    spelling.add_argument("--words", type=Path, nargs="*", default=[])
    wording = commands.add_parser("wording")
    wording.add_argument("--wordnet", type=Path, required=True)
    spun = commands.add_parser("spun")
    spun.add_argument("--bigrams", type=Path, nargs="*", default=[])
    commands.add_parser("starts")
    for command in (adjectives, nouns, verbs, spelling, spun):
        command.add_argument("--corpus", type=Path, nargs="*", default=[])
    chosen = parser.parse_args(arguments)
    if chosen.command == "adjectives":
        build_adjectives(chosen.wordnet, chosen.corpus)
    elif chosen.command in ("nouns", "verbs"):
        lemmas = {kind: set(_lemmas(chosen.wordnet / f"index.{kind}")) for kind in KINDS}
        tagged = _counts(chosen.wordnet / "cntlist.rev")
        if chosen.command == "nouns":
            from nouns import build_nouns

            written = build_nouns(lemmas, tagged, texts(chosen.corpus), _entries("nouns-never.txt"), RULES / "nouns.txt")
        else:
            from verbs import build_verbs

            written = build_verbs(lemmas, tagged, texts(chosen.corpus), RULES / "verbs.txt")
        print(f"{written} {chosen.command}", file=sys.stderr)
    elif chosen.command == "spelling":
        from spelling import build_spelling

        by_hand = (WORDS / "misspellings.txt").read_text(encoding="utf-8").splitlines()
        known = _Known(chosen.wordnet, chosen.words)
        print(f"{build_spelling(texts(chosen.corpus), known, by_hand, RULES / 'slips-spelling.txt')} misspellings", file=sys.stderr)
    elif chosen.command == "wording":
        from wording import build_wording

        build_wording(chosen.wordnet, WORDS, RULES)
    elif chosen.command == "starts":
        from spun import build_starts

        build_starts(RULES)
    else:
        from spun import build_spun

        build_spun(WORDS, RULES, list(texts(chosen.corpus)), chosen.bigrams)
    return 0


def texts(paths: Iterable[Path]) -> Iterator[str]:
    """The texts of corpus files."""
    for path in paths:
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            for line in content.splitlines():
                yield json.loads(line)["text"]
        else:
            yield content


def build_adjectives(wordnet: Path, corpus: Iterable[Path]) -> None:
    from lemminflect import getAllLemmas, getInflection

    kinds = {kind: set(_lemmas(wordnet / f"index.{kind}")) for kind in ("noun", "adj")}
    counts = _counts(wordnet / "cntlist.rev")
    seen: collections.Counter[str] = collections.Counter()
    for text in texts(corpus):
        seen.update(re.findall(r"[a-z]+", text))
    left_out = {*NEVER, *FUNCTION, *_entries("adjectives-never.txt")}
    pure = {
        word
        for word in kinds["adj"]
        if len(word) > 2
        and word not in left_out
        and word not in kinds["noun"]
        and "NOUN" not in getAllLemmas(word)
        and not word.endswith(("est", "most", "ist"))
        and (seen[word] or sum(counts[word].values()))
    }
    compared = {
        form
        for word in pure | {word for word in _entries("adjectives-also-nouns.txt") if word in kinds["adj"]}
        if counts[word]["adj"] and len(word) <= 8
        for form in getInflection(word, "JJR")
        if form not in kinds["noun"] and form not in pure and seen[form] >= 2
    }
    pure = (pure - compared) | set(_entries("adjectives-after-the.txt"))
    after_a = (set(_entries("adjectives-also-nouns.txt")) | compared) - pure - left_out
    lines = [
        "# English adjectives that are no nouns; those marked * count only after a or an.",
        "# Built by benchmarks/build_words.py from WordNet 3.0, (c) 2006 Princeton University (see NOTICE).",
        *sorted([*pure, *(f"{word}*" for word in after_a)]),
    ]
    (RULES / "adjectives.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(pure)} adjectives, {len(after_a)} after an article", file=sys.stderr)


def _entries(name: str) -> list[str]:
    return [word for line in (WORDS / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#") for word in line.split()]


def _lemmas(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" ") and re.fullmatch(r"[a-z]+", word := line.split()[0]):
            yield word


class _Known:
    """Whatever is a word: to WordNet, to lemminflect, or to one of the files."""

    def __init__(self, wordnet: Path, files: Iterable[Path]) -> None:
        names = [name for kind in KINDS for name in (f"index.{kind}", f"{kind}.exc")]
        lines = [line for name in names for line in (wordnet / name).read_text(encoding="utf-8").splitlines()]
        self._words = {part for line in lines if not line.startswith(" ") for part in line.split()[0].split("_")}
        for file in files:
            self._words.update(line.split()[0] for line in file.read_text(encoding="utf-8-sig").splitlines() if line)

    def __contains__(self, word: object) -> bool:
        from lemminflect import getAllLemmas

        return word in self._words or bool(getAllLemmas(word))


def _counts(path: Path) -> collections.defaultdict[str, collections.Counter[str]]:
    """How often each lemma was tagged as each kind of word in WordNet's concordance."""
    counts: collections.defaultdict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _number, count = line.split()
        lemma, rest = key.split("%")
        counts[lemma][SENSE[rest[0]]] += int(count)
    return counts


if __name__ == "__main__":
    raise SystemExit(main())
