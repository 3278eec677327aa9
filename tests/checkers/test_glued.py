"""Small words joined to others: what is parted, and what the article must tell first."""

from __future__ import annotations

import pytest

from repair.checkers.clauses import split_condition
from repair.checkers.glued import glued_small_words
from tests.checkers.mending import found, mended


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The ice thatto this day holds.", "The ice that to this day holds."),
        ("The stormif it can be called thatto hit Velm was short.", "The storm — if it can be called that — to hit Velm was short."),
        ("The bridgewhich fell, becausethe ice moved.", "The bridge which fell, because the ice moved."),
        ("A trial ofthe mate, a trialin the open.", "A trial of the mate, a trial in the open."),
    ],
)
def test_parts_what_never_joins(text: str, whole: str) -> None:
    assert mended(glued_small_words(), text) == whole


@pytest.mark.parametrize(
    "text",
    [
        "Within a motif, whichever it is, they behave; write to ofthe@velm.example.",
        "A trial, a trialin pill.",
        "See @thatto, #ofthe and velm.example/ofthe/page.",
    ],
)
def test_stays_silent_without_proof(text: str) -> None:
    assert found(glued_small_words(), text) == []


def test_a_condition_goes_on_behind_a_comma() -> None:
    text = "If you look at some of the boats that were lost. They would tell you."
    assert mended(split_condition(), text) == "If you look at some of the boats that were lost, they would tell you."


@pytest.mark.parametrize(
    "text",
    ["If it rains, it rains. They will stay.", "When they come they will see. They would stay.", "If only it had held. It would do."],
)
def test_whole_conditions_stay(text: str) -> None:
    assert found(split_condition(), text) == []
