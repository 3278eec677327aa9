"""Titles of other stories and tags: what announces them, what leads to them, what must be let alone."""

from __future__ import annotations

import pytest

from repair.checkers.hit import Check
from repair.checkers.teasers import teasers
from repair.text.article import Article
from tests import built_in

PROSE = (
    "The ferry to Orsk will not run before May, the harbour office said on Monday, because its new engine has been held"
    " up at the yard and nobody can say when the next ship with room on its deck will come by to fetch it."
)
TITLES = ["Fish prices rise for the third week", "Nine harbours compete for one crane", "Why does the lighthouse blink twice?"]


@pytest.fixture(scope="module")
def check() -> Check:
    return teasers(**next(rule for rule in built_in.rules() if rule.id == "teaser").params)


def _found(check: Check, *lines: str) -> list[str]:
    text = "\n\n".join(lines)
    return [text[slice(*hit.span)] for hit in check(Article(text))]


@pytest.mark.parametrize("head", ["Related", "RELATED COVERAGE", "Recommended Stories", "More local news:", "READ MORE:", "Trending Now"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_titles_under_a_line_that_announces_them(check: Check, head: str, count: int) -> None:
    assert _found(check, PROSE, PROSE, head, *TITLES[:count], PROSE) == TITLES[:count]


def test_counters_and_dates_between_titles_go_with_them(check: Check) -> None:
    lines = ["list of 2 items", TITLES[0], "3 hours ago", TITLES[1]]
    assert _found(check, PROSE, PROSE, "Recommended Stories", *lines, PROSE) == lines


def test_a_loose_line_goes_with_its_titles(check: Check) -> None:
    assert _found(check, PROSE, PROSE, "MORE ORSK", *TITLES, PROSE) == ["MORE ORSK", *TITLES]
    assert _found(check, PROSE, PROSE, "MORE ORSK", PROSE) == []


def test_title_over_a_line_that_leads_to_it(check: Check) -> None:
    assert _found(check, PROSE, PROSE, TITLES[0], "Read more", PROSE) == [TITLES[0]]
    assert _found(check, PROSE, PROSE, TITLES[0], "The price of cod rose again on […]", "Read more", PROSE) == [TITLES[0]]
    assert _found(check, TITLES[0], "Read more", PROSE, PROSE) == []
    assert _found(check, PROSE, PROSE, "Image: Orsk harbour office at dusk", "Read more", PROSE) == []


def test_tags(check: Check) -> None:
    assert _found(check, PROSE, PROSE, "Filed under:", "Ferries,", "Orsk,", "Engines") == ["Ferries,", "Orsk,", "Engines"]
    assert _found(check, PROSE, PROSE, "Topics", "ferries | Orsk | engines", PROSE) == ["ferries | Orsk | engines"]
    assert _found(check, PROSE, PROSE, "Topics", "The engine", PROSE) == []


def test_subheadings_stay(check: Check) -> None:
    assert _found(check, PROSE, PROSE, "Related", "The new engine", PROSE) == []
    assert _found(check, PROSE, PROSE, "Read more", PROSE) == []
    assert _found(check, "Related", *TITLES[:2], PROSE, PROSE) == []
