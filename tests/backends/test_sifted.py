"""What of LanguageTool's objections is shown."""

from __future__ import annotations

from itertools import pairwise

import pytest

from repair.backends.allowed import SURE, Allowed, allowed, our_id
from repair.backends.answer import Match
from repair.backends.sifted import sifted
from repair.rulebook.rule import Rule
from repair.rulebook.taxonomy import ITEMS
from repair.text.article import Article
from repair.text.span import Edit, Span

KNOWN = {one.name: one for one in allowed()}
LINE = "The council said on Monday that {} and that the work on the bridge would be done before the winter begins."


def hits(text: str, what: str, *new: str, rule: str = "TO_NON_BASE", found: tuple[Span, ...] = ()) -> list[tuple[str, list[str]]]:
    """What comes of an objection to `what`."""
    start = text.index(what)
    match = Match(rule, Span(start, start + len(what)), "says", new)
    return [
        (text[hit.span.start : hit.span.end], [edit.new for (edit,) in hit.candidates])
        for _, hit in sifted([match], Article(text), found, KNOWN)
    ]


def test_an_objection_to_prose_is_shown() -> None:
    assert hits(LINE.format("it was forced to chose"), "chose", "choose", "choosing") == [("chose", ["choose", "choosing"])]


def test_a_rule_that_is_not_on_the_list_is_not_heard() -> None:
    assert hits(LINE.format("it was forced to chose"), "chose", "choose", rule="MORFOLOGIK_RULE_EN_US") == []


@pytest.mark.parametrize(
    "said",
    [
        "“we were forced to chose today”",
        '"we were forced to chose today"',
        "it is at www.example.org/chose/this",
        "it is at chose@example.org",
    ],
)
def test_quotations_and_addresses_are_left_alone(said: str) -> None:
    assert hits(LINE.format(said), "chose", "choose") == []


def test_names_are_left_alone() -> None:
    assert hits(LINE.format("the bridge belongs to Chose"), "Chose", "choose") == []
    assert hits(LINE.format("it belongs to Chose and Sons"), "to Chose", "to choose") == []


@pytest.mark.parametrize("line", ["Town forced to chose between two plans for its bridge", "By Ann Chose", "Read more: to chose or not"])
def test_headings_bylines_and_promotions_are_left_alone(line: str) -> None:
    text = f"{line}\n\n{LINE.format('nothing was decided')}"
    assert hits(text, "hose", "choose") == []


def test_what_crosses_a_line_end_is_left_alone() -> None:
    text = f"{LINE.format('nothing was decided')}\n{LINE.format('all was well')}"
    assert hits(text, "begins.\nThe", "begins. the") == []


def test_what_a_rule_of_ours_found_is_left_to_it() -> None:
    text = LINE.format("it was forced to chose")
    at = text.index("chose")
    assert hits(text, "chose", "choose", found=(Span(at - 3, at + 1),)) == []
    assert hits(text, "chose", "choose", found=(Span(at - 3, at),)) != []


def test_a_proposal_that_writes_a_name_is_not_made() -> None:
    assert hits(LINE.format("it led to the discover"), "discover", "Discover", "discovery") == [("discover", ["discovery"])]


def test_a_rule_is_heard_for_its_words_alone() -> None:
    rule = "SENT_START_CONJUNCTIVE_LINKING_ADVERB_COMMA"
    text = "The rain came early. {} the crowd stayed until the band had played its last song and the lights went out."
    assert hits(text.format("However"), "However", "However,", rule=rule) == [("However", ["However,"])]
    assert hits(text.format("Meanwhile"), "Meanwhile", "Meanwhile,", rule=rule) == []


def test_a_family_of_rules_is_heard_under_one_name_and_for_words_apart() -> None:
    text = LINE.format("it was a {} thing")
    for rule in ("EN_COMPOUNDS_EYE_OPENING", "EN_COMPOUNDS_ECO_TOURISM"):
        assert hits(text.format("eye opening"), "eye opening", "eye-opening", rule=rule) == [("eye opening", ["eye-opening"])]
        assert hits(text.format("eco-touristic"), "eco-touristic", "ecotouristic", rule=rule) == []


def test_of_objections_that_overlap_the_first_is_shown() -> None:
    text = LINE.format("it was forced to chose")
    at = text.index("to chose")
    both = [Match("DT_DT", Span(at, at + 8), "says", ()), Match("TO_NON_BASE", Span(at + 3, at + 8), "says", ())]
    assert [rule.id for rule, _ in sifted(both, Article(text), (), KNOWN)] == ["lt-dt-dt"]


def test_a_proposal_is_an_edit_of_that_place() -> None:
    text = LINE.format("it was forced to chose")
    at = text.index("chose")
    ((_, hit),) = sifted([Match("TO_NON_BASE", Span(at, at + 5), "says", ("choose",))], Article(text), (), KNOWN)
    assert hit.candidates == ((Edit(at, "chose", "choose"),),)
    assert not hit.sure


@pytest.mark.parametrize("one", allowed(), ids=lambda one: one.name)
def test_every_rule_of_the_list_is_sound(one: Allowed) -> None:
    rule: Rule = one.rule
    assert rule.id == our_id(one.name)
    assert set(rule.items) <= set(ITEMS)
    assert rule.safety in ("none", "review")
    assert rule.confidence is None or rule.confidence < SURE or rule.severity == "warning"
    assert rule.message.format(match="x")


def test_the_list_is_in_order_and_its_ranks_behind_all_others() -> None:
    names = [one.name for one in allowed()]
    assert names == sorted(set(names))
    assert all(one.rule.rank < two.rule.rank for one, two in pairwise(allowed()))
