"""Untrusted text may be long and of one kind: the time of every rule grows with its length, not with its square."""

from __future__ import annotations

import time

import pytest

from repair.checkers import registry
from repair.checkers.hit import Check
from repair.rulebook.compiled import load_rules
from repair.rulebook.rule import Rule
from repair.rulebook.shelf import built_in_files
from repair.text.article import Article

UNITS = {
    "words": "a ",
    "letters": "a",
    "capitals": "A",
    "double quotes": '"',
    "curly quotes": "“",
    "quoted letters": '"a" ',
    "apostrophes": "a'",
    "commas": ",",
    "commas and blanks": "a, ",
    "stops": ".",
    "stops and blanks": "a. ",
    "blanks": " ",
    "no-break spaces": "\xa0",
    "digits": "7",
    "numbers": "7,",
    "brackets": "(",
    "both brackets": "()",
    "square brackets": "[",
    "angles": "<",
    "tags": "<a ",
    "braces": "{{",
    "ampersands": "&#",
    "dashes": "- ",
    "slashes": "/",
    "pipes": "x | ",
    "at signs": "@a",
    "dots and letters": "a.",
    "hyphens": "a-",
    "capitalised": "Aa ",
    "names": "Ann Baxter and ",
    "lines": "a\n",
    "blank lines": "\n",
    "carriage returns": "\r",
    "blank and line": " \n",
    "credits": "Ann Baxter/AFP/",
    "addresses": "www.a.com/",
    "stars": "**a ",
    "mojibake": "â€",
    "zero width": "\u200b",
    "the": "the ",
    "said": "he said, “I ",
    "list": "a, b and a, b and ",
    "prompts": "Read more: ",
    "lines of prompts": "Read more:\n",
    "lines of credits": "Photo: AP\n",
}
SMALL = 30_000
ENOUGH = 0.15  # seconds: below that, nothing is measured but the machine


def rules() -> tuple[Rule, ...]:
    return load_rules(built_in_files())


def seconds(check: Check, text: str) -> float:
    article = Article(text)
    _ = article.blocks, article.kinds, article.sentences, article.quotations, article.verbatim
    begun = time.process_time()
    for _ in check(article):
        pass
    return time.process_time() - begun


@pytest.mark.parametrize("name", UNITS)
def test_rules_take_time_in_proportion(name: str) -> None:
    unit = UNITS[name]
    slow = []
    for rule in rules():
        check = registry.checker(rule.checker)(**rule.params)
        small, large = (unit * (size // len(unit)) for size in (SMALL, 4 * SMALL))
        seconds(check, unit * 10)
        took = seconds(check, large)
        if took > ENOUGH:
            before = min(seconds(check, small) for _ in range(2))
            took = min(took, seconds(check, large))
            if took > 9 * before:  # in proportion: 4, by the square: 16
                slow.append(f"{rule.id}: {before:.2f} s for {SMALL} characters, {took:.2f} s for four times as many")
            elif took > 2:
                slow.append(f"{rule.id}: {took:.2f} s for {4 * SMALL} characters")
    assert not slow, "; ".join(slow)


@pytest.mark.parametrize("name", UNITS)
def test_views_take_time_in_proportion(name: str) -> None:
    unit = UNITS[name]
    took = []
    for size in (SMALL, 4 * SMALL):
        article = Article(unit * (size // len(unit)))
        begun = time.process_time()
        _ = article.blocks, article.kinds, article.sentences, article.quotations, article.verbatim
        took.append(time.process_time() - begun)
    assert took[1] < ENOUGH or took[1] < 9 * took[0], took
