"""GitHub workflow commands: the first findings as annotations, the rest in the job summary."""

from __future__ import annotations

import re
from collections.abc import Sequence

from repair.checkers.hit import Severity
from repair.report.lint import Unjudged
from repair.report.reported import Reported
from repair.report.visible import number, visible
from repair.rulebook.rule import SEVERITIES, Finding
from repair.text.lines import Lines
from repair.text.named import NamedTuple

# GitHub shows ten annotations of a kind for each step and drops the rest without a word, and refuses a summary over 1 MiB.
MOST_ANNOTATIONS = 10
MOST_IN_ONE = 8
MOST_SUMMARY_BYTES = 900_000
_MOST_TOLD = 400
_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


class _Spot(NamedTuple):
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    severity: Severity
    told: list[str]
    rules: list[str]


def github(articles: Sequence[Reported], skipped: Sequence[Unjudged] = (), summarised: bool = True) -> tuple[str, str]:
    """The commands for the log, and the Markdown for the job summary (empty when the annotations say everything).

    Findings of one severity on one line share an annotation. No finding stands in both. Without a summary the last
    command says how many findings are not shown.
    """
    spots: dict[Severity, list[_Spot]] = {severity: [] for severity in SEVERITIES}
    spots["error"] += [_Spot(one.path, 1, 1, 1, 1, "error", [f"not judged: {one.reason}"], [one.code]) for one in skipped if one.wrong]
    for article in articles:
        _add(article, spots)
    shown: list[_Spot] = []
    rest: list[_Spot] = []
    crowded = any(len(some) > MOST_ANNOTATIONS for some in spots.values())
    for severity in reversed(SEVERITIES):
        # the count of what is left takes the place of one notice
        most = MOST_ANNOTATIONS - (severity == "info" and crowded and not summarised)
        shown += spots[severity][:most]
        rest += spots[severity][most:]
    commands = "".join(map(_command, shown))
    if not rest:
        return commands, ""
    if summarised:
        return commands, _summary(rest)
    count = sum(len(spot.told) for spot in rest)
    return f"{commands}::notice title=repair::{number(count, 'more finding')} not shown here: GitHub takes few annotations\n", ""


def unsteered(text: str) -> str:
    """Text for the log in which nothing is taken for a workflow command."""
    return re.sub(r"(?m)^(\s*):(?=:)", r"\1<U+003A>", text).replace("##[", "#<U+0023>[")


def _add(article: Reported, spots: dict[Severity, list[_Spot]]) -> None:
    lines = Lines(article.text)
    here: dict[tuple[Severity, int], _Spot] = {}
    for finding in article.findings:
        line, column = lines.place(finding.span.start)
        spot = here.get((finding.severity, line))
        if spot is None or len(spot.told) == MOST_IN_ONE:
            spot = _Spot(article.path, line, column, *lines.place(finding.span.end), finding.severity, [], [])
            here[finding.severity, line] = spot
            spots[finding.severity].append(spot)
        spot.told.append(_told(finding))
        spot.rules.append(finding.rule.id)


def _told(finding: Finding) -> str:
    told = visible(finding.message + (f" (fix: {finding.fixes[0].title})" if finding.fixes else ""))
    return told if len(told) <= _MOST_TOLD else f"{told[:_MOST_TOLD]} …"


def _command(spot: _Spot) -> str:
    where = f"file={_property(spot.path)},line={spot.line},endLine={spot.end_line}"
    if spot.line == spot.end_line:
        where += f",col={spot.column},endColumn={spot.end_column}"
    rules = ", ".join(dict.fromkeys(spot.rules))
    message = "\n".join(spot.told)
    return f"::{_COMMANDS[spot.severity]} {where},title={_property(rules)}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _summary(spots: Sequence[_Spot]) -> str:
    rows = [(spot, rule, told) for spot in spots for rule, told in zip(spot.rules, spot.told, strict=True)]
    parts = [
        f"### repair: {number(len(rows), 'finding')} beyond the annotations\n\n",
        "| place | severity | rule | finding |\n|---|---|---|---|\n",
    ]
    room = MOST_SUMMARY_BYTES
    for count, (spot, rule, told) in enumerate(rows):
        row = f"| {_cell(spot.path)}:{spot.line} | {spot.severity} | {_cell(rule)} | {_cell(told)} |\n"
        room -= len(row.encode("utf-8", "backslashreplace"))
        if room < 0:
            parts.append(f"\n{len(rows) - count} more are not shown: GitHub takes no longer summary.\n")
            break
        parts.append(row)
    return "".join(parts)


def _cell(text: str) -> str:
    """Text that cannot become markup in a summary: no links, mentions, references to issues, or further cells."""
    return re.sub(r"[&<>\\`*_\[\]|#!~@:$]", lambda match: f"&#{ord(match[0])};", " ".join(visible(text).split()))
