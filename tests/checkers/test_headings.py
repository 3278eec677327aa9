"""Headings that are not the article's own."""

from __future__ import annotations

import pytest

from repair.checkers.headings import glued_headline, open_heading, quiz_heading, stacked_headings, stray_headline
from repair.checkers.headline import Verbs, is_headline
from repair.text.article import Article

VERBS = {"verbs": ["close", "fall", "say", "see", "back"], "participles": ["jailed", "ruled"]}
KNOWN = Verbs.of(VERBS["verbs"], VERBS["participles"])
LEFT = "The orchestra has bought the old tram depot and will move its rehearsals there in autumn, among rails and cables. " * 3
RIGHT = "Its conductor says that brass players like the echo, while the cellos complain of draughts and of the pigeons. " * 4


def found(check, *lines, end="\n\n"):
    text = end.join(lines)
    return [text[hit.span.start : hit.span.end] for hit in check(Article(text))]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Bakery closes after ninety years", True),
        ("Prices fall in spring", True),
        ("Vicar jailed for fraud", True),
        ("Strike could ruin harvest", True),
        ("The horse that swam home", True),
        ("Street prices", False),
        ("How the bakery closes", False),
        ("Keep prices low in spring", False),
        ("A bakery of the old school", False),
        ("Who closes the bakery?", False),
        ("", False),
    ],
)
def test_headline_says_that_something_happens(line, says):
    assert is_headline(line, KNOWN) is says


@pytest.mark.parametrize("end", ["\n", "\n\n", "\r\n\r\n"])
def test_stray_headline_shares_no_word(end):
    check = stray_headline(**VERBS)
    foreign, own = "Bakery closes after ninety years", "Depot closes after ninety years"
    assert found(check, LEFT, LEFT, foreign, RIGHT, RIGHT, end=end) == [foreign]
    assert found(check, LEFT, LEFT, own, RIGHT, RIGHT, end=end) == []
    assert found(check, "Short text.", "Another line.", foreign, "And one more.", end=end) == []


def test_title_with_its_price_is_what_the_next_lines_are_about():
    title = "The baker says no to ninety gulls"
    assert found(stray_headline(**VERBS), LEFT, LEFT, title, RIGHT, RIGHT) == [title]
    assert found(stray_headline(**VERBS), LEFT, LEFT, f"{title} (Larch, £6.99)", RIGHT, RIGHT) == []


def test_many_strays_are_a_manner():
    lines = [line for word in ("Bakery", "Harbour", "Museum", "Quarry") for line in (f"{word} closes after storm", LEFT, RIGHT)]
    assert found(stray_headline(**VERBS), LEFT, LEFT, *lines) == []


def test_glued_headline():
    check = glued_headline(**VERBS)
    assert found(check, LEFT.strip() + "Bakery closes after ninety years", RIGHT.strip()) == ["Bakery closes after ninety years"]
    assert found(check, LEFT.strip() + " The depot closes after the concert", RIGHT.strip()) == []
    assert found(check, LEFT.strip() + " It closes after", RIGHT.strip()) == []


def test_stacked_headings_are_one_group():
    text = "\n".join([LEFT.strip(), RIGHT.strip(), "Prices fall again", "Bakery is closing", RIGHT.strip()])
    hits = list(stacked_headings(**VERBS)(Article(text)))
    assert [text[hit.span.start : hit.span.end] for hit in hits] == ["Prices fall again", "Bakery is closing"]
    assert len({hit.group for hit in hits}) == 1
    assert found(stacked_headings(**VERBS), LEFT, RIGHT, "The bakery", "Bakery is closing", RIGHT) == []


def test_quiz_heading_is_let_alone_in_interviews():
    check = quiz_heading(forms=["do you know"])
    assert found(check, LEFT, "Do you know what depots are?", RIGHT) == ["Do you know what depots are?"]
    assert found(check, LEFT, "Do you know the depot?", "Yes, well enough.", RIGHT) == []
    assert found(check, "Where?", LEFT, "Do you know the depot?", RIGHT, "When?") == []


def test_open_heading_can_be_removed_or_closed():
    article = Article("\n".join([LEFT, "Cellist calls depot a ‘trap.", RIGHT]))
    (hit,) = open_heading()(article)
    assert [len(edits) for edits in hit.candidates] == [1, 1]
    assert hit.candidates[1][0].new == "’"
    assert found(open_heading(), LEFT, "“We shall move.", RIGHT) == []
