"""GitLab Code Quality: a JSON array of issues."""

from __future__ import annotations

from collections.abc import Sequence

from repair.checkers.hit import Severity
from repair.report.lint import Unjudged
from repair.report.reported import Reported, dumped
from repair.text.lines import Lines

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def gitlab(articles: Sequence[Reported], skipped: Sequence[Unjudged] = ()) -> str:
    """The findings as GitLab reads them. A fingerprint is the finding's key; a key met again gets its number added."""
    issues = []
    met: dict[str, int] = {}
    for article in articles:
        lines = Lines(article.text)
        for finding in article.findings:
            met[finding.key] = met.get(finding.key, 0) + 1
            number = met[finding.key]
            line, column = lines.place(finding.span.start)
            end_line, end_column = lines.place(finding.span.end)
            issues.append(
                {
                    "type": "issue",
                    "check_name": finding.rule.id,
                    "description": finding.message,
                    "categories": ["Style"],
                    "severity": _SEVERITIES[finding.severity],
                    "fingerprint": finding.key if number == 1 else f"{finding.key}:{number}",
                    "location": {
                        "path": article.path.removeprefix("./"),
                        "lines": {"begin": line, "end": end_line},
                        "positions": {"begin": {"line": line, "column": column}, "end": {"line": end_line, "column": end_column}},
                    },
                }
            )
    return dumped(issues)
