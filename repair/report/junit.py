"""JUnit XML: one test suite an article, one failed test case a finding."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from repair.report.reported import Reported, printable
from repair.text.lines import Lines


def junit(articles: Sequence[Reported], bar: int, levels: Sequence[str]) -> str:
    """The findings as test results: those whose place in `levels` is at least `bar` fail, the others pass with their message as output."""
    suites, tests, failures = [], 0, 0
    for article in articles:
        cases, failed = _cases(article, bar, levels)
        count = max(1, len(article.findings))
        tests, failures = tests + count, failures + failed
        suites.append(
            f' <testsuite name={_attribute(article.path)} tests="{count}" failures="{failed}" errors="0" skipped="0" time="0">\n'
            f"{cases} </testsuite>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="repair" tests="{tests}" failures="{failures}" errors="0" time="0">\n{"".join(suites)}</testsuites>\n'
    )


def _cases(article: Reported, bar: int, levels: Sequence[str]) -> tuple[str, int]:
    lines = Lines(article.text)
    rows, failed = [], 0
    for finding in article.findings:
        line, column = lines.place(finding.span.start)
        name = f"{finding.rule.id} at {line}:{column}"
        head = f'  <testcase classname={_attribute(article.path)} name={_attribute(name)} time="0">\n'
        if levels.index(finding.severity) >= bar:
            failed += 1
            detail = f"{article.path}:{line}:{column}: {finding.severity}: {finding.message}"
            body = f"   <failure message={_attribute(finding.message)} type={_attribute(finding.rule.id)}>{_text(detail)}</failure>\n"
        else:
            body = f"   <system-out>{_text(finding.message)}</system-out>\n"
        rows.append(f"{head}{body}  </testcase>\n")
    if not rows:
        rows.append(f'  <testcase classname={_attribute(article.path)} name="no findings" time="0"/>\n')
    return "".join(rows), failed


def _attribute(text: str) -> str:
    return quoteattr(printable(text).replace("\t", " "), {"\n": "&#10;"})


def _text(text: str) -> str:
    from xml.sax.saxutils import escape

    return escape(printable(text))
