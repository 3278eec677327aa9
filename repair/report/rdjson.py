"""rdjson, reviewdog's own format, with suggestions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from repair.checkers.hit import Severity
from repair.report.reported import Reported
from repair.rulebook.rule import Finding, Fix
from repair.text.lines import Lines
from repair.text.span import Span

_SEVERITIES: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def rdjson(articles: Sequence[Reported]) -> str:
    """The findings as a DiagnosticResult. Columns count UTF-8 bytes from 1, as that format has it."""
    diagnostics = []
    for article in articles:
        lines = Lines(article.text)
        diagnostics += [_diagnostic(article.path, finding, lines) for finding in article.findings]
    result = {"source": {"name": "repair"}, "severity": "WARNING", "diagnostics": diagnostics}
    return json.dumps(result, ensure_ascii=True, indent=1) + "\n"


def _diagnostic(path: str, finding: Finding, lines: Lines) -> dict[str, Any]:
    diagnostic: dict[str, Any] = {
        "message": finding.message,
        "location": {"path": path, "range": _range(lines, finding.span)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule.id},
    }
    suggestions = [_suggestion(fix, lines) for fix in finding.fixes if len(fix.edits) == 1]
    if suggestions:
        diagnostic["suggestions"] = suggestions
    return diagnostic


def _suggestion(fix: Fix, lines: Lines) -> dict[str, Any]:
    return {"range": _range(lines, fix.edits[0].span), "text": fix.edits[0].new}


def _range(lines: Lines, span: Span) -> dict[str, Any]:
    return {"start": _position(lines, span.start), "end": _position(lines, span.end)}


def _position(lines: Lines, offset: int) -> dict[str, int]:
    line, column = lines.place(offset)
    before = lines.text(line)[: column - 1]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
