"""How well quality agrees with what readers marked: `python benchmarks/score.py DIR`.

DIR holds `dev/`. Told are Spearman's rank correlation between an article's quality and the share of its words that readers marked
as residue or broken mechanics, and how clean prose scores. Printed as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from texts import rows

from repair.engine.find import find
from repair.rulebook.book import Book, rule_book
from repair.score.damage import damage
from repair.text.article import Article

MARKED = frozenset(
    """
    duplicate-credit credit-line caption leftover-heading leftover-label leftover-promo leftover-byline markup truncated
    encoding spacing quote punctuation repeated-word repeated-text enumeration
    """.split()
)


def measure(data: Path) -> dict[str, dict[str, Any]]:
    """The figures by file and for all damaged texts together."""
    book = rule_book()
    damaged = {name: [_pair(row, book) for row in rows(data / "dev" / f"{name}.jsonl")] for name in ("garbled", "injected")}
    figures: dict[str, dict[str, Any]] = {
        name: {"articles": len(pairs), "Spearman": round(spearman(pairs), 3)} for name, pairs in damaged.items()
    }
    together = [pair for pairs in damaged.values() for pair in pairs]
    figures["garbled + injected"] = {"articles": len(together), "Spearman": round(spearman(together), 3)}
    clean = sorted(quality(row["text"], book) for row in rows(data / "dev" / "clean.jsonl"))
    figures["clean"] = {
        "articles": len(clean),
        "quality ≥ 95": round(sum(one >= 95 for one in clean) / len(clean), 3),
        "quality of the worst twentieth": round(clean[len(clean) // 20], 2),
    }
    return figures


def quality(text: str, book: Book) -> float:
    """What `repair score` gives."""
    return damage(text, find(Article(text), book)).quality


def marked_share(row: dict[str, Any]) -> float:
    """The share of a row's words that are marked as certainly damaged, in residue or mechanics."""
    spans = []
    for garble in row["garbles"]:
        start = -1
        for _ in range(garble.get("occurrence", 1)):
            start = row["text"].index(garble["quote"], start + 1)
        if garble["category"] in MARKED and garble["certainty"] == "must":
            spans.append((start, start + len(garble["quote"])))
    words, hit, at = row["text"].split(), 0, 0
    for word in words:
        start = row["text"].index(word, at)
        at = start + len(word)
        hit += any(low < at and start < high for low, high in spans)
    return hit / len(words)


def spearman(pairs: Sequence[tuple[float, float]]) -> float:
    """Spearman's rank correlation, equal values sharing a rank."""
    one, other = (_ranks([pair[side] for pair in pairs]) for side in (0, 1))
    mean = (len(pairs) - 1) / 2
    shared = sum((a - mean) * (b - mean) for a, b in zip(one, other, strict=True))
    spread = [sum((rank - mean) ** 2 for rank in ranks) for ranks in (one, other)]
    return float(shared / (spread[0] * spread[1]) ** 0.5) if spread[0] and spread[1] else 0.0


def _pair(row: dict[str, Any], book: Book) -> tuple[float, float]:
    return quality(row["text"], book), marked_share(row)


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    first = {value: at for at, value in reversed(list(enumerate(ordered)))}
    last = {value: at for at, value in enumerate(ordered)}
    return [(first[value] + last[value]) / 2 for value in values]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(json.dumps(measure(Path(sys.argv[1])), indent=1, ensure_ascii=False))
