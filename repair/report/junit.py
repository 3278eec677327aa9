"""JUnit XML: one test suite an article, one test case a finding."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from repair.report.lint import Unjudged
from repair.report.reported import Reported, printable
from repair.rulebook.rule import Finding
from repair.text.lines import Lines
from repair.text.named import NamedTuple


def junit(articles: Sequence[Reported], skipped: Sequence[Unjudged] = ()) -> str:
    """Findings that make the run fail are failures; the others pass, with their message as output.

    An input that could not be judged is an error, one that was rightly passed over is skipped.
    """
    suites = [_suite(article) for article in articles] + [_unjudged(one) for one in skipped]
    tests, failures, errors = (
        sum(suite.tests for suite in suites),
        sum(suite.failures for suite in suites),
        sum(suite.errors for suite in suites),
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="repair" tests="{tests}" failures="{failures}" errors="{errors}" time="0">\n'
        f"{''.join(suite.xml for suite in suites)}</testsuites>\n"
    )


class _Suite(NamedTuple):
    xml: str
    tests: int
    failures: int
    errors: int


def _suite(article: Reported) -> _Suite:
    lines = Lines(article.text)
    cases = [_case(article, finding, lines) for finding in article.findings]
    failed = sum(article.fails(finding) for finding in article.findings)
    return _wrapped(article.path, cases or [_testcase(article.path, "no findings", "")], failed, 0, 0)


def _case(article: Reported, finding: Finding, lines: Lines) -> str:
    line, column = lines.place(finding.span.start)
    message = finding.message
    if article.fails(finding):
        detail = f"{article.path}:{line}:{column}: {finding.severity}: {message}" + "".join(f"\nfix: {fix.title}" for fix in finding.fixes)
        body = f"   <failure message={_attribute(message)} type={_attribute(finding.rule.id)}>{_text(detail)}</failure>\n"
    else:
        body = f"   <system-out>{_text(f'{finding.severity}: {message}')}</system-out>\n"
    return _testcase(article.path, f"{finding.rule.id} at {line}:{column}", body)


def _unjudged(skipped: Unjudged) -> _Suite:
    kind = "error" if skipped.wrong else "skipped"
    body = f"   <{kind} message={_attribute(skipped.reason)} type={_attribute(skipped.code)}/>\n"
    return _wrapped(skipped.path, [_testcase(skipped.path, "can be judged", body)], 0, int(skipped.wrong), int(not skipped.wrong))


def _wrapped(path: str, cases: Sequence[str], failed: int, errors: int, passed_over: int) -> _Suite:
    counts = f'tests="{len(cases)}" failures="{failed}" errors="{errors}" skipped="{passed_over}"'
    xml = f' <testsuite name={_attribute(path)} {counts} time="0">\n{"".join(cases)} </testsuite>\n'
    return _Suite(xml, len(cases), failed, errors)


def _testcase(path: str, name: str, body: str) -> str:
    head = f'  <testcase classname={_attribute(path)} name={_attribute(name)} time="0"'
    return f"{head}>\n{body}  </testcase>\n" if body else f"{head}/>\n"


def _attribute(text: str) -> str:
    return quoteattr(printable(text).replace("\t", " "), {"\n": "&#10;"})


def _text(text: str) -> str:
    return escape(printable(text))
