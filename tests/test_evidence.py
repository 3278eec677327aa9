"""Every built-in rule was measured as it is, and none claims more than its evidence carries."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from repair.rulebook.book import Book
from repair.rulebook.evidence import Evidence, evidence, fresh
from tests import built_in

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
RULES = built_in.rules()
SAFE = [rule.id for rule in RULES if rule.safety == "safe"]
KNOWN = evidence()
AGAIN = "measure again: make evidence BENCH_DATA=DIR (docs/development.md)"


@pytest.fixture
def damage(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return import_module("damage")


def test_every_rule_was_measured_as_it_is() -> None:
    stale = [rule.id for rule in RULES if not fresh(rule, KNOWN)]
    assert not stale, f"{', '.join(stale)}: changed since they were measured, or never were; {AGAIN}"
    gone = sorted(set(KNOWN) - {rule.id for rule in RULES})
    assert not gone, f"{', '.join(gone)}: there are no such rules; {AGAIN}"


@pytest.mark.parametrize("rule", SAFE)
def test_safe_is_earned(rule: str) -> None:
    assert KNOWN.get(rule, Evidence("", "")).against_safe == "", (
        "mend the rule, find more evidence (docs/development.md), or let it ask for review"
    )


@pytest.mark.parametrize("rule", SAFE)
def test_own_damage_is_mended_as_often_as_said(rule: str, damage: Any) -> None:
    assert rule in damage.MAKERS, "a safe rule needs a maker of its damage in benchmarks/damage.py"
    counts, known = damage.measure(rule, Book(RULES)), KNOWN[rule]
    assert (counts["made"], counts["mended"], counts["marred"]) == (known.made, known.mended, known.marred), AGAIN
