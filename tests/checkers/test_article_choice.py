"""`article-choice`: the sounds that words begin with."""

import pytest

from repair.checkers.article_choice import article_choice, begins_with_vowel_sound
from repair.text.article import Article


@pytest.mark.parametrize(
    ("word", "vowel"),
    [
        *((word, True) for word in "apple hour honest heir unusual unidentified unimportant umbrella 8 80 8,000 11 11,000 18 18th".split()),
        *((word, True) for word in "$8 £11.5 $18 FBI MP SPV X-ray e-mail MRI x-ray S&P NHS F-16 undo unless heiress EU utter".split()),
        *(
            (word, False)
            for word in "one once union united university use user European euphemism UN UK US U.S. U-turn 1 7 110 180 $5".split()
        ),
        *(
            (word, False)
            for word in "hospital house wide yellow Japanese utopian unanimous one-off ubiquitous Ukrainian tree CEO BBC".split()
        ),
        *((word, None) for word in "historic herb NATO NASA Uyghur 1100 nth hotel NY H FTSE UNESCO".split()),
    ],
)
def test_sounds(word, vowel):
    assert begins_with_vowel_sound(word) is vowel


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("It took a hour.", ["an"]),
        ("An bridge fell.", ["A"]),
        ("It took a\u00a0hour.", ["an"]),
        ("It cost an $11bn and an $1bn.", ["a"]),
        ("Serie A is on; vitamin A eases it. Plan A Under way. The a in apple.", []),
        ("Xi An was there; the cliché of an éclair; an Mbappe; at 8 a.m. a.", []),
        ("cats an the dog", []),
        ("", []),
    ],
)
def test_articles(text, right):
    assert [hit.facts["right"] for hit in article_choice()(Article(text))] == right


def test_a_soft_hyphen_ends_no_word() -> None:
    assert list(article_choice()(Article("A Re\xadpub\xadlic\xadan voter, an Amer\xadic\xadan driver and a un\xadion said so."))) == []


@pytest.mark.parametrize(
    ("text", "sure"),
    [("It was an bridge.", True), ("It was an women.", False), ("It was an Belgian.", False), ("It turned an slowed.", False)],
)
def test_before_a_name_a_plural_or_a_past_the_article_is_not_surely_the_wrong_one_of_the_two(text: str, sure: bool) -> None:
    assert [hit.sure for hit in article_choice()(Article(text))] == [sure]
