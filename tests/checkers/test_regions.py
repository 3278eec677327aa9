"""The page around an article: what is found, how it goes, what must be let alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from repair.checkers.hit import Check
from repair.checkers.page_lines import Words, units
from repair.checkers.regions import comment_area, page_regions, tail_links
from repair.engine.settle import by_safety, settle
from repair.rulebook.book import Book
from repair.rulebook.load import built_in_files, load_packs
from repair.text.article import Article
from repair.text.blocks import removal, removals, split_blocks
from repair.text.span import apply_edits, reverse_edits

PARAGRAPH = (
    "The ferry to Orsk will not run before May, the harbour office said on Monday, because its new engine has been held"
    " up at the yard and nobody can say when the next ship with room on its deck will come by to fetch it. "
)
HEAD = ["Skip to content", "Menu", "News", "Sport", "Careers", "Subscribe", "Log in"]
FOOT = ["Most read", "Fish prices rise", "Follow us", "Facebook", "Newsletter", "Privacy policy", "Contact us"]
BODY = [f"{PARAGRAPH}That is the {number}th delay, counted from autumn." for number in range(4, 9)]


def _book() -> Book:
    packs = load_packs(path for path in map(Path, built_in_files()) if path.name == "regions.yaml")
    return Book(rule for pack in packs for rule in pack.rules)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", "\r"])
@pytest.mark.parametrize("last", ["", "\n", " \n\n"])
def test_page_goes_and_article_stays(end: str, last: str) -> None:
    text = end.join([*HEAD, *BODY, *FOOT]) + (end if last else "")
    settled = settle(Article(text), _book(), by_safety("review"))
    assert settled.after == end.join(BODY) + (end if last else "")
    assert len(settled.passes) == 1
    edits = settled.passes[0].edits
    assert apply_edits(settled.after, reverse_edits(edits)) == text


def test_each_line_is_told_and_runs_share_a_group() -> None:
    rule = next(rule for rule in _book().rules if rule.id == "page-furniture")
    hits = list(page_regions(**rule.params)(Article("\n".join([*HEAD, *BODY, *FOOT]))))
    assert [hit.group for hit in hits] == ["page-1"] * len(HEAD) + ["page-2"] * len(FOOT)


def test_nothing_without_an_article() -> None:
    assert settle(Article("\n".join(HEAD + FOOT)), _book(), by_safety("review")).passes == ()


def test_lines_broken_at_links_are_one_unit() -> None:
    lines = ["He came back to the", "Old Harbour", ", which is", "closed to dogs", ".", "Sport", "Weather"]
    found = units(split_blocks("\n".join(lines)), Words(frozenset(), frozenset()))
    assert [(unit.first, unit.last) for unit in found] == [(0, 4), (5, 5), (6, 6)]
    assert [unit.text for unit in found[-2:]] == ["Sport", "Weather"]


@pytest.mark.parametrize("text", ["a\nb\nc\nd", "a\n\n  b  \n\nc\n", "a\r\nb\r\n\r\nc", "a\rb"])
def test_removals_meet_and_make_the_whole_removal(text: str) -> None:
    blocks = split_blocks(text)
    for first in range(len(blocks)):
        for last in range(first, len(blocks)):
            edits = removals(text, blocks[first : last + 1])
            whole = removal(text, blocks[first], blocks[last])
            assert "".join(edit.old for edit in edits) == whole.old
            assert apply_edits(text, edits) == apply_edits(text, [whole])


def _found(check: Check, *lines: str) -> list[str]:
    text = "\n".join(lines)
    return [text[hit.span.start : hit.span.end] for hit in check(Article(text))]


@pytest.mark.parametrize(
    "lines",
    [
        ["3 thoughts on “The ferry to Orsk”", "Well said.", PARAGRAPH],
        ["Leave a comment", "Name", "Website"],
        ["2 comments", "Ada says:", PARAGRAPH, "Reply"],
    ],
)
def test_comments_go_to_the_end(lines: list[str]) -> None:
    lines = [line.strip() for line in lines]
    assert _found(comment_area(), *BODY, *lines) == lines
    assert _found(comment_area(), *lines, *BODY) == []


def _page(*lines: str) -> list[str]:
    rule = next(rule for rule in _book().rules if rule.id == "page-furniture")
    return _found(page_regions(**rule.params), *lines)


def test_a_page_s_rest_at_the_end_begins_where_it_names_itself() -> None:
    rest = ["Most read in Orsk", "HARBOUR IN ICE", "Topics", "Follow us", "Engines"]
    assert _page(*BODY, *rest) == rest
    assert _page(*BODY, "Doors open at six", *rest) == rest
    assert _page(*BODY, *rest, *BODY) == []
    assert _page(*BODY, "Most read in Orsk", "HARBOUR IN ICE", "A third line") == []


def test_a_headline_and_what_tells_its_writer_stay_above_the_text() -> None:
    head = ["Ferry to Orsk will not run before May", "By Ada Holm", "12 March 2024, 9:12 am", "Share this", "Follow us"]
    assert _page(*head, *BODY)[-2:] == head[3:]
    assert set(head[:2]).isdisjoint(_page(*head, *BODY))
    assert _page(*head[:3], *BODY) == []


def test_the_first_and_last_paragraph_stay_in_a_dumped_page() -> None:
    lead, last = "The ferry to Orsk will not run before May, the office said.", "The ship to Orsk has room on its deck, said the office."
    assert _page(*HEAD, lead, *BODY, last, *FOOT) == [*HEAD, *FOOT]


def test_a_last_paragraph_behind_advertisements_stays() -> None:
    last = f"{PARAGRAPH}The harbour office has said so, and no ferry with an engine of its own will be there before the autumn."
    lines = ["Advertisement", "Advertisement", "Advertisement", last, "READ MORE:", "Advertisement", "Fish prices rise", "Boats for sale"]
    assert _page(*BODY, *lines) == [line for line in lines if line != last]


def test_comments_need_remarks() -> None:
    assert _found(comment_area(), *BODY, "Comments", *BODY) == []


def test_titles_at_the_end_are_links() -> None:
    titles = ["The Ship That Came Back", "How to Mend a Net", "Nine Harbours of the North"]
    assert _found(tail_links(), *BODY, *titles) == titles
    assert _found(tail_links(), *BODY, *titles, "First printed elsewhere.") == titles
    assert _found(tail_links(), *BODY, *titles[:2]) == []
    assert _found(tail_links(), *BODY, "By the same hand:", *titles) == []
    assert _found(tail_links(), *titles, *BODY) == []


def test_titles_behind_a_bar_at_the_end_are_links() -> None:
    links = [
        "Harbours | who pays for the new quay at Orsk",
        "Harbours | the ship that came back in March",
        "Nets | how to mend one in an hour",
    ]
    assert _found(tail_links(), *BODY, *links) == links
    assert _found(tail_links(), *BODY, *links[:2]) == []
    assert _found(tail_links(), *BODY, *(f"{line} | free" for line in links)) == []
    assert _found(tail_links(), *BODY, "Orsk | 9.10", "Velm | 10.40", "Tarn | 11.05") == []
