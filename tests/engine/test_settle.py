"""Settling: to a fixpoint, or not at all; and what it comes to when all passes are taken together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair.engine.changes import changes
from repair.engine.find import CheckerFailed, find
from repair.engine.settle import Unsettled, by_safety, settle
from repair.rulebook.book import Book
from repair.rulebook.rule import Rule, Safety
from repair.text.article import Article
from repair.text.span import Edit, apply_edits, reverse_edits


def rule(name: str, expression: str, replace: str, safety: Safety = "safe", message: str = "found") -> Rule:
    params = {"find": expression, "replace": [replace]}
    return Rule(name, "p", len(name), "warning", "span", message, "", "pattern", params, safety, "", None)


SHRINK = Book([rule("a", "aa", "a"), rule("bb", "bbb?", "b"), rule("ccc", "ab", "c"), rule("dddd", r"c\b ?", "", "review")])


@given(st.text("aabbc \n\ré", max_size=40), st.sampled_from(["safe", "review"]))
def test_fixpoint(text: str, safety: Safety) -> None:
    settled = settle(Article(text), SHRINK, by_safety(safety))
    again = settle(Article(settled.after), SHRINK, by_safety(safety))
    assert again.after == settled.after
    assert again.passes == ()
    assert list(settled.left) == find(Article(settled.after), SHRINK)

    current = text
    for done in settled.passes:
        current = apply_edits(current, done.edits)
    assert current == settled.after
    for done in reversed(settled.passes):
        current = apply_edits(current, reverse_edits(done.edits))
    assert current == text


@given(st.text("aabbc \n\ré", max_size=40), st.sampled_from(["safe", "review"]))
def test_rules_without_such_fixes_are_asked_once_and_tell_the_same(text: str, safety: Safety) -> None:
    settled = settle(Article(text), SHRINK, by_safety(safety))
    assert settle(Article(text), SHRINK, by_safety(safety), least=safety) == settled
    unasked = settle(Article(text), SHRINK, by_safety(safety), least=safety, left=False)
    assert unasked._replace(left=()) == settled._replace(left=())


def test_a_rule_is_asked_with_those_that_share_its_first_name() -> None:
    twins = [rule("a", "one", "", "review")._replace(formerly=("x",)), rule("bb", "one", "two")._replace(formerly=("x",))]
    settled = settle(Article("one"), Book(twins), by_safety("safe"))
    assert settle(Article("one"), Book(twins), by_safety("safe"), least="safe") == settled


@given(st.text("aabbc \n\ré", max_size=40))
def test_changes_take_all_passes_together(text: str) -> None:
    settled = settle(Article(text), SHRINK, by_safety("review"))
    made = changes(settled)
    assert apply_edits(text, [Edit(change.start, change.old, change.new) for change in made]) == settled.after
    for change, following in pairwise(made):
        assert change.end < following.start, "changes do not touch"
    for change in made:
        assert change.old != change.new
        assert change.rules
        assert text[change.start : change.end] == change.old


def test_fixes_that_undo_each_other_are_refused() -> None:
    with pytest.raises(Unsettled) as refusal:
        settle(Article("x one x"), Book([rule("a", "one", "two"), rule("bb", "two", "one")]), by_safety("safe"))
    assert set(refusal.value.rules) <= {"a", "bb"}


def test_fixes_without_end_are_refused() -> None:
    with pytest.raises(Unsettled):
        settle(Article("x"), Book([rule("a", "x$", "xx")]), by_safety("safe"))


def test_the_level_of_safety_is_a_bar() -> None:
    book = Book([rule("a", "one", "two"), rule("bb", "three", "four", "review")])
    assert settle(Article("one three"), book, by_safety("safe")).after == "two three"
    assert settle(Article("one three"), book, by_safety("review")).after == "two four"


def test_a_rule_may_be_safe_only_where_it_finds_several() -> None:
    book = Book([rule("a", "one", "two")._replace(safe_from=2)])
    assert settle(Article("one"), book, by_safety("safe")).after == "one"
    assert settle(Article("one one"), book, by_safety("safe")).after == "two two"
    assert settle(Article("one"), book, by_safety("review")).after == "two"


def test_a_fix_that_changes_a_fact_is_never_safe() -> None:
    (finding,) = find(Article("It cost 40 pounds."), Book([rule("a", "40", "50")]))
    assert finding.fixes[0].safety == "review"
    assert finding.message.startswith("found; the fix would change ")


def test_a_broken_message_names_its_rule() -> None:
    with pytest.raises(CheckerFailed, match=r"rule a failed on it \(KeyError"):
        find(Article("one"), Book([rule("a", "one", "two", message="{none}")]))


@given(st.lists(st.sampled_from(["One line.", "Another.", "", "x"]), max_size=6), st.integers(0, 6), st.booleans())
def test_keys_do_not_depend_on_what_stands_elsewhere(lines: list[str], at: int, crlf: bool) -> None:
    book = Book([rule("a", "target", "goal")])
    end = "\r\n" if crlf else "\n"
    moved = end.join([*lines[:at], "Here the target is.", *lines[at:]])
    (finding,) = find(Article(moved), book)
    (alone,) = find(Article("Here the target is."), book)
    assert finding.key == alone.key


def test_keys_tell_equals_apart() -> None:
    one, two = find(Article("The target.\nThe target.\n"), Book([rule("a", "target", "goal")]))
    assert one.key != two.key
