"""A finding as a question to a person: what is offered, what else is alike, what stands around it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Literal

from repair.review.clusters import cluster_of
from repair.rulebook.rule import SAFETIES, Finding, Fix, Safety
from repair.text.named import NamedTuple
from repair.text.span import Edit

_MOST_NEAR = 100
Scope = Literal["one", "text", "rule", "cluster"]


class Near(NamedTuple):
    """An edit with what stands around it in its line, so that its place can be found in a later version. `at` counts from the finding."""

    at: int
    before: str
    old: str
    new: str
    after: str


class Question(NamedTuple):
    """One finding with at least one fix, in the article of this number.

    `offer` names what is offered: the same for the same fixes. `cluster` names what is alike but for names and numbers; the
    parts of one region are alike when the whole regions are. `near` is the first fix with its surroundings. `later` is the text it
    was found in, when that is not the file's but what answers made of it.
    """

    article: int
    finding: Finding
    line: int
    offer: str
    cluster: str
    near: tuple[Near, ...]
    later: str | None = None

    @property
    def fix(self) -> Fix:
        """The first proposal."""
        return self.finding.fixes[0]

    @property
    def text(self) -> tuple[str, ...]:
        """What the first proposal takes out and puts in, to the letter."""
        return (self.finding.rule.id, *(part for edit in self.fix.edits for part in (edit.old, edit.new)))

    def kind(self, scope: Scope) -> tuple[str, ...]:
        """What all that an answer of this scope covers have in common."""
        if scope == "text":
            return self.text
        return (self.finding.rule.id,) if scope == "rule" else (self.cluster,)


def questions(article: int, text: str, findings: Iterable[Finding], least: Safety = "review", later: str | None = None) -> list[Question]:
    """The questions that these findings of a text make, in its order; only fixes at least this safe are offered."""
    bar = SAFETIES.index(least)
    offered = [finding for finding in findings if finding.fixes and SAFETIES.index(finding.fixes[0].safety) >= bar]
    regions: dict[tuple[str, str], list[Finding]] = {}
    for finding in offered:
        if finding.group:
            regions.setdefault((finding.rule.id, finding.group), []).append(finding)
    asked = []
    line, at = 1, 0
    for finding in offered:
        start = finding.span.start
        if start >= at:
            line += _line_ends(text, at, start)
            at = start
        around = near(text, finding, finding.fixes[0].edits)
        whole = regions[finding.rule.id, finding.group] if finding.group else [finding]
        asked.append(Question(article, finding, line, offer(finding), cluster_of(*whole), around, later))
    return asked


def _line_ends(text: str, start: int, end: int) -> int:
    part = text[start:end]
    return part.count("\n") + part.count("\r") - part.count("\r\n")


def offer(finding: Finding) -> str:
    """A name for the texts of a finding's fixes, whatever stands around them."""
    return blake2b(json.dumps([spelt(fix.edits) for fix in finding.fixes]).encode(), digest_size=6).hexdigest()


def spelt(edits: Sequence[Edit]) -> list[list[str]]:
    """What goes and what comes, one pair for each edit; line ends and blanks count only where nothing else differs."""
    pairs = []
    for _, old, new in edits:
        pair = [" ".join(old.split()), " ".join(new.split())]
        pairs.append(pair if pair[0] != pair[1] else [old, new])
    return pairs


def same_texts(one: Fix, other: Fix) -> bool:
    """True when two fixes take out and put in the same, to the letter."""
    return [(edit.old, edit.new) for edit in one.edits] == [(edit.old, edit.new) for edit in other.edits]


def near(text: str, finding: Finding, edits: Iterable[Edit]) -> tuple[Near, ...]:
    """The edits with what stands around them in the text."""
    return tuple(_near(text, finding, edit) for edit in edits)


def _near(text: str, finding: Finding, edit: Edit) -> Near:
    before = text[max(0, edit.start - _MOST_NEAR) : edit.start].replace("\r", "\n").rpartition("\n")[2]
    after = text[edit.end : edit.end + _MOST_NEAR].replace("\r", "\n").partition("\n")[0]
    return Near(edit.start - finding.span.start, before, edit.old, edit.new, after)
