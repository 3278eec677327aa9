"""The checkers by the name rules call them.

A checker is a function of keyword-only typed parameters (a rule's `with`) that returns a `Check`: a pure function
from an article to hits. Beside it, functions of the same parameters may tell what a text must hold for the check to have
anything to say, of which one will do: `<name>_gate` regular expressions, `<name>_openings` words of `Article.openings`,
`<name>_words` words, `<name>_neighbours` two or three words in a row. Modules are imported on first use.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from repair.checkers.hit import Check

CHECKERS = {
    "address-line": "repair.checkers.markup",
    "apostrophe-apart": "repair.checkers.lostmarks",
    "article-choice": "repair.checkers.article_choice",
    "author-note": "repair.checkers.authors",
    "broken-number": "repair.checkers.numbers",
    "comma-lost": "repair.checkers.quotes",
    "comment-area": "repair.checkers.regions",
    "currency-space": "repair.checkers.numbers",
    "cut-off": "repair.checkers.cuts",
    "doubled-item": "repair.checkers.enumeration",
    "doubled-quote": "repair.checkers.quotes",
    "doubled-sentence": "repair.checkers.repeats",
    "doubled-words": "repair.checkers.repeats",
    "duplicate-credit": "repair.checkers.credits",
    "echo-after-comma": "repair.checkers.repeats",
    "entity": "repair.checkers.encoding",
    "glued-bracket": "repair.checkers.joins",
    "glued-credit": "repair.checkers.captions",
    "glued-headline": "repair.checkers.headings",
    "glued-mark": "repair.checkers.joins",
    "glued-number": "repair.checkers.joins",
    "glued-sentences": "repair.checkers.joins",
    "glued-small-words": "repair.checkers.glued",
    "glued-words": "repair.checkers.joins",
    "headless": "repair.checkers.heads",
    "helped-verb": "repair.checkers.helpers",
    "highlights-box": "repair.checkers.boxes",
    "host-line": "repair.checkers.house",
    "invisible": "repair.checkers.encoding",
    "item-again": "repair.checkers.relisted",
    "known-slip": "repair.checkers.agreement",
    "line-wrap-hyphen": "repair.checkers.joins",
    "looks-spun": "repair.checkers.spunmarks",
    "listed-words": "repair.checkers.listed",
    "lost-apostrophe": "repair.checkers.lostmarks",
    "lost-marks": "repair.checkers.lostmarks",
    "lost-possessive": "repair.checkers.quotes",
    "markup-residue": "repair.checkers.markup",
    "misspelt-word": "repair.checkers.spelling",
    "missing-stop": "repair.checkers.punctuation",
    "mixed-quotes": "repair.checkers.quotes",
    "mojibake": "repair.checkers.encoding",
    "name-links": "repair.checkers.boxes",
    "no-break-spaces": "repair.checkers.encoding",
    "noun-number": "repair.checkers.number",
    "number-twice": "repair.checkers.consistency",
    "odd-line": "repair.checkers.oddlines",
    "odd-name": "repair.checkers.consistency",
    "open-heading": "repair.checkers.headings",
    "page-line": "repair.checkers.residue",
    "page-regions": "repair.checkers.regions",
    "page-talk": "repair.checkers.talk",
    "page-words": "repair.checkers.talk",
    "pattern": "repair.checkers.pattern",
    "picture-caption": "repair.checkers.pictured",
    "question-mark-apostrophe": "repair.checkers.lostmarks",
    "question-mark-quote": "repair.checkers.lostmarks",
    "quiz-heading": "repair.checkers.headings",
    "repeated-block": "repair.checkers.repeats",
    "repeated-credit-line": "repair.checkers.credits",
    "repeated-sentence": "repair.checkers.stretches",
    "replacement-character": "repair.checkers.lostmarks",
    "residual-credit": "repair.checkers.captions",
    "said-in": "repair.checkers.heads",
    "script-text": "repair.checkers.markup",
    "share-bar": "repair.checkers.sharing",
    "spelling-mix": "repair.checkers.consistency",
    "split-condition": "repair.checkers.clauses",
    "spun-phrase": "repair.checkers.spun",
    "spun-turns": "repair.checkers.spunmarks",
    "spun-words": "repair.checkers.spunmarks",
    "stacked-headings": "repair.checkers.headings",
    "stray-headline": "repair.checkers.headings",
    "subject-verb": "repair.checkers.agreement",
    "tail-links": "repair.checkers.regions",
    "tail-again": "repair.checkers.stretches",
    "teasers": "repair.checkers.teasers",
    "title-row": "repair.checkers.teasers",
    "tracking-address": "repair.checkers.markup",
    "unclosed-bracket": "repair.checkers.brackets",
    "unclosed-quote": "repair.checkers.quotes",
    "verb-form": "repair.checkers.agreement",
    "verb-number": "repair.checkers.number",
    "weekday": "repair.checkers.consistency",
    # one line a checker, in the order of the alphabet
}

PLACED = frozenset(["listed-words", "looks-spun", "page-line", "page-talk", "share-bar", "spun-phrase", "spun-turns", "spun-words"])
"""The checkers whose checks also take `places`: where strings stand in the text, those of `_strings` or of which each match of
`_gate` holds one; or the numbers in `Article.neighbours` of the last but one of the words of each row of `_neighbours`.
"""

NUMBERED = frozenset(["page-line"])
"""Those of them whose `places` are told apart by the number of the expression of `_gate`; None for one found by other means."""


def checker(name: str) -> Callable[..., Check]:
    """The checker of this name. Raises `KeyError` when there is none."""
    return getattr(import_module(CHECKERS[name]), name.replace("-", "_"))  # type: ignore[no-any-return]


def evidence(name: str, kind: str) -> Callable[..., list[str]] | None:
    """The checker's function that tells what a text must hold, of this kind, if it has one."""
    return getattr(import_module(CHECKERS[name]), f"{name.replace('-', '_')}_{kind}", None)
