"""Fixes made until none is left to make, or nothing is written at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from repair.engine.find import Search
from repair.engine.inspect import in_source
from repair.engine.plan import Chosen, Waiting, plan
from repair.formats.document import Document, Prose
from repair.rulebook.book import Book
from repair.rulebook.rule import SAFETIES, Finding, Safety
from repair.text.article import Article
from repair.text.named import NamedTuple
from repair.text.span import Edit, apply_edits

MOST_PASSES = 20

Chooser = Callable[[Sequence[Finding]], Iterable[Chosen]]
Hearing = Callable[[Document, list[Finding]], list[Finding]]
"""Which of the findings of a document count."""


class Unsettled(Exception):
    """The fixes do not come to rest; `rules` are the ids that were still at it."""

    def __init__(self, rules: Sequence[str]) -> None:
        super().__init__(f"fixes of {', '.join(rules)} undo each other")
        self.rules = tuple(rules)


class Pass(NamedTuple):
    """One round: the edits made, in the coordinates of the text before it, and the fixes they came from."""

    edits: tuple[Edit, ...]
    took: tuple[Chosen, ...]


class Settled(NamedTuple):
    """A text at rest. `left` are the findings of `after`; `waiting` the fixes that never got their turn."""

    before: str
    after: str
    passes: tuple[Pass, ...]
    left: tuple[Finding, ...]
    waiting: tuple[Waiting, ...]


def by_safety(least: Safety) -> Chooser:
    """The chooser of bulk runs: of each finding the first fix, when it is at least this safe."""
    bar = SAFETIES.index(least)

    def choose(findings: Sequence[Finding]) -> Iterable[Chosen]:
        for finding in findings:
            if finding.fixes and SAFETIES.index(finding.fixes[0].safety) >= bar:
                yield Chosen(finding, finding.fixes[0])

    return choose


def settle(
    text: Article | Document, book: Book, choose: Chooser, hear: Hearing | None = None, least: Safety = "none", left: bool = True
) -> Settled:
    """The article, or the document that holds it, with all chosen fixes made, judged afresh after each pass.

    Findings that `hear` leaves out do not exist. `choose` takes no fix that is less safe than `least`: rules without such fixes are
    asked only when the text has come to rest, and not at all when nobody wants to know what is `left`. A second run with the same
    book and chooser changes nothing. Raises `Unsettled` when a text comes back or after 20 passes; nothing must be written then.
    """
    first = text if isinstance(text, Document) else Document.of(text)
    # a fix in prose is placed together with all others, and what a backend says depends on all that is found
    able = book.able(least) if least != "none" and not isinstance(first, Prose) and not book.outside else None
    seen = {first.source}
    passes: list[Pass] = []
    current = first

    def heard(findings: list[Finding]) -> list[Finding]:
        findings = in_source(current, findings)
        return hear(current, findings) if hear else findings

    while True:
        search = Search(current.article, book)
        findings = heard(search.all() if able is None else search.of(able))
        agreed = plan(choose(findings))
        if not agreed.took:
            if left and able is not None:
                findings = heard(search.all())
            return Settled(first.source, current.source, tuple(passes), tuple(findings), agreed.waiting)
        after = apply_edits(current.source, agreed.edits)
        passes.append(Pass(agreed.edits, agreed.took))
        if after in seen or len(passes) >= MOST_PASSES:
            raise Unsettled(sorted({chosen.finding.rule.id for chosen in agreed.took}))
        seen.add(after)
        current = current.again(after)
