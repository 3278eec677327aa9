"""Planning: one order whatever the input's, touching edits clash, witnesses stay, fixes are whole or not at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from repair.engine.plan import Chosen, plan
from repair.rulebook.rule import Finding, Fix, Rule, Safety
from repair.text.span import Edit, Span, apply_edits

TEXT = "abcdefghijklmnopqrst"


def rule(rank: int) -> Rule:
    return Rule(f"r{rank}", "p", rank, "warning", "span", "", "", "pattern", {}, "review", "", None)


def chosen(rank: int, edits: list[Edit], witness: list[Span] = [], safety: Safety = "review") -> Chosen:  # noqa: B006
    fix = Fix("", safety, tuple(edits), tuple(witness))
    return Chosen(Finding(rule(rank), "warning", edits[0].span, "", "", f"{rank}", (fix,)), fix)


@st.composite
def fixes(draw: st.DrawFn) -> list[Chosen]:
    made = []
    for rank in range(draw(st.integers(0, 8))):
        marks = sorted(draw(st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=6, unique=True)))
        edits = [
            Edit(start, TEXT[start:end], draw(st.sampled_from(["", "X", "YZ"])))
            for start, end in zip(marks[::2], marks[1::2], strict=False)
        ]
        low = draw(st.integers(0, len(TEXT) - 1))
        witness = [Span(low, low + 1)] if draw(st.booleans()) else []
        made.append(chosen(rank, edits, witness, draw(st.sampled_from(["safe", "review"]))))
    return made


@given(fixes(), st.randoms())
def test_any_plan(items: list[Chosen], random: object) -> None:
    agreed = plan(items)
    shuffled = list(items)
    random.shuffle(shuffled)
    assert plan(shuffled) == agreed, "the order of the input does not matter"

    apply_edits(TEXT, agreed.edits)
    assert {id(item) for item in agreed.took} | {id(item.chosen) for item in agreed.waiting} == {id(item) for item in items}
    assert {edit for item in agreed.took for edit in item.fix.edits} == set(agreed.edits), "whole or not at all"
    for item in agreed.took:
        for other in agreed.took:
            if other.fix.edits != item.fix.edits:
                for edit in item.fix.edits:
                    assert not any(edit.span.overlaps(span) for span in other.fix.witness)
                    assert not any(edit.span.overlaps(each.span) for each in other.fix.edits)


def test_touching_edits_clash_and_the_better_rank_wins() -> None:
    first, second = chosen(1, [Edit(0, "ab", "X")]), chosen(0, [Edit(2, "c", "Y")])
    agreed = plan([first, second])
    assert agreed.took == (second,)
    assert [(item.chosen, item.winner) for item in agreed.waiting] == [(first, second.finding)]


def test_safe_goes_before_review() -> None:
    first, second = chosen(0, [Edit(0, "ab", "X")]), chosen(1, [Edit(1, "b", "Y")], safety="safe")
    assert plan([first, second]).took == (second,)


def test_what_lies_inside_a_removal_goes_after_it() -> None:
    line, comma = chosen(5, [Edit(2, "cdefg\n", "")]), chosen(1, [Edit(4, "e", "E"), Edit(6, "g", "")], safety="safe")
    assert plan([comma, line]).took == (line,)
    same = chosen(1, [Edit(2, "cdefg\n", "")], safety="safe")
    assert plan([line, same]).took == (same, line), "a removal does not lie inside itself"
    larger = chosen(9, [Edit(2, "cdefg\nh", "")])
    assert plan([comma, line, larger]).took == (larger,)
    beyond = chosen(1, [Edit(4, "e", "E"), Edit(8, "h", "H")], safety="safe")
    assert plan([beyond, line]).took == (beyond,)


def test_what_lies_inside_a_removal_has_its_turn_when_that_has_to_wait() -> None:
    first, removal, inside = chosen(0, [Edit(0, "abc", "X")]), chosen(1, [Edit(2, "cdefg", "")]), chosen(2, [Edit(5, "f", "F")])
    assert plan([first, removal, inside]).took == (first, inside)


def test_equal_edits_count_for_both() -> None:
    first, second = chosen(0, [Edit(0, "ab", "X")]), chosen(1, [Edit(0, "ab", "X")])
    agreed = plan([first, second])
    assert agreed.took == (first, second)
    assert agreed.edits == (Edit(0, "ab", "X"),)


def test_witness_must_stay() -> None:
    copy, removal = chosen(0, [Edit(0, "ab", "")], witness=[Span(10, 12)]), chosen(1, [Edit(9, "jkl", "")])
    assert plan([copy, removal]).took == (copy,)
