"""A gate opens wherever the expression it was widened from is found, whatever the text."""

from __future__ import annotations

import re
from itertools import count

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from repair.rulebook.cue import cue, numbered
from repair.rulebook.gate import Gate
from repair.rulebook.rule import Cue
from repair.text.article import Article

EXPRESSIONS = (
    r"\bcat\b",
    r"(?i)straße|kelvin",
    r"a\sb",
    r"\w{2,30}\.com",
    r"^\W+x$",
    r"(?<!\d)\d{1,3} ?,\d{3}(?!\d)",
    r"[^\w\s]{2}",
    r"[^\d]-[\d]",
    r"\S+\s+\S+",
    r"[\W\d]z",
    r"[^\W\d]q",
    r"(\w+) \1\b",
    r"(?s)<b>.{0,80}</b>",
    r"(?P<open>[(\[]).{1,5}?[)\]]",
    r"x(?s:.)y",
    r"(?i:id)=\d+",
    r"a{4,9}b{2}c{0,1}",
    r"(?:ab|cd){2,50}e*+",
    r"é[à-ü]",
    r"\D\d\D",
)
CHARACTERS = "abcdeqxyzABKſKéàÜß ,.-()[]<>/=0123456789٣_\n\r\t\x0b\x1c\x1f\x85\xa0\u2028\u3000‘’“”😀Ⅷ\u0301"
PIECES = st.sampled_from(
    [
        "cat",
        "Kelvin",
        "STRASSE",
        "straße",
        "a b",
        "a\xa0b",
        "x.com",
        "1 ,200",
        "the the",
        "<b>\n</b>",
        "(a\u2028b)",
        "x\ny",
        "ID=٣",
        "aaaaabb",
    ]
)
TEXTS = st.lists(PIECES | st.text(CHARACTERS, max_size=6), max_size=8).map("".join)


def opened(gate: Gate, text: str) -> list[int]:
    return list(gate.open_for(Article(text)))


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_gate_is_open_wherever_the_expression_is_found(expression: str) -> None:
    compiled = re.compile(expression)
    found = cue(expression)
    gate, few_gate = (Gate([None if found is None else (found,)], few) for few in (-1, 1_000_000))

    @settings(max_examples=150, deadline=None)
    @example("kelvin K é\u0301")
    @given(TEXTS)
    def check(text: str) -> None:
        assert not compiled.search(text) or opened(gate, text) == opened(few_gate, text) == [0]

    check()


def test_expression_that_matches_nothing_at_all_has_no_gate() -> None:
    assert cue(r"a*") is None
    assert cue(r"\b") is None


def cues(*expressions: str) -> tuple[Cue, ...]:
    return tuple(one for one in map(cue, expressions) if one is not None)


def test_gate_stays_shut() -> None:
    gate = Gate([cues("(?i)İstanbul|Kiel"), None, cues("advert", "Cat")])
    assert opened(gate, "nothing here, a dog") == [1]
    assert opened(gate, "a Cat") == [1, 2]
    assert opened(gate, "adverts in KIEL") == [0, 1, 2]


def test_what_ordinary_prose_holds_is_no_gate() -> None:
    assert cue("(?i)council|banner") is None
    assert cue(r"\w+ \w+") is None


def test_counts_and_classes_stay_cheap_to_compile() -> None:
    ((widened,),) = [one.sought for one in cues(r"\d[A-Z]{5,80}\s{0,40}[^\W\d]{3,60}")]
    assert 0 < len(widened) < 200
    assert "{60}" not in widened


def test_words_that_begin_a_line_open_a_gate() -> None:
    gate = Gate([(Cue("openings", ("read", "0")), *cues("(?i)cookie")), (Cue("openings", ("watch",)),)])
    assert opened(gate, "He would not read it.\n\n» Read on\n") == [0]
    assert opened(gate, "3 comments\n") == [0]
    assert opened(gate, "A Cookie\n") == [0]
    assert opened(gate, "They watch.\nWatch this\n") == [1]
    assert opened(gate, "He would not read it.\n") == []


def test_a_string_is_found_where_stretches_of_a_long_text_meet() -> None:
    gate = Gate([cues("brouhaha")])
    for shift in range(10):
        assert opened(gate, "." * (65_530 + shift) + "brouhaha" + "." * 70_000) == [0]
    assert opened(gate, "(" * 200_000) == []


@pytest.mark.parametrize("few", [-1, 1_000_000])
def test_places_of_strings_are_told_in_characters(few: int) -> None:
    gate = Gate([cues("cookie"), (Cue("openings", ("read",)), *cues("(?i)Café")), cues("cookie", r"\d[A-Z]\d")], few)
    assert gate.open_for(Article("İ“é” Cookie, cookie\nRead")) == {0: [5, 13], 1: [], 2: [5, 13]}
    assert gate.open_for(Article("\ud800 CAFÉ")) == {1: [2]}
    assert gate.open_for(Article("a cookie 1A1")) == {0: [2], 2: None}


@pytest.mark.parametrize("few", [-1, 1_000_000])
def test_numbered_expressions_are_told_apart(few: int) -> None:
    rule = tuple(one for one in map(numbered, count(), ["ads? below", r"\d[A-Z]\d", r"\w+", "council"]) if one)
    gate = Gate([cues("below"), (*rule, Cue("openings", ("read",)))], few)
    assert gate.open_for(Article("ad below")) == {0: [3], 1: {0: (9, [0]), 2: (1 << 30, None)}}
    assert gate.open_for(Article("2B3")) == {1: {1: (3, None), 2: (1 << 30, None)}}
    assert gate.open_for(Article("Read\nthe council")) == {1: {2: (1 << 30, None), 3: (7, [9])}}


@given(TEXTS, st.lists(st.text("ab?.", min_size=1, max_size=9), min_size=1))
def test_the_first_texts_are_told_the_same_places(text: str, strings: list[str]) -> None:
    opens = [(Cue("strings", (string,)),) for string in {*strings, text[:7].lower() or "a"}]
    assert Gate(opens, -1).open_for(Article(text)) == Gate(opens, 1_000_000).open_for(Article(text))
