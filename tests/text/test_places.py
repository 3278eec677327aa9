"""Offsets: blocks, sentences and lines say where they stand, to the character; edits can be taken back."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair.text.article import Article
from repair.text.blocks import removal
from repair.text.lines import Lines
from repair.text.span import Edit, StaleEdit, apply_edits, reverse_edits

WORDS = ["The", "council", "met.", "“Yes", "no,”", "he", "said.", "U.S.", "3.5", "www.site.com/a.", "Advertisement", "–", "é", "@name"]
GAPS = [" ", "  ", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\xa0", "\u2028", "\t", "\x0b", "\x0c", "\x85"]
TEXTS = st.lists(st.sampled_from(WORDS + GAPS) | st.text(max_size=3), max_size=40).map("".join)


@given(TEXTS)
def test_views_tell_their_places(text: str) -> None:
    article = Article(text)
    end = 0
    for number, block in enumerate(article.blocks):
        assert block.number == number
        assert block.start >= end
        assert text[block.start : block.end] == block.text == block.text.strip()
        assert not re.search(r"[\r\n]", block.text)
        end = block.end
        for offset in (block.start, block.end):
            assert article.block_at(offset) == block
    outside = re.sub(r"\s", "", text)
    assert re.sub(r"\s", "", "".join(block.text for block in article.blocks)) == outside, "only white space lies between"
    assert re.sub(r"\s", "", "".join(text[a:b] for a, b in article.sentences)) == outside
    assert len(article.kinds) == len(article.blocks)
    for spans in (article.sentences, article.quotations, article.verbatim):
        assert list(spans) == sorted(spans)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))


@given(TEXTS)
def test_a_block_can_be_taken_out(text: str) -> None:
    article = Article(text)
    for block in article.blocks:
        left = apply_edits(text, [removal(text, block)])
        assert [each.text for each in Article(left).blocks] == [each.text for each in article.blocks if each != block]


@given(TEXTS)
def test_lines_count_as_editors_do(text: str) -> None:
    lines = Lines(text)
    parts = re.split(r"(\r\n|\r|\n)", text)
    at = 0
    for number, (body, end) in enumerate(zip(parts[::2], [*parts[1::2], ""], strict=True), 1):
        for offset in range(at, at + len(body) + (len(end) > 0)):
            assert lines.place(offset) == (number, offset - at + 1)
        assert lines.text(number) == body
        at += len(body) + len(end)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(TEXTS)
    marks = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10)))
    edits = [Edit(start, text[start:end], draw(st.text(max_size=4))) for start, end in zip(marks[::2], marks[1::2], strict=False)]
    return text, list(dict.fromkeys(edits))


@given(edited(), st.randoms())
def test_edits_can_be_taken_back(case: tuple[str, list[Edit]], random: object) -> None:
    text, edits = case
    if any(one.start == other.start for one, other in pairwise(edits)):
        return  # two insertions at one place have no order: planning lets them clash
    shuffled = list(edits)
    random.shuffle(shuffled)
    after = apply_edits(text, shuffled)
    assert apply_edits(after, reverse_edits(edits)) == text


def test_edits_check_what_they_replace() -> None:
    for edits in ([Edit(0, "b", "")], [Edit(0, "ab", ""), Edit(1, "b", "")], [Edit(3, "d", "")]):
        with pytest.raises(StaleEdit):
            apply_edits("abc", edits)


def test_touching_removals_come_back_in_order() -> None:
    edits = [Edit(0, "abab", ""), Edit(4, "a", "")]
    assert reverse_edits(edits) == [Edit(0, "", "ababa")]
