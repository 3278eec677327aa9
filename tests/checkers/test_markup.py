"""Markup residue: what goes, what it leaves behind, and text that only looks like it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from repair.checkers.hit import Check
from repair.checkers.markup import markup_residue, script_text, tracking_address
from repair.rulebook.load import built_in_files, load_packs
from repair.rulebook.rule import Rule
from repair.text.article import Article
from repair.text.span import apply_edits

TAGS = markup_residue(find=r"</?(?:p|b|br|a)(?: href=\S{1,40})?>", breaks=r"<(?:/p|br)", unless=r"\btag\b")
SCRIPT = script_text(markers=[r"googletag\.", r"window\.\w+ ="], code=[r"\bvar \w+ ="])
TRACKING = tracking_address(parameters=[r"utm_\w+", "fbclid"])


def pack() -> list[Rule]:
    (found,) = [pack for pack in load_packs(built_in_files()) if pack.name == "markup"]
    return list(found.rules)


def mended(check: Check, text: str) -> str:
    return apply_edits(text, [edit for hit in check(Article(text)) for edit in hit.candidates[0]])


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("A <b>wet</b> day.", "A wet day."),
        ("<p>A wet day.</p>", "A wet day."),
        ("Wet.</p> <p>Dry.", "Wet.\n\nDry."),
        ("Wet.</p>\r\n<p>Dry.", "Wet.\r\nDry."),
        ("Wet<br>dry\r\n", "Wet\r\n\r\ndry\r\n"),
        ("Wet.\n\n<br>\n\nDry.", "Wet.\n\nDry."),
        ("Wet.\n<br>", "Wet."),
        ("The <b> tag is old.", "The <b> tag is old."),
    ],
)
def test_tags_go_and_words_stay(bad: str, good: str) -> None:
    assert mended(TAGS, bad) == good


def test_a_tag_that_broke_the_line_is_not_sure() -> None:
    (sure,) = TAGS(Article("Wet.</p>"))
    (unsure,) = TAGS(Article("Wet<br>dry"))
    assert sure.sure
    assert not unsure.sure


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("Wet.\nvar a = 1;\ngoogletag.go();\nDry.", "Wet.\nDry."),
        ("Wet. googletag.cmd(function() { go('x'); }); Dry as dust.", "Wet. Dry as dust."),
        ("window.page = {'a': 1};", ""),
        ("In a lesson, var a = 1; is first.", "In a lesson, var a = 1; is first."),
    ],
)
def test_script_goes_where_the_page_itself_wrote_it(bad: str, good: str) -> None:
    assert mended(SCRIPT, bad) == good


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("(https://a.example/b?utm_source=x).", "(https://a.example/b)."),
        ("https://a.example/b?id=1&fbclid=9&page=2#top", "https://a.example/b?id=1&page=2#top"),
        ("https://a.example/b?utm_source=x#top", "https://a.example/b#top"),
        ("https://a.example/b?id=1", "https://a.example/b?id=1"),
        ("https://a.example/b?", "https://a.example/b?"),
    ],
)
def test_tracking_parameters_go(bad: str, good: str) -> None:
    assert mended(TRACKING, bad) == good


@pytest.mark.parametrize("rule", pack(), ids=lambda rule: rule.id)
@pytest.mark.parametrize(
    "make",
    [
        lambda size: "<p " * (size // 3),
        lambda size: "<a " + "href=" * (size // 5),
        lambda size: '<a x="' * (size // 6),
        lambda size: "[a b=" * (size // 5),
        lambda size: "[" * size,
        lambda size: "{" * size,
        lambda size: "**a " * (size // 4),
        lambda size: "[a](/" * (size // 5),
        lambda size: "googletag.a { " * (size // 14),
        lambda size: "https://a.example/?utm_a=" + "&utm_b=" * (size // 7),
        lambda size: "|---" * (size // 4),
        lambda size: "#a {b:" * (size // 6),
    ],
)
def test_time_grows_with_the_text_only(rule: Rule, make: Callable[[int], str]) -> None:
    from repair.checkers import registry

    check = registry.checker(rule.checker)(**rule.params)
    article = Article(make(100_000))
    began = time.perf_counter()
    list(check(article))
    assert time.perf_counter() - began < 4
