"""Comments in Markdown and HTML that silence findings where they stand.

`<!-- repair: ignore RULE… -->` silences rules (none named: all) in the block it stands in or, between blocks, in the next
one. `<!-- repair: off RULE… -->` … `<!-- repair: on -->` silences what lies between, to the end without `on`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from repair.formats.document import Document
from repair.rulebook.rule import Finding
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.span import Span

_COMMENT = lazy(r"<!--\s*repair:\s*([^\n]*?)\s*-->")


class _Quiet(NamedTuple):
    """Where a comment silences which rules (none: all)."""

    comment: Span
    span: Span
    rules: tuple[str, ...]
    whole: bool = False

    def names(self, finding: Finding) -> bool:
        return not self.rules or any(name in self.rules for name in (finding.rule.id, finding.rule.pack, *finding.rule.formerly))

    def silences(self, finding: Finding) -> bool:
        if not self.names(finding):
            return False
        return self.whole if finding.rule.scope == "article" else _meet(self.span, finding.span)

    def forbids(self, finding: Finding, spans: Iterable[Span]) -> bool:
        """True when a fix would write where the finding's rule is off."""
        return self.names(finding) and any(_meet(self.span, span) for span in spans)


def heard_in_comments(
    document: Document, findings: Sequence[Finding], in_force: Mapping[str, str]
) -> tuple[list[Finding], list[tuple[Span, str]]]:
    """The findings that no comment silences, without fixes that reach into what is silenced; and the comments that did nothing.

    A comment that names rules is judged only when one of them is in force.
    """
    quiet, idle = _read(document)
    used: set[_Quiet] = set()
    kept = []
    for finding in findings:
        silencing = [one for one in quiet if one.silences(finding)]
        used.update(silencing)
        if silencing:
            continue
        fixes = tuple(fix for fix in finding.fixes if not any(one.forbids(finding, (edit.span for edit in fix.edits)) for one in quiet))
        used.update(one for one in quiet for fix in finding.fixes if one.forbids(finding, (edit.span for edit in fix.edits)))
        kept.append(finding if len(fixes) == len(finding.fixes) else finding._replace(fixes=fixes))
    for one in quiet:
        if one not in used and (not one.rules or any(name in in_force for name in one.rules)):
            idle.append((one.comment, "silences nothing"))
    return kept, sorted(idle)


def _read(document: Document) -> tuple[list[_Quiet], list[tuple[Span, str]]]:
    quiet: list[_Quiet] = []
    wrong: list[tuple[Span, str]] = []
    off: list[tuple[Span, tuple[str, ...], bool]] = []
    end = len(document.source)
    for comment, block in document.comments:
        match = _COMMENT.fullmatch(document.source, *comment)
        if not match:
            continue
        what, *named = match[1].replace(",", " ").split() or [""]
        rules = tuple(named)
        if what == "off":
            off.append((comment, rules, block == 0))
        elif what == "on":
            ended = [one for one in off if not rules or one[1] == rules]
            quiet += [_Quiet(start, Span(start.end, comment.start), which) for start, which, _ in ended]
            off = [one for one in off if one not in ended]
            if not ended:
                wrong.append((comment, "ends nothing"))
        elif what == "ignore":
            reach = document.block(block)
            quiet.append(_Quiet(comment, reach or Span(comment.end, comment.end), rules))
        else:
            wrong.append((comment, "is not understood; write ignore RULE…, off RULE… or on"))
    quiet += [_Quiet(start, Span(start.end, end), which, first) for start, which, first in off]
    return quiet, wrong


def _meet(one: Span, other: Span) -> bool:
    return one.overlaps(other) or (other.start == other.end and one.touches(other))
