"""Lost and extra blanks: what is parted, what stays together, and that it ends."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.checkers.hit import Check
from repair.checkers.joins import (
    glued_bracket,
    glued_mark,
    glued_number,
    glued_sentences,
    glued_words,
    line_wrap_hyphen,
)
from repair.checkers.numbers import broken_number, currency_space
from repair.text.article import Article
from tests.checkers.mending import found, mended, once

CHECKS = {
    "sentences": glued_sentences(),
    "bracket": glued_bracket(),
    "words": glued_words(),
    "number": glued_number(),
    "mark": glued_mark(),
    "hyphen": line_wrap_hyphen(),
    "currency": currency_space(),
    "thousands": broken_number(),
}
PIECES = st.sampled_from(
    [
        "ferry",
        "The",
        "He",
        "U.S.",
        "a.m.",
        ".",
        "!",
        "?",
        '"',
        "“",
        "”",
        "(",
        ")",
        "[",
        "]",
        ",",
        "-",
        "- ",
        " ",
        "\n",
        "\r\n",
        "\xa0",
        "12",
        "2020",
        "000",
        "$",
        "£",
        "butter250g",
        "milk2 limes",
        "theHarbour",
        "harbour",
        "har- bour",
        "www.a.com",
        "’s",
        "'",
    ]
)
TEXTS = st.lists(PIECES, max_size=16).map("".join)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_a_second_time_changes_nothing(check: Check, text: str) -> None:
    after = mended(check, text)
    assert once(check, after) == after


@pytest.mark.parametrize("check", [CHECKS[name] for name in ("sentences", "bracket", "words", "number", "mark")])
@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_only_blanks_are_added(check: Check, text: str) -> None:
    assert "".join(mended(check, text).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "Yahoo!Japan declined",
        "U.S.Army",
        "Ph.D.",
        "Dr.Hale",
        "6.30pm",
        "Node.js",
        "www.Name.com",
        "Will.I.Am",
        "file.Name.txt",
        "e.g. This",
    ],
)
def test_names_with_stops_stay(text: str) -> None:
    assert not found(CHECKS["sentences"], f"It was {text} again.")


def test_a_token_met_twice_is_a_name() -> None:
    assert not found(CHECKS["sentences"], "We saw Bright.Harbour play, and Bright.Harbour sang.")


def test_straight_marks_part_on_the_side_they_belong_to() -> None:
    assert mended(CHECKS["sentences"], '"We wait," he said, "and hope."The crew slept.').endswith('hope." The crew slept.')
    assert mended(CHECKS["sentences"], 'The crew slept late."We wait," he said.').startswith('The crew slept late. "We')


@pytest.mark.parametrize("text", ["pre- and post-war", "small- to medium-sized", "the ice - thick", "sex- or age-based"])
def test_suspended_hyphens_stay(text: str) -> None:
    assert not found(CHECKS["hyphen"], text)


def test_a_house_that_spaces_its_currency_is_left_alone() -> None:
    assert not found(CHECKS["currency"], "From $ 80 to $ 90")
    assert mended(CHECKS["currency"], "From $ 80 to $90 and $95") == "From $80 to $90 and $95"


@pytest.mark.parametrize("text", ["Lots 5, 250 and 300", "May 12, 300 people", "12-15, 000-1"])
def test_lists_of_numbers_stay(text: str) -> None:
    assert not found(CHECKS["thousands"], text)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
@pytest.mark.parametrize("unit", ["a", "a.", "A", "1,", "( ", "a(", "a- ", "aB", "$ 1", "’", ")", "1"])
def test_a_long_line_takes_no_time(check: Check, unit: str) -> None:
    text = unit * (60_000 // len(unit))
    started = time.process_time()
    for _, _ in zip(check(Article(text)), range(50), strict=False):
        pass
    assert time.process_time() - started < 3
