"""Fixes of an earlier version on a later one: at a certain place, or nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.compare.hunks import hunks
from repair.compare.place import Placing, Unplaced
from repair.text.span import Edit

CREDIT = "Ilse Marrow/AFP"


def edit(text: str, old: str, new: str, nth: int = 0) -> Edit:
    at = -1
    for _ in range(nth + 1):
        at = text.index(old, at + 1)
    return Edit(at, old, new)


def test_the_same_text_needs_no_search() -> None:
    assert Placing("a cat", "a cat").place([Edit(2, "cat", "dog")]) == (Edit(2, "cat", "dog"),)


def test_a_fix_follows_its_sentence() -> None:
    then = "One cat sat.\n\nThe the ferry sailed to Lund on time.\n"
    now = "A new first line.\n\nThe the ferry sailed to Lund on time.\n\nOne cat sat down.\n"
    assert Placing(then, now).place([edit(then, "The the", "The")]) == (edit(now, "The the", "The"),)


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_the_right_one_of_equal_credits(nth: int) -> None:
    paragraphs = [f"Paragraph {word} tells of another thing altogether." for word in ("one", "two", "three", "four")]
    then = f"\n\n{CREDIT}\n\n".join(paragraphs)
    now = f"\n\n{CREDIT}\n\n".join([paragraphs[0].replace("another", "some other"), *paragraphs[1:]])
    assert Placing(then, now).place([edit(then, CREDIT, "x", nth)]) == (edit(now, CREDIT, "x", nth),)


def test_one_of_equal_credits_is_not_guessed_at() -> None:
    then = f"{CREDIT}\n\n{CREDIT}\n\n{CREDIT}\n\nThe text.\n"
    now = f"{CREDIT}\n\n{CREDIT}\n\nThe text.\n"
    with pytest.raises(Unplaced):
        Placing(then, now).place([edit(then, CREDIT, "x", 1)])


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ("The ferry sailed to Oslo on time.", "gone"),
        ("The ferry to Lund never sailed at all.", "changed"),
        ("To Lund it went. Lund was reached. And Lund was left.", "several"),
        ("The ferry sailed to Vik on time.", "already"),
    ],
)
def test_what_has_no_certain_place_says_why(now: str, reason: str) -> None:
    then = "The ferry sailed to Lund on time."
    with pytest.raises(Unplaced, match=reason) as caught:
        Placing(then, now).place([edit(then, "Lund", "Vik")])
    assert caught.value.done == (reason == "already")


def test_all_edits_of_a_fix_or_none() -> None:
    then = "On Monday the council met in the great hall of Lund."
    with pytest.raises(Unplaced):
        Placing(then, then.replace("of Lund", "of Vik")).place([edit(then, "On Monday the", "The"), edit(then, "Lund", "Lund on Monday")])


def test_edits_of_another_text_are_refused() -> None:
    with pytest.raises(ValueError, match="no 'dog'"):
        Placing("a cat", "a dog").place([Edit(2, "dog", "cat")])


WORDS = st.sampled_from(
    [*"the a dog cat sat ran Ann Bob not 3 said on Tuesday . , hall".split(), "\n\n", "\n\nAdvertisement\n\n", f"\n\n{CREDIT}\n\n"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=40)


@given(TEXTS, st.data())
@settings(max_examples=300, deadline=None)
def test_nothing_is_placed_where_the_text_is_not_what_was_reviewed(words: list[str], data: st.DataObject) -> None:
    then = " ".join(words)
    later = list(words)
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(later)))
        later[at : at + data.draw(st.integers(0, 4))] = data.draw(st.lists(WORDS, max_size=4))
    if data.draw(st.booleans()):
        cut = data.draw(st.integers(0, len(later)))
        later = later[cut:] + later[:cut]
    now = " ".join(later)
    reviewed = " ".join(data.draw(TEXTS)) if data.draw(st.booleans()) else " ".join(w for w in words if data.draw(st.booleans()))
    placing = Placing(then, now)
    for hunk in hunks(then, reviewed):
        made = Edit(hunk.old.start, then[slice(*hunk.old)], reviewed[slice(*hunk.new)])
        try:
            (placed,) = placing.place([made])
        except Unplaced:
            continue
        assert (placed.old, placed.new) == (made.old, made.new)
        assert now[placed.start : placed.end] == made.old
        assert near(now, placed) == near(then, made), "the words next to it are those that were reviewed with it"


def near(text: str, made: Edit) -> tuple[list[str], list[str]]:
    """The words next to an edit in its line."""
    before, after = text[: made.start].split("\n")[-1], text[made.end :].split("\n")[0]
    return before.split()[-2:], after.split()[:2]
