"""`page-talk` and `page-words`: what pages say, by the kinds of words and the place of a line."""

import pytest

from repair.checkers.talk import page_talk, page_words
from repair.text.article import Article

ACTS = "join read book send vote"
SURE = ["newsletter", "our site", "sign up"]
THINGS = ["story", "stories", "tickets", "email", "quiz"]
FERRY = "The ferry lay at the quay for nine days before the pilots came back to work."
SAILS = "It sails again on Monday, when the ice has gone from the harbour of the town."


def talk(*lines: str, **options: int) -> list[str]:
    """What is told of an article of these lines."""
    article = Article("\n\n".join(lines) + "\n")
    hits = page_talk(acts=ACTS, sure=SURE, things=THINGS, **options)(article)
    return [article.text[hit.span.start : hit.span.end] for hit in hits]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Join our newsletter today", True),
        ("Book your tickets here", True),
        ("Vote in the quiz and send us your story", True),
        ("Join the queue of boats", False),  # nothing of a page
        ("The newsletter has stories and tickets", False),  # speaks to nobody
        ("He said: join our newsletter today", False),  # reported
        ("Book your tickets here, said the mayor", False),
        ("1. Book your tickets here", False),  # a step
        ("“Join our newsletter today”", False),
        ("They read your stories and he was glad", False),  # tells of others
    ],
)
def test_a_line_that_speaks_to_the_reader_of_the_page(line: str, told: bool) -> None:
    assert talk(FERRY, line, SAILS) == ([line] if told else [])


def test_more_is_asked_of_a_long_line_above_the_last_paragraph_and_none_of_a_longer_one() -> None:
    line = "Book many tickets"
    long = f"Book {'many and ' * 18}tickets"
    assert talk(FERRY, line, SAILS) == [line]
    assert talk(FERRY, long, SAILS) == []
    assert talk(FERRY, SAILS, long) == [long]
    assert talk(FERRY, line, SAILS, longest=10) == []


def test_sentences_that_close_a_paragraph_are_told_without_it() -> None:
    call = "Join our newsletter today and send us your story."
    assert talk(f"{FERRY} {call}", SAILS) == [call]
    assert talk(f"{call} {FERRY}", SAILS) == []


def test_an_article_that_speaks_to_its_reader_itself_stays() -> None:
    own = "You should see the harbour when you come to the town by the river."
    assert talk(own, "Join our newsletter today", own, SAILS) == []


def test_every_hit_steps_back_where_another_rule_speaks() -> None:
    article = Article(f"{FERRY}\n\nJoin our newsletter today\n\n{SAILS}\n")
    assert all(hit.fallback for hit in page_talk(acts=ACTS, sure=SURE, things=THINGS)(article))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Menu Search Login", True),
        ("Menu and Search 12", True),
        ("Menu", False),
        ("Menu Harbour", False),
        ("Sport Weather Travel", True),
        ("Sport Weather", False),  # two names of sections may head a passage
        ("Menu Search Login.", False),
    ],
)
def test_a_line_of_parts_of_a_page(line: str, told: bool) -> None:
    article = Article(f"{FERRY}\n\n{line}\n\n{SAILS}\n")
    hits = page_words(parts="menu search login", sections="sport weather travel")(article)
    assert [article.text[hit.span.start : hit.span.end] for hit in hits] == ([line] if told else [])
