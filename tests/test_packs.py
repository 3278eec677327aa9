"""The examples in the rule files are the tests of the rules."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from repair.engine.prove import Case, cases, prove
from repair.engine.settle import by_safety, settle
from repair.rulebook.book import Book
from repair.rulebook.load import Pack
from repair.rulebook.rule import Rule, Safety
from repair.rulebook.taxonomy import ITEMS
from repair.text.article import Article
from tests import built_in

PACKS = built_in.packs()
RULES = built_in.rules()
CASES = [case for pack in PACKS for case in cases(pack)]

LEVELS: tuple[Safety, ...] = ("safe", "review")
KNOWN_MISS = pytest.mark.xfail(strict=True, reason="a known miss; when it passes, make it a bad example")


@cache
def everything() -> Book:
    return Book(RULES)


def examples(*kinds: str) -> list[object]:
    return [
        pytest.param(case, id=case.name, marks=KNOWN_MISS if case.example.kind == "gap" else ())
        for case in CASES
        if case.example.kind in kinds
    ]


@pytest.mark.parametrize("case", examples("bad", "keep", "gap"))
def test_example_holds(case: Case) -> None:
    problem = prove(case)
    assert (problem is not None) if case.example.kind == "gap" else (problem is None), problem


@pytest.mark.parametrize("case", examples("bad", "keep"))
def test_all_packs_together_leave_right_text_alone(case: Case) -> None:
    text = case.example.text if case.example.kind == "keep" else case.example.good
    if text is None:
        return  # no fix, so there is no right text
    for safety in LEVELS:
        settled = settle(Article(text), everything(), by_safety(safety))
        assert settled.after == text, (safety, sorted({chosen.finding.rule.id for done in settled.passes for chosen in done.took}))


@pytest.mark.parametrize("case", examples("bad"))
def test_all_packs_together_come_to_rest(case: Case) -> None:
    for safety in LEVELS:
        once = settle(Article(case.example.text), everything(), by_safety(safety))
        again = settle(Article(once.after), everything(), by_safety(safety))
        assert again.after == once.after, safety


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_pack_is_named_after_its_file(pack: Pack) -> None:
    assert pack.path.stem == pack.name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_is_documented_and_proved(rule: Rule) -> None:
    kinds = Counter(case.example.kind for case in CASES if case.rule is rule)
    assert kinds["bad"] >= 3, "a rule needs three bad examples"
    assert kinds["keep"] >= 3, "a rule needs three look-alikes to keep"
    assert rule.items, "a built-in rule says which kinds of damage it covers"
    assert set(rule.items) <= set(ITEMS)
    assert len(rule.why) >= 30
