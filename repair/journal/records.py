"""The changes of one file of records: collected while its articles come along, then made all at once, journal first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from repair.engine.changes import changes
from repair.formats.places import opened
from repair.formats.records import ADDED_TO, Unreadable, packing
from repair.formats.rewrite import rewritten
from repair.formats.splice import Splice, Stale
from repair.journal.atomic import Refused, draft
from repair.journal.mirror import Mirror
from repair.journal.reached import Reached
from repair.journal.run import Journal
from repair.journal.spool import Spool, made
from repair.project.files import Ended, Part
from repair.project.scan import Target
from repair.project.work import Repaired
from repair.text.span import Edit

CHANGED = "has changed since it was read; run again"


def splices(outcome: Repaired, part: Part) -> Iterator[tuple[Splice, tuple[str, ...]]]:
    """What was changed of an article as changes of its file's unpacked bytes, each with its rules, in order."""
    done = changes(outcome.settled)
    made = part.splices([Edit(change.start, change.old, change.new) for change in done], bool(outcome.stored.bom))
    together = tuple(sorted({rule for change in done for rule in change.rules}))
    apart = len(made) == len(done)  # else the spelling of the whole text has changed, and all goes back or nothing
    for number, splice in enumerate(made):
        yield splice, done[number].rules if apart else together


class Records:
    """A file of records being mended: everything is forgotten unless it is written."""

    def __init__(self, journal: Journal, target: Target, mirror: Mirror | None = None, reached: Reached | None = None) -> None:
        self._journal = journal
        self._mirror = mirror
        self._target = target
        self._spool: Spool | None = journal.collected(reached) if reached else None
        self._packing = packing(target.path)

    def add(self, codec: str, lines: bytes, rules: Mapping[str, int]) -> None:
        """Collect what was changed of an article, as lines of a spool, whose file is in this codec; `rules` counts the fixes."""
        if self._spool is None:
            self._spool = self._journal.spool(codec)
        self._spool.add(lines)
        self._spool.rules.update(rules)

    @property
    def changed(self) -> bool:
        """Whether there is a change."""
        return self._spool is not None

    def reach(self, record: int, stamp: tuple[int, int], counts: Mapping[str, Any]) -> None:
        """Have on the disk what was collected up to a record, to go on with it when the run is stopped."""
        self._journal.reach(self._target.place, record, stamp, self._spool, counts)

    def leave(self) -> None:
        """Leave what was collected to a run that goes on with this one."""
        if self._spool:
            self._spool.leave()

    def drop(self) -> None:
        """Forget what was collected."""
        spool, self._spool = self._spool, None
        if spool:
            spool.drop()

    def write(self, ended: Ended) -> None:
        """Make the changes. Raises `Refused`; then the file is as it was."""
        try:
            if self._spool:
                self._write(self._spool, ended)
        finally:
            self.drop()

    def _write(self, spool: Spool, ended: Ended) -> None:
        place = self._target.place
        to = self._mirror.place(self._target) if self._mirror else place
        spool.flush()
        try:
            with opened(place) as file, self._mirror.draft(self._target) if self._mirror else draft(place) as made_anew:
                changes = ((one.locator, one.splice) for one in made(spool.path, spool.codec))
                if rewritten(file, self._packing, changes, made_anew) != ended.sha256:
                    raise Refused(CHANGED)
                if self._mirror and self._mirror.has(self._target, made_anew.sha256):
                    return
                made_anew.keep()
                self._journal.announce_records(
                    to, ended.sha256, made_anew.sha256, spool.codec, spool, self._packing, "" if self._packing in ("", *ADDED_TO) else place
                )
                self._spool = None
                try:
                    made_anew.put()
                except Refused as refusal:
                    self._journal.leave(to, str(refusal))
                    raise
        except Unreadable as error:
            raise Refused(str(error)) from None
        except Stale:
            raise Refused(CHANGED) from None
        except OSError as error:
            raise Refused(f"cannot be read: {(error.strerror or str(error)).lower()}") from None
