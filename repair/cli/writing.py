"""What `repair apply` does with what was mended: written to the disk, journal first, and counted."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from repair.cli.brief import Brief
from repair.cli.job import Job
from repair.cli.tally import Tally
from repair.journal.atomic import Refused
from repair.journal.run import Journal, stamp
from repair.journal.written import written
from repair.project.files import Ended
from repair.project.scan import Skipped, Target

if TYPE_CHECKING:
    from repair.cli.rejects import Rejects
    from repair.journal.mirror import Mirror
    from repair.journal.reached import Reached
    from repair.journal.records import Records

_EVERY = 0.25  # seconds of work that are done again at most, when a run is stopped in the middle of a file
_SHARE = 20  # or so many times what it takes to have them on the disk, where that is slow


class Writing:
    """Writes what comes along, or only counts it in a dry run, when there is no journal.

    `reached` tells, by place, how far files had been gone through before.
    """

    def __init__(
        self,
        job: Job,
        journal: Journal | None,
        mirror: Mirror | None,
        rejects: Rejects | None,
        reached: Mapping[str, Reached],
        options: Namespace,
    ) -> None:
        self.tally = Tally(options.dry_run, options.statistics)
        self._job = job
        self._journal = journal
        self._mirror = mirror
        self._records: Records | None = None
        self._file = self.tally.another()
        self._rejects = rejects
        self._reached = dict(reached)
        self._place = self._path = ""
        self._record = 0
        self._stamp = (0, 0)
        self._due = 0.0
        self._can_go_on = 0

    @property
    def reached(self) -> str:
        """Where in a file of records one that is stopped now can go on."""
        return f" at record {self._can_go_on} of {self._path}" if self._can_go_on else ""

    def meet(self, target: Target) -> None:
        """An article of a file of records comes next. Now and then that is written down: then all before its record is done."""
        assert target.locator is not None
        record = target.locator.record
        if target.place != self._place:
            self._begin(target)
        elif self._journal and record > self._record and time.monotonic() > self._due:
            began = time.monotonic()
            if self._rejects:
                self._rejects.keep()
            self._open(target, self._journal).reach(record - 1, self._stamp, {**self._file.counts(), **self._job.faults})
            self._can_go_on = record
            now = time.monotonic()
            self._due = now + max(_EVERY, _SHARE * (now - began))
        self._record = record

    def add(self, target: Target, brief: Brief) -> None:
        """An article."""
        if target.locator is None:
            self._article(target, brief)
        else:
            self._part(target, brief)

    def hold(self, told: int) -> int:
        """The inputs and articles that are left as they are, but for as many as are told; gives how many are told then."""
        for skipped in self._job.skipped[told:]:
            if not skipped.backend:
                (self._file if skipped.locator else self.tally).hold(skipped.code)
            if self._rejects:
                self._rejects.skipped(skipped)
        return len(self._job.skipped)

    def ended(self, target: Target, ended: Ended | None) -> None:
        """A file of records was read to its end, or could not be."""
        if target.place in self._reached:
            self._begin(target)
        self._place, self._can_go_on = "", 0
        records, self._records = self._records, None
        if ended is None:
            self._file = self.tally.another()
            if records:
                records.drop()
            if self._mirror and self._journal:
                self._kept(target, self._mirror)
            return
        if records and records.changed:
            try:
                records.write(ended)
            except Refused as refusal:
                self._refused(target, refusal)
                self._file = self.tally.another()
                return
        elif self._journal:
            if self._mirror and not self._kept(target, self._mirror):
                return
            self._journal.done(target.place)
        self._told(target)

    def _article(self, target: Target, brief: Brief) -> None:
        """A file that is one article."""
        if self._journal and brief.whole:
            refusal = written(brief.whole, self._journal, self._mirror)
            if refusal:
                self._job.skip(refusal)
                return
        if self._journal and not brief.changed:
            self._journal.done(target.place)
        self._file.add(brief)
        self._told(target)

    def _part(self, target: Target, brief: Brief) -> None:
        """An article of a file of records."""
        self._file.add(brief)
        if brief.changed and self._journal:
            self._open(target, self._journal).add(brief.codec, brief.lines, brief.rules)

    def _begin(self, target: Target) -> None:
        """A file of records: from its beginning, or from where an earlier run had come to."""
        reached = self._reached.pop(target.place, None)
        self._place, self._record, self._due = target.place, 0, time.monotonic() + _EVERY
        self._can_go_on = reached.record + 1 if reached else 0
        self._path = target.path
        if self._journal:
            with suppress(OSError):  # told when it is read
                self._stamp = stamp(target.place)
        if reached and self._journal:
            self._file.recall(reached.counts)
            self._job.recall(reached.counts)
            self._open(target, self._journal, reached)

    def _open(self, target: Target, journal: Journal, reached: Reached | None = None) -> Records:
        if self._records is None:
            from repair.journal.records import Records

            self._records = Records(journal, target, self._mirror, reached)
        return self._records

    def _kept(self, target: Target, mirror: Mirror) -> bool:
        """Copy a file as it is; False when that failed. What cannot be read has been told."""
        try:
            mirror.keep(target)
        except Refused as refusal:
            self._refused(target, refusal)
            return False
        except OSError:
            return False
        return True

    def _refused(self, target: Target, refusal: Refused) -> None:
        self._job.skip(Skipped(target.path, "not-written", f"left as it is: {refusal}"))

    def close(self) -> None:
        """Leave what was not written to a run that goes on with this one, or forget it."""
        if self._records and self._can_go_on:
            self._records.leave()
        elif self._records:
            self._records.drop()

    def _told(self, target: Target) -> None:
        told = self.tally.merge(self._file, target.path)
        if told:
            print(told)
        self._file = self.tally.another()
