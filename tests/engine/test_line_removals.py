"""Removals of lines that follow each other go together; every other touch is a clash."""

from __future__ import annotations

import pytest

from repair.engine.plan import Chosen, Plan, plan
from repair.rulebook.rule import Finding, Fix, Rule
from repair.text.span import Edit, apply_edits, reverse_edits

RULE = Rule("r", "p", 0, "warning", "span", "m", "w", "pattern", {}, "review", "b", None)


def _planned(*edits: Edit) -> Plan:
    return plan(Chosen(Finding(RULE, "warning", edit.span, edit.old, "m", str(edit), ()), Fix("t", "review", (edit,))) for edit in edits)


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("a\nb\nc\n", [Edit(0, "a\n", ""), Edit(2, "b\n", "")]),
        ("a\r\nb\r\nc", [Edit(0, "a\r\n", ""), Edit(3, "b\r\n", "")]),
        ("a\nb\nc", [Edit(1, "\nb", ""), Edit(3, "\nc", "")]),
        ("a\nb\nc", [Edit(1, "\nb\n", ""), Edit(4, "c", "")]),
    ],
)
def test_lines_that_follow_each_other_go_together(text: str, edits: list[Edit]) -> None:
    made = _planned(*edits)
    assert not made.waiting
    assert len(made.edits) == 1
    after = apply_edits(text, made.edits)
    assert after == apply_edits(text, edits)
    assert apply_edits(after, reverse_edits(made.edits)) == text


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, "a", ""), Edit(1, "b", "")],
        [Edit(0, "a\n", "x"), Edit(2, "b\n", "")],
        [Edit(0, "a\n", ""), Edit(2, "", "x")],
        [Edit(0, "a\nb", ""), Edit(2, "b\n", "")],
        [Edit(0, "a\n", ""), Edit(0, "a\nb\n", "")],
    ],
)
def test_every_other_touch_is_a_clash(edits: list[Edit]) -> None:
    made = _planned(*edits)
    assert len(made.took) == len(made.waiting) == 1
