"""SARIF 2.1.0, with fixes and stable fingerprints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from repair.checkers.hit import Severity
from repair.report.lint import Unjudged
from repair.report.reported import Reported, dumped, rules_met, uri
from repair.rulebook.rule import Finding, Fix, Rule
from repair.text.lines import Lines
from repair.text.span import Span

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_MOST_SNIPPET = 2000


def sarif(articles: Sequence[Reported], skipped: Sequence[Unjudged] = (), version: str = "") -> str:
    """One run as a SARIF log. Columns count code points; lines end at LF, CRLF and CR. What was not judged is a notification."""
    rules = rules_met(articles)
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    driver: dict[str, Any] = {"name": "repair", "rules": [_rule(rule) for rule in rules]}
    if version:
        driver["version"] = driver["semanticVersion"] = version
    codes = sorted({one.code for one in skipped})
    if codes:
        driver["notifications"] = [{"id": code, "shortDescription": {"text": _words(code)}} for code in codes]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\n", "\r"],
                "originalUriBaseIds": {"SRCROOT": {"description": {"text": "the folder the run was started in"}}},
                "invocations": [
                    {
                        "executionSuccessful": not any(one.wrong for one in skipped),
                        "toolExecutionNotifications": [_notification(one, codes.index(one.code)) for one in skipped],
                    }
                ],
                "results": [result for article in articles for result in _results(article, numbers)],
            }
        ],
    }
    return dumped(log)


def _rule(rule: Rule) -> dict[str, Any]:
    why = " ".join(rule.why.split())
    safety = f"The fix is offered as {rule.safety}: {' '.join(rule.because.split())}." if rule.safety != "none" else "No fix is offered."
    return {
        "id": rule.id,
        "shortDescription": {"text": _words(rule.id)},
        "fullDescription": {"text": why},
        "help": {
            "text": f"{why}\n\n{safety}",
            "markdown": f"{_plain(why)}\n\n{_plain(safety)}\n\n`repair explain {rule.id}` shows examples.",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"pack": rule.pack, "safety": rule.safety, "tags": [rule.pack]},
    }


def _results(article: Reported, numbers: dict[str, int]) -> list[dict[str, Any]]:
    lines = Lines(article.text)
    place = _place(article.path)
    return [_result(finding, lines, place, numbers[finding.rule.id]) for finding in article.findings]


def _result(finding: Finding, lines: Lines, place: dict[str, str], number: int) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": place}
    if finding.rule.scope == "span":
        location["region"] = _region(lines, finding.span)
        if len(finding.text) <= _MOST_SNIPPET:
            location["region"]["snippet"] = {"text": finding.text}
    result: dict[str, Any] = {
        "ruleId": finding.rule.id,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": _unlinked(finding.message)},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"repair/v1": finding.key},
    }
    fixes = [_fix(fix, lines, place) for fix in finding.fixes if fix.edits]
    if fixes:
        result["fixes"] = fixes
    return result


def _fix(fix: Fix, lines: Lines, place: dict[str, str]) -> dict[str, Any]:
    replacements = [{"deletedRegion": _region(lines, edit.span), "insertedContent": {"text": edit.new}} for edit in fix.edits]
    return {
        "description": {"text": _unlinked(f"{fix.title} ({fix.safety})")},
        "artifactChanges": [{"artifactLocation": place, "replacements": replacements}],
    }


def _notification(skipped: Unjudged, number: int) -> dict[str, Any]:
    return {
        "descriptor": {"id": skipped.code, "index": number},
        "level": "error" if skipped.wrong else "note",
        "message": {"text": _unlinked(skipped.reason)},
        "locations": [{"physicalLocation": {"artifactLocation": _place(skipped.path)}}],
    }


def _place(path: str) -> dict[str, str]:
    # standard input is no file below the folder
    return {"uri": uri(path), "uriBaseId": "SRCROOT"} if path != "-" else {"uri": "stdin:/"}


def _region(lines: Lines, span: Span) -> dict[str, Any]:
    line, column = lines.place(span.start)
    end_line, end_column = lines.place(span.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _words(identifier: str) -> str:
    return identifier.replace("-", " ").capitalize()


def _unlinked(text: str) -> str:
    """A plain message; `[words](place)` from an article must not become a link."""
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _plain(text: str) -> str:
    """Text that is no markup in Markdown."""
    for special in "\\`*_<>[]":
        text = text.replace(special, f"\\{special}")
    return text
