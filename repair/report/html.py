"""One self-contained page: each article with its findings marked, and for each fix the line before and after."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from repair.report.reported import Reported, printable
from repair.rulebook.rule import Finding, Fix
from repair.text.lines import Lines
from repair.text.span import apply_edits

_STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fff; --soft: #f4f4f6; --line: #d9d9de;
  --error: #b3261e; --warning: #8a5a00; --info: #2456a6; --old: #ffe1de; --new: #dff3e0 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8ea; --paper: #151517; --soft: #202024; --line: #3a3a40;
  --error: #ff9b93; --warning: #f0c36a; --info: #9dc1ff; --old: #5a2420; --new: #1f4a27 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; font: 16px/1.55 system-ui, sans-serif }
body { color: var(--ink); background: var(--paper) }
h1 { font-size: 1.4rem }
h2 { font-size: 1.05rem; overflow-wrap: anywhere; margin: 2.5rem 0 .5rem }
.text { white-space: pre-wrap; overflow-wrap: anywhere; font-family: Georgia, serif; background: var(--soft); padding: 1rem }
mark { background: transparent; color: inherit; border-bottom: .16em solid var(--warning) }
mark.error { border-color: var(--error) }
mark.info { border-color: var(--info) }
mark a { color: inherit; text-decoration: none }
ol { padding: 0; list-style: none }
li { border-top: 1px solid var(--line); padding: .8rem 0 }
.rule { font-weight: 600 }
.error .rule { color: var(--error) }
.warning .rule { color: var(--warning) }
.info .rule { color: var(--info) }
pre { margin: .4rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.5 ui-monospace, monospace }
del, ins { text-decoration: none; display: block; padding: .1rem .4rem }
del { background: var(--old) }
ins { background: var(--new) }
"""


def html(articles: Sequence[Reported]) -> str:
    """The page. Article text is only ever shown as text; the page runs no script and loads nothing."""
    damaged = [article for article in articles if article.findings]
    count = sum(len(article.findings) for article in damaged)
    body = "".join(_article(article, number) for number, article in enumerate(damaged, 1))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>repair: {count} findings</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{count} finding{'s' * (count != 1)} in {len(damaged)} of {len(articles)} articles</h1>\n{body}</body>\n</html>\n"
    )


def _article(article: Reported, number: int) -> str:
    lines = Lines(article.text)
    rows = "".join(_finding(article, finding, lines, f"f{number}-{place}") for place, finding in enumerate(article.findings, 1))
    return f'<section>\n<h2>{_safe(article.path)}</h2>\n<div class="text">{_marked(article, number)}</div>\n<ol>\n{rows}</ol>\n</section>\n'


def _marked(article: Reported, number: int) -> str:
    parts, at = [], 0
    for place, finding in enumerate(article.findings, 1):
        start, end = finding.span
        if start < at or start == end:
            continue  # told in the list below; marks cannot overlap
        parts.append(_safe(article.text[at:start]))
        parts.append(f'<mark class="{finding.severity}"><a href="#f{number}-{place}">{_safe(article.text[start:end])}</a></mark>')
        at = end
    parts.append(_safe(article.text[at:]))
    return "".join(parts)


def _finding(article: Reported, finding: Finding, lines: Lines, anchor: str) -> str:
    line, column = lines.place(finding.span.start)
    fixes = "".join(_fix(article.text, fix) for fix in finding.fixes)
    return (
        f'<li class="{finding.severity}" id="{anchor}"><span class="rule">{_safe(finding.rule.id)}</span> '
        f"<small>{line}:{column} · {finding.severity}</small><br>{_safe(finding.message)}{fixes}</li>\n"
    )


def _fix(text: str, fix: Fix) -> str:
    start = min(edit.start for edit in fix.edits)
    end = max(edit.end for edit in fix.edits)
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    stops = [at for at in (text.find("\n", end), text.find("\r", end)) if at >= 0]
    last = min(stops, default=len(text))
    old = text[first:last]
    new = apply_edits(old, [edit._replace(start=edit.start - first) for edit in fix.edits])
    added = f"<ins>+ {_safe(new)}</ins>" if new.strip() else ""
    return f"<pre><small>{_safe(fix.title)} ({fix.safety})</small>\n<del>- {_safe(old)}</del>{added}</pre>"


def _safe(text: str) -> str:
    return escape(printable(text.replace("\r\n", "\n").replace("\r", "\n")))
