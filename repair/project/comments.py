"""Comments in Markdown and HTML that silence findings where they stand.

`<!-- repair: ignore RULE… -->` silences rules (none named: all) in the block it stands in or, between blocks, in the next
one. `<!-- repair: off RULE… -->` … `<!-- repair: on -->` silences what lies between, to the end without `on`.

No fix removes a block that `ignore` speaks of: the comment stays, and would speak of the block behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from repair.formats.document import Document
from repair.rulebook.rule import Finding, Fix
from repair.rulebook.shelf import nearest
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
    one_block: bool = False

    def names(self, finding: Finding) -> bool:
        return not self.rules or any(name in self.rules for name in (finding.rule.id, finding.rule.pack, *finding.rule.formerly))

    def silences(self, finding: Finding) -> bool:
        if not self.names(finding):
            return False
        return self.whole if finding.rule.scope == "article" else _meet(self.span, finding.span)

    def forbids(self, finding: Finding, fix: Fix) -> bool:
        """True when a fix would write where the finding's rule is off."""
        return self.names(finding) and any(_meet(self.span, edit.span) for edit in fix.edits)

    def loses_block(self, fix: Fix) -> bool:
        """True when a fix would remove the block that the comment speaks of."""
        return self.one_block and any(not edit.new.strip() and edit.span.covers(self.span) for edit in fix.edits)


def heard_in_comments(
    document: Document, findings: Sequence[Finding], in_force: Mapping[str, str], every: Callable[[], Iterable[str]]
) -> tuple[list[Finding], list[tuple[Span, str]]]:
    """The findings that no comment silences, without fixes that reach into what is silenced; and the comments that did nothing.

    A comment that names rules is judged only when one of them is in force. `every` gives all names that rules have, in force or not.
    """
    quiet, idle = _read(document)
    used: set[_Quiet] = set()
    known: frozenset[str] = frozenset()
    kept = []
    for finding in findings:
        silencing = [one for one in quiet if one.silences(finding)]
        used.update(silencing)
        if silencing:
            continue
        fixes = tuple(fix for fix in finding.fixes if not any(one.forbids(finding, fix) or one.loses_block(fix) for one in quiet))
        used.update(one for one in quiet for fix in finding.fixes if one.forbids(finding, fix))
        kept.append(finding if len(fixes) == len(finding.fixes) else finding._replace(fixes=fixes))
    for one in quiet:
        unknown = [name for name in one.rules if name not in in_force and name not in (known := known or frozenset(every()))]
        idle += [(one.comment, f'names "{name}", and no rule or pack is called so{nearest(name, known)}') for name in unknown]
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
            quiet.append(_Quiet(comment, reach or Span(comment.end, comment.end), rules, one_block=reach is not None))
        else:
            wrong.append((comment, "is not understood; write ignore RULE…, off RULE… or on"))
    quiet += [_Quiet(start, Span(start.end, end), which, first) for start, which, first in off]
    return quiet, wrong


def _meet(one: Span, other: Span) -> bool:
    return one.overlaps(other) or (other.start == other.end and one.touches(other))
