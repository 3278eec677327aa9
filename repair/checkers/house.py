"""Lines that a corpus has shown to belong to the pages of a site and not to its articles."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import groupby

from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.blocks import Block, removals
from repair.text.lazy import lazy
from repair.text.lineform import LONGEST, line_form
from repair.text.span import Span

PARAGRAPH = 60
"""Characters from which on a line is running text."""
PROVENANCE = lazy(
    r"©|\(c\)|copyright|all rights reserved|\bcorrections?\b|\bclarifications?\b|amended|\bcorrected\b"
    r"|(?:originally|first|previously) (?:published|appeared)|republish|reprint|permission|licen[cs]e|syndicat|press release"
    r"|associated press|reuters|\bafp\b|contributed|sponsored by|paid (?:content|post)",
)
"""What tells, in the form of a line, whose a text is or what was wrong with it: never taken out unseen, whatever a profile says."""


def host_line(*, hosts: dict[str, dict[str, list[str]]]) -> Check:
    """A line known from other pages of the article's host.

    `hosts` says of each host which lines, by their `line_form`, and of each line its place (head, body, tail), how far its removal may be
    trusted (safe, review), on how many stories it was seen and of how many. A head line is found before the first paragraph that is not
    known, a tail line behind the last, nowhere else: elsewhere it may be what the article says. Nothing is said of a text without such
    a paragraph.
    """

    def check(article: Article) -> Iterator[Hit]:
        known = hosts.get(article.host)
        if not known:
            return
        blocks = article.blocks
        found: dict[int, Sequence[str]] = {}
        for block in blocks:
            if len(block.text) <= LONGEST and (line := known.get(line_form(block.text))):
                found[block.number] = line
        if found:
            yield from _told(article, found)

    return check


def _told(article: Article, found: Mapping[int, Sequence[str]]) -> Iterator[Hit]:
    ends = own(article.blocks, found)
    if ends is None:
        return

    def at_home(block: Block) -> bool:
        return block.number in found and found[block.number][0] in ("body", where(block.number, ends))

    for is_known, run in groupby(article.blocks, key=at_home):
        if not is_known:
            continue
        lines = list(run)
        for block, edit in zip(lines, removals(article.text, lines), strict=True):
            _, safety, seen, of = found[block.number]
            sure = safety == "safe" and not PROVENANCE.search(line_form(block.text))
            yield Hit(Span(block.start, block.end), ((edit,),), facts={"seen": seen, "of": of}, sure=sure)


def own(blocks: Sequence[Block], known: Container[int]) -> tuple[int, int] | None:
    """The numbers of the first and last paragraph that is not known, None when there is none."""
    numbers = [block.number for block in blocks if block.number not in known and len(block.text) >= PARAGRAPH and block.ends_sentence]
    return (numbers[0], numbers[-1]) if numbers else None


def where(number: int, ends: tuple[int, int]) -> str:
    """Whether a line of this number stands at the head, in the body or at the tail of an article whose paragraphs have these ends."""
    return "head" if number < ends[0] else "tail" if number > ends[1] else "body"
