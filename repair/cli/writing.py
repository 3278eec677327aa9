"""What `repair apply` does with what was mended: written to the disk, journal first, and counted."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from repair.cli.brief import Brief
from repair.cli.job import Job
from repair.cli.tally import Tally
from repair.journal.atomic import Refused
from repair.journal.run import Journal
from repair.journal.written import written
from repair.project.files import Ended
from repair.project.scan import Skipped, Target

if TYPE_CHECKING:
    from repair.journal.mirror import Mirror
    from repair.journal.records import Records


class Writing:
    """Writes what comes along, or only counts it in a dry run, when there is no journal."""

    def __init__(self, job: Job, journal: Journal | None, mirror: Mirror | None, options: Namespace) -> None:
        self.tally = Tally(options.dry_run, options.statistics)
        self._job = job
        self._journal = journal
        self._mirror = mirror
        self._records: Records | None = None
        self._file = self.tally.another()

    def add(self, target: Target, brief: Brief) -> None:
        """An article."""
        if target.locator is None:
            self._article(target, brief)
        else:
            self._part(target, brief)

    def ended(self, target: Target, ended: Ended | None) -> None:
        """A file of records was read to its end, or could not be."""
        records, self._records = self._records, None
        if ended is None:
            self._file = self.tally.another()
            if records:
                records.drop()
            if self._mirror and self._journal:
                self._kept(target, self._mirror)
            return
        if records:
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
        if not brief.changed or not self._journal:
            return
        if self._records is None:
            from repair.journal.records import Records

            self._records = Records(self._journal, target, self._mirror)
        assert target.locator is not None
        self._records.add(target.locator, brief.codec, brief.splices, brief.rules)

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
        """Forget what was not written."""
        if self._records:
            self._records.drop()

    def _told(self, target: Target) -> None:
        told = self.tally.merge(self._file, target.path)
        if told:
            print(told)
        self._file = self.tally.another()
