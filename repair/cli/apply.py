"""Write fixes into articles, by default the safe ones only.

Each article is written whole or not at all; what was written is kept in .repair/runs, and `repair undo` takes it
back. With - the article comes from standard input and goes, repaired, to standard output."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter

from repair.cli.backend import add_languagetool
from repair.cli.job import Job
from repair.cli.options import add_brake, add_choice, add_effort, add_exit, add_paths, add_safety
from repair.cli.output import opened
from repair.journal.run import Journal, project_root
from repair.journal.written import written
from repair.project.config import ConfigError
from repair.project.mending import Mending
from repair.project.scan import STDIN
from repair.project.work import Repaired
from repair.report.visible import number, visible


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    add_paths(parser)
    add_safety(parser, "safe")
    parser.add_argument(
        "--verdicts",
        metavar="FILE",
        help="make the fixes accepted in this file of a review; others only with --safety, refused ones never",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")
    add_brake(parser)
    add_choice(parser)
    add_languagetool(parser)
    add_effort(parser)
    add_exit(parser, "findings that are left")


def run(options: Namespace) -> int:
    """Settle every article and write it, journal first."""
    if STDIN in options.paths:
        return _filter(options)
    job = Job(options)
    journal = Journal(project_root(os.getcwd()), _header(options, job))
    tally = _Tally(options.dry_run)
    with job:
        for outcome in job.repaired(_workshop(job, options)):
            refusal = written(outcome, journal) if outcome.changed and not options.dry_run else None
            if refusal:
                job.skip(refusal)
                continue
            job.judge(outcome.target.settings, outcome.settled.left)
            told = tally.add(outcome)
            if told:
                print(told)
    print(tally.told(journal.id))
    return job.code()


def _filter(options: Namespace) -> int:
    """Standard input to standard output; what cannot be repaired comes out as it came in."""
    if len(options.paths) > 1:
        raise ConfigError("- cannot stand beside other paths: standard output is for one article")
    job = Job(options)
    tally = _Tally(options.dry_run)
    data = b""
    with job:
        for outcome in job.repaired(_workshop(job, options)):
            data = outcome.after
            job.judge(outcome.target.settings, outcome.settled.left)
            tally.add(outcome)
            print(tally.told(""), file=sys.stderr)
    with opened(None) as out:
        if not options.dry_run:
            out.write(data or b"".join(skip.data for skip in job.skipped))
    return job.code()


def _workshop(job: Job, options: Namespace) -> Mending:
    if not options.verdicts:
        return job.workshop(Mending, "safe")
    from repair.review.deciding import Replaying
    from repair.review.verdicts import read

    return job.workshop(Replaying, "safe", read(options.verdicts), options.safety is not None)


def _header(options: Namespace, job: Job) -> dict[str, object]:
    return {"tool": job.tool, "safety": options.safety}


class _Tally:
    """What was done, for people."""

    def __init__(self, dry: bool) -> None:
        self._dry = dry
        self._articles = self._changed = self._fixes = self._left = self._offered = 0

    def add(self, outcome: Repaired) -> str:
        """Count an article; the line about it, when it changed."""
        self._articles += 1
        self._left += len(outcome.settled.left)
        self._offered += sum(bool(finding.fixes) for finding in outcome.settled.left)
        rules = Counter(chosen.finding.rule.id for done in outcome.settled.passes for chosen in done.took)
        if not outcome.changed:
            return ""
        self._changed += 1
        self._fixes += rules.total()
        counts = ", ".join(f"{rule} ×{count}" if count > 1 else rule for rule, count in sorted(rules.items()))
        return f"{visible(outcome.target.path)}: {number(rules.total(), 'fix', 'fixes')} ({counts})"

    def told(self, run: str) -> str:
        """The last line."""
        verb = "would be made" if self._dry else "made"
        told = f"{number(self._fixes, 'fix', 'fixes')} {verb} in {self._changed} of {number(self._articles, 'article')}"
        if run:
            told += f", run {run}; `repair undo` takes it back"
        if self._left:
            told += f"; {number(self._left, 'finding')} left"
            told += f", {self._offered} with a fix to review: `repair diff`" if self._offered else ""
        return told
