"""The literals that an expression requires, and how telling they are."""

from __future__ import annotations

from re import _parser

import pytest

from repair.rulebook.literals import required, telling


@pytest.mark.parametrize(
    ("expression", "literals"),
    [
        (r"\bread more\b", {"read more"}),
        (r"sign(?:ed)? up", {"sign up", "signed up"}),
        (r"(?:cat|dog)s{2}fish", {"sfish"}),
        (r"\d-{1,2}(?:30|end)[-~]+x", {"-30-", "-30~", "-end-", "-end~"}),
        (r"\w+ (?:Photo|Image): \w+", {" Photo: ", " Image: "}),
        (r"x|\d", None),
        (r"\d+", None),
        (r"a*bc?", {"b"}),
        (r"(?=.*banner)\w", {"banner"}),
        (r"(?!banner)\w+ads", {"ads"}),
        (r"[“\"]\w+", {"“", '"'}),
        (r"(?:one|two[a-z])three?", {"thre"}),
    ],
)
def test_required(expression: str, literals: set[str] | None) -> None:
    found = required(_parser.parse(expression))
    assert found == (None if literals is None else frozenset(literals))


def test_signs_that_prose_seldom_holds_tell_more() -> None:
    assert telling(frozenset(["{{"])) > telling(frozenset(["the"]))
    assert telling(frozenset(["newsletter", "a"])) == 1
