"""What a change brought in: the findings that touch changed words, and those that the change caused elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal, Protocol

from repair.problem import Problem
from repair.rulebook.rule import Finding
from repair.text.compare import changes, earlier
from repair.text.lines import Lines
from repair.text.span import Span

Grain = Literal["word", "line"]
ELSEWHERE = "; a change elsewhere in the article caused it"


class ChangeError(Problem):
    """What changed cannot be known; the message says what to do."""


class Earlier(Protocol):
    """The state of the files before a change. Places are absolute paths without links."""

    def touched(self, place: str) -> bool:
        """True when the change made, renamed or edited the file of this place."""

    def before(self, place: str, now: bytes) -> bytes | None:
        """What a touched file, whose bytes are `now`, held before; None when it is new. Raises `ChangeError`."""


def brought_in(
    text: str, findings: Sequence[Finding], before: str | None, found_before: Callable[[], Sequence[Finding]], grain: Grain
) -> list[Finding]:
    """The findings that a change brought in; `before` is the earlier text, None for a new file.

    One that touches changed words (or lines) counts, unless its whole line was only moved. Another counts when the
    earlier text did not have it at its place: then the change caused it from elsewhere, as a paragraph typed again makes
    the old one a repetition, and its message says so.
    """
    if before is None or not findings:
        return list(findings)
    if before == text:
        return []
    made = changes(before, text)
    lines = Lines(text)
    changed = [_lines(lines, change.new) if grain == "line" else change.new for change in made]
    were, old_lines = found_before(), Lines(before)
    old = Counter(_in_its_line(old_lines, finding) for finding in were)
    new: dict[int, Finding] = {}
    touching = []
    for number, finding in enumerate(findings):
        twin = _there_before(finding, earlier(finding.span, made), were)
        if finding.span.end and any(_touches(finding.span, span) for span in changed):
            touching.append(number)
        elif twin:
            old[_in_its_line(old_lines, twin)] -= 1
        else:
            new[number] = finding._replace(message=finding.message + ELSEWHERE)
    for number in touching:
        what = _in_its_line(lines, findings[number])
        if old[what] > 0:
            old[what] -= 1  # moved with its line
        else:
            new[number] = findings[number]
    return [new[number] for number in sorted(new)]


def _in_its_line(lines: Lines, finding: Finding) -> tuple[str, str, str]:
    return finding.rule.id, finding.text, lines.text(lines.place(finding.span.start)[0])


def _there_before(finding: Finding, spot: Span, old: Sequence[Finding]) -> Finding | None:
    there = [one for one in old if one.rule.id == finding.rule.id and one.span.touches(spot)]
    return next((one for one in there if one.text == finding.text), there[0] if there else None)


def _touches(finding: Span, changed: Span) -> bool:
    """True when the two share a character; a place without characters touches what it borders on or lies in."""
    if changed.start == changed.end:
        return finding.start < changed.start < finding.end
    return finding.overlaps(changed) or (finding.start == finding.end and finding.touches(changed))


def _lines(lines: Lines, span: Span) -> Span:
    """The whole lines that a span reaches into."""
    last = max(span.start, span.end - 1)
    _, column = lines.place(span.start)
    last_line, last_column = lines.place(last)
    return Span(span.start - column + 1, max(span.end, last - last_column + 1 + len(lines.text(last_line))))
