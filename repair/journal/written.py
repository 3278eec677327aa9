"""A mended article written to the disk, journal first."""

from __future__ import annotations

from repair.journal.atomic import Refused, replace
from repair.journal.run import Journal
from repair.project.scan import Skipped
from repair.project.work import Repaired


def written(outcome: Repaired, journal: Journal) -> Skipped | None:
    """Write it to the disk; gives why it is not there when that fails."""
    target, before, stored = outcome.target, outcome.data, outcome.stored
    journal.announce(target.place, before, outcome.after, stored.codec, bool(stored.bom), outcome.settled.passes)
    try:
        replace(target.place, before, outcome.after)
    except Refused as refusal:
        journal.leave(target.place, str(refusal))
        return Skipped(target.path, "not-written", f"left as it is: {refusal}")
    return None
