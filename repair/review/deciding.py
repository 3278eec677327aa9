"""The chooser that makes what was answered, and nothing else: one for each article, through all its passes.

Keys change with what stands around a finding, and fixes change that. So an answer goes with its finding from pass to pass by its place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from repair.engine.plan import Chosen, plan
from repair.engine.settle import Chooser, Hearing, Settled, by_safety, settle
from repair.formats.document import Document
from repair.project.config import Settings
from repair.project.mending import Mending
from repair.project.rules import Shelf
from repair.project.scan import Source, Target
from repair.review.questions import offer
from repair.review.verdicts import Verdict, Verdicts, fix_of
from repair.rulebook.book import Book
from repair.rulebook.rule import Finding, Safety
from repair.text.named import NamedTuple
from repair.text.span import Edit, Span

Find = Callable[[str, Finding], Verdict | None]


class Open(Exception):
    """A pass has findings with fixes that nobody has answered; `text` is the text they were found in."""

    def __init__(self, text: str, findings: Sequence[Finding]) -> None:
        super().__init__("there are open questions")
        self.text = text
        self.findings = tuple(findings)


class Carried(NamedTuple):
    """A finding of a later pass that is known under another key, and the answer it has."""

    finding: Finding
    verdict: Verdict
    text: str


class Deciding:
    """The answers of one article at work. `hear` and `choose` are for `settle`, which calls them in turn.

    With `ask` a pass with open questions raises `Open`. `otherwise` chooses for findings without an answer. `carried` are the answers
    to be known under a new key once the outcome is written.
    """

    def __init__(self, find: Find, hear: Hearing, ask: Callable[[Finding], bool] | None = None, otherwise: Chooser | None = None) -> None:
        self._find = find
        self._hear = hear
        self._ask = ask
        self._otherwise = otherwise
        self._text = ""
        self._standing: dict[tuple[str, Span, str], Verdict] = {}
        self._typed: list[tuple[str, Span, Verdict]] = []
        self.carried: list[Carried] = []

    def hear(self, current: Document, findings: list[Finding]) -> list[Finding]:
        """The findings that count; the text they were found in is noted."""
        self._text = current.source
        return self._hear(current, findings)

    def choose(self, findings: Sequence[Finding]) -> Iterable[Chosen]:
        """The fixes answered with yes or edited, as far as they go together in one pass. May raise `Open`."""
        self.carried = []
        known = [(finding, self._answer(finding)) for finding in findings if finding.fixes]
        if self._ask:
            unanswered = [finding for finding, answer in known if answer is None and self._ask(finding)]
            if unanswered:
                raise Open(self._text, unanswered)
        chosen = [
            Chosen(finding, fix)
            for finding, answer in known
            if answer is not None and (fix := fix_of(answer, self._text, finding)) is not None
        ]
        if self._otherwise:
            chosen += self._otherwise([finding for finding, answer in known if answer is None])
        agreed = plan(chosen)
        self._carry(known, agreed.took, agreed.edits)
        return agreed.took

    def _answer(self, finding: Finding) -> Verdict | None:
        rule, span = finding.rule.id, finding.span
        refused = next((answer for name, place, answer in self._typed if name == rule and place.touches(span)), None)
        answer = refused._replace(answer="no", typed=None) if refused else self._standing.get((rule, span, offer(finding)))
        if answer is None:
            return self._find(self._text, finding)
        if answer.key != finding.key or refused:
            self.carried.append(Carried(finding, answer, self._text))
        return answer

    def _carry(self, known: Sequence[tuple[Finding, Verdict | None]], took: Sequence[Chosen], edits: Sequence[Edit]) -> None:
        """Note where the findings that have an answer will stand after these edits."""
        shifted = _Shift(edits)
        made = {id(chosen.finding) for chosen in took}
        self._typed = [(rule, moved, answer) for rule, span, answer in self._typed if (moved := shifted(span)) is not None]
        self._standing = {}
        for finding, answer in known:
            if answer is None:
                continue
            if id(finding) not in made:
                moved = shifted(finding.span)
                if moved is not None:
                    self._standing[finding.rule.id, moved, offer(finding)] = answer
            elif answer.answer == "edit" and answer.typed is not None:
                start = finding.span.start + answer.typed.at
                new = shifted.edge(start)
                self._typed.append((finding.rule.id, Span(new, new + len(answer.typed.new)), answer))


class _Shift:
    """Where a span that edits leave alone stands after them. The edits are in order and do not touch."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        self._shifts = [0, *accumulate(len(edit.new) - len(edit.old) for edit in edits)]

    def edge(self, at: int) -> int:
        """Where an offset stands: the edits that begin before it made, one that begins there not."""
        return at + self._shifts[bisect_left(self._starts, at)]

    def __call__(self, span: Span) -> Span | None:
        before = bisect_right(self._ends, span.start)
        if before < len(self._starts) and self._starts[before] < span.end:
            return None
        start = span.start + self._shifts[before]
        return Span(start, start + span.end - span.start)


def decided(document: Document, book: Book, deciding: Deciding) -> Settled:
    """The document with what was answered made. Raises `Open` where the chooser asks, and what `settle` raises."""
    return settle(document, book, deciding.choose, deciding.hear)


class Replaying(Mending):
    """Each article with the fixes made that a file of verdicts accepts.

    With `rest` also the others that are safe enough and not refused there; what nobody has looked at can then be braked.
    """

    def __init__(self, settings: Sequence[Settings], shelf: Shelf, timeout: float, default: Safety, verdicts: Verdicts, rest: bool) -> None:
        super().__init__(settings, shelf, timeout, default)
        self._verdicts = verdicts
        self._rest = rest

    def _settled(self, source: Source, hear: Hearing) -> Settled:
        otherwise = by_safety(self._safety(source.target)) if self._rest else None
        deciding = Deciding(self._verdicts.find, hear, otherwise=otherwise)
        return decided(source.document, self.book(source.target.settings), deciding)

    def _has_fixes(self, target: Target, text: str, findings: Sequence[Finding]) -> bool:
        return any(finding.fixes and self._verdicts.find(text, finding) for finding in findings) or (
            self._rest and super()._has_fixes(target, text, findings)
        )

    def _braked(self, target: Target, changed: int, words: int) -> str:
        return super()._braked(target, changed, words) if self._rest else ""
