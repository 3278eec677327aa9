"""What stood around the article on its page: the whole page, the readers' comments, links at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from repair.checkers.hit import Check, Hit, region
from repair.checkers.page_edges import edges, is_short, named, own, signs
from repair.checkers.page_lines import Unit, Words, is_remark, leanings, opens_tail, units
from repair.text.article import Article
from repair.text.blocks import Block
from repair.text.lazy import lazy

_PARAGRAPH = 120  # characters from which on a line is surely a paragraph
_ENOUGH = 4  # paragraphs before a tail is looked for
_SENTENCE = 40
_TITLE_BLANKS = 4  # blanks in a title beside the name of a series or site
_OPENING = frozenset(  # what else begins the lines that `signs` knows
    "related more most recommended read about tags tag filed share topics topic popular trending latest next previous sign"
    " follow promoted want top powered don't editor's editors contact terms view load back return leave post join search"
    " skip home log explore must recent other similar featured stay get have support donate download our report submit"
    " suggest send watch listen categories keywords text print shop buy add check click already live editorial".split()
)
_SAID_ON = lazy(r"\d{1,4} (?:thoughts?|responses?|repl(?:y|ies)|comments?) (?:on|to) \S.{3,}")
_SAID = lazy(
    r"(?:\d{1,4} (?:comments?|responses?)|(?:reader |user )?comments?(?: ?\(\d{1,4}\))?|(?:leave|add|post|write) a (?:reply|comment)"
    r"|join the (?:conversation|discussion))[.!:]?",
    re.IGNORECASE,
)
_SMALL = frozenset(
    "a an and are as at but by for from how if in into is it its nor of off on onto or our out over per so than that the to up via vs was"
    " what with you your".split()
)
_WORD = lazy(r"[^\W_]+(?:['’-][^\W_]+)*")
_DATED = lazy(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[.,]? ?)?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}\b"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{1,2}[/.:]\d{1,2}\b)",
    re.IGNORECASE,
)


def page_regions(
    *, sure: list[str], common: list[str], kinds: int = 4, labels: int = 7, margin: float = 0.0, edge: int = 2, few: int = 3
) -> Check:
    """Every line that belongs to the page and not to the article; the lines of one run share a group.

    Said only of a text that is a dump beyond doubt: among the lines that lean away from the article at least `labels`
    short ones without a stop, with at least `kinds` different signs of a page (words of `sure`, lines that open
    comments or lists of other stories). `margin` is how far (in log-odds) a line must lean away to be reported. Of other texts with at
    least `few` such lines only what stands above or below the article, from a line that names a part of the page on, with `edge`
    different signs. Headlines and paragraphs with the words of the article stay.
    """
    words = Words(frozenset(sure), frozenset(common))
    hints = frozenset(page_regions_openings(sure=sure))

    def check(article: Article) -> Iterator[Hit]:
        if not _may_name(article, hints):
            return
        parts = units(article.blocks, words)
        if sum(map(is_short, parts)) < few or len(set().union(*map(named, parts))) < edge:
            return
        lean = leanings(parts)
        if _dumped([part for part, value in zip(parts, lean, strict=True) if value < 0], kinds, labels):
            outside = [value < -margin for value in lean]
        else:
            outside = edges(parts, lean, kinds=edge)
        if not any(outside) or all(outside):
            return
        kept = own(parts, lean, outside)
        foreign = [False] * len(article.blocks)
        for index, (part, out) in enumerate(zip(parts, outside, strict=True)):
            if out and index not in kept:
                foreign[part.first : part.last + 1] = [True] * (part.last + 1 - part.first)
        yield from _regions(article, foreign)

    return check


def page_regions_openings(*, sure: list[str], **_rest: object) -> list[str]:
    """Words with which a page names some part of itself."""
    return sorted({*sure, *_OPENING})


def _may_name(article: Article, hints: frozenset[str]) -> bool:
    """Whether a short line without a stop begins with one of these words: cheap, and false for most articles."""
    openings = article.openings
    return any(len(block.text) < 60 and block.text[-1] not in '.!?”"' for word in hints.intersection(openings) for block in openings[word])


def _dumped(parts: Sequence[Unit], kinds: int, labels: int) -> bool:
    """True for enough short parts with enough different signs of a page."""
    short = [part for part in parts if is_short(part)]
    return len(short) >= labels and len(set().union(*map(signs, short))) >= kinds


def _regions(article: Article, foreign: Sequence[bool]) -> Iterator[Hit]:
    number = 0
    for is_foreign, run in groupby(article.blocks, key=lambda block: foreign[block.number]):
        if not is_foreign:
            continue
        number += 1
        yield from region(article, list(run), f"page-{number}")


def comment_area() -> Check:
    """Readers' comments under an article, from the line that opens them to the end.

    "12 thoughts on “…”" opens them beyond doubt; "Comments" or "Leave a reply" only where remarks with their marks ("says:",
    "Reply") or a few short lines follow, and nothing else.
    """

    def check(article: Article) -> Iterator[Hit]:
        blocks = article.blocks
        paragraphs = 0
        for block in blocks:
            if len(block.text) >= _PARAGRAPH:
                paragraphs += 1
            elif paragraphs >= _ENOUGH and _opens(block, blocks):
                yield from region(article, blocks[block.number :], "comments")
                return

    return check


def comment_area_gate() -> list[str]:
    """A line that opens comments."""
    return [rf"(?i)[\r\n]\s*(?:{_SAID.pattern}\s*(?:[\r\n]|$)|{_SAID_ON.pattern})"]


def _opens(block: Block, blocks: Sequence[Block]) -> bool:
    if _SAID_ON.match(block.text):
        return True
    if not _SAID.fullmatch(block.text):
        return False
    below = blocks[block.number + 1 :]
    short = sum(len(line.text) < 80 for line in below)
    remarks = sum(is_remark(line.text) for line in below)
    return short == len(below) <= 6 or remarks >= max(2, len(below) // 6)


def tail_links(*, least: int = 3) -> Check:
    """At least so many lines in title case, or parted by a bar, one under the other, as the last thing of an article.

    They are links to other stories. One line may follow. Passed over when the line above announces them, and where they are a list of
    places or people, or of what happens when.
    """

    def check(article: Article) -> Iterator[Hit]:
        blocks = article.blocks
        if len(blocks) < least + _ENOUGH:
            return
        for is_link in (is_title, _is_parted):
            last = len(blocks) - (not is_link(blocks[-1]))
            links = list(takewhile(is_link, reversed(blocks[:last])))[::-1]
            if len(links) < least or len(links) == last:
                continue
            before = blocks[: links[0].number]
            if sum(_DATED.match(block.text) is not None for block in links) * 2 > len(links):
                return  # what happens when, such as the dates of a tour
            announced = before[-1].text[-1] == ":" and not opens_tail(before[-1].text)
            if not announced and sum(len(block.text) >= _PARAGRAPH for block in before) >= _ENOUGH:
                yield from region(article, links, "links")
                return

    return check


def prose(block: Block) -> int:
    """How much prose a line is: two long paragraphs are as much as three short ones."""
    return 3 if len(block.text) >= _PARAGRAPH else 2 if len(block.text) >= _SENTENCE and block.ends_sentence else 0


def is_title(block: Block) -> bool:
    """True for a line of four words or more that has a capital wherever a title has one, and no stop."""
    if not 15 <= len(block.text) <= 140 or block.ends_sentence or block.text.count(",") > 1:
        return False
    words: list[str] = _WORD.findall(block.text)
    if len(words) < 4 or any(word[0].islower() and word not in _SMALL for word in words):
        return False
    return sum(word[0].isupper() for word in words[1:]) >= 2


def _is_parted(block: Block) -> bool:
    """True for a line without a stop that a bar parts into a series, section or site and a title: words on both sides, more on one."""
    first, bar, second = block.text.partition(" | ")
    words = sorted((first.count(" "), second.count(" ")))
    return bool(bar) and words[1] >= _TITLE_BLANKS and len(block.text) <= 160 and "|" not in second and not block.ends_sentence
