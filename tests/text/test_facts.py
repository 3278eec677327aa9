"""Facts are read whatever their spelling, and told by equal keys."""

from __future__ import annotations

import pytest

from repair.text.facts import facts, known
from repair.text.numerals import numeral, value


def told(text: str, *others: str) -> list[tuple[str, str]]:
    return [(fact.kind, fact.key) for fact in facts(text, 0, known((text, *others)))]


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (("40 percent", "forty per cent", "40%", "40 %"), "40%"),
        (("1,200", "1200", "twelve hundred", "1.2 thousand"), "1200"),
        (("$5m", "$5 million", "$5,000,000"), "$5000000"),
        (("2.5bn", "2,500 million", "2.5 billion"), "2500000000"),
        (("twenty-one", "21", "twenty one"), "21"),
        (("5th", "fifth"), "5th"),
        (("a dozen", "twelve"), "12"),
        (("two hundred and five thousand", "205,000"), "205000"),
        (("7 a.m.", "7am", "07:00", "7:00"), "7:00"),
        (("7.30pm", "19:30"), "19:30"),
        (("14,000 pounds", "£14,000", "fourteen thousand pounds"), "£14000"),
        (("a pair of", "two", "2"), "2"),
        (("1951–53", "1951-53"), "1951-53"),
    ],
)
def test_numbers_that_are_equal(spellings: tuple[str, ...], key: str) -> None:
    for spelling in spellings:
        (span,) = numeral(spelling)
        assert value(spelling[slice(*span)]) == key, spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.4", "34"),
        ("£5", "$5"),
        ("5", "5th"),
        ("1.5 million", "1.5 billion"),
        ("3%", "3"),
        ("-3", "3"),
        ("1950s", "1950"),
        ("9" * 5000 + " million", "9" * 5000),
    ],
)
def test_numbers_that_differ(one: str, other: str) -> None:
    assert value(one) != value(other)


def test_a_small_letter_with_an_accent_is_no_capital() -> None:
    assert told("It was an élan of états.") == []


def test_one_alone_is_no_number() -> None:
    assert list(numeral("one of them, and no one else")) == []


def test_every_kind() -> None:
    text = "On Monday, Ann Holm of Oslo may not pay about 40 dollars, see https://oslo.example/x."
    assert told(text) == [
        ("date", "monday"),
        ("name", "ann"),
        ("name", "holm"),
        ("name", "oslo"),
        ("hedge", "may"),
        ("negation", "not"),
        ("number", "about $40"),
        ("address", "https://oslo.example/x"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He isn't in.", "He is not in."),
        ("They cannot go.", "They can not go."),
        ("It left on Oct. 4.", "It left on October 4."),
        ("Ann’s", "Ann"),
    ],
)
def test_spellings_of_the_same(one: str, other: str) -> None:
    assert told(f"So {one}") == told(f"So {other}")


def test_a_capital_that_begins_a_sentence_is_a_name_only_with_reason() -> None:
    assert told("Researchers left. However, the boats stayed. Doctors cheered.") == []
    assert told("Riedel left.", "The goal of Riedel.") == [("name", "riedel")]
    assert told("Harbour lights shone.", "In the harbour it was dark.") == []
    assert told("Ann Holm left.") == [("name", "ann"), ("name", "holm")]


def test_may_and_march_are_months_where_they_can_be_nothing_else() -> None:
    assert told("She may march in May.") == [("hedge", "may"), ("date", "may")]
    assert told("It was on 4 March 1902.") == [("number", "4"), ("date", "march"), ("number", "1902")]
