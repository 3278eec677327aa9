"""Quotation marks, brackets and who said it: what is told, what is right as it stands, and that it ends."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.checkers.brackets import unclosed_bracket
from repair.checkers.hit import Check
from repair.checkers.lostmarks import apostrophe_apart, lost_apostrophe, lost_marks, question_mark_apostrophe, question_mark_quote
from repair.checkers.punctuation import missing_stop
from repair.checkers.quotes import comma_lost, doubled_quote, lost_possessive, unclosed_quote
from repair.text.article import Article
from tests.checkers.mending import found, mended, once

CHECKS = {
    "unclosed": unclosed_quote(),
    "doubled": doubled_quote(),
    "bracket": unclosed_bracket(),
    "comma": comma_lost(),
    "possessive": lost_possessive(),
    "stop": missing_stop(),
    "apart": apostrophe_apart(),
    "apostrophe": lost_apostrophe(),
    "question": question_mark_quote(),
    "stood in": question_mark_apostrophe(),
    "lost": lost_marks(),
}
PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "'",
        "’",
        "‘",
        "(",
        ")",
        "[",
        "]",
        ", he said.",
        " said Rusk",
        "we wait for the ship",
        "They",
        "don t",
        "didnt",
        "wedon",
        ". ",
        ", ",
        "?",
        ".?",
        " ",
        "\n",
        "\r\n\r\n",
        "\xa0",
        "6'2\"",
        "town’",
        "Velm ''s",
        "report?s",
        "  ",
        "The harbour of Velm is shut",
    ]
)
TEXTS = st.lists(PIECES, max_size=16).map("".join)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_a_second_time_changes_nothing(check: Check, text: str) -> None:
    after = mended(check, text)
    assert once(check, after) == after


@pytest.mark.parametrize(
    "text",
    [
        "“We wait.\n\n“We go,” she said.",
        "She said: “We wait. We hope.\n\nThen we go,” and left.",
        'He is 6\'2" tall, the "mate" said.',
        'The "so-called "long" way" is safe.',
        "„Wir warten“, sagte er.",
    ],
)
def test_speech_that_pairs_is_left_alone(text: str) -> None:
    assert not found(CHECKS["unclosed"], text)


def test_the_mark_goes_where_it_is_told_who_spoke() -> None:
    assert mended(CHECKS["unclosed"], "“It is late, said the mate.") == "“It is late,” said the mate."
    assert mended(CHECKS["unclosed"], '"It is late, officials said. Now') == '"It is late," officials said. Now'


def test_a_house_with_commas_outside_gets_them_outside_for_a_few_words() -> None:
    text = "A “new”, “old”, “true” ship. It is “sound, he said, and gone."
    assert "“sound”, he said" in mended(CHECKS["unclosed"], text)


@pytest.mark.parametrize("text", ["those who say “yes” said so", "The club “Sea Dogs” said no", "“We wait,” said Rusk"])
def test_terms_need_no_comma(text: str) -> None:
    assert not found(CHECKS["comma"], text)


@pytest.mark.parametrize("text", ["a) one b) two", "sad :( and", "(all) [right]", "x = {f(1}"])
def test_enumerators_smileys_and_code_are_no_open_brackets(text: str) -> None:
    assert not found(CHECKS["bracket"], text)


@pytest.mark.parametrize("text", ["in the U.S.? No", "terns, etc.? Yes", "What?", "page?s=1", "https://a.example/?s=1"])
def test_questions_stay(text: str) -> None:
    assert not found(CHECKS["question"], text)
    assert not found(CHECKS["stood in"], text)


def test_marks_come_in_the_style_of_the_article() -> None:
    assert mended(CHECKS["stood in"], 'The town\'s "best" report?s out') == "The town's \"best\" report's out"
    assert mended(CHECKS["stood in"], "The report?s out") == "The report’s out"


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
@pytest.mark.parametrize("unit", ["a ", "“a ", '"a ', '" ', "( ", "a’ ", "said ", "a, ", "? ", "?a", "''s ", "Ab, "])
def test_a_long_line_takes_no_time(check: Check, unit: str) -> None:
    text = unit * (40_000 // len(unit))
    started = time.process_time()
    for _, _ in zip(check(Article(text)), range(50), strict=False):
        pass
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("The town?s mayor can?t go, and we?ll see.", True),
        ("Ask?ll of the giri?i, the town?s mayor said.", False),
        ("The boat?ll sail.", False),
        ("See https://a.example/x?yz for the town?s plan.", True),
    ],
)
def test_a_mark_stands_for_an_apostrophe_surely_where_no_letters_are_lost(text: str, sure: bool) -> None:
    hits = list(CHECKS["stood in"](Article(text)))
    assert hits
    assert {hit.sure for hit in hits} == {sure}


def test_doubled_mark_behind_a_number_may_mean_inches() -> None:
    assert [hit.sure for hit in doubled_quote()(Article("It was “only 12”” and not “a sound ship””."))] == [False, True]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("He called it “a sound ship”” and left.", True),
        ("““Wait,” she said.", True),
        ("“He told me “stay where you are.”” She left.", False),
        ("““Stay” is what he said,” she said.", False),
    ],
)
def test_two_curly_marks_that_both_have_partners_may_be_meant(text: str, sure: bool) -> None:
    (hit,) = doubled_quote()(Article(text))
    assert hit.sure == sure
