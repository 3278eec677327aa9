"""The findings of an article: their order, their keys, and what happens when a checker breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair.checkers.hit import Hit
from repair.engine.find import CheckerFailed, Search, find, identity, shorten
from repair.rulebook.book import Book, rule_book
from repair.text.article import Article
from repair.text.span import Edit, Span

RULES = rule_book()
LONG = "The harbour pilots of Marbury refused another shift because nobody had mended the lights of the pier."
SOUND = "\n".join(f"Boat {number} of the harbour was mended in the yard by the mole and sails again.\n" for number in range(12))
DAMAGED = f"{LONG}\n\nThey will meet on on Monday , she said.\n"


def test_findings_come_in_the_order_of_the_text() -> None:
    found = find(Article(DAMAGED), RULES)
    assert [finding.rule.id for finding in found] == ["doubled-small-word", "space-before-punctuation"]
    assert [finding.span for finding in found] == sorted(finding.span for finding in found)


def test_keys_stay_when_paragraphs_move_and_lines_are_added() -> None:
    first, second = DAMAGED.split("\n\n")
    moved = f"It rained all day in the town.\n\n{second}\n{first}\n"
    assert [one.key for one in find(Article(moved), RULES)] == [one.key for one in find(Article(DAMAGED), RULES)]


def test_keys_hang_on_the_two_words_on_either_side() -> None:
    def key(text: str) -> str:
        return next(one.key for one in find(Article(text), RULES) if one.rule.id == "doubled-small-word")

    told = key("They all say that the pilots will meet on on Monday evening in the hall of the harbour.")
    assert key("Some pilots will meet on on Monday evening in any weather.") == told
    assert key("Some pilots may meet on on Monday evening in any weather.") != told
    assert key("They all say that the pilots will meet on on Monday night in the hall of the harbour.") != told


def test_equal_findings_have_different_keys() -> None:
    keys = [
        one.key
        for one in find(Article("We went to the the mill.\nWe went to the the mill.\n"), RULES)
        if one.rule.id == "doubled-function-word"
    ]
    assert len(set(keys)) == 2


def test_a_verdict_on_the_whole_text_is_known_by_its_longest_line() -> None:
    rule = next(rule for rule in RULES.rules if rule.scope == "article")
    told = identity(Article(DAMAGED), rule, Span(0, 0))
    assert told == identity(Article(f"It rained.\n\n{DAMAGED}"), rule, Span(0, 0))
    assert told != identity(Article("It rained.\n"), rule, Span(0, 0))
    assert identity(Article(""), rule, Span(0, 0))


def test_a_checker_that_breaks_is_named() -> None:
    class Broken(Book):
        def due(self, article: Article):
            yield self.rules[0], lambda _: [Hit(Span(0, 1 // 0))]

    with pytest.raises(CheckerFailed, match=RULES.rules[0].id):
        find(Article(DAMAGED), Broken(RULES.rules))


def test_long_texts_are_cut_in_the_middle() -> None:
    assert shorten("a  b\nc") == "a b c"
    assert len(shorten("word " * 40)) <= 60
    assert " … " in shorten("word " * 40)


def test_weaker_hits_have_no_confidence() -> None:
    rule = RULES.by_id["doubled-small-word"]._replace(confidence=0.9, cues=None)

    def check(article: Article) -> list[Hit]:
        return [Hit(Span(0, 2)), Hit(Span(3, 5), severity="info"), Hit(Span(6, 8), severity=rule.severity)]

    book = Book([rule])
    book._checks[0] = check
    assert [one.confidence for one in find(Article("So it is a day."), book)] == [0.9, None, 0.9]


def test_what_a_writer_marks_as_written_stays() -> None:
    assert not find(Article("She said that the the [sic] pier and an boat (sic) were lost, and so was a egg [sic] of hers."), RULES)


def test_words_that_are_mentioned_stay() -> None:
    assert not find(Article("She had written “baited breath”, and not “bated breath”; of ‘an boat’ she said nothing."), RULES)
    assert find(Article("“We waited with baited breath,” she said."), RULES)


@pytest.mark.parametrize(
    ("name", "size", "slips", "other", "told"),
    [
        ("confused-word", 640, 1, 0, ["info"]),
        ("confused-word", 640, 2, 0, ["error", "error"]),
        ("confused-word", 640, 1, 1, ["error", "error"]),
        ("confused-word", 3200, 2, 0, ["info", "info"]),
        ("confused-word", 3200, 3, 0, ["error", "error", "error"]),
        ("confused-word", 3200, 1, 1, ["error", "error"]),
        ("a-or-an", 3200, 1, 0, ["info"]),
        ("a-or-an", 3200, 2, 0, ["error", "error"]),  # that many are safe to mend, so they are damage
    ],
)
def test_a_slip_that_stands_alone_is_worth_a_look(name: str, size: int, slips: int, other: int, told: list[str]) -> None:
    rule = RULES.by_id[name]._replace(cues=None, message="wrong")
    damage = RULES.by_id["mojibake"]._replace(cues=None, message="wrong")
    assert rule.alone == "info"
    assert damage.alone is None
    book = Book([rule, damage])
    of_rule = {rule.id: [Hit(Span(at, at + 1)) for at in range(slips)], damage.id: [Hit(Span(9, 10))] * other}
    book._checks = {index: lambda _, hits=of_rule[one.id]: hits for index, one in enumerate(book.rules)}
    assert [one.severity for one in find(Article("So it is a day. " * (size // 16)), book)] == told


def test_in_few_words_a_slip_keeps_its_severity() -> None:
    slip = "It was an bridge of stone.\n"
    assert [one.severity for one in find(Article(slip), RULES)] == ["error"]
    assert [one.severity for one in find(Article(slip + SOUND), RULES)] == ["info"]


def test_doubtful_findings_do_not_tell_that_a_text_is_damaged() -> None:
    slip = "It was an bridge of stone.\n"
    doubtful = "The colour of the pier was grey. The center of the town is grey too, and its theatre; the favorite color is red.\n"
    found = find(Article(f"{slip}\n{doubtful}{SOUND}"), RULES)
    assert {one.severity for one in found} == {"info"}
    assert len(found) > 1


def test_slips_keep_their_severity_when_nothing_else_is_looked_for() -> None:
    slips = Book(rule for rule in RULES.rules if rule.pack == "grammar")
    assert [one.severity for one in find(Article("It was an bridge of stone.\n"), slips)] == ["error"]


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda one: Span(one[0], one[0] + one[1])), max_size=8, unique=True)


@given(SPANS, SPANS)
def test_a_fallback_is_told_only_where_no_other_rule_speaks(weak: list[Span], firm: list[Span]) -> None:
    book = Book(RULES.by_id[name]._replace(cues=None, message="wrong", safety="none") for name in ("page-talk", "missing-noun"))
    hits = {"page-talk": [Hit(span, fallback=True) for span in weak], "missing-noun": [Hit(span) for span in firm]}
    book._checks = {index: lambda _, found=hits[rule.id]: found for index, rule in enumerate(book.rules)}
    told = {(one.rule.id, one.span) for one in find(Article("So it is a day of rain over the whole of the town."), book)}
    assert told == {("missing-noun", span) for span in firm} | {
        ("page-talk", span) for span in weak if not any(span.overlaps(other) for other in firm)
    }


def test_no_fallback_is_made_that_is_not_told() -> None:
    book = Book(RULES.by_id[name]._replace(cues=None, message="wrong") for name in ("page-talk", "missing-noun"))
    cut = ((Edit(0, "So it is a day", ""),),)
    hits = {"page-talk": [Hit(Span(0, 14), cut, fallback=True)], "missing-noun": [Hit(Span(3, 8))]}
    book._checks = {index: lambda _, found=hits[rule.id]: found for index, rule in enumerate(book.rules)}
    assert book.able("review") == {"page-talk"}
    search = Search(Article("So it is a day."), book)
    assert [one.rule.id for one in search.of(book.able("review"))] == ["missing-noun"]
    assert search.all() == find(Article("So it is a day."), book)
