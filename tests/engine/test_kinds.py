"""Articles of kinds that are full of what looks like damage: in bulk, nothing of them is changed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from repair.engine.find import find
from repair.engine.settle import by_safety, settle
from repair.rulebook.book import Book, rule_book
from repair.text.article import Article

KINDS = sorted((Path(__file__).parent / "kinds").glob("*.txt"))
DAMAGE = "\n\nThe boats came back.Nobody had hurt the the crew and and the fish.\n\nAdvertisement\n"


@cache
def book() -> Book:
    return rule_book()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda path: path.stem)
def test_safe_fixes_leave_it_alone(kind: Path, end: str) -> None:
    text = kind.read_text(encoding="utf-8").replace("\n", end)
    assert settle(Article(text), book(), by_safety("safe")).after == text
    damage = DAMAGE.replace("\n", end)
    damaged = settle(Article(text + damage), book(), by_safety("safe")).after
    assert damaged.startswith(text), "in a damaged article, too"
    assert len(damaged) < len(text + damage)


def test_lines_broken_at_a_width_are_no_leftovers() -> None:
    text = (Path(__file__).parent / "kinds" / "wrapped.txt").read_text(encoding="utf-8")
    assert not list(find(Article(text), book()))
    assert settle(Article(text), book(), by_safety("review")).after == text


@pytest.mark.parametrize("kind", ["answers", "mealplan", "talkshow", "tour", "verse", "wrapped-quote"])
def test_nothing_is_wrong_with_it(kind: str) -> None:
    text = (Path(__file__).parent / "kinds" / f"{kind}.txt").read_text(encoding="utf-8")
    assert [finding for finding in find(Article(text), book()) if finding.severity != "info"] == []
