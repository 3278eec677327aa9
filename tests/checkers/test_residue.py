"""`page_line` and `share_bar`."""

from __future__ import annotations

import pytest

from repair.checkers.hit import Check
from repair.checkers.residue import page_line
from repair.checkers.sharing import share_bar
from repair.text.article import Article
from repair.text.span import apply_edits

PROSE = "The mayor opened the bridge on Monday, and the town walked over it until dark, as the clerk had hoped."
BAR = share_bar(networks=["Facebook", "Twitter", "Reddit"], verbs=["Share", "Shares", "SHARES"], fillers=["on", "Loading..."])


def found(check: Check, text: str) -> list[str]:
    return [text[hit.span.start : hit.span.end] for hit in check(Article(text))]


def mended(check: Check, text: str) -> str:
    return apply_edits(text, [edit for hit in check(Article(text)) for edit in hit.candidates[0]])


def test_line_is_removed_with_its_blank_line() -> None:
    check = page_line(say=["buy <thing>"], lists={"thing": ["bread", "salt"]})
    assert mended(check, "One.\r\n\r\n>> Buy salt!\r\n\r\nTwo.") == "One.\r\n\r\nTwo."


def test_only_the_lines_of_the_places_given_are_searched_for_cues() -> None:
    check = page_line(say=["buy salt"], inside=["buy salt"], cue=["salt"], opens="purchase")
    text = "Buy salt\n\nWe think. Buy salt\n\nBuy salt"
    assert [hit.span.start for hit in check(Article(text))] == [0, 20, 30]
    assert [hit.span.start for hit in check(Article(text), places={0: (4, [34, 24])})] == [20, 30]
    assert [hit.span.start for hit in check(Article(text), places={0: (4, None)})] == [0, 20, 30]
    assert not list(check(Article(text), places={}))


def test_cue_at_the_end_of_a_line_is_not_found_before_it() -> None:
    check = page_line(say=["[a-z ]+"], cue=[r"\bago\W{0,3}(?m:$)"])
    text = "Two days ago – it rained\n\nTwo days ago\n"
    for places in ({0: (6, [9, 34])}, {0: (6, None)}, None):
        assert [hit.span.start for hit in check(Article(text), places=places)] == [26]


def test_nested_lists() -> None:
    check = page_line(say=["<all>"], lists={"all": ["buy <thing>"], "thing": ["bread"]})
    assert found(check, "Buy bread\n\nBuy time") == ["Buy bread"]


@pytest.mark.parametrize(("expression", "lists"), [("<none>", {}), ("<a>", {"a": ["<a>"]})])
def test_lists_that_cannot_be_spelt_out(expression: str, lists: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="list"):
        page_line(say=[expression], lists=lists)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (f"{PROSE}Buy bread now", PROSE),
        (f"{PROSE} Buy bread now.", PROSE),
        (f"Buy bread now. {PROSE}", PROSE),
        (f"Buy bread now{PROSE}", PROSE),
        (f"{PROSE} Buy bread now. It rained.", f"{PROSE} It rained."),
        (f"{PROSE} [Buy bread now] It rained.", f"{PROSE} It rained."),
        (f"{PROSE}\xa0Buy bread now", PROSE),
    ],
)
def test_stretch_is_cut_out(text: str, after: str) -> None:
    check = page_line(say=["buy bread now"], inside=["buy bread now"], cue=["buy bread"])
    assert mended(check, text) == after
    assert found(check, after) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE} “Buy bread now.” It rained.",
        f"{PROSE} They said that people who buy bread now will eat.",
        f"{PROSE} Buy bread now or go hungry.",
    ],
)
def test_prose_stays(text: str) -> None:
    assert found(page_line(say=["buy bread now"], inside=["buy bread now"], cue=["buy bread"]), text) == []


def test_neighbours_are_one_hit() -> None:
    check = page_line(say=["x"], inside=["buy bread", "sell salt"], cue=["buy", "sell"])
    assert found(check, f"{PROSE} Buy bread. Sell salt.") == ["Buy bread. Sell salt."]


def test_place_below_needs_prose_before() -> None:
    check = page_line(say=["by ann lee"], place="below")
    assert found(check, f"Bridge opens\n\nBy Ann Lee\n\n{PROSE}") == []
    assert found(check, f"{PROSE}\n\nBy Ann Lee\n\n{PROSE}") == ["By Ann Lee"]


def test_place_end_needs_no_prose_after() -> None:
    check = page_line(say=["by ann lee"], place="end")
    assert found(check, f"{PROSE}\n\nBy Ann Lee\n\n{PROSE}") == []
    assert found(check, f"{PROSE}\n\nBy Ann Lee") == ["By Ann Lee"]


def test_too_many_lines_are_the_article_itself() -> None:
    check = page_line(say=[r"\d+ ago"], most=2)
    assert len(found(check, "1 ago\n2 ago")) == 2
    assert found(check, "1 ago\n2 ago\n3 ago") == []


def test_cues_survive_characters_that_grow_in_lower_case() -> None:
    check = page_line(say=["buy bread"], cue=["buy"])
    assert found(check, "İstanbul İzmir\n\nBuy bread") == ["Buy bread"]


@pytest.mark.parametrize("text", ["12 SHARES FacebookTwitter", "Share Facebook Twitter", "1.2k Shares Reddit"])
def test_share_bar_line(text: str) -> None:
    assert found(BAR, f"{PROSE}\n\n{text}\n\n{PROSE}") == [text]


def test_share_bar_in_a_paragraph() -> None:
    assert mended(BAR, f"8 SHARES FacebookTwitterReddit {PROSE}") == PROSE


@pytest.mark.parametrize("text", ["Facebook, Twitter and Reddit lost users.", "He is on Facebook. Twitter is next.", "Share on"])
def test_share_words_in_prose_stay(text: str) -> None:
    assert found(BAR, text) == []


def test_one_long_line_is_read_in_linear_time() -> None:
    text = "Share " * 20_000 + "the bread. " + "Buy bread and so on. " * 40_000
    assert found(page_line(say=["x"], inside=["buy bread now"], cue=["buy bread"]), text) == []
    assert len(found(BAR, text)) <= 20_000


def test_what_is_late_counts_at_the_end_only_and_what_is_at_home_is_told_there() -> None:
    check = page_line(say=["what now", "by ann eld"], cue=["now", "ann"], late=["what now"], home=["by ann eld"])
    story = "The mill burned for two days and two nights, and its owners watched it go from the bank."
    assert found(check, f"What now\n\n{story}") == []
    assert found(check, f"{story}\n\nWhat now") == ["What now"]
    (above,) = check(Article(f"By Ann Eld\n\n{story}"))
    (below,) = check(Article(f"{story}\n\nBy Ann Eld"))
    assert (above.severity, below.severity) == (None, "info")


def test_a_label_over_what_it_heads_stays() -> None:
    check = page_line(say=["top picks"], heads=r"^\d\.")
    assert found(check, "Top Picks\n\n1. The mill") == []
    assert found(check, "Top Picks\n\nThe mill burned.") == ["Top Picks"]


def test_a_byline_under_a_standfirst_stays() -> None:
    check = page_line(say=["by ann eld"], cue=["ann"], place="below")
    story = "The mill burned for two days and two nights, and its owners watched it go from the bank."
    assert found(check, "\n\n".join([story, "By Ann Eld", *[story] * 6])) == []
    assert found(check, "\n\n".join([story, story, "By Ann Eld", *[story] * 6])) == ["By Ann Eld"]


def test_share_words_of_a_sentence_stay() -> None:
    check = share_bar(networks=["Facebook", "Twitter"], verbs=["Like", "Follow", "Share"], fillers=["us", "on"])
    assert found(check, "The mill burned. Follow us on Twitter @mill today, she said to them.") == []
    assert found(check, "Find the mill on Twitter | Like us on Facebook, the owners said then.") == []
    assert found(check, "The mill burned. Share Facebook Twitter") == ["Share Facebook Twitter"]


def test_first_line_may_be_the_title() -> None:
    check = page_line(say=["(?:video|quiz):.+"], opens="video quiz", title="^video:")
    assert found(check, "Video: How to row\n\nThe regatta was held on Friday.") == []
    assert found(check, "Quiz: Can you row?\n\nThe regatta was held on Friday.") == ["Quiz: Can you row?"]
    assert found(check, "The regatta was held on Friday.\n\nVideo: How to row") == ["Video: How to row"]


def test_series_heads_the_entries_of_a_live_report() -> None:
    check = page_line(say=[r"\d\d:\d\d"], opens="0", series=r"1\d:\d\d")
    assert found(check, "18:42\n\nIt rained.\n\n17:30\n\nIt poured.\n\n02:10\n\n16:05\n\nIt was dry.") == ["02:10"]
    assert found(check, "18:42\n\nIt rained.\n\n17:30\n\nIt poured.") == ["18:42", "17:30"]
