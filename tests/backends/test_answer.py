"""Places told in UTF-16 units, and answers that are none."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair.backends.answer import Garbage, Match, Told, Units, matches
from repair.text.span import Span


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def told(text: str, start: int, end: int, **changed: Any) -> Told:
    """What a server says of these code points."""
    fields = {"rule_id": "RULE", "message": "says", "replacements": ["new"], "context": text, "offset_in_context": units(text[:start])}
    return Told(SimpleNamespace(**{**fields, **changed}), units(text[:start]), units(text[start:end]))


@given(st.text(alphabet="ab \n\r\u00e9\u2019\U0001f600\U00010400", max_size=30), st.data())
def test_every_code_point_is_found_again(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert Units(text).point(units(text[:at])) == at


def test_the_middle_of_a_character_and_the_beyond_are_no_places() -> None:
    assert Units("a\U0001f600b").point(2) is None
    assert Units("a\U0001f600b").point(5) is None
    assert Units("ab").point(3) is None


def test_a_match_behind_an_emoji_is_where_it_stands() -> None:
    text = "\U0001f600 This are \U0001f600 it."
    assert matches([told(text, 7, 10)], text) == [Match("RULE", Span(7, 10), "says", ("new",))]


@pytest.mark.parametrize(
    "wrong",
    [
        {"context": "Something else entirely."},
        {"offset_in_context": 3},
        {"offset_in_context": 400},
    ],
)
def test_a_match_that_saw_something_else_there_is_dropped(wrong: dict[str, Any]) -> None:
    assert matches([told("This are it.", 5, 8, **wrong)], "This are it.") == []


def test_a_match_of_nothing_or_beyond_the_text_is_dropped() -> None:
    text = "This are it."
    assert matches([told(text, 5, 5), told(text, 5, 8)._replace(offset=900)], text) == []


def test_line_ends_shown_as_blanks_are_the_same() -> None:
    text = "One\r\ntwo."
    assert matches([told(text, 0, 8, context="One  two.", offset_in_context=0)], text)[0].span == Span(0, 8)


@pytest.mark.parametrize(
    "wrong",
    [{"rule_id": 3}, {"message": None}, {"replacements": [1]}, {"replacements": None}, {"context": 5}, {"offset_in_context": "0"}],
)
def test_what_is_no_match_is_garbage(wrong: dict[str, Any]) -> None:
    with pytest.raises(Garbage):
        matches([told("This are it.", 5, 8, **wrong)], "This are it.")


@pytest.mark.parametrize(("offset", "length"), [(-1, 3), (True, 3), ("5", 3), (5, None), (5.0, 3)])
def test_places_that_are_no_counts_are_garbage(offset: Any, length: Any) -> None:
    one = told("This are it.", 5, 8)
    with pytest.raises(Garbage):
        matches([one._replace(offset=offset, length=length)], "This are it.")


def test_matches_come_in_order_and_once() -> None:
    text = "This are it."
    one, two = told(text, 5, 8), told(text, 0, 4)
    assert [match.span.start for match in matches([one, two, one], text)] == [0, 5]
