"""A mended article written to the disk, journal first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repair.journal.atomic import Refused, replace
from repair.journal.run import Journal
from repair.project.scan import Skipped
from repair.project.work import Repaired

if TYPE_CHECKING:
    from repair.journal.mirror import Mirror


def written(outcome: Repaired, journal: Journal, mirror: Mirror | None = None) -> Skipped | None:
    """Write it to the disk, or its copy into the mirror; gives why it is not there when that fails."""
    target, before, stored = outcome.target, outcome.data, outcome.stored
    place = mirror.place(target) if mirror else target.place
    announced = False

    def announce(place: str) -> None:
        nonlocal announced
        announced = True
        journal.announce(place, before, outcome.after, stored.codec, bool(stored.bom), outcome.settled.passes)

    try:
        if mirror:
            mirror.write(target, [outcome.after], announce if outcome.changed else None)
        else:
            announce(place)
            replace(place, before, outcome.after)
    except Refused as refusal:
        if announced:
            journal.leave(place, str(refusal))
        return Skipped(target.path, "not-written", f"left as it is: {refusal}")
    return None
