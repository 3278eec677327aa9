"""`misspelt-word`: words of a list of misspellings."""

import pytest

from repair.checkers.spelling import misspelt_word
from repair.text.article import Article


def found(text):
    return [(text[slice(*hit.span)], hit.facts["right"]) for hit in misspelt_word(words="slips-spelling.txt")(Article(text))]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("The goverment said it recieved it.", [("goverment", "government"), ("recieved", "received")]),
        ("In Britian and BRITIAN.", [("Britian", "Britain"), ("BRITIAN", "Britain")]),
        ("Goverment: a goverment and a goverment.", []),
        ("See goverment.example, @goverment, goverment-like.", []),
        ("recieved seperate definately goverment untill wich teh thier taht tihs hte whcih", []),
        ("İ recieved", [("recieved", "received")]),
        ("", []),
    ],
)
def test_finds_misspellings(text, pairs):
    assert found(text) == pairs
