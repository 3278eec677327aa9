"""`headless` and `said-in`: nouns that dropped out."""

import pytest

from repair.checkers.heads import headless, said_in
from repair.text.article import Article


@pytest.fixture
def check():
    return headless(words="adjectives.txt", people=["poor"], ideas=["obvious"], relational=["al"])


def found(check, text):
    return [text[hit.span.start : hit.span.end] for hit in check(Article(text))]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("It was an enormous. Then it sank.", ["an enormous."]),
        ("They cross the porous to reach us.", ["the porous to"]),
        ("It grew to a bigger of the two.", ["a bigger of"]),
        ("It is a very legal that we took.", ["a very legal that"]),
        ("Ask the industry says the expensive of it.", ["the expensive of"]),
        ("He said a new\u00a0by him was sold.", ["a new\u00a0by"]),
        ("The poor of the town; the obvious. A larger-than-life man.", []),
        ("Neither the legal nor the political was asked.", []),
        ("It went from the legal to the political.", []),
        ("", []),
    ],
)
def test_finds_only_phrases_without_a_noun(check, text, spans):
    assert found(check, text) == spans


def test_said_in_offers_the_adverb_when_known():
    (hit,) = said_in(words="adjectives.txt", adverbs={"open": "openly"})(Article("He stated in open that he left."))
    assert hit.candidates[0][0].new == "openly that"


def test_a_long_line_is_read_in_reasonable_time(check):
    assert found(check, "the a an " * 100_000) == []
