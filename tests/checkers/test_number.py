"""`noun-number` and `verb-number`: singular and plural at short range."""

import pytest

from repair.checkers.number import noun_number, verb_number
from tests.checkers.mending import mended


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Many expert in it.", "Many experts in it."),
        ("One of the most famous expert.", "One of the most famous experts."),
        ("A victories for every towns, each woman and another women.", "A victory for every town, each woman and another woman."),
        ("Not many an expert; several expert panels; how many expert, one of the expert's.",) * 2,
        ("So many expert. Vitamin A infections are rare. “These village are old.”",) * 2,
        ("These village",) * 2,
        ("",) * 2,
    ],
)
def test_nouns_behind_words_of_number(text, right):
    assert mended(noun_number(also={"expert": "experts"}), text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "The towns is old.\nHis boat aren’t.\n“Yes.” Those women does it.",
            "The towns are old.\nHis boat aren’t.\n“Yes.” Those women do it.",
        ),
        ("The boat aren’t here. Both rivers wasn't low.", "The boat isn’t here. Both rivers weren't low."),
        ("Those of The Towns is. In The boat are two. The couple were. The crew have it.",) * 2,
        ("“The towns is old,” he said. The towns are. The boat is.",) * 2,
        ("The towns",) * 2,
    ],
)
def test_verbs_behind_a_subject_that_opens_a_sentence(text, right):
    assert mended(verb_number(), text) == right
