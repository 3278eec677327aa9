"""Where two versions differ: complete, in order, whole words, in bounded time."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.compare.hunks import Hunk, hunks
from repair.text.span import Edit, apply_edits

WORDS = st.sampled_from([*"the a dog sat Ann Bob not 3 1,200 said . , “ ” é 😀".split(), " ", "  ", "\n", "\n\n", "\r\n", "\xa0", "\r"])
TEXTS = st.lists(WORDS, max_size=40).map("".join)


def edits(before: str, after: str, found: tuple[Hunk, ...]) -> list[Edit]:
    return [Edit(hunk.old.start, before[slice(*hunk.old)], after[slice(*hunk.new)]) for hunk in found]


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_making_every_hunk_gives_the_later_text(before: str, after: str) -> None:
    found = hunks(before, after)
    assert apply_edits(before, edits(before, after, found)) == after
    assert all(edit.old != edit.new for edit in edits(before, after, found))
    assert all(one.old.end < two.old.start or one.new.end < two.new.start for one, two in pairwise(found)), "hunks do not touch"


@given(st.lists(st.sampled_from(["One cat sat.\n", "\n", "Two dogs ran home.\n", "Three men.\n", "x"]), max_size=12), st.data())
@settings(max_examples=50, deadline=None)
def test_lines_taken_out_or_put_in(lines: list[str], data: st.DataObject) -> None:
    rest = [line for line in lines if data.draw(st.booleans())]
    assert apply_edits("".join(lines), edits("".join(lines), "".join(rest), hunks("".join(lines), "".join(rest)))) == "".join(rest)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("The old cat sat.", "The big cat sat.", [("old", "big")]),
        ("It rose 3.4 percent.", "It rose 3.5 percent.", [("3.4", "3.5")]),
        ("Ann’s cat.", "Bob’s cat.", [("Ann’s", "Bob’s")]),
        ("One.\n\nTwo old men.\n\nThree.", "One.\n\nThree.", [("Two old men.\n\n", "")]),
        ("A dog  ran , then slept .", "A dog ran, then slept.", [("  ", " "), (" ", ""), (" ", "")]),
        ("Red one.\nRed two.\n", "Blue one.\nBlue two.\n", [("Red", "Blue"), ("Red", "Blue")]),
    ],
)
def test_whole_words_are_told(before: str, after: str, told: list[tuple[str, str]]) -> None:
    assert [(edit.old, edit.new) for edit in edits(before, after, hunks(before, after))] == told


def noise(count: int, seed: int, line: float) -> str:
    draw = random.Random(seed)
    return "".join(draw.choice("abcdefghij") * draw.randrange(1, 9) + ("\n" if draw.random() < line else " ") for _ in range(count))


@pytest.mark.parametrize("line", [0, 0.02, 0.5])
def test_texts_that_share_nothing_take_bounded_time(line: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("repair.compare.hunks._MOST_WORK", 4_000_000)
    before, after = noise(30_000, 1, line), noise(30_000, 2, line)
    begun = time.process_time()
    found = hunks(before, after)
    assert time.process_time() - begun < 20, "a second of diffing and what the length of the texts costs"
    assert apply_edits(before, edits(before, after, found)) == after
