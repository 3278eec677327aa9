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


def test_nothing_is_judged_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(f"Story {number}.\n\nThe council met on on Monday.\n")
    judged: list[str] = []

    class Counting(Inspecting):
        def _do(self, source: Source) -> list[Finding]:
            judged.append(source.target.path)
            return super()._do(source)

    def run() -> list[tuple[str, object]]:
        targets, _ = gather([str(tmp_path)], Project())
        shop = Counting([targets[0].settings], Shelf(), 0)
        return [(file.target.path, outcome) for file, outcome in outcomes(targets, shop, 1)]

    first = run()
    assert len(judged) == 200
    assert run() == first
    assert len(judged) == 200
    (tmp_path / "7.txt").write_text("Story 7.\n\nAnother one one.\n")
    run()
    assert len(judged) == 201
    assert judged[-1].endswith("7.txt")
    monkeypatch.setattr("repair.__version__", "another")
    run()
    assert len(judged) == 401, "another version may find something else"
