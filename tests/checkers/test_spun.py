"""`spun-phrase`: expressions with words swapped."""

import pytest

from repair.checkers.spun import spun_phrase
from repair.text.article import Article


def found(text):
    return [(text[hit.span.start : hit.span.end], hit.facts["original"]) for hit in spun_phrase()(Article(text))]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("A carbon di-oxide leak.", [("carbon di-oxide", "carbon dioxide")]),
        ("The Prime\u00a0Preacher left.", [("Prime\u00a0Preacher", "Prime Minister")]),
        ("Lymph hubs swell.", [("Lymph hubs", "Lymph nodes")]),
        ("The demise tolls rose.", [("demise tolls", "death tolls")]),
        ("The demise. Toll roads opened. DEMISE TOLL", []),
        ("The prime-ministers' preacher", []),
        ("İ The demise toll rose.", [("demise toll", "death toll")]),
        ("demise", []),
        ("an atmosphere change", [("atmosphere change", "climate change")]),
        ("", []),
    ],
)
def test_finds_swapped_words_that_stand_together(text, pairs):
    assert found(text) == pairs


def test_the_article_before_follows_the_new_words():
    (hit,) = spun_phrase()(Article("Ask an overseeing chief."))
    assert [edit.new for edit in hit.candidates[0]] == ["a", "managing director"]
