"""One article settled: the road that `diff` and `apply` share, so that they give the same bytes."""

from __future__ import annotations

from typing import NamedTuple, cast

from repair.cli.job import Job
from repair.engine.changes import changed_words
from repair.engine.find import CheckerFailed
from repair.engine.inspect import inspect
from repair.engine.settle import Settled, Unsettled, by_safety, settle
from repair.project.scan import Skipped, Source
from repair.report.visible import number
from repair.rulebook.rule import Safety

_BRAKE = {"safe": 0.3, "review": 0.8}
_FEW_WORDS = 25
"""Fewer changed words than this brake nothing: of a short text any change is a large share."""


class Repaired(NamedTuple):
    """An article with its fixes made, and its bytes then."""

    source: Source
    settled: Settled
    after: bytes

    @property
    def changed(self) -> bool:
        return self.after != self.source.data


def repaired(job: Job, source: Source, default: Safety) -> Repaired | Skipped:
    """The article with all fixes made that are safe enough, or why it is left as it is."""
    safety = cast("Safety", source.target.settings.safety or default)
    path = source.target.path
    try:
        settled = settle(source.document, job.book(source.target), by_safety(safety))
        after = source.stored.encode(settled.after)
    except CheckerFailed as error:
        return Skipped(path, "internal-error", f"left as it is: {error}")
    except Unsettled as error:
        return Skipped(path, "unsettled", f"left as it is: {error}; --ignore one of them")
    except UnicodeEncodeError as error:
        wanted = error.object[error.start]
        return Skipped(path, "unencodable", f"left as it is: a fix needs U+{ord(wanted):04X}, which {source.stored.codec} cannot write")
    outcome = Repaired(source, settled, after)
    return _braked(job, outcome, safety) or outcome


def _braked(job: Job, outcome: Repaired, safety: Safety) -> Skipped | None:
    """Why an article is left for review: where so much of it would go, something is wrong with it or with the rules."""
    source = outcome.source
    most = source.target.settings.brake
    if most is None:
        most = _BRAKE[safety]
    changed, words = changed_words(outcome.settled)
    if changed < _FEW_WORDS or changed <= most * words:
        return None
    job.judge(source, inspect(source.document, job.book(source.target)))
    reason = (
        f"left for review: {changed} of {number(words, 'word')} would change, more than the brake's share of {most:g}; "
        "look at it with `repair diff --brake 1`"
    )
    return Skipped(source.target.path, "brake", reason, wrong=False, data=source.data)
