"""What counts as alike."""

from __future__ import annotations

import pytest

from repair.review.clusters import alike, folded
from repair.rulebook.rule import Fix
from repair.text.span import Edit
from tests.timing import TIMES, complaint


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Photograph: Petra Lind/The Chronicle", "Photograph: Omar Haddad / Getty Images"),
        ("196 SHARES", "6.6k SHARES"),
        ("Ada Holm contributed to this report.", "Per Aas, J. R. Moe and Liv Dahl contributed to this report."),
        ("write to a.holm@paper.example", "write to @perwrites"),
        ("\n\nread on at 5 pm", "Read on at 11.30am\n\n".lower()),
        ("The Norwayʼs", "The Norwayʼs"),
    ],
)
def test_names_and_numbers_do_not_tell_fixes_apart(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("the the", "of of"), (" ,", " ."), ("", " "), ("read more", "read less")])
def test_other_words_do(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_one_name_for_another_is_not_like_another_pair() -> None:
    first, second = (Fix("", "review", (Edit(0, old, new),)) for old, new in (("Norwey", "Norway"), ("Sweeden", "Sweden")))
    assert alike(first) != alike(second)
    assert alike(first) == alike(first)


@pytest.mark.parametrize("unit", ["Aa, ", "A'", "A", "'", "1.", "a.b-", "@a ", "www.", "[email "])
def test_time_grows_with_length(unit: str) -> None:
    small, large = (unit * (size // len(unit)) for size in (20_000, 20_000 * TIMES))
    assert not complaint("folding", lambda: folded(small), lambda: folded(large))
