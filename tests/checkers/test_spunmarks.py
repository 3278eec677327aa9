"""`spun-words` and `spun-turns`: the marks inside an article that looks spun."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from repair.checkers import spunmarks
from repair.checkers.spinning import verdict
from repair.checkers.spun import spun_phrase
from repair.checkers.spunmarks import spun_turns, spun_words
from repair.engine.settle import by_safety, settle
from repair.rulebook.book import rule_book
from repair.text.article import Article

ROOT = Path(__file__).resolve().parents[2]
RULES = {rule["id"]: rule for rule in yaml.safe_load((ROOT / "rules/spun.yaml").read_text("utf-8"))["rules"]}
SPUN = [example["bad"].replace("[[]]", "") for example in RULES["looks-spun"]["examples"] if "bad" in example]
ADDED = "The board will utilize monetary development to lift the populace. An unmistakable utilization fell."


def told(text: str) -> dict[str, str]:
    """What is marked, and how it is to read."""
    found = {}
    for hit in spun_words()(Article(text)):
        edits = hit.candidates[0] if hit.candidates else ()
        found[text[hit.span.start : hit.span.end]] = " ".join(edit.new for edit in edits)
        assert all(text[edit.start : edit.end] == edit.old for edit in edits)
    return found


def test_nothing_is_marked_in_an_ordinary_article() -> None:
    assert told(f"{ADDED} " * 3) == {}
    assert told(RULES["looks-spun"]["examples"][3]["keep"] + ADDED) == {}


def test_words_that_do_not_belong_together_and_words_put_for_others_are_marked() -> None:
    found = told(f"{SPUN[0]}\n\n{ADDED}")
    assert next(new for words, new in found.items() if words.endswith("youthful plants")) == "young"
    assert found["bright corner"] == ""


def test_marks_that_are_near_are_told_as_one_but_not_across_lines_or_what_is_told_already() -> None:
    found = told(f"{SPUN[0]}\n\nThe populace of the borough\nfell, as per the bright corner of the monetary emergency.")
    assert not any("\n" in words or "as per" in words or "monetary emergency" in words for words in found)
    assert "so ensure that you give each a strong stick" in found


def test_a_sentence_may_open_with_a_word_that_was_swapped() -> None:
    assert any(words.startswith("Populace") for words in told(f"{SPUN[0]}\n\nPopulace numbers fell. They rose again."))


@pytest.mark.parametrize(
    ("words", "new"),
    [
        ("contrived musings (AI)", "artificial intelligence"),
        ("Conjoined Lands (UN)", "United Nations"),
        ("artificial intelligence (AI)", None),
        ("the United Nations (UN)", None),
        ("World Health Organisation (WHO)", None),
        ("consciousness (AI)", None),
        ("man-made consciousness (XQ)", None),
    ],
)
def test_a_name_that_does_not_fit_its_abbreviation_gets_its_own_back(words: str, new: str | None) -> None:
    found = told(f"{SPUN[0]}\n\nThen: {words}.")
    assert found.get(words.partition(" (")[0]) == new


@pytest.mark.parametrize("text", SPUN)
def test_marks_are_in_order_and_apart_and_of_bearable_length(text: str) -> None:
    spans = [hit.span for hit in spun_words()(Article(text))]
    assert all(one.end < two.start for one, two in pairwise(spans))
    assert all(span.end - span.start <= 80 for span in spans)


def test_what_another_rule_tells_is_not_told_again() -> None:
    article = Article(f"{SPUN[0]}\n\nThe demise toll rose in the monetary emergency.")
    phrases = [hit.span for hit in spun_phrase()(article)]
    assert len(phrases) >= 3
    turns = [hit.span for hit in spun_turns()(article)]
    assert len(turns) >= 5
    assert not any(hit.span.touches(span) for hit in spun_words()(article) for span in phrases + turns)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("As per the plan", [("As per", "According to")]),
        ("WITH REGARDS TO it", [("WITH REGARDS TO", "When it comes to")]),
        ("was as per’s, per se", [("as per", "according to")]),
        ("it has personnel, has permission and whatever points", []),
        ("at the point when", [("at the point when", "when")]),
        ("a wide scope of a scope of it", [("a wide scope of", "a wide range of"), ("a scope of", "a range of")]),
        ("an online entertainment", [("online entertainment", "asocial media")]),
    ],
)
def test_turns_are_found_as_whole_words_the_longest_first(words: str, found: list[tuple[str, str]]) -> None:
    text = f"{words}; {SPUN[0]}"
    hits = [hit for hit in spun_turns()(Article(text)) if hit.span.end <= len(words)]
    assert [(text[hit.span.start : hit.span.end], "".join(edit.new for edit in hit.candidates[0])) for hit in hits] == found
    assert all(text[edit.start : edit.end] == edit.old for hit in hits for edit in hit.candidates[0])


def test_turns_are_no_marks_in_an_ordinary_article() -> None:
    text = RULES["looks-spun"]["examples"][3]["keep"] + " As per the plan, in excess of ten came."
    assert not list(spun_turns()(Article(text)))


def test_a_verdict_that_is_not_sure_has_no_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spunmarks, "_SURE", 101)
    assert verdict(Article(SPUN[0])).spun
    assert told(SPUN[0]) == {}


@pytest.mark.parametrize("text", SPUN)
def test_the_originals_come_to_rest(text: str) -> None:
    settle(Article(text), rule_book(), by_safety("review"))


def test_every_article_is_asked_as_marks_need_no_listed_phrase() -> None:
    assert {"spun-words", "looks-spun"} <= {rule.id for rule, _ in rule_book().due(Article("The ferry sailed."))}
