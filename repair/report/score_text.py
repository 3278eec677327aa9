"""Scores for people: a table, the worst article first, and what all come to."""

from __future__ import annotations

from collections.abc import Sequence

from repair.report.colour import Paint
from repair.report.visible import number, visible
from repair.score.measure import Measure, Scored, Whole
from repair.score.readability import Reader

_MOST_CAUSES = 3


def score_text(
    scored: Sequence[Scored],
    together: Whole,
    failed: Sequence[str],
    skipped: int,
    reader: Reader | None,
    most: int | None,
    paint: Paint,
    width: int,
) -> str:
    """The report. Columns for readability are there when it was measured."""
    head = ["quality", "repaired"] + (["Flesch", "grade", "words/sentence", "reading time"] if reader else []) + ["words"]
    rows = [_cells(one, bool(reader)) for one in scored[:most]]
    widths = [max(len(cell) for cell in column) for column in zip(head, *rows, strict=True)]
    lines = [_line(head, widths) + "  article"] if rows else []
    for one, cells in zip(scored, rows, strict=False):
        quality = _line(cells, widths)
        path = visible(one.name)
        lines.append(f"{paint(quality, 'red') if one.failed else quality}  {paint(path, 'bold')}")
        lines += [f"{'':{sum(widths) + 2 * len(widths)}}{why}" for why in _why(one, paint)]
    if len(rows) < len(scored):
        lines.append(f"… and {len(scored) - len(rows)} better ones")
    lines.append(_together(together, skipped))
    lines += [paint(f"all together: {reason}", "red") for reason in failed]
    if reader:
        lines.append(f"readability by textstat {reader.version}; syllables: {reader.source}")
    return "".join(f"{line}\n" for line in lines)


def clock(seconds: float) -> str:
    """Minutes and seconds."""
    return f"{int(seconds + 0.5) // 60}:{int(seconds + 0.5) % 60:02}"


def _cells(one: Scored, reading: bool) -> list[str]:
    cells = [f"{one.before.quality:.1f}", f"{one.after.quality:.1f}" if one.after else "–"]
    return [*cells, *(reading_cells(one) if reading else ()), str(one.before.damage.words)]


def reading_cells(one: Scored) -> list[str]:
    """Flesch, grade, words a sentence and reading time, each with what repair makes of it where that is something else."""
    found, later = one.before.readability, one.after.readability if one.after else None
    if found is None:
        return ["–"] * 4
    cells = [_pair(getattr(found, name), getattr(later, name, None)) for name in ("flesch", "grade", "sentence_length")]
    time, later_time = clock(found.seconds), clock(later.seconds if later else found.seconds)
    return [*cells, time if time == later_time else f"{time} → {later_time}"]


def _pair(before: float, after: float | None) -> str:
    """A figure, and what it becomes when that is another one."""
    return f"{before:.1f}" if after is None or f"{after:.1f}" == f"{before:.1f}" else f"{before:.1f} → {after:.1f}"


def _why(one: Scored, paint: Paint) -> list[str]:
    told = causes(one.before)
    return ([told] if told else []) + [paint(reason, "red") for reason in one.failed]


def causes(measure: Measure) -> str:
    """What costs the points, in a line."""
    found = [f"{cause.kind} −{cause.points:.1f} ({cause.findings})" for cause in measure.damage.causes[:_MOST_CAUSES]]
    rest = measure.damage.causes[_MOST_CAUSES:]
    if rest:
        found.append(f"{len(rest)} more −{sum(cause.points for cause in rest):.1f}")
    return "; ".join([*found, *(f"the whole text: {name}" for name in measure.damage.verdicts)])


def _together(together: Whole, skipped: int) -> str:
    read = number(together.articles, "article") + (f" ({skipped} skipped)" if skipped else "")
    if not together.articles:
        return f"nothing scored in {read}"
    told = f"quality {together.quality:.1f} in {read}, {number(together.words, 'word')}"
    if together.quality_after is not None:
        told += f"; {together.quality_after:.1f} after repair"
    return told + (f"; grade {together.grade:.1f}" if together.grade is not None else "")


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
