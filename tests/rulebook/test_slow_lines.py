"""Lines that begin as a line of a page does and go on for ever: no expression tries them in more ways than a moment allows."""

from __future__ import annotations

from functools import cache

import pytest

from repair.engine.find import find
from repair.rulebook.book import Book, rule_book
from repair.text.article import Article
from tests.timing import seconds

PROSE = "The choir sang until dark, and nobody in the hall wished to go home before the last of the songs was sung."
BEGIN = [
    *("Posted in", "Tags", "Filed under", "Contact", "Email", "By", "Published", "Updated", "Written by", "About", "Related", "Read"),
    *("Photo", "Image", "Credit", "Source", "Copyright", "Follow", "Share", "Sign up", "Watch", "More", "Subscribe", "Media contact"),
]
GO_ON = [
    "A",
    "Aa",
    "a ",
    "A ",
    "Ab, ",
    "ab, ",
    "1 ",
    "1",
    "Ab | ",
    "AB ",
    "and ",
    "of the ",
    "x-",
    "A. ",
    "#a ",
    "#a",
    "Ab Cd ",
    "- ",
    "at x ",
    "by Ab, ",
]
LENGTHS = [78, 118, 155, 239]
A_MOMENT = 4.0
"""Seconds for a hundred such lines; they take a fiftieth of that, and one that is tried in all ways takes hours."""


@cache
def book() -> Book:
    return rule_book()


@pytest.mark.parametrize("unit", GO_ON)
def test_no_line_takes_long(unit: str) -> None:
    lines = [f"{begin} {unit * length}"[:length].strip() + " !x" for begin in BEGIN for length in LENGTHS]
    article = Article(PROSE + "".join(f"\n\n{line}\n\n{PROSE}" for line in lines) + "\n")
    assert seconds(lambda: find(article, book())) < A_MOMENT
