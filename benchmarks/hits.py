"""How often each rule speaks up on the development texts: `python benchmarks/hits.py DIR`, kept in `dev-hits.json`.

DIR holds `dev/*.jsonl`. The taxonomy page shows these counts.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from texts import data_folder, texts

from repair.engine.find import find
from repair.rulebook.book import rule_book
from repair.text.article import Article

STORE = Path(__file__).with_name("dev-hits.json")


def count(data: Path) -> dict[str, int]:
    """Findings by rule over every text of every development file; rules without one are there with 0."""
    book = rule_book()
    hits = Counter({rule.id: 0 for rule in book.rules})
    for file in sorted((data / "dev").glob("*.jsonl")):
        for _name, text in texts(file):
            hits.update(finding.rule.id for finding in find(Article(text), book))
    return dict(sorted(hits.items()))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    STORE.write_text(json.dumps(count(data_folder(sys.argv[1])), indent=1) + "\n", encoding="utf-8")
