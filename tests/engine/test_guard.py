"""The fact guard: what of fact a fix would change."""

from __future__ import annotations

import pytest

from repair.engine.guard import lost_facts
from repair.text.article import Article
from repair.text.span import Edit, Span


def lost(text: str, old: str, new: str, witness: str = "") -> list[str]:
    start = text.index(old)
    kept = [Span(text.rindex(witness), text.rindex(witness) + len(witness))] if witness else []
    return lost_facts(Article(text), [Edit(start, old, new)], kept)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("The fee is 40 pounds.", "40", "14"),
        ("The fee rose by 4 percent.", "4 percent", "4"),
        ("They met Ann Baxter there.", "Ann Baxter", "her"),
        ("They met on Tuesday at noon.", "Tuesday", "Thursday"),
        ("He did not go.", "did not go", "went"),
        ("The alleged thief ran.", "alleged thief", "thief"),
        ("He said “we will lose” then.", "lose", "win"),
        ("He said “we will lose” then.", "will ", ""),
        ("It was a poor show.", "a poor", "no poor"),
        ("He did not go, for it was not far.", "not ", ""),
        ("He did go, for it was not far.", "did", "did not"),
        ("He may go, as he may stay.", "may stay", "can stay"),
        ("It sold <b>2</b>1 boats.", "</b>", ""),
        ("He met <Ann> there.", "<Ann> ", ""),
        ("Later Ann Holm told Bob Lund.", "Ann Holm told Bob Lund", "Bob Lund told Ann Holm"),
    ],
)
def test_facts_that_change_are_named(text: str, old: str, new: str) -> None:
    assert lost(text, old, new)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("The the fee is 40 pounds.", "The the", "The"),
        ("He did not not go.", "not not", "not"),
        ("He did not not go.", "not ", ""),
        ("He may may go, as he may.", " may", ""),
        ("They met Ann Baxter Ann Baxter there.", "Ann Baxter ", ""),
        ("It rose 40 percent , then fell.", " ,", ","),
        ("He said “we will will lose” then.", "will will", "will"),
        ("He said “we  will lose” then.", "  ", " "),
        ("The utilisation of it.", "utilisation", "use"),
        ("It left.\n<strong>Duty manager Ann Holm</strong> said so.", "<strong>", ""),
        ('In <a href="/2021/05" rel="no">the month</a> of May', '<a href="/2021/05" rel="no">', ""),
    ],
)
def test_spacing_and_repetition_are_no_facts(text: str, old: str, new: str) -> None:
    assert lost(text, old, new) == []


def test_what_a_witness_keeps_is_not_lost() -> None:
    text = "Ann Baxter paid 40 pounds.\n\nMore.\n\nAnn Baxter paid 40 pounds."
    sentence = "Ann Baxter paid 40 pounds."
    assert lost(text, sentence + "\n\n", "")
    assert lost(text, sentence + "\n\n", "", witness=sentence) == []


def test_an_edit_that_ends_in_the_middle_of_a_very_long_word_is_judged() -> None:
    text = f"Write to the <a {'x' * 60} mill."
    assert lost_facts(Article(text), [Edit(13, text[13:30], "")]) == []
