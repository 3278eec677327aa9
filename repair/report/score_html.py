"""Scores as one self-contained page: how quality is spread before and after repair, and the worst articles with their causes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from repair.report.lint import Unjudged
from repair.report.reported import printable
from repair.report.score_text import reading_cells
from repair.report.style import STYLE
from repair.report.visible import number
from repair.score.measure import Measure, Scored, Whole
from repair.score.readability import Reader

_MOST = 25
_BINS = 20
_OWN_STYLE = """
table { border-collapse: collapse; width: 100%; font-size: .92rem }
th, td { text-align: right; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top }
th { color: var(--dim); font-weight: 600; font-size: .8rem }
th:last-child, td:last-child { text-align: left; overflow-wrap: anywhere }
svg { width: 100%; height: auto; margin: 1rem 0 }
svg text { fill: var(--dim); font: 12px system-ui, sans-serif }
.before { fill: var(--warning) } .after { fill: var(--info) } .axis { stroke: var(--line) }
.key { display: inline-block; width: .8em; height: .8em; border-radius: 2px; vertical-align: -.05em }
.key.before { background: var(--warning) } .key.after { background: var(--info) }
.failed td:first-child { color: var(--error); font-weight: 700 }
"""


def score_html(
    scored: Sequence[Scored],
    together: Whole,
    failed: Sequence[str],
    skipped: Sequence[Unjudged],
    reader: Reader | None,
    most: int | None,
) -> str:
    """The page. It runs no script and loads nothing."""
    title = f"Quality {together.quality:.1f} in {number(together.articles, 'article')}" if scored else "Nothing was scored"
    facts = [number(together.words, "word")]
    if together.quality_after is not None and scored:
        facts.append(f"{together.quality_after:.1f} after repair")
    if together.grade is not None:
        facts.append(f"grade {together.grade:.1f}")
    reasons = "".join(f'<p><span class="chip error">gate</span> all together: {_safe(reason)}</p>\n' for reason in failed)
    source = (
        f"<p><small>Readability by textstat {_safe(reader.version)}; syllables: {_safe(reader.source)}.</small></p>\n" if reader else ""
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="generator" content="repair">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>repair: {_safe(title)}</title>\n<style>{STYLE}{_OWN_STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{_safe(title)}</h1>\n"
        f"<p>{_safe(', '.join(facts))}</p>\n{reasons}</header>\n{_spread(scored)}"
        f"{_worst(scored[: most or _MOST], len(scored), bool(reader))}{_skipped(skipped)}{source}</body>\n</html>\n"
    )


def _spread(scored: Sequence[Scored]) -> str:
    """A histogram: how many articles have which quality, before and after."""
    if not scored:
        return ""
    before = [one.before.quality for one in scored]
    after = [(one.after or one.before).quality for one in scored]
    floor = min(90, int(min(before + after) // 10) * 10)
    size = (100 - floor) / _BINS
    bars = [[0] * _BINS, [0] * _BINS]
    for series, values in zip(bars, (before, after), strict=True):
        for value in values:
            series[min(_BINS - 1, int((value - floor) / size))] += 1
    top = max(max(series) for series in bars)
    parts = ['<line class="axis" x1="40" y1="200" x2="760" y2="200"/>\n']
    for series, name, shift in ((bars[0], "before", 2), (bars[1], "after", 18)):
        for at, count in enumerate(series):
            if count:
                high = max(1.0, 180 * count / top)
                low = floor + at * size
                what = f"{number(count, 'article')} {name} repair: quality {low:g} to {low + size:g}"
                bar = f'<rect class="{name}" x="{40 + 36 * at + shift}" y="{200 - high:.1f}" width="16" height="{high:.1f}">'
                parts.append(f"{bar}<title>{what}</title></rect>\n")
    for step in range(0, _BINS + 1, 4):
        parts.append(f'<text x="{40 + 36 * step}" y="218" text-anchor="middle">{floor + step * size:g}</text>\n')
    parts.append(f'<text x="34" y="24" text-anchor="end">{top}</text>\n<text x="34" y="204" text-anchor="end">0</text>\n')
    return (
        '<section>\n<h2>How quality is spread</h2>\n<p><span class="key before"></span> before, <span class="key after"></span> after '
        'repair; articles by quality</p>\n<svg viewBox="0 0 800 226" role="img" '
        'aria-label="Articles by quality, before and after repair">\n'
        f"{''.join(parts)}</svg>\n</section>\n"
    )


def _worst(scored: Sequence[Scored], count: int, reading: bool) -> str:
    if not scored:
        return ""
    head = ["quality", "repaired", *(["Flesch", "grade", "words/ sentence", "time"] if reading else []), "words", "article"]
    heading = "The worst articles" if len(scored) < count else "The articles, worst first"
    rows = "".join(_row(one, reading) for one in scored)
    cells = "".join(f"<th>{name}</th>" for name in head)
    return f"<section>\n<h2>{heading}</h2>\n<table>\n<tr>{cells}</tr>\n{rows}</table>\n</section>\n"


def _row(one: Scored, reading: bool) -> str:
    cells = [f"{one.before.quality:.1f}", f"{one.after.quality:.1f}" if one.after else "–"]
    cells += reading_cells(one) if reading else []
    cells.append(str(one.before.damage.words))
    name = f"<b>{_safe(one.name)}</b>{_causes(one.before)}"
    name += "".join(f'<p><span class="chip error">gate</span> {_safe(reason)}</p>' for reason in one.failed)
    inside = "".join(f"<td>{cell}</td>" for cell in [*cells, name])
    opening = '<tr class="failed">' if one.failed else "<tr>"
    return f"{opening}{inside}</tr>\n"


def _causes(measure: Measure) -> str:
    lines = [f"{_safe(cause.kind)} −{cause.points:.1f} ({cause.findings})" for cause in measure.damage.causes]
    lines += [f"the whole text: {_safe(name)}" for name in measure.damage.verdicts]
    return f"<br><small>{'; '.join(lines)}</small>" if lines else ""


def _skipped(skipped: Sequence[Unjudged]) -> str:
    if not skipped:
        return ""
    rows = [f'<li class="{"error" if one.wrong else "info"}"><code>{_safe(one.path)}</code> {_safe(one.reason)}</li>\n' for one in skipped]
    return f"<section>\n<h2>Not scored</h2>\n<ul>\n{''.join(rows)}</ul>\n</section>\n"


def _safe(text: str) -> str:
    return escape(printable(text))
