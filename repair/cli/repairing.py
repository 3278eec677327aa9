"""One article settled: the road that `diff` and `apply` share, so that they give the same bytes."""

from __future__ import annotations

from typing import NamedTuple, cast

from repair.cli.job import Job
from repair.engine.find import CheckerFailed
from repair.engine.settle import Settled, Unsettled, by_safety, settle
from repair.project.scan import Skipped, Source
from repair.rulebook.rule import Safety


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
    return Repaired(source, settled, after)
