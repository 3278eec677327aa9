"""Which edits only spell anew what stood there."""

from __future__ import annotations

import pytest

from repair.text.recode import only_respelt, redecode, unescape


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("The townâ€™s mayor", "â€™", "’"),
        ("The town&amp;rsquo;s mayor", "&amp;rsquo;", "’"),
        ("The town?s mayor", "?", "’"),
        ("It cost $17, 000", " ", ""),
        ("se\u200brious", "\u200b", ""),
        ("a\xa0b", "\xa0", " "),
    ],
)
def test_spelling_and_spacing_change_no_fact(text: str, old: str, new: str) -> None:
    assert only_respelt(text, text.rindex(old), old, new)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("in 20 30 days", " 30", "30"),
        ("Is it? No", "?", "’"),
        ("the town", "town", "city"),
        ("a 5", "5", "6"),
        ("x&rsquo;", "&rsquo;", "”"),
    ],
)
def test_other_words_and_other_numbers_are_other_facts(text: str, old: str, new: str) -> None:
    assert not only_respelt(text, text.rindex(old), old, new)


def test_what_is_sound_is_not_read_again() -> None:
    for text in ("Café “Chloé”", "plain", "À la carte – £5"):
        assert redecode(text) == unescape(text) == text
