"""Markup residue: what goes, what it leaves behind, and text that only looks like it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from repair.checkers.hit import Check
from repair.checkers.markup import markup_residue, script_text, tracking_address
from repair.engine.settle import by_safety, settle
from repair.rulebook.book import Book
from repair.rulebook.rule import Rule, Safety
from repair.text.article import Article
from repair.text.span import apply_edits
from tests import built_in

TAGS = markup_residue(find=r"</?(?:p|b|br|a)(?: href=\S{1,40})?>", breaks=r"<(?:/p|br)", unless=r"\btag\b")
SCRIPT = script_text(markers=[r"googletag\.", r"window\.\w+ ="], code=[r"\bvar \w+ ="])
TRACKING = tracking_address(parameters=[r"utm_\w+", "fbclid"])


def pack() -> list[Rule]:
    return [rule for rule in built_in.rules() if rule.pack == "markup"]


def mended(check: Check, text: str) -> str:
    return apply_edits(text, {edit for hit in check(Article(text)) for edit in hit.candidates[0]})


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


FAR = "Rain fell on the weir. " * 20


@pytest.mark.parametrize(
    "text",
    [
        "Bring <b>boots.</b> Go.",
        "Bring <b>boots.</b></p> <p>Go.",
        "Bring <b>wet <a>boots</b> and</a> hats.",
        "<p>\nBring boots.\n</p>",
        "Rain.\n\n<p>\n<b>\n</b>\n</p>",
        f"A <b>wet day. {FAR}Such a tag</b> is old.",
        f"A <b>wet day. {FAR * 15}It is</b> old.",
        "A <a\nhref=/b>wet</a> day.",
        f"A <a href={'/b' * 300}>wet</a> day.",
        "<b>a</b> " * 20 + "<p>" + "<b>a</b><b>" * 10 + "</b>",
    ],
)
@pytest.mark.parametrize("least", ["safe", "review"])
def test_no_half_of_a_pair_is_left(text: str, least: Safety) -> None:
    (rule,) = [rule for rule in pack() if rule.id == "html-tag"]
    after = settle(Article(text), Book([rule]), by_safety(least)).after
    for name in "abp":
        stood, stands = (re.findall(rf"<(/?){name}\b", one) for one in (text, after))
        assert stands.count("") - stands.count("/") == (stood.count("") - stood.count("/") if stands else 0)


def test_a_pair_is_one_fix_of_one_level() -> None:
    open_mark, close_mark = TAGS(Article("A <b>wet</b> day."))
    assert open_mark.candidates == close_mark.candidates
    assert open_mark.sure
    assert close_mark.sure
    levels = {(hit.sure, len(hit.candidates[0])) for hit in TAGS(Article("Bring <b>boots.</b></p><p>Go.</p>"))}
    assert levels == {(False, 3)}


def test_one_of_a_pair_that_must_stay_keeps_the_other() -> None:
    (left,) = TAGS(Article(f"A <b>wet day. {FAR}Such a tag</b> is old."))
    assert left.span == (2, 5)
    assert not left.candidates


def test_shortcodes_pair_as_tags_do() -> None:
    (rule,) = [rule for rule in pack() if rule.id == "shortcode"]
    hits = list(markup_residue(**rule.params)(Article('[caption id="a"]The weir[/caption] and {{#if}}more{{/if}} of [gallery]')))
    assert [len(hit.candidates[0]) for hit in hits] == [2, 2, 2, 2, 1]


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
        lambda size: "<b>a</b> " * (size // 9),
        lambda size: "<p>a</p>" * (size // 8),
        lambda size: "<i>a " * (size // 10) + "</i>b " * (size // 12),
        lambda size: "<i>\n" * (size // 8) + "</i>\n" * (size // 10),
        lambda size: "</i> a" * (size // 6),
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
    began = time.process_time()
    list(check(article))
    assert time.process_time() - began < 4


@pytest.mark.parametrize("text", ["Write this:\n\n<p>One</p>\n\nIt shows one.", "Learn PHP!\n\n<p>One</p>"])
def test_tags_that_may_be_shown_as_code_are_not_sure(text: str) -> None:
    check = markup_residue(find=r"</?p>", doubt=r"\bPHP\b")
    hits = list(check(Article(text)))
    assert hits
    assert not any(hit.sure for hit in hits)
    assert all(hit.sure for hit in check(Article(text.replace("Write this:", "He wrote.").replace("PHP", "more"))))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It left.<b> </b>Nobody came.", "It left. Nobody came."),
        ("It left<b> </b>, they said.", "It left, they said."),
        ("It left. <b> </b>Nobody came.", "It left. Nobody came."),
        ("It left <b></b>at noon.", "It left at noon."),
        ('The <b> <a href="x y">mill</a> </b>stands.', "The mill stands."),
        ("un<b></b>told", "untold"),
    ],
)
def test_a_blank_between_marks_still_parts_words(text: str, left: str) -> None:
    check = markup_residue(find=r"</?(?:b|a)(?: href=\"[^\"]{1,40}\")?>")
    hits = list(check(Article(text)))
    assert all(hit.sure for hit in hits)
    assert apply_edits(text, sorted({edit for hit in hits for edit in hit.candidates[0]})) == left
