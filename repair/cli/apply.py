"""Write fixes into articles, by default the safe ones only.

Each file is written whole or not at all; what was written is kept in .repair/runs, and `repair undo` takes it
back. With --out the files stay and repaired copies go elsewhere. A run that was stopped goes on with --resume.
With - the article, or a stream of records that --stdin-filename names, comes from standard input and goes, repaired,
to standard output."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from repair.cli.backend import add_languagetool
from repair.cli.job import Job
from repair.cli.options import add_brake, add_choice, add_effort, add_exit, add_paths, add_safety
from repair.cli.output import said
from repair.cli.tally import Tally
from repair.journal.atomic import Refused
from repair.journal.run import Journal, project_root
from repair.journal.written import written
from repair.project.files import Ended, Passed
from repair.project.mending import Mending
from repair.project.scan import STDIN, Skipped, Target
from repair.project.work import Repaired

if TYPE_CHECKING:
    from repair.journal.mirror import Mirror
    from repair.journal.records import Records
    from repair.project.files import Part


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    add_paths(parser)
    add_safety(parser, "safe")
    parser.add_argument(
        "--verdicts",
        metavar="FILE",
        help="make the fixes accepted in this file of a review; others only with --safety, refused ones never",
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        help="leave the files as they are and write repaired copies into this folder, under the same names; "
        "files without a change are copied too, and what is there already stays",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")
    parser.add_argument("--statistics", action="store_true", help="tell what each rule did in all, not what was done to each file")
    parser.add_argument(
        "--rejects", metavar="FILE", help="write down what is left for people: articles left alone and findings not settled, as JSON lines"
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on with the last run that was stopped, with its paths and options; what is done is not read",
    )
    add_brake(parser)
    add_choice(parser)
    add_languagetool(parser)
    add_effort(parser)
    add_exit(parser, "findings that are left")


def run(options: Namespace) -> int:
    """Settle every article and write it, journal first."""
    from repair.cli.resume import begun, stopped_by_signal

    if STDIN in options.paths:
        from repair.cli.stream import streamed

        return streamed(options, workshop)
    with begun(options, project_root(os.getcwd())) as (job, journal, mirror, rejects), job, stopped_by_signal() as stopped:
        writing = _Writing(job, journal, mirror, options)
        told = 0
        for file, outcome in job.repaired(workshop(job, options)):
            if stopped:
                break
            if isinstance(outcome, Repaired):
                job.judge(file.target.settings, outcome.settled.left)
                writing.article(outcome) if file.part is None else writing.part(outcome, file.part)
                if rejects:
                    rejects.waiting(outcome)
            elif file.target.locator is None and not isinstance(outcome, Passed):
                writing.ended(file.target, outcome)
            if rejects:
                for skip in job.skipped[told:]:
                    rejects.skipped(skip)
                told = len(job.skipped)
        writing.close()
        if journal and stopped:
            journal.flush()
            said("stopped; `repair apply --resume` goes on")
        elif journal:
            journal.end()
    print(writing.tally.told(journal.id if journal else ""))
    return 128 + stopped[0] if stopped else job.code()


class _Writing:
    """Writes what comes along, or only counts it in a dry run, when there is no journal."""

    def __init__(self, job: Job, journal: Journal | None, mirror: Mirror | None, options: Namespace) -> None:
        self.tally = Tally(options.dry_run, options.statistics)
        self._job = job
        self._journal = journal
        self._mirror = mirror
        self._records: Records | None = None
        self._file = self.tally.another()

    def article(self, outcome: Repaired) -> None:
        """A file that is one article."""
        if self._journal and (outcome.changed or self._mirror):
            refusal = written(outcome, self._journal, self._mirror)
            if refusal:
                self._job.skip(refusal)
                return
        if self._journal and not outcome.changed:
            self._journal.done(outcome.target.place)
        self._file.add(outcome)
        self._told(outcome.target)

    def part(self, outcome: Repaired, part: Part) -> None:
        """An article of a file of records."""
        self._file.add(outcome)
        if not outcome.changed or not self._journal:
            return
        if self._records is None:
            from repair.journal.records import Records

            self._records = Records(self._journal, outcome.target, self._mirror)
        self._records.add(outcome, part)

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


def workshop(job: Job, options: Namespace) -> Mending:
    """What repairs the articles of this call."""
    if not options.verdicts:
        return job.workshop(Mending, "safe")
    from repair.review.deciding import Replaying
    from repair.review.verdicts import read

    return job.workshop(Replaying, "safe", read(options.verdicts), options.safety is not None)
