"""Checkstyle XML."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from repair.report.lint import Unjudged
from repair.report.reported import Reported, printable
from repair.text.lines import Lines


def checkstyle(articles: Sequence[Reported], skipped: Sequence[Unjudged] = ()) -> str:
    """One `file` element an article that has findings, one `error` element a finding."""
    files = []
    for article in articles:
        if not article.findings:
            continue
        lines = Lines(article.text)
        rows = []
        for finding in article.findings:
            line, column = lines.place(finding.span.start)
            rows.append(
                f'  <error line="{line}" column="{column}" severity="{finding.severity}"'
                f" message={_attribute(finding.message)} source={_attribute('repair.' + finding.rule.id)}/>\n"
            )
        files.append(f" <file name={_attribute(article.path)}>\n{''.join(rows)} </file>\n")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="8.0">\n{"".join(files)}</checkstyle>\n'


def _attribute(text: str) -> str:
    return quoteattr(printable(text).replace("\t", " "), {"\n": "&#10;"})
