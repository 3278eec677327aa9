"""What a checker yields: `Hit`, and what a checker is: `Check`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from repair.text.article import Article
from repair.text.blocks import Block, removals
from repair.text.named import NamedTuple
from repair.text.span import Edit, Span

Severity = Literal["info", "warning", "error"]


class Hit(NamedTuple):
    """One spot that a checker found.

    `candidates` are alternative ways to mend it, most likely first, each a set of edits that is made whole or
    not at all. `witness` are spans that must stay untouched for the fixes to be right, for instance the
    copy that is kept when the other one goes. `facts` fill the rule's message. `sure` False keeps every fix of
    this hit at review, whatever the rule allows. `group` joins the hits of one region. `severity`, when given,
    replaces the rule's where the evidence of this hit is weaker. A `fallback` is dropped where another rule has something to say.
    """

    span: Span
    candidates: tuple[tuple[Edit, ...], ...] = ()
    witness: tuple[Span, ...] = ()
    facts: Mapping[str, str] = {}
    sure: bool = True
    group: str | None = None
    severity: Severity | None = None
    fallback: bool = False


def region(article: Article, blocks: Sequence[Block], group: str) -> Iterator[Hit]:
    """The hits of blocks that follow each other and all go: one a block, of one group."""
    for block, edit in zip(blocks, removals(article.text, blocks), strict=True):
        yield Hit(block.span, ((edit,),), group=group)


Check = Callable[[Article], Iterable[Hit]]
