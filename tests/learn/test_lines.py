"""Planted lines are learnt; what only looks like them is not, and no article loses a line of its own."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from repair.engine.settle import by_safety, settle
from repair.learn.lines import Line, lines
from repair.learn.profile import learnt, text
from repair.learn.sample import Sample
from repair.rulebook.book import Book, rule_book
from repair.rulebook.profile import read_profiles
from repair.text.article import Article
from repair.text.lineform import line_form

OWN = "The ferry to Lund sailed on day {0} of the month, and {0} passengers had waited for it on the quay since dawn."
MORE = "Nobody on the island knew what the {0} letters said, though the clerk had read {0} of them aloud."


@pytest.fixture(scope="module")
def hosts() -> ModuleType:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
    return importlib.import_module("hosts")


def pages(count: int, *, head: str = "", middle: str = "", tail: str = "", every: int = 1) -> list[str]:
    """Different articles with these lines on every so many of them; {0} is the number of the page."""
    made = []
    for number in range(10, 10 + count):
        extra = [line if number % every == 0 else "" for line in (head, middle, tail)]
        parts = [extra[0], OWN, extra[1], MORE, extra[2]]
        made.append("\n\n".join(part.format(number) for part in parts if part))
    return made


def found(texts: list[str]) -> dict[str, Line]:
    return {line.text: line for line in lines(texts).lines}


def test_twenty_hosts_of_fifty_pages(hosts: ModuleType, tmp_path: Path) -> None:
    sites, made = hosts.corpus(20, 50)
    everything = list(made)
    sample = Sample()
    for page in everything:
        sample.add(page.host, page.text)
    profile = tmp_path / "profile.yaml"
    profile.write_text("".join(text(learnt(host, sample.pages[host], sample.packed(host)) for host in sample.hosts())), encoding="utf-8")
    known = read_profiles([str(profile)]).hosts
    planted = {(site.host, line_form(line.format(paper=hosts.PAPERS[at], n=7))) for at, site in enumerate(sites) for line in site.lines}
    told = {(host, form) for host, forms in known.items() for form in forms}
    assert len(told & planted) >= 0.95 * len(planted), sorted(planted - told)
    assert not told - planted
    book = Book([rule_book(profile=profile).by_id["host-line"]])
    left = 0
    for page in everything[::23]:
        after = settle(Article(page.text, host=page.host), book, by_safety("review")).after
        own, kept = ([line.strip() for line in one.split("\n") if line.strip()] for one in (page.own, after))
        assert not Counter(own) - Counter(kept), page.url
        left += len(kept) - len(own)
    assert left == 0


@pytest.mark.parametrize(
    ("where", "line", "place", "fix"),
    [
        ("head", "Listen to this page", "head", "safe"),
        ("tail", "The Argus is printed on the quay and carried by boat.", "tail", "safe"),
        ("tail", "{0} comments", "tail", "safe"),
        ("tail", "Share this page ({0} shares)", "tail", "safe"),
        ("head", "Updated {0} hours ago", "head", "review"),
        ("tail", "© 2026 The Argus. All rights reserved.", "tail", "review"),
        ("middle", "Story continues below", "body", "review"),
        ("middle", "ADVERTISEMENT", "body", "review"),
        ("middle", "The Argus is read on every quay of the sound, on every boat and in every net loft.", "body", "review"),
    ],
)
def test_lines_of_pages(where: str, line: str, place: str, fix: str) -> None:
    (only,) = found(pages(30, **{where: line})).values()
    assert (only.place, only.fix, only.seen) == (place, fix, 30)


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("head", "By Ada Holm"),
        ("head", "Ada Holm"),
        ("head", "Ada Holm, chief reporter"),
        ("head", "Ada Holm/AFP via Getty Images"),
        ("head", "Photo: Ada Holm"),
        ("tail", "Reuters"),
        ("tail", "Reporting by Ada Holm; editing by Per Aas"),
        ("middle", "What we know"),
        ("middle", "What happens next and why it matters to the island"),
        ("middle", "“We have always lived with the sea,” the keeper says.\n\n“We have always lived with the sea,” the keeper says."),
        ("tail", "“We have always lived with the sea, and the sea with us.”"),
        ("tail", "Attendance: {0},100"),
        ("middle", "* * *"),
    ],
)
def test_lines_of_articles(where: str, line: str) -> None:
    assert found(pages(30, **{where: line})) == {}


def test_a_heading_of_some_articles_is_theirs() -> None:
    assert not found(pages(30, tail="Results", every=2))


def test_few_pages_or_a_small_share_prove_nothing() -> None:
    assert not found(pages(4, tail="Share this page"))
    assert found(pages(6, tail="Share this page"))["Share this page"].fix == "review"
    assert not found(pages(60, tail="Share this page", every=10))
    assert found(pages(60, tail="Share this page", every=4))["Share this page"].fix == "review"


def test_a_story_on_many_pages_is_evidence_once() -> None:
    story = pages(1, tail="Nobody was hurt, and the owner of the mill thanked the brigade.")[0]
    copies = [f"{story}\n\nA word was changed here, in edition {number} of the paper, and nothing else was." for number in range(20)]
    assert not found([*copies, *pages(20)])


def test_lines_of_pages_without_an_article_say_nothing() -> None:
    assert lines(["Home\n\nShare this page\n\nMenu"] * 40).stories == 0


def test_spellings_count_together() -> None:
    texts = [
        one.replace("Share this page", "SHARE THIS PAGE") if at % 3 == 0 else one
        for at, one in enumerate(pages(30, tail="Share this page"))
    ]
    assert found(texts)["Share this page"].seen == 30


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("3 comments", "1 comment"),
        ("Comments (3)", "comments (1,204)"),
        ("2.1k shares", "17 SHARES"),
        ("Updated 4 hours ago", "Updated an hour ago"),
        ("Published 3 May 2026 at 10:11", "Published June 14, 2025 at 9.02 pm"),
        ("© 2026 The Argus", "© 2019-2024 The Argus"),
        ("4 min read", "12 mins read"),
        ("It’s here – now", "it's  here - now"),
    ],
)
def test_forms_that_are_the_same(one: str, two: str) -> None:
    assert line_form(one) == line_form(two)
    assert line_form(line_form(one)) == line_form(one)


@pytest.mark.parametrize(
    ("one", "two"), [("Attendance: 4,100", "Attendance: 4,200"), ("Lund 3, Velm 1", "Lund 2, Velm 1"), ("12 dead", "13 dead")]
)
def test_forms_that_differ(one: str, two: str) -> None:
    assert line_form(one) != line_form(two)
