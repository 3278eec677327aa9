"""Boxes of the page that were read out in the middle of the text: summaries in bullets, links hung on a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.checkers.hit import Check, Hit, region
from repair.text.article import Article
from repair.text.blocks import Block
from repair.text.lazy import lazy, regex
from repair.text.span import Edit, Span

_STOPS = lazy(r"[.!?…:][\"'”’)\]]*$")
_LEAD = lazy(r"(?:[A-Z][\w .,’'-]{1,40} )?\((?:CNN|AP|AFP|Reuters|[A-Z]{2,9})[\w ]{0,12}\)|[A-Z][A-Z .,’'-]{3,40}(?:\([\w ]+\) ?)?[—–-]")
_BULLET = 200  # characters no bullet of a box is longer than
_BULLETS = 8


def highlights_box(*, labels: list[str]) -> Check:
    """A box of main points at the head of a text: the label, alone or with the first point behind it, and the points below.

    A point is a line of no more than 200 characters that ends without a stop. The text must go on with a line that ends
    in one; without it nothing is reported. A label not followed by a capital letter is a sentence of the text.
    """
    label = regex(rf"(?i:{'|'.join(map(re.escape, labels))})(?P<gap>\W{{0,3}})(?=[A-Z“\"‘0-9]|$)")

    def check(article: Article) -> Iterator[Hit]:
        for block in article.blocks[:6]:
            match = label.match(block.text)
            if not match:
                continue
            box = _box(article.blocks, block, glued=match.end() < len(block.text))
            if box:
                yield from region(article, box, f"highlights:{block.start}")
            return

    return check


def highlights_box_gate(*, labels: list[str]) -> list[str]:
    """One of the labels at the beginning of a line."""
    return [rf"(?:\A|[\r\n])(?i:{'|'.join(map(re.escape, labels))})"]


def _box(blocks: tuple[Block, ...], first: Block, *, glued: bool) -> list[Block]:
    """The label's block and the points below it; empty where the shape tells nothing."""
    if glued and (_STOPS.search(first.text) or len(first.text) > 2 * _BULLET):
        return []
    box = [first]
    for block in blocks[first.number + 1 : first.number + 2 + _BULLETS]:
        if _STOPS.search(block.text) or len(block.text) > _BULLET or _LEAD.match(block.text):
            return box if glued or len(box) > 1 else []
        box.append(block)
    return []


_HUNG = lazy(
    r"(?P<name>\b[A-Z][\w’'-]+)(?P<box> (?P<full>(?:[A-Z][\w.’'-]*(?: \([^()]{1,20}\))? ){1,5}?(?P=name)(?:, (?:Jr|Sr)\.)?)"
    r"(?=[A-Z0-9‘“'\"])[^\r\n]{12,420}? MORE\b)"
)


def name_links() -> Check:
    """The full name again behind a name, glued to headlines, up to the word MORE in capitals."""

    def check(article: Article) -> Iterator[Hit]:
        for match in _HUNG.finditer(article.text):
            start, end = match.span("box")
            yield Hit(Span(start, end), ((Edit(start, match["box"], ""),),), facts={"name": match["name"]})

    return check


def name_links_gate() -> list[str]:
    """A headline glued to a lower-case letter, and the closing word behind it."""
    return [r"[a-z][A-Z0-9‘“'\"][^\r\n]{12,420}? MORE\b"]
