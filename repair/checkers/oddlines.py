"""`odd-line`: lines known by their shape: buttons for the size of letters, labels run together, titles of clips beside their clock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.blocks import Block, removals, rows
from repair.text.lazy import lazy

_LETTER = 1
_CLOCK_LEAST, _CLOCK_LINE = 7, 40  # characters of the shortest, and of the longest
_TITLE, _GLUED = 130, 300  # characters no title, and no row of labels, is longer than
_CLOCK = lazy(
    r"[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d\d{2}:\d\d|(?P<player>VIDEO|Video|Watch|Listen|AUDIO)\W{0,3}\d{1,2}:\d\d(?:\d{1,2}:\d\d)?"
)
_JOINED = lazy(r"[a-zß-ÿ]{3}[A-Z][a-z]")
_GLUES = 3


def odd_line() -> Check:
    """Lines without a stop that no article has.

    A letter by itself on two lines or more, one below the other; a line with three places or more where a blank is lost, three
    small letters before each capital; the date and length of a clip run together, with the title above, or below the name of a player.
    """

    def check(article: Article) -> Iterator[Hit]:
        blocks = article.blocks
        found = []
        titles: set[int] = set()
        clocks: set[int] = set()
        for block in article.unstopped:
            clock = _clock(block.text)
            if clock:
                titles.add(block.number + (1 if clock["player"] else -1))
                clocks.add(block.number)
        for block in article.unstopped:
            text = block.text
            if len(text) == _LETTER:
                odd = text.isupper() and any(other.text == text for other in _around(blocks, block.number))
            else:
                title = block.number in titles and len(text) <= _TITLE and text.count(" ") > 2
                odd = title or block.number in clocks or _is_glued(text)
            if odd:
                found.append(block)
        for row in rows(found):
            for block, edit in zip(row, removals(article.text, row), strict=True):
                yield Hit(block.span, ((edit,),), fallback=True)

    return check


def _around(blocks: Sequence[Block], number: int) -> Sequence[Block]:
    return (*blocks[max(0, number - 1) : number], *blocks[number + 1 : number + 2])


def _is_glued(text: str) -> bool:
    """True for a line with several such places and no address or quotation in it."""
    return len(text) <= _GLUED and len(_JOINED.findall(text)) >= _GLUES and not any(map(text.__contains__, ("://", "“", '"', "_", "(")))


def _clock(text: str) -> re.Match[str] | None:
    """A line that is nothing but the date and length of a clip, or a player's name and its length."""
    return _CLOCK.fullmatch(text) if _CLOCK_LEAST < len(text) < _CLOCK_LINE and text[-3] == ":" else None
