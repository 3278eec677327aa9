"""Stops that are missing where a paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.span import Edit, Span

_LONG = 120
_ENDS_BARE = lazy(r"(?<!\S)[a-z]{3,}$")
_INNER_STOP = lazy(r"[a-z][.!?][”\"]? [A-Z“\"]")
_CUT = frozenset(
    """
    the and but for nor with from that this these those which who whose when where while what why how than then his her its their our your
    was were are has have had will would can could should may might must into onto over under after before about against between during
    without because although though of to in on at by as is or if be more said
    """.split()
)


def missing_stop(*, least: int = 3) -> Check:
    """A paragraph without a stop at its end among paragraphs that have one.

    Only a long one of several sentences that ends in an ordinary word (else it may be cut off, a heading or a caption), between
    paragraphs, in an article where at least `least` others end in a stop and hardly any other does not.
    """

    def check(article: Article) -> Iterator[Hit]:
        unstopped = [block for block in article.unstopped if len(block.text) >= _LONG]
        bare = [block for block in unstopped if _ENDS_BARE.search(block.text, len(block.text) - 40) and _INNER_STOP.search(block.text)]
        if not bare:
            return
        long = sum(len(block.text) >= _LONG for block in article.blocks)
        if long - len(unstopped) < least or len(unstopped) * 5 > long:
            return
        for block in bare:
            last = re.split(r"\s", block.text)[-1]
            if (
                last in _CUT
                or block.number == 0
                or block.number + 1 >= len(article.blocks)
                or any(len(article.blocks[beside].text) < _LONG for beside in (block.number - 1, block.number + 1))
            ):
                continue
            yield Hit(Span(block.end - len(last), block.end), ((Edit(block.end - len(last), last, f"{last}."),),))

    return check


def missing_stop_gate(**_rest: object) -> list[str]:
    """A line that ends in a word."""
    return [r"[a-z]{3}[ \t\xa0]*[\r\n]"]
