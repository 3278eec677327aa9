"""Quality: what a finding costs, and that the causes explain all of it."""

from __future__ import annotations

import pytest

from repair.checkers.hit import Severity
from repair.rulebook.rule import Finding, Rule
from repair.score.damage import damage, mean_quality
from repair.text.span import Span

TEXT = " ".join(f"word{number}" for number in range(100))


def finding(first: int, last: int, severity: Severity = "error", item: str = "promo", scope: str = "span") -> Finding:
    """A finding in the words from `first` up to `last`."""
    start, end = TEXT.index(f"word{first}"), TEXT.index(f"word{last - 1}") + len(f"word{last - 1}")
    rule = Rule("a-rule", "a-pack", 0, severity, scope, "", "", "pattern", {}, "none", "", None, (item,) if item else ())
    return Finding(rule, severity, Span(start, end), TEXT[start:end], "", "")


def test_no_finding_no_damage() -> None:
    assert damage(TEXT, []).quality == 100
    assert damage("", []).quality == 100


def test_an_error_costs_its_words() -> None:
    (cause,) = damage(TEXT, [finding(10, 20)]).causes
    assert cause == ("leftovers on their own line", 1, 10, pytest.approx(10))


@pytest.mark.parametrize(
    ("severity", "item", "quality"),
    [("error", "promo", 90), ("warning", "promo", 91), ("info", "promo", 100), ("error", "agreement", 99), ("error", "", 90)],
)
def test_weights(severity: Severity, item: str, quality: float) -> None:
    assert damage(TEXT, [finding(10, 20, severity, item)]).quality == pytest.approx(quality)


def test_a_small_fault_harms_its_neighbours() -> None:
    assert damage(TEXT, [finding(10, 11)]).quality == pytest.approx(97)
    assert damage(TEXT, [finding(10, 11, item="agreement")]).quality == pytest.approx(99.9), "a wrong word leaves them as they are"
    gap = finding(10, 12)._replace(span=Span(TEXT.index(" word11"), TEXT.index("word11")))
    assert damage(TEXT, [gap]).quality == pytest.approx(97)


def test_a_word_counts_once_for_the_weightiest() -> None:
    measured = damage(TEXT, [finding(10, 20), finding(10, 20, "warning", "tag"), finding(15, 25, "error", "agreement")])
    assert measured.quality == pytest.approx(100 - 10 - 5 * 0.1)
    assert sum(cause.points for cause in measured.causes) + measured.quality == pytest.approx(100)


def test_verdicts_on_the_whole_text_are_named_and_cost_nothing() -> None:
    measured = damage(TEXT, [finding(10, 20, scope="article")])
    assert measured.quality == 100
    assert measured.verdicts == ("a-rule",)


def test_a_set_counts_by_words() -> None:
    short, long = damage("Advert. " * 10, []), damage(TEXT, [finding(0, 50)])
    assert mean_quality([short, long]) == pytest.approx((100 * 10 + 50 * 100) / 110)
    assert mean_quality([]) == 100
