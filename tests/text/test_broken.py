"""Lines that were broken at a width are known as parts of their paragraphs."""

from __future__ import annotations

from textwrap import fill

import pytest

from repair.text.article import Article

STORY = (
    "The ferry to the island sailed again on Tuesday after four days in port, and the first to board were the pupils of the small school."
    " Their teacher had kept them busy with songs while the storm took the roof off the hall that stands beside the old stone pier."
)


def article(width: int, end: str = "\n") -> Article:
    return Article(end.join(["A headline that stands alone", "", fill(STORY, width), "", fill(STORY, width), ""]).replace("\n", end))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_a_width_go_on(end: str) -> None:
    headline, *lines = (broken := article(60, end)).blocks
    assert not broken.goes_on(headline)
    assert all(broken.goes_on(line) for line in lines)


@pytest.mark.parametrize("width", [20, 2000])
def test_short_lines_and_whole_paragraphs_do_not(width: int) -> None:
    other = article(width)
    assert not any(other.goes_on(block) for block in other.blocks)


def test_what_is_broken_off_here_and_there_is_no_width() -> None:
    text = "You must be\nlogged in\nto say what you think of the pier and of all who sail from there.\nmore\nless\nother"
    assert not any(Article(text).goes_on(block) for block in Article(text).blocks)


def test_a_few_longer_lines_and_capitals_change_nothing() -> None:
    lines = fill(STORY * 6, 60).split("\n")
    lines.insert(9, "see https://harbour.example/" + "a" * 140)
    text = "\n".join(lines)
    assert Article(text).goes_on(Article(text).blocks[1])
    assert Article(text.upper()).goes_on(Article(text.upper()).blocks[1])
