"""SARIF 2.1.0, with fixes and stable fingerprints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from repair.checkers.hit import Severity
from repair.report.reported import Reported, rules_met, uri
from repair.rulebook.rule import Finding, Fix, Rule
from repair.text.lines import Lines
from repair.text.span import Span

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def sarif(articles: Sequence[Reported], version: str) -> str:
    """One run as a SARIF log. Columns count code points; lines end at LF, CRLF and CR."""
    rules = rules_met(articles)
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "repair", "version": version, "rules": [_rule(rule) for rule in rules]}},
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\n", "\r"],
                "originalUriBaseIds": {"SRCROOT": {"description": {"text": "the folder the run was started in"}}},
                "results": [result for article in articles for result in _results(article, numbers)],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=True, indent=1) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    safety = f"Fix: {rule.safety}. {rule.because}" if rule.safety != "none" else "No fix is offered."
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.id.replace("-", " ").capitalize()},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why}\n\n{safety}", "markdown": f"{rule.why}\n\n{safety}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"pack": rule.pack, "safety": rule.safety, "tags": [rule.pack]},
    }


def _results(article: Reported, numbers: dict[str, int]) -> list[dict[str, Any]]:
    lines = Lines(article.text)
    place = {"uri": uri(article.path), "uriBaseId": "SRCROOT"}
    return [_result(finding, lines, place, numbers[finding.rule.id]) for finding in article.findings]


def _result(finding: Finding, lines: Lines, place: dict[str, str], number: int) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": place}
    if finding.rule.scope == "span":
        location["region"] = {**_region(lines, finding.span), "snippet": {"text": finding.text}}
    result: dict[str, Any] = {
        "ruleId": finding.rule.id,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"repair/v1": finding.key},
    }
    if finding.fixes:
        result["fixes"] = [_fix(fix, lines, place) for fix in finding.fixes]
    return result


def _fix(fix: Fix, lines: Lines, place: dict[str, str]) -> dict[str, Any]:
    replacements = [{"deletedRegion": _region(lines, edit.span), "insertedContent": {"text": edit.new}} for edit in fix.edits]
    return {
        "description": {"text": f"{fix.title} ({fix.safety})"},
        "artifactChanges": [{"artifactLocation": place, "replacements": replacements}],
    }


def _region(lines: Lines, span: Span) -> dict[str, int]:
    line, column = lines.place(span.start)
    end_line, end_column = lines.place(span.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
