"""Findings for people: place, message, the spot with a caret under it, what a fix would do, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from repair.formats.records import Locator
from repair.report.colour import Paint
from repair.report.lint import Summary, Unjudged
from repair.report.spelt import Head, heads
from repair.report.visible import columns, number, visible
from repair.rulebook.rule import SEVERITIES, Finding
from repair.text.lines import Lines

_LEAST = 40
_PATH = "\0"  # stands for the path in what is told of an article; whatever comes from the article is made visible and has none
_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


class Console:
    """The text format. With `statistics` only the rules and how often they found something.

    `how` are the commands that make safe fixes and show those for review. `partly`: what is old was left out.
    """

    def __init__(
        self,
        colour: bool,
        width: int,
        statistics: bool = False,
        how: tuple[str, str] = ("repair apply", "repair diff"),
        partly: bool = False,
    ) -> None:
        self._paint = Paint(colour)
        self._width = width
        self._statistics = statistics
        self._how = how
        self._partly = partly
        self._summary = Summary()
        self._rules: Counter[str] = Counter()
        self._severities: Counter[str] = Counter()
        self._damaged = 0

    def begin(self) -> str:
        return ""

    def article(
        self, path: str, sha256: str, text: str, findings: Sequence[Finding], fail_on: str = "warning", locator: Locator | None = None
    ) -> str:
        return self.spelt(path, heads(findings), self.spell(sha256, text, findings), locator)

    @property
    def identity(self) -> str:
        return f"text {self._width} {self._paint.on} {self._statistics}"

    def spell(self, sha256: str, text: str, findings: Sequence[Finding]) -> str:
        if not findings or self._statistics:
            return ""
        lines = Lines(text)
        return "".join(self._finding(lines, finding) for finding in findings)

    def spelt(self, path: str, heads: Sequence[Head], said: str, locator: Locator | None = None) -> str:
        self._summary.add(heads)
        if heads:
            self._rules.update(head.rule for head in heads)
            self._severities.update(head.severity for head in heads)
            self._damaged += 1
        return said.replace(_PATH, visible(f"{path}{locator or ''}")) if said else ""

    def end(self, skipped: Sequence[Unjudged]) -> str:
        counts = [f"{count:6}  {rule}\n" for rule, count in sorted(self._rules.items(), key=lambda item: (-item[1], item[0]))]
        told = "".join(counts) if self._statistics else ""
        return told + self._told(sum(one.backend is None for one in skipped)) + "\n"

    def _finding(self, lines: Lines, finding: Finding) -> str:
        paint = self._paint
        line, column = lines.place(finding.span.start)
        place = _PATH if finding.rule.scope == "article" else f"{_PATH}:{line}:{column}"
        severity = paint(finding.severity, _COLOURS[finding.severity])
        parts = [f"{paint(place, 'bold')}: {severity} {paint(finding.rule.id, 'bold')}: {visible(finding.message)}\n"]
        if finding.rule.scope != "article":
            end_line, end_column = lines.place(finding.span.end)
            text = lines.text(line)
            parts.append(self._excerpt(text, column - 1, end_column - 1 if end_line == line else len(text), _COLOURS[finding.severity]))
        for rank, fix in enumerate(finding.fixes):
            how = f"{fix.safety} fix" if rank == 0 else "or"
            parts.append(f"    {paint(how, 'green')}: {visible(fix.title)}\n")
        return "".join(parts)

    def _excerpt(self, line: str, start: int, end: int, colour: str) -> str:
        """The line, cut around the spot to the width at hand, and a caret line under it."""
        room = max(_LEAST, self._width - 4)
        end = min(max(start, end), len(line))
        low = max(0, start - room // 3)
        while low < start and low > 0 and not line[low - 1].isspace():
            low += 1
        before, spot, after = visible(line[low:start]).lstrip(), visible(line[start:end]), visible(line[end : end + room]).rstrip()
        before = f"… {before}" if low else before
        left = room - columns(before)
        if columns(spot) > left:
            spot, after = _cut(spot, left), ""
        after = _cut(after, left - columns(spot)) if len(line) > end else ""
        carets = "^" * max(1, columns(spot))
        return f"    {before}{self._paint(spot, colour)}{after}\n    {' ' * columns(before)}{self._paint(carets, colour)}\n"

    def _told(self, skipped: int) -> str:
        summary = self._summary
        read = number(summary.articles, "article")
        if skipped:
            read += f" ({skipped} skipped)"
        if not summary.findings:
            return f"nothing {'new ' if self._partly else ''}found in {read}"
        kinds = ", ".join(
            number(self._severities[name], name) if name != "info" else f"{self._severities[name]} info"
            for name in reversed(SEVERITIES)
            if self._severities[name]
        )
        told = f"{number(summary.findings, 'finding')} ({kinds}) in {self._damaged} of {read}"
        if summary.safe:
            told += f"; {summary.safe} with a safe fix: `{self._how[0]}`"
        if summary.fixable > summary.safe:
            told += f"; {summary.fixable - summary.safe} with a fix to review: `{self._how[1]}`"
        return told


def _cut(text: str, room: int) -> str:
    """The text, or as much of it as goes into `room` columns, with a mark where it was cut."""
    if columns(text) <= room:
        return text
    while text and columns(text) > max(1, room - 2):
        text = text[: -max(1, (columns(text) - room) // 2)]
    return f"{text.rstrip()} …"
