"""The verbs that `helped-verb` goes by: see `build_words.py verbs`."""

from __future__ import annotations

import collections
import re
from collections.abc import Iterable
from pathlib import Path

_MOST = 400
_PURE = 0.97
_TAGGED = 5
_SAME = frozenset(
    "beat become broadcast burst cast come cost cut hit hurt let offset overcome put quit read rid run set shut split spread upset".split()
)
_NEVER = frozenset("be do drag except go have help mix need please quote thank want".split())


def build_verbs(
    lemmas: dict[str, set[str]], tagged: collections.defaultdict[str, collections.Counter[str]], texts: Iterable[str], path: Path
) -> int:
    """Write the verbs most used in the texts that are hardly ever anything else, each in five forms; returns how many."""
    from lemminflect import getInflection

    seen: collections.Counter[str] = collections.Counter()
    for text in texts:
        seen.update(re.findall(r"(?<![\w'’-])[a-z]+(?![\w'’-])", text))
    lines: list[str] = []
    for word, _ in seen.most_common():
        if word not in lemmas["verb"] or word in _SAME | _NEVER or len(lines) == _MOST:
            continue
        total = sum(tagged[word].values())
        pure = total > _TAGGED and tagged[word]["verb"] > _PURE * total
        if not pure and any(word in lemmas[kind] for kind in ("noun", "adj", "adv")):
            continue
        forms = [getInflection(word, tag) for tag in ("VBZ", "VBD", "VBN", "VBG")]
        if all(forms):
            lines.append(" ".join([word, *(form[0] for form in forms)]))
    header = [
        "# English verbs that are hardly ever anything else: plain, third person, past, participle, -ing.",
        "# Built by benchmarks/build_words.py from WordNet 3.0, (c) 2006 Princeton University, and lemminflect (see NOTICE).",
    ]
    path.write_text("\n".join([*header, *sorted(lines)]) + "\n", encoding="utf-8")
    return len(lines)
