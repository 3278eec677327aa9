"""Blocks that are taken out go with line ends on one side, and leave the lines that stay apart as they were."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair.text.blocks import removal, split_blocks
from repair.text.span import apply_edits

ENDS = st.sampled_from(["\n", "\r\n", "\n\n", "\n \n", "\r"])
TEXTS = st.tuples(st.lists(st.tuples(st.sampled_from(["One.", "  Two", "Three "]), ENDS), min_size=1, max_size=9), st.booleans()).map(
    lambda made: "".join(line + end for line, end in made[0])[: None if made[1] else -1]
)


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("Menu\nA first line.\nA second line.\n", 0, "A first line.\nA second line.\n"),
        ("A first line.\nA second line.\nMenu\nShare\n", 2, "A first line.\nA second line.\nShare\n"),
        ("A first line.\nA second line.\nMenu", 2, "A first line.\nA second line."),
        ("A first line.\n\nMenu\nA second line.\n", 1, "A first line.\n\nA second line.\n"),
        ("A first line.\nMenu\n\nA second line.\n", 1, "A first line.\n\nA second line.\n"),
        ("A first line.\r\n\r\nMenu \r\n\r\nEnd", 1, "A first line.\r\n\r\nEnd"),
        ("A first line.\r\rMenu\rA second line.\r", 1, "A first line.\r\rA second line.\r"),
        ("A first line.\rMenu\r\rA second line.\r", 1, "A first line.\r\rA second line.\r"),
    ],
)
def test_line_ends_on_one_side_go(text: str, gone: int, left: str) -> None:
    assert apply_edits(text, [removal(text, split_blocks(text)[gone])]) == left


@given(TEXTS)
def test_only_the_block_goes_and_the_others_stay_on_lines_of_their_own(text: str) -> None:
    blocks = split_blocks(text)
    for block in blocks:
        left = apply_edits(text, [removal(text, block)])
        assert [one.text for one in split_blocks(left)] == [one.text for one in blocks if one != block]


@given(st.integers(2, 6), st.sampled_from(["\n", "\n\n", "\r\n"]), st.booleans())
def test_neighbours_at_the_tail_share_no_line_end(count: int, end: str, ended: bool) -> None:
    text = end.join(["A paragraph that says what happened, to whom and where.", *["Share"] * count]) + (end if ended else "")
    edits = [removal(text, block) for block in split_blocks(text)[1:]]
    assert all(one.end <= other.start for one, other in pairwise(edits))
    assert apply_edits(text, edits) == text[:55] + (end if ended else "")
