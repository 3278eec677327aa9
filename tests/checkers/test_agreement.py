"""Short-range grammar."""

import pytest

from repair.checkers.agreement import known_slip, subject_verb, verb_form
from repair.text.article import Article
from repair.text.span import apply_edits


def mended(check, text):
    edits = [edit for hit in check(Article(text)) for edit in hit.candidates[0]]
    return apply_edits(text, edits)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("She had also went.", "She had also gone."),
        ("She could not went.", "She could not go."),
        ("They didn’t came.", "They didn’t come."),
        ("“She had went,” he said.", "“She had went,” he said."),
        ("She had went-ish plans; what she did went well.", "She had went-ish plans; what she did went well."),
    ],
)
def test_verb_forms(text, right):
    assert mended(verb_form(forms={"went": ["gone", "go"], "came": ["come", "come"]}), text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("It rained. They was wet.", "It rained. They were wet."),
        ("It fell, and he haven’t seen it.", "It fell, and he hasn’t seen it."),
        ("It rained. We doesn't mind.", "It rained. We don't mind."),
        ("Those is new. This are old. These are new.", "Those are new. This is old. These are new."),
        ("Each of what they was told; did it fall and he have time?", "Each of what they was told; did it fall and he have time?"),
    ],
)
def test_subjects_and_verbs(text, right):
    assert mended(subject_verb(), text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("A Prime\u00a0Minster and PRIME MINSTER.", "A Prime Minister and PRIME MINISTER."),
        ("It lost it’s own.", "It lost its own."),
        ("A prime minster-like man. www.prime.minster.org", "A prime minster-like man. www.prime.minster.org"),
    ],
)
def test_known_slips_keep_their_capitals(text, right):
    assert mended(known_slip(slips={"prime minster": "prime minister", "it's own": "its own"}), text) == right


def test_a_text_of_one_word_has_no_helper() -> None:
    check = verb_form(forms={"only": ["lone", "lone"]})
    assert not list(check(Article("only")))
    assert len(list(check(Article("It could only end.")))) == 1
