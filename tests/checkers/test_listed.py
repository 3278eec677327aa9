"""`listed-words`: entries of a list that are wrong as they stand."""

import pytest

from repair.checkers.listed import like, listed_words, listed_words_neighbours, listed_words_words
from repair.rulebook.cue import neighbours
from repair.rulebook.gate import Gate
from repair.rulebook.rule import Cue
from repair.text.article import Article
from tests import built_in


def found(text, words="slips-prepositions.txt", **options):
    return [(text[hit.span.start : hit.span.end], hit.facts["right"]) for hit in listed_words(words=words, **options)(Article(text))]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("It consists from stone.", [("consists from", "consists of")]),
        ("According with İda, it CONSISTS FROM stone.", [("According with", "According to"), ("CONSISTS FROM", "CONSISTS OF")]),
        ("It consists. From stone, consists  from sand.", []),
        ("It “consists from” stone.", []),
        ("consists from", [("consists from", "consists of")]),
        ("consists", []),
        ("", []),
    ],
)
def test_finds_entries_in_any_letters(text, pairs):
    assert found(text, capitals="any") == pairs


def test_the_first_letter_may_be_large():
    assert found("The discover, a Discover, THE DISCOVER", "slips-nouns.txt", capitals="first") == [("The discover", "The discovery")]


def test_small_letters_only_unless_capitals_are_asked_for():
    assert found("He won’t been, and he Won't been.", "slips-verbs.txt") == [("won’t been", "won’t be")]


def test_what_stands_before_may_excuse_an_entry():
    assert found("Those he spoke to went.", "slips-verbs.txt", unless="spoke ") == []


def test_headings_may_be_left_out():
    assert found("consists from stone\nIt consists from stone.", capitals="any", prose=True) == [("consists from", "consists of")]


def test_what_stands_behind_may_be_asked_for():
    assert found("It consists from stone, consists from.", followed=r"\.") == [("consists from", "consists of")]


@pytest.mark.parametrize(
    ("old", "right", "new"), [("Don’t went", "don't go", "Don’t go"), ("WAS KNEW", "was known", "WAS KNOWN"), ("a", "an", "an")]
)
def test_the_right_words_look_like_the_wrong_ones(old, right, new):
    assert like(old, right) == new


@pytest.mark.parametrize("text", ["He didn’t been.", "He didn't been.", "Now he is has it.", "It was the he who left."])
@pytest.mark.parametrize("words", ["slips-verbs.txt", "slips-clashes.txt"])
def test_the_gate_opens_for_whatever_is_found(text, words):
    gate = Gate([(Cue("words", tuple(listed_words_words(words=words))), neighbours(listed_words_neighbours(words=words)))])
    assert not found(text, words) or gate.open_for(Article(text))


@pytest.mark.parametrize("rule", [rule for rule in built_in.rules() if rule.checker == "listed-words"], ids=lambda rule: rule.id)
def test_every_list_is_looked_for_by_words_and_neighbours(rule):
    assert {one.kind for one in rule.cues} <= {"words", "neighbours"}
