"""Write fixes into articles, by default the safe ones only.

Each file is written whole or not at all; what was written is kept in .repair/runs, and `repair undo` takes it
back. With --out the files stay and repaired copies go elsewhere. A run that was stopped goes on with --resume.
With - the article, or a stream of records that --stdin-filename names, comes from standard input and goes, repaired,
to standard output."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from repair.cli.backend import add_languagetool
from repair.cli.brief import Brief, Briefly
from repair.cli.job import Job
from repair.cli.options import add_brake, add_choice, add_effort, add_executor, add_exit, add_paths, add_safety
from repair.cli.output import said
from repair.cli.writing import Writing
from repair.journal.run import project_root
from repair.project.files import Ended
from repair.project.mending import Mending
from repair.project.scan import STDIN


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
    add_executor(add_effort(parser))
    add_exit(parser, "findings that are left")


def run(options: Namespace) -> int:
    """Settle every article and write it, journal first."""
    from repair.cli.resume import begun, stopped_by_signal

    if STDIN in options.paths:
        from repair.cli.stream import streamed

        return streamed(options, workshop)
    with begun(options, project_root(os.getcwd())) as (job, journal, mirror, rejects, reached), job, stopped_by_signal() as stopped:
        writing = Writing(job, journal, mirror, rejects, reached, options)
        told = 0
        keep = Briefly(rejects is not None, mirror is not None)
        for file, outcome in job.outcomes(workshop(job, options), keep):
            if stopped:
                break
            if file.target.locator:
                writing.meet(file.target)
            brief = outcome if isinstance(outcome, Brief) else None
            if brief:
                job.weigh(file.target.settings, brief.worst)
            if brief and brief.braked:
                job.brake(file, brief.braked)
            if brief and not brief.braked:
                writing.add(file.target, brief)
                if rejects:
                    rejects.waiting(brief.waiting)
            elif file.target.locator is None:
                writing.ended(file.target, outcome if isinstance(outcome, Ended) else None)
            told = writing.hold(told)
        writing.hold(told)
        writing.close()
        if journal and stopped:
            journal.flush()
            said(f"stopped{writing.reached}; `repair apply --resume` goes on")
        elif journal:
            journal.end()
    print(writing.tally.told(journal.id if journal else ""))
    return 128 + stopped[0] if stopped else job.code()


def workshop(job: Job, options: Namespace) -> Mending:
    """What repairs the articles of this call."""
    if not options.verdicts:
        return job.workshop(Mending, "safe")
    from repair.review.deciding import Replaying
    from repair.review.verdicts import read

    return job.workshop(Replaying, "safe", read(options.verdicts), options.safety is not None)
