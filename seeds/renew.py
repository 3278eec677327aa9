"""Write the expected repairs afresh: `make seeds`. Read the difference before committing it."""

from __future__ import annotations

from pathlib import Path

from repair.engine.settle import by_safety, settle
from repair.rulebook.book import rule_book
from repair.text.article import Article
from repair.text.decode import decode

SEEDS = Path(__file__).resolve().parent


def main() -> None:
    book = rule_book()
    for path in sorted(SEEDS.glob("*.txt")):
        if not path.name.endswith(".expected.txt"):
            stored = decode(path.read_bytes())
            settled = settle(Article(stored.text, path.name), book, by_safety("review"))
            path.with_suffix(".expected.txt").write_bytes(stored.encode(settled.after))


if __name__ == "__main__":
    main()
