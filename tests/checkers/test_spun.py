"""`spun-phrase`: expressions with words swapped."""

import importlib.util
from pathlib import Path

import pytest

from repair.checkers.spun import spun_phrase
from repair.checkers.words import entries
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
        ("On/off: a demise toll–the highest.", [("demise toll", "death toll")]),
        ("Technological know-how fiction", [("Technological know-how fiction", "Science fiction")]),
        ("an atmosphere change", [("atmosphere change", "climate change")]),
        ("", []),
    ],
)
def test_finds_swapped_words_that_stand_together(text, pairs):
    assert found(text) == pairs


def test_the_article_before_follows_the_new_words():
    (hit,) = spun_phrase()(Article("Ask an overseeing chief."))
    assert [edit.new for edit in hit.candidates[0]] == ["a", "managing director"]


def test_what_is_looked_for_first_agrees_with_the_other_lists():
    root = Path(__file__).parents[2]
    spec = importlib.util.spec_from_file_location("spun_lists", root / "benchmarks" / "spun.py")
    lists = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(lists)
    kept = dict(line.split("\t") for line in entries("spun-starts.txt"))
    assert kept == {
        first: " ".join(":".join((second, *sorted(thirds))) for second, thirds in sorted(seconds.items()))
        for first, seconds in lists.starts(root / "rules").items()
    }
