"""What a change brought in, told from the texts before and after it."""

from __future__ import annotations

import pytest

from repair.engine.find import find
from repair.project.changed import ELSEWHERE, Grain, brought_in
from repair.rulebook.book import rule_book
from repair.rulebook.rule import Finding
from repair.text.article import Article

BOOK = rule_book()
HEAD = "The council met on Monday to talk about the harbour, the bridge and the market.\n\n"
LONG = "Its members said that that the old bridge had to go and that the the new one would be wider.\n\n"
TAIL = "Nobody in the hall objected to the plan when it was put to them.\n"


def found(text: str) -> list[Finding]:
    return find(Article(text), BOOK)


def new(before: str | None, after: str, grain: Grain = "word") -> list[tuple[str, str]]:
    told = brought_in(after, found(after), before, lambda: found(before or ""), grain)
    return [(one.rule.id, one.text) for one in told]


def test_all_of_a_new_file() -> None:
    assert len(new(None, HEAD + LONG)) == len(found(HEAD + LONG)) == 2


def test_nothing_of_what_stayed() -> None:
    assert new(HEAD + LONG, HEAD + LONG + TAIL) == []
    assert new(HEAD + LONG, TAIL + "\n" + HEAD + LONG) == []


def test_inside_a_paragraph_only_the_changed_words_count() -> None:
    before = LONG.replace("the the", "the")
    assert new(before, LONG) == [("doubled-function-word", "the the")]
    assert len(new(before, LONG, "line")) == 2, "a paragraph is one line"
    assert new(LONG, LONG.replace("wider", "much wider")) == []
    assert len(new(LONG, LONG.replace("wider", "much wider"), "line")) == 2


def test_moved_paragraphs_bring_nothing() -> None:
    assert new(HEAD + LONG + TAIL, TAIL + "\n" + LONG + HEAD) == []


def test_a_copy_counts_and_the_original_does_not() -> None:
    short = "They said that the the bridge is new.\n\n"
    before, after = HEAD + short + TAIL, short.replace("new", "old") + HEAD + short + TAIL
    article = Article(after)
    told = brought_in(after, find(article, BOOK), before, lambda: found(before), "word")
    assert [(one.rule.id, one.span.start < 40) for one in told] == [("doubled-function-word", True)]
    pasted = short + HEAD + short + TAIL
    doubled = [one for one in new(before, pasted) if one[0] == "doubled-function-word"]
    assert len(doubled) == 1, "one more of the same is one more"


def test_what_a_change_caused_elsewhere_says_so() -> None:
    told = brought_in(HEAD + TAIL + "\n" + HEAD, found(HEAD + TAIL + "\n" + HEAD), HEAD + TAIL, lambda: found(HEAD + TAIL), "word")
    assert told
    here = HEAD + "By then, it was clear to all.\n\n" + TAIL
    both = here.replace("all.", "all.\n\n" + HEAD.strip())
    findings = found(both)
    first = [one._replace(span=one.span._replace(start=0, end=20)) for one in findings][:1]
    (one,) = brought_in(both, first, here, lambda: found(here), "word")
    assert one.message.endswith(ELSEWHERE)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends(newline: str) -> None:
    before = (HEAD + LONG.replace("the the", "the")).replace("\n", newline)
    assert new(before, (HEAD + LONG).replace("\n", newline)) == [("doubled-function-word", "the the")]


def test_a_verdict_on_the_text_is_new_only_when_it_is() -> None:
    (one, *_) = found(LONG)
    whole = one._replace(span=one.span._replace(start=0, end=0), text="")
    assert brought_in("A" + LONG, [whole], LONG, lambda: [whole], "word") == []
    assert brought_in("A" + LONG, [whole], LONG, list, "word")
