"""Findings for programs: `json` (one object) and `jsonl` (one object a line), as the documentation of the format says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from repair.formats.records import Locator
from repair.report.lint import Summary, Unjudged
from repair.report.spelt import Head, heads
from repair.rulebook.rule import Finding
from repair.text.lines import Lines

VERSION = 1
_dumped = json.JSONEncoder(ensure_ascii=False).encode


class _Spelling:
    """How both formats tell an article."""

    identity = f"json {VERSION}"

    def __init__(self, tool: Mapping[str, str]) -> None:
        self._tool = tool
        self._summary = Summary()

    def article(
        self, path: str, sha256: str, text: str, findings: Sequence[Finding], fail_on: str = "warning", locator: Locator | None = None
    ) -> str:
        return self.spelt(path, heads(findings), self.spell(sha256, text, findings), locator)

    def spell(self, sha256: str, text: str, findings: Sequence[Finding]) -> str:
        return _dumped(_said(sha256, text, findings))[1:]

    def spelt(self, path: str, heads: Sequence[Head], said: str, locator: Locator | None = None) -> str:
        raise NotImplementedError


class Json(_Spelling):
    """One object on one line."""

    def begin(self) -> str:
        return _dumped({"version": VERSION, "tool": self._tool})[:-1] + ', "articles": ['

    def spelt(self, path: str, heads: Sequence[Head], said: str, locator: Locator | None = None) -> str:
        comma = ",\n" if self._summary.articles else "\n"
        self._summary.add(heads)
        return f"{comma}{_dumped(_place(path, locator))[:-1]}, {said}"

    def end(self, skipped: Sequence[Unjudged]) -> str:
        last = {"skipped": [_skipped_record(one) for one in skipped], "summary": vars(self._summary)}
        return "],\n" + _dumped(last)[1:] + "\n"


class JsonLines(_Spelling):
    """One object a line, each with its `type`."""

    def begin(self) -> str:
        return _dumped({"type": "header", "version": VERSION, "tool": self._tool}) + "\n"

    def spelt(self, path: str, heads: Sequence[Head], said: str, locator: Locator | None = None) -> str:
        self._summary.add(heads)
        return f"{_dumped({'type': 'article', **_place(path, locator)})[:-1]}, {said}\n"

    def end(self, skipped: Sequence[Unjudged]) -> str:
        lines = [{"type": "skipped", **_skipped_record(one)} for one in skipped]
        return "".join(_dumped(line) + "\n" for line in [*lines, {"type": "summary", **vars(self._summary)}])


def article_record(path: str, sha256: str, text: str, findings: Sequence[Finding], locator: Locator | None = None) -> dict[str, Any]:
    """One article as the format has it."""
    return {**_place(path, locator), **_said(sha256, text, findings)}


def _place(path: str, locator: Locator | None) -> dict[str, Any]:
    return {"path": path, "locator": locator._asdict() if locator else None}


def _said(sha256: str, text: str, findings: Sequence[Finding]) -> dict[str, Any]:
    lines = Lines(text) if findings else None
    return {"sha256": sha256, "findings": [_finding_record(finding, lines) for finding in findings if lines]}


def _finding_record(finding: Finding, lines: Lines) -> dict[str, Any]:
    rule, (start, end) = finding.rule, finding.span
    line, column = lines.place(start)
    end_line, end_column = lines.place(end)
    return {
        "rule": rule.id,
        "pack": rule.pack,
        "severity": finding.severity,
        "scope": rule.scope,
        "message": finding.message,
        "start": start,
        "end": end,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "text": finding.text,
        "key": finding.key,
        "group": finding.group,
        "confidence": finding.confidence,
        "fixes": [
            {
                "title": fix.title,
                "safety": fix.safety,
                "edits": [{"start": edit.start, "end": edit.end, "old": edit.old, "text": edit.new} for edit in fix.edits],
            }
            for fix in finding.fixes
        ],
    }


def _skipped_record(skipped: Unjudged) -> dict[str, Any]:
    return {"path": skipped.path, "code": skipped.code, "backend": skipped.backend, "reason": skipped.reason}
