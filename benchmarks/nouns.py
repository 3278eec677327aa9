"""The nouns that `noun-number` and `verb-number` go by: see `build_words.py nouns`."""

from __future__ import annotations

import collections
import re
from collections.abc import Iterable
from pathlib import Path

_RARE = 3
_MOSTLY, _OFTEN = 0.8, 0.4
_COUNTED = 0.05


def build_nouns(
    lemmas: dict[str, set[str]],
    tagged: collections.defaultdict[str, collections.Counter[str]],
    texts: Iterable[str],
    never: Iterable[str],
    path: Path,
) -> int:
    """Write nouns that are hardly ever anything else and that are counted, each with its plural; returns how many.

    Marked * are those that are often verbs.

    `lemmas` are WordNet's for each kind of word, `tagged` tells how often each was tagged as which kind. A noun must occur in the
    texts, in small letters, at least three times, its plural twice and in one of twenty cases.
    """
    from lemminflect import getInflection

    seen: collections.Counter[str] = collections.Counter()
    for text in texts:
        seen.update(re.findall(r"(?<![\w'’-])[a-z]+(?![\w'’-])", text))
    left_out = set(never)
    lines = []
    for word, times in seen.items():
        if times < _RARE or len(word) < 3 or word.endswith("ing") or word not in lemmas["noun"] or word in left_out:
            continue
        total = sum(tagged[word].values())
        if tagged[word]["noun"] < _OFTEN * total or tagged[word]["adj"] > (1 - _MOSTLY) / 2 * total:
            continue
        if not total and any(word in lemmas[kind] for kind in ("verb", "adj", "adv")):
            continue
        mark = "" if tagged[word]["noun"] >= _MOSTLY * total else "*"
        plurals = [form for form in getInflection(word, "NNS") if form != word and form not in left_out]
        if plurals and seen[plurals[0]] >= 2 and seen[plurals[0]] > _COUNTED * times:
            lines.append(f"{word}{mark}\t{plurals[0]}")
    header = [
        "# English nouns that are counted and hardly ever anything else, with their plurals; those marked * are often verbs.",
        "# Built by benchmarks/build_words.py from WordNet 3.0, (c) 2006 Princeton University (see NOTICE).",
    ]
    path.write_text("\n".join([*header, *sorted(lines)]) + "\n", encoding="utf-8")
    return len(lines)
