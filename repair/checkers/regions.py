"""`page-regions`: the page around the article, in a text dumped from a whole web page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from repair.checkers.hit import Check, Hit
from repair.checkers.page_lines import Unit, Words, leanings, opens_comments, opens_tail, units
from repair.text.article import Article
from repair.text.blocks import Block, removals


def page_regions(*, sure: list[str], common: list[str], kinds: int = 4, labels: int = 7, margin: float = 0.0) -> Check:
    """Every line that belongs to the page and not to the article; the lines of one run share a group.

    Said only of a text that is a dump beyond doubt: among the lines that lean away from the article at least `labels`
    short ones without a stop, with at least `kinds` different signs of a page (words of `sure`, lines that open
    comments or lists of other stories). `margin` is how far (in log-odds) a line must lean away to be reported.
    """
    words = Words(frozenset(sure), frozenset(common))

    def check(article: Article) -> Iterator[Hit]:
        if not _many_short(article.blocks, labels):
            return
        parts = units(article.blocks, words)
        lean = leanings(parts)
        if not _dumped(parts, lean, kinds, labels):
            return
        foreign = [False] * len(article.blocks)
        for part, value in zip(parts, lean, strict=True):
            if value < -margin:
                foreign[part.first : part.last + 1] = [True] * (part.last + 1 - part.first)
        if all(foreign):
            return
        yield from _regions(article, foreign)

    return check


def page_regions_gate(*, sure: list[str], **_rest: object) -> list[str]:
    """A page names some part of itself at the beginning of a line."""
    return [rf"(?i)(?:^|[\r\n])\s*(?:{'|'.join(sure)}|©)"]


def _many_short(blocks: Sequence[Block], least: int) -> bool:
    """True when at least this many lines are short and end without a stop: cheap, and false for most articles."""
    found = 0
    for block in blocks:
        if block.end - block.start < 60 and block.text[-1] not in '.!?”"':
            found += 1
            if found >= least:
                return True
    return False


def _dumped(parts: Sequence[Unit], lean: Sequence[float], kinds: int, labels: int) -> bool:
    signs: set[str] = set()
    short = 0
    for part, value in zip(parts, lean, strict=True):
        if value < 0 and not part.stops and part.words <= 8:
            short += 1
            signs.update(part.sure)
            if "©" in part.text:
                signs.add("©")
            if opens_comments(part.text):
                signs.add("comments")
            if opens_tail(part.text):
                signs.add(part.text.lower()[:12])
    return short >= labels and len(signs) >= kinds


def _regions(article: Article, foreign: Sequence[bool]) -> Iterator[Hit]:
    number = 0
    for is_foreign, run in groupby(article.blocks, key=lambda block: foreign[block.number]):
        if not is_foreign:
            continue
        number += 1
        blocks = list(run)
        for block, edit in zip(blocks, removals(article.text, blocks), strict=True):
            yield Hit(block.span, ((edit,),), group=f"page-{number}")
