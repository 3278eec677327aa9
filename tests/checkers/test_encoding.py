"""Mojibake, references, invisible characters and no-break spaces: what is mended, what stays, and that it ends."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from repair.checkers.encoding import entity, invisible, mojibake, no_break_spaces
from repair.checkers.hit import Check
from repair.text.article import Article
from tests.checkers.mending import found, mended, once

CHECKS = {"mojibake": mojibake(), "entity": entity(), "invisible": invisible(), "no-break": no_break_spaces()}
PIECES = st.sampled_from(
    [
        "â€™",
        "â€",
        "Ã¢â‚¬â„¢",
        "Ã©",
        "Ã ",
        "Â",
        "Â£",
        "\x92",
        "\x9d",
        "â",
        "é”",
        "&amp;",
        "&rsquo;",
        "amp;",
        "&#39;",
        "&nbsp;",
        "&lt;",
        ";",
        "\u200b",
        "\u200d",
        "\u200f",
        "\xad",
        "\x0b",
        "\u2028",
        "\ufeff",
        "\xa0",
        "\xa0\xa0",
        " ",
        "\n",
        "\r\n",
        "ש",
        "👨",
        "word",
        "10",
        "n",
        "t",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
@example(text="&amp;amp;amp;amp;amp;amp;lt;")
@example(text="Ãƒâ€šÃ‚Â£")
def test_a_second_time_changes_nothing(check: Check, text: str) -> None:
    after = mended(check, text)
    assert once(check, after) == after


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
@settings(deadline=None, max_examples=60)
@given(text=st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="&")))
def test_plain_text_is_left_alone(check: Check, text: str) -> None:
    assert not found(check, text)


@settings(deadline=None, max_examples=60)
@given(marks=st.lists(st.sampled_from("éüñ’“–£€…"), min_size=1, max_size=6), times=st.integers(1, 2))
def test_a_wrong_reading_is_undone_to_the_letter(marks: list[str], times: int) -> None:
    text = broken = "go " + "".join(f"word{mark}s and " for mark in marks) + "on"
    for _ in range(times):
        broken = broken.encode().decode("cp1252")
    assert mended(CHECKS["mojibake"], broken) == text


@pytest.mark.parametrize(
    "text",
    ["Café “Chloé”", "À la carte, São Tomé, Dâmbovița, crème brûlée", "Æ Ø Å — €5 – £6…", "naïve’s", "Zoë’s “É”"],
)
def test_accents_beside_quotation_marks_are_no_mojibake(text: str) -> None:
    assert not found(CHECKS["mojibake"], text)


def test_runs_of_one_sentence_are_one_hit_in_a_sound_article() -> None:
    assert found(CHECKS["mojibake"], "All is well. â€œGo,â€\x9d she said.") == ["â€œGo,â€\x9d"]
    assert len(found(CHECKS["mojibake"], "Itâ€™s late. Thatâ€™s why.\nIsnâ€™t it?")) == 3


@pytest.mark.parametrize("text", ["https://a.example/?x=1&amp;y=2", "AT&T; B&foo;", "a & b; c"])
def test_what_is_no_reference_stays(text: str) -> None:
    assert not found(CHECKS["entity"], text)


def test_references_next_to_blanks_leave_one_blank() -> None:
    assert mended(CHECKS["entity"], "a&nbsp; b &nbsp;c&nbsp;d") == "a b c d"


def test_joiners_and_direction_marks_stay_where_scripts_need_them() -> None:
    for text in ("👨\u200d👩", "می\u200cخواهم", "שלום\u200f!"):
        assert not found(CHECKS["invisible"], text)
    assert mended(CHECKS["invisible"], "se\u200drious \u200eleft") == "serious left"


def test_line_ends_are_kept() -> None:
    text = "one\u200b\r\ntwo\xa0\xa0three\rfour"
    assert mended(CHECKS["invisible"], text) == "one\r\ntwo\xa0\xa0three\rfour"
    assert mended(CHECKS["no-break"], text) == "one\u200b\r\ntwo three\rfour"


@pytest.mark.parametrize("text", ["10\xa0km, 12\xa0km, 14\xa0km", "Mr\xa0X and Dr\xa0Y and Mrs\xa0Z", "a\xa0b", "x \xa0\n"])
def test_no_break_spaces_that_bind_stay(text: str) -> None:
    assert not found(CHECKS["no-break"], text)


def test_two_stray_letters_side_by_side_are_told_once_each() -> None:
    assert found(CHECKS["mojibake"], "It is Ã Â good.") == ["Â "]


@pytest.mark.parametrize("name", ["mojibake", "entity"])
def test_what_an_article_says_of_encodings_is_not_sure(name: str) -> None:
    damaged = {"mojibake": "Ã©", "entity": "&amp;"}[name]
    spoken = f"In HTML and UTF-8 you may meet {damaged} on a page. {'The rest is silence. ' * 8}Here stands {damaged} again."
    assert [hit.sure for hit in CHECKS[name](Article(spoken))] == [False, True]
    assert [hit.sure for hit in CHECKS[name](Article(spoken.replace("HTML and UTF-8", "the town")))][-1]


def test_blanks_left_around_a_link_are_worth_a_look_only() -> None:
    check = CHECKS["no-break"]
    severities = [
        hit.severity
        for text in (
            "He told\xa0The Velm Post\xa0that it rained.",
            "She met\xa0the unions and\xa0agreed, with\xa0two others.",
            "It left.\xa0\xa0Nobody waved.",
            "The old\xa0mill\xa0of\xa0the\xa0reeve burned.",
        )
        for hit in check(Article(text))
    ]
    assert severities == ["info", "info", None, None]


def test_what_a_decoder_gave_up_is_not_read_anew() -> None:
    assert not list(CHECKS["mojibake"](Article("the clerk: â\ufffd\ufffd If the weir is to stand, it must be mended.")))
