"""What each format says can be read back: places, fixes, names and counts."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import pytest

from repair.report.checkstyle import checkstyle
from repair.report.gitlab import gitlab
from repair.report.junit import junit
from repair.report.rdjson import rdjson
from repair.report.reported import Reported, printable
from repair.report.sarif import sarif
from repair.text.span import Edit, apply_edits
from tests.report.made import ASTRAL, LINES, NAMES, PATHS, SKIPPED, made, reported, verdict

CASES = pytest.mark.parametrize("case", NAMES)


def findings(case: str) -> int:
    return sum(len(article.findings) for article in made(case))


# GitLab Code Quality


@CASES
def test_gitlab_issues_follow_its_rules(case: str) -> None:
    issues = json.loads(gitlab(made(case), SKIPPED))
    assert len(issues) == findings(case)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(issue)
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not issue["location"]["path"].startswith(("./", "/"))
        assert issue["location"]["lines"]["begin"] >= 1
        assert issue["description"]


def test_gitlab_fingerprints_hold_when_lines_are_added_and_files_renamed() -> None:
    (one,) = json.loads(gitlab([reported("a.txt", "zing")]))
    moved = reported("b.txt", "zing")
    (two,) = json.loads(gitlab([moved]))
    assert one["fingerprint"] == two["fingerprint"]


# Checkstyle


@CASES
def test_checkstyle_round_trip(case: str) -> None:
    root = ElementTree.fromstring(checkstyle(made(case), SKIPPED).encode())
    assert root.tag == "checkstyle"
    assert root.get("version")
    assert {child.tag for child in root} <= {"file"}
    damaged = [article for article in made(case) if article.findings]
    assert [file.get("name") for file in root] == [printable(article.path) for article in damaged]
    errors = [error for file in root for error in file]
    assert len(errors) == findings(case)
    for error in errors:
        assert set(error.attrib) == {"line", "column", "severity", "message", "source"}
        assert error.get("severity") in ("error", "warning", "info", "ignore")
        assert int(error.get("line", "")) >= 1
        assert int(error.get("column", "")) >= 1


# JUnit


@CASES
def test_junit_counts_are_true(case: str) -> None:
    root = ElementTree.fromstring(junit(made(case), SKIPPED).encode())
    for element in [root, *root.iter("testsuite")]:
        assert int(element.get("tests", "")) == len(list(element.iter("testcase")))
        assert int(element.get("failures", "")) == len(list(element.iter("failure")))
        assert int(element.get("errors", "")) == len(list(element.iter("error")))


def test_junit_fails_for_what_fails_the_run() -> None:
    articles = [reported(f"{bar}.txt", "zing", "warning", fail_on=bar) for bar in ("info", "warning", "error")]
    root = ElementTree.fromstring(junit([*articles, Reported("clean.txt", "", [])]))
    assert [suite.get("failures") for suite in root] == ["1", "1", "0", "0"]


# SARIF


def sarif_results(articles: list[Reported]) -> list[dict[str, object]]:
    results: list[dict[str, object]] = json.loads(sarif(articles))["runs"][0]["results"]
    return results


def by_contract(text: str, line: int, column: int) -> int:
    """The offset of a place when lines end at LF, CRLF and CR, and columns count code points."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]
    return starts[line - 1] + column - 1


@pytest.mark.parametrize("text", [ASTRAL, LINES, "zing", "\nzing\n"])
def test_sarif_fixes_can_be_made_from_the_log_alone(text: str) -> None:
    article = reported("a.txt", text)
    for finding, result in zip(article.findings, json.loads(sarif([article]))["runs"][0]["results"], strict=True):
        assert result["partialFingerprints"] == {"repair/v1": finding.key}
        for fix, written in zip(finding.fixes, result["fixes"], strict=True):
            (change,) = written["artifactChanges"]
            edits = []
            for one in change["replacements"]:
                region = one["deletedRegion"]
                start = by_contract(text, region["startLine"], region["startColumn"])
                end = by_contract(text, region["endLine"], region["endColumn"])
                edits.append(Edit(start, text[start:end], one["insertedContent"]["text"]))
            assert apply_edits(text, edits) == apply_edits(text, fix.edits)


def test_sarif_paths_are_uris_of_the_bytes() -> None:
    for path in PATHS:
        (result,) = json.loads(sarif([reported(path, "zing")]))["runs"][0]["results"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9/._~!$&'()*+,;=@%-]+", uri)
        assert ":" not in uri
        assert unquote_to_bytes(uri.removeprefix("./")) == path.encode("utf-8", "surrogateescape")


def test_sarif_tells_what_was_not_judged() -> None:
    (run,) = json.loads(sarif([], SKIPPED))["runs"]
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    missing, foreign = invocation["toolExecutionNotifications"]
    assert (missing["level"], foreign["level"]) == ("error", "note")
    names = run["tool"]["driver"]["notifications"]
    assert [names[one["descriptor"]["index"]]["id"] for one in (missing, foreign)] == ["missing", "not-english"]
    assert json.loads(sarif([], SKIPPED[1:]))["runs"][0]["invocations"][0]["executionSuccessful"]


def test_sarif_verdict_on_a_text_has_no_region_and_no_fix() -> None:
    (result,) = sarif_results([verdict("a.txt")])
    assert "fixes" not in result
    assert "region" not in json.dumps(result)


def test_sarif_message_of_an_article_is_no_link() -> None:
    (result,) = sarif_results([reported("a.txt", "zing")])
    assert "\\[of\\](it)" in json.dumps(result["message"]).replace("\\\\", "\\")


# rdjson


@pytest.mark.parametrize("text", [ASTRAL, LINES.replace("\r", "\r\n").replace("\r\n\n", "\r\n"), "zing", "x" * 5000 + "é" * 3000 + " zing"])
def test_rdjson_suggestions_can_be_made_from_bytes(text: str) -> None:
    article = reported("a.txt", text)
    lines = text.encode().split(b"\n")
    starts = [sum(len(line) + 1 for line in lines[:count]) for count in range(len(lines))]
    for finding, diagnostic in zip(article.findings, json.loads(rdjson([article]))["diagnostics"], strict=True):
        for fix, suggestion in zip(finding.fixes, diagnostic.get("suggestions", []), strict=False):
            start, end = (
                starts[place["line"] - 1] + place["column"] - 1 for place in (suggestion["range"]["start"], suggestion["range"]["end"])
            )
            made = text.encode()[:start] + suggestion["text"].encode() + text.encode()[end:]
            assert made.decode() == apply_edits(text, fix.edits)
