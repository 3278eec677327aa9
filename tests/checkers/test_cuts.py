"""`cut-off`: paragraphs that stop in the middle of a sentence."""

import pytest

from repair.checkers.cuts import cut_off
from repair.text.article import Article

LONG = "The two towns agreed last spring that they would share all the costs of"


def found(text):
    return [text[hit.span.start : hit.span.end] for hit in cut_off()(Article(text))]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (LONG, ["all the costs of"]),
        (LONG + "\r\n\r\nWork begins soon.", ["all the costs of"]),
        (LONG + "\nthe new bridge.", []),
        (LONG + "\nHarbour Gazette\n, they said.", []),
        ("What To Look Out For And What The Two Towns Agreed That They Share Of", []),
        ("It fell. They spoke of", ["They spoke of"]),
        ("They spoke of", []),
        ("The two towns agreed last spring that the costs were as high as they were", []),
        ("", []),
    ],
)
def test_finds_only_sentences_without_an_end(text, spans):
    assert found(text) == spans
