"""Untrusted text may be long and of one kind: time grows with its length, not with its square.

Each rule, each view and each reader of documents is timed on a text and on one four times as long.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache, cached_property

import pytest

from repair.checkers import registry
from repair.checkers.hit import Check
from repair.engine.find import find
from repair.formats.html import Html
from repair.formats.markdown import Markdown
from repair.rulebook.book import Book
from repair.rulebook.load import Pack
from repair.text.article import Article
from repair.text.decode import Unreadable
from tests import built_in
from tests.timing import TIMES, complaint

UNITS = {
    "words": "a ",
    "letters": "a",
    "capitals": "A",
    "double quotes": '"',
    "curly quotes": "“",
    "closing quotes": "”",
    "quoted letters": '"a" ',
    "single quotes": "‘a ",
    "apostrophes": "a'",
    "commas": ",",
    "commas and blanks": "a, ",
    "stops": ".",
    "stops and blanks": "a. ",
    "ellipses": "… ",
    "question marks": "?",
    "colons": "a: ",
    "blanks": " ",
    "no-break spaces": "\xa0",
    "tabs": "a\tb\t",
    "digits": "7",
    "numbers": "7,",
    "percents": "5%",
    "money": "$1,",
    "brackets": "(",
    "closing brackets": ")]",
    "both brackets": "()",
    "square brackets": "[",
    "angles": "<",
    "tags": "<a ",
    "braces": "{{",
    "ampersands": "&#",
    "dashes": "- ",
    "slashes": "/",
    "backslashes": "\\",
    "pipes": "x | ",
    "at signs": "@a",
    "hashes": "#a ",
    "dots and letters": "a.",
    "hyphens": "a-",
    "underscores": "__a ",
    "stars": "**a ",
    "capitalised": "Aa ",
    "camels": "abCd ",
    "shouted": "ABC ",
    "initials": "A. ",
    "names": "Ann Baxter and ",
    "lines": "a\n",
    "blank lines": "\n",
    "carriage returns": "\r",
    "both line ends": "a\r\n",
    "blank and line": " \n",
    "torn lines": "a-\n",
    "bullets": "• a\n",
    "titles": "The Mill Reopens After Fire Today\n",
    "shouted titles": "MILL REOPENS AFTER FIRE\n",
    "questions": "Do you know what a mill is?\n",
    "credits": "Ann Baxter/AFP/",
    "agencies": ", AP",
    "lines of credits": "Photo: AP\n",
    "bylines": "By Ann Baxter\n",
    "times": "5 hours ago\n",
    "comments": "12 comments\nReply\n",
    "share bars": "Share Facebook Twitter ",
    "lines of share bars": "Share Facebook\nTweet\n",
    "addresses": "www.a.com/",
    "addresses of posts": "https://t.co/abcd—",
    "parameters": "http://a.b/?utm_source=a&",
    "links": "[a](b) ",
    "script": "document.write(",
    "style": ".a {b:c",
    "mojibake": "â€",
    "combining marks": "a\u0301",
    "dotted capitals": "İ",
    "lone surrogates": "\ud800",
    "zero width": "\u200b",
    "the": "the ",
    "that": "that that ",
    "said": "he said, “I ",
    "spoken": "“a,” he said. ",
    "list": "a, b and a, b and ",
    "sentences": "The council voted to close the pool on Tuesday. ",
    "prompts": "Read more: ",
    "lines of prompts": "Read more:\n",
    "notes": "All rights reserved. ",
}
SMALL = 5_000


@cache
def book() -> Book:
    return Book(built_in.rules())  # with the rule that a profile brings into force


@cache
def checks() -> dict[str, Check]:
    return {rule.id: registry.checker(rule.checker)(**rule.params) for rule in book().rules}


def views() -> list[str]:
    return [name for name, value in vars(Article).items() if isinstance(value, cached_property)]


def seen(text: str) -> Article:
    """The text with all views made, so that no rule pays for them."""
    article = Article(text)
    for view in views():
        getattr(article, view)
    return article


def running(check: Check, article: Article) -> Callable[[], object]:
    return lambda: sum(1 for _ in check(article))


@pytest.mark.parametrize("name", UNITS)
def test_rules_and_views_take_time_in_proportion(name: str) -> None:
    small, large = (UNITS[name] * (size // len(UNITS[name])) for size in (SMALL, TIMES * SMALL))
    slow = complaint("the views", lambda: seen(small), lambda: seen(large))
    few, many = seen(small), seen(large)
    slow += complaint("the gate", lambda: book().due(few), lambda: book().due(many))
    for rule, check in checks().items():
        slow += complaint(rule, running(check, few), running(check, many))
    assert not slow, "; ".join(slow)


PACKS = built_in.packs()


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_damage_again_and_again_takes_time_in_proportion(pack: Pack) -> None:
    """Every rule on its own first example of damage, said over and over in one line and in many."""
    slow = []
    for rule, examples in pack.examples.items():
        bad = next(example.text for example in examples if example.kind == "bad")
        for unit in (" ".join(bad.split()) + " ", bad.strip() + "\n\n"):
            small, large = (unit * (size // len(unit) + 1) for size in (SMALL // 2, TIMES * SMALL // 2))
            few, many = seen(small), seen(large)
            slow += complaint(rule, running(checks()[rule], few), running(checks()[rule], many))
    assert not slow, "; ".join(slow)


@pytest.mark.parametrize(
    "unit", ["The the ferry sailed slowly.Critics say it 's old. ", "Share Facebook Twitter\n\nThe mill is is old.\n\n"]
)
def test_findings_are_told_in_time_in_proportion(unit: str) -> None:
    small, large = (unit * (size // len(unit)) for size in (SMALL // 2, TIMES * SMALL // 2))
    assert not complaint("finding", lambda: find(Article(small), book()), lambda: find(Article(large), book()))


MARKS = {
    "comments that never end": "<!--",
    "closed comments that never end": "<!--x>",
    "declarations": "<!x>",
    "sections": "<![x[",
    "sections of characters": "<![CDATA[",
    "instructions": "<?",
    "end tags": "</a",
    "values": "<a b='",
    "code": "<code>",
    "scripts": "<script>",
    "code marks": "` `` ",
    "quotations": "> ",
    "lists": "- ",
    "images": "![a](",
    "fences": "```\n",
    "tables": "a|b\n-|-\n",
    "notes": "[^a]: b\n",
}


@pytest.mark.parametrize("kind", [Html, Markdown])
@pytest.mark.parametrize("unit", [*UNITS, *MARKS])
def test_documents_are_read_in_time_in_proportion(unit: str, kind: type[Html | Markdown]) -> None:
    piece = UNITS.get(unit) or MARKS[unit]
    small, large = (piece * (size // len(piece)) for size in (SMALL, TIMES * SMALL))
    assert not complaint("reading", lambda: read(kind, small), lambda: read(kind, large))


def read(kind: type[Html | Markdown], text: str) -> None:
    """A text that is said to be no page is done with as well."""
    with suppress(Unreadable):
        kind(text)
