"""The findings of a document: found in its article, told in the coordinates of its source."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from repair.engine.find import find
from repair.formats.document import Document, Prose
from repair.rulebook.book import Book
from repair.rulebook.rule import Finding, Fix, Safety
from repair.text.span import Edit


def inspect(document: Document, book: Book) -> list[Finding]:
    """All findings of the article, their spans and fixes as places of the source.

    A fix that cannot be made in the source without touching markup is not offered; the finding stays. One of angle brackets that are
    spelt out in the source is not safe. What judges the whole article
    stands at 0 and has no fix.
    """
    return in_source(document, find(document.article, book))


def in_source(document: Document, findings: Sequence[Finding]) -> list[Finding]:
    """Findings of a document's article as findings of its source, without those that lie in code or the like."""
    findings = [finding for finding in findings if document.speaks_at(finding.span)]
    if not isinstance(document, Prose) or not findings:
        return list(findings)
    placed = {fix.edits: document.place(fix.edits) for finding in findings for fix in finding.fixes}
    _drop_unfaithful(document, placed)
    return [_told(document, finding, placed) for finding in findings]


def _drop_unfaithful(document: Document, placed: dict[tuple[Edit, ...], tuple[Edit, ...] | None]) -> None:
    """Take back the placings that, read again, do not say what the fix says.

    As many as go together are tried in one reading; only when that fails each is read alone.
    """
    together: list[tuple[Edit, ...]] = []
    rest: list[tuple[Edit, ...]] = []
    end = -1
    for edits in sorted((edits for edits, made in placed.items() if made is not None), key=lambda edits: edits[0]):
        apart = edits[0].start > end + 1 and all(one.end < two.start for one, two in pairwise(edits))
        (together if apart else rest).append(edits)
        end = max(end, edits[-1].end) if apart else end
    joint = [edit for edits in together for edit in edits]
    if joint and not document.faithful(joint, [edit for edits in together for edit in placed[edits] or ()]):
        rest += together
    for edits in rest:
        if not document.faithful(edits, placed[edits] or ()):
            placed[edits] = None


def _told(document: Document, finding: Finding, placed: dict[tuple[Edit, ...], tuple[Edit, ...] | None]) -> Finding:
    if finding.rule.scope == "article":
        return finding  # it stands at the start of the source, whatever that holds
    span = document.spot(finding.span)
    fixes: Sequence[Fix] = [
        fix._replace(edits=edits, witness=tuple(document.spot(one) for one in fix.witness), safety=_level(fix))
        for fix in finding.fixes
        if (edits := placed[fix.edits]) is not None
    ]
    return finding._replace(span=span, text=document.source[span.start : span.end], fixes=tuple(fixes))


def _level(fix: Fix) -> Safety:
    """How far a fix is trusted in marked-up text: what takes out angle brackets that were spelt to be seen is for a person."""
    return "review" if any("<" in edit.old or ">" in edit.old for edit in fix.edits) else fix.safety
