"""A second run over articles that did not change looks at none of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from repair.project.config import Project
from repair.project.crew import outcomes
from repair.project.rules import Shelf
from repair.project.scan import Source, gather
from repair.project.work import Inspecting
from repair.rulebook.rule import Finding


class Counting(Inspecting):
    """Notes which articles are judged."""

    judged: list[str]

    def _do(self, source: Source) -> list[Finding]:
        self.judged.append(source.target.path)
        return super()._do(source)


def run(folder: Path, judged: list[str]) -> list[tuple[str, object]]:
    targets, _ = gather([str(folder)], Project())
    shop = Counting([targets[0].settings], Shelf(), 0)
    shop.judged = judged
    return [(file.target.path, outcome) for file, outcome in outcomes(targets, shop, 1)]


def test_nothing_is_judged_twice(tmp_path: Path, fresh_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(f"Story {number}.\n\nThe council met on on Monday.\n")
    judged: list[str] = []
    first = run(tmp_path, judged)
    assert len(judged) == 200
    assert run(tmp_path, judged) == first
    assert len(judged) == 200
    (tmp_path / "7.txt").write_text("Story 7.\n\nAnother one one.\n")
    run(tmp_path, judged)
    assert len(judged) == 201
    assert judged[-1].endswith("7.txt")
    monkeypatch.setattr("repair.__version__", "another")
    run(tmp_path, judged)
    assert len(judged) == 401, "another version may find something else"


def test_copies_are_judged_once_in_the_same_run(tmp_path: Path, fresh_cache: Path) -> None:
    """Syndicated copy: side by side, and farther apart than what is looked up or stored at a time."""
    articles = tmp_path / "articles"
    for place in ("a", "b"):
        (articles / place).mkdir(parents=True)
        for number in range(700):
            (articles / place / f"{number:03}.txt").write_text(f"Story {number // 2}.\n\nThe council met on on Monday.\n")
    judged: list[str] = []
    outcome = dict(run(articles, judged))
    assert len(outcome) == 1400
    assert len(judged) == 350
    for path, found in outcome.items():
        assert found
        assert found == outcome[path.replace("/b/", "/a/")]
