"""GitHub workflow commands: the first findings as annotations, the rest in the job summary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from repair.checkers.hit import Severity
from repair.report.reported import Reported
from repair.rulebook.rule import SEVERITIES, Finding
from repair.text.lines import Lines

# GitHub shows ten annotations of a kind for each step and drops the rest without a word (actions/toolkit#734).
MOST_ANNOTATIONS = 10
MOST_SUMMARY_ROWS = 500
_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


class _Spot(NamedTuple):
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    severity: Severity
    findings: list[Finding]


def github(articles: Sequence[Reported]) -> tuple[str, str]:
    """The commands for the log, and the Markdown for the job summary (empty when the annotations say everything).

    Findings of one severity on one line share an annotation. No finding stands in both.
    """
    shown: list[_Spot] = []
    rest: list[_Spot] = []
    for severity in reversed(SEVERITIES):
        spots = [spot for article in articles for spot in _spots(article, severity)]
        shown += spots[:MOST_ANNOTATIONS]
        rest += spots[MOST_ANNOTATIONS:]
    commands = "".join(_command(spot) for spot in shown)
    return commands, _summary(rest) if rest else ""


def _spots(article: Reported, severity: Severity) -> list[_Spot]:
    lines = Lines(article.text)
    spots: dict[int, _Spot] = {}
    for finding in article.findings:
        if finding.severity != severity:
            continue
        line, column = lines.place(finding.span.start)
        end_line, end_column = lines.place(finding.span.end)
        if line in spots:
            spots[line].findings.append(finding)
        else:
            spots[line] = _Spot(article.path, line, column, end_line, end_column, severity, [finding])
    return list(spots.values())


def _command(spot: _Spot) -> str:
    where = f"file={_property(spot.path)},line={spot.line},endLine={spot.end_line}"
    if spot.line == spot.end_line:
        where += f",col={spot.column},endColumn={spot.end_column}"
    rules = ", ".join(dict.fromkeys(finding.rule.id for finding in spot.findings))
    message = "\n".join(_told(finding) for finding in spot.findings)
    return f"::{_COMMANDS[spot.severity]} {where},title={_property(rules)}::{_data(message)}\n"


def _told(finding: Finding) -> str:
    return finding.message + (f" (fix: {finding.fixes[0].title})" if finding.fixes else "")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _summary(spots: Sequence[_Spot]) -> str:
    rows = [(spot, finding) for spot in spots for finding in spot.findings]
    table = "".join(
        f"| {_cell(spot.path)}:{spot.line} | {spot.severity} | {_cell(finding.rule.id)} | {_cell(_told(finding))} |\n"
        for spot, finding in rows[:MOST_SUMMARY_ROWS]
    )
    more = f"\n{len(rows) - MOST_SUMMARY_ROWS} more are not shown.\n" if len(rows) > MOST_SUMMARY_ROWS else ""
    return (
        f"### repair: {len(rows)} finding{'s' if len(rows) != 1 else ''} beyond the annotations\n\n"
        f"| place | severity | rule | finding |\n|---|---|---|---|\n{table}{more}"
    )


def _cell(text: str) -> str:
    """Text that cannot become markup in a summary."""
    text = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for special in "\\`*_[]|#!~":
        text = text.replace(special, f"&#{ord(special)};") if special != "#" else text
    return text.replace("@", "&#64;")
