"""One self-contained page: each article with its findings marked, and for each fix what it changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from repair.report.hunk import hunk
from repair.report.lint import Unjudged
from repair.report.reported import Reported, printable
from repair.report.style import STYLE
from repair.report.visible import number
from repair.rulebook.rule import SEVERITIES, Finding, Fix
from repair.text.lines import Lines

_AROUND = 70
_MOST_SHOWN = 1500
_QUIET = 6000
"""A longer stretch without a mark is cut in its middle."""


def html(articles: Sequence[Reported], skipped: Sequence[Unjudged] = ()) -> str:
    """The page. Article text is only ever shown as text; the page runs no script and loads nothing."""
    damaged = [article for article in articles if article.findings]
    count = sum(len(article.findings) for article in damaged)
    title = number(count, "finding") if count else "Nothing found"
    title += f" in {len(damaged)} of {number(len(articles), 'article')}" if count else f" in {number(len(articles), 'article')}"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="generator" content="repair">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>repair: {title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n"
        f"{_counts(finding for article in damaged for finding in article.findings)}</header>\n{_contents(damaged)}"
        f"{''.join(_article(article, at) for at, article in enumerate(damaged, 1))}{_skipped(skipped)}</body>\n</html>\n"
    )


def _counts(findings: Iterator[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    chips = [
        f'<span class="chip {name}">{number(counts[name], name, name if name == "info" else "")}</span>'
        for name in reversed(SEVERITIES)
        if counts[name]
    ]
    return f"<p>{' '.join(chips)}</p>\n" if counts else ""


def _contents(damaged: Sequence[Reported]) -> str:
    if len(damaged) < 2:
        return ""
    rows = [
        f'<li><a href="#a{at}">{_safe(article.path)}</a> <small>{len(article.findings)}</small></li>\n'
        for at, article in enumerate(damaged, 1)
    ]
    return f"<nav>\n<ol>\n{''.join(rows)}</ol>\n</nav>\n"


def _article(article: Reported, at: int) -> str:
    lines = Lines(article.text)
    rows = "".join(_finding(article, finding, lines, f"f{at}-{place}", place) for place, finding in enumerate(article.findings, 1))
    return (
        f'<section id="a{at}">\n<h2>{_safe(article.path)}</h2>\n<div class="text">{_marked(article, at)}</div>\n'
        f'<ol class="findings">\n{rows}</ol>\n</section>\n'
    )


def _marked(article: Reported, at: int) -> str:
    """The text with every stretch that a finding covers marked; where several do, the gravest gives the colour."""
    text = article.text
    borders: dict[int, list[int]] = {}
    for place, finding in enumerate(article.findings):
        if finding.span.start < finding.span.end:
            borders.setdefault(finding.span.start, []).append(place)
            borders.setdefault(finding.span.end, []).append(place)
    parts, active, last = [], set[int](), 0
    for border in sorted(borders):
        parts.append(_stretch(article, at, active, text[last:border]))
        active.symmetric_difference_update(borders[border])
        new = sorted(place for place in borders[border] if place in active)
        parts += [f'<sup><a href="#f{at}-{place + 1}" id="m{at}-{place + 1}">{place + 1}</a></sup>' for place in new]
        last = border
    return "".join([*parts, _stretch(article, at, active, text[last:])])


def _stretch(article: Reported, at: int, active: set[int], text: str) -> str:
    if not active:
        if len(text) > _QUIET:
            half = _QUIET // 2
            return f"{_safe(text[:half])}<i>[… {len(text) - 2 * half:,} characters …]</i>{_safe(text[-half:])}"
        return _safe(text)
    if not text:
        return ""
    gravest = max(active, key=lambda place: (SEVERITIES.index(article.findings[place].severity), -place))
    return f'<mark class="{article.findings[gravest].severity}">{_safe(text)}</mark>'


def _finding(article: Reported, finding: Finding, lines: Lines, anchor: str, place: int) -> str:
    line, column = lines.place(finding.span.start)
    where = f"line {line}, column {column}" if finding.rule.scope == "span" else "the whole text"
    back = f'<a href="#m{anchor[1:]}">{where}</a>' if finding.span.start < finding.span.end else where
    fixes = "".join(_fix(article, fix) for fix in finding.fixes if fix.edits)
    return (
        f'<li class="{finding.severity}" id="{anchor}">\n<p><b>{place}</b> <span class="chip {finding.severity}">{finding.severity}</span> '
        f'<code title="{_safe(" ".join(finding.rule.why.split()))}">{_safe(finding.rule.id)}</code> <small>{back}</small></p>\n'
        f"<p>{_safe(_cut(finding.message))}</p>\n{fixes}</li>\n"
    )


def _fix(article: Reported, fix: Fix) -> str:
    text, parts = article.text, []
    edits = sorted(fix.edits)
    for before, edit in zip([None, *edits], edits, strict=False):
        floor = before.end if before else 0
        parts.append(_safe(_left(text, floor, edit.start)))
        parts.append(f"<del>{_shown(edit.old)}</del>" if edit.old else "")
        parts.append(f"<ins>{_shown(edit.new)}</ins>" if edit.new else "")
    parts.append(_safe(_right(text, edits[-1].end) if edits[-1].old[-1:] != "\n" else ""))
    return (
        f'<div class="fix"><p><span class="chip fix-{fix.safety}">{fix.safety}</span> {_safe(_cut(fix.title))}</p>\n'
        f"<pre>{''.join(parts)}</pre>\n{_patch(article, fix)}</div>\n"
    )


def _left(text: str, floor: int, start: int) -> str:
    """What stands before a change: the rest of its line, or of the way from the change before."""
    if floor and start - floor <= 2 * _AROUND:
        return text[floor:start]
    near = text[max(floor, start - _AROUND) : start]
    line = near[near.rfind("\n") + 1 :]
    cut = len(line) == _AROUND and " " in line
    return f"{' … ' if floor else ''}{'… ' + line.partition(' ')[2] if cut else line}"


def _right(text: str, end: int) -> str:
    line = text[end : end + _AROUND].split("\n")[0]
    return f"{line.rpartition(' ')[0]} …" if len(line) == _AROUND and " " in line else line


def _patch(article: Reported, fix: Fix) -> str:
    patch = hunk(article.path, article.text, fix.edits) if article.path != "-" else ""
    if not patch or _safe(patch) != escape(patch):
        return ""  # what the page cannot hold as it is, nobody could copy from it
    return f"<details><summary>as a patch</summary><pre>{escape(patch)}</pre></details>\n"


def _shown(text: str) -> str:
    """Text that comes or goes; line ends can be seen."""
    return _safe(_cut(text)).replace("\n", "↵\n")


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN // 2]} … {text[-_MOST_SHOWN // 2 :]}"


def _skipped(skipped: Sequence[Unjudged]) -> str:
    if not skipped:
        return ""
    rows = [f'<li class="{"error" if one.wrong else "info"}"><code>{_safe(one.path)}</code> {_safe(one.reason)}</li>\n' for one in skipped]
    return f"<section>\n<h2>Not judged</h2>\n<ul>\n{''.join(rows)}</ul>\n</section>\n"


def _safe(text: str) -> str:
    return escape(printable(text.replace("\r\n", "\n").replace("\r", "\n")))
