"""Scores for programs: one object, the worst article first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from repair.report.lint import Unjudged
from repair.score.measure import Measure, Scored, Whole
from repair.score.readability import Reader

VERSION = 1


def score_json(
    scored: Sequence[Scored],
    together: Whole,
    failed: Sequence[str],
    skipped: Sequence[Unjudged],
    tool: Mapping[str, str],
    reader: Reader | None,
) -> str:
    """The report."""
    record = {
        "version": VERSION,
        "tool": tool,
        "readability": {"textstat": reader.version, "syllables": reader.source} if reader else None,
        "articles": [_article(one) for one in scored],
        "skipped": [{"path": one.path, "code": one.code, "backend": None, "reason": one.reason} for one in skipped],
        "summary": {
            "articles": together.articles,
            "words": together.words,
            "quality": _rounded(together.quality) if scored else None,
            "quality_after": _rounded(together.quality_after),
            "grade": _rounded(together.grade),
            "grade_after": _rounded(together.grade_after),
            "failed": list(failed),
        },
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _article(one: Scored) -> dict[str, Any]:
    return {
        "path": one.path,
        "locator": one.locator._asdict() if one.locator else None,
        "sha256": one.sha256,
        **_measure(one.before),
        "after": _measure(one.after) if one.after else None,
        "failed": list(one.failed),
    }


def _measure(measure: Measure) -> dict[str, Any]:
    damage, readability = measure.damage, measure.readability
    return {
        "quality": _rounded(damage.quality),
        "words": damage.words,
        "causes": [
            {"class": cause.kind, "findings": cause.findings, "words": cause.words, "points": _rounded(cause.points)}
            for cause in damage.causes
        ],
        "verdicts": list(damage.verdicts),
        "readability": {name: _rounded(value) for name, value in readability._asdict().items()} if readability else None,
    }


def _rounded(value: float | None) -> float | None:
    return value if value is None or isinstance(value, int) else round(value, 3)
