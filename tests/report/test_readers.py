"""Programs that people feed our reports to read them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import junitparser
import pytest
from sarif import loader

from repair.report.checkstyle import checkstyle
from repair.report.junit import junit
from repair.report.rdjson import rdjson
from repair.report.sarif import sarif
from tests.conftest import reviewdog
from tests.report.made import NAMES, SKIPPED, made, reported


def total(case: str) -> int:
    return sum(len(article.findings) for article in made(case))


@pytest.mark.parametrize("case", NAMES)
def test_junitparser(case: str) -> None:
    read = junitparser.JUnitXml.fromstring(junit(made(case), SKIPPED).encode())
    failed = sum(article.fails(finding) for article in made(case) for finding in article.findings)
    results = [result for suite in read for test in suite for result in test.result]
    assert sum(isinstance(result, junitparser.Failure) for result in results) == failed == read.failures
    assert sum(isinstance(result, junitparser.Error) for result in results) == 1
    assert sum(isinstance(result, junitparser.Skipped) for result in results) == 1


@pytest.mark.parametrize("case", NAMES)
def test_sarif_tools(case: str, tmp_path: Path) -> None:
    (tmp_path / "x.sarif").write_text(sarif(made(case), SKIPPED, "1.0"), encoding="utf-8")
    read = loader.load_sarif_file(str(tmp_path / "x.sarif"))
    assert read.get_result_count() == total(case)
    assert read.get_distinct_tool_names() == ["repair"]
    for record in read.get_records()[:100]:
        assert int(record["Line"] or 1) >= 1
        assert record["Code"]


def read_by_reviewdog(report: str, kind: str, tmp_path: Path) -> list[dict[str, object]]:
    """What reviewdog understood, in its own form."""
    command = [str(reviewdog()), f"-f={kind}", "-reporter=rdjsonl", "-diff=git diff --no-index /dev/null .", "-filter-mode=nofilter"]
    done = subprocess.run(command, input=report.encode(), cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.needs("reviewdog", "git")
@pytest.mark.parametrize("case", NAMES)
def test_reviewdog_reads_rdjson(case: str, tmp_path: Path) -> None:
    read = read_by_reviewdog(rdjson(made(case)), "rdjson", tmp_path)
    assert len(read) == total(case)
    wanted = [(article.path, finding) for article in made(case) for finding in article.findings]
    for diagnostic, (path, finding) in zip(read[:200], wanted, strict=False):
        assert diagnostic["message"] == finding.message.replace("\udcff", "\ufffd")
        assert diagnostic["location"]["path"] == path.replace("\udcff", "\ufffd")
        assert diagnostic["severity"] == finding.severity.upper()
        assert len(diagnostic.get("suggestions", [])) == len(finding.fixes)


@pytest.mark.needs("reviewdog", "git")
@pytest.mark.parametrize("kind", ["sarif", "checkstyle"])
def test_reviewdog_reads_other_formats(kind: str, tmp_path: Path) -> None:
    articles = [reported("a.txt", "A zing.\nAnd 😀 a zing\n"), reported("b c.txt", "zing", "error")]
    report = sarif(articles) if kind == "sarif" else checkstyle(articles)
    read = read_by_reviewdog(report, kind, tmp_path)
    places = [(one["location"]["path"], one["location"]["range"]["start"]["line"]) for one in read]
    assert places == [("a.txt", 1), ("a.txt", 2), ("b c.txt", 1)]
