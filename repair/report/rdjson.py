"""rdjson, reviewdog's own format, with suggestions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from repair.checkers.hit import Severity
from repair.report.lint import Unjudged
from repair.report.reported import Reported, dumped, merged
from repair.rulebook.rule import Finding
from repair.text.span import Span

_SEVERITIES: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}
_STEP = 1024


def rdjson(articles: Sequence[Reported], skipped: Sequence[Unjudged] = ()) -> str:
    """The findings as a DiagnosticResult. As that format has it, columns count UTF-8 bytes from 1, and lines end where git ends them."""
    diagnostics = []
    for article in articles:
        bytewise = _Bytewise(article.text)
        diagnostics += [_diagnostic(article, finding, bytewise) for finding in article.findings]
    result = {"source": {"name": "repair"}, "severity": "WARNING", "diagnostics": diagnostics}
    return dumped(result)


def _diagnostic(article: Reported, finding: Finding, bytewise: _Bytewise) -> dict[str, Any]:
    location: dict[str, Any] = {"path": article.path}
    if finding.rule.scope == "span":
        location["range"] = bytewise.range(finding.span)
    diagnostic: dict[str, Any] = {
        "message": finding.message,
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule.id},
    }
    # what reviewdog prints where it shows no comment; without it, that is all of this as one line of JSON
    line, column = bytewise.place(finding.span.start)
    diagnostic["original_output"] = f"{article.path}:{line}:{column}: {finding.severity} {finding.rule.id}: {finding.message}"
    edits = [edit for fix in finding.fixes if (edit := merged(article.text, fix.edits))]
    if edits:
        diagnostic["suggestions"] = [{"range": bytewise.range(edit.span), "text": edit.new} for edit in edits]
    return diagnostic


class _Bytewise:
    """Lines that end at LF, and columns in bytes of UTF-8."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)
        # bytes before every 1024th character: a line may be a whole book
        self._bytes = [0]
        for begin in range(0, len(text), _STEP):
            self._bytes.append(self._bytes[-1] + _size(text[begin : begin + _STEP]))

    def range(self, span: Span) -> dict[str, Any]:
        (line, column), (end_line, end_column) = self.place(span.start), self.place(span.end)
        return {"start": {"line": line, "column": column}, "end": {"line": end_line, "column": end_column}}

    def place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, self._before(offset) - self._before(self._starts[line - 1]) + 1

    def _before(self, offset: int) -> int:
        step = offset // _STEP
        return self._bytes[step] + _size(self._text[step * _STEP : offset])


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
